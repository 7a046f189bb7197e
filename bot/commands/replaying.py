"""`linli replay`: a transcript through the whole pipeline, as a conversation or as one JSON object."""

import argparse
import asyncio
import json
import sys
from collections import Counter
from dataclasses import dataclass

from rich.console import Console
from rich.table import Table
from rich.text import Text

from bot.channels.console import BOT, Line
from bot.commands.lexicon import load_lexicon
from bot.commands.terminal import safe
from bot.facts import Facts, case_facts, history_facts
from bot.rehearsal.played import Played, Said
from bot.rehearsal.player import Player
from bot.rehearsal.stage import IN_MEMORY, stage
from bot.rehearsal.steps import AnyStep, Move, Pass, Transcript
from bot.rehearsal.transcript import read
from bot.replies import words
from dispatch.cases import Case
from dispatch.messages import Purpose
from dispatch.office import Office
from dispatch.places import Place
from dispatch.policy import TYPES
from dispatch.store import Work
from intents.understand import Understanding

FINE, FINDINGS = 0, 1
LONGEST_PAUSE = 5.0  # seconds that --speed ever waits before one step


def replay(options: argparse.Namespace) -> int:
    """Play the file; exit code 1 when the bot said something else than the file expects."""
    transcript = read(options.file)
    played, facts = asyncio.run(_play(transcript, options))
    if options.json:
        print(json.dumps(facts, ensure_ascii=False))
    else:
        _show_cases(facts, played)
    for mismatch in played.mismatches:
        print(f"{transcript.name}, {mismatch}", file=sys.stderr)
    return FINDINGS if played.mismatches else FINE


async def _play(transcript: Transcript, options: argparse.Namespace) -> tuple[Played, Facts]:
    understanding = Understanding(load_lexicon())
    database = options.db or IN_MEMORY
    async with stage(
        transcript, understanding=understanding, config=options.config, database=database
    ) as player:
        if not options.json:
            player.console.subscribe(Printer(player).line)
        if options.speed > 0:
            player.before_step = Pacer(player, options.speed).pause
        played = await player.play()
        office = player.app.settings.office
        cases = await player.app.store.read(lambda work: _cases(work, office))
    return played, {
        "cases": cases,
        "said": [_said(said) for said in played.said],
        "alarms": [_said(said) for said in played.said if said.purpose in (Purpose.ALARM, Purpose.SAFETY)],
        "ignored": played.ignored,
    }


def _cases(work: Work, office: Office) -> list[Facts]:
    cases: list[Case] = sorted(work.cases.find(limit=100_000), key=lambda case: case.number)
    return [
        {
            **case_facts(case, office),
            "history": history_facts(case, work.cases.history(case.number), office),
        }
        for case in cases
    ]


def _said(said: Said) -> Facts:
    return {
        "at": said.at.isoformat(timespec="seconds"),
        "where": said.where.group or "私聊",
        "to": said.to,
        "text": said.text,
        "mentions": list(said.mentions),
        "picture": said.picture,
    }


@dataclass
class Pacer:
    """Lets virtual time pass at `speed` times the real one."""

    player: Player
    speed: float

    async def pause(self, index: int, step: AnyStep) -> None:
        if isinstance(step, Pass):
            seconds = step.span.total_seconds()
        elif isinstance(step, Move):
            seconds = 60.0
        else:
            seconds = 2.0
        await asyncio.sleep(min(seconds / self.speed, LONGEST_PAUSE))


class Printer:
    """Prints the conversation as it goes: time, where, who, what; the bot in green."""

    def __init__(self, player: Player) -> None:
        self._console = Console(highlight=False)
        self._groups = {group.conversation: group.name for group in player.console.groups()}
        self._player = player
        self._where = ""

    def line(self, line: Line) -> None:
        where = self._groups.get(line.conversation) or self._private(line.conversation)
        if where != self._where:
            self._console.print(Text(f"\n── {safe(where)}", style="dim"))
            self._where = where
        style = "green" if line.sender == BOT else ""
        words = safe(line.text) or ("<撤回>" if line.recalled else "<图片>")
        indented = words.replace("\n", "\n" + " " * 14)
        self._console.print(
            Text.assemble(
                (f"{line.at:%H:%M} ", "dim"), (f"{safe(line.sender_name)}: ", "bold"), (indented, style)
            )
        )

    def _private(self, conversation: str) -> str:
        names = (m.name for m in self._player.console.members() if m.contact == conversation)
        return f"私聊 {next(names, conversation)}"


def _place(case: Facts) -> str:
    parts = {part: str(case[part] or "") for part in ("compound", "building", "unit", "room", "spot")}
    return Place(**parts).public()


def _show_cases(facts: Facts, played: Played) -> None:
    console = Console(highlight=False)
    table = Table("#", "type", "place", "reporter", "status", "handler", "how it ended", box=None)
    cases = facts["cases"]
    assert isinstance(cases, list)
    for case in cases:
        cells = (
            str(case["number"]),
            TYPES[case["type"]].name,
            _place(case),
            case["reporter"],
            words.STATUS_NAMES[case["status"]],
            case["assignee"] or "",
            case["closed_how"] or "",
        )
        table.add_row(*(Text(safe(cell)) for cell in cells))
    console.print()
    console.print(table)
    lines = Counter("group" if said.where.group else "private" for said in played.said)
    console.print(
        f"{len(cases)} cases; the bot said {lines['group']} lines in groups and {lines['private']} in private, "
        f"and was silent on {played.ignored} messages"
    )
