"""Words and pairs of one text that the written shelf of a request type might learn."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import combinations, pairwise
from typing import NamedTuple

from intents.lexicon import WEIGHTS, Cue, Lexicon, PairRule, Shelf
from intents.lexicon_files import GAP

SHELVES: Mapping[Shelf, str] = {Shelf.PHRASE: "phrases", Shelf.PAIR: "pairs", Shelf.AGAINST: "against"}
NEAR = 8  # characters between the two words of a pair
_WORD = re.compile("[\u4e00-\u9fffA-Za-z]{2,6}")
_FILLERS = frozenset("的了是我你他她它们这那在也都就么吗呢吧啊哦个嗯把被给得着过又还很块栋幢号只条某")


class Candidate(NamedTuple):
    """A word, or two near each other, on a shelf of a request type."""

    type: str
    shelf: Shelf
    words: tuple[str, ...]

    @property
    def text(self) -> str:
        """As it is shown: 光伏板, 光伏板…掉下来."""
        return GAP.join(self.words)

    def added_to(self, lexicon: Lexicon) -> Lexicon:
        """The lexicon with this cue on its shelf."""
        weight = WEIGHTS[self.shelf]
        if self.shelf is not Shelf.PAIR:
            cue = Cue(text=self.words[0], shelf=self.shelf, owner=self.type, weight=weight)
            return replace(lexicon, cues=(*lexicon.cues, cue))
        first, second = self.words
        rule = PairRule(
            owner=self.type, shelf=self.shelf, first=(first,), second=(second,), distance=NEAR, weight=weight
        )
        return replace(lexicon, pairs=(*lexicon.pairs, rule))


def for_type(code: str, words: Sequence[str]) -> list[Candidate]:
    """What the words of a text may say for a type: each word, neighbours as one, two words near each other."""
    phrases = [Candidate(code, Shelf.PHRASE, (word,)) for word in _singles(words)]
    return [*phrases, *(Candidate(code, Shelf.PAIR, pair) for pair in _near(words))]


def against(code: str, words: Sequence[str]) -> list[Candidate]:
    """What they may say against it."""
    return [Candidate(code, Shelf.AGAINST, (word,)) for word in _singles(words)]


class Known:
    """What the lexicon has already."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._against = {(cue.owner, cue.text) for cue in lexicon.cues if cue.shelf is Shelf.AGAINST}
        self._words = {(cue.owner, cue.text) for cue in lexicon.cues if cue.shelf is not Shelf.AGAINST}
        self._pairs: dict[str, list[tuple[frozenset[str], frozenset[str]]]] = {}
        for rule in lexicon.pairs:
            sides = _opened(rule.first, lexicon), _opened(rule.second, lexicon)
            self._pairs.setdefault(rule.owner, []).append(sides)

    def has(self, candidate: Candidate) -> bool:
        """Whether the type's file has the word on any shelf that speaks for it, or the pair in any order."""
        code, words = candidate.type, candidate.words
        if candidate.shelf is Shelf.AGAINST:
            return (code, words[0]) in self._against
        pairs = self._pairs.get(code, ())
        if candidate.shelf is Shelf.PAIR:
            one, other = words
            return any((one in a and other in b) or (other in a and one in b) for a, b in pairs)
        return (code, words[0]) in self._words or any(words[0] in a or words[0] in b for a, b in pairs)


def _opened(side: Sequence[str], lexicon: Lexicon) -> frozenset[str]:
    """The words of one side of a pair rule, its $sets opened."""
    parts = (lexicon.sets[word[1:]] if word.startswith("$") else (word,) for word in side)
    return frozenset(word for part in parts for word in part)


def beside(firsts: Sequence[tuple[int, int]], seconds: Sequence[tuple[int, int]]) -> bool:
    """Whether any of the first spans stands within NEAR characters of any of the second, without overlap."""
    return any(
        0 <= max(start - end, begin - last) <= NEAR for begin, end in firsts for start, last in seconds
    )


def _singles(words: Sequence[str]) -> list[str]:
    """The words that may be cues, likely names of new objects first."""
    ended, begun = _joined(words)
    return list(dict.fromkeys([*ended, *sorted(filter(_tells, words), key=len, reverse=True), *begun]))


def _tells(word: str) -> bool:
    """Whether a word may be a cue: two to six letters, and no filler at its ends."""
    return bool(_WORD.fullmatch(word)) and word[0] not in _FILLERS and word[-1] not in _FILLERS


def _joined(words: Sequence[str]) -> tuple[list[str], list[str]]:
    """Neighbours of which one is a single character, as one word, since a dictionary knows no new object.

    First those that end with it (光伏 + 板), then those that begin with it (灯 + 不亮).
    """
    ended = [one + two for one, two in pairwise(words) if len(two) == 1]
    begun = [one + two for one, two in pairwise(words) if len(one) == 1 < len(two)]
    return [word for word in ended if _tells(word)], [word for word in begun if _tells(word)]


def _near(words: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Two different words of a text with at most NEAR characters between them, in their order."""
    starts = [sum(map(len, words[:at])) for at in range(len(words))]
    placed = [(start, word) for start, word in zip(starts, words, strict=True) if _tells(word)]
    for (start, one), (other, two) in combinations(placed, 2):
        if one != two and other - start - len(one) <= NEAR:
            yield one, two
