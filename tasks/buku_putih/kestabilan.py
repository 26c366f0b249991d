"""Stability: does one desa decide the classes of many others? (buku-putih.md section 4, rows outlier and no spread)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from fractions import Fraction

from schemas.findings import Finding
from schemas.rule_info import Rule, RuleInfo
from tasks.buku_putih import ehra, sekunder
from tasks.buku_putih.area import combine, impacts, source_scores
from tasks.buku_putih.bahan import Bahan
from tasks.buku_putih.ehra import IRS_OF
from tasks.buku_putih.indicators.urban_rural import URBAN_RURAL
from tasks.buku_putih.persepsi import of_komponen
from tasks.buku_putih.sekunder import Column

FEWEST = 3  # with fewer desa there are no "others" whose classes could be compared
SURVEY, PRODUCT = "indeks risiko sanitasi", "dampak x paparan"
Shifts = Mapping[str, tuple[Fraction, tuple[str, ...]]]
OUTLIER = RuleInfo(
    "score.outlier_share",
    "warning",
    "bp",
    "assumed",
    "Tidak ada satu desa yang menentukan kelas banyak desa lain.",
    "buku-putih.md section 4",
)
_CASE = "wilayah: kode_desa | luas_terbangun_ha\n 99.01.01.2001 | 50\n ...\n 99.01.01.2010 | {}"
RULES: tuple[Rule[None], ...] = (Rule(OUTLIER, None, _CASE.format(60), _CASE.format("0.01")),)


def shifting(bahan: Bahan, komponen: str) -> Shifts:
    """Desa without which more than score.outlier_share percent of the others have another computed class.

    Gives the share and the values in which the desa stands alone at an end. Only such a desa can move a bound, so only
    those are left out; the others are then scored and classed anew, from the indicators on.
    """
    if len(bahan.desa) < FEWEST:
        return {}
    limit, (products, whole) = bahan.rules.exact("score.outlier_share"), _classed(bahan, komponen)
    lone = {name: frozenset(_alone(column.nilai)) for name, column in bahan.kolom.items()}
    found = {}
    for kode, names in sorted(_ends(bahan, komponen, products).items()):
        others = [k for k in whole if k != kode]
        moved = [name for name, ends in lone.items() if kode in ends]
        _, again = _classed(_without(bahan, kode, moved), komponen)
        share = Fraction(100 * sum(whole[k] != again.get(k) for k in others), len(others)) if others else Fraction(0)
        if share > limit:
            found[kode] = (share, tuple(names))
    return found


def catatan(bahan: Bahan, komponen: str, shifts: Shifts) -> list[str]:
    """Notes for print beside the tally of a komponen: columns without spread, and desa that shift many others."""
    flat = [c.indicator.sebutan for c in _scored(bahan, komponen) if not c.has_spread]
    found = [f"semua desa sama, skor 1: {', '.join(flat)}"] if flat else []
    return found + [_sentence(kode, *shift) for kode, shift in shifts.items()]


def findings(shifts: Mapping[str, Shifts]) -> Iterator[Finding]:
    """One warning per desa that shifts the classes of others, at its row of wilayah."""
    for kode in sorted({kode for found in shifts.values() for kode in found}):
        said = [f"{k}: {_sentence(kode, *found[kode])}" for k, found in shifts.items() if kode in found]
        yield Finding(OUTLIER.id, "warning", f"{'; '.join(said)}.", "wilayah", kode)


def _sentence(kode: str, share: Fraction, names: tuple[str, ...]) -> str:
    return (
        f"desa {kode} menonjol sendirian ({', '.join(names)}): tanpa desa itu {round(share)} % desa lain berganti "
        "kelas; periksa nilainya"
    )


def _classed(bahan: Bahan, komponen: str) -> tuple[dict[str, Fraction], dict[str, int]]:
    """Products (from 2016, else none) and computed classes by desa; a desa without one is left out."""
    scores = source_scores(bahan, komponen, {d.kode: of_komponen(bahan.persepsi, d.kode, komponen) for d in bahan.desa})
    exposed, hitung = combine(bahan, scores, impacts(bahan) if bahan.impact else {})
    products = {kode: product for kode, (_, _, product) in exposed.items() if product is not None}
    return products, {kode: kelas for kode, kelas in hitung.items() if kelas is not None}


def _ends(bahan: Bahan, komponen: str, products: Mapping[str, Fraction]) -> dict[str, list[str]]:
    """Desa that stand alone at an end of something that decides a bound, with what it is."""
    ends: dict[str, list[str]] = {}
    measured: list[tuple[str, Mapping[str, Fraction]]] = [
        (c.indicator.sebutan, c.nilai) for c in _scored(bahan, komponen)
    ]
    if bahan.irs:
        part, irs = IRS_OF[komponen], bahan.irs
        areas = {kode: area for kode in irs.area if (area := irs.own_area(kode)) and part in irs.nilai[area]}
        measured.append((SURVEY, {kode: irs.nilai[area][part] for kode, area in areas.items()}))
    measured.append((PRODUCT, products))
    for name, values in measured:
        for kode in _alone(values):
            ends.setdefault(kode, []).append(name)
    return ends


def _alone(values: Mapping[str, Fraction]) -> Iterator[str]:
    for edge in {min(values.values()), max(values.values())} if values else ():
        holders = [kode for kode, value in values.items() if value == edge]
        if len(holders) == 1:
            yield holders[0]


def _scored(bahan: Bahan, komponen: str) -> list[Column]:
    """The columns scored by intervals that the komponen is made from."""
    columns: Iterable[Column] = (bahan.kolom[n] for n in dict.fromkeys((*bahan.names[komponen], *bahan.impact)))
    return [c for c in columns if c.nilai and c.indicator is not URBAN_RURAL]


def _without(bahan: Bahan, kode: str, moved: Iterable[str]) -> Bahan:
    """The district without a desa; `moved` are the indicators of which it is an end, scored anew."""
    kolom = {**bahan.kolom, **{name: sekunder.without(bahan.kolom[name], kode, bahan.rules) for name in moved}}
    irs = ehra.without(bahan.irs, kode, bahan.rules) if bahan.irs else None
    return replace(bahan, desa=[d for d in bahan.desa if d.kode != kode], kolom=kolom, irs=irs)
