"""What must hold after a month, found out from the store's rows and the lines that were said."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.channels.console import Line
from bot.configuration.settings import Settings
from bot.simulation.ledger import ENDED, Ledger
from bot.simulation.retelling import miscounted, mistold
from bot.simulation.speech import disturbing, pointless, scattered, too_many
from dispatch.cases import Case, Change
from dispatch.history import replay
from dispatch.store import Work

ALL = 1_000_000
LIFETIME = timedelta(days=36_500)


@dataclass(kw_only=True)
class Verdict:
    """What was found, a sentence for each fault; no list of them is what is wished for."""

    cases: int = 0
    closed: int = 0
    unowned: list[str] = field(default_factory=list)
    late_reminders: list[str] = field(default_factory=list)
    quiet_hour_violations: list[str] = field(default_factory=list)
    history_mismatches: list[str] = field(default_factory=list)
    summary_mismatches: list[str] = field(default_factory=list)

    def findings(self) -> dict[str, list[str]]:
        """The faults by kind."""
        return {
            "unowned": self.unowned,
            "late_reminders": self.late_reminders,
            "quiet_hour_violations": self.quiet_hour_violations,
            "history_mismatches": self.history_mismatches,
            "summary_mismatches": self.summary_mismatches,
        }


def judge(work: Work, settings: Settings, heard: Sequence[Line], start: datetime) -> Verdict:
    """Everything that is to be checked, in one look at the store; `start` is the first day, a Monday."""
    cases = sorted(work.cases.find(limit=ALL), key=lambda case: case.number)
    histories = {case.number: work.cases.history(case.number) for case in cases}
    ledger = Ledger.of(change for history in histories.values() for change in history)
    return Verdict(
        cases=len(cases),
        closed=sum(case.status in ENDED for case in cases),
        unowned=list(unowned(work, settings, cases)),
        late_reminders=[
            *pointless(ledger, heard),
            *too_many(ledger, settings, heard),
            *scattered(heard),
        ],
        quiet_hour_violations=list(disturbing(ledger, settings, heard)),
        history_mismatches=list(unreplayed(cases, histories)),
        summary_mismatches=[
            *miscounted(work, settings, ledger, start),
            *mistold(settings, ledger, heard, start),
        ],
    )


def unowned(work: Work, settings: Settings, cases: Sequence[Case]) -> Iterator[str]:
    """Cases that have not ended, and have nobody by name or nothing that is due."""
    staff = {person.id for person in settings.staff.people}
    timers = {deadline.number for deadline in work.deadlines.due(work.now + LIFETIME, limit=ALL)}
    for case in cases:
        if case.status in ENDED:
            continue
        in_triage = case.status == "reported" and bool(settings.rosters[case.grid].default.a)
        if case.assignee not in staff and not in_triage:
            yield f"#{case.number} ({case.status}) is in the hands of {case.assignee}, who is nobody"
        if case.number not in timers:
            yield f"#{case.number} ({case.status}, {case.type}) has nothing that is due"


def unreplayed(cases: Sequence[Case], histories: Mapping[int, list[Change]]) -> Iterator[str]:
    """Cases whose history leads to another case than the one that is stored, or to none."""
    for case in cases:
        try:
            again = replay(histories[case.number])
        except (ValueError, KeyError) as error:
            yield f"#{case.number} has a history that cannot have happened: {error}"
            continue
        if again != case:
            yield f"#{case.number} is not what its history says"
