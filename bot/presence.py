"""Accounts that are away and back: staff hear of it on another channel, the account's groups what to say again."""

import json
import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from bot.channels import Channel
from bot.channels.status import Span, State, Status, Watched
from bot.manners import Manners
from bot.replies.accounts import account_away, account_back, was_offline
from bot.voice import Voice
from dispatch.clock import Clock
from dispatch.messages import Purpose
from dispatch.office import Office
from dispatch.people import LEADS, Person
from dispatch.store import Store, Work

log = logging.getLogger(__name__)

SETTLED = timedelta(minutes=1)  # what lasts that long is no flapping
MISSED = timedelta(minutes=5)  # an outage that the groups hear of
ACTIVE = timedelta(days=14)  # a group in which nothing was reported for longer hears nothing
KEPT_EVERY = timedelta(minutes=1)  # how exact the last sign of life is after a crash

SAME = {
    State.QR: State.SIGNED_OUT,
    State.CONNECTING: State.SIGNED_OUT,
}  # the same trouble: nobody is signed in


@dataclass(frozen=True, kw_only=True, slots=True)
class Known:
    """What is known of an account over a restart.

    `seen` is when it last heard, `told` the trouble of which staff know, `owed` the outages of which its groups
    do not know yet.
    """

    seen: datetime | None = None
    told: State | None = None
    owed: tuple[Span, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Trouble:
    """Since when the account is away, and since when for this reason."""

    kind: State
    since: datetime
    away_since: datetime


@dataclass(kw_only=True)
class Presence:
    """Looks at the accounts, about once a second; what it finds is said once, also over a restart."""

    store: Store
    clock: Clock
    office: Office
    channels: Mapping[str, Channel]
    manners: Manners
    answer_within: timedelta
    _known: dict[str, Known] = field(default_factory=dict)
    _kept: dict[str, Known] = field(default_factory=dict)  # the same as it stands in the store
    _troubles: dict[str, Trouble] = field(default_factory=dict)

    def watched(self) -> list[Watched]:
        """The channels whose account can be signed out or cut off."""
        return [channel for channel in self.channels.values() if isinstance(channel, Watched)]

    async def look(self) -> None:
        """Say what is to be said of every account; a fault with one is logged."""
        for channel in self.watched():
            try:
                await self._look(channel)
            except Exception:
                log.exception("account %s could not be looked after", channel.account)

    async def _look(self, channel: Watched) -> None:
        account, now = channel.account, self.clock.now()
        if account not in self._known:
            mark = await self.store.read(lambda work: work.marks.get(_mark(account)))
            self._known[account] = self._kept[account] = _known(mark) if mark else Known()
        if channel.status.state is not State.SIGNED_IN:
            await self._away(channel, now)
        elif now - channel.status.since >= SETTLED:
            await self._here(channel, now)

    async def _away(self, channel: Watched, now: datetime) -> None:
        account, status = channel.account, channel.status
        known = self._known[account] = _seen_before(self._known[account], channel.offline)
        trouble = self._troubles[account] = _trouble(self._troubles.get(account), status)
        if trouble.kind is known.told or not _to_be_told(trouble, known, status, now):
            return
        text = account_away(account, status.state, known.seen or trouble.away_since, now)
        await self._note(account, replace(known, told=trouble.kind), to_leads=text)

    async def _here(self, channel: Watched, now: datetime) -> None:
        account, known = channel.account, self._known[channel.account]
        self._troubles.pop(account, None)
        missed = _missed(known.seen, channel.status.since)
        owed = (*known.owed, missed) if missed else known.owed
        back = account_back(account, missed, now) if missed or known.told else ""
        after = Known(seen=now, owed=owed)
        if owed and not self.manners.quiet(now):
            groups = await self.store.read(lambda work: work.inbox.groups_of(account, now - ACTIVE))
            text = was_offline(owed, now)
            await self._note(account, replace(after, owed=()), to_leads=back, to_groups=text, groups=groups)
        elif back or self._is_old(account, now):
            await self._note(account, after, to_leads=back)
        else:
            self._known[account] = after

    def _is_old(self, account: str, now: datetime) -> bool:
        seen = self._kept[account].seen
        return seen is None or now - seen >= KEPT_EVERY

    async def _note(
        self, account: str, known: Known, *, to_leads: str, to_groups: str = "", groups: Sequence[str] = ()
    ) -> None:
        """Remember it, and what is said with it, in one unit of work."""
        leads = self._within_reach() if to_leads else []
        if to_leads and not leads:
            log.error("neither the secretary nor a grid head can be told: %s", to_leads)

        def unit(work: Work) -> None:
            voice = Voice(work=work, manners=self.manners, answer_within=self.answer_within)
            for person in leads:  # at any hour: while an account is away, emergencies are not heard either
                voice.tell(person, to_leads, Purpose.NOTICE)
            for group in groups:
                voice.say_in(group, to_groups, Purpose.NOTICE, group=True)
            work.marks.set(_mark(account), _written(known))

        await self.store.transact(unit)
        self._known[account] = self._kept[account] = known

    def _within_reach(self) -> list[Person]:
        """Secretary and grid heads whose own account is there."""
        return [
            person for person in self.office.staff.people if person.role in LEADS and self._is_there(person)
        ]

    def _is_there(self, person: Person) -> bool:
        channel = self.channels.get(person.contact.partition(":")[0])
        if isinstance(channel, Watched):
            return channel.status.state is State.SIGNED_IN
        return channel is not None


def _trouble(before: Trouble | None, status: Status) -> Trouble:
    kind = SAME.get(status.state, status.state)
    if before and before.kind is kind:
        return before
    away_since = before.away_since if before else status.since
    return Trouble(kind=kind, since=status.since, away_since=away_since)


def _to_be_told(trouble: Trouble, known: Known, status: Status, now: datetime) -> bool:
    """Staff hear of the first trouble after a minute away, of another one when it lasts as long itself."""
    if now - trouble.since >= SETTLED:
        return True
    first = known.told is None and status.state is not State.CONNECTING
    return first and now - trouble.away_since >= SETTLED


def _seen_before(known: Known, offline: Sequence[Span]) -> Known:
    """An outage began with the last sign of life, not when it was noticed."""
    if not offline or offline[-1].end is not None:
        return known
    return replace(known, seen=min(known.seen or offline[-1].start, offline[-1].start))


def _missed(seen: datetime | None, back: datetime) -> Span | None:
    return Span(start=seen, end=back) if seen and back - seen >= MISSED else None


def _mark(account: str) -> str:
    return f"account {account}"


def _written(known: Known) -> str:
    owed = [[span.start.isoformat(), (span.end or span.start).isoformat()] for span in known.owed]
    return json.dumps({"seen": known.seen and known.seen.isoformat(), "told": known.told, "owed": owed})


def _known(written: str) -> Known:
    said = json.loads(written)
    return Known(
        seen=datetime.fromisoformat(said["seen"]) if said["seen"] else None,
        told=State(said["told"]) if said["told"] else None,
        owed=tuple(Span(start=_at(start), end=_at(end)) for start, end in said["owed"]),
    )


_at = datetime.fromisoformat
