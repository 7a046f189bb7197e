"""The notation of transcripts: a conversation as a text file, people's lines and the bot's expected ones."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from pathlib import Path

from bot.rehearsal.steps import (
    AnyStep,
    Expect,
    Move,
    Pass,
    Redeliver,
    Restart,
    Silence,
    Speak,
    Transcript,
    Where,
)
from dispatch.clock import SHANGHAI
from dispatch.errors import LinliError
from dispatch.messages import Kind

BOT = "机器人"

_CLOCK = re.compile(r"(\d{1,2}:\d{2})\s+(?=\S)")
_SPOKEN = re.compile(r"([^:：<>\[\]]{1,24}?)\s*[:：]\s*(.*)", re.DOTALL)
_MARK = re.compile(r"<([^<>]{1,80})>\s*(.*)", re.DOTALL)
_LENGTH = re.compile(r"(\d{1,4})\s*(秒|分钟|小时|天)")
YEARS = range(2000, 2100)  # beyond them calendars and clocks are guesses
LONGEST_PASS = timedelta(days=366)
_UNITS = {"秒": "seconds", "分钟": "minutes", "小时": "hours", "天": "days"}
_SILENCE = re.compile(r"[（(]机器人不插话[）)]")
_KINDS = {"语音": Kind.VOICE, "撤回": Kind.RECALL, "入群": Kind.JOIN}


class TranscriptError(LinliError):
    """A transcript cannot be read."""


def read(path: Path) -> Transcript:
    """The transcript in a UTF-8 file; TranscriptError names the file, the line and what is wrong."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise TranscriptError(f"{path} cannot be read ({error}); give a UTF-8 text file") from error
    return parse(text, str(path), folder=path.parent)


def parse(text: str, name: str, *, folder: Path | None = None) -> Transcript:
    """The steps of a transcript; an indented line continues the one above. TranscriptError for what is unknown."""
    reader = _Reader(name=name)
    for line, end, words in _logical_lines(text):
        reader.line, reader.end = line, end
        reader.take(words)
    return Transcript(
        name=name, steps=tuple(reader.steps), about=reader.about, config=reader.config, folder=folder
    )


def _logical_lines(text: str) -> list[tuple[int, int, str]]:
    """(first line, last line, words) of everything that is not blank; continuations are joined by newlines."""
    found: list[tuple[int, int, str]] = []
    for number, raw in enumerate(text.splitlines(), 1):
        words = raw.strip()
        if not words:
            continue
        if raw[0].isspace() and found and found[-1][1] == number - 1:
            first, _, above = found[-1]
            found[-1] = (first, number, f"{above}\n{words}")
        else:
            found.append((number, number, words))
    return found


@dataclass(kw_only=True)
class _Reader:
    """Where the reading of a file stands: the conversation, and who spoke last in [私聊]."""

    name: str
    line: int = 0
    end: int = 0
    about: str = ""
    config: str = "demo"
    where: Where | None = None
    steps: list[AnyStep] = field(default_factory=list)

    def take(self, words: str) -> None:
        """One logical line, by the first notation that knows it."""
        if words.startswith("#"):
            self.about = self.about or words.lstrip("# ").strip()
            return
        clock = _CLOCK.match(words)
        if clock:
            self.steps.append(Move(line=self.line, end=self.line, clock=self._time(clock[1])))
            words = words[clock.end() :]
        if not any(notation(self, words) for notation in _NOTATIONS):
            raise self.error(f"“{words[:30]}” is no notation; write 姓名: 说的话, or [群名] before it")

    def header(self, words: str) -> bool:
        if not (words.startswith("[") and words.endswith("]")):
            return False
        inside = words[1:-1].strip()
        private, _, person = inside.partition(" ")
        self.where = Where(person=person.strip()) if private == "私聊" else Where(group=inside)
        return True

    def directive(self, words: str) -> bool:
        word, _, rest = words.partition(" ")
        if word == "配置":
            self.config = rest.strip() or "demo"
        elif word == "时间":
            self.steps.append(Move(line=self.line, end=self.end, day=self._moment(rest.strip())))
        elif words == "重启":
            self.steps.append(Restart(line=self.line, end=self.end))
        elif words == "重发上一条":
            self.steps.append(Redeliver(line=self.line, end=self.end))
        elif _SILENCE.fullmatch(words):
            self.steps.append(Silence(line=self.line, end=self.end, where=self._here()))
        else:
            return False
        return True

    def passing(self, words: str) -> bool:
        if not words.startswith("过了"):
            return False
        said = words.removeprefix("过了").strip()
        parts = _LENGTH.findall(said)
        if not parts or _LENGTH.sub("", said).strip():
            raise self.error(f"“{words}” names no length of time; write 过了 30分钟 (秒, 分钟, 小时, 天)")
        span = sum((timedelta(**{_UNITS[unit]: int(count)}) for count, unit in parts), timedelta())
        if span > LONGEST_PASS:
            raise self.error(f"“{words}” is too long at once; let at most {LONGEST_PASS.days} days pass")
        self.steps.append(Pass(line=self.line, end=self.end, span=span))
        return True

    def spoken(self, words: str) -> bool:
        match = _SPOKEN.fullmatch(words)
        if match is None:
            return False
        who, text = match[1].strip(), match[2].strip()
        if who == BOT:
            self.steps.append(Expect(line=self.line, end=self.end, where=self._here(), text=text))
        else:
            self.steps.append(self._speech(who, text))
        return True

    def _speech(self, who: str, text: str) -> Speak:
        where = self._here(who)
        mark = _MARK.fullmatch(text)
        if mark is None:
            return Speak(line=self.line, end=self.end, where=where, who=who, text=text)
        word, _, name = mark[1].partition(" ")
        if word == "引用" and name.strip() == "上一条" and mark[2]:
            return Speak(line=self.line, end=self.end, where=where, who=who, text=mark[2], quotes=True)
        if word == "图片" and name.strip() and not mark[2]:
            picture = name.strip()
            return Speak(
                line=self.line, end=self.end, where=where, who=who, kind=Kind.PICTURE, picture=picture
            )
        if mark[1] in _KINDS and not mark[2]:
            return Speak(line=self.line, end=self.end, where=where, who=who, kind=_KINDS[mark[1]])
        raise self.error(
            f"“{text[:30]}” is no notation; use <图片 名.jpg>, <语音>, <撤回>, <入群>, each alone, or <引用 上一条> 话"
        )

    def _here(self, speaker: str = "") -> Where:
        """The conversation of this line; [私聊] belongs to whoever spoke in it last."""
        if self.where is None:
            raise self.error("nobody knows where this is said; write [群名] or [私聊] above it")
        if self.where.group is not None:
            return self.where
        known = self.where.person or speaker or self._last_private()
        if not known:
            raise self.error("[私聊] of whom? Write [私聊 姓名] above it")
        if speaker and speaker != known:
            raise self.error(f"{speaker} cannot speak in the private chat of {known}; write [私聊] above it")
        return Where(person=known)

    def _last_private(self) -> str:
        spoken = (step for step in reversed(self.steps) if isinstance(step, Speak | Expect))
        last = next(spoken, None)
        return last.where.person if last and last.where.group is None else ""

    def _time(self, said: str) -> time:
        try:
            return time.fromisoformat(said.zfill(5))
        except ValueError as error:
            raise self.error(f"{said} is no time of day; write 19:05") from error

    def _moment(self, said: str) -> datetime:
        try:
            moment = datetime.strptime(said, "%Y-%m-%d %H:%M").replace(tzinfo=SHANGHAI)
        except ValueError as error:
            raise self.error(f"“{said}” is no moment; write 时间 2026-03-02 19:00") from error
        if moment.year not in YEARS:
            raise self.error(f"{moment.year} is out of reach; write a year from {YEARS[0]} to {YEARS[-1]}")
        return moment

    def error(self, what: str) -> TranscriptError:
        return TranscriptError(f"{self.name}:{self.line}: {what}")


_NOTATIONS: tuple[Callable[[_Reader, str], bool], ...] = (
    _Reader.header,
    _Reader.directive,
    _Reader.passing,
    _Reader.spoken,
)
