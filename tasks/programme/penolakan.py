"""Why an act has no effect: one sentence for the command line, one for the finding that a district reads."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Penolakan:
    """The same reason in English and in Indonesian."""

    en: str
    id: str

    def __str__(self) -> str:
        return self.en
