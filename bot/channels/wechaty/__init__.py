"""WeChat through a Wechaty gateway: one account behind the Channel protocol."""

from bot.channels.happenings import (
    Happening,
    Invited,
    Joined,
    Left,
    QrShown,
    Renamed,
    SignedIn,
    SignedOut,
)
from bot.channels.wechaty.channel import WechatyChannel
from bot.channels.wechaty.payloads import Invitation
from bot.channels.wechaty.settings import Endpoint, Timings

__all__ = [
    "Endpoint",
    "Happening",
    "Invitation",
    "Invited",
    "Joined",
    "Left",
    "QrShown",
    "Renamed",
    "SignedIn",
    "SignedOut",
    "Timings",
    "WechatyChannel",
]
