"""The JSON frames between page and server: what comes in is checked here, what goes out is built here."""

import json
import re
from collections.abc import Mapping

from bot.channels.console import BOT, ConsoleChannel, Group, Line, Member
from dispatch.errors import LinliError

RESIDENT = "居民"
LONGEST_TEXT = 4000  # characters of one message

# What the page may send, with the text fields that each frame must carry.
FIELDS: Mapping[str, tuple[str, ...]] = {
    "be": ("member",),
    "lines": ("conversation",),
    "say": ("conversation", "text"),
    "recall": ("id",),
    "read": ("conversation",),
}

_UNSAFE = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")


class FrameError(LinliError):
    """看不懂这条消息。"""


def clean(text: str) -> str:
    """The text with control characters and lone surrogates as U+FFFD; line ends become \\n."""
    return _UNSAFE.sub("\ufffd", text.replace("\r\n", "\n").replace("\r", "\n"))


def parse(raw: str) -> dict[str, str]:
    """One frame as clean texts, with "type"; optional fields stay when they are texts.

    Raises FrameError for broken JSON, an unknown type, a missing field or a text that is too long.
    """
    try:
        frame = json.loads(raw)
    except (ValueError, RecursionError) as error:
        raise FrameError("看不懂这条消息：不是 JSON。") from error
    kind = frame.get("type") if isinstance(frame, dict) else None
    if not isinstance(kind, str) or kind not in FIELDS:
        raise FrameError("看不懂这条消息：没有这种类型。")
    texts = {str(key): clean(value) for key, value in frame.items() if isinstance(value, str)}
    if missing := [name for name in FIELDS[kind] if name not in texts]:
        raise FrameError(f"看不懂这条消息：缺少 {'、'.join(missing)}。")
    if len(texts.get("text", "")) > LONGEST_TEXT:
        raise FrameError(f"消息太长，最多 {LONGEST_TEXT} 字，请分几条发。")
    return texts


def dumps(frame: Mapping[str, object]) -> str:
    """ASCII JSON, so that no lone surrogate of anybody's name can break the socket."""
    return json.dumps(frame, separators=(",", ":"))


def member_fields(member: Member) -> dict[str, object]:
    return {
        "id": member.id,
        "name": member.name,
        "contact": member.contact,
        "role": member.role_label,
        "staff": member.role_label != RESIDENT,
        "alias": member.shown_in_groups,
    }


def line_fields(console: ConsoleChannel, line: Line) -> dict[str, object]:
    """A line for the page; a quoted line is shown as it stands now (引用内容已撤回 when it is gone)."""
    return {
        "id": line.id,
        "seq": line.seq,
        "conversation": line.conversation,
        "sender": line.sender,
        "name": line.sender_name,
        "bot": line.sender == BOT,
        "at": line.at.isoformat(),
        "kind": line.kind,
        "text": line.text,
        "quote": _quote_fields(console.line(line.quote)) if line.quote else None,
        "mentions": list(line.mentions),
        "picture": line.picture,
        "recalled": line.recalled,
    }


def chat_fields(console: ConsoleChannel, conversation: str, group: Group | None) -> dict[str, object]:
    """One row of the chat list; `group` is None for the private chat with the bot."""
    last = console.last_line(conversation)
    return {
        "conversation": conversation,
        "name": group.name if group else None,
        "people": len(group.members) + 1 if group else 2,
        "last": line_fields(console, last) if last else None,
    }


def _quote_fields(quoted: Line | None) -> dict[str, object]:
    if quoted is None or quoted.recalled:
        return {"name": "", "text": "引用内容已撤回"}
    return {"name": quoted.sender_name, "text": quoted.text or ("[图片]" if quoted.picture else "[消息]")}
