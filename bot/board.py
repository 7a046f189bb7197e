"""The office as the page sees it: cases, histories, health, and a played day."""

import asyncio
import hashlib
from collections.abc import Awaitable, Callable

from bot.app import App
from bot.channels.status import State, Status
from bot.facts import Facts, agenda_facts, board_facts, duty_facts, history_facts, stamp
from bot.qr import as_svg
from bot.replies.accounts import ADVICE, STATE_NAMES
from dispatch.cases import OPEN, Case
from dispatch.errors import LinliError
from dispatch.manning import plan_from
from dispatch.roster import at_midnight
from dispatch.store import Work
from dispatch.tabling import done_steps, items

GRIDS_SHOWN = 12  # more rosters than that nobody reads beside a chat
SHOWN = 200  # cases on the board: everything open, then the newest ended ones

Progress = Callable[[float], None]
Day = Callable[[Progress], Awaitable[None]]


class AlreadyPlayingError(LinliError):
    """一天正在演示中，请等它放完。"""


class NoDayError(LinliError):
    """这里没有可演示的一天；请用 linli demo。"""


class Board:
    """Answers the page's questions from the store of a running app; `day` plays the demo day, if there is one."""

    def __init__(self, app: App, day: Day | None = None) -> None:
        self._app, self._day = app, day
        self._playing: asyncio.Task[None] | None = None
        self._progress = 0.0

    async def cases(self) -> list[Facts]:
        """Open cases first, the newest first among equals."""
        found = await self._app.store.read(_shown)
        return [board_facts(case, self._app.settings.office) for case in found]

    async def duty(self) -> list[Facts]:
        """Who is on duty now and in the next seven days, for the first GRIDS_SHOWN grids."""
        return await self._app.store.read(self._duty)

    async def agenda(self) -> list[Facts]:
        """What is before the next meeting, then what was decided and is under way."""
        office = self._app.settings.office
        grids = [grid.name for grid in office.community.grids]

        def look(work: Work) -> list[Facts]:
            found = items(work, grids)[:SHOWN]
            return [agenda_facts(item, done_steps(office, item, work.now), work.now) for item in found]

        return await self._app.store.read(look)

    def accounts(self) -> list[Facts]:
        """How each account is doing that can be signed out or cut off."""
        return [_shown_account(each.account, each.status) for each in self._app.watched()]

    def login_code(self, account: str) -> bytes | None:
        """The code that waits to be scanned, as SVG."""
        codes = {each.account: each.status.qr for each in self._app.watched()}
        code = codes.get(account)
        return as_svg(code) if code else None

    async def history(self, number: int) -> list[Facts]:
        """The case's history, oldest first; empty for an unknown number."""

        def look(work: Work) -> list[Facts]:
            case = work.cases.get(number)
            if case is None:
                return []
            return history_facts(case, work.cases.history(number), self._app.settings.office)

        return await self._app.store.read(look)

    def subscribe(self, callback: Callable[[], None]) -> None:
        self._app.store.on_change(lambda _: callback())
        for account in self._app.watched():
            account.subscribe(lambda _: callback())

    def health(self) -> dict[str, object]:
        """Figures since the start; counters end in _total. The accounts of channels stand under `accounts`."""
        counts, watched = self._app.receiver.counts, self._app.watched()
        return {
            "ok": True,
            "messages_heard_total": counts.heard,
            "messages_ignored_total": counts.ignored,
            "messages_late_total": counts.late,
            "lines_said_total": self._app.sender.said,
            "account_signed_in": {
                each.account: int(each.status.state is State.SIGNED_IN) for each in watched
            },
            "account_reconnects_total": {each.account: each.reconnects for each in watched},
            "accounts": {each.account: _account_facts(each.status) for each in watched},
            "clock": self._app.clock.now().isoformat(timespec="seconds"),
        }

    async def play_day(self) -> None:
        """Play the demo day in the background; AlreadyPlayingError while one is under way."""
        if self._day is None:
            raise NoDayError
        if self._playing and not self._playing.done():
            raise AlreadyPlayingError
        self._progress = 0.0
        self._playing = asyncio.create_task(self._run(self._day))

    def playing(self) -> Facts | None:
        """How far the day is, 0..1, and what its clock says; None when none is played."""
        if self._playing is None or self._playing.done():
            return None
        return {"progress": self._progress, "clock": self._app.clock.now().isoformat(timespec="seconds")}

    async def close(self) -> None:
        """End a day that is still being played."""
        if self._playing:
            self._playing.cancel()
            await asyncio.gather(self._playing, return_exceptions=True)

    def _duty(self, work: Work) -> list[Facts]:
        office = self._app.settings.office
        plan = plan_from(office, work, at_midnight(work.now.date()))
        return [duty_facts(plan, grid.name, work.now) for grid in office.community.grids[:GRIDS_SHOWN]]

    async def _run(self, day: Day) -> None:
        await day(self._move)

    def _move(self, progress: float) -> None:
        self._progress = progress


def _account_facts(status: Status) -> Facts:
    """Whether a code waits to be scanned is told, the code itself is not: whoever scans it is the bot."""
    return {"state": status.state.value, "since": stamp(status.since), "detail": status.detail}


def _shown_account(account: str, status: Status) -> Facts:
    """`code` is another one with every new code to scan, which itself is fetched apart."""
    code = hashlib.blake2b(status.qr.encode(), digest_size=6).hexdigest() if status.qr else None
    return {
        **_account_facts(status),
        "account": account,
        "state_name": STATE_NAMES[status.state],
        "advice": ADVICE.get(status.state, ""),
        "code": code,
    }


def _shown(work: Work) -> list[Case]:
    cases = work.cases.find(statuses=OPEN, limit=SHOWN)
    if len(cases) < SHOWN:
        ended = [case for case in work.cases.find(limit=SHOWN) if not case.open]
        cases = [*cases, *ended[: SHOWN - len(cases)]]
    return cases
