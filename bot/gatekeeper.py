"""What happens around groups: invitations, coming in, newcomers, other names, being removed."""

import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime

from bot.channels import ChannelError, Gated
from bot.channels.happenings import Happening, Invited, Joined, Left, Renamed
from bot.manners import Manners
from bot.replies import rooms as replies
from dispatch import admission
from dispatch.messages import Outbound, Purpose, Urgency
from dispatch.office import Office
from dispatch.people import Person
from dispatch.rooms import Answer, Room
from dispatch.store import Store, Work

log = logging.getLogger(__name__)


@dataclass(kw_only=True)
class Gatekeeper:
    """Watches the groups of every account. Who it cannot decide on is put before the secretary."""

    store: Store
    office: Office
    manners: Manners
    bot_name: str
    refresh: Callable[[], Awaitable[None]]  # groups may have changed
    wake: Callable[[], None]  # there is something to say

    async def watch(self, channel: Gated) -> None:
        """Attend to what happens until cancelled; a fault is logged and the next happening is attended to."""
        async for happening in channel.happenings():
            try:
                await self.attend(channel, happening)
            except Exception:
                log.exception("%s of %s was not attended to", type(happening).__name__, channel.account)

    async def attend(self, channel: Gated, happening: Happening) -> None:
        """One happening, its effect committed."""
        match happening:
            case Invited():
                await self._invited(channel, happening)
            case Joined() if any(map(channel.is_me, happening.members)):
                topic = await channel.topic(happening.room)
                await self.store.transact(lambda work: self._came(work, happening, topic))
            case Joined():
                topic = await channel.topic(happening.room)
                await self.store.transact(lambda work: self._newcomers(work, happening.room, topic))
            case Left() if any(map(channel.is_me, happening.members)):
                topic = await channel.topic(happening.room)
                await self.store.transact(lambda work: self._removed(work, happening.room, topic))
            case Renamed():
                await self.store.transact(lambda work: self._renamed(work, happening))
        await self.refresh()
        self.wake()

    async def admit(self, channel: Gated) -> None:
        """Accept the invitations that the secretary agreed to; one that cannot be accepted now is tried again."""
        agreed = await self.store.read(lambda work: work.rooms.invitations(Answer.YES))
        for asked in agreed:
            if asked.account == channel.account:
                await self._accept(channel, asked.id, asked.key)

    async def _invited(self, channel: Gated, happening: Invited) -> None:
        asking = await channel.invitation(happening.invitation)
        inviter = self.office.staff.by_contact(asking.inviter)
        answer = Answer.YES if inviter else Answer.WAITING

        def unit(work: Work) -> int:
            key = happening.invitation
            number = work.rooms.ask(channel.account, key, asking.inviter, asking.topic, work.now, answer)
            if not inviter:
                self._tell_secretary(work, replies.invited(number, "有人", asking.topic))
            return number

        number = await self.store.transact(unit)
        if inviter:
            await self._accept(channel, number, happening.invitation)

    async def _accept(self, channel: Gated, number: int, key: str) -> None:
        try:
            await channel.accept(key)
        except ChannelError as fault:
            log.warning("invitation %s of %s was not accepted: %s", number, channel.account, fault)
            return
        await self.store.transact(lambda work: work.rooms.answer(number, Answer.DONE))

    def _came(self, work: Work, happening: Joined, topic: str) -> None:
        """The bot is in a room: it introduces itself where it is at home, and asks staff where it is not."""
        room = admission.known(self.office, work, happening.room, topic)
        if room:
            if admission.introduces(work, room.conversation):
                self._say(work, room, replies.introduction(self.bot_name), self._polite(work.now))
            return
        inviter = self.office.staff.by_contact(happening.inviter)
        self._tell(work, inviter or self.office.staff.secretary(), replies.strange(topic))

    def _newcomers(self, work: Work, conversation: str, topic: str) -> None:
        room = admission.known(self.office, work, conversation, topic)
        due = admission.welcome(work, room, self._polite) if room else None
        if room and due:
            self._say(work, room, replies.welcome(self.bot_name), due)

    def _removed(self, work: Work, conversation: str, topic: str) -> None:
        room = work.rooms.get(conversation)
        work.rooms.remove(conversation)
        self._tell_secretary(work, replies.removed(room.topic if room else topic))

    def _renamed(self, work: Work, happening: Renamed) -> None:
        """A room stays where it was; staff hear of it when the new name would not have led there."""
        room = admission.known(self.office, work, happening.room, happening.before)
        if room is None:
            return
        admission.renamed(work, room, happening.topic)
        named = self.office.community.compound_of_group(happening.topic)
        if named is None or named.name != room.compound:
            self._tell_secretary(work, replies.renamed(happening.before, happening.topic, room.compound))

    def _polite(self, moment: datetime) -> datetime:
        """The moment, or the morning after a quiet one."""
        return self.manners.morning(moment) if self.manners.quiet(moment) else moment

    def _say(self, work: Work, room: Room, text: str, due: datetime) -> None:
        work.outbox.say(
            Outbound(
                conversation=room.conversation,
                text=text,
                purpose=Purpose.NOTICE,
                urgency=Urgency.DIGEST,
                due_at=due,
            )
        )

    def _tell_secretary(self, work: Work, text: str) -> None:
        self._tell(work, self.office.staff.secretary(), text)

    def _tell(self, work: Work, person: Person | None, text: str) -> None:
        if person is None or not person.contact:
            log.warning("nobody can be told: %s", text)
            return
        line = Outbound(
            conversation=person.contact,
            text=text,
            purpose=Purpose.NOTICE,
            urgency=Urgency.REPLY,
            due_at=work.now,
        )
        work.outbox.say(line)
