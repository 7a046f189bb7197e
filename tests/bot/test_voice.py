"""At which moment a line goes into the outbox, and what is remembered of a question."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from bot.manners import Manners
from bot.voice import Voice
from dispatch.clock import VirtualClock
from dispatch.messages import Awaiting, Dialogue, Outbound, Purpose, Urgency
from dispatch.store import Store, Work
from tests.bot.stage import FAR, GROUP, LI, START, WANG
from tests.dispatch.builders import at, case

EVENING, NIGHT, MORNING = START, at("2026-03-02 23:00"), at("2026-03-03 07:00")
ANSWER_WITHIN = timedelta(minutes=10)
Speech = Callable[[Voice], object]


async def speak(store: Store, speech: Speech) -> Voice:
    """What the speech leaves behind, in one unit of work."""

    def unit(work: Work) -> Voice:
        voice = Voice(work=work, manners=Manners(), answer_within=ANSWER_WITHIN)
        speech(voice)
        return voice

    return await store.transact(unit)


async def lines(store: Store) -> list[Outbound]:
    """Everything that waits in the outbox, in the order in which it will be said."""
    return await store.transact(lambda work: work.outbox.claim(work.now + FAR))


async def due(store: Store, speech: Speech) -> datetime:
    """When the one line of the speech will be said."""
    await speak(store, speech)
    (only,) = await lines(store)
    return only.due_at


def receipt(voice: Voice) -> datetime:
    return voice.say_in(GROUP, "已登记 #1", Purpose.RECEIPT, group=True)


@pytest.mark.parametrize(
    ("now", "purpose", "expected"),
    [
        (EVENING, Purpose.RECEIPT, EVENING),
        (NIGHT, Purpose.RECEIPT, MORNING),
        (NIGHT, Purpose.EVALUATION, MORNING),
        (NIGHT, Purpose.REPLY, NIGHT),
        (NIGHT, Purpose.SAFETY, NIGHT),
    ],
)
async def test_a_group_hears_what_nobody_asked_for_only_by_day(
    store: Store, clock: VirtualClock, now: datetime, purpose: Purpose, expected: datetime
) -> None:
    clock.move_to(now)

    assert expected == await due(store, lambda voice: voice.say_in(GROUP, "…", purpose, group=True))


async def test_a_resident_in_private_hears_it_at_once_even_at_night(
    store: Store, clock: VirtualClock
) -> None:
    clock.move_to(NIGHT)

    def private(voice: Voice) -> None:
        voice.say_in("console:liayi", "已登记 #1", Purpose.RECEIPT, group=False)

    assert await due(store, private) == NIGHT


async def test_the_speaker_is_told_when_the_line_will_be_said(store: Store, clock: VirtualClock) -> None:
    clock.move_to(NIGHT)
    told: list[datetime] = []
    await speak(store, lambda voice: told.append(receipt(voice)))

    assert told == [MORNING]


async def test_lines_that_only_wait_in_the_outbox_use_the_budget_too(store: Store) -> None:
    await speak(store, lambda voice: [receipt(voice) for _ in range(7)])

    assert [START] * 6 + [START + timedelta(hours=1)] == [line.due_at for line in await lines(store)]


async def test_lines_that_were_said_use_the_budget_for_an_hour(store: Store, clock: VirtualClock) -> None:
    await speak(store, lambda voice: [receipt(voice) for _ in range(6)])
    said = [line.id for line in await lines(store)]
    await store.transact(lambda work: work.outbox.sent(said, work.now))
    clock.move_to(START + timedelta(minutes=20))

    assert START + timedelta(hours=1) == await due(store, receipt)


async def test_safety_texts_use_up_nothing_of_the_budget(store: Store) -> None:
    def burning(voice: Voice) -> None:
        for _ in range(6):
            voice.say_in(GROUP, "火警先打119。", Purpose.SAFETY, group=True)
        receipt(voice)

    await speak(store, burning)

    assert {START} == {line.due_at for line in await lines(store)}


async def test_one_group_does_not_use_the_budget_of_another(store: Store) -> None:
    def both(voice: Voice) -> None:
        for _ in range(6):
            receipt(voice)
        voice.say_in("console:rongjing", "已登记 #2", Purpose.RECEIPT, group=True)

    await speak(store, both)

    assert {START} == {line.due_at for line in await lines(store)}


@pytest.mark.parametrize(
    ("priority", "purpose", "expected"),
    [
        (1, Purpose.TASK, NIGHT),
        (2, Purpose.TASK, NIGHT),
        (3, Purpose.TASK, MORNING),
        (4, Purpose.REMINDER, MORNING),
        (3, Purpose.NOTICE, MORNING),
        (3, Purpose.REPLY, NIGHT),
        (3, Purpose.ALARM, NIGHT),
    ],
)
async def test_staff_hear_of_routine_cases_in_the_morning(
    store: Store, clock: VirtualClock, priority: int, purpose: Purpose, expected: datetime
) -> None:
    clock.move_to(NIGHT)
    about = case(priority=priority)

    assert expected == await due(store, lambda voice: voice.tell(WANG, "…", purpose, about))


async def test_what_is_about_no_case_is_told_at_once(store: Store, clock: VirtualClock) -> None:
    clock.move_to(NIGHT)

    assert await due(store, lambda voice: voice.tell(WANG, "周报", Purpose.NOTICE)) == NIGHT


async def test_a_line_carries_its_case_its_picture_and_its_reader(store: Store) -> None:
    about = case(number=3, priority=1)
    await speak(store, lambda voice: voice.tell(WANG, "火情", Purpose.ALARM, about, picture="a.jpg"))
    (line,) = await lines(store)

    assert (WANG.contact, 3, "a.jpg", Urgency.ALARM) == (
        line.conversation,
        line.number,
        line.picture,
        line.urgency,
    )


async def test_the_most_urgent_is_said_first(store: Store) -> None:
    def all_at_once(voice: Voice) -> None:
        voice.tell(WANG, "reply", Purpose.REPLY)
        voice.tell(WANG, "task", Purpose.TASK)
        voice.tell(LI, "alarm", Purpose.ALARM)

    await speak(store, all_at_once)

    assert [line.text for line in await lines(store)] == ["alarm", "task", "reply"]


def asking(due_at: datetime, within: timedelta | None = None) -> Speech:
    return lambda voice: voice.ask(
        GROUP, "console:liayi", Awaiting.PLACE, due=due_at, within=within, rounds=2
    )


def asked(due_at: datetime, within: timedelta) -> Dialogue:
    return Dialogue(
        conversation=GROUP,
        contact="console:liayi",
        awaiting=Awaiting.PLACE,
        asked_at=due_at,
        expires_at=due_at + within,
        rounds=2,
    )


async def test_the_time_to_answer_begins_when_the_question_is_said(store: Store) -> None:
    voice = await speak(store, asking(MORNING))

    assert (
        [asked(MORNING, ANSWER_WITHIN)] == voice.asked == await store.read(lambda work: work.dialogues.all())
    )


async def test_a_question_may_wait_as_long_as_it_says(store: Store) -> None:
    voice = await speak(store, asking(START, timedelta(hours=48)))

    assert [asked(START, timedelta(hours=48))] == voice.asked


async def test_a_closed_question_is_no_longer_open(store: Store) -> None:
    await speak(store, asking(START))
    voice = await speak(store, lambda voice: voice.close(GROUP, "console:liayi"))

    assert (
        voice.answered,
        await store.read(lambda work: work.dialogues.all()),
    ) == ([(GROUP, "console:liayi")], [])
