"""Findings for people: of a sealed run, or of files that are checked on the spot and not kept."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from flows.wiring import raw_inputs, registry
from schemas.errors import NotFound, WrongUsage
from schemas.findings import Finding
from schemas.rulebook import load_rulebook
from tasks.intake.grids.limits import Limits
from tasks.lineage.answers.show import FindingRow, finding_rows
from tasks.lineage.records.history import History, Unit, history_of
from tasks.lineage.records.ledger import newest_run_with
from tasks.lineage.records.receipts import Submitted, receipts, submit
from tasks.lineage.units.unit import Job, load_findings, run_units
from tasks.store.memory import MemoryStore
from tasks.store.ports import Store

_DESA = re.compile(r"(?<![\d.])(\d{2}\.\d{2})\.\d{2}\.\d{4}(?![\d.])")


FINDERS = ("validation", "buku_putih", "ssk", "mps", "realisasi")


def findings_of(store: Store, unit_of: Callable[[str], Unit | None]) -> list[Finding]:
    """What submission, Buku Putih, SSK, MPS and report of one district are found to lack, in this order."""
    return [f for step in FINDERS if (unit := unit_of(step)) for f in load_findings(store, unit.memo)]


def sealed_findings(store: Store, fiscal_year: int, district: str) -> tuple[list[FindingRow], str]:
    """Finding rows and verdict of the newest sealed run that validated the district; raises NotFound.

    What SSK, MPS and the report of the same run found follows; the verdict is that of the validation alone. An MPS
    without a submission of its year has only what it found itself, and no verdict.
    """
    history = _history(store, fiscal_year, district)

    def unit_of(step: str) -> Unit | None:
        return history.unit(fiscal_year, district, step)

    found, checked = findings_of(store, unit_of), unit_of("validation")
    if unit_of("mps"):
        found += _stale(store, fiscal_year, district)
    verdict = checked.memo.summary["verdict"] if checked else "accepted"
    intake = unit_of("intake")
    done = set(intake.memo.summary.get("done", ())) if intake else set()
    return [_with_tick(row, done) for row in finding_rows(found, intake)], str(verdict)


def _with_tick(row: FindingRow, done: set[str]) -> FindingRow:
    """The row, saying so where the district ticked it as mended and it is still there."""
    if row["id"] not in done:
        return row
    return row | {"message": f"Ditandai beres, tetapi masih ada: {row['message']}"}


def _history(store: Store, fiscal_year: int, district: str) -> History:
    try:
        return history_of(store, fiscal_year, district, "validation")
    except NotFound:
        if newest_run_with(store, fiscal_year, district, "mps") is None:
            raise
        return history_of(store, fiscal_year, district, "mps")


def _stale(store: Store, fiscal_year: int, district: str) -> list[Finding]:
    """MP-V02: what the sealed MPS was derived from has changed since; known only afterwards, so no unit can say it."""
    from flows.cycle.pins import STALE, pins_of
    from tasks.mps.periksa.pemeriksaan import stale_finding

    answer = pins_of(store, fiscal_year, district)
    if answer["state"] != STALE:
        return []
    lines = [line["ref"] for line in answer["lines"] if line["changes"]]
    return [stale_finding(fiscal_year, answer["newer"]["run"], lines)]


def check_files(
    store: Store, fiscal_year: int, district: str, files: Sequence[tuple[str, bytes]], code_system: str | None
) -> tuple[str, list[FindingRow], str]:
    """District, finding rows and verdict of files that are not kept; the region lists are those of `store`.

    Only intake and validation are imported, and validation checks without its library: the same findings, sooner.
    """
    from tasks.intake.units import STEP as INTAKE
    from tasks.validation.units import ALONE

    kode = district or guess_district(files, Limits.of(load_rulebook(fiscal_year)))
    memory = MemoryStore()
    submit(
        memory,
        fiscal_year,
        kode,
        [Submitted(*f) for f in files],
        code_system=code_system,
        by="",
        received="",
        recorded="",
    )
    raw = raw_inputs(memory, registry(store).slice_for(kode), list(receipts(memory, fiscal_year, kode)))
    (read,) = run_units(memory, INTAKE, [Job(fiscal_year, kode, **raw)])
    (checked,) = run_units(memory, ALONE, [Job(fiscal_year, kode, parents={INTAKE.name: read.memo})])
    found = load_findings(memory, Unit(memory, checked.memo).memo)
    return kode, finding_rows(found, Unit(memory, read.memo)), str(checked.summary["verdict"])


def guess_district(files: Sequence[tuple[str, bytes]], limits: Limits) -> str:
    """The district whose desa codes stand most often in the files; raises WrongUsage where none does."""
    from tasks.intake.grids.reading import read_grids

    tally: dict[str, int] = {}
    for name, data in files:
        grids, _ = read_grids(name, data, limits)
        for grid in grids:
            for text in (cell for row in grid.rows for cell in row):
                for found in _DESA.findall(text):
                    tally[found] = tally.get(found, 0) + 1
    if not tally:
        raise WrongUsage("no desa code in the file tells the district; name it with --district CODE")
    return max(sorted(tally), key=lambda kode: tally[kode])
