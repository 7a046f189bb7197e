"""`linli lexicon fit`: weights for the lexicon from labelled examples, or a check that they come from them."""

import argparse
import hashlib
import sys
from collections.abc import Iterable
from pathlib import Path
from tempfile import TemporaryDirectory

from rich.console import Console
from rich.table import Table

from bot.assets import lexicon_folder
from bot.commands.lexicon import examples_folder, labelled, load_written
from dispatch.errors import LinliError
from intents.fitted import FITTED, FOLLOWING, write_fitted

FINE, FINDINGS = 0, 1
FILES = (FITTED, FOLLOWING)


class FitError(LinliError):
    """The weights cannot be fitted."""


def fit(options: argparse.Namespace) -> int:
    """Fit and write the weights; with --check only compare them with those that are there."""
    try:
        from intents.fitting import fit as fit_weights
    except ModuleNotFoundError as error:
        raise FitError(f"{error.name} is not installed; pip install 'linli[dev]' brings it") from error
    folder = options.lexicon or lexicon_folder()
    source = options.examples or examples_folder()
    examples = labelled(source)
    if not examples:
        raise FitError(f"no labelled .jsonl or .tsv file in {source}; name a folder with --examples")
    found = fit_weights(load_written(folder), examples)
    with TemporaryDirectory(prefix="linli-fit-") as temporary:
        write_fitted(Path(temporary), found.fitted, remark(folder, source))
        written = {name: (Path(temporary) / name).read_bytes() for name in FILES}
    if options.check:
        return _compare(folder, written)
    for name, content in written.items():
        (folder / name).write_bytes(content)
    console = Console(highlight=False)
    console.print(f"{len(found.texts)} messages, {len(found.fitted.opens.cues)} cues → {folder / FITTED}")
    console.print(
        f"a case from {found.fitted.report_from}, a question from {found.fitted.unclear_from}, "
        f"an alarm from {found.fitted.urgent_from}"
    )
    console.print(_calibration(found.table))
    return FINE


def remark(lexicon: Path, examples: Path) -> str:
    """The first line of the weights: what they were fitted from, so that a stale file is recognised at once."""
    words = digest(path for path in lexicon.glob("*.yaml"))
    labels = digest(path for pattern in ("*.jsonl", "*.tsv") for path in examples.glob(pattern))
    return f"Written by `linli lexicon fit`, never by hand; lexicon {words}, examples {labels}."


def digest(files: Iterable[Path]) -> str:
    """A short digest of the files' names and contents, whatever the line ends."""
    whole = hashlib.sha256()
    for path in sorted(files, key=lambda path: path.name):
        whole.update(path.name.encode() + b"\0" + path.read_bytes().replace(b"\r\n", b"\n") + b"\0")
    return whole.hexdigest()[:12]


def _compare(folder: Path, written: dict[str, bytes]) -> int:
    other = [name for name, content in written.items() if not _same(folder / name, content)]
    if other:
        print(
            f"{' and '.join(other)} do not come from these examples; run `linli lexicon fit`", file=sys.stderr
        )
        return FINDINGS
    print(f"{' and '.join(FILES)} come from these examples")
    return FINE


def _same(path: Path, content: bytes) -> bool:
    return path.exists() and path.read_bytes() == content


def _calibration(table: tuple[tuple[int, int], ...]) -> Table:
    """Score → how many lines of logs lie there, how many of them are requests, read without their own voice."""
    shown = Table("score", "messages", "requests", "share", box=None)
    for tenth, (n, opens) in enumerate(table):
        shown.add_row(
            f"{tenth / 10:.1f}–{(tenth + 1) / 10:.1f}", str(n), str(opens), f"{opens / n:.2f}" if n else ""
        )
    return shown
