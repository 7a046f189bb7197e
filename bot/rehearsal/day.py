"""The demo day on a page that people watch: the transcript's times moved into the future, a pause before each line."""

import asyncio
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

from bot.app import App
from bot.assets import demo_folder
from bot.rehearsal.player import Player
from bot.rehearsal.steps import AnyStep, Move, Speak, Transcript
from bot.rehearsal.transcript import read
from dispatch.clock import ShiftedClock
from dispatch.errors import LinliError

FORTNIGHT = timedelta(weeks=2)  # the alternating rosters of the demo are as the file says
_NUMBER = re.compile(
    r"(?<![\w#])#(\d{1,3})(?!\d)"
)  # a case number as day.txt writes it; 3#2单元 is a building
BEFORE_A_LINE = 0.45  # seconds in which a line can be read


class NoConsoleError(LinliError):
    """A day can only be played on the console channel."""


async def play_day(app: App, progress: Callable[[float], None]) -> None:
    """Play data/demo/day.txt on a running app; `progress` hears 0..1. The clock jumps ahead and stays there."""
    console, clock = app.console, app.clock
    if console is None or not isinstance(clock, ShiftedClock):
        raise NoConsoleError
    known = await app.store.read(lambda work: work.cases.find(limit=1))
    day = after(read(demo_folder() / "day.txt"), clock.now(), cases=known[0].number if known else 0)

    async def breathe(index: int, step: AnyStep) -> None:
        progress(index / len(day.steps))
        if isinstance(step, Speak):
            await asyncio.sleep(BEFORE_A_LINE)

    await Player(transcript=day, app=app, console=console, clock=clock, before_step=breathe).play()


def after(day: Transcript, now: datetime, *, cases: int = 0) -> Transcript:
    """The same day at the next time that falls on its weekday and is not past.

    `cases` is the highest number that is taken: #3 in the file becomes the third case of the day.
    """
    span = (max(timedelta(0), now - day.start) // FORTNIGHT + 1) * FORTNIGHT if day.start else timedelta(0)
    return replace(day, steps=tuple(_moved(step, span, cases) for step in day.steps))


def _moved(step: AnyStep, span: timedelta, cases: int) -> AnyStep:
    if isinstance(step, Move) and step.day:
        return replace(step, day=step.day + span)
    if isinstance(step, Speak):
        return replace(step, text=_NUMBER.sub(lambda found: f"#{int(found[1]) + cases}", step.text))
    return step
