"""The auditors' tests of a district and year, read from what is sealed."""

from __future__ import annotations

from collections.abc import Iterator

from flows.cycle.known import Known
from schemas.canonical import load_rows
from schemas.outputs.mps import BARIS
from schemas.outputs.realisasi import PELAKSANAAN, REKAP_PELAKSANAAN
from schemas.outputs.ssk import KEGIATAN
from schemas.tables import TABLES
from tasks.lineage.records.history import History, Unit
from tasks.programme.keadaan import Keadaan
from tasks.programme.uji import Uji, lengkap, mutakhir, selaras, terealisasi
from tasks.store.keys import object_key
from tasks.store.ports import Store


def examine(year: Known, seen: Keadaan) -> list[Uji]:
    """lengkap, selaras, mutakhir and terealisasi, each with the rows behind it.

    Each step is that of the newest run that has it: a nightly check makes no documents.
    """

    def unit(step: str) -> Unit | None:
        run = year.year(seen.fiscal_year).newest((step,)).get(seen.district)
        return History(year.store, run).unit(seen.fiscal_year, seen.district, step) if run else None

    report = unit("realisasi")
    rekap = list(report.rows(REKAP_PELAKSANAAN).values()) if report else []
    return [
        lengkap(seen),
        selaras(seen, _lines(seen, unit("ssk"), unit("mps"), report)),
        mutakhir(seen, _source_years(year.store, unit("validation"))),
        terealisasi(rekap, seen.fiscal_year),
    ]


def _lines(
    seen: Keadaan, ssk: Unit | None, mps: Unit | None, report: Unit | None
) -> Iterator[tuple[str, bool | None, str]]:
    """The rows of the furthest document of the year, with their link to the next one where that is known."""
    where = f"{seen.fiscal_year}/{seen.district}"
    if report:
        done = report.texts(PELAKSANAAN)
        for key in done:
            row = done.row(key)
            if row["tahun"] == seen.fiscal_year and row["mps_rp"]:
                amounts = [row[name] for name in ("rkpd_rp", "kua_ppas_rp", "rka_rp", "dpa_rp")]
                has_budget = any(a is not None for a in amounts)
                says = "dianggarkan" if has_budget else "tidak ada baris RKPD, KUA-PPAS, RKA, atau DPA"
                yield f"pelaksanaan/{where}/{key}", has_budget, says
    elif mps:
        lines = mps.texts(BARIS)
        for key in lines:
            is_linked = bool(lines.value(key, "ssk_ref"))
            says = "berasal dari SSK; RKPD belum dapat diperiksa" if is_linked else "bukan kegiatan SSK"
            yield f"baris/{where}/{key}", is_linked, says
    elif ssk:
        for key in ssk.texts(KEGIATAN):
            yield f"kegiatan/{where}/{key}", True, "rantai sampai masalah Buku Putih utuh"


def _source_years(store: Store, checked: Unit | None) -> dict[str, int | None]:
    """The newest year of source of each table that was handed in, in the order of tables.md."""
    found: dict[str, int | None] = {}
    for t in TABLES if checked else ():
        stored = checked.memo.tables.get(t.name) if checked else None
        if stored and stored.rows:
            rows = load_rows(store.get(object_key(stored.digest)), t, ("tahun_sumber",))
            years = [int(r["tahun_sumber"]) for r in rows if isinstance(r["tahun_sumber"], int)]
            found[t.name] = max(years, default=None)
    return found
