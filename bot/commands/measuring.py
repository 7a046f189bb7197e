"""`linli eval`: measures understanding on labelled text."""

import argparse
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, replace

from rich.console import Console
from rich.table import Table
from rich.text import Text

from bot.commands.classifying import Classifier
from bot.commands.folders import cache_folder
from bot.commands.lexicon import labelled, load_lexicon, second_reader
from bot.commands.terminal import safe
from intents.ablation import without_fitted, without_frames, without_rules, without_talk, without_written
from intents.encoder import SecondReader
from intents.examples import Example
from intents.lexicon import Lexicon
from intents.measuring import TENTHS, Measure, measure
from intents.model import AnyReading
from intents.understand import Understanding

SHOWN = 30  # mistakes printed for people
ABLATIONS: Mapping[
    str, Callable[[Lexicon], Lexicon]
] = {  # part of the understanding → the lexicon without it
    "written": without_written,
    "fitted": without_fitted,
    "frame": without_frames,
    "rules": without_rules,
    "talk": without_talk,
}


def evaluate(options: argparse.Namespace) -> int:
    """Measure all files together and print the figures."""
    examples = [example for file in options.files for example in labelled(file)]
    lexicon = load_lexicon()
    for part in options.without or ():
        lexicon = ABLATIONS[part](lexicon)
    second = second_reader(cache_folder() / "second-reader.npz") if options.encoder else None
    if options.held_out:
        found = measure(held_out(examples, lexicon, second, options.without or ()))
    else:
        found = measure(readings(examples, Understanding(lexicon, second=second)))
    if options.json:
        print(json.dumps(_facts(found), ensure_ascii=False))
    else:
        _show(found)
    return 0


def readings(
    examples: Iterable[Example], understanding: Understanding
) -> Iterator[tuple[Example, AnyReading]]:
    """Every example with its reading; each file and group is a conversation of its own."""
    classifier = Classifier(understanding)
    for example in examples:
        room = f"{example.voice}/{example.message.group}"
        yield example, classifier.read(replace(example.message, group=room), example.key)


def held_out(
    examples: list[Example], lexicon: Lexicon, second: SecondReader | None = None, without: Sequence[str] = ()
) -> Iterator[tuple[Example, AnyReading]]:
    """Every example read with weights that were fitted without its voice (a fifth of the voices at a time)."""
    from intents.fitting import fit

    for fitted, voices in fit(lexicon, examples).parts:
        part = replace(lexicon, fitted=fitted)
        for name in without:
            part = ABLATIONS[name](part)
        other = second.without(voices) if second else None
        heldout = [example for example in examples if example.voice in voices]
        yield from readings(heldout, Understanding(part, second=other))


def _facts(found: Measure) -> dict[str, object]:
    return {
        "n": found.n,
        "precision": round(found.precision, 4),
        "recall": round(found.recall, 4),
        "type_accuracy": round(found.type_accuracy, 4),
        "false_per_1000": round(found.false_per_1000, 2),
        "by_type": found.by_type,
        "bands": {
            name: {**asdict(band), "precision": round(band.precision, 4), "recall": round(band.recall, 4)}
            for name, band in found.bands.items()
        },
        "calibration": [list(tenth) for tenth in found.calibration],
        **{name: getattr(found, name) for name in COUNTS},
        "errors": [asdict(mistake) for mistake in found.mistakes],
    }


COUNTS = (
    "unclear",
    "joins",
    "supports",
    "joined",
    "joins_opened",
    "urgent",
    "alarms",
    "false_alarms",
    "buildings",
    "right_building",
)


def _show(found: Measure) -> None:
    console = Console(highlight=False)
    console.print(
        f"{found.n} messages, {found.opens} requests: precision {found.precision:.3f}, recall {found.recall:.3f}, "
        f"type {found.type_accuracy:.3f}, {found.false_per_1000:.1f} false alarms per 1,000"
    )
    console.print(
        f"{found.unclear} unclear; {found.joins} continue a case: {found.supports} read so, {found.joined} of the "
        f"right one, {found.joins_opened} opened; {found.urgent} in danger: {found.alarms} alarmed, "
        f"{found.false_alarms} false; building right in {found.right_building} of {found.buildings}"
    )
    if found.opens:
        console.print(_bands(found))
        console.print(_calibration(found))
    if found.mistakes:
        _show_mistakes(console, found)


def _bands(found: Measure) -> Table:
    table = Table("characters", "messages", "requests", "precision", "recall", box=None)
    for name, band in found.bands.items():
        table.add_row(name, str(band.n), str(band.opens), f"{band.precision:.3f}", f"{band.recall:.3f}")
    return table


def _calibration(found: Measure) -> Table:
    table = Table("score", "messages", "requests", "share", box=None)
    for tenth, (n, opens) in enumerate(found.calibration):
        share = f"{opens / n:.2f}" if n else ""
        table.add_row(f"{tenth / TENTHS:.1f}–{(tenth + 1) / TENTHS:.1f}", str(n), str(opens), share)
    return table


def _show_mistakes(console: Console, found: Measure) -> None:
    table = Table("mistake", "expected", "got", "text", box=None)
    for mistake in found.mistakes[:SHOWN]:
        cells = (mistake.kind, mistake.expected or "", mistake.got or "", mistake.text[:70])
        table.add_row(*(Text(safe(cell)) for cell in cells))
    console.print(table)
    if len(found.mistakes) > SHOWN:
        console.print(f"… {len(found.mistakes) - SHOWN} more; --json lists all")
