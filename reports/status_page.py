"""The board of a fiscal year and the year of one district as pages to look at and print."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from reports.html import page
from reports.labels import SEVERITY, VERDICT
from schemas.provinces import PROVINCES

Row = Mapping[str, Any]
KIRIMAN = {"lengkap": "Lengkap", "sebagian": "Sebagian", "terlambat": "Terlambat", "belum": "Belum menyerahkan"}
DOKUMEN = {"buku_putih": "Buku Putih", "ssk": "SSK", "mps": "MPS"}
KEADAAN = {
    "belum": "belum ada",
    "diterima": "diterima, belum diolah",
    "ditahan": "ditahan",
    "gagal": "gagal diolah",
    "selesai": "selesai",
    "tahun_lalu": "dari tahun lalu",
    "belum_berlaku": "belum berlaku",
}
NASKAH = {
    "draft": "draf",
    "submitted": "diserahkan",
    "qa": "ditelaah",
    "revised": "diperbaiki",
    "final": "final",
    "ratified": "disahkan",
    "stale": "usang",
    "superseded": "digantikan",
}
TONGGAK = {
    "tepat_waktu": "tepat waktu",
    "terlambat": "terlambat",
    "belum_jatuh_tempo": "belum jatuh tempo",
    "tidak_berlaku": "tidak berlaku",
}
TEMUAN = {
    "new": "baru",
    "open": "masih terbuka",
    "fixed": "sudah diperbaiki",
    "waived": "dikecualikan",
    "false_alarm": "bukan kesalahan",
}


@dataclass(frozen=True, slots=True)
class Tile:
    """A province of the map: its districts, how many need a person, and a class 0 to 3 by that share."""

    code: str
    nama: str
    singkat: str
    column: int
    row: int
    districts: int
    waiting: int
    level: int


def status_html(fiscal_year: int, day: str, rows: Sequence[Row], totals: Mapping[str, int], mark: str) -> bytes:
    """The board: totals that add up, the map of provinces, one row a district."""
    return page(
        "status.html.j2",
        marks=(mark,) if mark else (),
        fiscal_year=fiscal_year,
        day=day,
        rows=rows,
        totals=totals,
        tiles=tiles(rows),
        kiriman=KIRIMAN,
        dokumen=DOKUMEN,
        keadaan=KEADAAN,
        naskah=NASKAH,
        verdict=VERDICT,
    )


def district_html(view: Mapping[str, Any], mark: str) -> bytes:
    """The year of one district: gates, calendar, documents, findings, evidence, people, exceptions, agreements."""
    return page(
        "district.html.j2",
        marks=(mark,) if mark else (),
        d=view,
        kiriman=KIRIMAN,
        dokumen=DOKUMEN,
        keadaan=KEADAAN,
        naskah=NASKAH,
        tonggak=TONGGAK,
        temuan=TEMUAN,
        severity=SEVERITY,
        verdict=VERDICT,
    )


def needs_person(row: Row) -> bool:
    """Whether somebody has to act: a held or failed district, a broken rule, a late milestone, an open error."""
    is_stuck = row["state"] in ("ditahan", "gagal") or row["stale"]
    return bool(is_stuck or row["program_errors"] or row["milestones_late"] or row["open_errors"])


def tiles(rows: Sequence[Row]) -> list[Tile]:
    """All provinces of the map; level 0 where none of its districts takes part, else 1 (none waits) to 3 (half)."""
    by_province: dict[str, list[Row]] = {}
    for row in rows:
        by_province.setdefault(row["provinsi"], []).append(row)
    found = []
    for code, p in PROVINCES.items():
        inside = by_province.get(code, [])
        waiting = sum(map(needs_person, inside))
        level = 0 if not inside else 1 if not waiting else 3 if 2 * waiting >= len(inside) else 2
        found.append(Tile(code, p.nama, p.singkat, p.column, p.row, len(inside), waiting, level))
    return found
