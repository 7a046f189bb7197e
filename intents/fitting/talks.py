"""What the talk of the room says: every line of the logs beside the problems that were open when it was said."""

from collections.abc import Iterable, Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from intents.examples import Example
from intents.fitting.regression import Floats, named
from intents.fitting.texts import Text
from intents.following import Said, beside, likeliest, marked, opening_marks, where
from intents.model import Context, Role
from intents.talk import Talk
from intents.weighing import weighed


class Talks:
    """Every line of the logs beside the problems that were open when it was said."""

    def __init__(
        self,
        examples: Sequence[Example],
        texts: Sequence[Text],
        points: Floats,
        more: Floats,
        types: Sequence[str],
    ) -> None:
        known = {id(text.example): at for at, text in enumerate(texts)}
        choices: list[tuple[list[str], bool]] = []
        said: dict[int, tuple[Said, Talk]] = {}
        for example, talk in conversations(examples):
            at = known.get(id(example))
            if at is None or not talk.threads:
                continue
            text = texts[at]
            building = where(text.text, example.message, Context())
            frames = text.facts.said.frames
            told = float(points[at]), float(more[at]), types[at]
            line = Said(example.message, text.text, frames, *told, building)
            said[at] = line, talk.copy()
            known_ones = list(marked(line, talk))
            if len(known_ones) > 1 and example.truth.joins in {thread.key for thread, _ in known_ones}:
                choices += [
                    (sorted(marks), example.truth.joins == thread.key) for thread, marks in known_ones
                ]
        self.chooses = _named(choices)
        self.continues = _named(
            [
                (sorted(pick[1]), texts[at].example.truth.joins == pick[0].key)
                for at, (line, talk) in said.items()
                if (pick := likeliest(line, talk, self.chooses))
            ]
        )
        found = {at: beside(line, talk, self.chooses, self.continues) for at, (line, talk) in said.items()}
        self._marks = {at: opening_marks(said[at][0], one) for at, one in found.items() if one is not None}
        self._opens = [bool(text.example.truth.types) for text in texts]
        self.rows = tuple(self._marks)

    def opens(self, rows: Iterable[int]) -> dict[str, float]:
        """What the talk says for or against a line's opening a problem of its own, fitted on some lines."""
        rows = tuple(rows)
        return named([self._marks[at] for at in rows], [self._opens[at] for at in rows])

    def shifted(self, points: Floats, folds: NDArray[np.intp]) -> Floats:
        """The points with what the talk adds; each part's by weights of the others."""
        shifted = points.copy()
        for part in sorted(set(folds.tolist())):
            weights = self.opens(at for at in self.rows if folds[at] != part)
            for at in self.rows:
                if folds[at] == part:
                    shifted[at] = weighed(weights, self._marks[at])
        return shifted


def _named(rows: Sequence[tuple[Sequence[str], bool]]) -> dict[str, float]:
    return named([dict.fromkeys(marks, 1.0) for marks, _ in rows], [yes for _, yes in rows])


def conversations(examples: Iterable[Example]) -> Iterator[tuple[Example, Talk]]:
    """Every line of the logs with the talk of its room before it, as the truth tells it."""
    rooms: dict[tuple[str, str | None], Talk] = {}
    for example in examples:
        message, truth = example.message, example.truth
        talk = rooms.setdefault((example.voice, message.group), Talk())
        yield example, talk
        if truth.types:
            building = truth.place.building if truth.place else None
            talk.opened(example.key, message.sender, truth.types, message.text, message.at, building)
        else:
            staff = message.role is not Role.RESIDENT
            talk.said(example.key, message.sender, message.text, message.at, staff=staff, about=truth.joins)
