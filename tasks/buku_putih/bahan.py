"""Everything that the scores of a district are made of, read once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from schemas.contract import Row, Rows
from schemas.rulebook import Rulebook
from tasks.buku_putih import fakta, modus, persepsi
from tasks.buku_putih.ehra import Irs, irs_of_district
from tasks.buku_putih.fakta import Desa
from tasks.buku_putih.persepsi import UMUM, Given
from tasks.buku_putih.sekunder import Column, columns, constants, names_in
from tasks.buku_putih.strata import Stratum, strata_of
from tasks.lineage.units.step import Inputs

if TYPE_CHECKING:
    from tasks.buku_putih.matriks import RiskMatrix


@dataclass(frozen=True, slots=True)
class Bahan:
    """Facts and scores of the district. `modus` has a komponen only where nothing of its indicators was counted.

    `names` are the secondary indicators of each komponen; `impact` those of IMPACT, empty to 2015. `ehra` are the
    counts of table `ehra`, submitted or made of the household answers in `matriks` (None without answers).
    """

    fiscal_year: int
    kode_kab: str
    rules: Rulebook
    desa: list[Desa]
    names: Mapping[str, tuple[str, ...]]
    impact: tuple[str, ...]
    kolom: Mapping[str, Column]
    persepsi: Given
    strata: Mapping[str, Stratum]
    ehra: Rows
    matriks: RiskMatrix | None
    irs: Irs | None
    modus: Mapping[str, Mapping[str, int]]
    modus_rows: Mapping[str, Mapping[str, Row]]
    agreed: Mapping[tuple[str, str], Row]
    has_places: bool

    @property
    def komponen(self) -> tuple[str, ...]:
        """The results that the edition asks for."""
        return tuple(self.names)


def gather(inputs: Inputs) -> Bahan:
    """The facts of a district with indicators, perception, IRS and village modes scored."""
    rules = inputs.rules
    desa = fakta.collect(inputs, constants(rules))
    kode = [d.kode for d in desa]
    names, impact = _indicators(rules)
    kolom = columns(desa, (*impact, *(n for listed in names.values() for n in listed)), rules)
    has_ehra = bool(inputs.rows("ehra") or inputs.rows("ehra_responden"))
    strata = strata_of(desa) if has_ehra else {}
    ehra, matriks = _survey(inputs, strata)
    mode_rows = {
        k: inputs.by_key(table)
        for k, table in modus.TABLE_OF.items()
        if not any(kolom[name].nilai for name in names[k])
    }
    return Bahan(
        fiscal_year=inputs.fiscal_year,
        kode_kab=inputs.kode_kab,
        rules=rules,
        desa=desa,
        names=names,
        impact=impact,
        kolom=kolom,
        persepsi=persepsi.collect(inputs.rows("persepsi")),
        strata=strata,
        ehra=ehra,
        matriks=matriks,
        irs=irs_of_district(ehra, kode, strata, rules) if ehra else None,
        modus={k: modus.scores(k, rows, kode) for k, rows in mode_rows.items()},
        modus_rows=mode_rows,
        agreed={(str(r["kode_desa"]), str(r["komponen"])): r for r in inputs.rows("kesepakatan_skor")},
        has_places=inputs.has(fakta.PLACES),
    )


def _survey(inputs: Inputs, strata: Mapping[str, Stratum]) -> tuple[Rows, RiskMatrix | None]:
    """The counts as submitted, else made of the answers, with the risks of each household whose desa is known."""
    answers = inputs.rows("ehra_responden")
    if inputs.rows("ehra") or not answers:
        return inputs.rows("ehra"), None
    from tasks.buku_putih.jawaban.hitung import counts  # numpy: only where there are answers
    from tasks.buku_putih.jawaban.risiko import risk_matrix

    matrix = risk_matrix(answers, {kode: s.nilai for kode, s in strata.items()}, inputs.rules)
    return (counts(matrix), matrix) if matrix.kode_desa else ([], None)


def _indicators(rules: Rulebook) -> tuple[dict[str, tuple[str, ...]], tuple[str, ...]]:
    """Secondary indicators by result, and those of IMPACT."""
    if rules["area.combine"] == "impact_x_exposure":
        own = {k: names_in([name]) for k, name in rules["area.s_indicator"].items()}
        return own, names_in(rules["area.impact_indicators"])
    names = {UMUM: rules["area.secondary_indicators"], **rules["area.komponen_indicators"]}
    return {k: names_in(names[k]) for k in rules["area.results"]}, ()
