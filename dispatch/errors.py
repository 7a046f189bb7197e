"""One family of errors and refusals. The class docstring is the default message."""

from dataclasses import dataclass
from enum import StrEnum


class LinliError(Exception):
    """Something in Linli went wrong."""

    def __init__(self, message: str | None = None) -> None:
        super().__init__(message or (type(self).__doc__ or "").strip())


class ConfigError(LinliError):
    """The configuration cannot be used."""


class StoreError(LinliError):
    """The database cannot be used."""


class NewerSchemaError(StoreError):
    """The database was written by a newer Linli; upgrade the program or restore a backup."""


class Why(StrEnum):
    """Why something was refused; bot/replies/ has a sentence for each."""

    UNKNOWN_CASE = "unknown_case"  # no such number
    WRONG_STATUS = "wrong_status"  # the lifecycle has no such step from here
    NOT_ALLOWED = "not_allowed"  # the step exists, but not for this person
    NEEDS_REASON = "needs_reason"
    NEEDS_PROOF = "needs_proof"  # a sentence that says what was done
    NEEDS_PHOTO = "needs_photo"  # an after-photo, by type
    OLD_PHOTO = "old_photo"  # the photo was shown before
    UNKNOWN_PERSON = "unknown_person"
    UNKNOWN_TYPE = "unknown_type"
    BAD_DATE = "bad_date"
    ALREADY_YOURS = "already_yours"
    TOO_LATE = "too_late"
    NO_CLOCK = "no_clock"  # nothing to extend: the event or an appointment decides
    TOO_MANY_MOVES = "too_many_moves"
    ONCE_ONLY = "once_only"
    NOTHING_ASKED = "nothing_asked"  # no request waits for an answer
    SUPPORTED = "supported"  # neighbours have the same problem
    UNKNOWN_COMPOUND = "unknown_compound"  # its detail: those that there are
    NOT_YOUR_GRID = "not_your_grid"
    NO_INVITATION = "no_invitation"
    BAD_CODE = "bad_code"  # no open code of anybody
    TOO_MANY_TRIES = "too_many_tries"  # wrong codes, for an hour
    NOT_TABLED = "not_tabled"  # on no agenda
    NEEDS_DECISION = "needs_decision"  # no goal was said
    DECIDED = "decided"  # by a meeting; its detail: the follow-up
    UNKNOWN_SUPPORTER = "unknown_supporter"  # its detail: those that there are
    NOT_STAFF = "not_staff"
    NOTHING_OPEN = "nothing_open"


@dataclass(frozen=True, kw_only=True, slots=True)
class Refusal:
    """A value, not an exception: what was asked cannot be done now, of which case, and a detail for the reader."""

    code: Why
    number: int | None = None
    detail: str = ""
