"""Where each district stands in a fiscal year, stage by stage."""

from __future__ import annotations

from typing import Any

from flows.cycle.known import Known
from flows.cycle.pins import stale_districts
from schemas.rulebook import Rulebook, load_rulebook
from schemas.tables import table
from tasks.lineage.records.ledger import Manifest
from tasks.lineage.records.receipts import DAY, Receipt, districts_with_receipts, receipts
from tasks.programme.kalender import due_day
from tasks.store.keys import receipt_key
from tasks.store.ports import Store

MONEV = "monev"
PLANNING = ("bp", "ssk", "mps")
DOCUMENT_OF_STAGE = {
    "bp": "dokumen_buku_putih",
    "ssk": "dokumen_ssk",
    "mps": "dokumen_mps",
    MONEV: "dokumen_monev",
}
STAGES_OF_MONEV = {"s5", "s6"}
DUE_OF_STAGE = {"bp": "M3", "ssk": "M3", "mps": "M10"}


def status_of(store: Store, fiscal_year: int) -> list[dict[str, Any]]:
    """As `status_rows`, read from the store."""
    return status_rows(Known(store, fiscal_year))


def status_rows(year: Known) -> list[dict[str, Any]]:
    """One row per district and stage (bp, ssk, mps), for every district with a receipt or a pinned SSK, and one for
    stage monev of every district whose sealed MPS covers the year.

    `state` is belum (nothing yet), diterima (received, not run since), ditahan (held), gagal (the newest run could not
    make a unit), selesai (document sealed), tahun_lalu (Buku Putih and SSK of a district in its MPS year: they are of
    the year before) or belum_berlaku (the MPS of a district whose SSK is of this year); `year`: whose document it is;
    `late`: the newest receipt came after the milestone day of the stage; `stale`: a newer SSK changes what the MPS was
    derived from; `missing`: expected tables that are absent; `older`: tables that the newest submission lacks, with the
    number of the one that they are from.
    """
    store, fiscal_year = year.store, year.fiscal_year
    rules = load_rulebook(fiscal_year)
    pins, runs, plans = year.pins, year.runs, year.plans
    known = {*districts_with_receipts(store, fiscal_year), *pins}
    stale = stale_districts(year)
    sealed = year.year(fiscal_year)
    failed = {kode for kode, told in sealed.told.items() if told["state"] == "failed"}
    newest = {stage: sealed.newest((document,)) for stage, document in DOCUMENT_OF_STAGE.items()}
    rows = []
    for kode in sorted({*known, *plans}):
        handed_in = list(receipts(store, fiscal_year, kode))
        run = runs.get(kode)
        for stage in (*(PLANNING if kode in known else ()), *((MONEV,) if kode in plans else ())):
            made = newest[stage].get(kode)
            state = "gagal" if kode in failed else _state(kode, handed_in, run, made)
            if state == "belum":
                state = _of_another_year(stage, has_ssk_before=kode in pins)
            rows.append(
                {
                    "kode": kode,
                    "stage": stage,
                    "state": state,
                    "year": fiscal_year - (state == "tahun_lalu"),
                    "late": bool(handed_in) and stage in DUE_OF_STAGE and _is_late(handed_in[-1], rules, stage),
                    "stale": stage == "mps" and kode in stale,
                    "missing": [name for name in _missing(run, kode) if _asks(stage, name)],
                    "older": {name: seq for name, seq in _older(run, kode).items() if _asks(stage, name)},
                }
            )
    return rows


def _of_another_year(stage: str, *, has_ssk_before: bool) -> str:
    """Why a document is not of this year: Buku Putih and SSK come a year before the MPS that is made from them."""
    if stage in ("bp", "ssk") and has_ssk_before:
        return "tahun_lalu"
    return "belum_berlaku" if stage == "mps" and not has_ssk_before else "belum"


def _is_late(receipt: Receipt, rules: Rulebook, stage: str) -> bool:
    return str(receipt["received"])[:DAY] > due_day(rules, DUE_OF_STAGE[stage]).isoformat()


def _asks(stage: str, name: str) -> bool:
    return not (STAGES_OF_MONEV if stage == MONEV else {stage}).isdisjoint(table(name).stages)


def _state(kode: str, handed_in: list[Receipt], run: Manifest | None, made: Manifest | None) -> str:
    """Of a document, by the newest run that read the submissions and the newest one that `made` it."""
    if run is None or not _has_read(run, kode, handed_in):
        return "diterima" if handed_in else "belum"
    if run.told.get(kode, {}).get("state") == "held":
        return "ditahan"
    if made and _has_read(made, kode, handed_in):
        return "selesai"
    return "diterima" if handed_in and run["kind"] == "malam" else "belum"


def _has_read(run: Manifest, kode: str, handed_in: list[Receipt]) -> bool:
    return all(receipt_key(run["fiscal_year"], kode, r["seq"]) in run["inputs"] for r in handed_in)


def _missing(run: Manifest | None, kode: str) -> list[str]:
    return list(run.told.get(kode, {}).get("missing", ())) if run else []


def _older(run: Manifest | None, kode: str) -> dict[str, int]:
    return dict(run.told.get(kode, {}).get("older", {})) if run else {}
