"""The Prefect task of this area."""

from tasks.intake.units import STEP
from tasks.lineage.steps import chunk_task

intake_chunk = chunk_task(STEP)
