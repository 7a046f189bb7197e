"""Overrides 调班 of the written roster: leave, swap, cover; each holds in a half-open span of time."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class OverrideKind(StrEnum):
    """What was arranged."""

    LEAVE = "leave"  # 请假: the person is away; who stands in, if anybody, is a COVER
    SWAP = "swap"  # 换班: each stands where the other one would
    COVER = "cover"  # 顶班: the substitute stands where the person would


class OverrideState(StrEnum):
    """How far an override got; only HOLDING ones count."""

    ASKED = "asked"  # waits for the substitute's 同意
    HOLDING = "holding"
    REFUSED = "refused"  # 不同意
    EXPIRED = "expired"  # nobody answered in time
    CANCELLED = "cancelled"  # taken back


@dataclass(frozen=True, kw_only=True, slots=True)
class Override:
    """One arrangement in [starts_at, ends_at). People are person ids; `by` is who asked for it."""

    kind: OverrideKind
    person: str
    substitute: str = ""
    starts_at: datetime
    ends_at: datetime
    by: str
    made_at: datetime
    state: OverrideState = OverrideState.HOLDING
    expires_at: datetime | None = None  # until when 同意 is waited for
    reason: str = ""
    id: int = 0  # given by the store; a later arrangement has a larger one

    def holds(self, moment: datetime) -> bool:
        return self.state is OverrideState.HOLDING and self.starts_at <= moment < self.ends_at

    def stand_in_for(self, person: str) -> str:
        """Who stands where the person would: the person, when this changes nothing for them."""
        if self.kind is OverrideKind.LEAVE:
            return person
        if person == self.person:
            return self.substitute
        return self.person if self.kind is OverrideKind.SWAP and person == self.substitute else person
