"""A case as plain JSON values: for `linli replay --json`, for the board and for /api/cases; and who is on duty."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from bot.replies import agenda, words
from bot.replies.duty import pair, sheet_days
from dispatch.agenda import Item, Step
from dispatch.cases import Case, Change, Status
from dispatch.duty import DutyPlan, on_duty, sheet
from dispatch.office import Office
from dispatch.policy import TYPES

Facts = dict[str, object]


def case_facts(case: Case, office: Office) -> Facts:
    """What stands in design.md's replay contract, without the history."""
    return {
        "number": case.number,
        "type": case.type,
        "status": case.status.value,
        "priority": case.priority,
        "compound": case.place.compound,
        "building": case.place.building,
        "unit": case.place.unit,
        "room": case.place.room,
        "spot": case.place.spot,
        "text": case.text,
        "reporter": case.reporter_name,
        "supporters": [supporter.name for supporter in case.supporters],
        "assignee": person_name(office, case.assignee),
        "partner": person_name(office, case.partner),
        "level": case.level,
        "doubtful": case.doubtful,
        "reopened": case.reopened,
        "closed_how": case.closed_how,
        "evaluation": case.evaluation,
        "opened_at": stamp(case.opened_at),
        "accepted_at": stamp(case.accepted_at),
        "resolved_at": stamp(case.resolved_at),
        "closed_at": stamp(case.closed_at),
    }


def history_facts(case: Case, history: Sequence[Change], office: Office) -> list[Facts]:
    """The lines of the history, oldest first, with names instead of ids."""
    names = people(case, history, office)
    return [
        {
            "at": stamp(change.at),
            "who": names.get(change.who, change.who),
            "action": change.action.value,
            "action_name": words.ACTION_NAMES[change.action],
            "reason": change.reason,
        }
        for change in history
    ]


def board_facts(case: Case, office: Office) -> Facts:
    """A card of the board: with names for people, and the clock that runs now."""
    due, kind = running_clock(case)
    return {
        **case_facts(case, office),
        "type_name": TYPES[case.type].name,
        "status_name": words.STATUS_NAMES[case.status],
        "place": case.place.public(),
        "assignee_name": person_name(office, case.assignee),
        "goal": case.goal,
        "criterion": case.criterion,
        "resolve_due": stamp(case.resolve_due),
        "solution": case.solution,
        "pictures": list(case.pictures),
        "proof": list(case.proof),
        "due_at": stamp(due),
        "due_kind": kind,
        "tabled": case.tabled_at is not None,
        "origin": case.origin,
    }


def duty_facts(plan: DutyPlan, grid: str, now: datetime) -> Facts:
    """Who is on duty for the grid now, and day by day for a week."""
    duty = on_duty(plan, grid, now)
    return {
        "grid": grid,
        "now": pair(duty),
        "manned": duty.manned,
        "week": sheet_days(sheet(plan, grid, now.date())),
    }


def agenda_facts(item: Item, done: Mapping[Step, bool], now: datetime) -> Facts:
    """An agenda item with its five steps, what was decided, and how many residents have judged it."""
    case, follow_up = item.case, item.follow_up
    decision = f"{follow_up.goal}，{words.before(follow_up.resolve_due, now)}" if follow_up else ""
    return {
        "number": item.number,
        "title": words.discreet(case),
        "place": case.place.public(),
        "why": agenda.GROUND_NAMES.get(case.tabled_why, ""),
        "steps": [{"name": name, "done": done[step]} for step, name in agenda.STEP_NAMES.items()],
        "decision": decision,
        "follow_up": follow_up.number if follow_up else None,
        "voices": f"{len(item.opinions)}/{item.judges}",
    }


def running_clock(case: Case) -> tuple[datetime | None, str | None]:
    """Which deadline the case runs against, and its name: accept, resolve, review."""
    if case.status is Status.ASSIGNED:
        return case.accept_due, "accept"
    if case.status is Status.ACCEPTED and case.resolve_due:
        return case.resolve_due, "resolve"
    if case.status is Status.PARKED:
        return case.review_on, "review"
    return None, None


def person_name(office: Office, person_id: str | None) -> str | None:
    person = office.staff.by_id(person_id) if person_id else None
    return person.name if person else person_id


def people(case: Case, history: Sequence[Change], office: Office) -> Mapping[str, str]:
    """Every id that a case's history names, with its name."""
    gone = {change.who: str(change.facts["name"]) for change in history if "name" in change.facts}
    supporters = {supporter.contact: supporter.name for supporter in case.supporters}
    return {**gone, **staff_names(office), **supporters, case.reporter: case.reporter_name}


def staff_names(office: Office) -> Mapping[str, str]:
    """The ids in a history that are no resident's, with their names."""
    return {**{person.id: person.name for person in office.staff.people}, "system": "系统"}


def stamp(moment: datetime | None) -> str | None:
    return moment.isoformat(timespec="seconds") if moment else None
