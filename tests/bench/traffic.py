"""What residents say in groups: the demo day, the conversations of the tests, the labelled days of other groups."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import cycle, islice
from pathlib import Path

from bot.assets import demo_folder, lexicon_folder
from bot.channels.console import BOT_NAME
from bot.commands.lexicon import examples_folder
from bot.configuration import load
from bot.rehearsal.steps import Speak
from bot.rehearsal.transcript import read
from intents.examples import read_examples
from intents.lexicon import Lexicon
from intents.model import AnyReading, Chatter, Context, Message, Report, Role
from intents.understand import Understanding

CONVERSATIONS = Path(__file__).parents[1] / "conversations"
COMPOUND = "金辉华府"
BUILDINGS = tuple(str(number) for number in range(1, 13))
CONTEXT = Context(compound=COMPOUND, compounds=(COMPOUND, "融景嘉园"), buildings=BUILDINGS)


@dataclass(frozen=True, kw_only=True, slots=True)
class Said:
    """One line of a resident in a group, and what Linli takes it for."""

    who: str
    text: str
    reading: AnyReading


@cache
def understanding() -> Understanding:
    """The shipped lexicon, loaded once."""
    return Understanding(Lexicon.load(lexicon_folder()))


@cache
def said() -> tuple[Said, ...]:
    """Every line once, in the order of the files."""
    return tuple(
        Said(
            who=step.who, text=step.text, reading=understanding().read(message(step.who, step.text), CONTEXT)
        )
        for step in _spoken()
    )


def life(count: int) -> list[Message]:
    """So many lines of residents from whole days of the labelled groups, in order: one in eleven is a request."""
    lines = (
        example.message
        for file in sorted(examples_folder().glob("days_*.jsonl"))
        for example in read_examples(file)
        if example.message.text and example.message.role is Role.RESIDENT
    )
    return list(islice(cycle(lines), count))


def chatter(count: int) -> list[str]:
    """So many lines that open nothing and are not said to the bot."""
    small = [line.text for line in said() if isinstance(line.reading, Chatter)]
    return _repeated([text for text in small if f"@{BOT_NAME}" not in text], count)


def reports(count: int) -> list[str]:
    """So many plain requests that name a problem and a building but no case: each opens one at once."""
    plain = [line.text for line in said() if _opens_one_case(line.reading)]
    return _repeated([text for text in plain if "#" not in text], count)


def message(who: str, text: str) -> Message:
    return Message(text=text, sender=who, group=f"{COMPOUND}业主群")


def _opens_one_case(reading: AnyReading) -> bool:
    if not isinstance(reading, Report) or reading.urgent:
        return False
    return len(reading.types) == 1 and reading.place.building is not None


def _repeated(lines: list[str], count: int) -> list[str]:
    return list(islice(cycle(lines), count))


def _spoken() -> Iterator[Speak]:
    """Words that residents say in groups."""
    staff = {person.name for person in load(demo_folder() / "community.yaml").staff.people}
    for file in (*sorted(demo_folder().glob("*.txt")), *sorted(CONVERSATIONS.glob("*.txt"))):
        for step in read(file).steps:
            if isinstance(step, Speak) and step.text and step.where.group and step.who not in staff:
                yield step
