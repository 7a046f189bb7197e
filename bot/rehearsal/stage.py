"""Sets the stage for a transcript: a whole bot in a virtual clock, with a store of its own."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.app import App
from bot.assets import demo_folder
from bot.channels.console import ConsoleChannel
from bot.configuration import load
from bot.rehearsal.player import Player
from bot.rehearsal.steps import Transcript
from dispatch.clock import SHANGHAI, VirtualClock
from dispatch.store import Store, upgrade
from intents.understand import Understanding

START = datetime(2026, 3, 2, 9, tzinfo=SHANGHAI)  # a Monday, for files that do not say when they begin
IN_MEMORY = "sqlite://"


def config_file(transcript: Transcript) -> Path:
    """The configuration that a transcript plays in: the demo community, or a file beside it."""
    if transcript.config == "demo":
        return demo_folder() / "community.yaml"
    name = transcript.config if transcript.config.endswith(".yaml") else f"{transcript.config}.yaml"
    return (transcript.folder or Path()) / name


@asynccontextmanager
async def stage(
    transcript: Transcript,
    *,
    understanding: Understanding,
    config: Path | None = None,
    database: str = IN_MEMORY,
) -> AsyncIterator[Player]:
    """A whole bot with a virtual clock, ready to play; its store is open until the context ends.

    `config` replaces the file that the transcript names. Raises ConfigError and StoreError as starting does.
    """
    settings = load(config or config_file(transcript))
    clock = VirtualClock(transcript.start or START)
    if database != IN_MEMORY:
        upgrade(database)
    store = Store.open(database, community=settings.community.id, clock=clock)
    console = ConsoleChannel(settings.console.members, settings.console.groups, clock)
    with TemporaryDirectory(prefix="linli-") as pictures:
        start = partial(
            App.start,
            settings,
            store=store,
            clock=clock,
            understanding=understanding,
            channels=[console],
            pictures=Path(pictures),
        )
        player = Player(transcript=transcript, app=await start(), console=console, clock=clock, again=start)
        try:
            yield player
        finally:
            await player.app.stop()
            store.close()
