"""The lexicon in memory: cues on shelves, pair rules and speech frames, read from data/lexicon."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from pathlib import Path

from intents.fitted import Fitted, read_fitted
from intents.lexicon_files import GAP, Files, FrameSpec, PairSpec, TypeFile, read_files
from intents.yaml_file import Fault

_GAP_DISTANCE = 12  # characters
_KNOWN_TO = 2  # types: an object that more types know says nothing
_TROUBLE = "$anytrouble"
_TROUBLED = 1.8  # an object near a word of trouble: needs a little more to open a case
_CROSSED = 2.0  # … near a defect that the type knows of another object
_NEAR = 8  # characters


class Shelf(StrEnum):
    """Where a cue stands in its file; it decides what the cue weighs."""

    PHRASE = "phrase"  # says the problem by itself: 电梯困人
    SCENE = "scene"  # describes it without naming it: 按了没反应
    NEED = "need"  # asks for a service: 居住证怎么办
    PAIR = "pair"  # an object with one of its defects: 路灯…不亮
    MENTION = "mention"  # an object of a pair, named without its defect
    HINT = "hint"  # belongs to the type, says little alone
    AGAINST = "against"  # speaks against the type
    EMERGENCY = "emergency"  # 火情 燃气 困人 伤病 …
    OUTAGE = "outage"  # 没水 停电: enough with a place or 整栋
    SPEECH = "speech"  # belongs to a speech frame


WEIGHTS: Mapping[Shelf, float] = {
    Shelf.PHRASE: 3.0,
    Shelf.SCENE: 2.2,
    Shelf.NEED: 2.4,
    Shelf.PAIR: 2.4,
    Shelf.MENTION: 0.7,
    Shelf.HINT: 0.8,
    Shelf.AGAINST: -2.2,
    Shelf.EMERGENCY: 4.0,
    Shelf.OUTAGE: 1.6,
    Shelf.SPEECH: 0.0,
}


STATING = frozenset(
    {Shelf.PHRASE, Shelf.SCENE, Shelf.NEED, Shelf.PAIR, Shelf.EMERGENCY, Shelf.OUTAGE}
)  # shelves that state a problem, more than mention one

_TYPE_SHELVES = {
    "phrases": Shelf.PHRASE,
    "scenes": Shelf.SCENE,
    "needs": Shelf.NEED,
    "hints": Shelf.HINT,
    "against": Shelf.AGAINST,
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Cue:
    """One substring with what it stands for; `owner` is a type code or the name of a speech frame."""

    text: str
    shelf: Shelf
    owner: str
    weight: float
    at_start: bool = False  # written ^cue: only where the message begins
    at_end: bool = False  # written cue$: only where the message ends


@dataclass(frozen=True, kw_only=True, slots=True)
class PairRule:
    """Any word of `first` near any word of `second`; `ordered` when the first must stand before the second."""

    owner: str
    shelf: Shelf
    first: tuple[str, ...]
    second: tuple[str, ...]
    distance: int
    weight: float
    ordered: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Frame:
    """A way of speaking (notice, thanks, …): what it adds to the wish to open a case, and its expressions."""

    name: str
    weight: float
    patterns: tuple[re.Pattern[str], ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class TypeInfo:
    """What the room must know about a request type: its Chinese name, whose home it may be at, what it swallows."""

    code: str
    name: str
    home: str = "none"  # "unit": the sender's home names building and unit, "room": the room too
    absorbs: frozenset[str] = frozenset()


class LexiconError(ValueError):
    """The lexicon has faults; run `linli check` to see them all."""

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__("\n".join(str(fault) for fault in faults) or self.__doc__)
        self.faults = faults


@dataclass(frozen=True, kw_only=True)
class Lexicon:
    """Everything that is known about words, whole and checked; `sets` are the word lists that pair rules share."""

    types: Mapping[str, TypeInfo]
    cues: tuple[Cue, ...]
    pairs: tuple[PairRule, ...]
    sets: Mapping[str, tuple[str, ...]]
    frames: Mapping[str, Frame]
    calming: frozenset[str] = frozenset()  # frames that take the alarm out of an emergency word
    passing: Mapping[str, frozenset[str]] = field(default_factory=dict)  # frame → alarms that it calms
    words: tuple[str, ...] = ()
    typos: Mapping[str, str] = field(default_factory=dict)
    guarded_typos: Mapping[str, str] = field(default_factory=dict)
    emoji: Mapping[str, str] = field(default_factory=dict)
    fitted: Fitted = field(default_factory=Fitted)

    @classmethod
    def load(cls, folder: Path) -> "Lexicon":
        """The lexicon of a folder; raises `LexiconError` with every fault when there is one."""
        fitted, faults = read_fitted(folder)
        lexicon = cls.written(folder, faults)
        return replace(lexicon, fitted=fitted)

    @classmethod
    def written(cls, folder: Path, faults: Iterable[Fault] = ()) -> "Lexicon":
        """The written shelf alone, as it is before anything is fitted; `faults` were found elsewhere."""
        files, more = read_files(folder)
        if files is None or more or faults:
            raise LexiconError([*more, *faults])
        return _compile(files)


def check_lexicon(folder: Path) -> list[Fault]:
    """Every fault of the lexicon in a folder, in file order; empty when `Lexicon.load` would succeed."""
    return [*read_files(folder)[1], *read_fitted(folder)[1]]


def _compile(files: Files) -> Lexicon:
    shelves = _Shelves()
    for file in files.types:
        shelves.add_type(file)
    shelves.add_mentions(files)
    shelves.add_emergencies(files)
    shelves.add_frames(files)
    return Lexicon(
        types={file.type: _type_info(file) for file in files.types},
        cues=tuple(shelves.cues),
        pairs=tuple(shelves.pairs),
        sets=files.sets,
        frames={name: _frame(name, spec) for name, spec in files.frames.items()},
        calming=frozenset(files.emergencies.calmed_by),
        passing={frame: frozenset(codes) for frame, codes in files.emergencies.passing.items()},
        words=files.words,
        typos=files.typos.anywhere,
        guarded_typos=files.typos.not_after_number,
        emoji=files.emoji,
    )


def _type_info(file: TypeFile) -> TypeInfo:
    return TypeInfo(code=file.type, name=file.name, home=file.home, absorbs=frozenset(file.absorbs))


def _frame(name: str, spec: FrameSpec) -> Frame:
    patterns = tuple(re.compile(pattern) for pattern in spec.patterns)
    return Frame(name=name, weight=spec.weight, patterns=patterns)


class _Shelves:
    """Gathers cues and pair rules from the files."""

    def __init__(self) -> None:
        self.cues: list[Cue] = []
        self.pairs: list[PairRule] = []

    def add_type(self, file: TypeFile) -> None:
        for name, shelf in _TYPE_SHELVES.items():
            self._add(getattr(file, name) or (), shelf, file.type)
        for pair in file.pairs:
            self._add_pair(pair, Shelf.PAIR, file.type)

    def add_mentions(self, files: Files) -> None:
        """A type's own objects alone, and near any word of trouble or any defect that the type knows.

        Everybody's objects (generic) say nothing.
        """
        own = _own_objects(files)
        for file in files.types:
            objects, code = own.get(file.type, ()), file.type
            if objects:
                self._add(objects, Shelf.MENTION, code)
                self._add_loose(objects, (_TROUBLE,), _TROUBLED, code)
                self._add_loose(objects, _defects(file), _CROSSED, code)

    def add_emergencies(self, files: Files) -> None:
        for code, spec in files.emergencies.alarms.items():
            self._add(spec.cues or (), Shelf.EMERGENCY, code)
            for pair in spec.pairs:
                self._add_pair(pair, Shelf.EMERGENCY, code)
        for code, words in files.emergencies.outages.items():
            self._add(words, Shelf.OUTAGE, code)

    def add_frames(self, files: Files) -> None:
        for name, spec in files.frames.items():
            self._add(spec.cues, Shelf.SPEECH, name)
            self._add(spec.unless or (), Shelf.SPEECH, silencer(name))

    def _add(self, words: Iterable[str], shelf: Shelf, owner: str) -> None:
        for word in dict.fromkeys(words):
            if GAP in word:
                self._add_gapped(word, shelf, owner)
            else:
                self.cues.append(_cue(word, shelf, owner))

    def _add_loose(
        self, objects: tuple[str, ...], defects: tuple[str, ...], weight: float, owner: str
    ) -> None:
        """Adds a pair that no office worker wrote."""
        pair = PairSpec.model_construct(objects=objects, defects=defects, distance=_NEAR, weight=weight)
        self._add_pair(pair, Shelf.PAIR, owner)

    def _add_gapped(self, word: str, shelf: Shelf, owner: str) -> None:
        first, second = word.split(GAP, 1)
        rule = PairRule(
            owner=owner,
            shelf=shelf,
            first=(first,),
            second=(second,),
            distance=_GAP_DISTANCE,
            weight=WEIGHTS[shelf],
            ordered=True,
        )
        self.pairs.append(rule)

    def _add_pair(self, pair: PairSpec, shelf: Shelf, owner: str) -> None:
        weight = WEIGHTS[shelf] if pair.weight is None else pair.weight
        rule = PairRule(
            owner=owner,
            shelf=shelf,
            first=pair.objects,
            second=pair.defects,
            distance=pair.distance,
            weight=weight,
        )
        self.pairs.append(rule)


def _defects(file: TypeFile) -> tuple[str, ...]:
    """Every defect of two or more characters in any pair of a type."""
    words = (word for pair in file.pairs for word in pair.defects)
    return tuple(dict.fromkeys(word for word in words if len(word) > 1))


def _own_objects(files: Files) -> dict[str, tuple[str, ...]]:
    """By type the objects of its pairs that few other types know."""
    owners: dict[str, list[str]] = {}
    for file in files.types:
        for word in dict.fromkeys(word for pair in file.pairs for word in pair.objects):
            owners.setdefault(word, []).append(file.type)
    own: dict[str, list[str]] = {}
    for word, codes in owners.items():
        if len(word) > 1 and word[0] != "$" and word not in files.sets["generic"] and len(codes) <= _KNOWN_TO:
            for code in codes:
                own.setdefault(code, []).append(word)
    return {code: tuple(words) for code, words in own.items()}


def silencer(frame: str) -> str:
    """The owner name of the cues that silence a frame."""
    return f"-{frame}"


def _cue(word: str, shelf: Shelf, owner: str) -> Cue:
    at_start, at_end = word.startswith("^"), word.endswith("$")
    text = word.removeprefix("^").removesuffix("$")
    return Cue(text=text, shelf=shelf, owner=owner, weight=WEIGHTS[shelf], at_start=at_start, at_end=at_end)
