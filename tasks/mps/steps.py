"""The Prefect tasks of this area."""

from tasks.lineage.steps import chunk_task
from tasks.mps.alternatif import STEP_ALTERNATIF, STEP_HARGA
from tasks.mps.units import STEP

mps_chunk = chunk_task(STEP)
alternatif_chunk = chunk_task(STEP_ALTERNATIF)
harga_chunk = chunk_task(STEP_HARGA)
