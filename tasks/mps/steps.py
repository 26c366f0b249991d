"""The Prefect task of this area."""

from tasks.mps.units import STEP
from tasks.lineage.steps import chunk_task

mps_chunk = chunk_task(STEP)
