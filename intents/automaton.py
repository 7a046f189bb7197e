"""Many strings looked for in one pass over a text, overlapping ones too (ahocorasick-rs only here)."""

from collections.abc import Callable, Iterable

from ahocorasick_rs import AhoCorasick

Hit = tuple[int, int, int]  # number of the string found, where it starts, where it ends


def finder(strings: Iterable[str]) -> Callable[[str], list[Hit]]:
    """A function that finds the strings in a text; they are numbered in the order given."""
    find = AhoCorasick(list(strings)).find_matches_as_indexes
    return lambda text: find(text, overlapping=True)
