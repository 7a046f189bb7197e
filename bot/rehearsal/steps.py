"""What a transcript consists of: people's lines, the bot's expected ones, the clock, crashes."""

import re
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from pathlib import Path

from dispatch.messages import Kind

ANYTHING = "…"


@dataclass(frozen=True, kw_only=True, slots=True)
class Where:
    """A conversation: a group by its name, or the private chat of a person with the bot (`group` None)."""

    group: str | None = None
    person: str = ""

    def __str__(self) -> str:
        return f"[{self.group}]" if self.group is not None else f"[私聊 {self.person}]"


@dataclass(frozen=True, kw_only=True, slots=True)
class Step:
    """One thing that happens, and the lines of the file (from 1) where it stands."""

    line: int
    end: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Move(Step):
    """时间 2026-03-02 19:00, or "19:05 " before a line: the clock goes on to there."""

    day: datetime | None = None  # a whole moment
    clock: time | None = None  # the next such time of day


@dataclass(frozen=True, kw_only=True, slots=True)
class Pass(Step):
    """过了 30分钟."""

    span: timedelta


@dataclass(frozen=True, kw_only=True, slots=True)
class Speak(Step):
    """Somebody says something, sends a picture or voice, takes the last line back, or joins."""

    where: Where
    who: str
    text: str = ""
    kind: Kind = Kind.TEXT
    picture: str | None = None  # a file name
    quotes: bool = False  # <引用 上一条>


@dataclass(frozen=True, kw_only=True, slots=True)
class Expect(Step):
    """The bot says this next in the conversation; … stands for anything."""

    where: Where
    text: str

    def matches(self, said: str) -> bool:
        pattern = ".*".join(map(re.escape, self.text.split(ANYTHING)))
        return re.fullmatch(pattern, said.strip(), re.DOTALL) is not None


@dataclass(frozen=True, kw_only=True, slots=True)
class Silence(Step):
    """（机器人不插话）: nothing unexpected was said here so far."""

    where: Where


@dataclass(frozen=True, kw_only=True, slots=True)
class Restart(Step):
    """重启: the program is killed and started again."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Redeliver(Step):
    """重发上一条: the channel delivers the last message a second time."""


AnyStep = Move | Pass | Speak | Expect | Silence | Restart | Redeliver


@dataclass(frozen=True, kw_only=True, slots=True)
class Transcript:
    """A parsed file. `about` is its first comment; `config` names a configuration file beside it, or demo."""

    name: str
    steps: tuple[AnyStep, ...]
    about: str = ""
    config: str = "demo"
    folder: Path | None = None

    @property
    def start(self) -> datetime | None:
        """The first 时间; None when the file does not say when it begins."""
        return next((step.day for step in self.steps if isinstance(step, Move) and step.day), None)

    @property
    def checks(self) -> bool:
        """Whether the file expects anything of the bot; a demo day does not."""
        return any(isinstance(step, Expect | Silence) for step in self.steps)
