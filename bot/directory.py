"""Keeps contacts and groups as they are bound in the store, by chat or by an operator's command."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.channels import Channel
from bot.channels.console import ACCOUNT
from bot.channels.status import State, Watched
from dispatch.clock import Clock
from dispatch.office import Office
from dispatch.store import Store

EVERY = timedelta(minutes=1)  # so soon a command in another process is heard of


@dataclass(kw_only=True)
class Directory:
    """Who speaks for whom, and which group belongs to which compound.

    People are written to on a channel that is there, and on a real one rather than on the console page.
    """

    store: Store
    clock: Clock
    office: Office
    channels: Mapping[str, Channel]
    _looked_at: datetime | None = None

    async def refresh(self) -> None:
        """Take over what the store says now."""
        bindings, rooms = await self.store.read(lambda work: (work.bindings.all(), work.rooms.all()))
        prefer = sorted(self.channels, key=lambda account: (self._away(account), account == ACCOUNT))
        self.office.staff.bind({binding.contact: binding.person for binding in bindings}, prefer)
        bound, now = self.office.community.rooms, {room.conversation: room.compound for room in rooms}
        for gone in bound.keys() - now.keys():
            del bound[gone]
        bound.update(now)
        self._looked_at = self.clock.now()

    async def keep_up(self) -> None:
        """The same, when the last look is a minute old."""
        if self._looked_at is None or self.clock.now() - self._looked_at >= EVERY:
            await self.refresh()

    def _away(self, account: str) -> bool:
        channel = self.channels[account]
        return isinstance(channel, Watched) and channel.status.state is not State.SIGNED_IN
