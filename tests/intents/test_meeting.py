"""Which kinds of pairs may stand in a text: the same, however few rules they are merged into."""

from hypothesis import given
from hypothesis import strategies as st

from intents.lexicon import Shelf
from intents.meeting import Kinds
from intents.pairs import Rule

WORDS = st.integers(0, 9)
SIDES = st.frozensets(WORDS, min_size=1, max_size=4)


def rule(first: frozenset[int], second: frozenset[int]) -> Rule:
    return Rule(
        owner="water", shelf=Shelf.PAIR, weight=2.0, distance=6, ordered=False, first=first, second=second
    )


RULES = st.lists(st.builds(rule, SIDES, SIDES), max_size=8)


@given(st.lists(RULES, max_size=3), st.sets(WORDS))
def test_a_kind_is_told_when_both_words_of_one_of_its_rules_are_there(
    kinds: list[list[Rule]], strings: set[int]
) -> None:
    expected = [any(one.first & strings and one.second & strings for one in rules) for rules in kinds]
    assert expected == Kinds(kinds).met(strings)
