"""What a resident has told so far: what is wrong, where, in whose words; enough for a case, or not yet."""

from dataclasses import asdict, dataclass, replace

from bot.turn import Turn
from dispatch.intake import priority_of
from dispatch.messages import Dialogue
from dispatch.office import Office
from dispatch.places import Place
from dispatch.policy import Policies
from intents.model import Place as SaidPlace
from intents.model import Report, Unclear
from intents.spots import is_inside


@dataclass(frozen=True, kw_only=True, slots=True)
class Telling:
    """A report so far: what is wrong, where, in whose words; survives as the draft of a question.

    `name` is the speaker's name as shown, `compound` the group's, or where they spoke before.
    """

    types: tuple[str, ...]
    place: SaidPlace
    text: str
    name: str
    compound: str | None
    pictures: tuple[str, ...] = ()
    urgent: bool = False
    again: int | None = None  # an ended case that it is about once more
    crisis: str | None = None  # self_harm or violence: for private ears only

    def draft(self) -> dict[str, object]:
        return {**asdict(self), "types": list(self.types), "pictures": list(self.pictures)}

    @classmethod
    def heard(cls, turn: Turn, reading: Report | Unclear) -> "Telling":
        """What the speaker of this turn has said."""
        return cls(
            types=reading.types,
            place=reading.place,
            text=turn.text,
            name=turn.last.sender_name,
            compound=_compound(turn, reading.place),
            pictures=turn.pictures,
            urgent=isinstance(reading, Report) and reading.urgent,
            crisis=reading.crisis if isinstance(reading, Report) else None,
        )

    @classmethod
    def of(cls, dialogue: Dialogue) -> "Telling":
        draft = dialogue.draft or {}
        place = draft.get("place")
        return cls(
            types=tuple(map(str, _items(draft.get("types")))),
            place=SaidPlace(**place) if isinstance(place, dict) else SaidPlace(),
            text=str(draft.get("text", "")),
            name=str(draft.get("name", "")),
            compound=str(draft["compound"]) if draft.get("compound") else None,
            pictures=tuple(map(str, _items(draft.get("pictures")))),
            urgent=bool(draft.get("urgent")),
            again=int(str(draft["again"])) if draft.get("again") else None,
            crisis=str(draft["crisis"]) if draft.get("crisis") else None,
        )

    def with_words(self, turn: Turn, place: SaidPlace) -> "Telling":
        """The report with an answer's words, pictures and place added."""
        known = {part: value for part, value in asdict(place).items() if value}
        return replace(
            self,
            place=replace(self.place, **known),
            compound=_compound(turn, place) or self.compound,
            text="，".join(filter(None, (self.text, turn.text))),
            pictures=(*self.pictures, *turn.pictures),
        )


def _items(value: object) -> list[object]:
    return value if isinstance(value, list) else []


def placed(telling: Telling) -> Place | None:
    """The place in the community, once the compound is known."""
    if telling.compound is None:
        return None
    said = telling.place
    return Place(
        compound=telling.compound,
        building=said.building,
        unit=said.unit,
        room=said.room,
        spot=said.spot,
    )


def _compound(turn: Turn, place: SaidPlace) -> str | None:
    """The compound that is said, the group's, or the one in whose group they spoke before."""
    community = turn.office.community
    if turn.compound:
        turn.work.marks.set(f"compound:{turn.contact}", turn.compound.name)
    known = (
        (community.compound_named(place.compound) if place.compound else None)
        or turn.compound
        or community.compound_named(turn.work.marks.get(f"compound:{turn.contact}") or "")
        or (community.compounds()[0] if len(community.compounds()) == 1 else None)
    )
    return known.name if known else None


def lacks_place(policies: Policies, telling: Telling) -> bool:
    """Whether some type of it cannot be looked for: no building, and no spot but one that every building has."""
    place = telling.place
    known = place.building or (place.spot and not is_inside(place.spot))
    return not known and any(policies.of(code).needs_place for code in telling.types)


def is_emergency(office: Office, telling: Telling) -> bool:
    return any(priority_of(office, code, urgent=telling.urgent) == 1 for code in telling.types)
