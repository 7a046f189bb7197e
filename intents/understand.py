"""The room's one door: one message in its context becomes one reading."""

import math
import re
from dataclasses import dataclass, replace

from intents.answers import read_answer
from intents.cues import CueIndex, Found
from intents.lexicon import Lexicon, Shelf
from intents.model import (
    Answer,
    AnyReading,
    Chatter,
    Context,
    Evidence,
    Message,
    Place,
    Question,
    Report,
    Role,
    Support,
    Unclear,
)
from intents.orders import read_order
from intents.places import find_place, home_of, with_home
from intents.segment import Segmenter
from intents.speech import Speech, speech
from intents.text import Cleaned, Cleaner, as_typed
from intents.topics import Topic, separate, topics
from intents.urgency import URGENT_TYPES, alarming, calmed, with_outages

REPORT_FROM = 0.5  # score from which a case is opened
UNCLEAR_FROM = 0.42  # score from which one short question is asked
_MIDDLE = 2.0  # the sum of weights that is worth a score of one half
_STEEPNESS = 1.3
_PLACED = 0.4  # naming a building makes a problem more likely meant
_QUOTING = -0.8  # a reply to somebody's words is mostly talk about a known problem
_ADDRESSED = 0.8
_REASONS = 6
_LONG = 36  # characters from which a text is more likely a story than a report
_LENGTH_COST = -0.015  # … by character
_LENGTH_COST_AT_MOST = -1.0
_SHORT = 24  # characters of a message that may be a bare place or a bare complaint
_MAY_BE_PLACE = re.compile(r"[0-9#]|[一二三四五六七八九十几两负][栋幢座楼号单梯层期]|[栋幢库门厅]")
_PLACED_TEXT = re.compile(
    r"[0-9一二三四五六七八九十两]\s?(?:[栋幢座#]|号楼|单元|期|楼|梯)|[A-Ha-h]\d{1,2}|\d{1,2}-\d|整[栋幢个层]|全[栋幢楼小]"
)
_SHARED_TEXT = re.compile(r"我们|[我这]家|都|又|怎么|了$|了[吗没啊呀吧]")
_STATING = frozenset({Shelf.PHRASE, Shelf.SCENE, Shelf.NEED, Shelf.PAIR, Shelf.EMERGENCY, Shelf.OUTAGE})


@dataclass(frozen=True, kw_only=True, slots=True)
class _Heard:
    """One message on its way through the room."""

    message: Message
    context: Context
    text: str
    found: Found
    said: Speech
    quoting: bool


class Understanding:
    """Reads messages; built once from a lexicon, then without state, so that any thread may use it."""

    def __init__(
        self, lexicon: Lexicon, *, report_from: float = REPORT_FROM, unclear_from: float = UNCLEAR_FROM
    ) -> None:
        """`report_from` and `unclear_from` are scores, 0..1."""
        self._lexicon = lexicon
        self._report_from, self._unclear_from = report_from, unclear_from
        self._cleaner = Cleaner(typos=lexicon.typos, guarded=lexicon.guarded_typos, emoji=lexicon.emoji)
        self._index = CueIndex(lexicon, Segmenter(lexicon.words).edges)

    def clean(self, text: str) -> Cleaned:
        """The sender's own words without WeChat's and the typist's noise."""
        return self._cleaner.normalise(text)

    def read(self, message: Message, context: Context = Context()) -> AnyReading:  # noqa: B008  it is frozen
        """What one message means; never raises, whatever the text."""
        cleaned = self._cleaner.normalise(message.text)
        if not cleaned.text:
            return Chatter(kind="empty")
        expected = self._expected(message, context, cleaned)
        if expected is not None:
            return expected
        if message.role is not Role.RESIDENT and message.group is not None:
            return Chatter(kind="staff")
        heard = self._hear(message, context, cleaned)
        return self._support(heard) or self._problem(heard) or self._vague(heard) or _chatter(heard)

    def _expected(self, message: Message, context: Context, cleaned: Cleaned) -> AnyReading | None:
        """An answer to the bot's open question, or an order."""
        answer = read_answer(cleaned.text, context) if context.question is not None else None
        if answer is not None and answer.to is Question.PROBLEM:
            return self._told(answer, self._problem(self._hear(message, context, cleaned)))
        order = read_order(cleaned.text, message.role, context, message.addressed)
        if order is not None and order.argument:
            order = replace(order, argument=as_typed(message.text, order.argument))
        return answer or order

    def _told(self, answer: Answer, problem: Report | Unclear | None) -> Answer | Report:
        """The answer to 是什么问题 with what was understood of it; an emergency is a report of its own."""
        if problem is None:
            return answer
        if isinstance(problem, Report) and problem.urgent:
            return problem
        return replace(answer, types=problem.types, place=answer.place or problem.place)

    def _hear(self, message: Message, context: Context, cleaned: Cleaned) -> _Heard:
        found = self._index.find(cleaned.text)
        said = speech(found, cleaned.text, self._lexicon.frames, thorough=bool(found.topical))
        quoting = (message.quote or cleaned.quote) is not None
        return _Heard(
            message=message, context=context, text=cleaned.text, found=found, said=said, quoting=quoting
        )

    def _support(self, heard: _Heard) -> Support | None:
        """+1, 我家也是: only short ones that add no problem of their own."""
        if "support" not in heard.said.frames or len(heard.text) > _SHORT:
            return None
        if any(match.shelf in _STATING for match in heard.found.topical):
            return None
        return Support(score=0.3, why=heard.said.why[:_REASONS], place=_place(heard, home="unit"))

    def _problem(self, heard: _Heard) -> Report | Unclear | None:
        if not heard.found.topical:
            return None
        alarm = alarming(heard.found, heard.said, self._lexicon.calming)
        placed = _PLACED_TEXT.search(heard.text) is not None
        found = heard.found if alarm else calmed(heard.found)
        ranked = topics(with_outages(found, placed=_shared(heard, placed)), self._lexicon.types)
        if not ranked or ranked[0].weight <= 0:
            return None
        score, why = self._score(heard, ranked[0], placed=placed, alarm=alarm)
        if alarm or (score >= self._report_from and (ranked[0].stated or "request" in heard.said.frames)):
            return self._report(heard, separate(ranked), score, why, alarm=alarm)
        if score >= self._unclear_from and ranked[0].stated:
            return self._unsure(heard, ranked[0], score, why)
        return None

    def _score(
        self, heard: _Heard, topic: Topic, *, placed: bool, alarm: bool
    ) -> tuple[float, tuple[Evidence, ...]]:
        """The sum of weights, squashed: 1 / (1 + e^(-steepness * (sum - middle)))."""
        extra = [
            Evidence(cue=cue, source=source, weight=weight)
            for holds, cue, source, weight in (
                (placed, "几栋几单元", "place", _PLACED),
                (len(heard.text) > _LONG, "长", "length", _length_cost(heard.text)),
                (heard.quoting, "引用", "quote", _QUOTING),
                (heard.message.addressed, "@", "addressed", _ADDRESSED),
            )
            if holds
        ]
        said = max(0.0, heard.said.weight) if alarm else heard.said.weight
        total = topic.weight + said + sum(evidence.weight for evidence in extra)
        why = sorted((*topic.why, *heard.said.why, *extra), key=lambda evidence: -abs(evidence.weight))
        return 1 / (1 + math.exp(-_STEEPNESS * (total - _MIDDLE))), tuple(why[:_REASONS])

    def _report(
        self,
        heard: _Heard,
        chosen: tuple[Topic, ...],
        score: float,
        why: tuple[Evidence, ...],
        *,
        alarm: bool,
    ) -> Report:
        codes = tuple(topic.code for topic in chosen)
        home = self._lexicon.types[codes[0]].home
        urgent = alarm or codes[0] in URGENT_TYPES
        return Report(score=score, why=why, types=codes, place=_place(heard, home=home), urgent=urgent)

    def _unsure(self, heard: _Heard, topic: Topic, score: float, why: tuple[Evidence, ...]) -> Unclear:
        home = self._lexicon.types[topic.code].home
        place = _place(heard, home=home)
        return Unclear(score=score, why=why, missing="sure", types=(topic.code,), place=place)

    def _vague(self, heard: _Heard) -> Unclear | None:
        """坏了 · 又来了，管不管啊 · @网格员 在吗: something is wanted, nobody can tell what."""
        wanting = heard.message.addressed or "vague" in heard.said.frames
        if len(heard.text) > _SHORT or heard.said.weight < 0 or not wanting:
            return None
        return Unclear(
            score=self._unclear_from,
            why=heard.said.why[:_REASONS],
            missing="problem",
            place=_place(heard, home="none"),
        )


def _length_cost(text: str) -> float:
    return max(_LENGTH_COST_AT_MOST, _LENGTH_COST * (len(text) - _LONG))


def _shared(heard: _Heard, placed: bool) -> bool:
    """Whether a short text says whom an outage concerns: a building, all of us, again."""
    return len(heard.text) <= _SHORT and (placed or _SHARED_TEXT.search(heard.text) is not None)


def _chatter(heard: _Heard) -> Chatter:
    bare = len(heard.text) <= _SHORT and _MAY_BE_PLACE.search(heard.text) is not None
    place = find_place(heard.text, heard.context) if bare else Place()
    why = heard.said.why[:_REASONS] if heard.found.topical else ()
    return Chatter(kind=heard.said.kind, why=why, place=place)


def _place(heard: _Heard, *, home: str) -> Place:
    """From the message, the speaker's last fragments, the home in the alias or the group's one building."""
    place = find_place(heard.text, heard.context)
    for fragment in reversed(heard.context.recent):
        place = _filled(place, find_place(fragment, heard.context))
    if home != "none":
        own = home_of(heard.message.sender, heard.context)
        place = with_home(place, own if home == "room" else replace(own, room=None))
    return _filled(place, Place(building=heard.context.default_building))


def _filled(place: Place, other: Place) -> Place:
    """The place, with the address of the other one where it says none, and its spot likewise."""
    if not (place.building or place.unit or place.room):
        place = replace(place, building=other.building, unit=other.unit, room=other.room)
    return replace(place, spot=place.spot or other.spot, compound=place.compound or other.compound)
