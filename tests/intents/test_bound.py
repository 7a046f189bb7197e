"""What a message can weigh at most is never less than what it weighs."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intents.bound import Bound
from intents.cues import CueIndex
from intents.lexicon import Lexicon
from intents.segment import Segmenter
from intents.sorting import Sorter
from intents.weighing import around, beyond, request_marks, weighed
from intents.written_shelf import WrittenShelf

Weigh = Callable[[str], tuple[float, float]]
_ROUNDING = 1e-9


@pytest.fixture(scope="module")
def weigh(lexicon: Lexicon) -> Weigh:
    """The log-odds of a cleaned text that it opens a case, and those at most."""
    fitted, shelf, sorter = lexicon.fitted, WrittenShelf(lexicon), Sorter(lexicon.fitted)
    index = CueIndex(lexicon, Segmenter(lexicon.words).begins_word)
    bound = Bound(fitted, sorter)

    def both(text: str) -> tuple[float, float]:
        glance = index.glance(text)
        facts = shelf.facts(text, glance, index)
        words = glance.sums.opens + beyond(fitted.opens, facts, around(facts, text))
        kind = sorter.kind(text, facts.ranked, glance.sums, alarm=facts.alarm)
        points = weighed(fitted.request, request_marks(words, kind.points, facts))
        return points, bound.points(glance, index.states(glance), ())

    return both


@given(parts=st.data())
def test_no_text_weighs_more_than_it_can_at_most(
    lexicon: Lexicon, weigh: Weigh, parts: st.DataObject
) -> None:
    words = st.one_of(
        st.sampled_from([cue.text for cue in lexicon.cues]),
        st.sampled_from([*lexicon.sets["anytrouble"], *lexicon.sets["generic"]]),
        st.sampled_from(sorted(lexicon.fitted.opens.cues)).map(lambda name: name.strip("^$")),
    )
    text = "".join(parts.draw(st.lists(words, min_size=1, max_size=6))).strip()
    points, at_most = weigh(text)
    assert points <= at_most + _ROUNDING


@pytest.mark.parametrize(
    "text", ["早啊大家 绿豆汤煮好了 有要的拿碗来", "来了珍姐", "电梯又坏了,按了没反应", "好的"]
)
def test_no_line_weighs_more_than_it_can_at_most(weigh: Weigh, text: str) -> None:
    points, at_most = weigh(text)
    assert points <= at_most + _ROUNDING
