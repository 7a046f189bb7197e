"""Whether a new report is about a problem that has a case already 同一诉求 (so that it becomes an 附议)."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from dispatch.cases import UNSOLVED, Case
from dispatch.catalogue import Scope, TypePolicy
from dispatch.places import Place

SHOUTING = timedelta(minutes=10)


def same_problem(
    policy: TypePolicy,
    open_case: Case,
    place: Place,
    text: str,
    now: datetime,
    same_spot: Callable[[str, str], bool],
    *,
    reporter: str | None = None,
) -> str | None:
    """Why a report of this type is about the unsolved case, in the words of the history; None when it is not.

    `reporter` is the contact who reports now; the scopes text and person join only the reporter's own case.
    """
    if open_case.type != policy.code or open_case.status not in UNSOLVED:
        return None
    if open_case.place.compound != place.compound or now - open_case.opened_at > policy.window:
        return None
    own = reporter is not None and reporter == open_case.reporter
    pair = _Pair(ours=open_case, place=place, text=text, own=own, same_spot=same_spot)
    if _AGREE[policy.scope](pair):
        return f"{_shown(policy.window)}内{_SCOPE_NAMES[policy.scope]}"
    return "10分钟内同一警情" if _same_alarm(policy, pair, now) else None


@dataclass(frozen=True, kw_only=True, slots=True)
class _Pair:
    """An unsolved case and a new report, part by part."""

    ours: Case
    place: Place
    text: str
    own: bool  # the reporter is the same
    same_spot: Callable[[str, str], bool]

    def equal(self, part: str) -> bool | None:
        """Whether a part is the same; None when either side does not say it."""
        ours, theirs = getattr(self.ours.place, part), getattr(self.place, part)
        if ours is None or theirs is None:
            return None
        return self.same_spot(ours, theirs) if part == "spot" else bool(ours == theirs)

    def silent(self, part: str) -> bool:
        """Whether neither side says the part."""
        return getattr(self.ours.place, part) is None and getattr(self.place, part) is None


def _same_alarm(policy: TypePolicy, pair: _Pair, now: datetime) -> bool:
    """Fire and gas: everybody sees them at once, and those who shout name no place.

    People in need of a doctor or in a lift are not joined so: a second one must alarm too.
    """
    seen_by_all = policy.priority == 1 and policy.scope is Scope.BUILDING
    nowhere = pair.place.building is None and pair.place.spot is None
    return seen_by_all and nowhere and now - pair.ours.opened_at <= SHOUTING


def _same_building(pair: _Pair) -> bool:
    """The building decides; where neither side names one, the same named spot does."""
    if pair.silent("building"):
        return bool(pair.equal("spot"))
    return bool(pair.equal("building"))


def _same_unit(pair: _Pair) -> bool:
    """As the building, and the units do not contradict; without any building, the same unit."""
    if pair.equal("unit") is False:
        return False
    return _same_building(pair) or (pair.silent("building") and bool(pair.equal("unit")))


def _same_place(pair: _Pair) -> bool:
    """The same spot, nothing contradicting; an unnamed spot needs building and unit to be equally known."""
    if False in (pair.equal("building"), pair.equal("unit")):
        return False
    same_spot = pair.equal("spot")
    if same_spot is not None:
        return same_spot
    unit_agrees = pair.silent("unit") or bool(pair.equal("unit"))
    return bool(pair.equal("building")) and unit_agrees


def _same_household(pair: _Pair) -> bool:
    """The same room of the same building; the reporter's own case also when a part was left out."""
    parts = [pair.equal(part) for part in ("building", "unit", "room")]
    if False in parts:
        return False
    return pair.own or (parts[0] is True and parts[2] is True)


def _same_words(pair: _Pair) -> bool:
    return pair.own and "".join(pair.text.split()) == "".join(pair.ours.text.split())


_AGREE: Mapping[Scope, Callable[[_Pair], bool]] = {
    Scope.COMPOUND: lambda pair: True,
    Scope.BUILDING: _same_building,
    Scope.UNIT: _same_unit,
    Scope.SPOT: _same_place,
    Scope.ROOM: _same_household,
    Scope.TEXT: _same_words,
    Scope.PERSON: lambda pair: pair.own,
}

_SCOPE_NAMES: Mapping[Scope, str] = {
    Scope.COMPOUND: "同一小区",
    Scope.BUILDING: "同一楼栋",
    Scope.UNIT: "同一单元",
    Scope.SPOT: "同一地点",
    Scope.ROOM: "同一户",
    Scope.TEXT: "同一内容",
    Scope.PERSON: "同一反映人",
}


def _shown(window: timedelta) -> str:
    """7天, 72小时."""
    hours = int(window.total_seconds() // 3600)
    return f"{window.days}天" if hours > 72 else f"{hours}小时"
