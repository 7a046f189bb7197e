"""One family of errors and refusals. The class docstring is the default message."""

from dataclasses import dataclass


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


@dataclass(frozen=True, kw_only=True, slots=True)
class Refusal:
    """A value, not an exception: what was asked cannot be done now.

    `code` picks the sentence in bot/replies.py: unknown_case, not_yours, not_allowed, wrong_status, needs_reason, needs_proof, unknown_person,
    already_yours, too_late, not_staff, ambiguous, nothing_open.
    `number` and `detail` (a status, a name) go into the sentence.
    """

    code: str
    number: int | None = None
    detail: str = ""
