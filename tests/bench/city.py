"""A city as a configuration file: so many groups, each a compound of its own, four compounds a grid."""

from pathlib import Path

from bot.configuration import load
from bot.configuration.settings import Settings

COMPOUNDS_A_GRID = 4
BUILDINGS = ", ".join(str(number) for number in range(1, 13))


def city(folder: Path, groups: int) -> Settings:
    """The settings of a city whose file and database lie in `folder`."""
    return load(written(folder, groups))


def written(folder: Path, groups: int) -> Path:
    """The configuration file of such a city."""
    file = folder / "city.yaml"
    file.write_text("\n".join(_lines(groups)), encoding="utf-8")
    return file


def group_name(number: int) -> str:
    """Groups are counted from 0."""
    return f"小区{number}号院业主群"


def conversation(number: int) -> str:
    """The group on the console channel."""
    return f"console:group{number}"


def _lines(groups: int) -> list[str]:
    grids = range((groups + COMPOUNDS_A_GRID - 1) // COMPOUNDS_A_GRID)
    return [
        "community: {id: city, street: 一街, name: 一城, grids: [",
        *(f"  {{name: {grid}网格, compounds: [{_compounds(grid, groups)}]}}," for grid in grids),
        "]}",
        "staff:",
        '  - {id: secretary, name: 书记甲, role: secretary, contact: "console:secretary"}',
        *(_person(grid, role, name) for grid in grids for role, name in _ROLES),
        "roster:",
        *(f"  {grid}网格: {{a: a{grid}, b: b{grid}}}" for grid in grids),
        "console:",
        "  members: [{id: resident, name: 李阿姨}, {id: neighbour, name: 陈伯}]",
        "  groups:",
        *(
            f"  - {{id: group{n}, name: {group_name(n)}, members: [resident, neighbour]}}"
            for n in range(groups)
        ),
    ]


_ROLES = (("grid_member", "a"), ("grid_member", "b"), ("grid_head", "h"))


def _person(grid: int, role: str, letter: str) -> str:
    own = f"{letter}{grid}"
    return (
        f'  - {{id: {own}, name: 网格员{own}, role: {role}, contact: "console:{own}", grids: [{grid}网格]}}'
    )


def _compounds(grid: int, groups: int) -> str:
    numbers = range(COMPOUNDS_A_GRID * grid, min(groups, COMPOUNDS_A_GRID * (grid + 1)))
    return ", ".join(
        f"{{name: 小区{n}号院, buildings: [{BUILDINGS}], groups: [{group_name(n)}]}}" for n in numbers
    )
