"""The five levels 街道 社区 网格 小区 楼栋 (street, community, grid, compound, building) and a place in them."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property


@dataclass(frozen=True, kw_only=True, slots=True)
class Compound:
    """小区: what residents call home. `groups` are the names of its chat groups."""

    name: str
    grid: str
    buildings: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    group_pattern: str = ""  # a regular expression that whole names of other groups of it match


@dataclass(frozen=True, kw_only=True, slots=True)
class Grid:
    """网格: the unit of duty, one or several compounds."""

    name: str
    compounds: tuple[Compound, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Community:
    """社区 under its street 街道: the unit that Linli serves; `id` marks every row of the store."""

    id: str
    name: str
    street: str
    grids: tuple[Grid, ...] = ()
    rooms: dict[str, str] = field(
        default_factory=dict, compare=False
    )  # bound by chat: conversation -> compound

    def compounds(self) -> tuple[Compound, ...]:
        return self._compounds

    def compound_named(self, name: str) -> Compound | None:
        return self._by_name.get(name)

    def compound_of_group(self, group: str, conversation: str = "") -> Compound | None:
        """The compound that a group was bound to by chat, else by its name, else by a pattern; None for a strange one."""
        bound = self._by_name.get(self.rooms.get(conversation, ""))
        return bound or self._by_group.get(group) or self._matching(group)

    def _matching(self, group: str) -> Compound | None:
        return next((compound for pattern, compound in self._patterns if pattern.fullmatch(group)), None)

    @cached_property
    def _compounds(self) -> tuple[Compound, ...]:
        return tuple(compound for grid in self.grids for compound in grid.compounds)

    @cached_property
    def _by_name(self) -> Mapping[str, Compound]:
        return {name: c for c in reversed(self._compounds) for name in (c.name, *c.aliases)}

    @cached_property
    def _patterns(self) -> Sequence[tuple[re.Pattern[str], Compound]]:
        return [(re.compile(c.group_pattern), c) for c in self._compounds if c.group_pattern]

    @cached_property
    def _by_group(self) -> Mapping[str, Compound]:
        return {group: c for c in reversed(self._compounds) for group in c.groups}


@dataclass(frozen=True, kw_only=True, slots=True)
class Place:
    """Where a case is; every part but the compound is None when unknown or when the place is public."""

    compound: str
    building: str | None = None
    unit: str | None = None
    room: str | None = None
    spot: str | None = None

    def public(self) -> str:
        """How a group may hear it: never a room (金辉华府3栋2单元电梯厅, 后街坊竹篙弄15号)."""
        parts = [self.compound]
        if self.building:
            parts.append(self.building if self.building.endswith("号") else f"{self.building}栋")
        if self.unit:
            parts.append(f"{self.unit}单元")
        if self.spot:
            parts.append(self.spot)
        return "".join(parts)

    def full(self) -> str:
        """How the handler hears it, with the room."""
        room = f"{self.room}室" if self.room else ""
        spot = self.spot or ""
        public = Place(compound=self.compound, building=self.building, unit=self.unit).public()
        return f"{public}{room}{spot}"
