"""Every sentence the bot says is pinned once, and no sentence in a group names a phone, a room or an illness."""

import inspect
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

import pytest

from bot.configuration.safety import SAFETY_TEXTS
from bot.replies import (
    accounts,
    agenda,
    answers,
    binding,
    duty,
    rooms,
    several,
    tallies,
    to_residents,
    to_staff,
    words,
)
from dispatch.absences import Unfit
from dispatch.cases import Case, Status, Supporter
from dispatch.errors import Why
from dispatch.policy import TYPES
from tests.bot.duty_sentences import SPANS
from tests.bot.sentences import NOW, REFUSALS, SENTENCES, WHO
from tests.dispatch.builders import at, case, place

WORDS = {
    "type_name",
    "moment",
    "before",
    "label",
    "discreet",
    "list_line",
    "span",
    "clock_span",
    "pair",
    "sheet_days",
    "open_line",
    "steps_line",
}  # parts of sentences, not spoken alone


@pytest.mark.parametrize(
    ("say", "arguments", "expected"),
    SENTENCES,
    ids=[f"{say.__name__}-{index}" for index, (say, _, _) in enumerate(SENTENCES)],
)
def test_the_bot_says(say: Callable[..., str], arguments: tuple[object, ...], expected: str) -> None:
    assert expected == say(*arguments)


def test_every_sentence_is_in_the_table() -> None:
    spoken = {
        name
        for module in (
            accounts,
            agenda,
            answers,
            binding,
            duty,
            rooms,
            several,
            tallies,
            to_residents,
            to_staff,
            words,
        )
        for name, function in inspect.getmembers(module, inspect.isfunction)
        if function.__module__ == module.__name__ and not name.startswith("_")
    }

    assert spoken - WORDS == {say.__name__ for say, _, _ in SENTENCES}


def test_every_refusal_is_in_the_table_once() -> None:
    assert list(Why) == [arguments[0].code for _, arguments, _ in REFUSALS]  # type: ignore[attr-defined]


def test_no_sentence_of_one_function_is_pinned_twice() -> None:
    pinned = [(say, expected) for say, _, expected in SENTENCES]

    assert len(pinned) == len(set(pinned))


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        ("2026-03-01 09:05", "昨天09:05"),
        ("2026-03-02 19:30", "今天19:30"),
        ("2026-03-03 09:00", "明天09:00"),
        ("2026-03-04 09:00", "3月4日09:00"),
        ("2026-11-26 17:30", "11月26日17:30"),
    ],
)
def test_a_moment_is_said_as_neighbours_say_it(moment: str, expected: str) -> None:
    assert expected == words.moment(at(moment), NOW)


@pytest.mark.parametrize(("start", "end", "expected"), SPANS)
def test_a_span_is_said_with_its_weekdays(start: str, end: str, expected: str) -> None:
    assert expected == duty.span(at(start), at(end), NOW)


def test_every_reason_why_nothing_can_be_arranged_is_in_the_table_once() -> None:
    assert list(Unfit) == [arguments[0] for say, arguments, _ in SENTENCES if say is duty.unfit]


# what a group may hear

PHONE, ROOM, ILLNESS = "13812345678", "1803", "癫痫"
GROUP_SENTENCES: tuple[Callable[[Case], str], ...] = (
    lambda case: to_residents.receipt("李阿姨", [case], WHO, NOW),
    lambda case: to_residents.receipt("李阿姨", [case, replace(case, type="lift")], WHO, NOW),
    lambda case: to_residents.joined("陈伯", case),
    lambda case: to_residents.merged_receipts([words.discreet(case)]),
    lambda case: to_residents.safety(SAFETY_TEXTS.get(case.type, SAFETY_TEXTS["default"]), case),
    lambda case: to_residents.ask_place("李阿姨", [case.type], 1),
    lambda case: to_residents.ask_place("李阿姨", [case.type], 2),
    lambda case: to_residents.ask_evaluation("李阿姨", case, ["陈伯"]),
    lambda case: to_residents.remind_evaluation("李阿姨", case),
    lambda case: to_residents.evaluated("李阿姨", case),
    lambda case: to_residents.reopened("李阿姨", case, WHO),
    lambda case: to_residents.withdrawn("李阿姨", [case.number]),
    lambda case: to_residents.withdrawal_passed_on("李阿姨", case),
    lambda case: to_residents.urged("李阿姨", case, WHO),
    *(
        lambda case, status=status: answers.progress(replace(case, status=status), NOW, WHO)
        for status in Status
    ),
)


def telling(code: str, accept_due: datetime = NOW) -> Case:
    """A case whose every field says what a group must not hear."""
    return case(
        type_code=code,
        place=place("3", "2", room=ROOM),
        text=f"我妈{ILLNESS}发作，{ROOM}，{PHONE}",
        reporter_name=f"3-2-{ROOM}李建国",
        accept_due=accept_due,
        supporters=(Supporter(contact="console:chenbo", name=f"陈伯{PHONE}"),),
        solution=f"3-2-{ROOM} 已去过，电话{PHONE}" + (f"，{ILLNESS}" if TYPES[code].private else ""),
    )


@pytest.mark.parametrize("code", sorted(TYPES))
def test_a_group_hears_no_phone_no_room_and_no_illness(code: str) -> None:
    said = "\n".join(sentence(telling(code)) for sentence in GROUP_SENTENCES)

    assert [secret for secret in (PHONE, ROOM, ILLNESS, "李建国") if secret in said] == []


@pytest.mark.parametrize("code", sorted(code for code, policy in TYPES.items() if policy.private))
def test_a_group_never_hears_that_a_matter_is_private(code: str) -> None:
    said = "\n".join(sentence(telling(code)) for sentence in GROUP_SENTENCES)

    assert TYPES[code].name not in said


@pytest.mark.parametrize("code", sorted(code for code, policy in TYPES.items() if not policy.private))
def test_a_receipt_in_a_group_is_one_short_line(code: str) -> None:
    said = to_residents.receipt("一个名字很长很长很长很长", [telling(code)], WHO, NOW)

    assert (len(said) <= 60, said.count("\n")) == (True, 0)


def test_a_group_hears_no_private_matter_named_beside_another() -> None:
    assert (
        to_residents.ask_place("李阿姨", ["dispute", "lift"], 1)
        == "@李阿姨 这件事、电梯故障在几栋几单元，或者哪个位置？"
    )
