"""What people arrange among themselves: 换班 with consent, 请假, 顶班; refused as a value with its reason."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from dispatch.coverage import OpenShift, by_shifts, open_shifts, stands_in
from dispatch.duty import DutyPlan, serves
from dispatch.manning import look_again, plan_from
from dispatch.office import Office
from dispatch.overrides import Override, OverrideKind, OverrideState
from dispatch.people import LEADS, Person, Role
from dispatch.store import Work

CONSENT_WITHIN = timedelta(hours=12)


class Unfit(StrEnum):
    """Why an arrangement cannot be made; bot/replies/duty.py has a sentence for each."""

    PAST = "past"  # the time is over
    NOT_ON_DUTY = "not_on_duty"  # nothing to swap or to cover
    SAME_PERSON = "same_person"
    OUTSIDER = "outsider"  # the colleague does not serve this grid
    AWAY = "away"  # the colleague is on leave then
    NOT_YOURS = "not_yours"  # only 书记, or 网格长 in the own grid, arranges for others
    NOTHING_ASKED = "nothing_asked"  # nobody waits for a consent
    SEVERAL_ASKED = "several_asked"  # several wait: which one?
    NO_LEAVE = "no_leave"  # no leave to take back
    NO_SWAP = "no_swap"  # no swap to take back
    ALREADY = "already"  # the two have swapped then, or one of them waits for an answer
    SETTLED = "settled"  # both agreed: only a lead takes that back


@dataclass(frozen=True, kw_only=True, slots=True)
class Span:
    """A half-open span of time [start, end)."""

    start: datetime
    end: datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class Leave:
    """请假 as it was noted, with what is left open by it and the cover that was arranged or asked for."""

    override: Override
    cover: Override | Unfit | None
    open: tuple[OpenShift, ...]


def may_arrange(by: Person, who: Person) -> bool:
    """Whether `by` may arrange for `who`: everybody for themselves, 书记 for all, 网格长 in the own grids."""
    if by.id == who.id or by.role is Role.SECRETARY:
        return True
    return by.role is Role.GRID_HEAD and bool(set(by.grids) & set(who.grids))


def swap(
    office: Office, work: Work, by: Person, who: Person, colleague: Person, span: Span
) -> Override | Unfit:
    """换班: each stands where the other would; waits for the colleague's 同意 unless somebody may decide it."""
    span = _by_shifts(office, work, who, span)
    unfit = _unfit(office, work, by, who, colleague, span)
    if unfit:
        return unfit
    if any({one.person, one.substitute} == {who.id, colleague.id} for one in _swaps(work, who, span)):
        return Unfit.ALREADY  # a second swap would undo the first
    return _arranged(work, _override(work, OverrideKind.SWAP, by, who, span, colleague), by, who)


def leave(
    office: Office, work: Work, by: Person, who: Person, span: Span, backup: Person | None, reason: str
) -> Leave | Unfit:
    """请假: holds at once; a named backup is asked for consent, unless somebody decides who may."""
    span = _by_shifts(office, work, who, span)
    if span.end <= work.now:
        return Unfit.PAST
    if not may_arrange(by, who):
        return Unfit.NOT_YOURS
    away = _kept(work, _override(work, OverrideKind.LEAVE, by, who, span, None, reason))
    covered = _cover_for(office, work, by, who, backup, span) if backup else None
    plan = plan_from(office, work, span.start)
    left = [
        one for one in open_shifts(plan, _grids(office, who), span.start, span.end) if one.person == who.id
    ]
    return Leave(override=away, cover=covered, open=tuple(left))


def cover(office: Office, work: Work, by: Person, who: Person, shift: OpenShift) -> Override | Unfit:
    """顶班: `who` takes an open shift; nobody has to agree, since it is theirs to give."""
    if not may_arrange(by, who):
        return Unfit.NOT_YOURS
    if shift.ends_at <= work.now:
        return Unfit.PAST
    span = Span(start=shift.starts_at, end=shift.ends_at)
    absent = office.staff.by_id(shift.person)
    assert absent is not None  # an open shift is of somebody on the staff
    unfit = _cannot(plan_from(office, work, span.start), who, absent, span)
    if unfit:
        return unfit
    return _kept(work, _override(work, OverrideKind.COVER, by, absent, span, who))


def open_to(office: Office, work: Work, who: Person, span: Span) -> list[OpenShift]:
    """The open shifts of the person's grids in the span, by time; not the person's own."""
    plan = plan_from(office, work, span.start)
    found = open_shifts(plan, _grids(office, who), max(span.start, work.now), span.end)
    return [shift for shift in found if shift.person != who.id]


def answered(work: Work, person: Person, yes: bool, number: int | None = None) -> Override | Unfit:
    """同意 or 不同意 to what a colleague asked; `number` where several ask."""
    asked = [one for one in work.overrides.asked_of(person.id) if number in (None, one.id)]
    if not asked:
        return Unfit.NOTHING_ASKED
    if len(asked) > 1:
        return Unfit.SEVERAL_ASKED
    request = asked[0]
    if request.ends_at <= work.now:
        return Unfit.PAST
    span = Span(start=request.starts_at, end=request.ends_at)
    if yes and _on_leave(work.overrides.holding(work.now), person, span):
        return Unfit.AWAY
    return _with_state(work, request, OverrideState.HOLDING if yes else OverrideState.REFUSED)


def expire(work: Work) -> list[Override]:
    """Requests that nobody answered in time, now closed."""
    return [_with_state(work, one, OverrideState.EXPIRED) for one in work.overrides.expired(work.now)]


def cancel_leave(work: Work, by: Person, who: Person, span: Span | None) -> list[Override] | Unfit:
    """销假: the leaves that touch the span (all that are not over without one), with the covers for them."""
    if not may_arrange(by, who):
        return Unfit.NOT_YOURS
    coming = [one for one in work.overrides.holding(work.now) if one.person == who.id]
    leaves = [one for one in coming if one.kind is OverrideKind.LEAVE and (span is None or _touch(one, span))]
    if not leaves:
        return Unfit.NO_LEAVE
    covers = [
        one
        for one in coming
        if one.kind is OverrideKind.COVER
        and any(away.starts_at <= one.starts_at and one.ends_at <= away.ends_at for away in leaves)
    ]
    return [_with_state(work, one, OverrideState.CANCELLED) for one in (*leaves, *covers)]


def cancel_swap(work: Work, by: Person, who: Person, span: Span | None) -> list[Override] | Unfit:
    """换班 取消: the asker takes back a request; what both agreed to is taken back by a lead alone."""
    if not may_arrange(by, who):
        return Unfit.NOT_YOURS
    found = _swaps(work, who, span)
    mine = [one for one in found if one.state is OverrideState.ASKED and one.person == who.id]
    wanted = found if by.role in LEADS else mine
    if not wanted:
        return Unfit.SETTLED if found else Unfit.NO_SWAP
    return [_with_state(work, one, OverrideState.CANCELLED) for one in wanted]


def _swaps(work: Work, who: Person, span: Span | None) -> list[Override]:
    """The swaps of this person that hold or wait for an answer and are not over."""
    return [
        one
        for one in work.overrides.current(work.now)
        if one.kind is OverrideKind.SWAP
        and who.id in (one.person, one.substitute)
        and (span is None or _touch(one, span))
    ]


def _cover_for(
    office: Office, work: Work, by: Person, who: Person, backup: Person, span: Span
) -> Override | Unfit:
    unfit = _cannot(plan_from(office, work, span.start), backup, who, span)
    if unfit:
        return unfit
    return _arranged(work, _override(work, OverrideKind.COVER, by, who, span, backup), by, who)


def _by_shifts(office: Office, work: Work, who: Person, span: Span) -> Span:
    """A span of days as the person's nights count them; as it is where nothing would be left of it."""
    plan, grids = plan_from(office, work, min(span.start, work.now)), _grids(office, who)
    start, end = (by_shifts(plan, grids, who.id, moment) for moment in (span.start, span.end))
    return Span(start=start, end=end) if start < end else span


def _unfit(
    office: Office, work: Work, by: Person, who: Person, colleague: Person, span: Span
) -> Unfit | None:
    if span.end <= work.now:
        return Unfit.PAST
    if not may_arrange(by, who):
        return Unfit.NOT_YOURS
    plan = plan_from(office, work, span.start)
    if not any(stands_in(plan, grid, who.id, span.start, span.end) for grid in _grids(office, who)):
        return Unfit.NOT_ON_DUTY
    return _cannot(plan, colleague, who, span)


def _cannot(plan: DutyPlan, colleague: Person, who: Person, span: Span) -> Unfit | None:
    """Why the colleague cannot stand in for `who`."""
    if colleague.id == who.id:
        return Unfit.SAME_PERSON
    if not any(serves(colleague, grid) for grid in who.grids):
        return Unfit.OUTSIDER
    return Unfit.AWAY if _on_leave(plan.overrides, colleague, span) else None


def _arranged(work: Work, override: Override, by: Person, who: Person) -> Override:
    """Holding at once when somebody decided it for others; otherwise asked of the substitute."""
    if by.id == who.id:
        due = min(work.now + CONSENT_WITHIN, override.ends_at)
        override = replace(override, state=OverrideState.ASKED, expires_at=due)
    return _kept(work, override)


def _override(
    work: Work,
    kind: OverrideKind,
    by: Person,
    who: Person,
    span: Span,
    substitute: Person | None,
    reason: str = "",
) -> Override:
    return Override(
        kind=kind,
        person=who.id,
        substitute=substitute.id if substitute else "",
        starts_at=max(span.start, work.now),
        ends_at=span.end,
        by=by.id,
        made_at=work.now,
        reason=reason,
    )


def _kept(work: Work, override: Override) -> Override:
    look_again(work)
    return replace(override, id=work.overrides.add(override))


def _with_state(work: Work, override: Override, state: OverrideState) -> Override:
    work.overrides.set_state(override.id, state)
    look_again(work)
    return replace(override, state=state)


def _on_leave(overrides: Sequence[Override], person: Person, span: Span) -> bool:
    return any(
        one.kind is OverrideKind.LEAVE and one.person == person.id and _touch(one, span) for one in overrides
    )


def _touch(override: Override, span: Span) -> bool:
    return override.starts_at < span.end and span.start < override.ends_at


def _grids(office: Office, who: Person) -> Sequence[str]:
    """The grids on whose roster the person may stand."""
    return [grid.name for grid in office.community.grids if serves(who, grid.name)]
