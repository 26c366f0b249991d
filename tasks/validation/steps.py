"""The Prefect task of this area."""

from tasks.lineage.steps import chunk_task
from tasks.validation.units import STEP

validation_chunk = chunk_task(STEP)
