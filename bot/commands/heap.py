"""What the garbage collector need not look at again."""

import gc

OFTEN = (10_000, 20, 20)  # new objects, and rounds, after which it looks; a thousand messages make as many


def settled() -> None:
    """What is loaded by now, the lexicon above all, stays for good: let the collector look at what comes after."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(*OFTEN)
