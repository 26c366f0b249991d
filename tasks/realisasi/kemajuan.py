"""The newest known progress of each budget line. Figures are cumulative: the newest quarter that says one holds."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from schemas.contract import Row, Rows, Value

PERIODE = re.compile(r"\d{4}-Q[1-4]")
MEASURED = ("fisik_pct", "keuangan_rp", "volume", "penerima_kk", "berfungsi")
NAMES = {"fisik_pct": "fisik", "keuangan_rp": "keuangan", "volume": "volume"}
REMARKS = ("kendala", "alasan_geser")


@dataclass(frozen=True, slots=True)
class Kemajuan:
    """Values by column, and the quarters that they come from. `said` joins the remarks of all quarters."""

    periode: str
    values: Mapping[str, Value] = field(default_factory=dict)
    quarter: Mapping[str, str] = field(default_factory=dict)
    said: Mapping[str, str] = field(default_factory=dict)

    def older(self) -> str:
        """Indonesian: which main figures are not of the newest quarter; empty when all are or none is known."""
        old = [f"{name} {q}" for c, name in NAMES.items() if (q := self.quarter.get(c, self.periode)) != self.periode]
        return f"Angka {self.periode} tidak diketahui; dipakai {', '.join(old)}." if old else ""


def progress(realisasi: Rows) -> dict[str, Kemajuan]:
    """Progress by baris_id. A quarter that is not written YYYY-Qn has no place in time and is left out (MP-V63)."""
    by_line: dict[str, Rows] = {}
    for row in realisasi:
        if PERIODE.fullmatch(str(row["periode"])):
            by_line.setdefault(str(row["baris_id"]), []).append(row)
    return {name: _newest(sorted(rows, key=lambda r: str(r["periode"]))) for name, rows in by_line.items()}


def _newest(rows: Rows) -> Kemajuan:
    values: dict[str, Value] = {}
    quarter: dict[str, str] = {}
    for row in rows:
        for column in MEASURED:
            if row.get(column) is not None:
                values[column], quarter[column] = row[column], str(row["periode"])
    said = {c: joined(row.get(c) for row in rows) for c in REMARKS}
    return Kemajuan(str(rows[-1]["periode"]), values, quarter, {c: text for c, text in said.items() if text})


def joined(texts: Iterable[Value]) -> str:
    """Different texts in their order, each once."""
    return "; ".join(dict.fromkeys(str(t) for t in texts if t))


def contracts(kontrak: Rows, lines: Iterable[Row]) -> dict[str, list[Row]]:
    """Contracts by budget line: the one they name, else the only budget line of their activity."""
    known: dict[str, list[str]] = {}
    for row in lines:
        known.setdefault(str(row.get("kegiatan_id")), []).append(str(row["baris_id"]))
    found: dict[str, list[Row]] = {}
    for row in kontrak:
        only = known.get(str(row.get("kegiatan_id")), [])
        name = row.get("baris_id") or (only[0] if len(only) == 1 else None)
        if name is not None:
            found.setdefault(str(name), []).append(row)
    return found
