"""What must agree between the sections of config.yaml; every fault with its line and the way out."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from difflib import get_close_matches

from bot.channels.console_lines import ACCOUNT
from bot.configuration.build import conversation_of, ladder_of, office_hours, pace_of
from bot.configuration.model import (
    CompoundSection,
    ConfigFile,
    GroupSection,
    HoursSection,
    LadderSection,
    PersonSection,
)
from bot.configuration.safety import DEFAULT, HOTLINES, SELF_HARM, VIOLENCE
from dispatch.catalogue import TYPES
from dispatch.errors import ConfigError
from intents.yaml_file import Document, Fault, KeyPath

Check = Callable[[ConfigFile, Document], Iterator[Fault]]

BOT_ID = "linli"  # the bot's own id on the console channel
DATABASES = ("sqlite://", "postgresql+psycopg://")


def every_fault(config: ConfigFile, document: Document) -> list[Fault]:
    """All faults that the sections have with each other, in the order of CHECKS."""
    return [fault for check in CHECKS for fault in check(config, document)]


def _compounds(config: ConfigFile) -> Iterator[tuple[KeyPath, CompoundSection]]:
    for g, grid in enumerate(config.community.grids):
        for c, compound in enumerate(grid.compounds):
            yield ("community", "grids", g, "compounds", c), compound


def _people(config: ConfigFile) -> Iterator[tuple[KeyPath, PersonSection]]:
    for index, person in enumerate(config.staff):
        yield ("staff", index), person


def _grids(config: ConfigFile) -> list[str]:
    return [grid.name for grid in config.community.grids]


def _twice(
    document: Document, what: str, found: Iterable[tuple[KeyPath, str]], way_out: str
) -> Iterator[Fault]:
    """A fault for every value that was seen before, naming the line where it stands first."""
    first: dict[str, KeyPath] = {}
    for key_path, value in sorted(found, key=lambda item: document.line_of(item[0])):
        if value in first:
            line = document.line_of(first[value])
            yield document.fault(key_path, f"{what} `{value}` is used twice, first in line {line}.", way_out)
        first.setdefault(value, key_path)


def places(config: ConfigFile, document: Document) -> Iterator[Fault]:
    """Grids and compounds have names of their own; a group belongs to one compound."""
    grids = [(("community", "grids", i, "name"), name) for i, name in enumerate(_grids(config))]
    yield from _twice(document, "The grid 网格", grids, "Give each grid its own name.")
    names = [((*path, "name"), c.name) for path, c in _compounds(config)]
    aliases = [((*path, "aliases", i), a) for path, c in _compounds(config) for i, a in enumerate(c.aliases)]
    yield from _twice(
        document, "The compound name 小区", [*names, *aliases], "Names and aliases must differ."
    )
    groups = [((*path, "groups", i), g) for path, c in _compounds(config) for i, g in enumerate(c.groups)]
    yield from _twice(document, "The group 群", groups, "Bind a group to one compound only.")
    for path, compound in _compounds(config):
        buildings = [((*path, "buildings", i), b) for i, b in enumerate(compound.buildings)]
        yield from _twice(document, "The building 楼栋", buildings, "Write each building once.")


def staff(config: ConfigFile, document: Document) -> Iterator[Fault]:
    """Ids, names and contacts are unique, and grids exist."""
    ids = [((*path, "id"), person.id) for path, person in _people(config)]
    yield from _twice(document, "The staff id", ids, "Give each person an id of their own.")
    contacts = [((*path, "contact"), person.contact) for path, person in _people(config) if person.contact]
    yield from _twice(document, "The contact", contacts, "A contact belongs to one person.")
    names = [((*path, "name"), person.name) for path, person in _people(config)]
    yield from _twice(
        document, "The staff name", names, "转办 goes by name: add something that tells them apart."
    )
    grids = dict.fromkeys(_grids(config))
    for path, person in _people(config):
        yield from _unknown_grids(grids, document, path, person)
        yield from _unreachable(config, document, path, person)


def _unknown_grids(
    grids: Collection[str], document: Document, path: KeyPath, person: PersonSection
) -> Iterator[Fault]:
    for index, grid in enumerate(person.grids):
        if grid not in grids:
            what = f"{person.name} serves the grid `{grid}`, which does not exist."
            yield document.fault((*path, "grids", index), what, _one_of(grid, grids))
    if not person.grids and person.role in ("grid_member", "grid_head"):
        what = f"{person.name} is a {person.role} without a grid."
        yield document.fault(path, what, "Add `grids:` with the grids served.")


def _unreachable(
    config: ConfigFile, document: Document, path: KeyPath, person: PersonSection
) -> Iterator[Fault]:
    account = person.contact.partition(":")[0]
    accounts = (ACCOUNT, *(said.id for said in config.wechaty))
    if person.contact and account not in accounts:
        what = f"{person.name} cannot be reached: there is no channel account `{account}`."
        yield document.fault((*path, "contact"), what, _one_of(account, accounts))


def leads(config: ConfigFile, document: Document) -> Iterator[Fault]:
    """There is a secretary, and every grid has a head."""
    if not any(person.role == "secretary" for person in config.staff):
        way_out = "Add one person with `role: secretary`; the ladder ends there."
        yield document.fault(("staff",), "Nobody is the secretary 书记.", way_out)
    headed = {grid for person in config.staff if person.role == "grid_head" for grid in person.grids}
    for index, grid in enumerate(_grids(config)):
        if grid not in headed:
            way_out = "Add a person with `role: grid_head` who serves it."
            what = f"The grid `{grid}` has no grid head 网格长."
            yield document.fault(("community", "grids", index), what, way_out)


def types(config: ConfigFile, document: Document) -> Iterator[Fault]:
    """Only types that exist are changed."""
    for code in config.types:
        if code not in TYPES:
            what = f"`{code}` is not a request type 诉求类型."
            yield document.fault(("types", code), what, _one_of(code, TYPES))


def escalation(config: ConfigFile, document: Document) -> Iterator[Fault]:
    """A ladder rises: whoever stands higher is asked later."""
    said: list[tuple[KeyPath, LadderSection | None]] = [(("escalation", "accept"), config.escalation.accept)]
    said += [(("types", code, "ladder"), section.ladder) for code, section in config.types.items()]
    for path, ladder in said:
        shares = [climb.share for climb in ladder_of(ladder)] if ladder else []
        if shares != sorted(set(shares)):
            what = (
                "The ladder does not rise: a higher level is asked before a lower one, or together with it."
            )
            yield document.fault(path, what, "Let the shares grow from `a` to `street`.")


def safety(config: ConfigFile, document: Document) -> Iterator[Fault]:
    """An emergency text is for a known type, and its first line carries the number to call."""
    for code, text in config.safety.items():
        if code not in (*TYPES, SELF_HARM, VIOLENCE, DEFAULT):
            what = f"`{code}` is not a request type 诉求类型."
            yield document.fault(
                ("safety", code), what, _one_of(code, (*TYPES, SELF_HARM, VIOLENCE, DEFAULT))
            )
        elif not any(number in text.strip().partition("\n")[0] for number in HOTLINES):
            what = f"The emergency text for `{code}` does not begin with a number to call."
            yield document.fault(
                ("safety", code), what, f"Put one of {', '.join(HOTLINES)} into its first line."
            )


def calendar(config: ConfigFile, document: Document) -> Iterator[Fault]:
    """Office hours follow each other; a day is a holiday or a working day, not both."""
    said = config.calendar
    hours: list[tuple[KeyPath, HoursSection]] = [
        (("calendar", "seasons", i), season) for i, season in enumerate(said.seasons)
    ]
    hours += [(("calendar", "office_hours"), said.office_hours)] if said.office_hours else []
    for path, times in hours:
        try:
            office_hours(times)
        except ConfigError as error:
            yield document.fault(path, f"{error}.", "Correct the times.")
    for index, day in enumerate(said.workdays):
        if day in said.holidays:
            what = f"{day} is listed both as a holiday 节假日 and as a working day 调休上班."
            yield document.fault(("calendar", "workdays", index), what, "Keep one of the two.")


def conversation(config: ConfigFile, document: Document) -> Iterator[Fault]:
    """The reminder comes before the silent closure, being unsure before being sure."""
    talk = conversation_of(config.conversation)
    if talk.silent_close <= talk.evaluate_remind:
        what = "A case would be closed silently (`silent_close`) before the reporter is reminded."
        yield document.fault(("conversation", "silent_close"), what, "Make it longer than `evaluate_remind`.")
    if (talk.report_threshold or 1.0) < (talk.unclear_threshold or 0.0):
        what = "`unclear_threshold` is above `report_threshold`: nothing would ever be asked about."
        yield document.fault(("conversation", "unclear_threshold"), what, "Make it the lower of the two.")


def console(config: ConfigFile, document: Document) -> Iterator[Fault]:
    """Ids on the console channel are unique, its groups are those of a compound, their members exist."""
    serving = {p.contact.removeprefix(f"{ACCOUNT}:"): path for path, p in _people(config) if _on_console(p)}
    staffed = [((*path, "contact"), member) for member, path in serving.items()]
    listed = [(("console", "members", i, "id"), m.id) for i, m in enumerate(config.console.members)]
    grouped = [(("console", "groups", i, "id"), g.id) for i, g in enumerate(config.console.groups)]
    ids: list[tuple[KeyPath, str]] = [*staffed, *listed, *grouped]
    yield from _twice(document, "The console id", ids, "Ids of staff, members and groups must differ.")
    for path, taken in ids:
        if taken == BOT_ID:
            yield document.fault(path, f"The console id `{BOT_ID}` is the bot's own.", "Choose another id.")
    members = {member for _, member in (*staffed, *listed)}
    bound = {name for _, compound in _compounds(config) for name in compound.groups}
    for index, group in enumerate(config.console.groups):
        yield from _console_group(document, ("console", "groups", index), group, bound, members)


def _console_group(
    document: Document, path: KeyPath, group: GroupSection, bound: set[str], members: set[str]
) -> Iterator[Fault]:
    if group.name not in bound:
        what = f"The console group `{group.name}` belongs to no compound."
        yield document.fault((*path, "name"), what, _one_of(group.name, bound))
    for index, member in enumerate(group.members):
        if member not in members:
            what = f"`{member}` is in the group {group.name}, but nobody has this id."
            yield document.fault((*path, "members", index), what, _one_of(member, members))


def _on_console(person: PersonSection) -> bool:
    return person.contact.startswith(f"{ACCOUNT}:")


def wechaty(config: ConfigFile, document: Document) -> Iterator[Fault]:
    """Account ids are unique and not the console's; each has one place for its token, and a pace that can be kept."""
    ids: list[tuple[KeyPath, str]] = [
        (("wechaty", i, "id"), said.id) for i, said in enumerate(config.wechaty)
    ]
    yield from _twice(document, "The account", ids, "Give each account an id of its own.")
    for index, said in enumerate(config.wechaty):
        path: KeyPath = ("wechaty", index)
        if said.id == ACCOUNT:
            yield document.fault((*path, "id"), f"`{ACCOUNT}` is the console's own.", "Choose another id.")
        if (said.token_env is None) == (said.token_file is None):
            what = f"The account {said.id} needs one place for the gateway's token."
            yield document.fault(path, what, "Write either `token_env:` or `token_file:`.")
        if not 0 < int(said.endpoint.rpartition(":")[2]) < 65536:
            what = f"`{said.endpoint}` has no port between 1 and 65535."
            yield document.fault((*path, "endpoint"), what, "Write it like 127.0.0.1:8788.")
        pace = pace_of(said.pacing)
        if pace.gap_from > pace.gap_to:
            what = f"The account {said.id} has a `gap_from` above its `gap_to`."
            yield document.fault((*path, "pacing"), what, "Make `gap_from` the shorter one.")
        if not said.tls and (said.ca_file or said.server_name):
            what = f"The account {said.id} names certificates without `tls: true`."
            yield document.fault(path, what, "Add `tls: true`, or take `ca_file` and `server_name` out.")


def database(config: ConfigFile, document: Document) -> Iterator[Fault]:
    """The database is one that Linli can use."""
    if config.database is not None and not config.database.startswith(DATABASES):
        way_out = "Write sqlite:///linli.db or postgresql+psycopg://user@host/name."
        yield document.fault(("database",), f"`{config.database}` is not a database URL.", way_out)


def _one_of(wrong: object, known: Iterable[str] | Mapping[str, object]) -> str:
    names = sorted(known)
    near = get_close_matches(str(wrong), names, n=1)
    return f"Did you mean `{near[0]}`?" if near else f"Use one of: {', '.join(names)}."


CHECKS: tuple[Check, ...] = (
    places,
    staff,
    leads,
    types,
    escalation,
    calendar,
    safety,
    conversation,
    console,
    wechaty,
    database,
)
