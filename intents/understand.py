"""The room's one door: one message in its context becomes one reading."""

import re
from collections.abc import Collection, Sequence
from copy import copy
from dataclasses import replace

from intents.answers import read_answer
from intents.bound import Bound
from intents.crisis import Crisis, crisis
from intents.cues import CueIndex, Glance
from intents.encoder import Second, opinion
from intents.following import Weighed
from intents.heard import Heard
from intents.joining import CLEAR, NO_BEARING, Joining
from intents.lexicon import Lexicon
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
from intents.orders import SIGNS, about_the_quote, may_order, read_order
from intents.places import find_place, home_of, strip_places, with_home
from intents.segment import Segmenter
from intents.sorting import Sorter
from intents.talk import Bearing
from intents.text import Cleaned, Cleaner, as_typed
from intents.topics import Topic
from intents.urgency import URGENT_TYPES, alarm_marks
from intents.weighing import around, beyond, evidence, given, logit, request_marks, score, weighed, why
from intents.whereabouts import whereabouts
from intents.written_shelf import SHORT, Facts, WrittenShelf

_SUPPORT_SCORE = 0.3
_MAY_BE_PLACE = re.compile(r"[0-9#]|[一二三四五六七八九十几两负][栋幢座楼号单梯层期]|[栋幢库门厅]")
_SAME_HERE = re.compile(  # 我家也是,一滴都没
    r"(?:\+1|同上|一样|(?:我们?|俺|咱们?|这)?(?:家|这|边|里|\d*[楼栋]|\d*单元)?也(?:是|一样|这样)的?[啊呀呢了哦]?)(?:[,。!~\s]|$)"
)
_TOLD = -2.5  # log-odds from which on talk is worth explaining
_AGREES = -2.0  # log-odds from which on more of a known problem is the same problem at the speaker's place
_RULED = -1.5  # log-odds of danger that are enough where a rule finds an alarm word
_HARDLY = -2.4  # log-odds of opening a case below which nothing alarms: 红包要大出血了
_CALM = 1.5  # log-odds below an alarm from which on nothing is of a type that always alarms
_CHINESE = re.compile("[\u4e00-\u9fff]")  # without any, nobody tells of anything
_CHAT, _EMPTY, _STAFF = Chatter(kind="chat"), Chatter(kind="empty"), Chatter(kind="staff")


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
        self._urgent_from = logit(fitted.urgent_from)
        self._report_from = logit(fitted.report_from if report_from is None else report_from)
        self._unclear_from = logit(fitted.unclear_from if unclear_from is None else unclear_from)
        self._cleaner = Cleaner(typos=lexicon.typos, guarded=lexicon.guarded_typos, emoji=lexicon.emoji)
        self._segmenter = Segmenter(lexicon.words)
        self._index = CueIndex(lexicon, self._segmenter.begins_word, signs=SIGNS)
        self._written, self._sorter = WrittenShelf(lexicon), Sorter(fitted)
        self._joining = Joining(fitted, self._report_from)
        self._bound = Bound(fitted, self._sorter)

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
        marks = given(message, cleaned)
        if not (message.addressed or self._may_matter(text, glance, marks, context)):
            return _quiet(_CHAT, text, context)
        return self._read(self._hear(message, context, text, glance, marks))

    def facts(self, text: str) -> Facts:
        """What the written shelf makes of a cleaned text."""
        return self._written.facts(text, self._index.glance(text), self._index)

    def _may_matter(self, text: str, glance: Glance, marks: Collection[str], context: Context) -> bool:
        """Whether a text may be more than talk; most messages cannot, whatever else they hold."""
        if glance.tells:
            return True
        if not _CHINESE.search(text):
            return False
        if context.bearing is not None or (context.talk is not None and context.talk.threads):
            return True
        states = self._index.states(glance)
        if states.alarm:
            return True
        points = self._bound.points(glance, states, marks)
        return points >= self._unclear_from or self._bound.alarm(glance, points) >= self._urgent_from

    def _expected(
        self, message: Message, context: Context, cleaned: Cleaned, glance: Glance
    ) -> AnyReading | None:
        """An answer to the bot's open question, or an order."""
        answer = read_answer(cleaned.text, context) if context.question is not None else None
        if answer is not None and answer.to is Question.PROBLEM:
            heard = self._hear(message, context, cleaned.text, glance, given(message, cleaned))
            return self._told(
                answer, self._problem(heard, heard.points, alarm=self._alarm(heard, heard.points))
            )
        if answer is not None and answer.to is Question.EVALUATION and answer.number is None:
            answer = self._judged(
                answer, self._hear(message, context, cleaned.text, glance, given(message, cleaned))
            )
        order = read_order(cleaned.text, message.role, context, message.addressed)
        if order is not None and order.argument:
            order = replace(order, argument=as_typed(message.text, order.argument))
        if order is not None and message.role is not Role.RESIDENT:
            order = about_the_quote(order, cleaned.quote or message.quote)
        return answer or order

    def _told(self, answer: Answer, problem: Report | Unclear | None) -> Answer | Report:
        """The answer to 是什么问题 with what was understood of it; an emergency is a report of its own."""
        if problem is None:
            return answer
        if isinstance(problem, Report) and problem.urgent:
            return problem
        return replace(answer, types=problem.types, place=answer.place or problem.place)

    def _judged(self, answer: Answer, heard: Heard) -> Answer:
        """The evaluation with what it speaks of: 又停水了 tells of water, whatever was asked about."""
        if answer.value != "unsolved":
            return replace(answer, types=tuple(topic.code for topic in heard.facts.ranked))
        problem = self._problem(heard, heard.points, alarm=self._alarm(heard, heard.points))
        if not isinstance(problem, Report):
            return answer
        return replace(answer, types=problem.types, place=answer.place or problem.place)

    def _hear(
        self, message: Message, context: Context, text: str, glance: Glance, marks: tuple[str, ...]
    ) -> Heard:
        facts = self._written.facts(text, glance, self._index)
        marks = (*around(facts, message.text), *marks)
        words = glance.sums.opens + beyond(self._fitted.opens, facts, marks)
        kind = self._sorter.kind(text, facts.ranked, glance.sums, alarm=facts.alarm)
        points = weighed(self._fitted.request, request_marks(words, kind.points, facts))
        return Heard(message, context, text, glance, facts, marks, kind, points)

    def _read(self, heard: Heard) -> AnyReading:
        """More of a known problem, +1, a problem, something vague or talk."""
        if _bare(heard):
            return _quiet(_CHAT, heard.text, heard.context)
        known, talk = self._joining.bearing(heard)
        points = heard.points + known.shift
        alarm = self._alarm(heard, points)
        if self._joining.continues(heard, known, points, alarm=alarm):
            return self._more(heard, known, evidence(talk))
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
        return replace(reading, bearing=known) if known is not NO_BEARING else reading

    def _more(self, heard: Heard, known: Bearing, reasons: tuple[Evidence, ...]) -> Support:
        """More of the problem that the line is about."""
        return Support(
            score=score(heard.points + known.shift),
            why=reasons,
            place=_place(heard, home="unit"),
            about=known.about,
            agrees="support" in heard.facts.said.frames or heard.points >= _AGREES,
            repeats=heard.points >= self._report_from + CLEAR,
            bearing=known,
        )

    def _support(self, heard: Heard) -> Support | None:
        """+1, 我家也是: only short ones that add no problem of their own, or say that it is the same one."""
        facts = heard.facts
        if "support" not in facts.said.frames or len(heard.text) > SHORT:
            return None
        if facts.stated and not (_SAME_HERE.match(heard.text) and _harmless(facts.ranked)):
            return None
        return Support(score=_SUPPORT_SCORE, why=why((), facts.said, []), place=_place(heard, home="unit"))

    def _alarm(self, heard: Heard, points: float) -> bool:
        """Whether somebody is in danger now: a rule's word is enough unless much speaks against it.

        `points` are the log-odds that it opens a case, what the talk adds included.
        """
        if points < _HARDLY:
            return False
        danger = self._danger(heard)
        if heard.facts.alarm and danger >= _RULED:
            return True
        return self._alarming(heard, danger) >= self._urgent_from

    def _danger(self, heard: Heard) -> float:
        """The log-odds that the words tell of danger."""
        return heard.glance.sums.danger + beyond(self._fitted.urgent, heard.facts, heard.marks)

    def _alarming(self, heard: Heard, danger: float) -> float:
        """The log-odds of an alarm."""
        return weighed(self._fitted.alarm, alarm_marks(danger, heard.points, heard.codes[0]))

    def _types_of(self, heard: Heard) -> tuple[str, ...]:
        """The types of what is no alarm: hardly any danger is no fire, no leak, no collapse."""
        if heard.codes[0] not in URGENT_TYPES:
            return heard.codes
        if self._alarming(heard, self._danger(heard)) >= self._urgent_from - _CALM:
            return heard.codes
        sums, ranked = heard.glance.sums, heard.facts.ranked
        return self._sorter.kind(heard.text, ranked, sums, alarm=False, without=URGENT_TYPES).codes

    def _problem(
        self,
        heard: Heard,
        points: float,
        talk: Sequence[Weighed] = (),
        *,
        alarm: bool = False,
    ) -> Report | Unclear | None:
        """A report when the sum is enough, a question when nearly so; an alarm always."""
        if not alarm and points < self._unclear_from:
            return None
        codes = heard.codes if alarm else self._types_of(heard)
        reasons = self._why(heard, codes[0], talk)
        place = _place(heard, home=self._types[codes[0]].home)
        if not alarm and points < self._report_from:
            if not heard.facts.stated:
                return None
            return Unclear(score=score(points), why=reasons, missing="sure", types=codes[:1], place=place)
        urgent = alarm or codes[0] in URGENT_TYPES
        return Report(score=score(points), why=reasons, types=codes, place=place, urgent=urgent)

    def _why(self, heard: Heard, code: str, talk: Sequence[Weighed] = ()) -> tuple[Evidence, ...]:
        """The heaviest reasons of both shelves."""
        worth = self._fitted.opens
        reasons = [*talk, *((mark, "around", worth.around.get(mark, 0.0)) for mark in heard.marks)]
        reasons += self._index.reasons(heard.glance)
        topics_of = [topic for topic in heard.facts.ranked if topic.code == code]
        return why(topics_of, heard.facts.said, reasons, worth.written)

    def _vague(self, heard: Heard) -> Unclear | None:
        """坏了 · 又来了，管不管啊 · @网格员 在吗: something is wanted, nobody can tell what."""
        said = heard.facts.said
        wanting = heard.message.addressed or "vague" in said.frames
        if len(heard.text) > SHORT or said.weight < 0 or not wanting:
            return None
        reasons, place = why((), said, []), _place(heard, home="none")
        return Unclear(score=score(self._unclear_from), why=reasons, missing="problem", place=place)

    def _talk(self, heard: Heard, points: float, talk: Sequence[Weighed]) -> Chatter:
        quiet = _quiet(Chatter(kind=heard.facts.said.kind), heard.text, heard.context)
        reasons = self._why(heard, "", talk) if points >= _TOLD else ()
        return replace(quiet, score=score(points), why=reasons)


def _quiet(chatter: Chatter, text: str, context: Context) -> Chatter:
    """The talk, with its place when it is short enough to be a bare one."""
    if len(text) <= SHORT and _MAY_BE_PLACE.search(text):
        return replace(chatter, place=find_place(text, context))
    return chatter


def _bare(heard: Heard) -> bool:
    """Whether a text is nothing but a place: 3栋2单元."""
    text = heard.text
    if len(text) > SHORT or not _MAY_BE_PLACE.search(text) or strip_places(text):
        return False
    return bool(find_place(text, heard.context))


def _harmless(ranked: Sequence[Topic]) -> bool:
    return not any(topic.urgent or topic.code in URGENT_TYPES for topic in ranked)


def _place(heard: Heard, *, home: str) -> Place:
    return whereabouts(heard.text, heard.message.sender, heard.context, home=home)


def _in_danger(danger: Crisis, message: Message, context: Context, text: str) -> Report:
    place = with_home(find_place(text, context), home_of(message.sender, context))
    why = (Evidence(cue=danger.cue, source="crisis", weight=4.0),)
    return Report(score=1.0, why=why, types=(danger.type,), place=place, urgent=True, crisis=danger.kind)
