"""What a difference of two runs follows: classes, ranks, activities and lines of one district, and their totals."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from schemas.canonical import text_of
from schemas.contract import Row, Table
from schemas.outputs.buku_putih import AREA
from schemas.outputs.mps import BARIS, PRIORITAS
from schemas.outputs.ssk import KEGIATAN
from tasks.lineage.differences.parts import Place, Values
from tasks.lineage.records.history import Unit

UNKNOWN = "unknown"
FOLLOWED: tuple[tuple[str, Table, tuple[str, ...]], ...] = (
    ("buku_putih", AREA, ("skor_akhir",)),
    ("ssk", KEGIATAN, ("jumlah_rp",)),
    ("mps", PRIORITAS, ("rank_semua",)),
    ("mps", BARIS, ("jumlah_rp", "status", "tahun_mulai")),
)
"""Step, table, and the columns whose values are compared."""
UnitOf = Callable[[str], Unit | None]


@dataclass(frozen=True, slots=True)
class Result:
    """The followed values of a district, whole numbers counted from them, and its submissions as they were read."""

    values: Values
    totals: dict[str, int]
    intake: Unit | None


def result_of(unit_of: UnitOf, desa: str = "") -> Result:
    """What the units of a district say; with `desa` the rows alone that are about it.

    Totals are `area/<komponen>/<class or unknown>` (desa); `kegiatan/n`, `kegiatan/rp`, `kegiatan/unknown_rp`
    (activities of the SSK, their cost, those of unknown cost); the same of `baris` with `baris/<status>` (lines of the
    MPS); and `prioritas/ranked`. An unknown cost is in no sum.
    """
    values: dict[Place, str | int | None] = {}
    totals: Counter[str] = Counter()
    for table, key, row, columns in _rows(unit_of, desa):
        values |= {(table, key, column): _plain(row.get(column)) for column in columns}
        totals.update(_counted(table, row))
    return Result(values, dict(totals), unit_of("intake"))


def _rows(unit_of: UnitOf, desa: str) -> Iterator[tuple[str, str, Row, tuple[str, ...]]]:
    about = _lines_about(unit_of, desa) if desa else None
    for step, table, columns in FOLLOWED:
        unit = unit_of(step)
        for key, row in unit.rows(table).items() if unit and table.name in unit.memo.tables else ():
            own = str(row["kode_desa"]) == desa if table is AREA else about is None or row["kegiatan_id"] in about
            if not desa or own:
                yield table.name, key, row, columns


def _lines_about(unit_of: UnitOf, desa: str) -> set[str]:
    """The activities that serve the desa or answer one of its areas at risk."""
    found: set[str] = set()
    for step, table in (("ssk", KEGIATAN), ("mps", BARIS)):
        unit = unit_of(step)
        for row in unit.rows(table).values() if unit and table.name in unit.memo.tables else ():
            areas = {part.split("/")[0] for part in str(row.get("area") or "").split(";")}
            served = str(row.get("kode_desa") or "").split(";")
            if desa in (row["lokasi"], *areas, *served):
                found.add(str(row["kegiatan_id"]))
    return found


def _plain(value: object) -> str | int | None:
    return value if value is None or isinstance(value, int) else text_of(str(value))


def _counted(table: str, row: Row) -> dict[str, int]:
    if table == AREA.name:
        skor = row["skor_akhir"]
        return {f"area/{row['komponen']}/{UNKNOWN if skor is None else skor}": 1}
    if table == PRIORITAS.name:
        return {"prioritas/ranked": int(row["rank_semua"] is not None)}
    cost = row["jumlah_rp"]
    counted = {f"{table}/n": 1, f"{table}/rp": cost if isinstance(cost, int) else 0}
    counted |= {f"{table}/{UNKNOWN}_rp": int(cost is None)}
    return counted | ({f"{table}/{row['status']}": 1} if table == BARIS.name else {})
