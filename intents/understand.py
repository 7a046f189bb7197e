"""The room's one door: one message in its context becomes one reading."""

import re
from collections.abc import Sequence
from copy import copy
from dataclasses import replace
from typing import NamedTuple

from intents.answers import read_answer
from intents.crisis import Crisis, crisis
from intents.cues import CueIndex, Glance, Match
from intents.encoder import Second, opinion
from intents.following import Said, Weighed, bearing
from intents.lexicon import STATING, Lexicon, Shelf
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
from intents.places import find_place, home_of, strip_places, with_home
from intents.segment import Segmenter
from intents.speech import Ways
from intents.talk import Bearing, Thread
from intents.text import Cleaned, Cleaner, as_typed
from intents.topics import Topic, in_order, separate, topics
from intents.urgency import DANGEROUS_TYPES, OUTAGE_WITHIN, URGENT_TYPES, alarming, calmed, with_outages
from intents.weighing import (
    ANY_MARKS,
    MOST_WRITTEN,
    OPENED,
    RULED,
    Facts,
    around,
    beyond,
    calls_office,
    evidence,
    logit,
    score,
    why,
    written,
)

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
STATED = 1.2  # … and when it states another kind of problem in the written shelf's words
CLEAR = 2.2  # log-odds above a report's from which on a line stands for itself, whatever the room talks about
TOLD = -4.0  # log-odds from which on talk is worth explaining
AGREES = -1.5  # log-odds from which on more of a known problem is the same problem at the speaker's place
CONTINUES = -1.0  # log-odds from which on a line is taken for more of a known problem
FALLBACK = "facility"  # what a problem is that nothing names
_CHAT, _NO_BEARING = Chatter(kind="chat"), Bearing()
_CHINESE = re.compile("[\u4e00-\u9fff]")  # without any, nobody tells of anything
_EMPTY, _STAFF = Chatter(kind="empty"), Chatter(kind="staff")


class _Heard(NamedTuple):
    """One message on its way through the room."""

    message: Message
    context: Context
    text: str
    glance: Glance
    facts: Facts
    marks: tuple[str, ...]


class Understanding:
    """Reads messages; built once from a lexicon, then without state, so that any thread may use it."""

    def __init__(
        self,
        lexicon: Lexicon,
        *,
        report_from: float | None = None,
        unclear_from: float | None = None,
        second: Second | None = None,
    ) -> None:
        """`report_from` and `unclear_from` are scores, 0..1; None keeps those fitted with the lexicon.

        `second` is asked about what is uncertain.
        """
        fitted = lexicon.fitted
        self._types, self._fitted, self._second = lexicon.types, fitted, second
        self._calming, self._passing = lexicon.calming, lexicon.passing
        self._urgent_from = logit(fitted.urgent_from)
        self._report_from = logit(fitted.report_from if report_from is None else report_from)
        self._unclear_from = logit(fitted.unclear_from if unclear_from is None else unclear_from)
        worth = fitted.opens.around
        self._letter = max(0.0, worth.get("letter", 0.0))
        self._silent_below = self._unclear_from - sum(max(0.0, worth.get(mark, 0.0)) for mark in ANY_MARKS)
        stated = fitted.opens.written * MOST_WRITTEN + max(0.0, worth.get("plain", 0.0))
        self._stated_from = self._silent_below - stated - max(0.0, worth.get("alarm", 0.0))
        self._cleaner = Cleaner(typos=lexicon.typos, guarded=lexicon.guarded_typos, emoji=lexicon.emoji)
        self._segmenter = Segmenter(lexicon.words)
        self._index = CueIndex(lexicon, self._segmenter.begins_word, signs=SIGNS)
        self._ways = Ways(lexicon.frames)

    def with_cues(self, lexicon: Lexicon) -> "Understanding":
        """The same with the cues and pairs of another lexicon, sharing all else: quick to make, for trying cues."""
        other = copy(self)
        other._index = CueIndex(lexicon, self._segmenter.begins_word, signs=SIGNS)
        return other

    def clean(self, text: str) -> Cleaned:
        """The sender's own words without WeChat's and the typist's noise."""
        return self._cleaner.normalise(text)

    def words(self, text: str) -> list[str]:
        """The words of a cleaned text."""
        return self._segmenter.cut(text)

    def read(self, message: Message, context: Context = Context()) -> AnyReading:  # noqa: B008  it is frozen
        """What one message means; never raises, whatever the text."""
        cleaned = self._cleaner.normalise(message.text)
        text = cleaned.text
        if not text:
            return _EMPTY
        if message.role is Role.RESIDENT and (danger := crisis(text)):
            return _in_danger(danger, message, context, text)
        glance = self._index.glance(text)
        if glance.signed or context.question is not None or may_order(text, message):
            expected = self._expected(message, context, cleaned, glance)
            if expected is not None:
                return expected
        if message.role is not Role.RESIDENT and message.group is not None:
            return _STAFF
        if not (message.addressed or self._may_matter(message, text, glance, context)):
            return _quiet(_CHAT, text, context)
        return self._read(self._hear(message, context, cleaned, glance))

    def facts(self, text: str, glance: Glance | None = None) -> Facts:
        """What the written shelf makes of a cleaned text."""
        glance = glance or self._index.glance(text)
        found = self._index.found(glance)
        matches: Sequence[Match] = found.topical
        phrases = found.speech
        said = self._ways.speech(phrases, text, thorough=bool(matches))
        shelves = {match.shelf for match in matches}
        alarms = Shelf.EMERGENCY in shelves
        alarm = alarms and alarming(matches, said, self._calming, self._passing)
        if alarms and not alarm:
            matches = calmed(matches)
        placed = _PLACED_TEXT.search(text) is not None
        shared = _shared(text, placed)
        ranked = topics(with_outages(matches) if shared else matches, self._types)
        outage = shared and Shelf.OUTAGE in shelves and said.weight >= 0 and len(text) <= OUTAGE_WITHIN
        stated = not STATING.isdisjoint(shelves)
        return Facts(ranked, said, written(ranked, said), alarm, outage, placed, stated)

    def _may_matter(self, message: Message, text: str, glance: Glance, context: Context) -> bool:
        """Whether a text may be more than talk; most messages cannot, whatever else they hold."""
        if glance.tells:
            return True
        if not _CHINESE.search(text):
            return False
        points = glance.points if message.sender else glance.points + self._letter
        if points >= self._silent_below or context.bearing is not None:
            return True
        if context.talk is not None and context.talk.threads:
            return True
        if not glance.may_state:
            return False
        states, alarms = self._index.states(glance)
        return alarms or (states and points >= self._stated_from)

    def _expected(
        self, message: Message, context: Context, cleaned: Cleaned, glance: Glance
    ) -> AnyReading | None:
        """An answer to the bot's open question, or an order."""
        answer = read_answer(cleaned.text, context) if context.question is not None else None
        if answer is not None and answer.to is Question.PROBLEM:
            heard = self._hear(message, context, cleaned, glance)
            points = self._points(heard)
            alarm = self._alarm(heard, opens=points >= self._report_from)
            return self._told(answer, self._problem(heard, points, alarm=alarm))
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

    def _hear(self, message: Message, context: Context, cleaned: Cleaned, glance: Glance) -> _Heard:
        quoting = cleaned.quote is not None or message.quote is not None
        facts = self.facts(cleaned.text, glance)
        marks = around(facts, message, quoting=quoting, calling=calls_office(cleaned.mentions))
        return _Heard(message, context, cleaned.text, glance, facts, marks)

    def _read(self, heard: _Heard) -> AnyReading:
        """Support, more of a known problem, a problem, something vague or talk."""
        if _bare(heard):
            return _quiet(_CHAT, heard.text, heard.context)
        points = self._points(heard)
        known, talk = self._bearing(heard, points)
        points += known.shift
        alarm = self._alarm(heard, opens=points >= self._report_from)
        if self._continues(heard, known, points, alarm=alarm):
            place = _place(heard, home="unit")
            return Support(
                score=score(points),
                why=evidence(talk),
                place=place,
                about=known.about,
                agrees="support" in heard.facts.said.frames or points - known.shift >= AGREES,
                repeats=points - known.shift >= self._report_from + CLEAR,
                bearing=known,
            )
        if heard.facts.outage:
            points = max(points, self._report_from)
        elif self._second is not None:
            shift, near = opinion(self._second, heard.text, points)
            points, talk = points + shift, [*talk, *near]
        reading = (
            self._support(heard)
            or self._problem(heard, points, talk, alarm=alarm)
            or self._vague(heard)
            or self._talk(heard, points, talk)
        )
        return replace(reading, bearing=known) if known is not _NO_BEARING else reading

    def _continues(self, heard: _Heard, known: Bearing, points: float, *, alarm: bool) -> bool:
        """Whether the line is more of a problem that the room talks of; an alarm only of what alarms everybody."""
        if known.about is None or known.continues <= CONTINUES:
            return False
        return self._codes(heard)[0] in URGENT_TYPES if alarm else points < self._report_from

    def _bearing(self, heard: _Heard, points: float) -> tuple[Bearing, list[Weighed]]:
        """What the talk of the room adds: as it was when the message was heard, or as it is now."""
        if heard.context.bearing is not None:
            return heard.context.bearing, []
        talk = heard.context.talk
        if talk is None or not talk.threads or not self._fitted.continues:
            return _NO_BEARING, []
        code = self._codes(heard)[0]
        said = Said(heard.message, heard.text, heard.facts.said.frames, points, code)
        known, reasons = bearing(said, talk, self._fitted.continues, self._fitted.opens_beside)
        if points >= self._report_from and self._another(heard, points, talk.thread(known.about)):
            return _NO_BEARING, []
        return known, reasons

    def _another(self, heard: _Heard, points: float, thread: Thread | None) -> bool:
        """Whether a report is plainly of another problem than the one that is talked of.

        It names another building, states a problem of another type in written words, or is so clear that its
        type is enough.
        """
        if thread is None:
            return True
        building = find_place(heard.text, heard.context).building
        if None not in (building, thread.building):
            return building != thread.building
        ranked = heard.facts.ranked
        if ranked and ranked[0].stated and not {topic.code for topic in ranked} & set(thread.types):
            return "plain" in heard.marks or points >= self._report_from + STATED
        return points >= self._report_from + CLEAR and self._codes(heard)[0] not in thread.types

    def _support(self, heard: _Heard) -> Support | None:
        """+1, 我家也是: only short ones that add no problem of their own, or say that it is the same one."""
        facts = heard.facts
        if "support" not in facts.said.frames or len(heard.text) > _SHORT:
            return None
        if facts.stated and not (_SAME_HERE.match(heard.text) and _harmless(facts.ranked)):
            return None
        return Support(score=_SUPPORT_SCORE, why=why((), facts.said, []), place=_place(heard, home="unit"))

    def _points(self, heard: _Heard) -> float:
        """The log-odds of both shelves that the message opens a case."""
        return heard.glance.points + beyond(self._fitted.opens, heard.facts, heard.marks)

    def _alarm(self, heard: _Heard, *, opens: bool) -> bool:
        """Whether somebody is in danger now: a rule's word alone is enough unless much speaks against it.

        What `opens` a case anyway needs less: being told of it at once does little harm.
        """
        points = self._index.urgent(heard.glance) + beyond(self._fitted.urgent, heard.facts, heard.marks)
        if heard.facts.alarm and points >= RULED:
            return True
        enough = self._urgent_from - (OPENED if opens else 0.0)
        return points >= enough and self._codes(heard)[0] in DANGEROUS_TYPES

    def _problem(
        self,
        heard: _Heard,
        points: float,
        talk: Sequence[Weighed] = (),
        *,
        alarm: bool = False,
    ) -> Report | Unclear | None:
        """A report when the sum is enough, a question when nearly so; an alarm always."""
        if not alarm and points < self._unclear_from:
            return None
        codes = self._codes(heard)
        reasons = self._why(heard, codes[0], talk)
        place = _place(heard, home=self._types[codes[0]].home)
        if not alarm and points < self._report_from:
            if not heard.facts.stated:
                return None
            return Unclear(score=score(points), why=reasons, missing="sure", types=codes[:1], place=place)
        urgent = alarm or codes[0] in URGENT_TYPES
        return Report(score=score(points), why=reasons, types=codes, place=place, urgent=urgent)

    def _codes(self, heard: _Heard) -> tuple[str, ...]:
        """The request types, the main one first: both shelves' sum, an alarm before all."""
        ranked = heard.facts.ranked
        points = dict(self._fitted.type_bias)
        for code, weight in self._index.types(heard.glance).items():
            points[code] = points.get(code, 0.0) + weight
        for topic in ranked:
            worth = self._fitted.type_written.get(topic.code, 1.0)
            points[topic.code] = points.get(topic.code, 0.0) + worth * min(5.0, topic.weight)
        main = ranked[0].code if heard.facts.alarm else max(points, key=points.__getitem__, default=FALLBACK)
        first = [topic for topic in ranked if topic.code == main]
        several = separate([*first, *(topic for topic in ranked if topic.code != main)]) if first else ()
        return in_order(several) if len(several) > 1 and not heard.facts.alarm else (main,)

    def _why(self, heard: _Heard, code: str, talk: Sequence[Weighed] = ()) -> tuple[Evidence, ...]:
        """The heaviest reasons of both shelves."""
        worth = self._fitted.opens
        reasons = [*talk, *((mark, "around", worth.around.get(mark, 0.0)) for mark in heard.marks)]
        reasons += [(cue, "fitted", weight) for cue, weight in self._index.fitted(heard.glance)]
        topics_of = [topic for topic in heard.facts.ranked if topic.code == code]
        return why(topics_of, heard.facts.said, reasons, worth.written)

    def _vague(self, heard: _Heard) -> Unclear | None:
        """坏了 · 又来了，管不管啊 · @网格员 在吗: something is wanted, nobody can tell what."""
        said = heard.facts.said
        wanting = heard.message.addressed or "vague" in said.frames
        if len(heard.text) > _SHORT or said.weight < 0 or not wanting:
            return None
        reasons, place = why((), said, []), _place(heard, home="none")
        return Unclear(score=score(self._unclear_from), why=reasons, missing="problem", place=place)

    def _talk(self, heard: _Heard, points: float, talk: Sequence[Weighed]) -> Chatter:
        quiet = _quiet(Chatter(kind=heard.facts.said.kind), heard.text, heard.context)
        reasons = self._why(heard, "", talk) if points >= TOLD else ()
        return replace(quiet, score=score(points), why=reasons)


def _quiet(chatter: Chatter, text: str, context: Context) -> Chatter:
    """The talk, with its place when it is short enough to be a bare one."""
    if len(text) <= _SHORT and _MAY_BE_PLACE.search(text):
        return replace(chatter, place=find_place(text, context))
    return chatter


def _bare(heard: _Heard) -> bool:
    """Whether a text is nothing but a place: 3栋2单元."""
    text = heard.text
    if len(text) > _SHORT or not _MAY_BE_PLACE.search(text) or strip_places(text):
        return False
    return bool(find_place(text, heard.context))


def _harmless(ranked: Sequence[Topic]) -> bool:
    return not any(topic.urgent or topic.code in URGENT_TYPES for topic in ranked)


def _shared(text: str, placed: bool) -> bool:
    """Whether a short text says whom an outage concerns: a building, all of us, again."""
    return len(text) <= _SHORT and (placed or _SHARED_TEXT.search(text) is not None)


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
