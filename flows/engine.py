"""Runs the units of a step as Prefect task runs over chunks of districts."""

from __future__ import annotations

from prefect import unmapped

from flows.progress import report
from flows.settings import Settings
from tasks.buku_putih.steps import buku_putih_chunk
from tasks.documents.steps import dokumen_buku_putih_chunk, dokumen_monev_chunk, dokumen_mps_chunk, dokumen_ssk_chunk
from tasks.intake.steps import intake_chunk
from tasks.lineage.step import Step
from tasks.lineage.steps import ChunkTask
from tasks.lineage.unit import Done, Failed, Job
from tasks.mps.steps import alternatif_chunk, harga_chunk, mps_chunk
from tasks.realisasi.steps import realisasi_chunk
from tasks.ssk.steps import ssk_chunk
from tasks.store.ports import Store
from tasks.validation.steps import validation_chunk

TASKS: dict[str, ChunkTask] = {
    task.name: task
    for task in (
        intake_chunk,
        validation_chunk,
        buku_putih_chunk,
        ssk_chunk,
        mps_chunk,
        alternatif_chunk,
        harga_chunk,
        realisasi_chunk,
        dokumen_buku_putih_chunk,
        dokumen_ssk_chunk,
        dokumen_mps_chunk,
        dokumen_monev_chunk,
    )
}
ONE_AT_A_TIME = frozenset({validation_chunk.name})


class PrefectRunner:
    """A runner for `flows.chain.walk`: each chunk is a task run; validation chunks follow one another."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._size = Settings().chunk_size

    def __call__(self, step: Step, jobs: list[Job]) -> list[Done | Failed]:
        """Run the units of a step; results in any order."""
        task = TASKS[step.name]
        if not jobs:
            return []
        chunks = [jobs[i : i + self._size] for i in range(0, len(jobs), self._size)]
        report(step.name, 0, len(jobs))
        results: list[Done | Failed] = []
        if step.name in ONE_AT_A_TIME:
            for chunk in chunks:
                results += task(self._store, chunk)
                report(step.name, len(results), len(jobs))
        else:
            for future in task.map(unmapped(self._store), chunks):
                results += future.result()
                report(step.name, len(results), len(jobs))
        return results
