"""How long things take: rates, alternating runs on a noisy machine, percentiles."""

from collections.abc import Callable, Iterable, Sequence
from math import ceil
from time import perf_counter, thread_time

Timed = Callable[[], object]


def on_one_core(work: Timed) -> float:
    """Seconds of this thread's processor time; waiting for other programs is not in it."""
    begun = thread_time()
    work()
    return thread_time() - begun


def by_the_clock(work: Timed) -> float:
    """Seconds of real time."""
    begun = perf_counter()
    work()
    return perf_counter() - begun


def alternating(
    ours: Timed, theirs: Timed, *, runs: int, by: Callable[[Timed], float]
) -> tuple[float, float]:
    """Seconds of both in the run whose ratio is the median; they take turns, so that noise meets both."""
    pairs = [(by(ours), by(theirs)) for _ in range(runs)]
    return middle(pairs, key=lambda pair: pair[0] / pair[1])


def middle(
    found: Iterable[tuple[float, float]], key: Callable[[tuple[float, float]], float]
) -> tuple[float, float]:
    """The pair that stands in the middle."""
    ordered = sorted(found, key=key)
    return ordered[len(ordered) // 2]


def percentile(values: Sequence[float], share: float) -> float:
    """The smallest value that `share` (0..1) of all values do not exceed; ValueError of nothing."""
    if not values:
        raise ValueError("nothing was measured")
    return sorted(values)[ceil(share * len(values)) - 1]
