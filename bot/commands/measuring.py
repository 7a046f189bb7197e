"""`linli eval`: measures understanding on labelled text."""

import argparse
import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from pathlib import Path

from rich.console import Console
from rich.table import Table
from rich.text import Text

from bot.commands.classifying import Classifier, build
from bot.commands.spoken import message_of
from bot.commands.terminal import safe
from dispatch.errors import LinliError
from dispatch.policy import TYPES
from intents.measuring import Measure, Truth, measure
from intents.model import AnyReading, Message

SHOWN = 30  # mistakes printed for people


class EvalError(LinliError):
    """A labelled file cannot be read."""


def evaluate(options: argparse.Namespace) -> int:
    """Measure all files together and print the figures."""
    rows = [row for file in options.files for row in _read(file)]
    found = measure(_readings(rows))
    if options.json:
        print(json.dumps(_facts(found), ensure_ascii=False))
    else:
        _show(found)
    return 0


def _readings(rows: Iterable[tuple[Message, Truth]]) -> Iterator[tuple[str, Truth, AnyReading]]:
    classifier: Classifier = build(None)
    for message, truth in rows:
        yield message.text, truth, classifier.read(message)


def _read(file: Path) -> Iterator[tuple[Message, Truth]]:
    try:
        text = file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise EvalError(f"{file} cannot be read ({error}); give a UTF-8 .tsv or .jsonl file") from error
    rows = _logged(file, text) if file.suffix == ".jsonl" else _tabled(file, text)
    yield from rows


def _tabled(file: Path, text: str) -> Iterator[tuple[Message, Truth]]:
    """Columns text and label; a label that is a type code opens a case, any other opens nothing."""
    for number, line in _lines(text):
        row = line.split("\t")
        if len(row) < 2:
            raise EvalError(
                f"{file}:{number}: two columns are needed, text and label, with a tab between them"
            )
        if number == 1 and row[:2] == ["text", "label"]:
            continue
        types = (row[1],) if row[1] in TYPES else ()
        yield Message(text=row[0], group=f"{file.name}:{number}"), Truth(types=types)


def _logged(file: Path, text: str) -> Iterator[tuple[Message, Truth]]:
    """Group messages with `truth`: {opens, also} or {joins} or {none}; pictures without words are left out."""
    for number, line in _lines(text):
        try:
            said = json.loads(line)
            message, truth = message_of(said, group="log"), _truth(said.get("truth"))
        except (ValueError, RecursionError) as error:
            raise EvalError(f"{file}:{number}: no labelled message: {error}") from error
        if message.text:
            yield message, truth


def _lines(text: str) -> Iterator[tuple[int, str]]:
    """Lines with their numbers, without the blank ones; only a newline ends one."""
    return ((number, line) for number, line in enumerate(text.split("\n"), 1) if line.strip())


def _truth(truth: object) -> Truth:
    if not isinstance(truth, dict):
        raise ValueError("it needs a truth: {opens, also}, {joins} or {none}")
    if "joins" in truth:
        return Truth(joins=True)
    if "opens" not in truth:
        return Truth()
    also = truth.get("also")
    more = [str(code) for code in also] if isinstance(also, list) else []
    return Truth(types=(str(truth["opens"]), *more))


def _facts(found: Measure) -> dict[str, object]:
    return {
        "n": found.n,
        "precision": round(found.precision, 4),
        "recall": round(found.recall, 4),
        "type_accuracy": round(found.type_accuracy, 4),
        "false_per_1000": round(found.false_per_1000, 2),
        "by_type": found.by_type,
        "errors": [asdict(mistake) for mistake in found.mistakes],
    }


def _show(found: Measure) -> None:
    console = Console(highlight=False)
    console.print(
        f"{found.n} messages, {found.opens} requests: precision {found.precision:.3f}, recall {found.recall:.3f}, "
        f"type {found.type_accuracy:.3f}, {found.false_per_1000:.1f} false alarms per 1,000"
    )
    if not found.mistakes:
        return
    table = Table("mistake", "expected", "got", "text", box=None)
    for mistake in found.mistakes[:SHOWN]:
        cells = (mistake.kind, mistake.expected or "", mistake.got or "", mistake.text[:70])
        table.add_row(*(Text(safe(cell)) for cell in cells))
    console.print(table)
    if len(found.mistakes) > SHOWN:
        console.print(f"… {len(found.mistakes) - SHOWN} more; --json lists all")
