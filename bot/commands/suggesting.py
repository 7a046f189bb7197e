"""`linli lexicon suggest` and `linli lexicon corrections`: what staff corrected, and what the lexicon may learn from it."""

import argparse
import json
import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from rich.console import Console
from rich.table import Table
from rich.text import Text

from bot.commands.database import in_store
from bot.commands.lexicon import examples_folder, labelled, load_lexicon
from bot.commands.terminal import safe
from bot.configuration import load
from bot.configuration.settings import Settings
from dispatch.corrections import Correction
from dispatch.errors import LinliError
from dispatch.policy import TYPES
from intents.candidates import SHELVES
from intents.examples import Example
from intents.lexicon import Lexicon
from intents.suggesting import Proposal, corrected, guess
from intents.suggesting import suggest as propose
from intents.understand import Understanding

FINE = 0
SHOWN = 20  # proposals
EXAMPLES_SHOWN = 10  # changed messages of a proposal, in JSON
ALL = "all"
_DIGITS = 19  # a longer id does not fit into the database
COUNTS = ("opens_right", "opens_wrong", "silent_right", "silent_wrong", "types_right", "types_wrong")


class CorrectionError(LinliError):
    """There is no such correction."""


def suggest(options: argparse.Namespace) -> int:
    """Print proposed cues with their measured effect; nothing is written."""
    lexicon = load_lexicon(options.lexicon)
    if options.examples:
        texts, now = _from_file(options.examples), Understanding(lexicon)
    else:
        settings = load(options.config)
        talk = settings.conversation
        texts = _from_store(settings, lexicon)
        now = Understanding(lexicon, report_from=talk.report_threshold, unclear_from=talk.unclear_threshold)
    examples = labelled(examples_folder()) if texts else []
    proposals = propose(now, lexicon, examples, texts)
    if options.json:
        print(json.dumps(_facts(proposals[:SHOWN], texts, examples), ensure_ascii=False))
    else:
        _show(proposals[:SHOWN], texts, examples)
    return FINE


def corrections(options: argparse.Namespace) -> int:
    """List what staff corrected in a community, or delete one or all of it."""
    settings = load(options.config)
    if options.delete:
        return _delete(settings, options.delete)
    found = in_store(settings, lambda work: work.corrections.all())
    if options.json:
        print(json.dumps([_correction_facts(each) for each in found], ensure_ascii=False))
        return FINE
    if not found:
        print("no corrections")
        return FINE
    table = Table("id", "at", "who", "case", "the bot read", "staff say", "text", box=None)
    for each in found:
        case = f"#{each.number}" if each.number else ""
        cells = (str(each.id), f"{each.at:%Y-%m-%d %H:%M}", each.who, case, *_said(each), each.text)
        table.add_row(*(Text(safe(cell)) for cell in cells))
    Console(highlight=False).print(table)
    return FINE


def _delete(settings: Settings, which: str) -> int:
    if which == ALL:
        count = in_store(settings, lambda work: work.corrections.delete_all(), change=True)
    elif which.isascii() and which.isdecimal() and len(which) < _DIGITS:
        count = int(in_store(settings, lambda work: work.corrections.delete(int(which)), change=True))
    else:
        count = 0
    if not count and which != ALL:
        raise CorrectionError(f"there is no correction {which}; `linli lexicon corrections` lists them")
    print(f"{count} correction(s) deleted")
    return FINE


def _from_file(file: Path) -> list[Example]:
    """Corrected texts of a file: text, tab, a type code or none."""
    return [corrected(each.message.text, each.truth.types) for each in labelled(file)]


def _from_store(settings: Settings, lexicon: Lexicon) -> list[Example]:
    """The community's corrections; a 漏报 that names no type is of the type that the understanding guesses."""
    found = in_store(settings, lambda work: work.corrections.all())
    unnamed = [each.text for each in found if each.missed and not each.is_]
    guessed = dict(zip(unnamed, guess(lexicon, unnamed), strict=True)) if unnamed else {}
    return [corrected(each.text, _types(each, guessed.get(each.text))) for each in found]


def _types(correction: Correction, guessed: str | None) -> tuple[str, ...]:
    code = correction.is_ or (guessed if correction.missed else None)
    return (code,) if code else ()


def _said(correction: Correction) -> tuple[str, str]:
    """What the bot read and what staff say, as types are called."""
    was = TYPES[correction.was].name if correction.was in TYPES else "nothing"
    if correction.is_ in TYPES:
        return was, TYPES[correction.is_].name
    return was, "a request" if correction.missed else "no request"


def _correction_facts(correction: Correction) -> dict[str, object]:
    return {**asdict(correction), "at": correction.at.isoformat(timespec="seconds")}


def _facts(
    proposals: Sequence[Proposal], texts: Sequence[Example], examples: Sequence[Example]
) -> dict[str, object]:
    return {
        "corrections": [{"text": each.message.text, "types": list(each.truth.types)} for each in texts],
        "messages": len(examples),
        "proposals": [_proposal_facts(proposal) for proposal in proposals],
    }


def _proposal_facts(proposal: Proposal) -> dict[str, object]:
    candidate = proposal.candidate
    return {
        "type": candidate.type,
        "shelf": SHELVES[candidate.shelf],
        "cue": candidate.text,
        **{name: getattr(proposal, name) for name in ("own", "elsewhere", *COUNTS, "benefit")},
        "changed": list(proposal.changed[:EXAMPLES_SHOWN]),
    }


def _show(proposals: Sequence[Proposal], texts: Sequence[Example], examples: Sequence[Example]) -> None:
    if not texts:
        print("no corrections yet: staff make them by 改类, 不是诉求 and 漏报")
        return
    console = Console(highlight=False)
    console.print(f"{len(texts)} corrections, measured on them and on {len(examples)} labelled messages")
    if not proposals:
        console.print("no cue by itself would change a reading")
        return
    table = Table(
        "type", "shelf", "cue", "own", "elsewhere", "opens", "silent", "retyped", "benefit", box=None
    )
    for each in proposals:
        cells = (
            each.candidate.type,
            SHELVES[each.candidate.shelf],
            each.candidate.text,
            str(each.own),
            str(each.elsewhere),
            _both(each.opens_right, each.opens_wrong),
            _both(each.silent_right, each.silent_wrong),
            _both(each.types_right, each.types_wrong),
            f"{each.benefit:+}",
        )
        table.add_row(*(Text(safe(cell)) for cell in cells))
    console.print(table)
    print("+ rightly, - wrongly; nothing is written: put what convinces you into its file", file=sys.stderr)


def _both(right: int, wrong: int) -> str:
    return " ".join(part for part in (f"+{right}" if right else "", f"-{wrong}" if wrong else "") if part)
