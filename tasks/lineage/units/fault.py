"""What is told of an error that ended a unit: its kind and place. Its own words may quote an answer of a household."""

from __future__ import annotations

import traceback
from pathlib import Path

from schemas.errors import NotFound, PpspError


def cause(error: Exception) -> tuple[str, str]:
    """What went wrong and what to do, as the run record says it."""
    if isinstance(error, NotFound):
        return str(error), "put the object back from a copy, or submit the files again"
    if isinstance(error, PpspError):
        return str(error), "see the log"
    last = traceback.extract_tb(error.__traceback__)[-1]
    what = f"{type(error).__name__} at {Path(last.filename).name}:{last.lineno}"
    return what, "this is a fault of the program: see the log, and report it with the submission"


def stack(error: Exception) -> str:
    """The way to the error for the log, without its words."""
    return "".join(traceback.format_tb(error.__traceback__))
