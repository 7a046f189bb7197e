"""Holds on to a gateway: one reader, a probe, deadlines, and a new connection whenever one is lost."""

import asyncio
import logging
import random
from collections.abc import Awaitable, Callable
from contextlib import aclosing, suppress
from typing import TYPE_CHECKING

from bot.channels.status import State, StatusBoard
from bot.channels.wechaty.errors import (
    GatewayError,
    GatewayLostError,
    GatewayRefusedError,
    GatewaySilentError,
    GatewayTakenError,
    WrongTokenError,
)
from bot.channels.wechaty.events import Event, EventType, event_of
from bot.channels.wechaty.settings import Endpoint, Timings

if TYPE_CHECKING:
    from bot.channels.wechaty.gateway import Gateway

log = logging.getLogger(__name__)

STATES: dict[type[GatewayError], State] = {
    GatewaySilentError: State.FROZEN,
    GatewayTakenError: State.TAKEN_OVER,
    WrongTokenError: State.WRONG_TOKEN,
}


class Connection:
    """`hear` is awaited with every event that is not about the connection itself, in the order they came.

    Who is, or was last, signed in is `me` (a contact id, empty at first). Only `close` ends it.
    """

    def __init__(
        self,
        account: str,
        endpoint: Endpoint,
        timings: Timings,
        board: StatusBoard,
        hear: Callable[[Event], Awaitable[None]],
    ) -> None:
        self.me = ""
        self._account, self._endpoint, self._timings = account, endpoint, timings
        self._board, self._hear = board, hear
        self._gateway: Gateway | None = None
        self._there = asyncio.Event()
        self._closing = False
        self._attempts = 0  # since the last event
        self._taken_since: float | None = None
        self._evict_at = 0.0  # the loop's time from which another client may be stopped
        self._evict = False

    async def run(self) -> None:
        """Connect, and connect again whatever happens, until cancelled."""
        while not self._closing:
            try:
                await self._session()
            except GatewayError as fault:
                self._lost(fault)
            except Exception as fault:
                log.exception("account %s: the connection failed", self._account)
                self._lost(GatewayLostError(str(fault)))
            await asyncio.sleep(self._wait())

    async def gateway(self) -> "Gateway":
        """The present connection; waits for one, at most as long as for an answer (GatewayLostError)."""
        if self._gateway is None:
            with suppress(TimeoutError):
                async with asyncio.timeout(self._timings.call):
                    await self.back()
        if self._gateway is None:
            raise GatewayLostError
        return self._gateway

    async def back(self) -> None:
        """Until there is a connection."""
        await self._there.wait()

    @property
    def speaking(self) -> "Gateway | None":
        """The present connection while somebody is signed in."""
        return self._gateway if self._board.status.state is State.SIGNED_IN else None

    def close(self) -> None:
        """What ends from now on was meant to end."""
        self._closing = True
        self._drop()

    async def _session(self) -> None:
        """One connection from its beginning to its end, which is always a fault."""
        from bot.channels.wechaty.gateway import Gateway  # the foreign client, only when it is needed

        gateway = Gateway(self._endpoint, self._timings)
        try:
            if self._evict:
                await self._stop_others(gateway)
            await gateway.start()
            self._gateway = gateway
            self._there.set()
            await _first_fault(self._read(gateway), self._probe(gateway))
        finally:
            gateway.close()
            self._drop()

    async def _read(self, gateway: "Gateway") -> None:
        async with aclosing(gateway.events()) as events:
            async for number, payload in events:
                try:
                    event = event_of(number, payload)
                    self._note(event)
                except Exception:  # one event never ends the stream
                    log.exception(
                        "account %s: event %s cannot be read: %.200s", self._account, number, payload
                    )
                    continue
                finally:
                    self._is_alive()
                await self._hear(event)
        raise GatewayLostError("the gateway ended the events")

    async def _probe(self, gateway: "Gateway") -> None:
        while True:
            await asyncio.sleep(self._timings.probe_every)
            with suppress(GatewayRefusedError):  # an error is an answer
                await gateway.version()
            self._is_alive()

    def _is_alive(self) -> None:
        self._attempts, self._taken_since = 0, None
        self._board.alive()
        if self._board.status.state in (State.LOST, *STATES.values()):
            self._board.move(State.CONNECTING)

    def _note(self, event: Event) -> None:
        """Who is signed in is known at once, whatever still waits to be heard."""
        if event.type == EventType.LOGIN and event.text("contactId"):
            self.me = event.text("contactId")
            self._board.move(State.SIGNED_IN, contact=f"{self._account}:{self.me}")
        elif event.type == EventType.LOGOUT:
            self._board.move(State.SIGNED_OUT, detail=event.text("data"))
        elif event.type == EventType.SCAN and event.text("qrcode"):
            self._scan(event.text("qrcode"))
        elif event.type == EventType.ERROR:
            log.warning("account %s: the gateway reports an error: %.500s", self._account, event.content)
        elif event.type == EventType.MESSAGE and self.me and self._board.status.state is not State.SIGNED_IN:
            self._board.move(
                State.SIGNED_IN, contact=f"{self._account}:{self.me}"
            )  # the gateway says no more

    def _scan(self, qr: str) -> None:
        if qr != self._board.status.qr:
            log.warning("account %s: scan this code with WeChat to sign in: %s", self._account, qr)
        self._board.move(State.QR, qr=qr)

    def _lost(self, fault: GatewayError) -> None:
        if self._closing:
            return
        self._attempts += 1
        state = STATES.get(type(fault), State.LOST)
        if state is State.TAKEN_OVER:
            self._consider_eviction()
        else:
            self._taken_since = None
        self._board.move(state, detail=str(fault))

    def _consider_eviction(self) -> None:
        now = asyncio.get_running_loop().time()
        self._taken_since = self._taken_since or now
        self._evict = now >= max(self._taken_since + self._timings.evict_after, self._evict_at)

    async def _stop_others(self, gateway: "Gateway") -> None:
        """The last resort: Stop ends the events of another client. Not often, lest two clients fight."""
        log.warning("account %s: another client held the events too long; it is stopped", self._account)
        self._evict = False
        self._evict_at = asyncio.get_running_loop().time() + self._timings.evict_every
        await gateway.stop()

    def _wait(self) -> float:
        """Seconds before the next attempt: doubled each time, with jitter."""
        if self._board.status.state is State.WRONG_TOKEN:
            return self._timings.token_wait
        exponent = min(max(self._attempts - 1, 0), 16)
        longest: float = min(self._timings.first_wait * 2**exponent, self._timings.longest_wait)
        return longest * random.uniform(0.5, 1.0)

    def _drop(self) -> None:
        self._gateway = None
        self._there.clear()


async def _first_fault(*parts: Awaitable[None]) -> None:
    """Runs the parts side by side until one ends with a fault, which is raised."""
    tasks = [asyncio.ensure_future(part) for part in parts]
    try:
        done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        for task in done:
            await task
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
