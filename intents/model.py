"""What goes into the room (a message with its context) and what comes out (one reading of it)."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from intents.talk import Bearing, Talk


class Role(StrEnum):
    """Who speaks, as far as the channel and the configuration know."""

    RESIDENT = "resident"  # 居民
    STAFF = "staff"  # 网格员 网格长 书记
    PROPERTY = "property"  # 物业


class Question(StrEnum):
    """What the bot last asked this speaker; it decides how a bare answer is read."""

    PLACE = "place"  # 在几栋几单元？
    PROBLEM = "problem"  # 是什么问题？
    REGISTER = "register"  # 要登记吗？回 1
    EVALUATION = "evaluation"  # 满意 / 基本满意 / 没解决
    CHOICE = "choice"  # a numbered list: which case?
    PROOF = "proof"  # one sentence or a photo of what was done
    REASON = "reason"  # what is still wrong


@dataclass(frozen=True, kw_only=True, slots=True)
class Place:
    """Where the problem is (地点); every part is None when the message does not say it.

    `building`, `unit` and `room` are as said on site, without 栋/单元/室: "3", "B2", "1", "501".
    `spot` is a named public place or a part of the building: 东门, 地下车库B2层, 货梯, 5楼楼道.
    """

    compound: str | None = None
    building: str | None = None
    unit: str | None = None
    room: str | None = None
    spot: str | None = None

    def __bool__(self) -> bool:
        return any((self.compound, self.building, self.unit, self.room, self.spot))


class Evidence(NamedTuple):
    """One reason for a reading: the cue that matched, which shelf or rule it is from, what it weighs."""

    cue: str
    source: str  # "object", "defect", "pair", "need", "speech", "emergency", "place", "order", …
    weight: float = 0.0

    def __str__(self) -> str:
        weight = f" {self.weight:+.1f}" if self.weight else ""
        return f"{self.cue} ({self.source}{weight})"


@dataclass(frozen=True, kw_only=True, slots=True)
class Message:
    """One message as the channel delivered it, before any cleaning.

    `sender` is the name shown in the group, which may carry a home (3-2-501陈). `quote` is the text
    of the quoted message when the channel knows it; a quoted head inside `text` is cut by `normalise`.
    `addressed` is true when the bot was mentioned; in a private chat (`group` None) everything is addressed.
    """

    text: str
    sender: str = ""
    role: Role = Role.RESIDENT
    group: str | None = None
    at: datetime | None = None
    quote: str | None = None
    addressed: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Context:
    """What is known before the message is read; all of it optional, all of it small and in memory.

    `question` is what the bot last asked this speaker, `compound` the group's compound by name,
    `default_building` that of a one-building group, `compounds` and `buildings` the names to look for,
    `colleagues` the staff names that a transfer may be addressed to, `recent` the last clean texts of
    the same speaker (newest last, at most 3, within 90 s).
    """

    question: Question | None = None
    lately: bool = True  # the question was asked just now, so that bare words (可以, 1) answer it
    first: bool = (
        False  # … longer ago, but these are the speaker's first words since: bare ones may answer it
    )
    compound: str | None = None
    default_building: str | None = None
    compounds: tuple[str, ...] = ()
    buildings: tuple[str, ...] = ()
    colleagues: tuple[str, ...] = ()
    recent: tuple[str, ...] = ()
    open_case: bool = False  # there is a recent open case in this room that a "+1" could mean
    talk: Talk | None = None  # what the room talks about; only read
    bearing: Bearing | None = None  # what the talk added when the message was heard: used instead of `talk`


@dataclass(frozen=True, kw_only=True, slots=True)
class Reading:
    """Common to every reading: how sure, and why (largest first)."""

    score: float = 0.0  # 0..1, probability-like, that the message opens a case
    why: tuple[Evidence, ...] = ()
    bearing: Bearing | None = None  # what the talk of the room added; None when it was not asked


@dataclass(frozen=True, kw_only=True, slots=True)
class Report(Reading):
    """A request 诉求: opens a case for each type in `types` (the main one first, at least one).

    `crisis` is "self_harm" or "violence" (in the family): never spoken of in a group.
    """

    types: tuple[str, ...]
    place: Place = field(default_factory=Place)
    urgent: bool = False
    crisis: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Unclear(Reading):
    """Probably a request, but `missing` says what is not known: "problem", or "sure" (ask 要登记吗)."""

    missing: str
    types: tuple[str, ...] = ()
    place: Place = field(default_factory=Place)


@dataclass(frozen=True, kw_only=True, slots=True)
class Order(Reading):
    """A command 口令 of staff or resident; `verb` is a name from `intents.orders.VERBS`.

    `numbers` are case numbers in the order said, `argument` the rest of the text as typed (a reason, a
    remark, a solution, a scope), `person` a colleague or partner that was named, `on` a date or date range
    as typed, `doubtful` true when the word also has an everyday meaning (收到, 好的) and only
    counts where an open task waits for it. `everything` is 都, 全部: all cases that fit, and `then` what the same
    message orders besides.
    """

    verb: str
    numbers: tuple[int, ...] = ()
    argument: str = ""
    person: str | None = None
    on: str | None = None
    doubtful: bool = False
    everything: bool = False
    then: tuple["Order", ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Answer(Reading):
    """An answer to the bot's question: `value` by `to`.

    PLACE → `place`; REGISTER → "yes" | "no"; EVALUATION → "satisfied" | "mostly" | "unsolved";
    CHOICE → "2" (as listed, or a number), "#5" (a case number), several of them, or "all";
    PROBLEM → `types` may be filled; PROOF → the text; REASON → the words.
    `number` is set when a case number was said. Of an evaluation, which may also be "unsure", `told` says that the
    reason came with it, and `types` what an unsolved problem would be as a report of its own.
    """

    to: Question
    value: str = ""
    place: Place = field(default_factory=Place)
    types: tuple[str, ...] = ()
    number: int | None = None
    told: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Support(Reading):
    """+1, 我家也是, or more about a problem that the room talks of.

    `about` is the key of the message that reported it; None means the last open case that it can plausibly be.
    `agrees` when the speaker has the same problem, rather than something to say about it; `repeats` when it would
    have been a clear report by itself.
    """

    place: Place = field(default_factory=Place)
    about: str | None = None
    agrees: bool = True
    repeats: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Chatter(Reading):
    """Nothing for us: counted, forgotten. `kind` is the speech frame that explains it best."""

    kind: str = "chat"  # chat, notice, solved, thanks, hypothetical, elsewhere, ad, trade, question, …
    place: Place = field(default_factory=Place)  # a fragment such as "3栋2单元" is chatter with a place


AnyReading = Report | Unclear | Order | Answer | Support | Chatter
