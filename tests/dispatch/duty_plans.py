"""Rosters, overrides and whole duty plans as Hypothesis draws them, all within February and March 2026."""

from datetime import date, datetime, time, timedelta

from hypothesis import strategies as st

from dispatch.calendar import WorkingCalendar
from dispatch.clock import SHANGHAI
from dispatch.duty import DutyPlan
from dispatch.overrides import Override, OverrideKind, OverrideState
from dispatch.roster import A_MONDAY, EmergencyShift, HolidayShift, Night, Roster, Rota, Shift
from tests.dispatch.builders import GRID, STAFF

FIRST = date(2026, 2, 9)  # a Monday; 春节 is from the 15th to the 23rd
DAYS = 28

IDS = ["wang", "li", "head", "secretary"]
ids = st.sampled_from(IDS)
loose_ids = st.sampled_from([*IDS, "gone", ""])
shifts = st.builds(Shift, a=loose_ids, b=loose_ids)
rotas = st.builds(
    Rota,
    turns=st.lists(ids, min_size=1, max_size=4).map(tuple),
    since=st.sampled_from([A_MONDAY, date(2026, 2, 16)]),
)
clock_times = st.builds(time, st.integers(0, 23), st.sampled_from([0, 30]))
minutes = st.integers(min_value=0, max_value=DAYS * 1440 - 1)
moments = minutes.map(lambda count: start_of(FIRST) + timedelta(minutes=count))
spans = st.tuples(moments, st.integers(1, 5 * 1440)).map(
    lambda drawn: (drawn[0], drawn[0] + timedelta(minutes=drawn[1]))
)
days = st.dates(min_value=FIRST, max_value=FIRST + timedelta(days=DAYS - 1))


def start_of(day: date) -> datetime:
    return datetime.combine(day, time(), SHANGHAI)


@st.composite
def rosters(draw: st.DrawFn) -> Roster:
    """A roster with any of its layers."""
    holidays = draw(st.lists(st.tuples(days, st.integers(0, 6), shifts), max_size=2))
    return Roster(
        grid=GRID,
        default=draw(shifts),
        week=draw(st.dictionaries(st.integers(0, 6), shifts, max_size=3)),
        alternate=draw(st.booleans()),
        rota=draw(st.none() | rotas),
        night=draw(st.none() | st.builds(Night, start=clock_times, end=clock_times, plan=shifts | rotas)),
        holiday=draw(st.none() | shifts),
        holidays=tuple(
            HolidayShift(first=day, last=day + timedelta(days=more), shift=shift)
            for day, more, shift in holidays
        ),
        emergencies=tuple(
            EmergencyShift(start=start, end=end, shift=shift)
            for (start, end), shift in draw(st.lists(st.tuples(spans, shifts), max_size=2))
        ),
    )


@st.composite
def overrides(draw: st.DrawFn) -> Override:
    """Leave, swap or cover, holding or not."""
    starts_at, ends_at = draw(spans)
    kind = draw(st.sampled_from(OverrideKind))
    return Override(
        kind=kind,
        person=draw(ids),
        substitute="" if kind is OverrideKind.LEAVE else draw(ids),
        starts_at=starts_at,
        ends_at=ends_at,
        by="wang",
        made_at=starts_at,
        state=draw(st.sampled_from([OverrideState.HOLDING, OverrideState.HOLDING, OverrideState.ASKED])),
    )


plans = st.builds(
    DutyPlan,
    staff=st.just(STAFF),
    rosters=rosters().map(lambda roster: {GRID: roster}),
    calendar=st.just(WorkingCalendar()),
    overrides=st.lists(overrides(), max_size=4).map(tuple),
)
