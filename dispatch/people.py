"""People who serve and the channel contacts they answer from. Residents are known only by contact."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum


class Role(StrEnum):
    """What a person may do; bound to contact ids by configuration or one-time code, never to a nickname."""

    GRID_MEMBER = "grid_member"  # 网格员
    GRID_HEAD = "grid_head"  # 网格长
    SECRETARY = "secretary"  # 书记
    STREET = "street"  # 街道: hears of what the community could not do, looks on and supervises
    PARTNER = "partner"  # 协办：物业、维保、供电、民警、志愿者


LEADS = frozenset({Role.GRID_HEAD, Role.SECRETARY})

ROLE_NAMES = {
    Role.GRID_MEMBER: "网格员",
    Role.GRID_HEAD: "网格长",
    Role.SECRETARY: "书记",
    Role.STREET: "街道",
    Role.PARTNER: "协办",
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Person:
    """One of the staff. `id` is stable and Latin, `contact` is "account:contact id" (console:wangfang).

    `grids` are the grids served; for the secretary all, for a partner those it works in.
    """

    id: str
    name: str
    role: Role
    contact: str
    grids: tuple[str, ...] = ()
    title: str = ""  # how the role is shown when not the default: 物业管家

    @property
    def shown(self) -> str:
        """王芳(网格员); 林书记 and 物业小翁 say what they are already."""
        role = ROLE_NAMES[self.role]
        telling = self.name.endswith(role) or (self.title and self.name[:2] in self.title)
        return self.name if telling else f"{self.name}({self.title or role})"


class Staff:
    """All staff of a community, with the look-ups that the domain needs.

    Who they are is configured and stays; which contacts speak for them is bound while the bot runs (`bind`), and is
    the one thing of an office that changes.
    """

    def __init__(self, *, people: Sequence[Person]) -> None:
        self._listed = tuple(people)
        self.bind({})

    def bind(self, contacts: Mapping[str, str], prefer: Sequence[str] = ()) -> None:
        """Let these contacts ("account:id" to person id) speak for people, beside the configured ones.

        Somebody with several is written to at the one whose account comes first in `prefer`, then at the one that was
        bound last, then at the configured one. A configured contact that was bound to somebody else speaks for them
        alone; contacts of who is not on the staff speak for nobody.
        """
        bound = {contact: who for contact, who in contacts.items() if any(who == p.id for p in self._listed)}
        mine: dict[str, list[str]] = {
            person.id: [person.contact] if person.contact not in bound else [] for person in self._listed
        }
        for contact, person_id in bound.items():
            mine[person_id].append(contact)
        order = {account: place for place, account in enumerate(prefer)}
        self.people = tuple(
            replace(person, contact=_preferred(mine[person.id], order)) for person in self._listed
        )
        self._by_id = {person.id: person for person in reversed(self.people)}
        heads = [person for person in reversed(self.people) if person.role is Role.GRID_HEAD]
        self._heads = {grid: head for head in heads for grid in head.grids}
        self._by_contact = {
            contact: self._by_id[person.id]
            for person in reversed(self._listed)
            for contact in mine[person.id]
            if contact
        }

    def by_id(self, person_id: str) -> Person | None:
        return self._by_id.get(person_id)

    def by_contact(self, contact: str) -> Person | None:
        return self._by_contact.get(contact)

    def by_name(self, name: str) -> Person | None:
        return next((p for p in self.people if name and name in (p.name, p.title)), None)

    def secretary(self) -> Person | None:
        return next((p for p in self.people if p.role is Role.SECRETARY), None)

    def street(self) -> Person | None:
        return next((p for p in self.people if p.role is Role.STREET), None)

    def head_of(self, grid: str) -> Person | None:
        """The first 网格长 of the grid."""
        return self._heads.get(grid)


def _preferred(contacts: Sequence[str], order: Mapping[str, int]) -> str:
    latest = [contact for contact in reversed(contacts) if contact]
    return min(latest, key=lambda contact: order.get(contact.partition(":")[0], len(order)), default="")
