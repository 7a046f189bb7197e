"""One message on its way through the room."""

from typing import NamedTuple

from intents.cues import Glance
from intents.model import Context, Message
from intents.written_shelf import Facts


class Heard(NamedTuple):
    """A message with what both shelves make of its cleaned text.

    `marks` are what it is besides its words, `points` the log-odds that it opens a case, whatever the room talks
    about, `codes` the request types of what it tells, the main one first.
    """

    message: Message
    context: Context
    text: str
    glance: Glance
    facts: Facts
    marks: tuple[str, ...]
    points: float
    codes: tuple[str, ...]
