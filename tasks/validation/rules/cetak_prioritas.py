"""Rules about a printed priority table: totals, ranks and equal rows (mps.md section 10), from table angka_cetak.

Of one printed table: `bobot` (kolom = criterion), `skor` (baris = activity, kolom = criterion), `skor_total`, `urutan`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from fractions import Fraction

from schemas.contract import Row
from schemas.findings import Finding
from schemas.tables import table
from tasks.arith import half_up
from tasks.validation.checks import check_equal_scores, check_priority_ranks, check_priority_totals
from tasks.validation.rules.base import Data, Rule, angka, exact, found, mps
from tasks.validation.rules.cetak import CETAK, Said, says

MP_V12 = mps("MP-V12", "error", "Skor total prioritas yang tercetak sama dengan hitungan dari skor dan bobotnya.")
MP_V13 = mps("MP-V13", "error", "Kegiatan dengan skor total lebih tinggi tidak mendapat urutan lebih rendah.")
MP_V14 = mps("MP-V14", "warning", "Kegiatan dengan skor yang sama mendapat skor total yang sama.")


@dataclass(slots=True)
class Tercetak:
    """One printed priority table: weights by criterion, scores by activity and criterion, total and rank cells."""

    bobot: dict[str, Fraction] = field(default_factory=dict)
    skor: dict[str, dict[str, Fraction]] = field(default_factory=dict)
    total: dict[str, Fraction] = field(default_factory=dict)
    urutan: dict[str, int] = field(default_factory=dict)
    cell: dict[tuple[str, str], Row] = field(default_factory=dict)

    def scores(self) -> dict[str, list[Fraction]]:
        """Scores, in the order of the weights, of the activities that have a total and every criterion."""
        rows = {name: s for name, s in self.skor.items() if name in self.total and set(s) == set(self.bobot)}
        return {name: [s[c] for c in self.bobot] for name, s in rows.items()}


def _tables(data: Data) -> dict[str, Tercetak]:
    """Printed priority tables by number; one that prints no weights is read with those of the rules."""
    made: dict[str, Tercetak] = {}
    for row in data.rows(CETAK):
        kind, value = str(row["jenis"]), exact(row["nilai"])
        if kind not in ("bobot", "skor", "skor_total", "urutan") or value is None:
            continue
        printed, name, column = made.setdefault(str(row["tabel"]), Tercetak()), str(row["baris"]), str(row["kolom"])
        if kind == "bobot":
            printed.bobot[column] = value
        elif kind == "skor":
            printed.skor.setdefault(name, {})[column] = value
        elif kind == "skor_total":
            printed.total[name] = value
        else:
            printed.urutan[name] = int(value)
        printed.cell[kind, name] = row
    if "mps.criteria" in data.rules:  # there is none before the guide
        for printed in made.values():
            printed.bobot = printed.bobot or {str(k): Fraction(v) for k, v in data.rules["mps.criteria"].items()}
    return made


def _totals(data: Data) -> Said:
    if "mps.total_tol" not in data.rules:
        return  # before the guide
    tolerance = data.rules.exact("mps.total_tol")
    for printed in _tables(data).values():
        weights = list(printed.bobot.values())
        for name, total in check_priority_totals(printed.scores(), weights, printed.total, tolerance).items():
            shown = printed.total[name]
            text = f"skor total {name} tercetak {angka(shown)}, skor dan bobotnya memberi {angka(half_up(total, 2))}"
            yield printed.cell["skor_total", name], shown, text


def _ranks(data: Data) -> Said:
    for printed in _tables(data).values():
        ranks = {name: rank for name, rank in printed.urutan.items() if name in printed.total}
        totals = {name: printed.total[name] for name in ranks}
        for name in check_priority_ranks(totals, ranks):
            better = next(n for n in ranks if totals[n] < totals[name] and ranks[n] < ranks[name])
            text = (
                f"{name} (skor total {angka(totals[name])}) berurutan {ranks[name]}, di belakang {better} (skor total "
                f"{angka(totals[better])}) yang berurutan {ranks[better]}"
            )
            yield printed.cell["urutan", name], Fraction(ranks[name]), text


def _equal(data: Data) -> Iterator[Finding]:
    for number, printed in _tables(data).items():
        for a, b in check_equal_scores(printed.scores(), printed.total):
            text = (
                f"Tabel {number}: {a} dan {b} mempunyai skor yang sama tetapi skor total {angka(printed.total[a])} dan "
                f"{angka(printed.total[b])}. Periksa angka cetaknya; yang dipakai adalah hasil hitungan."
            )
            first, second = (table(CETAK).key_of(printed.cell["skor_total", n]) for n in (a, b))
            also = [(CETAK, second, "nilai")]
            yield found(MP_V14, text, (CETAK, first, "nilai"), printed.cell["skor_total", a]["nilai"], also)


_HEAD = "angka_cetak: tabel | baris | kolom | jenis | nilai\n"
_WEIGHTS = "2.7 | bobot | mendesak | bobot | 60\n2.7 | bobot | pro_poor | bobot | 40\n"
_A = "2.7 | A | mendesak | skor | 4\n2.7 | A | pro_poor | skor | 2\n"
_B = "2.7 | B | mendesak | skor | 4\n2.7 | B | pro_poor | skor | 2\n"


def _example(*rows: str) -> str:
    return _HEAD + _WEIGHTS + _A + _B + "\n".join(rows)


RULES = (
    Rule(
        MP_V12,
        says(MP_V12, _totals),
        example_pass=_example("2.7 | A | total | skor_total | 3.2"),
        example_fail=_example("2.7 | A | total | skor_total | 3.3"),
    ),
    Rule(
        MP_V13,
        says(MP_V13, _ranks),
        example_pass=_HEAD + "2.7 | A | total | skor_total | 3.2\n2.7 | A | urutan | urutan | 1\n"
        "2.7 | B | total | skor_total | 3.1\n2.7 | B | urutan | urutan | 1",
        example_fail=_HEAD + "2.7 | A | total | skor_total | 3.2\n2.7 | A | urutan | urutan | 2\n"
        "2.7 | B | total | skor_total | 3.1\n2.7 | B | urutan | urutan | 1",
    ),
    Rule(
        MP_V14,
        _equal,
        example_pass=_example("2.7 | A | total | skor_total | 3.2", "2.7 | B | total | skor_total | 3.2"),
        example_fail=_example("2.7 | A | total | skor_total | 3.2", "2.7 | B | total | skor_total | 3.25"),
    ),
)
