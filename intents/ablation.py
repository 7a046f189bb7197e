"""The lexicon with one part of the understanding taken out: what does each bring?"""

from dataclasses import replace

from intents.fitted import Fitted
from intents.lexicon import Lexicon, Shelf

_RULED = frozenset({Shelf.EMERGENCY, Shelf.OUTAGE})
_KEPT = _RULED | {Shelf.SPEECH}


def without_written(lexicon: Lexicon) -> Lexicon:
    """No objects, defects, needs and scenes; the rules and the ways of speaking stay."""
    return _only(lexicon, _KEPT)


def without_fitted(lexicon: Lexicon) -> Lexicon:
    """No weights from examples: the hand-written sums alone; the talk of the room keeps its few weights."""
    now = lexicon.fitted
    talk = Fitted(chooses=now.chooses, continues=now.continues, opens_beside=now.opens_beside)
    return replace(lexicon, fitted=talk)


def without_frames(lexicon: Lexicon) -> Lexicon:
    """A request is a request, however it is said: no notice, thanks, past, elsewhere, joke …"""
    frames = {name: replace(frame, weight=0.0) for name, frame in lexicon.frames.items()}
    return replace(lexicon, frames=frames)


def without_rules(lexicon: Lexicon) -> Lexicon:
    """No alarm words and no short outages."""
    return _only(lexicon, frozenset(Shelf) - _RULED)


def without_talk(lexicon: Lexicon) -> Lexicon:
    """Every line for itself: nothing continues what the room talks about."""
    return replace(lexicon, fitted=replace(lexicon.fitted, continues={}, opens_beside={}))


def _only(lexicon: Lexicon, shelves: frozenset[Shelf]) -> Lexicon:
    cues = tuple(cue for cue in lexicon.cues if cue.shelf in shelves)
    return replace(lexicon, cues=cues, pairs=tuple(pair for pair in lexicon.pairs if pair.shelf in shelves))
