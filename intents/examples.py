"""Labelled messages: group logs (.jsonl, one conversation a group) and single messages (.tsv), with their truth."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from intents.lexicon_files import TYPE_CODES
from intents.model import Message, Place, Role


class ExamplesError(ValueError):
    """A labelled file cannot be read."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Truth:
    """What a message is: `types` are all acceptable type codes, the main one first; none when nothing opens.

    `joins` is the id of the message whose case it continues, `none` why it is nothing. `place` is where the
    problem is, None when nobody labelled it.
    """

    types: tuple[str, ...] = ()
    joins: str | None = None
    none: str | None = None
    urgent: bool = False
    place: Place | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Example:
    """One labelled message. `voice` is the file's name without ending, `key` its id within the group.

    `picture` is true for a line without words.
    """

    voice: str
    key: str
    message: Message
    truth: Truth = field(default_factory=Truth)
    picture: bool = False


def read_examples(file: Path) -> list[Example]:
    """The examples of one file in order; ExamplesError names the line that is none."""
    try:
        text = file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise ExamplesError(f"{file} cannot be read ({error}); give a UTF-8 .tsv or .jsonl file") from error
    return list(_logged(file, text) if file.suffix == ".jsonl" else _tabled(file, text))


def read_folder(folder: Path) -> list[Example]:
    """The examples of all labelled files in a folder, in the order of their names."""
    files = sorted((*folder.glob("*.jsonl"), *folder.glob("*.tsv")))
    return [example for file in files for example in read_examples(file)]


def message_of(said: object, *, group: str) -> Message:
    """The message of a JSON object: text, and from, role, group, at, quote where they are known.

    What is wrong beside the text is left out, `group` is where it was said unless it says so itself. Raises
    ValueError when it is no object with a text.
    """
    if not isinstance(said, dict) or not isinstance(said.get("text"), str):
        raise ValueError("a line needs an object with a string text")
    role, quote = str(said.get("role")), said.get("quote")
    return Message(
        text=said["text"],
        sender=str(said.get("from") or ""),
        role=Role(role) if role in set(Role) else Role.RESIDENT,
        group=str(said.get("group") or group),
        at=_moment(said.get("at")),
        quote=str(quote) if quote or quote == 0 else None,
    )


def key_of(said: object) -> str | None:
    """The id of a message's JSON object as a text, None when it has none."""
    return str(said["id"]) if isinstance(said, dict) and said.get("id") is not None else None


def _tabled(file: Path, text: str) -> Iterator[Example]:
    """Columns text and label: a type code, or several with +, ! when urgent; any other label opens nothing."""
    for number, line in _lines(text):
        row = line.split("\t")
        if len(row) < 2:
            raise ExamplesError(
                f"{file}:{number}: two columns are needed, text and label, with a tab between them"
            )
        if number == 1 and row[:2] == ["text", "label"]:
            continue
        codes = tuple(row[1].removesuffix("!").split("+"))
        truth = Truth(none=row[1])
        if codes[0] in TYPE_CODES:
            truth = Truth(types=codes, urgent=row[1].endswith("!"))
        message = Message(text=row[0], group=f"{file.name}:{number}")
        yield Example(voice=file.stem, key=str(number), message=message, truth=truth)


def _logged(file: Path, text: str) -> Iterator[Example]:
    """Group messages with `truth`: {opens, also, building, unit, room, urgent}, {joins} or {none}."""
    for number, line in _lines(text):
        try:
            said = json.loads(line)
            message, truth = message_of(said, group=file.stem), _truth(said.get("truth"))
        except (ValueError, RecursionError) as error:
            raise ExamplesError(f"{file}:{number}: no labelled message: {error}") from error
        key, picture = key_of(said), not message.text.strip()
        yield Example(voice=file.stem, key=key or str(number), message=message, truth=truth, picture=picture)


def _truth(truth: object) -> Truth:
    if not isinstance(truth, dict):
        raise ValueError("it needs a truth: {opens, also}, {joins} or {none}")
    if "joins" in truth:
        return Truth(joins=str(truth["joins"]))
    if "opens" not in truth:
        return Truth(none=str(truth.get("none")))
    also = truth.get("also")
    more = [str(code) for code in also] if isinstance(also, list) else []
    said = {part: str(truth[part]) for part in ("building", "unit", "room") if truth.get(part)}
    return Truth(types=(str(truth["opens"]), *more), urgent=bool(truth.get("urgent")), place=Place(**said))


def _lines(text: str) -> Iterator[tuple[int, str]]:
    """Lines with their numbers, without the blank ones; only a newline ends one."""
    return ((number, line) for number, line in enumerate(text.split("\n"), 1) if line.strip())


def _moment(value: object) -> datetime | None:
    try:
        return datetime.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None
