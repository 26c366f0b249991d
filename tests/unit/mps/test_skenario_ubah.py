"""What a scenario makes of the ceilings in use, on a handful of rows."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from schemas.errors import WrongUsage
from schemas.rulebook import load_rulebook
from tasks.lineage.units.step import Inputs
from tasks.mps.alokasi.pagu import ceilings
from tasks.mps.masukan import SSK
from tasks.mps.skenario.berkas import read_file
from tasks.mps.skenario.ubah import Perubahan, Rencana, apply
from tasks.mps.units import STEP

FY = 2014
PLAN = Rencana({("AL", "pro_poor"): Fraction(60), ("AL", "penerima_manfaat"): Fraction(40)}, {"K": 2015})


def inputs(**tables: list[dict[str, Any]]) -> Inputs:
    parents = {"kemampuan": SSK, "kegiatan": SSK}
    given = {(parents.get(name, "validation"), name): rows for name, rows in tables.items()}
    declared = [(n.parent, n.table.name) for n in STEP.needs]
    return Inputs(FY, "99.01", load_rulebook(FY).only(STEP.rules), given, declared)


def pagu(source: str, **years: int) -> list[dict[str, Any]]:
    return [{"sumber_dana": source, "tahun": int(y[1:]), "pagu_rp": rp} for y, rp in years.items()]


def changed(text: str, before: Inputs) -> Perubahan:
    return apply(before, read_file("x.yaml", f"name: x\n{text}".encode()), PLAN, "x.yaml")


def in_use(given: Inputs) -> dict[tuple[str, int], int]:
    found = ceilings(FY, "99.01", given.rows("pagu"), given.rows("komitmen"), given.rows("kemampuan", SSK)).rp
    return {(s, FY + t): rp for (s, t), rp in found.items()}


def test_the_capability_in_use_is_scaled_half_up_and_a_year_holds_as_written() -> None:
    before = inputs(
        kemampuan=[{"tahun": y, "mampu_rp": 101} for y in range(2015, 2020)], pagu=pagu("APBN", y2016=7, y2021=9)
    )
    made = changed("ceilings: {APBD_K: {scale: 0.5, 2017: 5}, CSR: {2018: 3}}", before)
    own = {("APBD_K", y): 51 for y in (2015, 2016, 2018, 2019)}
    assert in_use(made.inputs) == own | {("APBD_K", 2017): 5, ("CSR", 2018): 3, ("APBN", 2016): 7}
    assert in_use(before)["APBD_K", 2015] == 101
    assert {a["what"]: (a["plan"], a["scenario"]) for a in made.assumptions}["ceilings.CSR.2018"] == (None, "3")
    assert made.remarks == []


def test_years_without_a_ceiling_stay_unknown_and_are_named() -> None:
    made = changed("ceilings: {APBN: {scale: 2}}", inputs(pagu=pagu("APBN", y2016=7)))
    assert in_use(made.inputs) == {("APBN", 2016): 14}
    assert made.remarks[0] == "The ceiling of APBN stays unknown in 2015, 2017, 2018, 2019."
    assert made.remarks[1].startswith("APBD_K has no ceiling in every plan year")


def test_a_signed_total_is_a_ceiling_too() -> None:
    before = inputs(komitmen=[{"sumber_dana": "APBD_P", "tahun": 2015, "komitmen_rp": 9}])
    assert in_use(changed("ceilings: {APBD_P: {scale: 0}}", before).inputs) == {("APBD_P", 2015): 0}


def test_named_weights_replace_those_in_use_and_the_rest_stays() -> None:
    made = changed("weights: {AL: {pro_poor: 45, penerima_manfaat: 30, persepsi_pokja: 25}}", inputs())
    assert {r["kriteria"]: r["bobot_pct"] for r in made.inputs.rows("bobot")} == {
        "pro_poor": 45,
        "penerima_manfaat": 30,
        "persepsi_pokja": 25,
    }
    with pytest.raises(WrongUsage, match=r"with those of the plan \(penerima_manfaat 40\) total 65, not 100"):
        changed("weights: {AL: {pro_poor: 25}}", inputs())
