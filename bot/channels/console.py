"""The console channel: a chat service in memory, several people and groups, no account needed."""

import asyncio
from collections import Counter, deque
from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import replace
from uuid import uuid4

from bot.channels import ChannelError
from bot.channels.console_lines import ACCOUNT, Group, Line, Lines, Member
from dispatch.clock import Clock
from dispatch.errors import LinliError
from dispatch.messages import Inbound, Kind, Outbound

__all__ = ["ACCOUNT", "BOT", "BOT_NAME", "ConsoleChannel", "ConsoleError", "Group", "Line", "Member"]

BOT = "console:linli"
BOT_NAME = "小格"


class ConsoleError(LinliError):
    """这句话现在说不了。"""


class ConsoleChannel:
    """A whole chat service behind the Channel protocol; to be used from one event loop.

    A group and the private chat of a member with the bot are both "console:<id>", so ids of members and
    groups must differ (ConsoleError). What was said while nobody receives waits for the next receiver.
    """

    account = ACCOUNT

    def __init__(self, members: Sequence[Member], groups: Sequence[Group], clock: Clock) -> None:
        _refuse_repeated([_local(BOT), *(m.id for m in members), *(g.id for g in groups)])
        self.clock = clock
        self._members = {member.id: member for member in members}
        self._groups = {group.id: group for group in groups}
        self._lines = Lines()
        self._waiting: deque[Inbound] = deque()
        self._under_way = 0
        self._last: Inbound | None = None
        self._arrived = asyncio.Event()
        self._quiet = asyncio.Event()
        self._quiet.set()
        self._closed = False

    # the Channel protocol

    async def receive(self) -> AsyncIterator[Inbound]:
        """Messages in the order said, until `close`; what an earlier receiver left unfinished is given up."""
        self._closed = False
        self._under_way = 0
        self._settle()
        while not self._closed:
            if self._waiting:
                self._under_way += 1
                yield self._waiting.popleft()
            else:
                self._arrived.clear()
                await self._arrived.wait()

    def heard(self) -> None:
        self._under_way = max(0, self._under_way - 1)
        self._settle()

    async def send(self, line: Outbound) -> None:
        """The bot says a line; ChannelError when there is no such conversation."""
        local = _local(line.conversation)
        if local not in self._groups and local not in self._members:
            raise ChannelError(f"没有会话 {line.conversation}")
        shown = Line(
            id=uuid4().hex,
            seq=self._lines.next_seq(),
            conversation=line.conversation,
            sender=BOT,
            sender_name=BOT_NAME,
            at=self.clock.now(),
            kind=Kind.PICTURE if line.picture and not line.text else Kind.TEXT,
            text=line.text,
            mentions=line.mentions,
            picture=line.picture,
            purpose=line.purpose,
        )
        self._lines.show(shown)

    async def picture(self, message_id: str, limit: int) -> bytes:
        """The bytes of a member's picture; ChannelError when recalled, forgotten or above `limit`."""
        content = self._lines.album.get(message_id)
        if content is None:
            raise ChannelError(f"没有图片 {message_id}")
        if len(content) > limit:
            raise ChannelError(f"图片 {message_id} 超过 {limit} 字节")
        return content

    async def close(self) -> None:
        self._closed = True
        self._arrived.set()

    # what people do

    def say(
        self,
        sender: str,
        conversation: str,
        text: str = "",
        *,
        picture: bytes | None = None,
        quote: str | None = None,
        kind: Kind = Kind.TEXT,
        message_id: str | None = None,
    ) -> Line:
        """A member says something and the bot hears it; `sender` is a member id, `quote` a message id.

        Somebody who speaks in a group has joined it. Raises ConsoleError for an unknown sender or
        conversation and for somebody else's private chat.
        """
        member = self._member(sender)
        group = self._group_with(member, conversation)
        new_id = message_id or uuid4().hex
        line = Line(
            id=new_id,
            seq=self._lines.next_seq(),
            conversation=conversation,
            sender=member.contact,
            sender_name=member.shown_in_groups if group else member.name,
            at=self.clock.now(),
            kind=Kind.PICTURE if picture is not None and kind is Kind.TEXT else kind,
            text=text,
            quote=quote if quote and self.line(quote) else None,
            mentions=self._mentioned(group, text) if group and "@" in text else (),
            picture=None if picture is None else new_id,
        )
        if picture is not None:
            self._lines.album.keep(new_id, picture)
        self._lines.show(line)
        self._deliver(self._heard_as(line, group))
        return line

    def recall(self, sender: str, message_id: str) -> Line:
        """撤回: a member takes an own line back; ConsoleError when it is not theirs or no longer there."""
        member = self._member(sender)
        line = self.line(message_id)
        if line is None or line.sender != member.contact or line.recalled:
            raise ConsoleError("这条消息不能撤回：不是你发的，或者已经不在了。")
        self._lines.album.forget(message_id)
        gone = replace(line, text="", quote=None, mentions=(), picture=None, recalled=True)
        self._lines.show(gone)
        word = replace(gone, id=uuid4().hex, at=self.clock.now(), kind=Kind.RECALL)
        heard = self._heard_as(word, self._group_with(member, line.conversation))
        self._deliver(replace(heard, recalled=message_id))
        return gone

    def ensure_member(self, name: str, role_label: str = "居民") -> Member:
        """The member of that name, made on the fly when there is none (the id is the name)."""
        known = next((m for m in self._members.values() if name in (m.name, m.alias_in_groups)), None)
        if known:
            return known
        member_id = name
        while member_id in {_local(BOT), *self._groups, *self._members}:
            member_id += "_"
        self._members[member_id] = Member(id=member_id, name=name, role_label=role_label)
        return self._members[member_id]

    def redeliver_last(self) -> None:
        """The service delivers the last message again, as real ones sometimes do."""
        if self._last:
            self._deliver(self._last)

    async def idle(self) -> None:
        """Waits until everything said was received and `heard`; for ever when nobody receives."""
        await self._quiet.wait()

    # what a page shows

    def members(self) -> tuple[Member, ...]:
        return tuple(self._members.values())

    def groups(self) -> tuple[Group, ...]:
        return tuple(self._groups.values())

    def conversations_of(self, member_id: str) -> tuple[str, ...]:
        """The groups of a member, then the private chat with the bot; ConsoleError for an unknown one."""
        member = self._member(member_id)
        groups = (g.conversation for g in self._groups.values() if member_id in g.members)
        return (*groups, member.contact)

    def members_of(self, conversation: str) -> tuple[str, ...]:
        """Ids of those who see a conversation; nobody when it does not exist."""
        local = _local(conversation)
        if local in self._groups:
            return self._groups[local].members
        return (local,) if local in self._members else ()

    def lines(self, conversation: str, since: int = 0) -> list[Line]:
        """The last lines (at most 500) with `seq` above `since`, oldest first."""
        return self._lines.of(conversation, since)

    def last_line(self, conversation: str) -> Line | None:
        return self._lines.last(conversation)

    def line(self, message_id: str) -> Line | None:
        return self._lines.get(message_id)

    def subscribe(self, callback: Callable[[Line], None]) -> None:
        """`callback` is called with every new line and again with one that was recalled."""
        self._lines.subscribe(callback)

    def unsubscribe(self, callback: Callable[[Line], None]) -> None:
        self._lines.unsubscribe(callback)

    def _member(self, member_id: str) -> Member:
        member = self._members.get(member_id)
        if member is None:
            raise ConsoleError(f"没有成员 {member_id}")
        return member

    def _group_with(self, member: Member, conversation: str) -> Group | None:
        """The group, which the member joined at the latest now; None for the own private chat."""
        if conversation == member.contact:
            return None
        group = self._groups.get(_local(conversation))
        if group is None:
            raise ConsoleError(f"{member.name} 不在会话 {conversation} 里")
        if member.id not in group.members:
            group = replace(group, members=(*group.members, member.id))
            self._groups[group.id] = group
        return group

    def _mentioned(self, group: Group, text: str) -> tuple[str, ...]:
        people = [self._members[i] for i in group.members if i in self._members]
        named = [m.contact for m in people if f"@{m.name}" in text or f"@{m.shown_in_groups}" in text]
        return (BOT, *named) if f"@{BOT_NAME}" in text else tuple(named)

    def _heard_as(self, line: Line, group: Group | None) -> Inbound:
        quoted = self.line(line.quote) if line.quote else None
        return Inbound(
            account=ACCOUNT,
            message_id=line.id,
            conversation=line.conversation,
            group=group.name if group else None,
            sender=line.sender,
            sender_name=line.sender_name,
            at=line.at,
            kind=line.kind,
            text=line.text,
            quote=quoted.text if quoted else None,
            addressed=group is None or BOT in line.mentions,
        )

    def _deliver(self, inbound: Inbound) -> None:
        self._last = inbound
        self._waiting.append(inbound)
        self._quiet.clear()
        self._arrived.set()

    def _settle(self) -> None:
        if not self._waiting and not self._under_way:
            self._quiet.set()


def _local(contact: str) -> str:
    return contact.removeprefix(f"{ACCOUNT}:")


def _refuse_repeated(ids: Sequence[str]) -> None:
    repeated = sorted(one for one, times in Counter(ids).items() if times > 1)
    if repeated:
        raise ConsoleError(f"成员和群的编号不能重复：{'、'.join(repeated)}")
