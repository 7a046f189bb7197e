"""Groups 群 that were bound to a compound while the bot runs, and invitations that wait for a yes."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Answer(StrEnum):
    """What became of an invitation into a group."""

    WAITING = "waiting"  # put before the secretary
    YES = "yes"  # to be accepted with the channel
    NO = "no"
    DONE = "done"  # accepted


@dataclass(frozen=True, kw_only=True, slots=True)
class Room:
    """A group by its conversation "account:id"; `topic` is its name, `by` who bound it (a person id, or "name")."""

    conversation: str
    topic: str
    compound: str
    by: str
    at: datetime
    welcomed_at: datetime | None = None  # or will be


@dataclass(frozen=True, kw_only=True, slots=True)
class Invitation:
    """Somebody asks the bot into a group; `key` is what the channel calls it."""

    id: int
    account: str
    key: str
    inviter: str
    topic: str
    at: datetime
    answer: Answer
