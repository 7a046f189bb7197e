"""`linli classify`: one message a line in, one reading a line out, in order; no line ends it."""

import argparse
import json
import sys
from collections import deque
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field, replace
from datetime import timedelta
from pathlib import Path
from typing import TextIO

from rich.console import Console
from rich.text import Text

from bot.commands.lexicon import load_lexicon
from bot.commands.terminal import safe
from bot.configuration import load
from bot.memory import FRAGMENTS, FRESH
from dispatch.places import Community
from dispatch.policy import TYPES
from intents.examples import key_of, message_of
from intents.model import (
    Answer,
    AnyReading,
    Chatter,
    Context,
    Message,
    Place,
    Report,
    Role,
    Support,
    Unclear,
)
from intents.talk import Talk
from intents.understand import Understanding

LONGEST_LINE = 1_000_000  # characters; what is longer is cut, not choked on


@dataclass
class Conversation:
    """What is remembered of one group while its lines go by."""

    talk: Talk = field(default_factory=Talk)
    fragments: dict[str, deque[Message]] = field(default_factory=dict)


class Classifier:
    """Reads messages in order; lines of one group are one conversation."""

    def __init__(self, understanding: Understanding, community: Community | None = None) -> None:
        self._understanding = understanding
        self._community = community
        self._groups: dict[str | None, Conversation] = {}

    def read(self, message: Message, key: str | None = None) -> AnyReading:
        """The reading of the next message, with the context of those before it.

        `key` is what a later message may quote it by; without one it is counted.
        """
        room = self._groups.setdefault(message.group, Conversation())
        talk = room.talk
        key = str(talk.count) if key is None else key
        reading = self._understanding.read(message, self._context(message, room))
        if isinstance(reading, Report):
            talk.opened(key, message.sender, reading.types, message.text, message.at, reading.place.building)
            return reading
        staff, about = message.role is not Role.RESIDENT, None
        if isinstance(reading, Support):
            about = reading.about
        talk.said(key, message.sender, message.text, message.at, staff=staff, about=about)
        if isinstance(reading, Chatter) and message.sender:
            room.fragments.setdefault(message.sender, deque(maxlen=FRAGMENTS)).append(message)
        return reading

    def _context(self, message: Message, room: Conversation) -> Context:
        before = room.fragments.pop(message.sender, ())
        recent = tuple(fragment.text for fragment in before if _fresh(fragment, message))
        known = Context(
            talk=room.talk if message.sender else None, open_case=bool(room.talk.threads), recent=recent
        )
        if self._community is None:
            return known
        compounds = self._community.compounds()
        own = self._community.compound_of_group(message.group or "")
        buildings = own.buildings if own else tuple(b for c in compounds for b in c.buildings)
        return replace(
            known,
            compound=own.name if own else None,
            compounds=tuple(compound.name for compound in compounds),
            buildings=buildings,
            default_building=buildings[0] if len(buildings) == 1 else None,
        )


def classify(options: argparse.Namespace) -> int:
    """Read stdin to its end; a line that is no message is answered as chatter with the reason."""
    classifier = build(options.config)
    show = _explain if options.explain else _print_json
    sys.stdin.reconfigure(errors="replace")  # type: ignore[union-attr]  # a real text stream
    for line in _lines(sys.stdin):
        message, key, fault = _message(line, options.jsonl)
        show(message, classifier.read(message, key), fault)
    return 0


def build(config: Path | None) -> Classifier:
    """A classifier with the shipped lexicon, and the community of a configuration when one is named."""
    community = load(config).community if config else None
    return Classifier(Understanding(load_lexicon()), community)


def _lines(stream: TextIO) -> Iterable[str]:
    for line in stream:
        text = line.rstrip("\r\n")[:LONGEST_LINE]
        if text.strip():
            yield text


def _message(line: str, jsonl: bool) -> tuple[Message, str | None, str | None]:
    """The message of a line, its id when it has one, and what is wrong with it."""
    if not jsonl:
        return Message(text=line, group="stdin"), None, None
    try:
        said = json.loads(line)
        message = message_of(said, group="stdin")
    except (ValueError, RecursionError) as error:
        return Message(text="", group="stdin"), None, f"no message: {error}"
    return message, key_of(said), None


def _fresh(fragment: Message, message: Message) -> bool:
    """Whether the fragment is just before the message; messages without a time follow at once."""
    if fragment.at is None or message.at is None:
        return True
    try:
        return timedelta(0) <= message.at - fragment.at <= FRESH
    except TypeError:  # one of them has no time zone
        return True


def reading_facts(message: Message, reading: AnyReading) -> dict[str, object]:
    """One reading as the JSON object of design.md's contract."""
    types = reading.types if isinstance(reading, Report | Unclear) else ()
    return {
        "text": message.text,
        "reading": type(reading).__name__.lower(),
        "type": types[0] if types else None,
        "types": list(types),
        "score": round(reading.score, 4),
        "urgent": isinstance(reading, Report) and reading.urgent,
        "place": asdict(_place(reading)),
        "why": [str(reason) for reason in reading.why],
    }


def _place(reading: AnyReading) -> Place:
    if isinstance(reading, Report | Unclear | Answer | Support | Chatter):
        return reading.place
    return Place()


def _print_json(message: Message, reading: AnyReading, fault: str | None) -> None:
    facts = reading_facts(message, reading)
    if fault:
        facts["why"] = [fault]
    print(json.dumps(facts, ensure_ascii=False), flush=True)


def _explain(message: Message, reading: AnyReading, fault: str | None) -> None:
    facts = reading_facts(message, reading)
    types = "、".join(TYPES[code].name for code in facts["types"])  # type: ignore[attr-defined]  # a list
    place = " ".join(f"{part}={value}" for part, value in asdict(_place(reading)).items() if value)
    head = Text.assemble(
        (f"{facts['reading']:8}", "bold"), f" {facts['score']:.2f}  ", safe(message.text[:60])
    )
    console = Console(highlight=False)
    console.print(head)
    for name, value in (
        ("type", types),
        ("place", place),
        ("why", "；".join(map(str, reading.why)) or fault),
    ):
        if value:
            console.print(Text.assemble((f"         {name:6}", "dim"), safe(str(value))))
