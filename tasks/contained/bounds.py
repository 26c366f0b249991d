"""How much one reading may use: bounds of a machine, not of the method."""

from __future__ import annotations

SECONDS = 15
"""Of the processor, for one file or archive."""
MEMORY_BYTES = 900 * 1024**2
"""Of data in memory, for one file or archive."""
TIRED_BYTES = 400 * 1024**2
"""A process that once held more than this is replaced, so that no file pays for the one before it."""
WRITTEN_BYTES = 400 * 1024**2
"""The largest temporary file that a library may write."""
PATIENCE_SECONDS = 300
"""By the clock, on a machine that has other work."""

TIME, MEMORY, DEPTH, BROKEN, RETIRED = "time", "memory", "depth", "broken", "retired"


class Beyond(Exception):
    """A reading that was ended; `bound` is TIME, MEMORY or DEPTH, or BROKEN when the reader itself broke down.

    RETIRED is a reader that was replaced before it took the file up; the file is given to the next one.
    """

    def __init__(self, bound: str) -> None:
        super().__init__(bound)
        self.bound = bound
