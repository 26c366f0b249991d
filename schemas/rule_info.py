"""What a check is: id, severity and the Indonesian sentence that every list of rules prints, with its examples."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Generic, Literal, TypeVar

from schemas.findings import Finding, Severity

RuleStage = Literal["bp", "ssk", "mps", "region", "table", "s5", "s6", "programme"]
RuleStatus = Literal["published", "assumed"]
Seen = TypeVar("Seen")


@dataclass(frozen=True, slots=True)
class RuleInfo:
    """One check. `sentence` says in Indonesian what must hold; `reference` is the section of the method.

    `severity` is the heaviest one that a finding of this check may have.
    """

    id: str
    severity: Severity
    stage: RuleStage
    status: RuleStatus
    sentence: str
    reference: str


@dataclass(frozen=True, slots=True)
class Rule(Generic[Seen]):
    """A check of what its area looks at, with a small case that passes and one that fails it, as tables in text.

    `check` None: the finding is made on the way, by the step or by the suite of a table's contract. Intake reads
    files, so its rules have no case in tables. Cases are of `example_year`.
    """

    info: RuleInfo
    check: Callable[[Seen], Iterable[Finding]] | None = None
    example_pass: str = ""
    example_fail: str = ""
    example_year: int = 2013
