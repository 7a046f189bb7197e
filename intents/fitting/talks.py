"""What the talk of the room says: every line of the logs beside the problems that were open when it was said."""

from collections.abc import Iterable, Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from intents.examples import Example
from intents.fitting.regression import Floats, named
from intents.fitting.texts import Text
from intents.following import Said, beside, candidates, of_line, of_thread, opening_marks
from intents.model import Role
from intents.talk import Talk
from intents.weighing import weighed


class Talks:
    """Every line of the logs beside the problems that were open when it was said."""

    def __init__(
        self, examples: Sequence[Example], texts: Sequence[Text], points: Floats, types: Sequence[str]
    ) -> None:
        known = {id(text.example): at for at, text in enumerate(texts)}
        pairs: list[tuple[int, list[str], bool]] = []
        said: dict[int, tuple[Said, Talk]] = {}
        for example, talk in conversations(examples):
            at = known.get(id(example))
            if at is None or not talk.threads:
                continue
            text = texts[at]
            line = Said(example.message, text.text, text.facts.said.frames, float(points[at]), types[at])
            said[at] = line, talk.copy()
            for thread in candidates(line, talk):
                marks = sorted({*of_line(line), *of_thread(line, thread, talk)})
                pairs.append((at, marks, example.truth.joins == thread.key))
        self.continues = named([dict.fromkeys(m, 1.0) for _, m, _ in pairs], [y for _, _, y in pairs])
        found = {at: beside(line, talk, self.continues) for at, (line, talk) in said.items()}
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


def conversations(examples: Iterable[Example]) -> Iterator[tuple[Example, Talk]]:
    """Every line of the logs with the talk of its room before it, as the truth tells it."""
    rooms: dict[tuple[str, str | None], Talk] = {}
    for example in examples:
        message, truth = example.message, example.truth
        talk = rooms.setdefault((example.voice, message.group), Talk())
        yield example, talk
        if truth.types:
            talk.opened(example.key, message.sender, truth.types, message.text, message.at)
        else:
            staff = message.role is not Role.RESIDENT
            talk.said(example.key, message.sender, message.text, message.at, staff=staff, about=truth.joins)
