"""Reads a message with what is known about its speaker and its group."""

from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import timedelta
from functools import cached_property, lru_cache

from bot.memory import Memory
from dispatch.messages import Dialogue, Inbound, Kind
from dispatch.office import Office
from dispatch.people import Person, Role
from dispatch.places import Compound
from intents.model import AnyReading, Context, Message, Question, Report, Support
from intents.model import Role as SpeakerRole
from intents.talk import Bearing
from intents.understand import Understanding

LATELY = timedelta(minutes=30)  # so long bare words (可以, 1) in a group answer what was asked
READ_LATELY = 500  # readings that are remembered
FIRST_WORDS = timedelta(hours=24)  # … of who has said nothing else since


@dataclass(frozen=True, kw_only=True)
class Listener:
    """The office's ear: `intents` with the context that only `bot` knows."""

    office: Office
    understanding: Understanding
    memory: Memory

    def person(self, inbound: Inbound) -> Person | None:
        """Which of the staff speaks; by contact id alone, never by a nickname."""
        return self.office.staff.by_contact(inbound.sender)

    def compound(self, inbound: Inbound) -> Compound | None:
        """The compound whose group it was said in; None in private and in a group that is bound to none."""
        community, group = self.office.community, inbound.group
        return None if group is None else community.compound_of_group(group, inbound.conversation)

    def read(self, inbound: Inbound, text: str) -> AnyReading:
        """One reading of `text` (the message, or a burst's words together).

        In a group it is read in the talk of the room as it is now, or as it was when the message was heard.
        """
        message = Message(
            text=text,
            sender=inbound.sender_name,
            role=_speaker_role(self.person(inbound)),
            group=inbound.group,
            at=inbound.at,
            quote=self.memory.quoted(inbound.conversation, inbound.quote) if inbound.quote else None,
            addressed=inbound.addressed or inbound.group is None,
        )
        context = self._context(inbound)
        read = self._read_lately if context.talk is None else self.understanding.read
        return read(message, context)

    def note(self, inbound: Inbound, reading: AnyReading) -> None:
        """Let a line become part of its room's talk: once, when it is heard."""
        if inbound.group is None or inbound.kind not in (Kind.TEXT, Kind.PICTURE):
            return
        talk, key = self.memory.talk(inbound.conversation), inbound.message_id
        sender = inbound.sender_name  # as `read` names the speaker
        if isinstance(reading, Report):
            self.memory.note_quotable(inbound.conversation, inbound.text, key)
            talk.opened(key, sender, reading.types, inbound.text, inbound.at, reading.place.building)
            return
        about = reading.about if isinstance(reading, Support) else None
        if inbound.kind is Kind.PICTURE:
            about = talk.last_about(sender)
        elif about is not None:
            self.memory.note_quotable(inbound.conversation, inbound.text, key)
        staff = self.person(inbound) is not None
        talk.said(key, sender, inbound.text, inbound.at, staff=staff, about=about)

    def _context(self, inbound: Inbound) -> Context:
        key = (inbound.conversation, inbound.sender)
        dialogue = self.memory.question(key, inbound.at)
        compound = self.compound(inbound)
        buildings = compound.buildings if compound else ()
        return Context(
            question=Question(dialogue.awaiting) if dialogue else None,
            lately=dialogue is not None and _lately(inbound, dialogue),
            first=dialogue is not None and self._first(inbound, dialogue),
            compound=compound.name if compound else None,
            default_building=buildings[0] if len(buildings) == 1 else None,
            compounds=self._compounds,
            buildings=buildings or self._buildings,
            colleagues=self._colleagues,
            recent=tuple(f.text for f in self.memory.fragments(key, inbound.at) if f.text),
            open_case=self.memory.open_case(inbound.conversation, inbound.at),
            talk=self.memory.talk(inbound.conversation) if inbound.group and not inbound.heard else None,
            bearing=Bearing(**asdict(inbound.heard)) if inbound.heard else None,
        )

    def _first(self, inbound: Inbound, dialogue: Dialogue) -> bool:
        """Whether the speaker has said nothing else here since the question."""
        key = (inbound.conversation, inbound.sender)
        soon = timedelta() <= inbound.at - dialogue.asked_at <= FIRST_WORDS
        return soon and self.memory.first_words(key, inbound.at)

    @cached_property
    def _read_lately(self) -> Callable[[Message, Context], AnyReading]:
        """Reads without a room's talk, which changes: what is kept is read again as it was when it is handled."""
        return lru_cache(maxsize=READ_LATELY)(self.understanding.read)

    @cached_property
    def _compounds(self) -> tuple[str, ...]:
        """Every name of every compound."""
        return tuple(name for c in self.office.community.compounds() for name in (c.name, *c.aliases))

    @cached_property
    def _buildings(self) -> tuple[str, ...]:
        """Every building of every compound, for talk outside a compound's group."""
        return tuple(dict.fromkeys(b for c in self.office.community.compounds() for b in c.buildings))

    @cached_property
    def _colleagues(self) -> tuple[str, ...]:
        return tuple(name for p in self.office.staff.people for name in (p.name, p.title) if name)


def _lately(inbound: Inbound, dialogue: Dialogue) -> bool:
    """Whether bare words can only be meant for the bot: in private, to it, quoting it, or soon after it asked."""
    quoted = dialogue.number is not None and f"#{dialogue.number} " in (inbound.quote or "")
    if inbound.group is None or inbound.addressed or quoted:
        return True
    return timedelta() <= inbound.at - dialogue.asked_at <= LATELY


def _speaker_role(person: Person | None) -> SpeakerRole:
    if person is None:
        return SpeakerRole.RESIDENT
    return SpeakerRole.PROPERTY if person.role is Role.PARTNER else SpeakerRole.STAFF
