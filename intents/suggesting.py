"""From corrections to proposed cues for the written shelf, each with the effect that it would have: nothing is written."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from intents.automaton import finder
from intents.candidates import SHELVES, Candidate, Known, against, beside, for_type
from intents.examples import Example, Truth
from intents.lexicon import Lexicon, Shelf
from intents.model import AnyReading, Message, Report, Role
from intents.sorting import FALLBACK
from intents.understand import Understanding

FROM_ONE_TEXT = 6  # candidates of each shelf that are measured, those that stand elsewhere least
ALIKE = 2  # proposals of one shelf for the same messages that are worth showing
_SPEAKER = "邻居"  # corrections come from talk, so somebody says them


@dataclass(frozen=True, kw_only=True, slots=True)
class Proposal:
    """A candidate with what it would change, counted over the examples and the corrections.

    It stands in `own` requests of its type and in `elsewhere` other messages. With it so many messages newly open
    a case, newly open none, or change between a right and a wrong type; what opens with a wrong type counts as both.
    `changed` are these messages.
    """

    candidate: Candidate
    own: int
    elsewhere: int
    opens_right: int = 0
    opens_wrong: int = 0
    silent_right: int = 0
    silent_wrong: int = 0
    types_right: int = 0
    types_wrong: int = 0
    changed: tuple[str, ...] = ()

    @property
    def better(self) -> int:
        """How many changes are for the better."""
        return self.opens_right + self.silent_right + self.types_right

    @property
    def worse(self) -> int:
        return self.opens_wrong + self.silent_wrong + self.types_wrong

    @property
    def benefit(self) -> int:
        return self.better - self.worse


def corrected(text: str, types: Iterable[str]) -> Example:
    """A corrected text as an example; no type means that it is no request."""
    message = Message(text=text, sender=_SPEAKER, group="corrections")
    return Example(voice="corrections", key="", message=message, truth=Truth(types=tuple(types)))


def guess(lexicon: Lexicon, texts: Iterable[str]) -> Iterator[str]:
    """For each text the type that it most probably is of, if it is a request at all."""
    willing = Understanding(lexicon, report_from=0.0, unclear_from=0.0)
    for text in texts:
        reading = willing.read(corrected(text, ()).message)
        yield reading.types[0] if isinstance(reading, Report) else FALLBACK


def suggest(
    now: Understanding, lexicon: Lexicon, examples: Iterable[Example], corrections: Iterable[Example]
) -> list[Proposal]:
    """Proposals that change any reading, the most beneficial first, of equals the least harmful.

    `now` reads by the lexicon. Of those on one shelf that change the same messages ALIKE are kept.

    Candidates are the words of those corrections that are read wrongly today. Every text is read by itself,
    without the talk around it; what joins a case, staff's lines and pictures are left out. Of several
    corrections of one text the last counts.
    """
    taught = {each.message.text: each for each in corrections}
    bench = _Bench(now, lexicon, [*examples, *taught.values()])
    known = Known(lexicon)
    wanted: dict[Candidate, None] = {}
    for lesson in taught.values():
        found = [each for each in bench.misread(lesson) if not known.has(each)]
        wanted |= dict.fromkeys(bench.rarest(found))
    place = {candidate: at for at, candidate in enumerate(wanted)}

    def order(proposal: Proposal) -> tuple[int, int, int, int]:
        return -proposal.benefit, proposal.worse, -proposal.own, place[proposal.candidate]

    changing = (proposal for proposal in bench.measure(wanted) if proposal.changed)
    return list(_few_alike(sorted(changing, key=order)))


def _few_alike(proposals: Iterable[Proposal]) -> Iterator[Proposal]:
    seen: Counter[tuple[str, Shelf, tuple[str, ...]]] = Counter()
    for proposal in proposals:
        alike = proposal.candidate.type, proposal.candidate.shelf, proposal.changed
        seen[alike] += 1
        if seen[alike] <= ALIKE:
            yield proposal


class _Bench:
    """The texts on which candidates are measured, each read by itself."""

    def __init__(self, now: Understanding, lexicon: Lexicon, examples: Iterable[Example]) -> None:
        self._now, self._lexicon = now, lexicon
        self._examples = [example for example in examples if _counts(example)]
        self._texts = [self._cleaned(example) for example in self._examples]
        self._read: dict[int, AnyReading] = {}
        self._where: dict[Candidate, tuple[int, ...]] = {}

    def misread(self, lesson: Example) -> list[Candidate]:
        """The candidates of a text that is read wrongly: for its type, or against the one it is taken for."""
        reading = self._now.read(lesson.message)
        got = reading.types[0] if isinstance(reading, Report) else None
        if got in lesson.truth.types or (got is None and not lesson.truth.types):
            return []
        words = self._now.words(self._cleaned(lesson))
        return for_type(lesson.truth.types[0], words) if lesson.truth.types else against(got or "", words)

    def rarest(self, candidates: Sequence[Candidate]) -> list[Candidate]:
        """FROM_ONE_TEXT of each shelf, those that stand least where they should not."""
        self._locate(candidates)

        def key(candidate: Candidate) -> tuple[float, int]:
            own, elsewhere = self._stands(candidate)
            wrong = own if candidate.shelf is Shelf.AGAINST else elsewhere
            return wrong / max(1, own + elsewhere), -own - elsewhere

        ranked = sorted(candidates, key=key)
        return [
            candidate
            for shelf in SHELVES
            for candidate in [each for each in ranked if each.shelf is shelf][:FROM_ONE_TEXT]
        ]

    def measure(self, candidates: Iterable[Candidate]) -> Iterator[Proposal]:
        """What each would change, through the real understanding.

        A cue touches only texts that it stands in, so candidates that share no text are built into one.
        """
        for batch in self._batches(candidates):
            lexicon = self._lexicon
            for candidate in batch:
                lexicon = candidate.added_to(lexicon)
            then = self._now.with_cues(lexicon)
            for candidate in batch:
                yield self._compared(candidate, then)

    def _compared(self, candidate: Candidate, then: Understanding) -> Proposal:
        own, elsewhere = self._stands(candidate)
        count = dict.fromkeys(_CHANGES, 0)
        changed: list[str] = []
        for at in self._where[candidate]:
            example = self._examples[at]
            changes = _changes(example.truth, self._reading(at), then.read(example.message))
            for change in changes:
                count[change] += 1
            changed += [example.message.text] if changes else []
        return Proposal(candidate=candidate, own=own, elsewhere=elsewhere, changed=tuple(changed), **count)

    def _batches(self, candidates: Iterable[Candidate]) -> Iterator[list[Candidate]]:
        """The candidates in groups of which no two stand in one text."""
        groups: list[tuple[set[int], list[Candidate]]] = []
        for candidate in sorted(candidates, key=lambda each: (-len(self._where[each]), each)):
            places = self._where[candidate]
            for taken, group in groups:
                if taken.isdisjoint(places):
                    taken.update(places)
                    group.append(candidate)
                    break
            else:
                groups.append((set(places), [candidate]))
        return (group for _, group in groups)

    def _stands(self, candidate: Candidate) -> tuple[int, int]:
        """In how many requests of its type the candidate stands, in how many other messages."""
        places = self._where[candidate]
        own = sum(candidate.type in self._examples[at].truth.types for at in places)
        return own, len(places) - own

    def _locate(self, candidates: Iterable[Candidate]) -> None:
        """Note for each new candidate the texts that it stands in."""
        new = [candidate for candidate in dict.fromkeys(candidates) if candidate not in self._where]
        words = list(dict.fromkeys(word for candidate in new for word in candidate.words))
        find = finder(words)
        spans: dict[str, dict[int, list[tuple[int, int]]]] = {word: {} for word in words}
        for at, text in enumerate(self._texts):
            for number, start, end in find(text) if words else ():
                spans[words[number]].setdefault(at, []).append((start, end))
        for candidate in new:
            first, *second = (spans[word] for word in candidate.words)
            if second:
                places = [at for at in first if at in second[0] and beside(first[at], second[0][at])]
                self._where[candidate] = tuple(places)
            else:
                self._where[candidate] = tuple(first)

    def _reading(self, at: int) -> AnyReading:
        """How a text is read today."""
        if at not in self._read:
            self._read[at] = self._now.read(self._examples[at].message)
        return self._read[at]

    def _cleaned(self, example: Example) -> str:
        return self._now.clean(example.message.text).text.lower()


_CHANGES = ("opens_right", "opens_wrong", "silent_right", "silent_wrong", "types_right", "types_wrong")


def _changes(truth: Truth, before: AnyReading, after: AnyReading) -> list[str]:
    """What is different between two readings of one text, by name of `Proposal`'s counts."""
    opened, opens = isinstance(before, Report), isinstance(after, Report)
    if not truth.types:
        return [] if opened == opens else ["opens_wrong" if opens else "silent_right"]
    if opened and not opens:
        return ["silent_wrong"]
    was, now = _right(truth, before), _right(truth, after)
    if opened:
        return [] if was == now else ["types_right" if now else "types_wrong"]
    return [] if not opens else ["opens_right"] if now else ["opens_right", "types_wrong"]


def _right(truth: Truth, reading: AnyReading) -> bool:
    return isinstance(reading, Report) and reading.types[0] in truth.types


def _counts(example: Example) -> bool:
    """Whether the example is a resident's text that opens something or nothing."""
    return not example.picture and example.message.role is Role.RESIDENT and example.truth.joins is None
