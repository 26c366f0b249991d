"""The Prefect tasks of this area."""

from tasks.documents.units import STEP_BUKU_PUTIH, STEP_MONEV, STEP_MPS, STEP_SSK
from tasks.lineage.steps import chunk_task

dokumen_buku_putih_chunk = chunk_task(STEP_BUKU_PUTIH)
dokumen_ssk_chunk = chunk_task(STEP_SSK)
dokumen_mps_chunk = chunk_task(STEP_MPS)
dokumen_monev_chunk = chunk_task(STEP_MONEV)
