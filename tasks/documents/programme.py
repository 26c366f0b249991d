"""Facts that SSK and MPS share: money per year, volumes, names of activities, classes, phases, places of work."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction

from schemas.contract import Row, Rows, Table
from schemas.facts import FactRow, FactTable
from schemas.outputs.ssk import LAYANAN
from tasks.documents.buku_putih.area import KOMPONEN
from tasks.documents.kecamatan import figure
from tasks.documents.source import Source, number, words
from tasks.documents.sums import Sums

BIAYA = tuple(f"biaya_{t}_rp" for t in range(1, 6))
TAMBAHAN = ("tambahan_pendek_kk", "tambahan_kk", "tambahan_panjang_kk")
AMOUNTS = (*BIAYA, "jumlah_rp")
VOL = tuple(f"vol_{t}" for t in range(1, 6))
WITH_PH = (*KOMPONEN, "PH")
PHASES = ("eksisting", "pendek", "menengah", "panjang")
SYSTEMS = ("A1", "A2", "A3", "B1", "B2", "C", "L", "TL", "R", "X", "G")
SOURCES = ("APBD_K", "APBD_P", "APBN", "CSR", "MASY")


def komponen_order(komponen: str) -> int:
    """Where a komponen stands; an unknown one comes last."""
    return WITH_PH.index(komponen) if komponen in WITH_PH else len(WITH_PH)


def volumes(source: Source, table: Table, row: Row) -> FactRow:
    """Volumes of the plan years; whole ones without decimals."""
    return {name: source.figure(table, row, name, _places(row, name)) for name in VOL}


def _places(row: Row, name: str) -> int:
    value = number(row.get(name))
    return 0 if value is None or Fraction(value).denominator == 1 else 2


def recap(
    sums: Sums,
    source: Source,
    table: Table,
    rows: Rows,
    name: str,
    groups: Sequence[str],
    group_of: Callable[[Row], str],
    columns: Sequence[str] = AMOUNTS,
) -> FactTable:
    """Sums of money per group and column with the total of all groups; groups without a row are left out."""
    members: dict[str, Rows] = {g: [] for g in groups}
    for row in rows:
        members.setdefault(group_of(row), []).append(row)
    made: list[FactRow] = []
    for group, inside in members.items():
        if not inside:
            continue
        row_name = f"{name}.{group}"
        counted = sums.count(f"{row_name}.n", [source.ref(table, r, "jumlah_rp") for r in inside])
        entry: FactRow = {"kelompok": group, "n": counted}
        entry |= {
            c: sums.total(f"{row_name}.{c}", [source.figure(table, r, c) for r in inside], 0, "Rp") for c in columns
        }
        made.append(entry)
    total: FactRow = {c: sums.total(f"{name}.semua.{c}", [figure(r, c) for r in made], 0, "Rp") for c in columns}
    total |= {"kelompok": "Jumlah", "n": sums.total(f"{name}.semua.n", [figure(r, "n") for r in made])}
    return FactTable(tuple(made), total if made else None)


def layanan(source: Source, komponen: str | None = None) -> FactTable:
    """Service phases: coverage now and at the end of each phase, and households to be added."""
    rows = [r for r in source.rows(LAYANAN) if komponen in (None, r["komponen"])]
    absent = "" if rows or komponen else "tahapan"
    return FactTable(tuple(_layanan(source, r) for r in sorted(rows, key=phase_order)), absent=absent)


def phase_order(row: Row) -> tuple[int, int]:
    """Where a row of the service phases stands: by komponen, then in the order of ssk.md section 4."""
    sistem = words(row.get("sistem"))
    return komponen_order(words(row.get("komponen"))), SYSTEMS.index(sistem) if sistem in SYSTEMS else len(SYSTEMS)


def _layanan(source: Source, row: Row) -> FactRow:
    made: FactRow = {name: words(row.get(name)) for name in ("komponen", "sistem", "catatan")}
    made |= {f"tahun_{p}": words(row.get(f"tahun_{p}")) for p in PHASES[1:]}
    made |= {p: source.figure(LAYANAN, row, p, 1) for p in PHASES}
    return made | source.figures(LAYANAN, row, TAMBAHAN, 0)
