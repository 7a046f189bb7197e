"""A message as one JSON object: text, and from, role, group, at, quote where they are known."""

from datetime import datetime

from intents.model import Message, Role


def message_of(said: object, *, group: str) -> Message:
    """The message; what is wrong beside the text is left out, `group` is where it was said unless it says.

    Raises ValueError when it is no object with a text.
    """
    if not isinstance(said, dict) or not isinstance(said.get("text"), str):
        raise ValueError("a line needs an object with a string text")
    role = str(said.get("role"))
    return Message(
        text=said["text"],
        sender=str(said.get("from") or ""),
        role=Role(role) if role in set(Role) else Role.RESIDENT,
        group=str(said.get("group") or group),
        at=_moment(said.get("at")),
        quote=str(said["quote"]) if said.get("quote") else None,
    )


def _moment(value: object) -> datetime | None:
    try:
        return datetime.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None
