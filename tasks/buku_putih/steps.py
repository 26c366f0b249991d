"""The Prefect task of this area."""

from tasks.buku_putih.units import STEP
from tasks.lineage.steps import chunk_task

buku_putih_chunk = chunk_task(STEP)
