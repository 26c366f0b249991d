"""Errors of a broken request or environment. Bad data is never an exception: it is a finding."""


class PpspError(Exception):
    """Base of all errors that the command line shows as one sentence; `exit_code` as in the README."""

    exit_code = 2


class YearNotPrepared(PpspError):
    """The fiscal year is not confirmed in schemas/rules/tahun.yaml, or a rule has no ruling at or before it."""


class UndeclaredRule(PpspError):
    """A step read a rule that it did not declare: a broken program, not bad data."""

    exit_code = 3


class UndeclaredInput(PpspError):
    """A step read a table or column that it did not declare: a broken program, not bad data."""

    exit_code = 3


class NotFound(PpspError):
    """What was asked for is not in the store."""


class Withheld(NotFound):
    """What was asked for holds answers of households, and their key is not here."""


class KeyringBroken(PpspError):
    """The keys of the household part cannot be read or kept."""

    exit_code = 3


class Unaccounted(PpspError):
    """The districts of a run do not add up: it is not sealed."""

    exit_code = 3


class StoreConflict(PpspError):
    """A key exists with other bytes than the ones to be written: nothing was overwritten."""

    exit_code = 3


class StoreDamaged(PpspError):
    """A record of the store cannot be read."""

    exit_code = 3


class StoreUnavailable(PpspError):
    """The store cannot be reached or does not keep its promises."""

    exit_code = 3


class WrongUsage(PpspError):
    """The request cannot be carried out as asked; the sentence says what to change."""
