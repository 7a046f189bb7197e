"""Which request types a text is about."""

from intents.found import Match
from intents.lexicon import Shelf, TypeInfo
from intents.topics import separate, topics

TYPES = {
    "lift": TypeInfo(code="lift", name="电梯故障"),
    "lift_trapped": TypeInfo(code="lift_trapped", name="电梯困人", absorbs=frozenset({"lift"})),
    "light": TypeInfo(code="light", name="公共照明"),
}


def match(owner: str, weight: float, start: int, end: int, shelf: Shelf = Shelf.PAIR) -> Match:
    return Match(owner, shelf, weight, f"{owner}@{start}", start, end, start)


def codes(*matches: Match, text: str = "电梯坏了,还有灯不亮") -> list[str]:
    return [topic.code for topic in separate(topics(matches, TYPES), text)]


def test_the_heaviest_type_comes_first() -> None:
    assert [topic.code for topic in topics((match("light", 1.0, 0, 2), match("lift", 2.0, 3, 5)), TYPES)] == [
        "lift",
        "light",
    ]


def test_an_alarm_comes_before_a_heavier_type() -> None:
    found = (match("light", 9.0, 0, 2), match("lift_trapped", 4.0, 3, 5, Shelf.EMERGENCY))
    assert topics(found, TYPES)[0].code == "lift_trapped"


def test_a_problem_that_is_added_to_another_is_a_type_of_its_own() -> None:
    assert codes(match("lift", 2.5, 0, 4), match("light", 2.4, 7, 10)) == ["lift", "light"]


def test_what_only_goes_along_with_a_problem_is_none_of_its_own() -> None:
    assert codes(match("lift", 2.5, 0, 4), match("light", 2.4, 5, 8), text="电梯停了,灯都灭了") == ["lift"]


def test_two_readings_of_the_same_words_are_one_type() -> None:
    assert codes(match("lift", 2.5, 0, 4), match("light", 2.4, 2, 10)) == ["lift"]


def test_a_type_absorbs_its_weaker_relatives() -> None:
    assert codes(match("lift_trapped", 4.0, 0, 4), match("lift", 2.4, 7, 10)) == ["lift_trapped"]


def test_a_second_reason_adds_less_than_the_first() -> None:
    one = topics((match("lift", 2.0, 0, 2),), TYPES)[0].weight
    two = topics((match("lift", 2.0, 0, 2), match("lift", 2.0, 4, 6)), TYPES)[0].weight
    assert one < two < 2 * one


def test_a_mention_is_not_a_stated_problem() -> None:
    topic = topics((match("lift", 0.8, 0, 2, Shelf.HINT),), TYPES)[0]
    assert (topic.stated, topic.weight) == ((), 0.8)


def test_what_speaks_against_a_type_makes_it_lighter() -> None:
    found = (match("lift", 2.4, 0, 2), match("lift", -2.2, 4, 6, Shelf.AGAINST))
    assert round(topics(found, TYPES)[0].weight, 1) == 0.2
