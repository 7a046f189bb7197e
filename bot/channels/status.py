"""How an account is doing: its state with the moment since when, and the times in which it heard nothing."""

import logging
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Protocol, runtime_checkable

from dispatch.clock import Clock

log = logging.getLogger(__name__)

KEPT_SPANS = 100


class State(StrEnum):
    """What an account is doing."""

    CONNECTING = (
        "connecting"  # the gateway answers or is being called for the first time; nobody is signed in
    )
    QR = "qr"  # somebody has to scan the code in `Status.qr`
    SIGNED_IN = "signed_in"  # hears and speaks
    SIGNED_OUT = "signed_out"  # the gateway is there, the account is not
    LOST = "gateway_lost"  # no connection to the gateway
    FROZEN = "frozen"  # the gateway is there and does not answer
    TAKEN_OVER = "taken_over"  # another client hears in our place
    WRONG_TOKEN = "wrong_token"  # the gateway does not let us in


@dataclass(frozen=True, kw_only=True, slots=True)
class Status:
    """`since` is when the state began. `qr` is the text of the code to scan, `contact` who is signed in
    ("account:id"), `detail` a few words for the operator."""

    state: State
    since: datetime
    qr: str | None = None
    contact: str | None = None
    detail: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Span:
    """A time in which the account heard nothing; `end` is None while it lasts."""

    start: datetime
    end: datetime | None = None


@runtime_checkable
class Watched(Protocol):
    """A channel whose account can be signed out or cut off."""

    @property
    def account(self) -> str: ...

    @property
    def status(self) -> Status: ...

    @property
    def offline(self) -> tuple[Span, ...]:
        """The last times without hearing, oldest first; the last one may still last."""
        ...

    @property
    def reconnects(self) -> int:
        """How often it signed in again after having been away."""
        ...

    def subscribe(self, callback: Callable[[Status], None]) -> None:
        """`callback` is called with every new status."""
        ...


class StatusBoard:
    """The present status of one account; whoever subscribed hears of every change."""

    def __init__(self, account: str, clock: Clock) -> None:
        self._account, self._clock = account, clock
        self.status = Status(state=State.CONNECTING, since=clock.now())
        self.reconnects = 0
        self._spans: deque[Span] = deque(maxlen=KEPT_SPANS)
        self._heard_at: datetime | None = None  # the last sign of life while signed in
        self._listeners: list[Callable[[Status], None]] = []

    @property
    def offline(self) -> tuple[Span, ...]:
        """The last times (at most 100) between two sign-ins, oldest first; each begins at the last sign of life."""
        return tuple(self._spans)

    def alive(self) -> None:
        """The gateway gave a sign of life."""
        if self.status.state is State.SIGNED_IN:
            self._heard_at = self._clock.now()

    def move(
        self, state: State, *, qr: str | None = None, contact: str | None = None, detail: str = ""
    ) -> None:
        """Take another state; the same one again changes nothing but what is said with it."""
        before, now = self.status, self._clock.now()
        since = before.since if before.state is state else now
        self.status = Status(state=state, since=since, qr=qr, contact=contact, detail=detail)
        if self.status == before:
            return
        if before.state is not state:
            level = logging.INFO if state in (State.SIGNED_IN, State.CONNECTING) else logging.WARNING
            log.log(level, "account %s: %s%s", self._account, state, f" ({detail})" if detail else "")
            self._count(state, now)
        for listener in tuple(self._listeners):
            listener(self.status)

    def subscribe(self, callback: Callable[[Status], None]) -> None:
        """`callback` is called with every new status."""
        self._listeners.append(callback)

    def unsubscribe(self, callback: Callable[[Status], None]) -> None:
        self._listeners.remove(callback)

    def _count(self, state: State, now: datetime) -> None:
        if state is State.SIGNED_IN:
            if self._spans and self._spans[-1].end is None:
                self._spans[-1] = replace(self._spans[-1], end=now)
                self.reconnects += 1
            self._heard_at = now
        elif self._heard_at:
            self._spans.append(Span(start=self._heard_at))
            self._heard_at = None
