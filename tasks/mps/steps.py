"""The Prefect task of this area."""

from tasks.lineage.steps import chunk_task
from tasks.mps.units import STEP

mps_chunk = chunk_task(STEP)
