"""`linli demo` and `linli run`: an app behind the console page, until interrupted."""

import argparse
import asyncio
import signal
import sys
import tempfile
import webbrowser
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from functools import partial
from pathlib import Path

from bot.app import App
from bot.assets import demo_folder, lexicon_folder
from bot.board import Board
from bot.cautions import cautions
from bot.channels.console import ConsoleChannel
from bot.channels.status import Status
from bot.channels.wechaty import Endpoint, WechatyChannel
from bot.commands.folders import prepare
from bot.commands.heap import settled
from bot.commands.lexicon import load_lexicon, second_reader
from bot.configuration import FaultyConfigError, load
from bot.configuration.secrets import token_of
from bot.configuration.settings import Settings, WechatySettings
from bot.qr import drawn
from bot.rehearsal.day import play_day
from bot.web.server import create_web
from bot.web.server import serve as serve_page
from dispatch.clock import Clock, ShiftedClock, SystemClock
from dispatch.store import Store, create
from intents.lexicon import check_lexicon
from intents.understand import Understanding

FINE = 0


def demo(options: argparse.Namespace) -> int:
    """The demo community in a temporary folder, or in --data."""
    with tempfile.TemporaryDirectory(prefix="linli-") as temporary:
        data = Path(options.data or temporary)
        settings = replace(
            load(demo_folder() / "community.yaml"),
            data=data,
            database=f"sqlite:///{data / 'linli.db'}",
            port=options.port,
        )
        clock = ShiftedClock(SystemClock())
        asyncio.run(_serve(settings, clock, demo=True, browser=not options.no_browser))
    return FINE


def serve(options: argparse.Namespace) -> int:
    """The configured community."""
    settings = _settings(options.config)
    asyncio.run(_serve(settings, SystemClock(), demo=False, browser=False))
    return FINE


def _settings(config: Path) -> Settings:
    """The configuration, or the same list of faults that `linli check` shows."""
    try:
        return load(config, serving=True)
    except FaultyConfigError as error:
        raise FaultyConfigError([*error.faults, *check_lexicon(lexicon_folder())]) from error


async def _serve(settings: Settings, clock: Clock, *, demo: bool, browser: bool) -> None:
    ended = _until_interrupted()
    for warning in () if demo else cautions(settings, clock.now().date()):
        print(warning, file=sys.stderr, flush=True)
    pictures = prepare(settings.data)
    if demo and isinstance(clock, ShiftedClock):
        create(settings.database)
        clock.move_to(demo_begins(settings, clock.now()))
    understanding = asyncio.create_task(asyncio.to_thread(understand, settings))
    store = Store.open(settings.database, community=settings.community.id, clock=clock)
    console = ConsoleChannel(settings.console.members, settings.console.groups, clock)
    app = await App.start(
        settings,
        store=store,
        clock=clock,
        understanding=await understanding,
        channels=[console, *accounts(settings, clock, pictures)],
        pictures=pictures,
    )
    settled()
    day = (lambda progress: play_day(app, progress)) if demo else None
    board = Board(app, day)
    page = create_web(console=console, office=board, title=settings.community.name, data=settings.data)
    try:
        runner, port = await serve_page(page, settings.host, settings.port)
        app.serve()
        address = f"http://{settings.host}:{port}/"
        print(f"Linli 邻里 is ready: {address}  (Ctrl+C ends it)", flush=True)
        if browser:
            with suppress(webbrowser.Error):
                webbrowser.open(address)
        await ended.wait()
        await runner.cleanup()
    finally:
        await board.close()
        await app.stop()
        store.close()


def accounts(settings: Settings, clock: Clock, pictures: Path) -> list[WechatyChannel]:
    """A channel for every WeChat account; it connects when the app begins to hear."""
    return [_account(said, settings, clock, pictures) for said in settings.wechaty]


def _account(said: WechatySettings, settings: Settings, clock: Clock, pictures: Path) -> WechatyChannel:
    endpoint = Endpoint(
        host=said.host,
        port=said.port,
        token=token_of(said),
        tls=said.tls,
        ca=said.ca_file,
        server_name=said.server_name,
    )
    bot_name = settings.conversation.bot_name
    channel = WechatyChannel(said.id, endpoint, clock=clock, pictures=pictures, bot_name=bot_name)
    channel.subscribe(partial(_show_code, said.id))
    return channel


def _show_code(account: str, status: Status) -> None:
    if status.qr:
        print(f"{account}: 请用微信扫码登录 (scan this code with WeChat)\n{drawn(status.qr)}", flush=True)


def understand(settings: Settings) -> Understanding:
    """The understanding room with the shipped lexicon, the configured thresholds and the second reader if wanted."""
    talk = settings.conversation
    second = second_reader(settings.data / "second-reader.npz") if talk.second_reader else None
    return Understanding(
        load_lexicon(),
        report_from=talk.report_threshold,
        unclear_from=talk.unclear_threshold,
        second=second,
    )


def demo_begins(settings: Settings, now: datetime) -> datetime:
    """Now, or in the next working morning: at night the bot is quiet, and on days off the clocks stand still."""
    manners, calendar = settings.conversation.manners, settings.office.policies.calendar
    while manners.quiet(now) or not calendar.is_workday(now.date()):
        now = manners.morning(now)
    return now


def _until_interrupted() -> asyncio.Event:
    ended = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, ended.set)
    return ended
