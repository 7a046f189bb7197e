"""Turns a file without faults into the settings and domain objects that it stands for."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from bot.channels.console_lines import ACCOUNT, Group, Member
from bot.configuration.model import (
    AgendaSection,
    ConfigFile,
    ConversationSection,
    EscalationSection,
    HoursSection,
    LadderSection,
    NightSection,
    PacingSection,
    PersonSection,
    RosterSection,
    RotaSection,
    ShiftSection,
    TypeSection,
    WechatySection,
)
from bot.configuration.safety import SAFETY_TEXTS
from bot.configuration.settings import ConsoleSettings, ConversationSettings, Settings, WechatySettings
from bot.pacing import GENTLE, Pace
from dispatch.agenda import AgendaRules
from dispatch.calendar import OFFICE_HOURS, OfficeHours, Season, WorkingCalendar
from dispatch.escalation import ESCALATION, Climb, Escalation, Ladder
from dispatch.people import ROLE_NAMES, Person, Role, Staff
from dispatch.places import Community, Compound, Grid
from dispatch.policy import Override, Policies
from dispatch.roster import (
    A_MONDAY,
    EmergencyShift,
    Handover,
    HolidayShift,
    Night,
    Roster,
    Rota,
    Shift,
)

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def settings_of(config: ConfigFile, folder: Path) -> Settings:
    """The settings that a file without faults stands for; relative paths are taken from `folder`."""
    data = folder / Path(config.data).expanduser()
    return Settings(
        community=_community(config),
        staff=staff_of(config),
        rosters=rosters_of(config),
        policies=Policies(
            calendar=calendar_of(config), escalation=escalation_of(config.escalation)
        ).overridden(_overrides(config)),
        agenda=agenda_of(config.agenda),
        conversation=conversation_of(config.conversation),
        safety={**SAFETY_TEXTS, **config.safety},
        console=_console(config),
        wechaty=tuple(wechaty_of(said, folder) for said in config.wechaty),
        database=_database(config.database, folder) if config.database else f"sqlite:///{data / 'linli.db'}",
        data=data,
        host=config.web.host,
        port=config.web.port,
    )


def _community(config: ConfigFile) -> Community:
    said = config.community
    grids = tuple(
        Grid(
            name=grid.name,
            compounds=tuple(
                Compound(
                    name=compound.name,
                    grid=grid.name,
                    buildings=tuple(compound.buildings),
                    aliases=tuple(compound.aliases),
                    groups=tuple(compound.groups),
                    group_pattern=compound.group_pattern,
                )
                for compound in grid.compounds
            ),
        )
        for grid in said.grids
    )
    return Community(id=said.id, name=said.name, street=said.street, grids=grids)


def staff_of(config: ConfigFile) -> Staff:
    return Staff(people=tuple(_person(config, person) for person in config.staff))


def _person(config: ConfigFile, said: PersonSection) -> Person:
    """Secretary and partners serve every grid unless the file names some."""
    return Person(
        id=said.id,
        name=said.name,
        role=Role(said.role),
        contact=said.contact,
        grids=tuple(said.grids) or tuple(grid.name for grid in config.community.grids),
        title=said.title,
    )


def rosters_of(config: ConfigFile) -> dict[str, Roster]:
    return {grid: _roster(grid, said) for grid, said in config.roster.items()}


def _roster(grid: str, said: RosterSection) -> Roster:
    return Roster(
        grid=grid,
        default=_shift(said),
        week={WEEKDAYS.index(day): _shift(shift) for day, shift in said.week.items()},
        alternate=said.alternate,
        rota=_rota(said.rota) if said.rota else None,
        night=_night(said.night) if said.night else None,
        holiday=_shift(said.holiday) if said.holiday else None,
        holidays=tuple(
            HolidayShift(first=days.first, last=days.last, shift=_shift(days)) for days in said.holidays
        ),
        emergencies=tuple(
            EmergencyShift(start=one.start, end=one.end, shift=_shift(one), why=one.why)
            for one in said.emergency
        ),
        handover=Handover(said.handover),
    )


def _shift(said: ShiftSection) -> Shift:
    return Shift(a=said.a, b=said.b)


def _rota(said: RotaSection) -> Rota:
    return Rota(turns=tuple(said.people), since=said.since or A_MONDAY)


def _night(said: NightSection) -> Night:
    plan = _rota(said.rota) if said.rota else Shift(a=said.a, b=said.b)
    return Night(start=said.start, end=said.end, plan=plan)


def office_hours(said: HoursSection) -> OfficeHours:
    """ConfigError when the times do not follow each other."""
    return OfficeHours(start=said.start, end=said.end, break_start=said.break_start, break_end=said.break_end)


def calendar_of(config: ConfigFile) -> WorkingCalendar:
    said = config.calendar
    return WorkingCalendar(
        hours=office_hours(said.office_hours) if said.office_hours else OFFICE_HOURS,
        seasons=tuple(
            Season(first=season.first, last=season.last, hours=office_hours(season))
            for season in said.seasons
        ),
        holidays=frozenset(said.holidays),
        workdays=frozenset(said.workdays),
    )


def agenda_of(said: AgendaSection) -> AgendaRules:
    """The shipped rules with what the file changes."""
    day = WEEKDAYS.index(said.meeting_day) if said.meeting_day else None
    meeting = {"weekday": day, "at": said.meeting_time, "place": said.meeting_place}
    rules = {"moves": said.moves, "overdue": said.overdue, "supporters": said.supporters}
    plain = AgendaRules()
    return replace(plain, meeting=replace(plain.meeting, **_said(meeting)), **_said(rules))


def _said(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value is not None}


def _overrides(config: ConfigFile) -> dict[str, Override]:
    return {code: _override(said) for code, said in config.types.items()}


def _override(said: TypeSection) -> Override:
    return Override(**{**dict(said), "ladder": ladder_of(said.ladder) if said.ladder else None})


def ladder_of(said: LadderSection) -> Ladder:
    """The levels that are named, from A岗 up."""
    shares = (said.a, said.b, said.head, said.secretary, said.street)
    return tuple(Climb(level=level, share=share) for level, share in enumerate(shares) if share is not None)


def escalation_of(said: EscalationSection) -> Escalation:
    """The shipped ladder with what the file changes."""
    alarm = said.alarm
    changes = {
        "accept": ladder_of(said.accept) if said.accept else None,
        "overdue": said.overdue,
        "alarm_every": alarm.every,
        "alarm_secretary": alarm.secretary,
        "alarm_rounds": alarm.rounds,
    }
    return replace(ESCALATION, **_said(changes))


def conversation_of(said: ConversationSection) -> ConversationSettings:
    """The shipped ways of talking with what the file changes."""
    return replace(ConversationSettings(), **_said(dict(said)))


def _console(config: ConfigFile) -> ConsoleSettings:
    """Residents as listed, then the staff who answer from the console; a group without members has all."""
    residents = [
        Member(id=m.id, name=m.name, role_label=m.role, alias_in_groups=m.alias)
        for m in config.console.members
    ]
    serving = [_as_member(person) for person in staff_of(config).people if _on_console(person)]
    members = (*residents, *serving)
    everybody = tuple(member.id for member in members)
    groups = tuple(
        Group(id=group.id, name=group.name, members=tuple(group.members) or everybody)
        for group in config.console.groups
    )
    return ConsoleSettings(members=members, groups=groups)


def wechaty_of(said: WechatySection, folder: Path) -> WechatySettings:
    """The account; its files are looked for from the configuration's folder."""
    host, _, port = said.endpoint.rpartition(":")
    return WechatySettings(
        id=said.id,
        host=host,
        port=int(port),
        token_env=said.token_env,
        token_file=_file(said.token_file, folder),
        tls=said.tls,
        ca_file=_file(said.ca_file, folder),
        server_name=said.server_name,
        pace=pace_of(said.pacing),
    )


def pace_of(said: PacingSection) -> Pace:
    """The gentle pace with what the file changes."""
    return replace(GENTLE, **_said(dict(said)))


def _file(name: str | None, folder: Path) -> Path | None:
    return folder / Path(name).expanduser() if name else None


def _on_console(person: Person) -> bool:
    return person.contact.startswith(f"{ACCOUNT}:")


def _as_member(person: Person) -> Member:
    return Member(
        id=person.contact.removeprefix(f"{ACCOUNT}:"),
        name=person.name,
        role_label=person.title or ROLE_NAMES[person.role],
    )


def _database(url: str, folder: Path) -> str:
    """An SQLite file is looked for from the configuration's folder; other URLs stay as they are."""
    file = url.removeprefix("sqlite:///")
    return url if file == url or not file else f"sqlite:///{folder / Path(file).expanduser()}"
