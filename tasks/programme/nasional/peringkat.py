"""Scores, weights present and dense ranks of the districts of a fiscal year."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import NamedTuple

from schemas.contract import Row, Rows
from schemas.outputs.nasional import DIMENSI, URUTAN
from schemas.rulebook import Rulebook
from tasks.arith import dense_ranks
from tasks.programme.nasional.daerah import HUNDRED, Daerah, Nilai
from tasks.programme.nasional.kriteria import KRITERIA

RULES = ("nasional.*", "area.priority_classes")
USED, LATE, HELD, MISSING = "used", "late", "held", "missing"


class Skor(NamedTuple):
    """A weighted score 0..100 over what is known (None: belum dapat dinilai), and the share of weight present."""

    nilai: Fraction | None
    ada_pct: Fraction


class Bagian(NamedTuple):
    """One criterion of one district with its weight in percent of its dimension."""

    kriteria: str
    dimensi: str
    nilai: Nilai
    bobot: Fraction


def rank(daerah: Sequence[tuple[Daerah, str]], rules: Rulebook) -> tuple[Rows, Rows]:
    """Rows of PERINGKAT for every (district, keadaan) and of RINCIAN for those that are ranked.

    Held and missing districts have a row without scores. Rows come in order of code, whatever the order given.
    """
    ordered = sorted(daerah, key=lambda d: d[0].kode)
    parts = {d.kode: parts_of(d, rules) for d, keadaan in ordered if keadaan in (USED, LATE)}
    scores = {kode: scores_of(found, rules) for kode, found in parts.items()}
    ranks = {name: _ranks({kode: s[name].nilai for kode, s in scores.items()}) for name in URUTAN}
    rows: Rows = []
    for d, keadaan in ordered:
        row: Row = {"kode_kab": d.kode, "nama": d.nama, "keadaan": keadaan}
        for name in URUTAN if d.kode in scores else ():
            score = scores[d.kode][name]
            row |= {f"skor_{name}": score.nilai, f"ada_{name}_pct": score.ada_pct, f"rank_{name}": ranks[name][d.kode]}
        rows.append(row)
    return rows, [_detail(kode, part) for kode, found in parts.items() for part in found]


def parts_of(daerah: Daerah, rules: Rulebook) -> list[Bagian]:
    """Every criterion of a district, in registered order."""
    weights = {d: rules[f"nasional.bobot.{d}"] for d in DIMENSI}
    return [Bagian(k.nama, k.dimensi, k.nilai(daerah, rules), Fraction(weights[k.dimensi][k.nama])) for k in KRITERIA]


def scores_of(parts: Sequence[Bagian], rules: Rulebook) -> dict[str, Skor]:
    """The score of each dimension, and of all together by the weights of `nasional.gabungan`."""
    least = rules.exact("nasional.bobot_ada_min")
    found = {d: weighted([(p.nilai.skor, p.bobot) for p in parts if p.dimensi == d], least) for d in DIMENSI}
    together = rules["nasional.gabungan"]
    found[URUTAN[-1]] = weighted([(found[d].nilai, Fraction(together[d])) for d in DIMENSI], least)
    return found


def weighted(parts: Sequence[tuple[Fraction | None, Fraction]], least_pct: Fraction) -> Skor:
    """sum(w*s) / sum(w) over what is known; no score where less than `least_pct` percent of the weight is."""
    known = [(s, w) for s, w in parts if s is not None]
    weight, every = sum((w for _, w in known), Fraction(0)), sum((w for _, w in parts), Fraction(0))
    present = weight * HUNDRED / every if every else Fraction(0)
    if not weight or present < least_pct:
        return Skor(None, present)
    return Skor(sum((s * w for s, w in known), Fraction(0)) / weight, present)


def counts(rows: Rows) -> dict[str, int]:
    """How many districts are used, late, held and missing; they sum to all districts."""
    return {k: sum(r["keadaan"] == k for r in rows) for k in (USED, LATE, HELD, MISSING)}


def _ranks(scores: Mapping[str, Fraction | None]) -> dict[str, int | None]:
    return dict(zip(scores, dense_ranks(list(scores.values())), strict=True))


def _detail(kode: str, part: Bagian) -> Row:
    return {
        "kode_kab": kode,
        "kriteria": part.kriteria,
        "dimensi": part.dimensi,
        "nilai": part.nilai.skor,
        "bobot_pct": part.bobot,
        "dasar": part.nilai.dasar,
        "rujukan": ";".join(part.nilai.rujukan) or None,
    }
