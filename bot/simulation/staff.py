"""Staff and partners: prompt, late or silent; they take, go, hand on, give back, put off, solve, with and without proof."""

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta

from bot.channels.console import Line
from bot.simulation import sayings
from bot.simulation.scene import Scene
from dispatch.messages import REMINDERS
from dispatch.people import LEADS, Person, Role

MINUTE, HOUR, DAY = (timedelta(**{unit: 1}) for unit in ("minutes", "hours", "days"))
PATIENCE = 5  # steps that somebody takes with one case before leaving it alone


@dataclass(kw_only=True)
class Servant:
    """One of the staff at their chat with the bot. `diligence` is how probably they react at all, 0..1."""

    person: Person
    scene: Scene
    colleagues: tuple[Person, ...]
    diligence: float
    _steps: Counter[int] = field(default_factory=Counter)

    def hear(self, line: Line) -> None:
        """React to what the bot says, by the first of the table that fits."""
        parts = line.text.splitlines() if line.purpose in REMINDERS else [line.text]
        for part in parts:
            self._react(part)

    def _react(self, said: str) -> None:
        for pattern, react in _REACTIONS:
            if found := pattern.search(said):
                react(self, found)
                return

    def by_the_way(self) -> None:
        """Something that nobody asked for: a list, a slip of the number, a swap."""
        other = self.scene.one_of(self.colleagues).name
        self._say(self.scene.one_of(sayings.BY_THE_WAY).format(other=other))

    def lead(self) -> None:
        """What grid heads and the secretary look at."""
        if self.person.role in LEADS:
            self._say(self.scene.one_of(sayings.LEADING))

    def _asked(self, found: re.Match[str]) -> None:
        """A task: taken soon, late, or never."""
        number = int(found[1])
        if not self._will():
            return
        soon = self.scene.chance(0.75)
        self._later(self._take(number), *((2 * MINUTE, 30 * MINUTE) if soon else (HOUR, 30 * HOUR)))

    def _take(self, number: int) -> str:
        words = (
            (88, f"接单 {number}"),
            (4, f"到场 {number}"),
            (3, f"{number}号接单"),
            (3, f"不是诉求 {number} 说着玩的"),
        )
        return self.scene.weighed((*words, (2, "收到")))

    def _meet(self, found: re.Match[str]) -> None:
        """It comes before the meeting: some days later it is decided on, taken off, looked at, or forgotten."""
        if self.person.role is Role.SECRETARY and self._will():
            words = self.scene.weighed(sayings.DECIDING).format(n=found[1])
            self._later(words, HOUR, 90 * HOUR)

    def _look(self, found: re.Match[str]) -> None:
        """核查 what its reporter does not judge."""
        if self._will():
            self._later(self.scene.weighed(sayings.VERIFYING).format(n=found[1]), HOUR, 30 * HOUR)

    def _took(self, found: re.Match[str]) -> None:
        """It is mine now: the next step with it."""
        number = int(found[1])
        if self.scene.chance(0.5):
            self._later(f"到场 {number}", 10 * MINUTE, 5 * HOUR)
        self._go_on(number)

    def _go_on(self, number: int) -> None:
        self._steps[number] += 1
        if self._steps[number] > PATIENCE or not self._will():
            return
        step = self.scene.weighed(_STEPS)
        self.scene.later(lambda: step(self, number), HOUR, 40 * HOUR)

    def _solve(self, number: int) -> None:
        self._say(f"办结 {number} {self.scene.one_of(sayings.SOLUTIONS)}")

    def _solve_with_picture(self, number: int) -> None:
        self._solve(number)
        self.scene.show(self.person.id)

    def _solve_barely(self, number: int) -> None:
        self._say(f"办结 {number}")

    def _hand_on(self, number: int) -> None:
        other = self.scene.one_of(self.colleagues)
        self._say(f"转办 {number} {other.name} {self.scene.one_of(sayings.REASONS)}")
        self.scene.later(lambda: self._go_on(number), DAY, 3 * DAY)

    def _give_back(self, number: int) -> None:
        self._say(f"退回 {number} {self.scene.one_of(sayings.RETURNING)}")

    def _put_off(self, number: int) -> None:
        self._say(f"延期 {number} {self.scene.one_of(sayings.DELAYS)}")
        self.scene.later(lambda: self._go_on(number), DAY, 3 * DAY)

    def _park(self, number: int) -> None:
        self._say(f"挂账 {number} {self.scene.one_of(sayings.PARKING)}")

    def _correct(self, number: int) -> None:
        self._say(f"改类 {number} {self.scene.one_of(sayings.TYPES)}")
        self.scene.later(lambda: self._go_on(number), HOUR, DAY)

    def _remark(self, number: int) -> None:
        self._say(f"备注 {number} {self.scene.one_of(sayings.REMARKS)}")
        self.scene.later(lambda: self._go_on(number), HOUR, DAY)

    def _merge(self, number: int) -> None:
        self._say(f"并 {number} 到 {max(1, number - self.scene.dice.randint(1, 9))}")
        self.scene.later(lambda: self._go_on(number), HOUR, DAY)

    def _urged(self, found: re.Match[str]) -> None:
        """Late, reopened, supervised, back from the shelf: sometimes that helps."""
        self._go_on(int(found[1]))

    def _doubted(self, found: re.Match[str]) -> None:
        """疑似: a request after all, or none."""
        if self._will():
            number = int(found[1])
            words = f"接单 {number}" if self.scene.chance(0.6) else f"不是诉求 {number} 聊天"
            self._later(words, 5 * MINUTE, 10 * HOUR)

    def _prove(self, found: re.Match[str]) -> None:
        """Asked what was done: a photo, a sentence or an excuse, or silence."""
        if not self._will():
            return
        if self.scene.chance(0.5):
            self.scene.later(lambda: self.scene.show(self.person.id), MINUTE / 2, 15 * MINUTE)
        else:
            self._later(self.scene.one_of(sayings.PROOFS), MINUTE / 2, 15 * MINUTE)

    def _approve(self, found: re.Match[str]) -> None:
        """An extension that somebody wants."""
        if self._will():
            self._later(found[1], 5 * MINUTE, 20 * HOUR)

    def _agree(self, found: re.Match[str]) -> None:
        """A swap that a colleague wants."""
        if self._will():
            self._later("同意" if self.scene.chance(0.7) else "不同意", MINUTE, 5 * HOUR)

    def _see_to_it(self, found: re.Match[str]) -> None:
        """Word of a case that is late: a lead may supervise, nudge or move it."""
        number = int(found[1])
        if self.person.role in LEADS and self.scene.chance(0.4):
            other = self.scene.one_of(self.colleagues).name
            said = (
                f"督办 {number} 抓紧",
                f"催办 {number}",
                f"转办 {number} {other} 请您接",
                f"延期 {number} 5天 等配件",
            )
            self._later(self.scene.one_of(said), 10 * MINUTE, 10 * HOUR)
        else:
            self._go_on(number)

    def _will(self) -> bool:
        return self.scene.chance(self.diligence)

    def _later(self, words: str, least: timedelta, most: timedelta) -> None:
        self.scene.later(lambda: self._say(words), least, most)

    def _say(self, words: str) -> None:
        self.scene.say(self.person.id, words)


_STEPS: tuple[tuple[float, Callable[[Servant, int], None]], ...] = (
    (58, Servant._solve),
    (6, Servant._solve_with_picture),
    (8, Servant._solve_barely),
    (8, Servant._hand_on),
    (4, Servant._give_back),
    (4, Servant._put_off),
    (3, Servant._park),
    (3, Servant._correct),
    (4, Servant._remark),
    (2, Servant._merge),
)
_REACTIONS: tuple[tuple[re.Pattern[str], Callable[[Servant, re.Match[str]], None]], ...] = (
    (re.compile(r"同意请回：(同意 \d+)"), Servant._approve),
    (re.compile(r"撤议题 (\d+)"), Servant._meet),
    (re.compile(r"办好了回 属实 (\d+)"), Servant._look),
    (re.compile(r"换班"), Servant._agree),
    (re.compile(r"疑似 #(\d+)"), Servant._doubted),
    (re.compile(r"#(\d+) (?:请用一句话|请发一张)"), Servant._prove),
    (re.compile(r"#(\d+) 这张照片"), Servant._prove),
    (re.compile(r"^已接单 #(\d+)"), Servant._took),
    (re.compile(r"回：接单 (\d+)"), Servant._asked),
    (re.compile(r"#(\d+)[^#]*还没有人接"), Servant._asked),
    (re.compile(r"请接单或转办：接单 (\d+)"), Servant._asked),
    (re.compile(r"办好请回：办结 (\d+)"), Servant._urged),
    (re.compile(r"#(\d+)[^#]*(?:超办结时限|首次答复时限|还没办结)"), Servant._see_to_it),
    (re.compile(r"#(\d+)[^#]*(?:重开|回到您手上)"), Servant._urged),
    (re.compile(r"(?:督办|催办|在催)[^#]*#(\d+)"), Servant._urged),
    (re.compile(r"#(\d+)[^#]*户附议"), Servant._see_to_it),
)


def diligence(person: Person, scene: Scene) -> float:
    """How probably somebody of this role reacts: few always do, and every one has a day of their own."""
    return {Role.PARTNER: 0.7, Role.SECRETARY: 0.6}.get(person.role, scene.dice.uniform(0.6, 0.95))
