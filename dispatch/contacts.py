"""Which contact speaks for which of the staff, the codes that tie them, and the trail of both."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Deed(StrEnum):
    """What the audit trail tells."""

    INVITED = "invited"  # a code was made
    BOUND = "bound"  # a contact was tied to a person
    UNBOUND = "unbound"  # and untied
    FAILED = "failed"  # a code that is none
    SHOWN = "shown"  # a code was said in a group, and is void
    VOIDED = "voided"  # all codes: somebody was guessing


@dataclass(frozen=True, kw_only=True, slots=True)
class Invite:
    """A code that was given out for a person, as a salted hash in hex."""

    id: int
    person: str
    salt: str
    digest: str
    expires_at: datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class Binding:
    """A contact that speaks for a person."""

    contact: str
    person: str
    at: datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class Trace:
    """One line of the audit trail: who did what, about which person or contact."""

    at: datetime
    who: str
    deed: Deed
    about: str
