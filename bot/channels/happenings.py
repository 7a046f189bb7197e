"""What happens around an account beside messages, typed; contacts and rooms are "account:id"."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class Invited:
    """Somebody invites the account into a room; `Gated.invitation` tells who, `accept` joins."""

    invitation: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Joined:
    """`members` came into the room; the account itself may be among them."""

    room: str
    members: tuple[str, ...]
    inviter: str
    at: datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class Left:
    """`members` left the room or were removed; the account itself may be among them."""

    room: str
    members: tuple[str, ...]
    remover: str
    at: datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class Renamed:
    """The room has another topic."""

    room: str
    topic: str
    before: str
    by: str
    at: datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class SignedIn:
    """The account is signed in as `contact`; also after every reconnect."""

    contact: str


@dataclass(frozen=True, kw_only=True, slots=True)
class SignedOut:
    """The account is signed out; somebody has to scan a code."""

    contact: str


@dataclass(frozen=True, kw_only=True, slots=True)
class QrShown:
    """Somebody has to scan the code with this text."""

    qr: str


Happening = Invited | Joined | Left | Renamed | SignedIn | SignedOut | QrShown
