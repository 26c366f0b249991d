"""What a check is: id, severity and the Indonesian sentence that every list of rules prints."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from schemas.findings import Severity

RuleStage = Literal["bp", "ssk", "mps", "region", "table", "s5", "s6"]
RuleStatus = Literal["published", "assumed"]


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
