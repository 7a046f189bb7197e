"""What staff said about a reading of the bot (改类, 不是诉求, 漏报): an example of the community to learn from."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class Correction:
    """One text that the bot misread. `text` is masked before it comes here; `id` is 0 until it is stored.

    `was` is the type code that the bot read, empty when it read none (漏报). `is_` is the type code that staff say,
    empty for 不是诉求, and for a 漏报 that names no type. `number` is the case that the text belongs to, `who` the id
    of the person who corrected.
    """

    id: int = 0
    at: datetime
    text: str
    was: str
    is_: str
    number: int | None = None
    who: str

    @property
    def missed(self) -> bool:
        """Whether the bot had read no request at all."""
        return not self.was
