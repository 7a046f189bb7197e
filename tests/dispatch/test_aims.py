"""三清: fixed by whatever takes the case, changed by a word, new with a new type."""

from collections.abc import Callable

import pytest

from dispatch import handling
from dispatch.aims import AIMS
from dispatch.cases import Case
from dispatch.errors import Refusal, Why
from dispatch.policy import TYPES
from tests.dispatch.builders import WANG, at
from tests.dispatch.stage import PARTNER, Stage, done

LIFT = ("电梯恢复正常运行", "来回试梯三次无故障")
TAKEN: dict[str, Callable[[Stage], Case | Refusal]] = {
    "接单": lambda stage: stage.do(handling.accept, WANG, 1),
    "到场": lambda stage: stage.do(handling.arrive, WANG, 1),
    "协办": lambda stage: stage.do(handling.transfer, WANG, 1, PARTNER, ""),
    "办结": lambda stage: stage.do(handling.resolve, WANG, 1, "电梯换了主板"),
    "挂账": lambda stage: stage.do(handling.park, WANG, 1, at("2026-04-01 09:00"), "等配件"),
}


def said(case: Case) -> tuple[str, str]:
    return case.goal, case.criterion


def test_every_type_has_its_aim() -> None:
    assert AIMS.keys() == TYPES.keys()


def test_every_aim_fits_a_line_of_a_phone() -> None:
    assert all(0 < len(text) <= 16 for aim in AIMS.values() for text in (aim.goal, aim.criterion))


def test_a_case_that_nobody_took_has_no_aim(stage: Stage) -> None:
    assert said(stage.opened()) == ("", "")


@pytest.mark.parametrize("take", TAKEN.values(), ids=TAKEN.keys())
def test_whatever_takes_the_case_fixes_its_aim(stage: Stage, take: Callable[[Stage], object]) -> None:
    stage.opened()
    take(stage)
    assert said(stage.case()) == LIFT


def test_the_goal_is_said_in_other_words(stage: Stage) -> None:
    stage.accepted()
    case = done(stage.do(handling.aim, WANG, 1, goal="先修好2单元"))
    assert said(case) == ("先修好2单元", LIFT[1])


def test_a_second_acceptance_does_not_undo_the_words(stage: Stage) -> None:
    stage.accepted()
    stage.do(handling.aim, WANG, 1, criterion="李阿姨说好了")
    stage.do(handling.arrive, WANG, 1)
    assert said(stage.case()) == (LIFT[0], "李阿姨说好了")


def test_without_words_nothing_is_changed(stage: Stage) -> None:
    stage.accepted()
    assert stage.do(handling.aim, WANG, 1) == Refusal(code=Why.NEEDS_REASON, number=1)


def test_before_anybody_took_it_there_is_nothing_to_change(stage: Stage) -> None:
    stage.opened()
    refusal = stage.do(handling.aim, WANG, 1, goal="先修好2单元")
    assert refusal == Refusal(code=Why.WRONG_STATUS, number=1, detail="assigned")


def test_a_new_type_brings_its_own_aim(stage: Stage) -> None:
    stage.accepted()
    assert said(done(stage.do(handling.retype, WANG, 1, "light"))) == ("灯恢复照明", "天黑后灯亮")
