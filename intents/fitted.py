"""The fitted shelf: what labelled examples say about substrings, read from data/lexicon/fitted.tsv and following.tsv."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from intents.yaml_file import Fault

FITTED, FOLLOWING = "fitted.tsv", "following.tsv"
DIGIT = "0"  # in a fitted cue: any digit
SPACE = "␣"  # in the file: a blank
LENGTHS = (2, 4, 6, 8, 11, 14, 20, 30, 45, 80)  # characters; bands that a text may be within
_TALK = ("chooses", "continues", "opens_beside")  # columns of following.tsv
_WAY_OUT = "Run `linli lexicon fit` again."
_BIAS, _WRITTEN, _FROM, _UNCLEAR = "<bias>", "<written>", "<from>", "<unclear>"  # rows that are no cues
_LENGTH, _AROUND, _REQUEST, _ALARM = "<length:", "<around:", "<request:", "<alarm:"


@dataclass(frozen=True, kw_only=True, slots=True)
class Weights:
    """One question to a text, answered by a sum of log-odds: where it begins, what each thing found adds.

    `written` is what one point of the written shelf adds, `cues` by cue (^ at the start, $ at the end),
    `lengths` by band ("at most so many characters"), `around` by what a message is besides its words.
    """

    bias: float = 0.0
    written: float = 0.0
    cues: Mapping[str, float] = field(default_factory=dict)
    lengths: Mapping[int, float] = field(default_factory=dict)
    around: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True, slots=True)
class Fitted:
    """All fitted weights. `opens`: do the words ask for something? `urgent`: do they tell of danger? `more`: are they
    such as go on with a problem that is known?

    `request` and `alarm` weigh what is known then (`intents.weighing.request_marks`, `intents.urgency.alarm_marks`):
    does the message open a case, is it an alarm?

    `types` by cue and code, `type_bias` and `type_written` by code: which type is it? A message whose sum, as a
    probability, reaches `report_from` opens a case; from `unclear_from` on it is asked about; from
    `urgent_from` on it is an alarm. `chooses`, `continues` and `opens_beside` weigh the talk of the room: of which
    known problem could this line be more, is it, and what does that mean for its opening one of its own
    (`intents.following`)?
    """

    opens: Weights = Weights(bias=-2.6, written=1.3)
    request: Mapping[str, float] = field(default_factory=lambda: {"words": 1.0})
    urgent: Weights = Weights(bias=-2.0, around={"alarm": 4.0})
    alarm: Mapping[str, float] = field(default_factory=lambda: {"danger": 1.0})
    more: Weights = Weights()
    types: Mapping[str, Mapping[str, float]] = field(default_factory=dict)
    type_bias: Mapping[str, float] = field(default_factory=dict)
    type_written: Mapping[str, float] = field(default_factory=dict)
    report_from: float = 0.5
    unclear_from: float = 0.5
    urgent_from: float = 0.5
    chooses: Mapping[str, float] = field(default_factory=dict)
    continues: Mapping[str, float] = field(default_factory=dict)
    opens_beside: Mapping[str, float] = field(default_factory=dict)

    @property
    def codes(self) -> tuple[str, ...]:
        """The request types that have weights, in the order in which their sums are kept."""
        return tuple(sorted(self.type_bias))


def length_bands(length: int) -> Iterator[int]:
    """The bands that a text of so many characters is within."""
    return (limit for limit in LENGTHS if length <= limit)


def read_fitted(folder: Path) -> tuple[Fitted, list[Fault]]:
    """The fitted shelf of a lexicon folder, with every fault of its files; as unfitted where they are missing."""
    faults: list[Fault] = []
    opens: dict[str, float] = {}
    urgent: dict[str, float] = {}
    more: dict[str, float] = {}
    types: dict[str, dict[str, float]] = {}
    for line, (name, one, other, third, by_type) in _rows(folder / FITTED, 5, faults):
        cue = name.replace(SPACE, " ")
        try:
            opens |= {cue: float(one)} if one else {}
            urgent |= {cue: float(other)} if other else {}
            more |= {cue: float(third)} if third else {}
            types |= {cue: dict(_by_type(by_type))} if by_type else {}
        except ValueError:
            faults.append(_fault(folder / FITTED, line, f"`{name}` has no number where a weight belongs."))
    talk: tuple[dict[str, float], ...] = ({}, {}, {})
    for line, (mark, *weights) in _rows(folder / FOLLOWING, 1 + len(talk), faults):
        try:
            for column, weight in zip(talk, weights, strict=True):
                column |= {mark: float(weight)} if weight else {}
        except ValueError:
            faults.append(_fault(folder / FOLLOWING, line, f"`{mark}` has no number where a weight belongs."))
    if not opens:
        return Fitted(), faults
    fitted = Fitted(
        opens=_weights(opens),
        request=_inside(opens, _REQUEST),
        urgent=_weights(urgent),
        alarm=_inside(urgent, _ALARM),
        more=_weights(more),
        types={cue: codes for cue, codes in types.items() if cue[0] != "<"},
        type_bias=types.get(_BIAS, {}),
        type_written=types.get(_WRITTEN, {}),
        report_from=opens.get(_FROM, 0.5),
        unclear_from=opens.get(_UNCLEAR, 0.5),
        urgent_from=urgent.get(_FROM, 0.5),
        **dict(zip(_TALK, talk, strict=True)),
    )
    return fitted, faults


def write_fitted(folder: Path, fitted: Fitted, remark: str) -> None:
    """Write both files; the same weights give the same bytes."""
    request = {f"{_REQUEST}{mark}>": weight for mark, weight in fitted.request.items()}
    opens = {**_named(fitted.opens), **request, _FROM: fitted.report_from, _UNCLEAR: fitted.unclear_from}
    alarm = {f"{_ALARM}{mark}>": weight for mark, weight in fitted.alarm.items()}
    urgent = {**_named(fitted.urgent), **alarm, _FROM: fitted.urgent_from}
    more = _named(fitted.more)
    types = {**fitted.types, _BIAS: fitted.type_bias, _WRITTEN: fitted.type_written}
    rows = []
    for name in sorted({*opens, *urgent, *more, *types}):
        by_type = " ".join(f"{code}:{weight:g}" for code, weight in sorted(types.get(name, {}).items()))
        weights = (_shown(column.get(name)) for column in (opens, urgent, more))
        rows.append("\t".join((name.replace(" ", SPACE), *weights, by_type)))
    _write(folder / FITTED, remark, "cue\topens\turgent\tmore\ttypes", rows)
    talk = [getattr(fitted, name) for name in _TALK]
    marks = sorted(set().union(*talk))
    rows = ["\t".join((mark, *(_shown(column.get(mark)) for column in talk))) for mark in marks]
    _write(folder / FOLLOWING, remark, "\t".join(("mark", *_TALK)), rows)


def _named(weights: Weights) -> dict[str, float]:
    """The weights by the name of their row."""
    return {
        _BIAS: weights.bias,
        _WRITTEN: weights.written,
        **{f"{_LENGTH}{limit}>": weight for limit, weight in weights.lengths.items()},
        **{f"{_AROUND}{mark}>": weight for mark, weight in weights.around.items()},
        **weights.cues,
    }


def _weights(rows: Mapping[str, float]) -> Weights:
    return Weights(
        bias=rows.get(_BIAS, 0.0),
        written=rows.get(_WRITTEN, 0.0),
        cues={name: weight for name, weight in rows.items() if name[0] != "<"},
        lengths={int(limit): weight for limit, weight in _inside(rows, _LENGTH).items()},
        around=_inside(rows, _AROUND),
    )


def _inside(rows: Mapping[str, float], prefix: str) -> dict[str, float]:
    """The rows <prefix:name> by name."""
    return {name[len(prefix) : -1]: weight for name, weight in rows.items() if name.startswith(prefix)}


def _write(path: Path, remark: str, columns: str, rows: list[str]) -> None:
    path.write_text("\n".join((f"# {remark}", f"# {columns}", *rows, "")), encoding="utf-8", newline="\n")


def _shown(weight: float | None) -> str:
    return "" if weight is None else f"{weight:g}"


def _by_type(text: str) -> Iterator[tuple[str, float]]:
    for part in text.split(" "):
        code, _, weight = part.partition(":")
        yield code, float(weight)


def _rows(path: Path, columns: int, faults: list[Fault]) -> Iterator[tuple[int, list[str]]]:
    """The rows of a tab-separated file with their line numbers; one of another width is a fault and ends the reading."""
    if not path.exists():
        return
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        faults.append(_fault(path, 1, f"`{path.name}` cannot be read ({error})."))
        return
    for number, line in enumerate(text.split("\n"), 1):
        if not line or line.startswith("# "):
            continue
        fields = line.split("\t")
        if len(fields) != columns:
            faults.append(_fault(path, number, f"{columns} columns are needed, {len(fields)} stand here."))
            return
        yield number, fields


def _fault(path: Path, line: int, what: str) -> Fault:
    return Fault(file=str(path), line=line, what=what, way_out=_WAY_OUT)
