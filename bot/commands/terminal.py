"""What people have typed, made safe for the operator's terminal."""

import re

_STEERING = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def safe(words: str) -> str:
    """The words with everything that would steer a terminal, or turn its lines around, as U+FFFD.

    For rich they must still be wrapped in Text, which reads no [markup].
    """
    return _STEERING.sub("\ufffd", words)
