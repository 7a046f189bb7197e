"""The letters in both boxes: what came in from a channel, what is to be said, and how far either got."""

from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum, StrEnum


class Kind(StrEnum):
    """What kind of message a channel delivered."""

    TEXT = "text"
    PICTURE = "picture"
    VOICE = "voice"
    RECALL = "recall"  # 撤回; `recalled` names the message
    JOIN = "join"  # 入群
    OTHER = "other"  # file, card, location, unknown


@dataclass(frozen=True, kw_only=True, slots=True)
class Heard:
    """What the talk of the room added to a message when it was heard, since it cannot be heard again.

    `about` is the id of the message whose problem it most probably continues, with the log-odds that it does;
    `shift` what the talk adds to the log-odds that it opens a problem of its own.
    """

    about: str | None = None
    continues: float = 0.0
    shift: float = 0.0


@dataclass(frozen=True, kw_only=True, slots=True)
class Inbound:
    """One message from a channel.

    `account` is the channel account that heard it ("console"), `conversation` the group's or the private
    contact's "account:id", `group` the group's shown name (None in private), `sender` the contact as
    "account:id". `picture` is the file name under the pictures folder once it was kept.
    """

    account: str
    message_id: str
    conversation: str
    group: str | None
    sender: str
    sender_name: str
    at: datetime
    kind: Kind = Kind.TEXT
    text: str = ""
    quote: str | None = None
    addressed: bool = False
    picture: str | None = None
    recalled: str | None = None
    heard: Heard | None = None


class Urgency(IntEnum):
    """Order in the outbox: smaller goes first; ALARM ignores quiet hours, budget and pacing."""

    ALARM = 0
    TASK = 1
    REPLY = 2
    DIGEST = 3


class Purpose(StrEnum):
    """Why a line is said; the sender drops a line whose purpose has passed (see `bot.sender`)."""

    RECEIPT = "receipt"  # a case was registered; several of one group may merge into one line
    REPLY = "reply"  # an answer to somebody who addressed the bot
    QUESTION = "question"  # the bot asks the reporter something
    EVALUATION = "evaluation"  # is it solved? pointless when the case is no longer resolved
    TASK = "task"  # a case for a handler; pointless when somebody accepted it
    REMINDER = "reminder"  # by a clock; several to one person are one line; pointless when the case moved on
    AGAIN = "again"  # the same of a task that nobody took; pointless when somebody accepted it
    NUDGE = "nudge"  # somebody's word to the holder; pointless when the case moved on
    ALARM = "alarm"  # emergency; never dropped
    SAFETY = "safety"  # approved safety text in the group; never dropped
    NOTICE = "notice"  # news on a case or for staff


REMINDERS = frozenset({Purpose.REMINDER, Purpose.AGAIN})


class Delivery(StrEnum):
    """How far an outbound line got; not a case status."""

    WAITING = "waiting"
    SENDING = "sending"  # found so after a crash: said once more
    SENT = "sent"
    DROPPED = "dropped"  # its purpose had passed
    FAILED = "failed"  # given up after the last retry


@dataclass(frozen=True, kw_only=True, slots=True)
class Outbound:
    """One line to be said in `conversation` ("account:id"), not before `due_at`."""

    conversation: str
    text: str
    purpose: Purpose
    urgency: Urgency
    due_at: datetime
    mentions: tuple[str, ...] = ()  # contacts, in the order of the names in the text
    picture: str | None = None
    number: int | None = None  # the case it is about
    brief: str = ""  # the few words of a receipt or reminder when several are merged: "#3 噪声"
    id: int = 0  # given by the outbox
    attempts: int = 0


@dataclass(frozen=True, kw_only=True, slots=True)
class Kept:
    """An inbound message in the inbox, with the moment from which it may be handled (bursts wait)."""

    id: int
    inbound: Inbound
    ready_at: datetime


class Awaiting(StrEnum):
    """What the bot waits to hear from one person in one conversation."""

    PLACE = "place"
    PROBLEM = "problem"
    REGISTER = "register"
    EVALUATION = "evaluation"
    CHOICE = "choice"
    PROOF = "proof"
    REASON = "reason"


@dataclass(frozen=True, kw_only=True, slots=True)
class Dialogue:
    """An open question to `contact` in `conversation`; at most one per (conversation, contact).

    `number` is the case it is about (None while none is open). `draft` holds, as plain JSON values, what is
    needed when the answer comes (the half-finished report, the order that waits for a choice).
    """

    conversation: str
    contact: str
    awaiting: Awaiting
    asked_at: datetime
    expires_at: datetime
    rounds: int = 1
    number: int | None = None
    draft: dict[str, object] | None = None


class Due(StrEnum):
    """What a deadline row asks for when its time has come."""

    CLIMB = "climb"  # not accepted: next rung of the ladder
    ALARM = "alarm"  # emergency not acknowledged: say it again
    FIRST = "first"  # no first reply or visit in time
    PARTNER = "partner"  # the partner is silent
    OVERDUE = "overdue"  # not resolved in time
    CHECK = "check"  # a case that no clock ends is still open
    REMIND = "remind"  # the reporter did not evaluate: ask once more
    VERIFY = "verify"  # nobody confirmed what matters: 核查 before it is closed
    SILENT = "silent"  # still no evaluation: close silently
    REVIEW = "review"  # a parked case comes back


@dataclass(frozen=True, kw_only=True, slots=True)
class Deadline:
    """One timer of one case; at most one per (number, kind). `step` counts what already happened."""

    number: int
    kind: Due
    due_at: datetime
    step: int = 0
