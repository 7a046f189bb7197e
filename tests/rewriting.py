"""Writes what the bot really said into a transcript, leaving alone every line that still fits."""

import re

from bot.rehearsal.played import Mismatch, Played
from bot.rehearsal.steps import Transcript
from bot.rehearsal.transcript import BOT

_TIME = re.compile(r"\d{1,2}:\d{2}\s+")


def rewritten(text: str, transcript: Transcript, played: Played) -> str:
    """The transcript's text with wrong expectations replaced, silent ones taken out and missing ones put in."""
    lines: list[list[str]] = [[line] for line in text.splitlines()]
    ends = {step.line: step.end for step in transcript.steps}
    for wrong in played.mismatches:
        if wrong.expected is None:
            lines[wrong.line - 1].extend(_inserted(text.splitlines(), wrong))
        else:
            time = _TIME.match(lines[wrong.line - 1][0])
            head = (time[0] if time else "") + f"{BOT}: "
            lines[wrong.line - 1] = [] if wrong.heard is None else [head + _indented(wrong.heard)]
            lines[wrong.line : ends[wrong.line]] = [[] for _ in range(wrong.line, ends[wrong.line])]
    return "\n".join(line for block in lines for line in block) + "\n"


def _inserted(original: list[str], wrong: Mismatch) -> list[str]:
    """The unexpected line, between headers when it was said in another conversation."""
    said = f"{BOT}: {_indented(wrong.heard or '')}"
    above = [line.strip() for line in original[: wrong.line] if line.strip().startswith("[")]
    header = above[-1] if above else ""
    return [said] if header == str(wrong.where) else [str(wrong.where), said, header]


def _indented(words: str) -> str:
    return words.replace("\n", "\n  ")
