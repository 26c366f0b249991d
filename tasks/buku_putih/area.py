"""Area berisiko: one result per desa and komponen, and one overall to 2015 (buku-putih.md section 5)."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from functools import lru_cache

from schemas.contract import Row, Rows
from tasks.arith import whole_weights
from tasks.buku_putih import gabung
from tasks.buku_putih.bahan import Bahan
from tasks.buku_putih.catatan import Keadaan, catatan
from tasks.buku_putih.ehra import DISTRICT, IRS_OF, STRATUM
from tasks.buku_putih.fakta import Desa
from tasks.buku_putih.gabung import SOURCES, Exposure, Scores
from tasks.buku_putih.indicators import BY_NAME
from tasks.buku_putih.kesepakatan import catatan_sepakat
from tasks.buku_putih.persepsi import Persepsi, of_komponen
from tasks.buku_putih.sekunder import own_of, reads_ponding, weights_of

VILLAGE_MODE = "modus desa"
_NO_ROW: Row = {}
_NO_EXPOSURE: Exposure = (None, None, None)


def area_rows(bahan: Bahan) -> Rows:
    """The rows of the table area, komponen by komponen, desa in order of code."""
    hit = impacts(bahan) if bahan.impact else {}
    return [row for komponen in bahan.komponen for row in _of_komponen(bahan, komponen, hit)]


def impacts(bahan: Bahan) -> dict[str, Fraction | None]:
    """IMPACT of every desa (section 5.2)."""
    weights = whole_weights([Fraction(str(w)) for w in bahan.rules["area.w_impact"]])
    least = bahan.rules["area.impact_min_indicators"]
    scored = [bahan.kolom[name].skor for name in bahan.impact]
    return {d.kode: gabung.impact(tuple(s.get(d.kode) for s in scored), weights, least) for d in bahan.desa}


def secondary(bahan: Bahan, komponen: str) -> dict[str, int | None]:
    """skor_sekunder of every desa: village modes where nothing was counted, else the mean of the indicator scores."""
    if komponen in bahan.modus:
        return {d.kode: bahan.modus[komponen].get(d.kode) for d in bahan.desa}
    names = bahan.names[komponen]
    weights, scored = weights_of(bahan.rules, names), [bahan.kolom[name].skor for name in names]
    return {d.kode: gabung.rounded_mean(tuple(s.get(d.kode) for s in scored), weights) for d in bahan.desa}


def source_scores(bahan: Bahan, komponen: str, opd: Mapping[str, Persepsi | None]) -> dict[str, Scores]:
    """skor_sekunder, skor_persepsi and skor_ehra of every desa; `opd` is the perception of each."""
    sekunder = secondary(bahan, komponen)
    scores: dict[str, Scores] = {}
    for d in bahan.desa:
        given = opd.get(d.kode)
        ehra = bahan.irs.skor_of(d.kode, IRS_OF[komponen]) if bahan.irs else None
        scores[d.kode] = (sekunder[d.kode], given.skor if given else None, ehra)
    return scores


def _of_komponen(bahan: Bahan, komponen: str, hit: Mapping[str, Fraction | None]) -> Rows:
    opd = {d.kode: of_komponen(bahan.persepsi, d.kode, komponen) for d in bahan.desa} if bahan.persepsi else {}
    scores = source_scores(bahan, komponen, opd)
    exposure, hitung = combine(bahan, scores, hit)
    noted = _Notes(bahan, komponen)
    return [
        _row(bahan, komponen, d, scores[d.kode], hitung.get(d.kode), exposure.get(d.kode), opd.get(d.kode), noted)
        for d in bahan.desa
    ]


def combine(
    bahan: Bahan, scores: Mapping[str, Scores], hit: Mapping[str, Fraction | None]
) -> tuple[Mapping[str, Exposure], Mapping[str, int | None]]:
    """IMPACT, EXPOSURE and product by desa (from 2016, else nothing), and skor_hitung by desa."""
    rules = bahan.rules
    shares = rules["area.w_exposure" if bahan.impact else "area.w_scores"]
    weights = whole_weights([Fraction(str(shares[name])) for name in SOURCES])
    if not bahan.impact:
        return {}, {kode: gabung.rounded_mean(known, weights) for kode, known in scores.items()}
    found = gabung.products(scores, hit, weights)
    return found, gabung.classes(found, rules["score.k"], rules["score.nd_final"])


def _row(
    bahan: Bahan,
    komponen: str,
    desa: Desa,
    scores: Scores,
    hitung: int | None,
    exposure: Exposure | None,
    opd: Persepsi | None,
    noted: _Notes,
) -> Row:
    sekunder, _, ehra = scores
    agreed = bahan.agreed.get((desa.kode, komponen), _NO_ROW)
    disepakati, kunjungan = agreed.get("skor_disepakati"), agreed.get("skor_kunjungan")
    dampak, paparan, perkalian = exposure or _NO_EXPOSURE
    akhir = kunjungan if kunjungan is not None else disepakati if disepakati is not None else hitung
    is_provisional = noted.is_provisional(hitung, sekunder, ehra)
    unsound = catatan_sepakat(agreed, hitung, noted.least_reason)
    said = noted.of(desa, scores, hitung, dampak, is_provisional)
    return {
        "kode_desa": desa.kode,
        "komponen": komponen,
        **_sources(scores),
        "rerata_persepsi": opd.rerata if opd else None,
        "skor_hitung": hitung,
        "skor_disepakati": disepakati,
        "skor_kunjungan": kunjungan,
        "skor_akhir": akhir,
        "dampak": dampak,
        "paparan": paparan,
        "perkalian": perkalian,
        "is_sementara": int(is_provisional),
        "catatan": "; ".join(filter(None, (unsound, said))) or None,
        "belum_beralasan": unsound or None,
    }


@lru_cache(maxsize=512)
def _sources(scores: Scores) -> Row:
    """The columns that follow from the three scores alone."""
    known = [name for name, s in zip(SOURCES, scores, strict=True) if s is not None]
    return {
        **{f"skor_{name}": s for name, s in zip(SOURCES, scores, strict=True)},
        "sumber_ada": ";".join(known) or None,
        "sumber_tidak_ada": ";".join(_missing(scores)) or None,
    }


@lru_cache(maxsize=512)
def _missing(scores: Scores) -> tuple[str, ...]:
    return tuple(name for name, s in zip(SOURCES, scores, strict=True) if s is None)


class _Notes:
    """Notes of one komponen; what all desa share is looked up once."""

    def __init__(self, bahan: Bahan, komponen: str) -> None:
        self._bahan = bahan
        self.least_reason = int(bahan.rules["area.reason_min_chars"])
        self._is_mode = komponen in bahan.modus
        self._flag = str(bahan.rules["area.mode_flag"]) if self._is_mode else ""
        self._without_ehra = bool(bahan.rules["area.provisional_without_ehra"])
        own = own_of(komponen)
        self._own = BY_NAME[own].sebutan if own else ""
        self._secondary = [(BY_NAME[n].sebutan, bahan.kolom[n].nilai) for n in bahan.names[komponen]]
        self._counted = set[str]().union(*(nilai for _, nilai in self._secondary))
        self._none = tuple(name for name, _ in self._secondary)
        self._impact = [(BY_NAME[n].sebutan, bahan.kolom[n].nilai) for n in bahan.impact]
        self._has_ponding = any(reads_ponding(n) and bahan.kolom[n].nilai for n in bahan.names[komponen])

    def is_provisional(self, hitung: int | None, sekunder: int | None, ehra: int | None) -> bool:
        """Whether a computed score comes from a village mode or lacks EHRA."""
        return hitung is not None and (
            (self._is_mode and sekunder is not None) or (self._without_ehra and ehra is None)
        )

    def of(
        self, desa: Desa, scores: Scores, hitung: int | None, dampak: Fraction | None, is_provisional: bool
    ) -> str | None:
        """The note of one desa."""
        kode = desa.kode
        tanpa = self._none
        if kode in self._counted:
            tanpa = tuple(name for name, nilai in self._secondary if kode not in nilai)
        kurang = () if dampak is not None else tuple(name for name, nilai in self._impact if kode not in nilai)
        return catatan(
            Keadaan(
                is_scored=hitung is not None,
                tidak_ada=_missing(scores),
                tanpa=(*tanpa, VILLAGE_MODE) if self._is_mode else tanpa,
                own=self._own,
                modus=self._flag if scores[0] is not None else "",
                kurang=kurang,
                asal_ehra=self._lent(kode) if scores[2] is not None else "",
                is_prone_area=self._has_ponding and desa.is_prone_area,
                is_provisional=is_provisional,
            )
        )

    def _lent(self, kode: str) -> str:
        """The area whose IRS stands in for that of the desa, where the edition would rather have its own."""
        area = self._bahan.irs.area[kode] if self._bahan.irs else ""
        if area == DISTRICT:
            return DISTRICT
        return STRATUM if self._bahan.impact and area.startswith(STRATUM) else ""
