"""`linli simulate`: a community's month under a virtual clock, and whether nothing fell through."""

import argparse
import asyncio
import json
import os
import time
from collections.abc import Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from itertools import chain
from multiprocessing import get_context

from rich.console import Console
from rich.table import Table

from bot.commands.heap import settled
from bot.commands.lexicon import load_lexicon
from bot.simulation.judge import Verdict
from bot.simulation.month import START, Plan, month
from intents.understand import Understanding

FINE, FINDINGS = 0, 1
A_COMMUNITY = 400  # cases a month; more are a second community, with a bot of its own
SHOWN = 20  # faults of a kind

Lived = tuple[Verdict, int]


def simulate(options: argparse.Namespace) -> int:
    """Live the month; exit code 1 when something fell through."""
    begun = time.monotonic()
    plans = shares(Plan(days=options.days, cases=options.cases, seed=options.seed))
    lived = list(_live_all(plans))
    verdict = together(verdict for verdict, _ in lived)
    facts = {
        "cases": verdict.cases,
        "closed": verdict.closed,
        **{kind: len(faults) for kind, faults in verdict.findings().items()},
        "restarts": sum(restarts for _, restarts in lived),
        "communities": len(plans),
        "seed": options.seed,
        "seconds": round(time.monotonic() - begun, 1),
    }
    if options.json:
        print(json.dumps(facts))
    else:
        _show(facts, verdict)
    return FINDINGS if any(verdict.findings().values()) else FINE


def shares(plan: Plan) -> list[Plan]:
    """The same month in as many communities as the cases need, each with a seed of its own.

    Several are an even number, so that two cores are done at the same time.
    """
    count = -(-plan.cases // A_COMMUNITY)
    count += count % 2 if count > 1 else 0
    each, rest = divmod(plan.cases, count)
    return [
        Plan(days=plan.days, cases=each + (place < rest), seed=plan.seed + place) for place in range(count)
    ]


def together(verdicts: Iterable[Verdict]) -> Verdict:
    """All verdicts as one."""
    whole = Verdict()
    for verdict in verdicts:
        whole.cases += verdict.cases
        whole.closed += verdict.closed
        for kind, faults in verdict.findings().items():
            whole.findings()[kind].extend(faults)
    return whole


def _live_all(plans: Sequence[Plan]) -> Iterable[Lived]:
    """One community here; several side by side, one process a core."""
    if len(plans) == 1:
        return _live(plans)
    workers = min(len(plans), os.cpu_count() or 1)
    shifts = [plans[place::workers] for place in range(workers)]
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as processes:
        return chain.from_iterable(list(processes.map(_live, shifts)))


def _live(plans: Sequence[Plan]) -> list[Lived]:
    """One month after the other."""
    understanding = Understanding(load_lexicon())
    settled()
    return [asyncio.run(_lived(plan, understanding)) for plan in plans]


async def _lived(plan: Plan, understanding: Understanding) -> Lived:
    async with month(plan, understanding) as lived:
        await lived.live()
        return await lived.judged(), lived.restarts


def _show(facts: dict[str, object], verdict: Verdict) -> None:
    console = Console(highlight=False)
    table = Table("", "", box=None, show_header=False, title=f"from {START:%Y-%m-%d}", title_justify="left")
    for name, value in facts.items():
        table.add_row(name.replace("_", " "), str(value))
    console.print(table)
    for kind, faults in verdict.findings().items():
        for fault in faults[:SHOWN]:
            console.print(f"{kind}: {fault}", markup=False)
