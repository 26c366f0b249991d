"""Sums over the lines of a year: by source, by komponen and of all, with the shares that are read from them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from schemas.contract import Row, Rows
from tasks.realisasi.rumus import exact, percent, whole

Cell = tuple[str, int]
Levels = Sequence[Sequence[str]]
ALL = "semua"
FINAL = ("DPA", "DIPA")
GROUPS: tuple[tuple[str, Callable[[Row], str]], ...] = (
    (ALL, lambda _: ALL),
    ("sumber", lambda r: str(r["sumber_dana"])),
    ("komponen", lambda r: str(r["komponen"])),
)


@dataclass(frozen=True, slots=True)
class Dasar:
    """Beside the lines: which kinds of document each (source, year) has, and the commitment sheet by the same pair."""

    kinds: Mapping[Cell, frozenset[str]]
    levels: Levels
    lembar: Mapping[Cell, int | None]

    @classmethod
    def of(cls, anggaran: Rows, levels: Levels, komitmen: Rows) -> Dasar:
        """Read from all budget lines, also those outside the MPS, and from the sheet pinned with the MPS."""
        kinds: dict[Cell, set[str]] = {}
        for row in anggaran:
            kinds.setdefault(_cell(row), set()).add(str(row["dokumen"]))
        sheet = {_cell(r): whole(r.get("komitmen_rp")) for r in komitmen}
        return cls({cell: frozenset(found) for cell, found in kinds.items()}, levels, sheet)

    def has(self, kinds: Iterable[str], cell: Cell) -> bool:
        """Whether the source has a budget line of one of these kinds in the year."""
        return not self.kinds.get(cell, frozenset()).isdisjoint(kinds)

    def is_binding(self, row: Row) -> bool:
        """Whether the line stands in the newest kind of document that its source has in the year, or reports progress.

        A line of the RKPD that the DPA left out has no budget to be spent (assumed).
        """
        newest = next((level for level in self.levels if self.has(level, _cell(row))), ())
        return row["dokumen"] in newest or bool(row["periode"])


def _cell(row: Row) -> Cell:
    return str(row["sumber_dana"]), whole(row["tahun"]) or 0


def members(pelaksanaan: Rows) -> dict[tuple[int, str, str], Rows]:
    """The lines of each recap row by (year, group, code)."""
    found: dict[tuple[int, str, str], Rows] = {}
    for row in pelaksanaan:
        for group, code_of in GROUPS:
            found.setdefault((int(str(row["tahun"])), group, code_of(row)), []).append(row)
    return found


def recap(pelaksanaan: Rows, dasar: Dasar) -> Rows:
    """Rows of `rekap_pelaksanaan`. A sum leaves unknown members out and says so; without a known one it is unknown."""
    return [
        _recap(tahun, group, code, rows, dasar) for (tahun, group, code), rows in sorted(members(pelaksanaan).items())
    ]


def _recap(tahun: int, group: str, code: str, rows: Rows, dasar: Dasar) -> Row:
    sums, lacking = _sums(rows, dasar)
    sources = sorted({str(r["sumber_dana"]) for r in rows})
    is_final = [dasar.has(FINAL, (s, tahun)) for s in sources]
    if sums["dpa_rp"] is not None and not all(is_final):
        lacking.add("dpa_rp")
    planned = [r for r in rows if r["mps_rp"] != 0]
    in_budget = sum(r["dokumen"] in FINAL for r in planned) if any(is_final) else None
    is_read = "mps_rp" not in lacking
    return {
        "tahun": tahun,
        "kelompok": group,
        "kode": code,
        "n_baris": len(planned),
        "n_dianggarkan": in_budget,
        **sums,
        "dpa_geser_rp": _known([r["dpa_rp"] for r in rows if r["mps_rp"] == 0], 0) if any(is_final) else None,
        "rasio_rp_pct": percent(sums["dpa_rp"], sums["mps_rp"]) if is_read else None,
        "rasio_baris_pct": percent(in_budget, len(planned)),
        "lembar_rp": _sheet(tahun, group, code, sources, dasar),
        "keuangan_komitmen_rp": _known(
            [r["keuangan_rp"] for r in rows if r["komitmen_rp"]], None if "komitmen_rp" in lacking else 0
        ),
        "serapan_pct": percent(sums["keuangan_rp"], sums["pagu_rp"]) if "pagu_rp" not in lacking else None,
        "fisik_pct": _physical(rows),
        "tanpa_nilai": ";".join(sorted(lacking)) or None,
    }


def _sums(rows: Rows, dasar: Dasar) -> tuple[dict[str, int | None], set[str]]:
    """Sums by column, and the columns of which a member is unknown.

    A line without a budget line is no member; a document that no source of the group has makes its sum unknown.
    """
    binding = [r for r in rows if dasar.is_binding(r)]
    of: dict[str, Rows] = {"mps_rp": rows, "komitmen_rp": rows, "pagu_rp": binding, "keuangan_rp": binding}
    of["kontrak_rp"] = [r for r in rows if r["kontrak_rp"] is not None]
    sums = {c: _known([r[c] for r in members]) for c, members in of.items()}
    lacking = {c for c, members in of.items() if any(r[c] is None for r in members)}
    for column, kinds in (("rkpd_rp", ("RKPD",)), ("dpa_rp", FINAL)):
        is_there = any(dasar.has(kinds, _cell(r)) for r in rows)
        sums[column] = _known([r[column] for r in rows if r[column] is not None], 0) if is_there else None
    if any(r["dpa_rp"] is None and r["dokumen"] in FINAL for r in rows):
        lacking.add("dpa_rp")
    return sums, lacking


def _known(values: list[object], without: int | None = None) -> int | None:
    """The sum of what is known; unknown when nothing is, `without` when there is nothing to add."""
    known = [int(str(v)) for v in values if v is not None]
    return sum(known) if known else None if values else without


def _sheet(tahun: int, group: str, code: str, sources: list[str], dasar: Dasar) -> int | None:
    if group == "komponen":
        return None
    named = sources if group == ALL else [code]
    return _known([v for s in named if (v := dasar.lembar.get((s, tahun))) is not None])


def _physical(rows: Rows) -> Fraction | None:
    reported = [(f, p) for r in rows if (f := exact(r["fisik_pct"])) is not None and (p := exact(r["pagu_rp"]))]
    weight = sum((p for _, p in reported), Fraction(0))
    return sum((f * p for f, p in reported), Fraction(0)) / weight if weight else None
