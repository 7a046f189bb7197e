"""What a message is about: request types with weight and reasons, several when there are several problems."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from intents.cues import Found, Match, Span
from intents.lexicon import Shelf, TypeInfo
from intents.model import Evidence

_SHARES = (1.0, 0.4, 0.25)  # the second and third reason add less than the first
_HINTING = frozenset({Shelf.HINT, Shelf.MENTION, Shelf.OUTAGE})
_HINTS_AT_MOST = 1.0  # mentions alone never make a problem
_SEPARATE = 2.0  # a second problem in the same message must be this clear by itself


@dataclass(frozen=True, kw_only=True, slots=True)
class Topic:
    """One request type found in a message; `stated` is false when only its objects or hints were mentioned."""

    code: str
    weight: float
    stated: bool
    urgent: bool
    matches: tuple[Match, ...]
    spans: tuple[Span, ...]

    @property
    def why(self) -> tuple[Evidence, ...]:
        """The cues that count most, heaviest first."""
        return tuple(_evidence(match, self.code) for match in self.matches)


def topics(found: Found, types: Mapping[str, TypeInfo]) -> tuple[Topic, ...]:
    """The request types in a text, heaviest first; types that a heavier one absorbs are left out."""
    by_owner: dict[str, list[Match]] = {}
    for match in found.topical:
        by_owner.setdefault(match.owner, []).append(match)
    ranked = sorted((_topic(code, matches) for code, matches in by_owner.items()), key=_rank)
    return tuple(_not_absorbed(ranked, types))


def separate(ranked: tuple[Topic, ...]) -> tuple[Topic, ...]:
    """The main topic and those that rest on words of their own: several problems in one message."""
    chosen: list[Topic] = []
    for topic in ranked:
        if not chosen or (topic.stated and topic.weight >= _SEPARATE and not _overlaps(topic, chosen)):
            chosen.append(topic)
    return tuple(chosen)


def _topic(code: str, matches: list[Match]) -> Topic:
    ordered = sorted(matches, key=lambda match: -match.weight)
    stated = _distinct(match for match in ordered if match.shelf not in _HINTING and match.weight > 0)
    hinted = [match for match in ordered if match.shelf in _HINTING]
    against = [match for match in ordered if match.weight < 0]
    weight = sum(match.weight * share for match, share in zip(stated, _SHARES, strict=False))
    weight += min(
        _HINTS_AT_MOST, max((match.weight for match in hinted), default=0.0) * (0.3 if stated else 1.0)
    )
    weight += sum(match.weight for match in against[:2])
    return Topic(
        code=code,
        weight=weight,
        stated=bool(stated),
        urgent=any(match.shelf is Shelf.EMERGENCY for match in stated),
        matches=(*stated[:3], *hinted[:1], *against[:1]),
        spans=tuple((match.start, match.end) for match in stated[:3]),
    )


def _rank(topic: Topic) -> tuple[bool, float]:
    return (not topic.urgent, -topic.weight)


def _distinct(ordered: Iterable[Match]) -> list[Match]:
    """Heaviest first, leaving out those inside one that counts already."""
    kept: list[Match] = []
    for match in ordered:
        if not any(match.start < other.end and other.start < match.end for other in kept):
            kept.append(match)
    return kept


def _evidence(match: Match, code: str) -> Evidence:
    return Evidence(cue=match.cue, source=f"{match.shelf}:{code}", weight=round(match.weight, 2))


def _not_absorbed(ranked: list[Topic], types: Mapping[str, TypeInfo]) -> Iterable[Topic]:
    absorbed: set[str] = set()
    for topic in ranked:
        if topic.code not in absorbed:
            yield topic
            if topic.stated:
                absorbed |= types[topic.code].absorbs


def _overlaps(topic: Topic, others: list[Topic]) -> bool:
    return any(a < d and c < b for a, b in topic.spans for other in others for c, d in other.spans)
