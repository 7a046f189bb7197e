"""One unit of work in the configured database, for commands that run beside the bot."""

import asyncio
from collections.abc import Callable
from typing import TypeVar

from bot.configuration.settings import Settings
from dispatch.clock import SystemClock
from dispatch.store import Store, Work

T = TypeVar("T")


def in_store(settings: Settings, unit: Callable[[Work], T], *, change: bool = False) -> T:
    """What the unit returns; StoreError says why the database cannot be used."""

    async def within() -> T:
        return await (store.transact(unit) if change else store.read(unit))

    store = Store.open(settings.database, community=settings.community.id, clock=SystemClock())
    try:
        return asyncio.run(within())
    finally:
        store.close()
