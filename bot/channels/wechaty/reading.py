"""From a gateway's payload to the message that it means."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from bot.channels.wechaty.directory import Directory
from bot.channels.wechaty.payloads import Payload
from bot.channels.wechaty.quotes import recalled_id, without_quote
from bot.channels.wechaty.times import moment
from dispatch.clock import Clock
from dispatch.messages import Inbound, Kind

# TypeScript's numbers, which is what gateways send; the generated enumeration counts differently.
KINDS: Mapping[int, Kind] = {2: Kind.VOICE, 6: Kind.PICTURE, 7: Kind.TEXT, 13: Kind.RECALL}
EVERYBODY = ("@所有人", "@all", "@All")


@dataclass(kw_only=True)
class Reader:
    """Reads messages for one account; `bot_name` is how people call it beside its own name."""

    account: str
    bot_name: str
    directory: Directory
    clock: Clock

    async def inbound(self, payload: Payload, me: str) -> Inbound | None:
        """The message as Linli hears it; None for our own and for what nobody said."""
        if not payload.sender or payload.sender == me:
            return None
        text, quote = without_quote(payload.text)
        kind = Kind.TEXT if quote is not None else KINDS.get(payload.type, Kind.OTHER)
        words = text if kind is Kind.TEXT else ""
        return Inbound(
            account=self.account,
            message_id=payload.id,
            conversation=f"{self.account}:{payload.room or payload.sender}",
            group=await self.directory.topic(payload.room) if payload.room else None,
            sender=f"{self.account}:{payload.sender}",
            sender_name=await self._name(payload),
            at=moment(payload.moment, self.clock.now()),
            kind=kind,
            text=words,
            quote=quote,
            addressed=not payload.room or await self._addressed(payload, words, me),
            recalled=recalled_id(payload.text) if kind is Kind.RECALL else None,
        )

    async def _name(self, payload: Payload) -> str:
        if payload.room:
            return await self.directory.member_name(payload.room, payload.sender)
        return await self.directory.contact_name(payload.sender)

    async def _addressed(self, payload: Payload, words: str, me: str) -> bool:
        """Mentioned by id; by a name when the gateway gives no ids; a call to everybody is not for the bot."""
        if "@" not in words:
            return me in payload.mentions
        if self._calls(words, self.bot_name):
            return True
        if any(everybody in words for everybody in EVERYBODY):
            return False
        if payload.mentions:
            return me in payload.mentions
        names = (
            await self.directory.member_name(payload.room, me),
            await self.directory.contact_name(me),
        )
        return any(self._calls(words, name) for name in names)

    @staticmethod
    def _calls(words: str, name: str) -> bool:
        """Whether the words have @name, and the name ends there."""
        return re.search(rf"@{re.escape(name)}(?!\w)", words) is not None
