"""YAML files with positions: every fault at once, each with file, line and the way out."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from itertools import accumulate
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails
from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode
from ruamel.yaml.resolver import VersionedResolver

KeyPath = tuple[str | int, ...]
M = TypeVar("M", bound=BaseModel)

_EXPECTED = {
    "missing": "Add it.",
    "string_type": "Write a text.",
    "int_type": "Write a whole number.",
    "int_parsing": "Write a whole number.",
    "float_type": "Write a number.",
    "float_parsing": "Write a number.",
    "bool_type": "Write true or false.",
    "bool_parsing": "Write true or false.",
    "list_type": "Write a list, one item a line, each after a dash.",
    "tuple_type": "Write a list, one item a line, each after a dash.",
    "dict_type": "Write `key: value` lines, indented.",
    "model_type": "Write `key: value` lines, indented.",
    "too_short": "Add at least one item.",
}
MOST_VALUES = 200_000  # of one file; a whole lexicon has some thousands
_DEEP = 100  # lists in lists; nobody writes ten
_BRACKET = re.compile(r"[\[\]{}]")
_NESTED = re.compile(rf"(?:[-?:] +){{{_DEEP}}}|^ {{{_DEEP}}}", re.MULTILINE)
_DEFAULT_WAY_OUT = "Correct the value."


@dataclass(frozen=True, kw_only=True, slots=True)
class Fault:
    """One thing that is wrong in a file: where (line from 1), what, and the way out, as sentences for an operator."""

    file: str
    line: int
    what: str
    way_out: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.what} {self.way_out}"


@dataclass(frozen=True, kw_only=True, slots=True)
class Document:
    """The plain data of one YAML file and the line (from 1) of each key path in it."""

    path: Path
    data: Any
    lines: Mapping[KeyPath, int]

    def line_of(self, key_path: KeyPath) -> int:
        """The line of a key path, or of its nearest parent that stands in the file."""
        for length in range(len(key_path), -1, -1):
            if (line := self.lines.get(key_path[:length])) is not None:
                return line
        return 1

    def fault(self, key_path: KeyPath, what: str, way_out: str) -> Fault:
        """A fault at a key path, for checks that a model cannot make by itself."""
        return Fault(file=str(self.path), line=self.line_of(key_path), what=what, way_out=way_out)


def load(path: Path, model: type[M]) -> tuple[M | None, list[Fault]]:
    """The file as a `model`, or None with every fault found in it."""
    document, faults = read(path)
    if document is None:
        return None, faults
    value, more = validate(document, model)
    return (None if faults else value), faults + more


def read(path: Path) -> tuple[Document | None, list[Fault]]:
    """The file as plain data with positions; None when it cannot be read or is not YAML."""
    walk = _Walk(path=path)
    try:
        text = path.read_text(encoding="utf-8-sig")
        yaml = YAML(typ="safe", pure=_may_be_deep(text))
        yaml.Resolver = _Resolver
        root = yaml.compose(text)
        data = {} if root is None else walk.value(root, ())
    except (OSError, UnicodeError, YAMLError, RecursionError, _TooLargeError) as error:
        return None, [_unreadable(path, error)]
    return Document(path=path, data=data, lines=walk.lines), walk.faults


def validate(document: Document, model: type[M]) -> tuple[M | None, list[Fault]]:
    """The document's data as a `model`, or None with one fault for each thing that does not fit."""
    try:
        return model.model_validate(document.data), []
    except ValidationError as error:
        return None, [_misfit(document, model, detail) for detail in error.errors()]


def _may_be_deep(text: str) -> bool:
    """Whether a text is nested so deeply that only the slow parser, written in Python, can say so instead of crashing."""
    depths = accumulate(1 if sign[0] in "[{" else -1 for sign in _BRACKET.finditer(text))
    return max(depths, default=0) > _DEEP or _NESTED.search(text) is not None


def _unreadable(path: Path, error: Exception) -> Fault:
    if isinstance(error, FileNotFoundError):
        return Fault(
            file=str(path), line=1, what="The file does not exist.", way_out="Create it or correct the path."
        )
    if isinstance(error, RecursionError | _TooLargeError):
        what = f"The file is nested too deeply, or stands for more than {MOST_VALUES} values."
        return Fault(
            file=str(path), line=1, what=what, way_out="Write it flatter, without aliases of aliases."
        )
    if isinstance(error, MarkedYAMLError) and error.problem_mark is not None:
        what = f"This is not YAML: {error.problem}."
        way_out = "Look at the indentation, quotes and colons of this line and the one above."
        return Fault(file=str(path), line=error.problem_mark.line + 1, what=what, way_out=way_out)
    return Fault(
        file=str(path), line=1, what=f"The file cannot be read: {error}.", way_out="Save it as UTF-8 text."
    )


class _Resolver(VersionedResolver):
    """Every file is YAML 1.2; asking for the version at each value took a quarter of the reading."""

    processing_version = (1, 2)


class _TooLargeError(Exception):
    """The aliases of a file stand for more values than anybody writes."""


@dataclass(kw_only=True)
class _Walk:
    """Turns YAML nodes into plain data and notes lines and duplicate keys on the way."""

    path: Path
    lines: dict[KeyPath, int] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    above: list[Node] = field(default_factory=list)
    values: int = 0
    constructor: Any = field(default_factory=lambda: YAML(typ="safe", pure=True).constructor)

    def value(self, node: Node, key_path: KeyPath) -> Any:
        self.values += 1
        if self.values > MOST_VALUES:
            raise _TooLargeError
        self.lines.setdefault(key_path, node.start_mark.line + 1)
        if any(node is parent for parent in self.above):
            self._fault(node, "This alias contains itself.", "Write the value out.")
            return None
        if isinstance(node, ScalarNode):
            return self._scalar(node)
        self.above.append(node)
        value = (
            self._mapping(node, key_path) if isinstance(node, MappingNode) else self._sequence(node, key_path)
        )
        self.above.pop()
        return value

    def _mapping(self, node: MappingNode, key_path: KeyPath) -> dict[Any, Any]:
        found: dict[Any, Any] = {}
        for key_node, value_node in node.value:
            if not isinstance(key_node, ScalarNode):
                self._fault(key_node, "A list or a mapping cannot be a key.", "Write `key: value`.")
                continue
            key = self._scalar(key_node)
            if key in found:
                self._fault(key_node, f"`{key}` is written twice.", "Keep one of the two.")
            self.lines[(*key_path, key)] = key_node.start_mark.line + 1
            found[key] = self.value(value_node, (*key_path, key))
        return found

    def _sequence(self, node: Node, key_path: KeyPath) -> list[Any]:
        return [self.value(item, (*key_path, index)) for index, item in enumerate(node.value)]

    def _scalar(self, node: ScalarNode) -> Any:
        if node.tag == "tag:yaml.org,2002:str":
            return node.value
        try:
            return self.constructor.construct_object(node, deep=True)
        except (YAMLError, ValueError) as error:
            why = error.problem if isinstance(error, MarkedYAMLError) else error
            self._fault(
                node, f"`{node.value}` cannot be understood: {why}.", "Put it in quotes if it is a text."
            )
            return None

    def _fault(self, node: Node, what: str, way_out: str) -> None:
        line = node.start_mark.line + 1
        self.faults.append(Fault(file=str(self.path), line=line, what=what, way_out=way_out))


def _misfit(document: Document, model: type[BaseModel], detail: ErrorDetails) -> Fault:
    key_path, kind = tuple(detail["loc"]), detail["type"]
    name = ".".join(str(part) for part in key_path) or "the file"
    if kind == "extra_forbidden":
        return document.fault(key_path, f"`{name}` is not a known key.", _nearest_key(model, key_path))
    if kind == "missing":
        return document.fault(key_path, f"`{name}` is missing.", _EXPECTED[kind])
    what = f"`{name}`: {detail['msg'].removeprefix('Value error, ')} (it says {_short(detail['input'])})."
    return document.fault(key_path, what, _EXPECTED.get(kind, _DEFAULT_WAY_OUT))


def _short(value: object) -> str:
    text = repr(value)
    return text if len(text) <= 40 else text[:37] + "..."


def _nearest_key(model: type[BaseModel], key_path: KeyPath) -> str:
    known = list(_keys_at(model, key_path[:-1]))
    near = get_close_matches(str(key_path[-1]), known, n=1)
    if near:
        return f"Did you mean `{near[0]}`?"
    return f"Remove it, or use one of: {', '.join(known)}." if known else "Remove it."


def _keys_at(model: type[BaseModel], key_path: KeyPath) -> Iterator[str]:
    """The keys that the model (or the models inside it, when the path leads there) knows."""
    for part in key_path:
        inner = _model_in(model.model_fields[part].annotation) if part in model.model_fields else model
        if inner is None:
            return
        model = inner
    for name, info in model.model_fields.items():
        yield info.alias or name


def _model_in(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    inner = (_model_in(part) for part in getattr(annotation, "__args__", ()))
    return next((model for model in inner if model is not None), None)
