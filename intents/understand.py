"""The room's one door: one message in its context becomes one reading."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from intents.answers import read_answer
from intents.crisis import Crisis, crisis
from intents.cues import CueIndex, Found, Match
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
from intents.orders import SIGNS, may_order, read_order
from intents.places import find_place, home_of, with_home
from intents.segment import Segmenter
from intents.speech import Speech, Ways
from intents.text import Cleaned, Cleaner, as_typed
from intents.topics import Topic, separate, topics
from intents.urgency import URGENT_TYPES, alarming, calmed, with_outages
from intents.weighing import around, score, why

REPORT_FROM = 0.5  # score from which a case is opened
UNCLEAR_FROM = 0.42  # score from which one short question is asked
_SUPPORT_SCORE = 0.3
_SHORT = 24  # characters of a message that may be a bare place or a bare complaint
_MAY_BE_PLACE = re.compile(r"[0-9#]|[一二三四五六七八九十几两负][栋幢座楼号单梯层期]|[栋幢库门厅]")
_PLACED_TEXT = re.compile(
    r"[0-9一二三四五六七八九十两]\s?(?:[栋幢座#]|号楼|单元|期|楼|梯)|[A-Ha-h]\d{1,2}|\d{1,2}-\d|整[栋幢个层]|全[栋幢楼小]"
)
_SHARED_TEXT = re.compile(r"我们|[我这]家|都|又|怎么|了$|了[吗没啊呀吧]")
_SAME_HERE = re.compile(  # 我家也是,一滴都没
    r"(?:\+1|同上|一样|(?:我们?|俺|咱们?|这)?(?:家|这|边|里|\d*[楼栋]|\d*单元)?也(?:是|一样|这样)的?[啊呀呢了哦]?)(?:[,。!~\s]|$)"
)
_STATING = frozenset({Shelf.PHRASE, Shelf.SCENE, Shelf.NEED, Shelf.PAIR, Shelf.EMERGENCY, Shelf.OUTAGE})
_TELLING = frozenset({"request", "support", "vague"})  # ways of speaking that need no stated problem
_EMPTY, _STAFF = Chatter(kind="empty"), Chatter(kind="staff")


class _Heard(NamedTuple):
    """One message on its way through the room; `states` when any match is more than a mention, `alarms` when
    it is an alarm word, calmed or not."""

    message: Message
    context: Context
    text: str
    matches: Sequence[Match]
    states: bool
    alarms: bool
    said: Speech
    quoting: bool


class Understanding:
    """Reads messages; built once from a lexicon, then without state, so that any thread may use it."""

    def __init__(
        self, lexicon: Lexicon, *, report_from: float = REPORT_FROM, unclear_from: float = UNCLEAR_FROM
    ) -> None:
        """`report_from` and `unclear_from` are scores, 0..1."""
        self._types = lexicon.types
        self._calming, self._passing = lexicon.calming, lexicon.passing
        self._report_from, self._unclear_from = report_from, unclear_from
        self._cleaner = Cleaner(typos=lexicon.typos, guarded=lexicon.guarded_typos, emoji=lexicon.emoji)
        self._index = CueIndex(lexicon, Segmenter(lexicon.words).begins_word, signs=SIGNS)
        self._ways = Ways(lexicon.frames)
        self._chatter = {kind: Chatter(kind=kind) for kind in ("chat", *lexicon.frames)}

    def clean(self, text: str) -> Cleaned:
        """The sender's own words without WeChat's and the typist's noise."""
        return self._cleaner.normalise(text)

    def read(self, message: Message, context: Context = Context()) -> AnyReading:  # noqa: B008  it is frozen
        """What one message means; never raises, whatever the text."""
        cleaned = self._cleaner.normalise(message.text)
        text = cleaned.text
        if not text:
            return _EMPTY
        if message.role is Role.RESIDENT and (danger := crisis(text)):
            return _in_danger(danger, message, context, text)
        found = self._index.find(text)
        if found.signed or context.question is not None or may_order(text, message):
            expected = self._expected(message, context, cleaned, found)
            if expected is not None:
                return expected
        if message.role is not Role.RESIDENT and message.group is not None:
            return _STAFF
        if not (message.addressed or _tells(found, text)):
            return self._quiet(self._ways.kind(found.speech), text, context)
        return self._read(self._hear(message, context, cleaned, found))

    def _expected(
        self, message: Message, context: Context, cleaned: Cleaned, found: Found
    ) -> AnyReading | None:
        """An answer to the bot's open question, or an order."""
        answer = read_answer(cleaned.text, context) if context.question is not None else None
        if answer is not None and answer.to is Question.PROBLEM:
            return self._told(answer, self._problem(self._hear(message, context, cleaned, found)))
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

    def _hear(self, message: Message, context: Context, cleaned: Cleaned, found: Found) -> _Heard:
        (text, quote, _), (matches, phrases, _) = cleaned, found
        said = self._ways.speech(phrases, text, thorough=bool(matches))
        shelves = {match.shelf for match in matches}
        states, alarms = not _STATING.isdisjoint(shelves), Shelf.EMERGENCY in shelves
        quoting = quote is not None or message.quote is not None
        return _Heard(message, context, text, matches, states, alarms, said, quoting)

    def _read(self, heard: _Heard) -> AnyReading:
        """Support, a problem, something vague or talk."""
        reading = self._support(heard) or self._problem(heard) or self._vague(heard)
        return reading or self._talk(heard)

    def _support(self, heard: _Heard) -> Support | None:
        """+1, 我家也是: only short ones that add no problem of their own, or say that it is the same one."""
        if "support" not in heard.said.frames or len(heard.text) > _SHORT:
            return None
        if heard.states and not (_SAME_HERE.match(heard.text) and _harmless(heard.matches)):
            return None
        return Support(score=_SUPPORT_SCORE, why=why(None, heard.said, []), place=_place(heard, home="unit"))

    def _problem(self, heard: _Heard) -> Report | Unclear | None:
        if not (heard.states or (heard.matches and "request" in heard.said.frames)):
            return None
        alarm = heard.alarms and alarming(heard.matches, heard.said, self._calming, self._passing)
        placed = _PLACED_TEXT.search(heard.text) is not None
        matches = calmed(heard.matches) if heard.alarms and not alarm else heard.matches
        ranked = topics(with_outages(matches) if _shared(heard, placed) else matches, self._types)
        if not ranked or ranked[0].weight <= 0:
            return None
        return self._judged(heard, ranked, alarm=alarm, placed=placed)

    def _judged(
        self, heard: _Heard, ranked: Sequence[Topic], *, alarm: bool, placed: bool
    ) -> Report | Unclear | None:
        """A report when the main topic weighs enough, a question when nearly so."""
        main, said, addressed = ranked[0], heard.said, heard.message.addressed
        extra = around(len(heard.text), placed=placed, quoting=heard.quoting, addressed=addressed)
        speaking = max(0.0, said.weight) if alarm else said.weight
        points = score(main.weight + speaking + sum(weight for _, _, weight in extra))
        if alarm or (points >= self._report_from and (main.stated or "request" in said.frames)):
            return self._report(heard, separate(ranked), points, why(main, said, extra), alarm=alarm)
        if points >= self._unclear_from and main.stated:
            place = _place(heard, home=self._types[main.code].home)
            reasons = why(main, said, extra)
            return Unclear(score=points, why=reasons, missing="sure", types=(main.code,), place=place)
        return None

    def _report(
        self,
        heard: _Heard,
        chosen: Sequence[Topic],
        points: float,
        reasons: tuple[Evidence, ...],
        *,
        alarm: bool,
    ) -> Report:
        codes = tuple(topic.code for topic in chosen)
        place = _place(heard, home=self._types[codes[0]].home)
        urgent = alarm or codes[0] in URGENT_TYPES
        return Report(score=points, why=reasons, types=codes, place=place, urgent=urgent)

    def _vague(self, heard: _Heard) -> Unclear | None:
        """坏了 · 又来了，管不管啊 · @网格员 在吗: something is wanted, nobody can tell what."""
        wanting = heard.message.addressed or "vague" in heard.said.frames
        if len(heard.text) > _SHORT or heard.said.weight < 0 or not wanting:
            return None
        reasons, place = why(None, heard.said, []), _place(heard, home="none")
        return Unclear(score=self._unclear_from, why=reasons, missing="problem", place=place)

    def _talk(self, heard: _Heard) -> Chatter:
        quiet = self._quiet(heard.said.kind, heard.text, heard.context)
        return replace(quiet, why=why(None, heard.said, [])) if heard.states else quiet

    def _quiet(self, kind: str, text: str, context: Context) -> Chatter:
        """Talk of one kind, with the place when it is short enough to be a bare one."""
        if len(text) <= _SHORT and _MAY_BE_PLACE.search(text):
            return Chatter(kind=kind, place=find_place(text, context))
        return self._chatter[kind]


def _tells(found: Found, text: str) -> bool:
    """Whether a text may be more than talk: it states, asks, agrees or complains; most messages do not."""
    if any(match.shelf in _STATING for match in found.topical):
        return True
    if found.topical and ("也" in text or "+" in text):
        return True
    return any(phrase.owner in _TELLING for phrase in found.speech)


def _harmless(matches: Sequence[Match]) -> bool:
    return not any(match.owner in URGENT_TYPES or match.shelf is Shelf.EMERGENCY for match in matches)


def _shared(heard: _Heard, placed: bool) -> bool:
    """Whether a short text says whom an outage concerns: a building, all of us, again."""
    return len(heard.text) <= _SHORT and (placed or _SHARED_TEXT.search(heard.text) is not None)


def _place(heard: _Heard, *, home: str) -> Place:
    """From the message, the speaker's last fragments, the home in the alias or the group's one building."""
    place, context = find_place(heard.text, heard.context), heard.context
    for fragment in reversed(context.recent):
        place = _filled(place, find_place(fragment, context))
    if home != "none":
        own = home_of(heard.message.sender, context)
        place = with_home(place, replace(own, room=None) if own.room and home != "room" else own)
    return _filled(place, Place(building=context.default_building)) if context.default_building else place


def _filled(place: Place, other: Place) -> Place:
    """The place, with the address of the other one where it says none, and its spot likewise."""
    if not other:
        return place
    if not (place.building or place.unit or place.room):
        place = replace(place, building=other.building, unit=other.unit, room=other.room)
    return replace(place, spot=place.spot or other.spot, compound=place.compound or other.compound)


def _in_danger(danger: Crisis, message: Message, context: Context, text: str) -> Report:
    place = with_home(find_place(text, context), home_of(message.sender, context))
    why = (Evidence(cue=danger.cue, source="crisis", weight=4.0),)
    return Report(score=1.0, why=why, types=(danger.type,), place=place, urgent=True, crisis=danger.kind)
