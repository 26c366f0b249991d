"""Why a desa has its class: parts, weights, bounds, what was missing, and the smallest change that would move it."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from schemas.canonical import plain
from schemas.contract import Row
from schemas.errors import NotFound, WrongUsage
from schemas.outputs.buku_putih import AREA, KEPASTIAN
from schemas.rulebook import load_rulebook
from schemas.tables.kesepakatan_skor import KESEPAKATAN_SKOR
from schemas.tables.persepsi import PERSEPSI
from schemas.tables.wilayah import WILAYAH
from tasks.arith import interval_bounds
from tasks.buku_putih import bagian
from tasks.buku_putih.area import area_rows, combine, impacts, source_scores
from tasks.buku_putih.bagian import text
from tasks.buku_putih.bahan import Bahan, gather
from tasks.buku_putih.gabung import Scores
from tasks.buku_putih.persepsi import of_komponen
from tasks.buku_putih.perubahan import changes
from tasks.buku_putih.units import STEP
from tasks.lineage.records.history import Unit, history_of
from tasks.lineage.units.step import Inputs
from tasks.store.ports import Store

Answer = dict[str, Any]
_SCORES = ("skor_hitung", "skor_disepakati", "skor_kunjungan", "skor_akhir")
_GIVEN = (*_SCORES, "is_sementara", "sumber_tidak_ada", "catatan")
_MOVED = "the {what} changed since run {run}: `ppsp run {year}`, then explain"


def explain(store: Store, fiscal_year: int, kode_desa: str, komponen: str | None = None) -> Answer:
    """Everything about the class of a desa in the newest sealed run; exact numbers are text.

    For each komponen (or the one asked for): `parts` that add up to `jumlah`, which is skor_hitung to 2015 and IMPACT x
    EXPOSURE from 2016 on; the parts of those parts; agreed scores; how sure the class is; and `perubahan`. Raises
    NotFound when no sealed run has the desa, WrongUsage when rules or program are no longer those of the run.
    """
    kab = kode_desa[:5]
    history = history_of(store, fiscal_year, kab, STEP.name)
    run = str(history.manifest["run_id"])
    made, checked = (history.unit(fiscal_year, kab, step) for step in (STEP.name, "validation"))
    wilayah = checked.rows(WILAYAH).get(kode_desa) if checked else None
    if made is None or checked is None or wilayah is None:
        raise NotFound(f"run {run} of fiscal year {fiscal_year} has no desa {kode_desa}")
    inputs = _inputs(made, checked, run)
    bahan = gather(inputs)
    if komponen is not None and komponen not in bahan.komponen:
        raise WrongUsage(f"--komponen {komponen} is not scored in {fiscal_year}; it has {', '.join(bahan.komponen)}")
    _same_as_sealed(bahan, made, run)
    return {
        "fiscal_year": fiscal_year,
        "run": run,
        "kode_desa": kode_desa,
        "desa": wilayah.get("desa"),
        "kecamatan": wilayah.get("kecamatan"),
        "komponen": [
            {
                **_given(made.rows(AREA)[f"{kode_desa}|{asked}"]),
                **explain_scores(bahan, _opd_scores(inputs), asked, kode_desa),
                "kesepakatan": _plain_or_none(checked.rows(KESEPAKATAN_SKOR).get(f"{kode_desa}|{asked}")),
                "kepastian": _plain_or_none(made.rows(KEPASTIAN).get(f"{kode_desa}|{asked}")),
            }
            for asked in ((komponen,) if komponen else bahan.komponen)
        ],
    }


def _inputs(made: Unit, checked: Unit, run: str) -> Inputs:
    """What the sealed unit read, so that it can be asked what would be otherwise."""
    memo = made.memo
    rules = load_rulebook(memo.fiscal_year).only(STEP.rules)
    if rules.digest != memo.rules:
        raise WrongUsage(_MOVED.format(what="rules", run=run, year=memo.fiscal_year))
    tables = {
        (need.parent, need.table.name): [
            {name: row.get(name) for name in dict.fromkeys((*need.table.key, *(need.columns or ())))}
            for row in checked.rows(need.table).values()
        ]
        for need in STEP.needs
        if need.table.name in checked.memo.tables
    }
    return Inputs(memo.fiscal_year, memo.district, rules, tables, [(n.parent, n.table.name) for n in STEP.needs])


def _same_as_sealed(bahan: Bahan, made: Unit, run: str) -> None:
    sealed = made.rows(AREA)
    for row in area_rows(bahan):
        key = AREA.key_of(row)
        if key not in sealed or any(sealed[key].get(name) != row[name] for name in _SCORES):
            raise WrongUsage(_MOVED.format(what="program", run=run, year=bahan.fiscal_year))


def _given(row: Row) -> Answer:
    return {"komponen": row["komponen"], **{name: row.get(name) for name in _GIVEN}}


def _plain_or_none(row: Row | None) -> Answer | None:
    return None if row is None else plain(row)


def _opd_scores(inputs: Inputs) -> dict[str, int]:
    rows = inputs.rows(PERSEPSI.name)
    return {f"{PERSEPSI.name}/{PERSEPSI.key_of(r)}#skor": r["skor"] for r in rows if isinstance(r["skor"], int)}


def explain_scores(bahan: Bahan, given: Mapping[str, int], komponen: str, kode: str) -> Answer:
    """Parts, sources and changes of one desa and komponen; `given` are the scores of the OPD by cell."""
    opd = {d.kode: of_komponen(bahan.persepsi, d.kode, komponen) for d in bahan.desa}
    scores = source_scores(bahan, komponen, opd)
    whole = _product(bahan, scores, kode) if bahan.impact else _mean(bahan, scores, kode)
    return {
        **whole,
        "sekunder": bagian.secondary(bahan, komponen, kode, scores[kode][0]),
        "persepsi": bagian.perception(opd[kode], given),
        "ehra": bagian.survey(bahan, komponen, kode),
        "perubahan": changes(bahan, komponen, kode),
    }


def _mean(bahan: Bahan, scores: Mapping[str, Scores], kode: str) -> Answer:
    """Three scores: parts and what rounding added make skor_hitung (buku-putih.md section 5.1)."""
    skor = combine(bahan, {kode: scores[kode]}, {})[1][kode]
    parts = bagian.sources(bahan, scores[kode], None)
    return {"cara": "rata-rata tiga skor", "jumlah": text(skor), "parts": bagian.rounded(parts, skor) if skor else []}


def _product(bahan: Bahan, scores: Mapping[str, Scores], kode: str) -> Answer:
    """IMPACT x EXPOSURE: parts make the product, which has its class by intervals (section 5.2)."""
    found, _ = combine(bahan, scores, impacts(bahan))
    dampak, paparan, perkalian = found[kode]
    known = [p for _, _, p in found.values() if p is not None]
    made: Answer = {
        "cara": "IMPACT x EXPOSURE",
        "jumlah": text(perkalian),
        "parts": [] if dampak is None or perkalian is None else bagian.sources(bahan, scores[kode], dampak),
        "dampak": {"nilai": text(dampak), "parts": bagian.impact_parts(bahan, kode)},
        "paparan": {"nilai": text(paparan), "parts": bagian.sources(bahan, scores[kode], Fraction(1))},
    }
    if known:
        bounds = interval_bounds(min(known), max(known), bahan.rules["score.k"], bahan.rules["score.nd_final"])
        made |= {"rentang": [text(min(known)), text(max(known))], "batas": [text(b) for b in bounds]}
    return made
