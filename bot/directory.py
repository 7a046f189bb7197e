"""Keeps the staff's contacts as they are bound in the store, by chat or by an operator's command."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.channels.console import ACCOUNT
from dispatch.clock import Clock
from dispatch.people import Staff
from dispatch.store import Store

EVERY = timedelta(minutes=1)  # so soon a command in another process is heard of


@dataclass(kw_only=True)
class Directory:
    """Who speaks for whom. People are written to on a real channel rather than on the console page."""

    store: Store
    clock: Clock
    staff: Staff
    accounts: tuple[str, ...]
    _looked_at: datetime | None = None

    async def refresh(self) -> None:
        """Take over what the store says now."""
        bindings = await self.store.read(lambda work: work.bindings.all())
        prefer = sorted(self.accounts, key=lambda account: account == ACCOUNT)
        self.staff.bind({binding.contact: binding.person for binding in bindings}, prefer)
        self._looked_at = self.clock.now()

    async def keep_up(self) -> None:
        """The same, when the last look is a minute old."""
        if self._looked_at is None or self.clock.now() - self._looked_at >= EVERY:
            await self.refresh()
