"""Overrides are kept for one community; what holds comes back in the order in which it was made."""

from dataclasses import replace

from dispatch.clock import VirtualClock
from dispatch.overrides import Override, OverrideKind, OverrideState
from dispatch.store import Store, Work
from tests.dispatch.builders import at

NOW = at("2026-03-02 19:00")
LEAVE = Override(
    kind=OverrideKind.LEAVE,
    person="wang",
    starts_at=at("2026-03-05 00:00"),
    ends_at=at("2026-03-06 00:00"),
    by="wang",
    made_at=NOW,
    reason="家里有事",
)
SWAP = replace(
    LEAVE,
    kind=OverrideKind.SWAP,
    substitute="li",
    state=OverrideState.ASKED,
    expires_at=at("2026-03-03 07:00"),
)


def add(work: Work, *overrides: Override) -> list[Override]:
    return [replace(one, id=work.overrides.add(one)) for one in overrides]


async def test_overrides_come_back_as_they_were_added_the_oldest_first(store: Store) -> None:
    kept = await store.transact(lambda work: add(work, LEAVE, SWAP))
    assert kept == await store.read(lambda work: work.overrides.all())


async def test_only_what_holds_and_is_not_over_counts(store: Store) -> None:
    past = replace(LEAVE, ends_at=at("2026-03-01 00:00"))
    assert await store.read(lambda work: work.overrides.holding(NOW)) == []
    kept = await store.transact(lambda work: add(work, past, LEAVE, SWAP))
    assert await store.read(lambda work: work.overrides.holding(NOW)) == [kept[1]]
    assert await store.read(lambda work: work.overrides.holding(LEAVE.ends_at)) == []


async def test_what_holds_or_may_still_hold_is_current(store: Store) -> None:
    refused = replace(SWAP, state=OverrideState.REFUSED)
    kept = await store.transact(lambda work: add(work, LEAVE, refused, SWAP))
    assert await store.read(lambda work: work.overrides.current(NOW)) == [kept[0], kept[2]]
    assert await store.read(lambda work: work.overrides.current(LEAVE.ends_at)) == []


async def test_a_request_waits_for_its_substitute_until_it_is_answered(store: Store) -> None:
    (swap,) = await store.transact(lambda work: add(work, SWAP))
    assert await store.read(lambda work: work.overrides.asked_of("li")) == [swap]
    assert await store.read(lambda work: work.overrides.asked_of("wang")) == []
    await store.transact(lambda work: work.overrides.set_state(swap.id, OverrideState.HOLDING))
    assert await store.read(lambda work: work.overrides.asked_of("li")) == []
    held = replace(swap, state=OverrideState.HOLDING)
    assert await store.read(lambda work: work.overrides.holding(NOW)) == [held]


async def test_a_request_expires_at_its_time_and_not_before(store: Store) -> None:
    assert await store.read(lambda work: work.overrides.next_expiry()) is None
    (swap, _) = await store.transact(lambda work: add(work, SWAP, LEAVE))
    assert await store.read(lambda work: work.overrides.next_expiry()) == SWAP.expires_at
    assert await store.read(lambda work: work.overrides.expired(NOW)) == []
    assert await store.read(lambda work: work.overrides.expired(at("2026-03-03 07:00"))) == [swap]


async def test_a_community_neither_sees_nor_changes_the_overrides_of_another(
    durable_url: str, community: str, clock: VirtualClock
) -> None:
    here = Store.open(durable_url, community=community, clock=clock)
    there = Store.open(durable_url, community=f"{community}-2", clock=clock)
    (given,) = await here.transact(lambda work: add(work, LEAVE))
    await there.transact(lambda work: work.overrides.set_state(given.id, OverrideState.CANCELLED))
    seen = await there.read(lambda work: work.overrides.holding(NOW))
    kept = await here.read(lambda work: work.overrides.holding(NOW))
    here.close()
    there.close()
    assert (seen, kept) == ([], [given])
