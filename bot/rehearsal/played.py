"""What came of playing a transcript: every line the bot said, and where it said something else than expected."""

from dataclasses import dataclass
from datetime import datetime

from bot.rehearsal.steps import Where
from dispatch.messages import Purpose

NOTHING = "（没有说话）"
NO_WORDS = "<图片>"  # how a picture without words stands in a transcript


@dataclass(frozen=True, kw_only=True, slots=True)
class Said:
    """One line of the bot: `to` is the private chat's person or the first one mentioned, mentions are names."""

    at: datetime
    where: Where
    text: str
    to: str = ""
    mentions: tuple[str, ...] = ()
    picture: str | None = None
    purpose: Purpose | None = None
    after: int = 0  # the last file line of the step that was being played

    @property
    def words(self) -> str:
        """The line as a transcript would expect it."""
        return self.text.strip() or NO_WORDS


@dataclass(frozen=True, kw_only=True, slots=True)
class Mismatch:
    """A line that was expected and not said (`heard` None), said and not expected, or said otherwise."""

    line: int  # of the expectation; of the step before an unexpected line
    where: Where
    expected: str | None
    heard: str | None

    def __str__(self) -> str:
        return "\n".join(
            (
                f"line {self.line} {self.where}",
                f"  expected  机器人: {NOTHING if self.expected is None else self.expected}",
                f"  heard     机器人: {NOTHING if self.heard is None else self.heard}",
            )
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class Played:
    """A transcript after its last line. `ignored` counts the messages that were nothing for the bot."""

    said: tuple[Said, ...]
    mismatches: tuple[Mismatch, ...]
    ignored: int
