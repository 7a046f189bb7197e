"""SIGKILL at 24 random points of a conversation: each kept message has one effect, every due line is said."""

import asyncio
import multiprocessing
import random
import re
import time
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from dispatch.clock import SHANGHAI, VirtualClock
from dispatch.messages import Inbound
from dispatch.store import Store, Work, upgrade
from tests.restart.worker import live

PROCESSES = multiprocessing.get_context("forkserver")
PROCESSES.set_forkserver_preload(["tests.restart.worker"])

START = datetime(2026, 3, 2, 9, 0, tzinfo=SHANGHAI)
KILLS = 24
LONGEST_LIFE = 0.06  # seconds after a message, in which it is kept, handled and answered
GROUP = "金辉华府业主群"

TALK = (
    # who, name, group or private, text
    ("liayi", "李阿姨", GROUP, "3栋2单元电梯又坏了"),
    ("chenbo", "陈伯", GROUP, "早上好，今天天气不错"),
    ("chenbo", "陈伯", GROUP, "+1"),
    ("wangfang", "王芳", "", "接单 1"),
    ("zhang", "张姐", GROUP, "5栋1单元楼道灯不亮"),
    ("wu", "小吴", GROUP, "东门垃圾堆了三天没人收"),
    ("wangfang", "王芳", "", "到场 1"),
    ("wangfang", "王芳", "", "接单 2"),
    ("wangfang", "王芳", "", "办结 1 换了主板"),
    ("liayi", "李阿姨", GROUP, "满意"),
    ("wangfang", "王芳", "", "办结 2 换了灯泡"),
    ("zhang", "张姐", GROUP, "没解决，还是黑的"),
    ("he", "何太", GROUP, "7栋2单元门禁刷不开"),
    ("linshuji", "林书记", "", "待办"),
    ("linshuji", "林书记", "", "督办 3 今天办完"),
    ("wangfang", "王芳", "", "转办 3 李强 他顺路"),
    ("liqiang", "李强", "", "接单 3"),
    ("liqiang", "李强", "", "办结 3 已清运"),
    ("wu", "小吴", GROUP, "满意"),
    ("linshuji", "林书记", "", "周报"),
)


def _message(index: int, who: str, name: str, group: str, text: str) -> Inbound:
    return Inbound(
        account="console",
        message_id=f"m{index}",
        conversation="console:jinhui" if group else f"console:{who}",
        group=group or None,
        sender=f"console:{who}",
        sender_name=name,
        at=START + timedelta(minutes=1, seconds=20 * index),
        text=text,
    )


MESSAGES = [_message(index, *row) for index, row in enumerate(TALK)]


@dataclass
class Life:
    """One life of a worker process: what it has kept, and what it has said."""

    folder: Path
    now: datetime
    said: list[tuple[str, str]] = field(default_factory=list)
    kept: set[str] = field(default_factory=set)
    rested: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self._pipe, theirs = PROCESSES.Pipe()
        self._process = PROCESSES.Process(target=live, args=(self.folder, self.now, theirs))
        self._process.start()
        theirs.close()

    def hear(self, inbound: Inbound) -> None:
        self._pipe.send(inbound)

    def listen(self, seconds: float) -> bool:
        """Note one fact; False when there was none within the time, or the worker is dead."""
        try:
            if not self._pipe.poll(seconds):
                return False
            kind, fact = self._pipe.recv()
        except (EOFError, OSError):
            return False  # its end of the pipe is gone
        if kind == "said":
            self.said.append(fact)
        else:
            (self.kept if kind == "kept" else self.rested).add(fact)
        return True

    def until_rested(self, message_id: str) -> None:
        """Until the message, and everything before it, is done; "" for what an earlier life left."""
        while message_id not in self.rested:
            assert self.listen(20), f"the worker never came to rest after {message_id}"

    def kill(self) -> None:
        self._process.kill()
        self._end()

    def finish(self) -> None:
        self._pipe.send(None)
        self._end()

    def _end(self) -> None:
        while self._process.is_alive() or self._pipe.poll(0):
            if not self.listen(0.05) and not self._process.is_alive():
                break
        self._process.join()
        self._pipe.close()


def _undisturbed(folder: Path) -> list[tuple[str, str]]:
    life = Life(folder, START)
    for inbound in MESSAGES:
        life.hear(inbound)
        life.until_rested(inbound.message_id)
    life.finish()
    return life.said


def _disturbed(folder: Path, dice: random.Random) -> list[tuple[str, str]]:
    """The same talk; the worker is killed KILLS times, within a few hundredths of a second after a message.

    A message whose keeping was not seen is heard again, as a channel delivers it again.
    """
    twice = set(dice.sample(range(len(MESSAGES)), KILLS - len(MESSAGES)))
    life = Life(folder, START)
    said: list[tuple[str, str]] = []
    for index, inbound in enumerate(MESSAGES):
        kept = False
        for _ in range(2 if index in twice else 1):
            if not kept:
                life.hear(inbound)
            time.sleep(dice.random() * LONGEST_LIFE)
            life.kill()
            said.extend(life.said)
            kept = kept or inbound.message_id in life.kept
            life = Life(folder, inbound.at)
        if not kept:
            life.hear(inbound)
        life.until_rested("" if kept else inbound.message_id)
    life.finish()
    return said + life.said


def _outcome(folder: Path) -> list[tuple[object, ...]]:
    """What came of it: every case with its whole history, without the moments."""

    def look(work: Work) -> list[tuple[object, ...]]:
        rows: list[tuple[object, ...]] = []
        for case in sorted(work.cases.find(), key=lambda case: case.number):
            history = work.cases.history(case.number)
            done = tuple((change.who, change.action.value, change.reason) for change in history)
            rows.append((case.number, case.type, case.status.value, case.assignee, done))
        return rows

    store = Store.open(f"sqlite:///{folder / 'linli.db'}", community="demo", clock=VirtualClock(START))
    try:
        return asyncio.run(store.read(look))
    finally:
        store.close()


def _timeless(said: list[tuple[str, str]]) -> set[tuple[str, str]]:
    """Lines without the moments in them, which move when a restart comes between."""
    return {(where, re.sub(r"\d\d:\d\d|[\d.]+(分钟|小时)", "T", text)) for where, text in said}


@pytest.mark.timeout(120)
def test_a_process_killed_at_random_points_loses_and_doubles_nothing(tmp_path: Path) -> None:
    calm, wild = tmp_path / "calm", tmp_path / "wild"
    for folder in (calm, wild):
        folder.mkdir()
        upgrade(f"sqlite:///{folder / 'linli.db'}")
    said_undisturbed = _undisturbed(calm)
    said_disturbed = _disturbed(wild, random.Random(20261124))
    assert _outcome(wild) == _outcome(calm)
    assert _timeless(said_undisturbed) - _timeless(said_disturbed) == set()
