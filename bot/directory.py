"""Keeps contacts and groups as they are bound in the store, by chat or by an operator's command."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.channels.console import ACCOUNT
from dispatch.clock import Clock
from dispatch.office import Office
from dispatch.store import Store

EVERY = timedelta(minutes=1)  # so soon a command in another process is heard of


@dataclass(kw_only=True)
class Directory:
    """Who speaks for whom, and which group belongs to which compound.

    People are written to on a real channel rather than on the console page.
    """

    store: Store
    clock: Clock
    office: Office
    accounts: tuple[str, ...]
    _looked_at: datetime | None = None

    async def refresh(self) -> None:
        """Take over what the store says now."""
        bindings, rooms = await self.store.read(lambda work: (work.bindings.all(), work.rooms.all()))
        prefer = sorted(self.accounts, key=lambda account: account == ACCOUNT)
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
