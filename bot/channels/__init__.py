"""What every channel offers; each foreign client lives in its own file beside this one."""

from collections.abc import AsyncIterator
from typing import Protocol, runtime_checkable

from bot.channels.happenings import Happening
from dispatch.errors import LinliError
from dispatch.messages import Inbound, Outbound


class ChannelError(LinliError):
    """The channel could not do it now; it may work later."""


class ChannelAwayError(ChannelError):
    """The account is not signed in, or its gateway is away; nothing was tried."""


class ChannelRefusedError(ChannelError):
    """The channel can never do it; trying again is no use."""


class Channel(Protocol):
    """One account on one chat service.

    `receive` yields messages in the order heard and never ends by itself; the consumer calls `heard` when
    it is done with one, so that a channel can know that nothing is under way. `send` says one line, or
    raises ChannelError when it should be tried again. `picture` fetches the bytes of a picture message
    (at most `limit` bytes, ChannelError above), only called for messages that are kept.
    """

    account: str

    def receive(self) -> AsyncIterator[Inbound]: ...

    def heard(self) -> None: ...

    async def send(self, line: Outbound) -> None: ...

    async def picture(self, message_id: str, limit: int) -> bytes: ...

    async def close(self) -> None: ...


class Asking(Protocol):
    """Who invites the account into which room."""

    @property
    def inviter(self) -> str: ...

    @property
    def topic(self) -> str: ...


@runtime_checkable
class Gated(Protocol):
    """A channel whose account is invited into rooms, and sees people come and go."""

    account: str

    def happenings(self) -> AsyncIterator[Happening]: ...

    async def invitation(self, invitation_id: str) -> Asking:
        """Of an Invited; ChannelError when it is not known now."""
        ...

    async def accept(self, invitation_id: str) -> None:
        """Join the room; ChannelError when it cannot be done now."""
        ...

    async def topic(self, room: str) -> str:
        """The name of a room."""
        ...

    def is_me(self, contact: str) -> bool:
        """Whether a contact is the account itself."""
        ...
