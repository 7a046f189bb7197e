"""A whole bot for measuring: the console channel, a store in a temporary folder, a daytime clock."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from bot.app import App
from bot.channels.console import ConsoleChannel
from bot.commands.heap import settled
from bot.configuration.settings import Settings
from dispatch.clock import ShiftedClock, SystemClock
from dispatch.store import Store, upgrade
from tests.bench.city import city
from tests.bench.traffic import understanding

IN_MEMORY = "sqlite://"
MORNING = 10  # o'clock: outside the quiet hours


@dataclass(frozen=True, kw_only=True, slots=True)
class Bot:
    """A running bot and its parts; `loading` are the seconds that its configuration took."""

    settings: Settings
    app: App
    console: ConsoleChannel
    store: Store
    clock: ShiftedClock
    loading: float


@asynccontextmanager
async def bot(groups: int, *, durable: bool = True) -> AsyncIterator[Bot]:
    """A bot that serves so many groups; everything is gone when the context ends."""
    with TemporaryDirectory(prefix="linli-bench-") as folder:
        begun = perf_counter()
        settings = city(Path(folder), groups)
        loading = perf_counter() - begun
        settings.data.mkdir()
        url = settings.database if durable else IN_MEMORY
        if durable:
            upgrade(url)
        clock = daytime()
        store = Store.open(url, community=settings.community.id, clock=clock)
        console = ConsoleChannel(settings.console.members, settings.console.groups, clock)
        app = await App.start(
            settings,
            store=store,
            clock=clock,
            understanding=understanding(),
            channels=[console],
            pictures=settings.data / "pictures",
        )
        settled()  # as `linli run` does
        try:
            yield Bot(settings=settings, app=app, console=console, store=store, clock=clock, loading=loading)
        finally:
            await app.stop()
            store.close()


def daytime() -> ShiftedClock:
    """A running clock that stands at ten in the morning of the next day."""
    clock = ShiftedClock(SystemClock())
    clock.move_to(_next_morning(clock.now()))
    return clock


def _next_morning(now: datetime) -> datetime:
    return (now + timedelta(days=1)).replace(hour=MORNING, minute=0, second=0, microsecond=0)
