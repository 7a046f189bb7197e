"""`linli invite`, `bindings` and `unbind`: which contact speaks for whom."""

import argparse
import json

from rich.console import Console
from rich.table import Table
from rich.text import Text

from bot.commands.database import in_store
from bot.commands.terminal import safe
from bot.configuration import load
from bot.configuration.settings import Settings
from dispatch import binding
from dispatch.errors import LinliError
from dispatch.people import Person
from dispatch.store import Work

OPERATOR = "operator"  # who acts from the terminal, in the trail


class UnknownPersonError(LinliError):
    """There is nobody of that name on the staff."""


class UnboundError(LinliError):
    """No contact was bound by a code."""


def invite(options: argparse.Namespace) -> int:
    """Print a one-time code for somebody of the staff."""
    settings = load(options.config)
    person = _person(settings, options.person)
    code = in_store(settings, lambda work: binding.invite(work, person, by=OPERATOR), change=True)
    minutes = int(binding.VALID.total_seconds() // 60)
    print(f"{person.shown}: 请在 {minutes} 分钟内私聊机器人发：绑定 {code}")
    return 0


def bindings(options: argparse.Namespace) -> int:
    """List the contacts that were bound, and the trail with --audit."""
    settings = load(options.config)
    bound, trail = in_store(settings, lambda work: (work.bindings.all(), work.bindings.traces()))
    facts = [
        {"contact": each.contact, "person": _name(settings, each.person), "at": each.at.isoformat()}
        for each in bound
    ]
    traces = [
        {"at": each.at.isoformat(), "who": each.who, "what": each.deed.value, "about": each.about}
        for each in trail
    ]
    if options.json:
        print(json.dumps({"bindings": facts, "audit": traces}, ensure_ascii=False))
        return 0
    _show(("contact", "person", "bound at"), [tuple(map(str, each.values())) for each in facts])
    if options.audit:
        _show(("at", "who", "what", "about"), [tuple(map(str, each.values())) for each in traces])
    return 0


def unbind(options: argparse.Namespace) -> int:
    """Untie a contact, or all contacts of somebody, by name."""
    settings = load(options.config)
    gone = in_store(settings, lambda work: _untied(settings, work, options.who), change=True)
    if not gone:
        raise UnboundError(
            f"no contact was bound by a code for {options.who}; `linli bindings` lists those that were"
        )
    print(f"untied: {', '.join(gone)}")
    return 0


def _untied(settings: Settings, work: Work, who: str) -> list[str]:
    person = settings.office.staff.by_name(who) or settings.office.staff.by_id(who)
    meant = [
        each.contact
        for each in work.bindings.all()
        if who == each.contact or (person and each.person == person.id)
    ]
    return [contact for contact in meant if binding.unbind(work, contact, by=OPERATOR)]


def _person(settings: Settings, name: str) -> Person:
    staff = settings.office.staff
    person = staff.by_name(name) or staff.by_id(name)
    if person is None:
        known = ", ".join(each.name for each in staff.people)
        raise UnknownPersonError(f"there is no {name} on the staff; use one of: {known}")
    return person


def _name(settings: Settings, person_id: str) -> str:
    person = settings.office.staff.by_id(person_id)
    return person.name if person else person_id


def _show(head: tuple[str, ...], rows: list[tuple[str, ...]]) -> None:
    table = Table(*head, box=None)
    for row in rows:
        table.add_row(*(Text(safe(cell)) for cell in row))
    Console(highlight=False).print(table)
