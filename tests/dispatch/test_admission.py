"""Who may bind a group to a compound, and what a rename leaves."""

from dispatch import admission
from dispatch.errors import Refusal, Why
from dispatch.people import Person
from dispatch.rooms import Room
from tests.dispatch.builders import COMPOUND, HEAD, SECRETARY, WANG
from tests.dispatch.stage import FAR_COMPOUND, OFFICE, PARTNER, ZHAO, Stage

GROUP = "wechat:room"


def bound(stage: Stage, person: Person, name: str) -> Room | Refusal:
    return stage.run(lambda work: admission.bind(OFFICE, work, person, GROUP, "同学群", name))


def test_people_of_the_grid_and_the_secretary_bind_a_group(stage: Stage) -> None:
    for person in (WANG, HEAD, SECRETARY):
        room = bound(stage, person, COMPOUND)
        assert isinstance(room, Room)
        assert (room.compound, room.by) == (COMPOUND, person.id)
    assert [room.by for room in stage.run(lambda work: work.rooms.all())] == [SECRETARY.id]


def test_people_of_another_grid_do_not(stage: Stage) -> None:
    assert bound(stage, WANG, FAR_COMPOUND) == Refusal(code=Why.NOT_YOUR_GRID, detail=FAR_COMPOUND)
    assert isinstance(bound(stage, ZHAO, FAR_COMPOUND), Room)


def test_people_of_another_grid_take_no_group_away(stage: Stage) -> None:
    bound(stage, WANG, COMPOUND)
    assert bound(stage, ZHAO, FAR_COMPOUND) == Refusal(code=Why.NOT_YOUR_GRID, detail=COMPOUND)
    assert isinstance(bound(stage, SECRETARY, FAR_COMPOUND), Room)


def test_an_unknown_compound_is_answered_with_the_known_ones(stage: Stage) -> None:
    expected = Refusal(code=Why.UNKNOWN_COMPOUND, detail=f"{COMPOUND}、{FAR_COMPOUND}")
    assert bound(stage, SECRETARY, "银辉华府") == expected
    assert bound(stage, PARTNER, "银辉华府") == expected


def test_a_room_of_no_compound_is_not_known(stage: Stage) -> None:
    assert stage.run(lambda work: admission.known(OFFICE, work, GROUP, "同学群")) is None


def test_an_invitation_is_answered_once(stage: Stage) -> None:
    refusal = Refusal(code=Why.NO_INVITATION, number=1)
    assert stage.run(lambda work: admission.answer(work, 1, True)) == refusal
