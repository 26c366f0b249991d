"""Facts of the budget against the MPS: ratios by source and komponen, commitments against what was spent."""

from __future__ import annotations

from collections.abc import Iterable

from schemas.contract import Row
from schemas.facts import FactRow, FactTable, Figure
from schemas.outputs.realisasi import REKAP_PELAKSANAAN as REKAP
from schemas.tables.baris_anggaran import BARIS_ANGGARAN
from tasks.documents.programme import SOURCES, WITH_PH
from tasks.documents.source import Source, several, words

COUNTS = ("n_baris", "n_dianggarkan")
RATIO = (*COUNTS, "mps_rp", "rkpd_rp", "dpa_rp", "dpa_geser_rp", "rasio_rp_pct", "rasio_baris_pct")
PROGRESS = ("pagu_rp", "kontrak_rp", "keuangan_rp", "serapan_pct", "fisik_pct")
COMMITTED = ("komitmen_rp", "lembar_rp", "dpa_rp", "keuangan_komitmen_rp", "keuangan_rp")
_ORDER = ("semua", *SOURCES, *WITH_PH)
_FOLLOWS = {"rasio_rp_pct": "dpa_rp", "serapan_pct": "keuangan_rp"}
"""Shares of a sum that leaves something out are shares of what is known only."""


def recaps(made: Source, given: Source) -> dict[str, FactTable]:
    """Budgeted ratio and progress by source and by komponen, each year closed by its total; commitments by source."""
    return {
        "rasio_sumber": _table(made, given, "sumber", RATIO),
        "rasio_komponen": _table(made, given, "komponen", RATIO),
        "kemajuan": _table(made, given, "komponen", PROGRESS),
        "komitmen": _table(made, given, "sumber", COMMITTED),
    }


def headline(made: Source, year: int) -> dict[str, Figure]:
    """The figures of the fiscal year that the first chapter says in words; unknown ones where there is no line."""
    names = (
        "n_baris",
        "n_dianggarkan",
        "mps_rp",
        "dpa_rp",
        "rasio_rp_pct",
        "rasio_baris_pct",
        "pagu_rp",
        "keuangan_rp",
    )
    row: Row = {"tahun": year, "kelompok": "semua", "kode": "semua"}
    found = next((r for r in made.rows(REKAP) if r["tahun"] == year and r["kelompok"] == "semua"), row)
    return {name: _figure(made, found, name) for name in (*names, "serapan_pct")}


def _table(made: Source, given: Source, group: str, columns: Iterable[str]) -> FactTable:
    rows = [r for r in made.rows(REKAP) if r["kelompok"] in (group, "semua")]
    ordered = sorted(rows, key=lambda r: (words(r["tahun"]), r["kelompok"] == "semua", _ORDER.index(words(r["kode"]))))
    shown: list[FactRow] = [
        {
            "tahun": f"Tahun {r['tahun']}",
            "kelompok": words(r["kode"]),
            "jumlah": "ya" if r["kelompok"] == "semua" else "",
            **{c: _figure(made, r, c) for c in columns},
        }
        for r in ordered
    ]
    absent = "" if given.has(BARIS_ANGGARAN) else BARIS_ANGGARAN.name
    return FactTable(() if absent else tuple(shown), absent=absent)


def _figure(made: Source, row: Row, column: str) -> Figure:
    figure = made.figure(REKAP, row, column)
    is_partial = figure.value is not None and _FOLLOWS.get(column, column) in several(row.get("tanpa_nilai"))
    return Figure(figure.value, figure.ref, figure.decimals, figure.unit, is_partial)
