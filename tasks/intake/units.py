"""The step of this area in the chain."""

from __future__ import annotations

from tasks.intake.intake import intake
from tasks.lineage.units.step import Step, each

STEP = Step("intake", compute=each(intake), code=("tasks.intake",), rules=("intake.*",))
