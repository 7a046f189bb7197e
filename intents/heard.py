"""One message on its way through the room."""

from typing import NamedTuple

from intents.cues import Glance
from intents.model import Context, Message
from intents.sorting import Kind
from intents.written_shelf import Facts


class Heard(NamedTuple):
    """A message with what both shelves make of its cleaned text.

    `marks` are what it is besides its words, `kind` of which type it is, `points` the log-odds that it opens a case,
    whatever the room talks about.
    """

    message: Message
    context: Context
    text: str
    glance: Glance
    facts: Facts
    marks: tuple[str, ...]
    kind: Kind
    points: float

    @property
    def codes(self) -> tuple[str, ...]:
        """The request types, the main one first."""
        return self.kind.codes
