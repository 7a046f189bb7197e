"""One message, or one burst of a speaker's fragments, being handled inside one unit of work."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.masking import call_name
from bot.pictures import PictureShelf
from bot.replies import answers, to_residents
from bot.voice import Voice
from dispatch.cases import Case
from dispatch.errors import Refusal
from dispatch.messages import Dialogue, Inbound, Kept, Kind, Purpose
from dispatch.office import Office
from dispatch.people import Person
from dispatch.places import Compound
from dispatch.policy import TYPES
from dispatch.rooms import Room
from dispatch.store import Work
from intents.model import AnyReading


@dataclass(frozen=True, kw_only=True)
class House:
    """What every handler may rely on: the office, its texts, and what `intents` knows about sameness."""

    office: Office
    safety: Mapping[str, str]
    same_spot: Callable[[str, str], bool]
    fragment_window: timedelta
    ask_every: timedelta
    bot_name: str = "小格"
    shelf: PictureShelf

    def safety_text(self, code: str) -> str:
        """The approved text for a type or a crisis, else the one for any emergency."""
        return self.safety.get(code) or self.safety["default"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Said:
    """One answer of several that are said together: about which case, or why it was refused."""

    text: str
    case: Case | None = None
    refusal: Refusal | None = None
    picture: str | None = None


@dataclass(kw_only=True)
class Turn:
    """What a handler sees and with what it answers. `number` is set to the case that the message led to."""

    house: House
    work: Work
    voice: Voice
    kept: tuple[Kept, ...]
    reading: AnyReading
    person: Person | None
    dialogue: Dialogue | None
    number: int | None = None
    forgotten: bool = False
    rebound: bool = False  # a contact speaks for somebody else now
    remembered: Room | None = None  # the group, known by its name alone so far
    aside: bool = False  # answer in private what was said in a group
    opened: list[Case] = field(default_factory=list)
    gathered: list[Said] | None = None  # answers that will be said as one

    @property
    def office(self) -> Office:
        return self.house.office

    @property
    def last(self) -> Inbound:
        return self.kept[-1].inbound

    @property
    def contact(self) -> str:
        return self.last.sender

    @property
    def conversation(self) -> str:
        """Where the answer goes."""
        return self.contact if self.aside else self.last.conversation

    @property
    def in_group(self) -> bool:
        return self.last.group is not None and not self.aside

    @property
    def compound(self) -> Compound | None:
        """The compound whose group it was said in."""
        last = self.last
        community = self.office.community
        return None if last.group is None else community.compound_of_group(last.group, last.conversation)

    @property
    def name(self) -> str:
        return call_name(self.last.sender_name)

    @property
    def text(self) -> str:
        return "，".join(text for kept in self.kept if (text := kept.inbound.text.strip()))

    @property
    def pictures(self) -> tuple[str, ...]:
        return tuple(kept.inbound.picture for kept in self.kept if kept.inbound.picture)

    @property
    def picture_failed(self) -> bool:
        return any(k.inbound.kind is Kind.PICTURE and not k.inbound.picture for k in self.kept)

    @property
    def recent_numbers(self) -> list[int]:
        """The cases that this speaker's last messages here led to, within the fragment window, newest last."""
        since = self.work.now - self.house.fragment_window
        recent = self.work.inbox.recent_of(self.conversation, self.contact, since)
        return [number for _, number in recent if number is not None]

    def step_aside(self, case: Case, purpose: Purpose = Purpose.NOTICE) -> None:
        """The rest of what is said on a private case goes to the speaker alone; the group hears only that it does."""
        residents = self.person is None or self.compound is not None
        if self.in_group and residents and is_private(case):
            text = to_residents.privately(self.name, case)
            self.voice.say_in(
                self.conversation, text, purpose, group=True, case=case, mentions=(self.contact,)
            )
            self.aside = True

    def reply(
        self,
        text: str,
        purpose: Purpose = Purpose.REPLY,
        case: Case | None = None,
        *,
        brief: str = "",
        picture: str | None = None,
    ) -> datetime:
        """Answer where the message came from; in a group the speaker is mentioned when the text names them.

        News on a private case is answered in private. Returns when it will be said.
        """
        if self.gathered is not None:
            self.gathered.append(Said(text=text, case=case, picture=picture))
            return self.work.now
        if case and purpose in ON_A_CASE:
            self.step_aside(case, purpose)
        if self.person and not self.in_group and purpose is Purpose.NOTICE:
            purpose = Purpose.REPLY  # staff hear notices unasked; this is an answer
        mentions = (self.contact,) if self.in_group and f"@{self.name}" in text else ()
        plain = text if self.in_group else text.removeprefix(f"@{self.name} ")
        return self.voice.say_in(
            self.conversation,
            plain,
            purpose,
            group=self.in_group,
            case=case,
            mentions=mentions,
            brief=brief,
            picture=picture,
        )

    def refuse(self, refusal: Refusal, text: str = "") -> None:
        """Say why not, in the words of the refusal or in better ones."""
        text = text or answers.refused(refusal)
        if self.gathered is None:
            self.reply(text)
        else:
            self.gathered.append(Said(text=text, refusal=refusal))

    def done(self, case: Case, text: str) -> None:
        """Answer a step that was taken; the message led to this case."""
        self.number = case.number
        self.reply(text, case=case)

    def answer(self, after: Case | Refusal, say: Callable[[Case], str]) -> None:
        """Answer a step in the words of `say`, or refuse it."""
        if isinstance(after, Refusal):
            self.refuse(after)
        else:
            self.done(after, say(after))

    @contextmanager
    def together(self) -> Iterator[list[Said]]:
        """Hold the answers back; whoever asks for this says them as one."""
        outer, self.gathered = self.gathered, []
        try:
            yield self.gathered
        finally:
            self.gathered = outer

    def show(self, held_back: Sequence[Said]) -> None:
        """The pictures among answers that were held back, each with its line."""
        for one in held_back:
            if one.picture:
                self.reply(one.text, case=one.case, picture=one.picture)

    def forget(self) -> None:
        """Nothing for us after all: the inbox row loses its text."""
        self.forgotten = True


Handler = Callable[[Turn], None]
ON_A_CASE = frozenset({Purpose.REPLY, Purpose.NOTICE})  # a receipt has its own discreet words


def is_private(case: Case) -> bool:
    """Whether the matter is never spoken of in a group."""
    return TYPES[case.type].private


def in_group(case: Case) -> bool:
    """Whether the case was reported in a group (a private chat carries its contact's id)."""
    return case.conversation != case.reporter


def to_reporter(voice: Voice, case: Case, text: str, purpose: Purpose) -> datetime:
    """A line to the case's reporter, where the case was reported; on a private matter to them alone. Returns when it will be said."""
    group = in_group(case) and not is_private(case)
    where = case.conversation if group else case.reporter
    name = call_name(case.reporter_name)
    plain = text if group else text.removeprefix(f"@{name} ")
    mentions = (case.reporter,) if group and f"@{name}" in text else ()
    return voice.say_in(where, plain, purpose, group=group, case=case, mentions=mentions)
