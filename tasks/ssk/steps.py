"""The Prefect task of this area."""

from tasks.lineage.steps import chunk_task
from tasks.ssk.units import STEP

ssk_chunk = chunk_task(STEP)
