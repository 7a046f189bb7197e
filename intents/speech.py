"""How something is said: a request, or a notice, thanks, a joke, an advertisement, something past or elsewhere …"""

from collections.abc import Mapping
from dataclasses import dataclass

from intents.cues import Found
from intents.lexicon import Frame, silencer
from intents.model import Evidence

_PUSH_AT_MOST = 2.0  # asking and complaining cannot make a problem out of nothing
_FURTHER = 0.4  # what each further objection adds to the heaviest one


@dataclass(frozen=True, kw_only=True, slots=True)
class Speech:
    """The frames of one message: their names, what they add up to, the one that explains it best."""

    weight: float = 0.0
    kind: str = "chat"
    frames: frozenset[str] = frozenset()
    shown: tuple[tuple[str, str, float], ...] = ()  # expression, frame, weight

    @property
    def why(self) -> tuple[Evidence, ...]:
        """The frames as reasons."""
        return tuple(
            Evidence(cue=cue, source=f"speech:{name}", weight=weight) for cue, name, weight in self.shown
        )


def speech(found: Found, text: str, frames: Mapping[str, Frame], *, thorough: bool = True) -> Speech:
    """How the text is said; without `thorough` only cues are used, no regular expressions."""
    cues = _active(found)
    if thorough:
        cues |= _by_pattern(text, frames)
    if not cues:
        return Speech()
    ordered = sorted(cues, key=lambda name: frames[name].weight)
    against = [name for name in ordered if frames[name].weight < 0]
    return Speech(
        weight=_weight([frames[name].weight for name in ordered]),
        kind=against[0] if against else "chat",
        frames=frozenset(cues),
        shown=tuple((cues[name], name, frames[name].weight) for name in ordered),
    )


def _active(found: Found) -> dict[str, str]:
    """Frame name → the expression that showed it, leaving out the silenced ones."""
    shown = {match.owner: match.cue for match in found.speech}
    return {
        name: cue for name, cue in shown.items() if not name.startswith("-") and silencer(name) not in shown
    }


def _by_pattern(text: str, frames: Mapping[str, Frame]) -> dict[str, str]:
    shown: dict[str, str] = {}
    for frame in frames.values():
        for pattern in frame.patterns:
            if match := pattern.search(text):
                shown[frame.name] = match[0][:20]
                break
    return shown


def _weight(weights: list[float]) -> float:
    push = min(_PUSH_AT_MOST, sum(weight for weight in weights if weight > 0))
    against = [weight for weight in weights if weight < 0]
    return push + (against[0] + _FURTHER * sum(against[1:]) if against else 0.0)
