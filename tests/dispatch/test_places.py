"""Places: what a group may hear, and what the five levels know."""

from dispatch.places import Community, Compound, Grid
from tests.dispatch.builders import COMPOUND, GRID, place

HUAFU = Compound(name=COMPOUND, grid=GRID, aliases=("华府",), groups=("金辉华府业主群",))
LANSHAN = Compound(name="澜山苑", grid="城西网格")
COMMUNITY = Community(
    id="demo",
    name="清荣社区",
    street="玉屏街道",
    grids=(Grid(name=GRID, compounds=(HUAFU,)), Grid(name="城西网格", compounds=(LANSHAN,))),
)


def test_a_house_in_a_lane_is_no_building() -> None:
    assert place("竹篙弄15号", spot="后墙").public() == "金辉华府竹篙弄15号后墙"


def test_the_public_form_of_a_place_has_no_room() -> None:
    assert place("3", "2", room="501", spot="楼道").public() == "金辉华府3栋2单元楼道"


def test_the_full_form_of_a_place_has_the_room_before_the_spot() -> None:
    assert place("3", "2", room="501", spot="厨房").full() == "金辉华府3栋2单元501室厨房"


def test_a_place_without_parts_is_its_compound() -> None:
    assert (place().public(), place().full()) == (COMPOUND, COMPOUND)


def test_compounds_are_found_by_name_and_by_alias() -> None:
    names = (COMPOUND, "华府", "澜山苑", "别处")
    assert [COMMUNITY.compound_named(name) for name in names] == [HUAFU, HUAFU, LANSHAN, None]


def test_a_group_belongs_to_the_compound_that_lists_it() -> None:
    assert [COMMUNITY.compound_of_group(group) for group in ("金辉华府业主群", "同学群")] == [HUAFU, None]


def test_the_compounds_of_a_community_are_those_of_all_grids_in_order() -> None:
    assert COMMUNITY.compounds() == (HUAFU, LANSHAN)
