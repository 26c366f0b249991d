"""The Prefect task of this area."""

from tasks.ssk.units import STEP
from tasks.lineage.steps import chunk_task

ssk_chunk = chunk_task(STEP)
