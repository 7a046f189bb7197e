"""The files of data/lexicon as an office worker writes them, and every check that they must pass."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal, TypeVar

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict

from intents.yaml_file import Document, Fault, read, validate

TYPE_CODES = (
    "fire",
    "gas",
    "medical",
    "lift_trapped",
    "security",
    "flood",
    "falling_object",
    "manhole",
    "power",
    "water",
    "lift",
    "drainage",
    "fire_hazard",
    "access",
    "light",
    "sanitation",
    "pest",
    "greenery",
    "illegal_build",
    "parking",
    "noise",
    "pets",
    "dispute",
    "facility",
    "air",
    "street_trade",
    "property",
    "care",
    "errand",
    "consult",
    "suggest",
    "party",
)
GAP = "…"  # "A…B": A, then B a little later in the same message
_SPECIAL = ("sets", "speech", "emergencies", "typos", "words", "emoji")
_TOO_COMMON = frozenset(
    "的一是在不了有我他这个们中来上大为和地到以说要就出会可也你对生能子那得于着下自过后里所去行小"
)


def _split(value: object) -> object:
    """Words written in a block, separated by blanks; a line that begins with "# " is a remark."""
    if not isinstance(value, str):
        raise ValueError("words are written in a block after `|`")
    lines = (line for line in value.splitlines() if not line.lstrip().startswith("# "))
    words = tuple(word for line in lines for word in line.split())
    if halves := [word for word in words if not all(word.removeprefix("^").removesuffix("$").split(GAP))]:
        raise ValueError(f"{halves[0]!r} has nothing to find on one side")
    return words


def _some(value: tuple[str, ...]) -> tuple[str, ...]:
    if not value:
        raise ValueError("the list is empty")
    return value


def _expressions(value: tuple[str, ...]) -> tuple[str, ...]:
    for expression in value:
        try:
            re.compile(expression)
        except re.error as error:
            raise ValueError(f"{expression!r} is not a regular expression: {error}") from error
    return value


Words = Annotated[tuple[str, ...], BeforeValidator(_split), AfterValidator(_some)]
Expressions = Annotated[tuple[str, ...], AfterValidator(_expressions)]
_M = TypeVar("_M", bound=BaseModel)


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class PairSpec(_Strict):
    """Objects × defects; `distance` is the largest number of characters between the two."""

    objects: Words
    defects: Words
    distance: int = 10
    weight: float | None = None


class TypeFile(_Strict):
    """One request type."""

    type: str
    name: str
    home: Literal["none", "unit", "room"] = "none"
    absorbs: tuple[str, ...] = ()
    pairs: tuple[PairSpec, ...] = ()
    phrases: Words | None = None
    needs: Words | None = None
    scenes: Words | None = None
    hints: Words | None = None
    against: Words | None = None


class FrameSpec(_Strict):
    """One way of speaking; `unless` are expressions that silence it, `patterns` regular expressions."""

    weight: float
    cues: Words
    unless: Words | None = None
    patterns: Expressions = ()


class EmergencySpec(_Strict):
    """The alarm words of one type: alone, or as pairs."""

    cues: Words | None = None
    pairs: tuple[PairSpec, ...] = ()


class EmergencyFile(_Strict):
    """Alarm words by type, the speech frames that take the alarm out of all or some, and the short outages."""

    alarms: dict[str, EmergencySpec]
    calmed_by: tuple[str, ...]
    passing: dict[str, tuple[str, ...]] = {}
    outages: dict[str, Words]


class SetsFile(_Strict):
    """Word lists that pairs share as $name."""

    sets: dict[str, Words]


class SpeechFile(_Strict):
    """All speech frames by name."""

    frames: dict[str, FrameSpec]


class TypoFile(_Strict):
    """Wrong → right; the second table does not apply after a number (一楼到三楼)."""

    anywhere: dict[str, str]
    not_after_number: dict[str, str]


class WordFile(_Strict):
    """Domain words that segmentation must keep whole."""

    words: Words


class EmojiFile(_Strict):
    """Emoji character or foreign code → [token]."""

    emoji: dict[str, str]


@dataclass(frozen=True, kw_only=True)
class Files:
    """The folder's content after all checks."""

    types: tuple[TypeFile, ...]
    emergencies: EmergencyFile
    frames: Mapping[str, FrameSpec]
    sets: Mapping[str, tuple[str, ...]]
    typos: TypoFile
    words: tuple[str, ...]
    emoji: Mapping[str, str]


def read_files(folder: Path) -> tuple[Files | None, list[Fault]]:
    """All files of a lexicon folder, or None, and every fault found in any of them."""
    reader = _Reader(folder)
    types = [file for code in TYPE_CODES if (file := reader.file(code, TypeFile))]
    sets, speech = reader.file("sets", SetsFile), reader.file("speech", SpeechFile)
    emergencies, typos = reader.file("emergencies", EmergencyFile), reader.file("typos", TypoFile)
    words, emoji = reader.file("words", WordFile), reader.file("emoji", EmojiFile)
    reader.check_strangers()
    if not (sets and speech and emergencies and typos and words and emoji):
        return None, reader.faults
    files = Files(
        types=tuple(types),
        emergencies=emergencies,
        frames=speech.frames,
        sets=sets.sets,
        typos=typos,
        words=words.words,
        emoji=emoji.emoji,
    )
    reader.check_across(files)
    return files, reader.faults


class _Reader:
    """Reads the files of one folder, keeps their positions and gathers the faults."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._documents: dict[str, Document] = {}
        self.faults: list[Fault] = []

    def file(self, name: str, model: type[_M]) -> _M | None:
        document, faults = read(self._folder / f"{name}.yaml")
        self.faults += faults
        if document is None:
            return None
        self._documents[name] = document
        value, faults = validate(document, model)
        self.faults += faults
        return value

    def check_strangers(self) -> None:
        for path in sorted(self._folder.glob("*.y*ml")):
            if path.stem not in TYPE_CODES and path.stem not in _SPECIAL:
                what = f"`{path.name}` is no file of the lexicon."
                self.faults.append(
                    Fault(
                        file=str(path),
                        line=1,
                        what=what,
                        way_out="Name it after a request type or remove it.",
                    )
                )

    def check_across(self, files: Files) -> None:
        for file in files.types:
            self._check_codes(file.type, ("type",), [file.type, *file.absorbs])
            if file.type in TYPE_CODES and file.type not in self._documents:
                self._fault(
                    file.type, ("type",), f"`{file.type}` stands in another type's file.", "Rename one."
                )
            for index, pair in enumerate(file.pairs):
                self._check_sets(file.type, ("pairs", index), pair, files.sets)
        self._check_codes("emergencies", ("alarms",), files.emergencies.alarms)
        self._check_codes("emergencies", ("outages",), files.emergencies.outages)
        for codes in files.emergencies.passing.values():
            self._check_codes("emergencies", ("passing",), list(codes))
        for name in (*files.emergencies.calmed_by, *files.emergencies.passing):
            if name not in files.frames:
                self._fault(
                    "emergencies", ("calmed_by",), f"`{name}` is no speech frame.", "Name one of speech.yaml."
                )
        self._check_duplicates(files)

    def _check_codes(
        self, file: str, path: tuple[str, ...], codes: "Iterator[str] | list[str] | Mapping[str, object]"
    ) -> None:
        for code in codes:
            if code not in TYPE_CODES:
                self._fault(
                    file, path, f"`{code}` is no request type.", f"Use one of: {', '.join(TYPE_CODES)}."
                )

    def _check_sets(
        self, file: str, path: tuple[str | int, ...], pair: PairSpec, sets: Mapping[str, object]
    ) -> None:
        for word in (*pair.objects, *pair.defects):
            if word.startswith("$") and word[1:] not in sets:
                self._fault(
                    file, path, f"`{word}` is no list of sets.yaml.", "Add the list or correct its name."
                )

    def _check_duplicates(self, files: Files) -> None:
        """No word alone may stand for two types, stand twice, or be one very common character."""
        owner: dict[str, str] = {}
        for file in files.types:
            for shelf, word in _standing_alone(file):
                if word in owner:
                    self._fault_at_word(file.type, shelf, word, f"`{word}` stands in {owner[word]}.yaml too.")
                if len(word) == 1:
                    self._fault_at_word(
                        file.type, shelf, word, f"`{word}` is too short to mean anything alone."
                    )
                owner[word] = file.type
            for word, count in Counter(_paired(file)).items():
                if word in _TOO_COMMON and count:
                    self._fault_at_word(file.type, "pairs", word, f"`{word}` is too common to mean anything.")

    def _fault_at_word(self, file: str, key: str, word: str, what: str) -> None:
        lines = self._documents[file].path.read_text(encoding="utf-8").splitlines()
        first = self._documents[file].line_of((key,))
        numbers = (number for number, line in enumerate(lines, 1) if number >= first and word in line.split())
        line = next(numbers, first)
        path = str(self._documents[file].path)
        self.faults.append(
            Fault(file=path, line=line, what=what, way_out="Remove it here or make it longer.")
        )

    def _fault(self, file: str, path: tuple[str | int, ...], what: str, way_out: str) -> None:
        self.faults.append(self._documents[file].fault(path, what, way_out))


def _standing_alone(file: TypeFile) -> Iterator[tuple[str, str]]:
    for shelf in ("phrases", "needs", "scenes"):
        for word in getattr(file, shelf) or ():
            yield shelf, word


def _paired(file: TypeFile) -> Iterator[str]:
    for pair in file.pairs:
        yield from pair.objects
        yield from pair.defects
