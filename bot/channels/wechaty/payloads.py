"""What a gateway tells, in our own words."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True, slots=True)
class Payload:
    """A message as the gateway gives it; `type` is its number in TypeScript, `moment` seconds or milliseconds."""

    id: str
    type: int
    sender: str
    room: str
    text: str
    moment: int
    mentions: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Invitation:
    """An invitation into a room."""

    id: str
    inviter: str
    topic: str
