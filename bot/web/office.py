"""What the page may ask of the office behind the chat: cases, their histories, health, and a played day."""

from collections.abc import Callable
from typing import Protocol


class Office(Protocol):
    """The rest of Linli as the page sees it; every dict holds plain JSON values.

    A case has the keys of the replay contract ("number", "type", "status", "priority", "reporter",
    "assignee", "level", "opened_at" …) and for showing "type_name", "status_name", "place" (as a group may
    hear it), "assignee_name", "due_at" (the next running clock, ISO 8601 or None) and "due_kind"
    (accept, first, resolve, review).
    A line of history has "at", "who", "action", "reason" and for showing "who_name" and "action_name".
    """

    async def cases(self) -> list[dict[str, object]]: ...

    async def duty(self) -> list[dict[str, object]]:
        """Each grid with "grid", "now" (the names on duty), "manned", and "week": a line a day."""
        ...

    async def agenda(self) -> list[dict[str, object]]:
        """Each 议题 with "number", "title", "place", "why", "steps" (each "name" and "done"), "decision" (empty before
        the meeting), "follow_up" (a case's number or None) and "voices"."""
        ...

    def accounts(self) -> list[dict[str, object]]:
        """Each account with "account", "state", "state_name", "since", "detail", "advice" (empty when all is well)
        and "code", which changes with every code to scan (None when none waits)."""
        ...

    def login_code(self, account: str) -> bytes | None:
        """The code that waits to be scanned, as SVG; None when none does."""
        ...

    async def history(self, number: int) -> list[dict[str, object]]:
        """Oldest first; empty when there is no such case."""
        ...

    def subscribe(self, callback: Callable[[], None]) -> None:
        """`callback` is called whenever cases or accounts may have changed."""
        ...

    def health(self) -> dict[str, object]:
        """ "ok" and figures; every number becomes a metric, names ending in _total a counter."""
        ...

    async def play_day(self) -> None:
        """Starts the demo day in the background; LinliError (one sentence) while one is under way."""
        ...

    def playing(self) -> dict[str, object] | None:
        """ "progress" 0..1 and "clock" (ISO 8601) of the day under way."""
        ...
