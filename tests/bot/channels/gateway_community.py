"""A community with its whole bot at the npm gateway."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.channels.status import State
from intents.understand import Understanding
from tests.bench.running import daytime
from tests.bot.channels.gateway import Gateway
from tests.bot.channels.wechaty_community import Running, serving
from tests.bot.channels.wechaty_stage import PATIENT, create_channel, until


@dataclass(frozen=True, kw_only=True)
class AtGateway(Running):
    """What was said is read from the gateway's records."""

    gateway: Gateway

    async def say(self, sender: str, text: str = "", **fields: Any) -> str:
        """Now, by the clock of the bot."""
        now = int(self.clock.now().timestamp() * 1000)
        return await self.gateway.say(sender, text, at=now, **fields)

    async def hears(self, conversation: str, part: str) -> str:
        """The last line there, once one of them contains `part`."""
        async with asyncio.timeout(20):
            while True:
                said = await self.gateway.texts(conversation)
                if any(part in text for text in said):
                    return said[-1]
                await asyncio.sleep(0.05)

    async def becomes(self, state: State) -> None:
        await until(lambda: self.channel.status.state is state, seconds=20)


@asynccontextmanager
async def community_at(
    gateway: Gateway, folder: Path, understanding: Understanding
) -> AsyncIterator[AtGateway]:
    """Everything but the gateway is gone when the context ends."""
    clock = daytime()
    channel = create_channel(gateway, timings=PATIENT, clock=clock, pictures=folder / "pictures")
    async with serving(folder, understanding, channel, clock) as running:
        community = AtGateway(gateway=gateway, **vars(running))
        await community.becomes(State.SIGNED_IN)
        yield community
