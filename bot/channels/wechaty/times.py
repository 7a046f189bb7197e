"""Moments as gateways write them."""

from datetime import datetime

from dispatch.clock import SHANGHAI

LAST_SECOND = 2_145_888_000  # the start of 2038: a larger number counts milliseconds


def moment(stamp: object, now: datetime) -> datetime:
    """Seconds or milliseconds since 1970; `now` for what is no such number and for a gateway that is ahead."""
    if isinstance(stamp, bool) or not isinstance(stamp, int | float) or stamp <= 0:
        return now
    try:
        at = datetime.fromtimestamp(stamp / 1000 if stamp > LAST_SECOND else stamp, SHANGHAI)
    except (ValueError, OverflowError, OSError):
        return now
    return min(at, now)
