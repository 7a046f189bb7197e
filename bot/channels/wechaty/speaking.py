"""From a line of the outbox to what WeChat shows: mentions by alias, pictures by name."""

import re
from pathlib import Path

from bot.channels import ChannelRefusedError

LARGEST = 3_000_000  # bytes: in base64, with its name, just below the 4 MiB that a message may have
BLANK = "\u2005"  # ends a mention

_MENTION = re.compile(r"@[^\s@]+[ \u2005]?")


def with_mentions(text: str, names: list[str]) -> str:
    """The text with its first @… replaced by the names as WeChat knows them; those left over go in front."""
    marks = [f"@{name}{BLANK}" for name in names]
    waiting = iter(marks)
    shown = _MENTION.sub(lambda _: next(waiting), text, count=len(marks)) if marks else text
    return "".join(waiting) + shown


def picture_bytes(folder: Path, name: str) -> bytes:
    """The file that a line shows; ChannelRefusedError when it is not there or too large to be sent."""
    path = folder / Path(name).name
    try:
        content = path.read_bytes()
    except OSError as fault:
        raise ChannelRefusedError(f"the picture {name} cannot be read: {fault.strerror}") from fault
    if len(content) > LARGEST:
        raise ChannelRefusedError(
            f"the picture {name} has {len(content)} bytes; a gateway takes at most {LARGEST}: make it smaller"
        )
    return content
