"""Residents: they report by day and night, join, add, take back, answer the bot or do not, and come back unhappy."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta

from bot.channels.console import Group, Line
from bot.simulation import sayings
from bot.simulation.scene import Scene
from dispatch.messages import Purpose

SECOND, MINUTE, HOUR, DAY = (timedelta(**{unit: 1}) for unit in ("seconds", "minutes", "hours", "days"))
_NUMBER = re.compile(r"#(\d+)")


@dataclass(kw_only=True)
class Neighbour:
    """One resident of a compound, `id` on the console, with the buildings that there are to complain of."""

    id: str
    scene: Scene
    group: Group
    buildings: tuple[str, ...]
    _cases: list[int] = field(default_factory=list)

    def report(self, neighbours: "list[Neighbour]") -> None:
        """Something is wrong; now and then neighbours join in, and second thoughts follow."""
        scene = self.scene
        words = self._placed(scene.weighed(sayings.PROBLEMS))
        group = None if scene.chance(0.08) else self.group
        line = scene.say(self.id, words, group)
        if scene.chance(0.1):
            scene.later(lambda: scene.show(self.id, group), 2 * SECOND, 40 * SECOND)
        if scene.chance(0.02):
            scene.later(lambda: self._recall(line), 5 * SECOND, 90 * SECOND)
        if scene.chance(0.05):
            scene.later(lambda: self._say(sayings.TAKING_BACK), MINUTE, 3 * HOUR)
        if scene.chance(0.06):
            scene.later(lambda: self._say(sayings.ADDING), MINUTE, 20 * MINUTE)
        if scene.chance(0.12):
            scene.later(lambda: self._say(sayings.ASKING), HOUR, 3 * DAY)
        if group and scene.chance(0.15):
            self._others_join(neighbours, words)

    def chat(self) -> None:
        self.scene.say(self.id, self.scene.one_of(sayings.CHATTER), self.group)

    def hear(self, line: Line) -> None:
        """What the bot says to this neighbour."""
        numbers = [int(found) for found in _NUMBER.findall(line.text)]
        if line.purpose is Purpose.RECEIPT:
            self._cases.extend(numbers)
        answer = _ANSWERS.get(line.purpose) if line.purpose else None
        if answer:
            answer(self, line, numbers)

    def _judge(self, line: Line, numbers: list[int]) -> None:
        """Is it solved? Said, said late, or never said; and some come back after days."""
        scene, group = self.scene, self._where(line)
        if scene.chance(0.55):
            verdict = scene.weighed(sayings.VERDICTS)
            scene.later(lambda: scene.say(self.id, verdict, group), MINUTE, 20 * HOUR)
        if scene.chance(0.08) and numbers:
            words = scene.one_of(sayings.COMING_BACK).format(n=numbers[0])
            scene.later(lambda: scene.say(self.id, words, group), 2 * DAY, 8 * DAY)

    def _tell_where(self, line: Line, numbers: list[int]) -> None:
        """Where is it, what is it, shall it be registered? Many answer, some do not."""
        scene, group = self.scene, self._where(line)
        if scene.chance(0.7):
            words = "1" if "回 1" in line.text else self._placed(scene.one_of(sayings.PLACES))
            scene.later(lambda: scene.say(self.id, words, group), 10 * SECOND, 12 * MINUTE)

    def _others_join(self, neighbours: "list[Neighbour]", words: str) -> None:
        scene = self.scene
        for other in scene.dice.sample(neighbours, k=scene.dice.randint(1, 4)):
            said = words if scene.chance(0.5) else scene.one_of(sayings.AGREEING)
            scene.later(lambda o=other, s=said: scene.say(o.id, s, o.group), MINUTE, 2 * HOUR)  # type: ignore[misc]

    def _say(self, words: tuple[str, ...]) -> None:
        number = self._cases[-1] if self._cases else 1
        self.scene.say(self.id, self.scene.one_of(words).format(n=number), self.group)

    def _recall(self, line: Line) -> None:
        self.scene.console.recall(self.id, line.id)

    def _where(self, line: Line) -> Group | None:
        return self.group if line.conversation == self.group.conversation else None

    def _placed(self, words: str) -> str:
        return words.format(b=self.scene.one_of(self.buildings), u=self.scene.one_of("12"))


Answer = Callable[[Neighbour, Line, list[int]], None]
_ANSWERS: dict[Purpose, Answer] = {
    Purpose.EVALUATION: Neighbour._judge,
    Purpose.QUESTION: Neighbour._tell_where,
}
