"""Area berisiko: one result per desa and komponen, and one overall to 2015 (buku-putih.md section 5)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction

from schemas.contract import Row
from tasks.arith import interval_scores
from tasks.buku_putih import modus, persepsi
from tasks.buku_putih.fakta import Fakta, collect
from tasks.buku_putih.gabung import Skor, impact, three_scores, times_exposure
from tasks.buku_putih.indicators import indicators
from tasks.buku_putih.irs import TOTAL, Index, index_per_desa
from tasks.buku_putih.persepsi import UMUM, Given
from tasks.buku_putih.sekunder import Column, columns, mean_score
from tasks.lineage.step import Inputs

IRS_OF = {"AL": "2", "PS": "3", "DR": "4", UMUM: TOTAL}
OWN_INDICATOR = {"AL": "jamban", "PS": "sampah_terangkut", "DR": "genangan"}
MODE_TABLE = {"AL": "sanitasi_mayoritas", "DR": "banjir"}
MODE_SCORE = {"AL": modus.skor_al, "DR": modus.skor_dr}
FROM_MODE = "sementara, dari modus desa"
WITHOUT_EHRA = "sementara, tanpa EHRA"
ANSWERS_NOT_COUNTED = "jawaban rumah tangga EHRA belum dihitung"
SHARED_ONLY = "data sekunder hanya dari indikator bersama"
NOTHING = "belum dapat dinilai: tidak ada data sekunder, persepsi maupun EHRA"
NO_IMPACT = "belum dapat dinilai: indikator dampak kurang"


@dataclass(slots=True)
class Bahan:
    """Everything that the scores are made of."""

    inputs: Inputs
    desa: list[Fakta]
    table: dict[str, Column]
    given: Given
    irs: dict[str, Index]
    irs_skor: dict[str, dict[str, int]]
    modes: dict[str, dict[str, int]] = field(default_factory=dict)
    mode_rows: dict[str, dict[str, Row]] = field(default_factory=dict)

    @property
    def is_impact_exposure(self) -> bool:
        """Whether the edition of 2016 and later holds."""
        return bool(self.inputs.rules["area.combine"] == "impact_x_exposure")

    @property
    def komponen(self) -> tuple[str, ...]:
        """The results that the edition asks for."""
        return ("AL", "PS", "DR") if self.is_impact_exposure else (UMUM, "AL", "PS", "DR")

    def names_of(self, komponen: str) -> Sequence[str]:
        """Secondary indicators of a komponen; all of them for UMUM."""
        rules = self.inputs.rules
        if komponen == UMUM:
            return list(rules["area.secondary_indicators"])
        if self.is_impact_exposure:
            return [rules["area.s_indicator"][komponen]]
        return list(rules["area.komponen_indicators"][komponen])


def gather(inputs: Inputs) -> Bahan:
    """Facts, indicator columns, perception, IRS and village modes of a district."""
    desa, rules = collect(inputs), inputs.rules
    table = columns(desa, indicators(rules["area.hu_orang"]), rules["score.k"], rules["score.nd"])
    irs = index_per_desa(inputs, {f.kode_desa: _stratum(f) for f in desa}) if inputs.has("ehra") else {}
    bahan = Bahan(inputs, desa, table, persepsi.collect(inputs), irs, _irs_scores(irs, rules["score.k"]))
    for komponen, name in MODE_TABLE.items():
        if not any(bahan.table[i].nilai for i in bahan.names_of(komponen)):
            bahan.mode_rows[komponen] = rows = inputs.by_key(name)
            scored = {f.kode_desa: MODE_SCORE[komponen](rows.get(f.kode_desa, {})) for f in desa}
            bahan.modes[komponen] = {kode: s for kode, s in scored.items() if s is not None}
    return bahan


def _stratum(fakta: Fakta) -> int | None:
    value = fakta.values["strata"]
    return value if isinstance(value, int) else None


def _irs_scores(irs: Mapping[str, Index], k: int) -> dict[str, dict[str, int]]:
    parts = {p for index in irs.values() for p in index.nilai}
    scores: dict[str, dict[str, int]] = {}
    for part in parts:
        known = {kode: index.nilai[part] for kode, index in irs.items() if part in index.nilai}
        scores[part] = dict(zip(known, interval_scores(list(known.values()), True, k), strict=True))
    return scores


def score(bahan: Bahan, komponen: str) -> dict[str, Skor]:
    """The computed scores of every desa in one komponen."""
    found = {f.kode_desa: _sources(bahan, komponen, f.kode_desa) for f in bahan.desa}
    rules = bahan.inputs.rules
    if bahan.is_impact_exposure:
        weights = {name: Fraction(w) for name, w in rules["area.w_exposure"].items()}
        found = times_exposure(found, _impacts(bahan), weights, rules["score.k"])
    else:
        weights = {name: Fraction(w) for name, w in rules["area.w_scores"].items()}
        found = {kode: three_scores(s, weights) for kode, s in found.items()}
    return {kode: replace(s, catatan=tuple(_notes(bahan, komponen, s))) for kode, s in found.items()}


def _sources(bahan: Bahan, komponen: str, kode: str) -> Skor:
    names = bahan.names_of(komponen)
    mode = bahan.modes.get(komponen, {}).get(kode)
    opd = persepsi.of_komponen(bahan.given, kode, komponen)
    part = IRS_OF[komponen]
    return Skor(
        sekunder=mean_score(kode, names, bahan.table) if mode is None else mode,
        persepsi=opd.skor if opd else None,
        ehra=bahan.irs_skor.get(part, {}).get(kode),
        is_modus=mode is not None,
    )


def _impacts(bahan: Bahan) -> dict[str, Fraction | None]:
    rules = bahan.inputs.rules
    weights = [Fraction(str(w)) for w in rules["area.w_impact"]]
    urban = rules["area.impact_urban_score"]
    people = {f.kode_desa: n for f in bahan.desa if (n := f.number("penduduk_jiwa")) is not None}
    scores = interval_scores(list(people.values()), True, rules["score.k"], rules["score.nd"])
    scored = dict(zip(people, scores, strict=True))
    found = {}
    for f in bahan.desa:
        kind = f.values["klasifikasi_statistik"]
        parts = (
            scored.get(f.kode_desa),
            bahan.table["kepadatan"].skor.get(f.kode_desa),
            bahan.table["miskin"].skor.get(f.kode_desa),
            None if kind is None else int(urban["urban" if kind == 1 else "rural"]),
        )
        found[f.kode_desa] = impact(parts, weights, rules["area.impact_min_indicators"])
    return found


def _notes(bahan: Bahan, komponen: str, skor: Skor) -> list[str]:
    if skor.hitung is None:
        return [NO_IMPACT if skor.missing != ["sekunder", "persepsi", "ehra"] else NOTHING]
    notes = [FROM_MODE] if skor.is_modus else []
    own = OWN_INDICATOR.get(komponen)
    if skor.sekunder is not None and not skor.is_modus and own and not bahan.table[own].nilai:
        notes.append(SHARED_ONLY)
    if skor.ehra is None and not skor.is_modus:
        notes.append(WITHOUT_EHRA)
    if skor.ehra is None and bahan.inputs.has("ehra_responden"):
        notes.append(ANSWERS_NOT_COUNTED)
    return notes


def row_of(kode: str, komponen: str, skor: Skor, agreed: Row) -> Row:
    """The row of the area table; skor_akhir is the visited, else the agreed, else the computed score (section 5.3)."""
    given = (agreed.get("skor_kunjungan"), agreed.get("skor_disepakati"), skor.hitung)
    present = [name for name, s in skor.by_source.items() if s is not None]
    return {
        "kode_desa": kode,
        "komponen": komponen,
        "skor_sekunder": skor.sekunder,
        "skor_persepsi": skor.persepsi,
        "skor_ehra": skor.ehra,
        "skor_hitung": skor.hitung,
        "skor_disepakati": agreed.get("skor_disepakati"),
        "skor_kunjungan": agreed.get("skor_kunjungan"),
        "skor_akhir": next((s for s in given if s is not None), None),
        "dampak": skor.dampak,
        "paparan": skor.paparan,
        "perkalian": skor.perkalian,
        "sumber_ada": ";".join(present) or None,
        "sumber_tidak_ada": ";".join(skor.missing) or None,
        "is_sementara": int(skor.ehra is None or skor.is_modus),
        "catatan": "; ".join(skor.catatan) or None,
    }
