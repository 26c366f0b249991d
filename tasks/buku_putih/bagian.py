"""The parts that a score is the sum of, with the weight of each and who says so. Numbers are exact, as text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

from schemas.canonical import text_of
from schemas.contract import Value
from schemas.rulebook import Rulebook
from tasks.arith import interval_bounds
from tasks.buku_putih.area import VILLAGE_MODE
from tasks.buku_putih.bahan import Bahan
from tasks.buku_putih.ehra import IRS_OF, Irs
from tasks.buku_putih.gabung import SOURCES, Scores
from tasks.buku_putih.indicators.urban_rural import URBAN_RURAL
from tasks.buku_putih.irs import COMPONENTS, TOTAL, weights_of
from tasks.buku_putih.persepsi import Persepsi
from tasks.buku_putih.sekunder import weights_of as secondary_weights
from tasks.buku_putih.ubah import ranged_areas

Part = dict[str, Any]
ROUNDING = "pembulatan"
ONE = Fraction(1)


def text(value: Value) -> str | None:
    """Exact text of a value; None stays None."""
    return None if value is None else text_of(value)


def weighed(
    parts: Sequence[tuple[Part, int | Fraction, int | Fraction]], rule: str, rules: Rulebook, times: Fraction = ONE
) -> list[Part]:
    """Parts with weight, status and share of `times` the weighted mean; each is (description, value, weight)."""
    whole = sum((Fraction(w) for _, _, w in parts), Fraction(0))
    status = rules.ruling(rule).status if rule in rules else "assumed"
    return [
        {
            **part,
            "bobot": text(Fraction(w)),
            "aturan": rule,
            "status": status,
            "sumbangan": text(times * Fraction(value) * Fraction(w) / whole),
        }
        for part, value, w in parts
    ]


def rounded(parts: list[Part], result: int) -> list[Part]:
    """The parts of a mean and what rounding it half-up added, so that they add up to the whole score."""
    added = result - sum((Fraction(str(p["sumbangan"])) for p in parts), Fraction(0))
    return [*parts, {"nama": ROUNDING, "aturan": "score.rounding", "sumbangan": text(added)}]


def sources(bahan: Bahan, scores: Scores, times: Fraction | None) -> list[Part]:
    """What each source adds to the mean of the three scores, or with `times` (IMPACT) to the product."""
    rule = "area.w_scores" if times is None else "area.w_exposure"
    shares = bahan.rules[rule]
    known = [
        ({"nama": name, "skor": skor}, skor, Fraction(str(shares[name])))
        for name, skor in zip(SOURCES, scores, strict=True)
        if skor is not None
    ]
    return weighed(known, rule, bahan.rules, ONE if times is None else times)


def indicator(bahan: Bahan, name: str, kode: str) -> Part:
    """Value, score, range and inner bounds of one indicator."""
    column, rules = bahan.kolom[name], bahan.rules
    made: Part = {"nama": name, "sebutan": column.indicator.sebutan, "nilai": text(column.nilai[kode])}
    made["skor"] = column.skor[kode]
    if column.indicator is URBAN_RURAL:
        return made
    low, high = min(column.nilai.values()), max(column.nilai.values())
    start, end = (low, high) if column.indicator.higher_is_worse else (high, low)
    bounds = interval_bounds(start, end, rules["score.k"], rules["score.nd"])
    worse = "naik" if column.indicator.higher_is_worse else "turun"
    return {**made, "memburuk_bila": worse, "rentang": [text(low), text(high)], "batas": [text(b) for b in bounds]}


def secondary(bahan: Bahan, komponen: str, kode: str, skor: int | None) -> Part:
    """skor_sekunder by indicator, or the village mode that stands in for them; with what was missing."""
    if komponen in bahan.modus:
        row = bahan.modus_rows[komponen].get(kode, {})
        modus = {name: value for name, value in row.items() if name != "kode_desa"}
        return {"skor": skor, "dari": VILLAGE_MODE, "modus": modus, "parts": [], "tanpa": []}
    names = bahan.names[komponen]
    weights = dict(zip(names, secondary_weights(bahan.rules, names), strict=True))
    known = [n for n in names if kode in bahan.kolom[n].skor]
    parts = [(indicator(bahan, n, kode), bahan.kolom[n].skor[kode], weights[n]) for n in known]
    made = weighed(parts, "area.w_sekunder", bahan.rules) if parts else []
    tanpa = [bahan.kolom[n].indicator.sebutan for n in names if n not in known]
    return {"skor": skor, "parts": rounded(made, skor) if skor is not None else [], "tanpa": tanpa}


def perception(given: Persepsi | None, scores: Mapping[str, int]) -> Part:
    """skor_persepsi by OPD; `scores` are the submitted ones by cell."""
    if given is None:
        return {"skor": None, "rerata": None, "parts": []}
    n = len(given.cells)
    parts = [
        {"nama": cell.split("|")[1], "skor": scores[cell], "sumbangan": text(Fraction(scores[cell], n))}
        for cell in given.cells
    ]
    return {"skor": given.skor, "rerata": text(given.rerata), "parts": rounded(parts, given.skor)}


def survey(bahan: Bahan, komponen: str, kode: str) -> Part:
    """skor_ehra: index of the area that counts for the desa, its range and bounds, and what adds up to it."""
    irs, bagian = bahan.irs, IRS_OF[komponen]
    area = irs.area.get(kode, "") if irs else ""
    if irs is None or bagian not in irs.nilai.get(area, {}):
        return {"skor": None, "bagian": bagian, "area": area or None, "nilai": None, "parts": []}
    among = [irs.nilai[a][bagian] for a in ranged_areas(irs, bahan.rules["irs.unit"], bagian)]
    low, high = min(among), max(among)
    return {
        "skor": irs.skor_of(kode, bagian),
        "bagian": bagian,
        "area": area,
        "nilai": text(irs.nilai[area][bagian]),
        "rentang": [text(low), text(high)],
        "batas": [text(b) for b in interval_bounds(low, high, bahan.rules["irs.n_class"])],
        "parts": index_parts(bahan, irs, area, bagian),
    }


def index_parts(bahan: Bahan, irs: Irs, area: str, bagian: str) -> list[Part]:
    """The sub-indicators of an index with their counts; they add up to it."""
    by_total = bahan.rules["irs.denominator"] == "n_total"
    made: list[Part] = []
    for component in COMPONENTS if bagian == TOTAL else (bagian,):
        known = []
        for key, weight in weights_of(bahan.rules)[component].items():
            counted = irs.counts[area].get(key)
            if counted is not None and counted.n_valid:
                of = counted.n_total if by_total else counted.n_valid
                pct = Fraction(100 * counted.n_berisiko, of)
                described = {"nama": key, "n_berisiko": counted.n_berisiko, "n": of, "pct": text(pct)}
                known.append((described, pct, weight))
        whole = sum((w for _, _, w in known), Fraction(0))
        for described, _, weight in known:
            described["sumbangan_per_poin"] = text(weight / whole)
        made += weighed(known, f"irs.w.{component}", bahan.rules)
    return made


def impact_parts(bahan: Bahan, kode: str) -> list[Part]:
    """The indicators of IMPACT; they add up to it."""
    weights = dict(zip(bahan.impact, bahan.rules["area.w_impact"], strict=True))
    known = [n for n in bahan.impact if kode in bahan.kolom[n].skor]
    parts = [(indicator(bahan, n, kode), bahan.kolom[n].skor[kode], Fraction(str(weights[n]))) for n in known]
    return weighed(parts, "area.w_impact", bahan.rules) if parts else []
