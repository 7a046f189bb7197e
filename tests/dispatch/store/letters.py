"""Letters as the store's tests write them."""

from datetime import timedelta
from typing import Any

from dispatch.messages import Awaiting, Dialogue, Inbound, Kind, Outbound, Purpose, Urgency
from tests.dispatch.builders import at

NOW = at("2026-03-02 19:00")
SECOND = timedelta(seconds=1)
MINUTE = timedelta(minutes=1)
WINDOW = 10 * SECOND
GROUP = "console:group"
LI = "console:li-ayi"


def heard(message_id: str = "m1", text: str = "3栋2单元楼道漏水了", **parts: Any) -> Inbound:
    message: dict[str, Any] = {
        "account": "console",
        "conversation": GROUP,
        "group": "金辉华府业主群",
        "sender": LI,
        "sender_name": "李阿姨",
        "at": NOW,
    }
    return Inbound(message_id=message_id, text=text, **{**message, **parts})


def picture(message_id: str, **parts: Any) -> Inbound:
    return heard(message_id, "", kind=Kind.PICTURE, picture="leak.jpg", **parts)


def line(text: str = "已登记 #1", **parts: Any) -> Outbound:
    said: dict[str, Any] = {
        "conversation": GROUP,
        "purpose": Purpose.RECEIPT,
        "urgency": Urgency.REPLY,
        "due_at": NOW,
    }
    return Outbound(text=text, **{**said, **parts})


def question(contact: str = LI, **parts: Any) -> Dialogue:
    asked: dict[str, Any] = {
        "conversation": GROUP,
        "awaiting": Awaiting.PLACE,
        "asked_at": NOW,
        "expires_at": NOW + 10 * MINUTE,
    }
    return Dialogue(contact=contact, **{**asked, **parts})
