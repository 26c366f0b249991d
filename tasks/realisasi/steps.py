"""The Prefect task of this area."""

from tasks.lineage.steps import chunk_task
from tasks.realisasi.units import STEP

realisasi_chunk = chunk_task(STEP)
