"""People who serve and the one channel contact they answer from. Residents are known only by contact."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property


class Role(StrEnum):
    """What a person may do; bound to contact ids by configuration or one-time code, never to a nickname."""

    GRID_MEMBER = "grid_member"  # 网格员
    GRID_HEAD = "grid_head"  # 网格长
    SECRETARY = "secretary"  # 书记
    PARTNER = "partner"  # 协办：物业、维保、供电、民警、志愿者


LEADS = frozenset({Role.GRID_HEAD, Role.SECRETARY})

ROLE_NAMES = {
    Role.GRID_MEMBER: "网格员",
    Role.GRID_HEAD: "网格长",
    Role.SECRETARY: "书记",
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


@dataclass(frozen=True, kw_only=True)
class Staff:
    """All staff of a community, with the look-ups that the domain needs."""

    people: tuple[Person, ...]

    def by_id(self, person_id: str) -> Person | None:
        return self._by_id.get(person_id)

    def by_contact(self, contact: str) -> Person | None:
        return self._by_contact.get(contact)

    def by_name(self, name: str) -> Person | None:
        return next((p for p in self.people if name and name in (p.name, p.title)), None)

    def secretary(self) -> Person | None:
        return next((p for p in self.people if p.role is Role.SECRETARY), None)

    def head_of(self, grid: str) -> Person | None:
        return self._heads.get(grid)

    @cached_property
    def _heads(self) -> Mapping[str, Person]:
        """The first 网格长 of every grid."""
        heads = [person for person in reversed(self.people) if person.role is Role.GRID_HEAD]
        return {grid: head for head in heads for grid in head.grids}

    @cached_property
    def _by_id(self) -> Mapping[str, Person]:
        return {person.id: person for person in reversed(self.people)}

    @cached_property
    def _by_contact(self) -> Mapping[str, Person]:
        return {person.contact: person for person in reversed(self.people)}
