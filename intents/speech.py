"""How something is said: a request, or a notice, thanks, a joke, an advertisement, something past or elsewhere …"""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from intents.found import Phrase
from intents.lexicon import Frame, silencer

PUSH_AT_MOST = 2.0  # asking and complaining cannot make a problem out of nothing
_FURTHER = 0.4  # what each further objection adds to the heaviest one


class Speech(NamedTuple):
    """The frames of one message: their names, what they add up to, the one that explains it best."""

    weight: float = 0.0
    kind: str = "chat"
    frames: frozenset[str] = frozenset()
    shown: tuple[tuple[str, str, float], ...] = ()  # expression, frame, weight; the heaviest objection first


_PLAIN = Speech()


class Ways:
    """The ways of speaking that the lexicon knows; built once."""

    def __init__(self, frames: Mapping[str, Frame]) -> None:
        self._weights = {name: frame.weight for name, frame in frames.items()}
        self._patterns = tuple(
            (name, pattern) for name, frame in frames.items() for pattern in frame.patterns
        )

    def speech(self, phrases: Iterable[Phrase], text: str, *, thorough: bool = True) -> Speech:
        """How the text is said; without `thorough` only the phrases count, no regular expressions."""
        cues = _active(dict(phrases)) if phrases else {}
        if thorough:
            self._add_by_pattern(cues, text)
        return self._weighed(cues) if cues else _PLAIN

    def _add_by_pattern(self, cues: dict[str, str], text: str) -> None:
        found: dict[str, str] = {}
        for name, pattern in self._patterns:
            if name not in found and (match := pattern.search(text)):
                found[name] = match[0][:20]
        cues |= found

    def _weighed(self, cues: dict[str, str]) -> Speech:
        weights = self._weights
        shown = sorted([(cue, name, weights[name]) for name, cue in cues.items()], key=_weight)
        push = against = 0.0
        for _, _, weight in shown:
            if weight > 0:
                push += weight
            elif weight < 0:
                against += weight * _FURTHER if against else weight
        kind = shown[0][1] if against else "chat"
        return Speech(min(PUSH_AT_MOST, push) + against, kind, frozenset(cues), tuple(shown))


def _active(shown: dict[str, str]) -> dict[str, str]:
    """Frame name → the expression that showed it, leaving out the silencers and what they silence."""
    return {name: cue for name, cue in shown.items() if name[0] != "-" and silencer(name) not in shown}


def _weight(shown: tuple[str, str, float]) -> float:
    return shown[2]
