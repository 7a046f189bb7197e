"""A community in memory for the page's tests: an office that holds cases, and a bot that echoes."""

import asyncio
from collections.abc import Callable
from datetime import datetime, timedelta

from bot.channels.console import ConsoleChannel, Group, Member
from dispatch.clock import SHANGHAI, ShiftedClock, SystemClock
from dispatch.errors import LinliError
from dispatch.messages import Inbound, Kind, Outbound, Purpose, Urgency

MEMBERS = (
    Member(id="li", name="李阿姨", alias_in_groups="3-2-501李阿姨"),
    Member(id="chen", name="陈先生", alias_in_groups="3-2-602陈先生"),
    Member(id="wangfang", name="王芳", role_label="网格员"),
    Member(id="liqiang", name="李强", role_label="网格员"),
    Member(id="zhaomin", name="赵敏", role_label="网格长"),
    Member(id="lin", name="林书记", role_label="书记"),
    Member(id="wu", name="吴师傅", role_label="物业"),
)
GROUPS = (
    Group(id="g1", name="金辉华府业主群", members=("li", "chen", "wangfang", "wu")),
    Group(id="g2", name="金辉华府3栋邻里群", members=("li", "chen")),
)
GROUP, PRIVATE = "console:g1", "console:wangfang"

STATUS_NAMES = {"assigned": "已派单", "accepted": "已接单", "resolved": "已办结", "closed": "已结案"}


class FakeOffice:
    """Cases and their histories in two dicts; a played day that lasts as long as the test wants."""

    def __init__(self) -> None:
        self.clock = ShiftedClock(SystemClock())
        self.known: dict[int, dict[str, object]] = {}
        self.histories: dict[int, list[dict[str, object]]] = {}
        self.rosters: list[dict[str, object]] = [
            {
                "grid": "玉融一网格",
                "now": "王芳/李强",
                "manned": True,
                "week": ["03-02（一） A岗 王芳 B岗 李强"],
            }
        ]
        self.items: list[dict[str, object]] = []
        self.chats: list[dict[str, object]] = []
        self.codes: dict[str, bytes] = {}
        self.day: dict[str, object] | None = None
        self.well = True
        self._listeners: list[Callable[[], None]] = []

    async def cases(self) -> list[dict[str, object]]:
        return [dict(case) for case in self.known.values()]

    async def duty(self) -> list[dict[str, object]]:
        return [dict(grid) for grid in self.rosters]

    async def agenda(self) -> list[dict[str, object]]:
        return [dict(item) for item in self.items]

    def accounts(self) -> list[dict[str, object]]:
        return [dict(account) for account in self.chats]

    def login_code(self, account: str) -> bytes | None:
        return self.codes.get(account)

    async def history(self, number: int) -> list[dict[str, object]]:
        return self.histories.get(number, [])

    def subscribe(self, callback: Callable[[], None]) -> None:
        self._listeners.append(callback)

    def health(self) -> dict[str, object]:
        return {
            "ok": self.well,
            "messages_total": 7,
            "open_cases": len(self.known),
            "version": "0.1.0",
            "account_signed_in": {"wechat": 1, "other": 0},
            "accounts": {"wechat": {"state": "signed_in"}},
        }

    async def play_day(self) -> None:
        if self.day:
            raise LinliError("演示正在进行，请等它结束再来一遍。")
        self.day = {"progress": 0.25, "clock": datetime(2026, 3, 2, 9, 41, tzinfo=SHANGHAI).isoformat()}

    def playing(self) -> dict[str, object] | None:
        return self.day

    def open(self, type_name: str, place: str, **fields: object) -> int:
        """A new assigned case with 5 minutes on its accept clock; `fields` replace what it holds."""
        number = len(self.known) + 1
        due = self.clock.now() + timedelta(minutes=5)
        self.known[number] = {
            "number": number, "type": "lift", "type_name": type_name, "status": "assigned",
            "status_name": "已派单", "priority": 2, "place": place, "reporter": "console:li",
            "reporter_name": "李阿姨", "supporters": [], "assignee": "wangfang", "assignee_name": "王芳",
            "level": 0, "reopened": 0, "opened_at": self.clock.now().isoformat(),
            "due_at": due.isoformat(), "due_kind": "accept", **fields,
        }  # fmt: skip
        self.note(number, "李阿姨", "上报", f"{place}{type_name}")
        return number

    def change(self, number: int, who: str, action: str, **fields: object) -> None:
        self.known[number].update(fields)
        self.note(number, who, action)

    def account(self, state: str, state_name: str, code: bytes | None = None) -> None:
        """The account `wechat` takes this state; `code` is an SVG to scan."""
        self.codes = {"wechat": code} if code else {}
        self.chats = [
            {
                "account": "wechat", "state": state, "state_name": state_name, "detail": "",
                "since": self.clock.now().isoformat(), "code": "c0de" if code else None,
                "advice": "请用手机微信扫码" if code else "",
            }
        ]  # fmt: skip
        self._tell()

    def table(self, number: int, *done: str, decision: str = "") -> None:
        """The case is on the agenda, with these of the five steps done."""
        self.items = [
            {
                "number": number, "title": f"#{number} 公共设施", "place": "金辉华府3栋", "why": "附议户多",
                "steps": [{"name": name, "done": name in done} for name in "问议定办评"],
                "decision": decision, "follow_up": None, "voices": "0/4",
            }
        ]  # fmt: skip
        self._tell()

    def note(self, number: int, who: str, action: str, reason: str = "") -> None:
        line: dict[str, object] = {
            "at": self.clock.now().isoformat(), "who": who, "who_name": who, "action": "accept",
            "action_name": action, "reason": reason,
        }  # fmt: skip
        self.histories.setdefault(number, []).append(line)
        self._tell()

    def _tell(self) -> None:
        for listener in self._listeners:
            listener()


class EchoBot:
    """Opens a case for whatever is 坏 (broken), tells the grid member, and takes 接单 for an answer."""

    def __init__(self, console: ConsoleChannel, office: FakeOffice) -> None:
        self._console = console
        self._office = office

    async def run(self) -> None:
        async for inbound in self._console.receive():
            await self._answer(inbound)
            self._console.heard()

    async def _answer(self, inbound: Inbound) -> None:
        if inbound.kind is Kind.TEXT and inbound.group and "坏" in inbound.text:
            number = self._office.open("电梯故障", "金辉华府3栋2单元")
            await self._say(
                inbound.conversation,
                f"@{inbound.sender_name} 已登记 #{number} 电梯故障，王芳来办。",
                inbound.sender,
            )
            await self._say(PRIVATE, f"新工单 #{number} 电梯故障 金辉华府3栋2单元，请回“接单”。")
        elif inbound.group is None and inbound.text.startswith("接单"):
            self._office.change(
                1, "王芳", "接单", status="accepted", status_name="已接单", due_kind="resolve"
            )
            await self._say(inbound.conversation, "已接单 #1。")

    async def _say(self, conversation: str, text: str, *mentions: str) -> None:
        line = Outbound(
            conversation=conversation,
            text=text,
            purpose=Purpose.REPLY,
            urgency=Urgency.REPLY,
            due_at=self._console.clock.now(),
            mentions=mentions,
        )
        await self._console.send(line)


def create_console(office: FakeOffice) -> ConsoleChannel:
    return ConsoleChannel(MEMBERS, GROUPS, office.clock)


async def let_all_be_heard(console: ConsoleChannel) -> None:
    async with asyncio.timeout(5):
        await console.idle()
