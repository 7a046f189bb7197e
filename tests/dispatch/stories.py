"""Two weeks of cases with all that happened to them, to be counted by hand."""

from dispatch.cases import Action, Change
from dispatch.places import Place
from dispatch.policy import TYPES
from tests.dispatch.builders import GRID, at, place

Step = tuple[str, str, Action, dict[str, object]]


def moment(text: str) -> str:
    return at(f"2026-{text}").isoformat()


def clocks(accept: str, first: str, resolve: str | None) -> dict[str, object]:
    resolve_due = moment(resolve) if resolve else None
    return {"accept_due": moment(accept), "first_due": moment(first), "resolve_due": resolve_due}


def assigned(when: str, to: str, accept: str, first: str, resolve: str | None) -> Step:
    return when, "system", Action.ASSIGN, {"assignee": to, "asked": [to], **clocks(accept, first, resolve)}


def step(when: str, who: str, action: Action, **facts: object) -> Step:
    return when, who, action, facts


def moved(when: str, who: str, action: Action, to: str, accept: str) -> Step:
    return step(when, who, action, assignee=to, asked=[to], accept_due=moment(accept))


def answered(when: str, evaluation: str) -> Step:
    return step(when, "reporter", Action.EVALUATE, evaluation=evaluation)


def supported(when: str, neighbour: str) -> Step:
    return step(when, neighbour, Action.SUPPORT, name=neighbour)


# Every case: type, place, when it was reported, and what happened. All moments are of 2026; the week is
# Monday 03-09 to Sunday 03-15, the week before begins on 03-02, the summary is made on 03-16 at 08:30.
STORIES: dict[int, tuple[str, Place, str, list[Step]]] = {
    1: ("lift", place("3", "2"), "03-09 09:00", [  # confirmed, all in time, taken after 10 min
        assigned("03-09 09:00", "wang", "03-09 09:30", "03-09 11:00", "03-12 09:00"),
        step("03-09 09:10", "wang", Action.ACCEPT),
        step("03-10 15:00", "wang", Action.RESOLVE),
        answered("03-10 16:00", "satisfied"),
    ]),
    2: ("lift", place("3", "1"), "03-10 09:00", [  # taken late (40 min), reopened, overdue since the 14th
        assigned("03-10 09:00", "wang", "03-10 09:30", "03-10 11:00", "03-13 09:00"),
        step("03-10 09:40", "wang", Action.ACCEPT),
        step("03-11 09:00", "wang", Action.RESOLVE),
        step("03-11 12:00", "reporter", Action.REOPEN, level=2, resolve_due=moment("03-14 12:00")),
    ]),
    3: ("lift", place("3", "2"), "03-11 09:00", [  # closed silently, taken after 20 min
        assigned("03-11 09:00", "wang", "03-11 09:30", "03-11 11:00", "03-14 09:00"),
        step("03-11 09:20", "wang", Action.ACCEPT),
        step("03-12 09:00", "wang", Action.RESOLVE),
        step("03-14 09:00", "system", Action.CLOSE),
    ]),
    4: ("light", place(spot="东门"), "03-12 09:00", [  # nobody took it in the week; three supporters
        assigned("03-12 09:00", "li", "03-12 15:30", "03-13 09:00", "03-17 09:00"),
        supported("03-12 20:00", "chen"),
        supported("03-13 08:00", "lin"),
        supported("03-13 09:00", "wu"),
        step("03-17 08:00", "li", Action.ACCEPT),
    ]),
    5: ("noise", place("5"), "03-02 10:00", [  # solved the week before, confirmed in the week
        assigned("03-02 10:00", "li", "03-02 12:00", "03-03 10:00", "03-09 10:00"),
        step("03-02 11:00", "li", Action.ACCEPT),
        step("03-04 10:00", "li", Action.RESOLVE),
        answered("03-09 09:00", "mostly"),
    ]),
    6: ("noise", place("5"), "03-03 10:00", [  # came and went the week before
        assigned("03-03 10:00", "li", "03-03 12:00", "03-04 10:00", "03-06 10:00"),
        step("03-03 11:00", "li", Action.ACCEPT),
        step("03-05 10:00", "li", Action.RESOLVE),
        step("03-07 10:00", "system", Action.CLOSE),
    ]),
    7: ("sanitation", place("5"), "03-10 10:00", [  # withdrawn: counts nowhere
        assigned("03-10 10:00", "li", "03-10 16:00", "03-11 10:00", "03-12 10:00"),
        supported("03-10 10:05", "chen"),
        step("03-10 11:00", "reporter", Action.WITHDRAW),
    ]),
    8: ("sanitation", place("5"), "03-10 10:00", [  # rejected: counts nowhere
        assigned("03-10 10:00", "li", "03-10 16:00", "03-11 10:00", "03-12 10:00"),
        step("03-10 11:00", "li", Action.REJECT),
    ]),
    9: ("sanitation", place("5"), "03-10 10:00", [  # merged: counts nowhere
        assigned("03-10 10:00", "li", "03-10 16:00", "03-11 10:00", "03-12 10:00"),
        step("03-10 11:00", "li", Action.MERGE, into=10),
    ]),
    10: ("sanitation", place("5", spot="垃圾房"), "03-10 16:30", [  # taken after 90 working minutes; partner
        assigned("03-10 16:30", "li", "03-11 11:30", "03-11 16:30", "03-12 16:30"),
        step("03-11 09:00", "li", Action.ACCEPT),
        step("03-11 09:05", "li", Action.HAND_OVER, partner="steward"),
        step("03-11 10:00", "steward", Action.RESOLVE),
        answered("03-12 10:00", "satisfied"),
    ]),
    11: ("facility", place("1"), "02-25 10:00", [  # overdue since 03-04, both weeks
        assigned("02-25 10:00", "wang", "02-25 16:00", "02-26 10:00", "03-04 10:00"),
        step("02-25 11:00", "wang", Action.ACCEPT),
        step("03-17 09:00", "wang", Action.RESOLVE),
    ]),
    12: ("parking", place("1"), "03-03 10:00", [  # parked both weeks; its deadline does not count
        assigned("03-03 10:00", "li", "03-03 12:00", "03-04 10:00", "03-10 10:00"),
        step("03-03 11:00", "li", Action.ACCEPT),
        step("03-05 10:00", "li", Action.PARK, review_on=moment("04-01 08:30")),
        step("03-17 10:00", "li", Action.RESUME, resolve_due=moment("03-24 10:00")),
    ]),
    13: ("greenery", place(spot="中心花园"), "03-04 10:00", [  # returned, transferred: taken in 5 h 30; overdue
        assigned("03-04 10:00", "wang", "03-05 10:00", "03-06 10:00", "03-13 10:00"),
        moved("03-05 09:00", "wang", Action.RETURN, "head", "03-06 09:00"),
        moved("03-09 10:00", "head", Action.TRANSFER, "li", "03-10 10:00"),
        step("03-10 09:00", "li", Action.ACCEPT),
    ]),
    14: ("medical", place("3", "2", room="501"), "03-15 23:00", [  # an emergency, taken after 2 min
        assigned("03-15 23:00", "wang", "03-15 23:05", "03-15 23:00", None),
        step("03-15 23:02", "wang", Action.ACCEPT),
        step("03-15 23:40", "wang", Action.RESOLVE),
    ]),
    15: ("access", place("3"), "03-16 00:00", []),  # the next week
    16: ("pest", place("7"), "03-06 10:00", [  # reopened and solved in the week; confirmed after it
        assigned("03-06 10:00", "li", "03-06 15:30", "03-06 16:00", "03-11 10:00"),
        step("03-06 17:00", "li", Action.ACCEPT),  # after the first-reply clock
        step("03-08 23:00", "li", Action.RESOLVE),
        step("03-09 08:00", "reporter", Action.REOPEN, level=2, resolve_due=moment("03-12 08:00")),
        step("03-10 10:00", "li", Action.RESOLVE),
        answered("03-16 08:00", "satisfied"),
    ]),
    17: ("consult", place(), "03-05 10:00", [  # parked over the week's end, solved late
        assigned("03-05 10:00", "li", "03-06 10:00", "03-06 10:00", "03-06 10:00"),
        step("03-05 11:00", "li", Action.ACCEPT),
        step("03-06 09:00", "li", Action.PARK, review_on=moment("03-11 08:30")),
        step("03-11 08:30", "system", Action.RESUME, resolve_due=moment("03-13 17:30")),
        step("03-14 10:00", "li", Action.RESOLVE),
    ]),
}  # fmt: skip


def history(number: int) -> list[Change]:
    type_code, where, opened_at, steps = STORIES[number]
    facts: dict[str, object] = {
        "compound": where.compound,
        "building": where.building,
        "unit": where.unit,
        "room": where.room,
        "spot": where.spot,
        "type": type_code,
        "priority": TYPES[type_code].priority,
        "grid": GRID,
        "text": "…",
        "reporter_name": "李阿姨",
        "conversation": "console:group",
    }
    told = [(opened_at, "reporter", Action.REPORT, facts), *steps]
    return [
        Change(number=number, at=at(f"2026-{when}"), who=who, action=action, facts=facts)
        for when, who, action, facts in told
    ]
