"""Messages by the ids that events name: several at once, in their order, again when the gateway was away."""

import asyncio
import logging
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

from bot.channels.wechaty.errors import GatewayLostError, GatewayRefusedError, GatewaySilentError
from bot.channels.wechaty.payloads import Payload

if TYPE_CHECKING:
    from bot.channels.wechaty.gateway import Gateway

log = logging.getLogger(__name__)

TRIES = 5
FIRST_WAIT = 0.025  # seconds, doubled before each new try
REMEMBERED = 4096  # ids: a gateway may name a message twice


class Fetcher:
    """`gateway` gives the present connection, `back` waits for one as long as it takes."""

    def __init__(
        self,
        account: str,
        gateway: Callable[[], Awaitable["Gateway"]],
        back: Callable[[], Awaitable[None]],
    ) -> None:
        self._account, self._gateway, self._back = account, gateway, back
        self._seen: OrderedDict[str, None] = OrderedDict()

    async def fetch(self, message_id: str) -> Payload | None:
        """The message; None when it is named again, or given up (logged)."""
        if not message_id or message_id in self._seen:
            return None
        self._seen[message_id] = None
        if len(self._seen) > REMEMBERED:
            self._seen.popitem(last=False)
        for attempt in range(TRIES):
            if attempt:
                await asyncio.sleep(FIRST_WAIT * 2**attempt)
            await self._back()
            try:
                return await (await self._gateway()).message(message_id)
            except (GatewayLostError, GatewaySilentError, GatewayRefusedError) as fault:
                last = fault
        self._seen.pop(message_id, None)
        log.error("account %s: message %s is lost: %s", self._account, message_id, last)
        return None
