"""How many lines each member has not read yet 未读, by conversation."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True, slots=True)
class Waiting:
    """What waits for one member in one conversation; `mentioned` when one of the lines names them (有人@我)."""

    count: int = 0
    mentioned: bool = False


class Unread:
    """Counts per member id and conversation; in memory, like the lines themselves."""

    def __init__(self) -> None:
        self._counts: defaultdict[str, Counter[str]] = defaultdict(Counter)
        self._mentioned: set[tuple[str, str]] = set()

    def add(self, conversation: str, members: Iterable[str], mentioned: frozenset[str]) -> None:
        for member in members:
            self._counts[member][conversation] += 1
            if member in mentioned:
                self._mentioned.add((member, conversation))

    def read(self, member: str, conversation: str) -> None:
        self._counts[member].pop(conversation, None)
        self._mentioned.discard((member, conversation))

    def of(self, member: str) -> dict[str, Waiting]:
        """By conversation, only those in which something waits."""
        return {
            conversation: Waiting(count=count, mentioned=(member, conversation) in self._mentioned)
            for conversation, count in self._counts[member].items()
        }

    def totals(self) -> dict[str, int]:
        """By member id, only those for whom something waits."""
        return {member: total for member, counts in self._counts.items() if (total := counts.total())}
