"""The parts of a package keep the SIDLACOM order in every plan, whatever the money (mps.md sections 5 to 7, MP-V40)."""

from __future__ import annotations

from itertools import groupby

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.catalogue import CatalogueStep, load_catalogue
from tasks.arith import largest_remainder
from tasks.mps.langkah import before_of
from tests.support.contoh import examples
from tests.support.kegiatan import kegiatan, kemampuan, mps, rows_of

RANK = {letter: i for i, letters in enumerate(("SI", "D", "L", "A", "OM")) for letter in letters}
PACKAGES = {name: list(steps) for name, steps in groupby(load_catalogue(2013), lambda s: f"{s.komponen}-{s.paket}")}


def activity(step: CatalogueStep, cost: int, year: int):
    """The activity that an SSK makes of a step of the catalogue, at one place."""
    is_om = step.price_rp is None
    row = kegiatan(
        step.kode,
        cost,
        **({"volumes": dict.fromkeys(range(year + 1, 2019), 1)} if is_om else {"tahun": year}),
        program_id=f"{step.komponen}-P-{step.paket}",
        tahap=step.tahap,
        jenis_sub=step.jenis,
        om_pct=step.om_pct,
        setelah=";".join(kode + mark for kode, mark in step.setelah) or None,
        dokumen_perlu=";".join(step.dokumen_perlu) or None,
        dokumen_buat=";".join(step.dokumen_buat) or None,
    )
    return row | {"kegiatan_id": step.kode}


@st.composite
def facility(draw):
    """One package of the catalogue with costs and SSK years at random, and capabilities that may not suffice."""
    steps = PACKAGES[draw(st.sampled_from(sorted(PACKAGES)))]
    rows = [activity(s, draw(st.integers(1, 30)), draw(st.integers(2014, 2016))) for s in steps]
    money = draw(st.none() | st.lists(st.integers(0, 90), min_size=5, max_size=5))
    return rows, None if money is None else kemampuan(*money)


def years(out):
    return {r["kegiatan_id"]: r for r in rows_of(out, "jadwal") if r["tahun_mulai"] is not None}


def late_pairs(rows, found):
    """Pairs of steps of which the later letter begins before the earlier one; O&P follows each asset on its own."""
    placed = [r for r in rows if r["kegiatan_id"] in found and r["jenis_sub"] != "d"]
    first = {r["kegiatan_id"]: found[r["kegiatan_id"]]["tahun_mulai"] for r in placed}
    return [
        (a["kegiatan_id"], b["kegiatan_id"])
        for a in placed
        for b in placed
        if RANK[a["tahap"]] < RANK[b["tahap"]] and first[a["kegiatan_id"]] > first[b["kegiatan_id"]]
    ]


@examples(150)
@given(facility())
def test_no_letter_begins_before_an_earlier_one_and_operation_a_year_after_its_asset(case):
    rows, mampu = case
    found = years(mps(rows, mampu))
    assert late_pairs(rows, found) == []
    assets = {r["kegiatan_id"]: r for r in rows if r["om_pct"]}
    for row in rows:
        if row["jenis_sub"] == "d" and row["kegiatan_id"] in found:
            paid = [a for t in str(row["setelah"] or "").split(";") if (a := before_of(t).id) in assets]
            shares = largest_remainder(
                row["harga_satuan_rp"], [assets[a]["om_pct"] * assets[a]["jumlah_rp"] for a in paid]
            )
            operated = [a for a, rp in zip(paid, shares, strict=True) if rp and a in found]
            assert found[row["kegiatan_id"]]["tahun_mulai"] == min(found[a]["tahun_mulai"] for a in operated) + 1


@examples(100)
@given(facility())
def test_what_follows_is_in_the_plan_only_with_what_precedes_it(case):
    rows, mampu = case
    found = years(mps(rows, mampu))
    by_rank = {r["kegiatan_id"]: RANK[r["tahap"]] for r in rows}
    if mampu is None or not found:
        return
    highest = max(by_rank[k] for k in found if by_rank[k] < RANK["O"]) if any(by_rank[k] < 4 for k in found) else 0
    assert all(k in found for k, rank in by_rank.items() if rank < highest)


def test_the_letters_decide_where_setelah_is_silent_and_setelah_where_it_speaks():
    common = {"program_id": "P"}
    rows = [kegiatan("D", tahun=2015, tahap="D", **common), kegiatan("S", tahun=2016, tahap="S", **common)]
    assert {k: v["tahun_mulai"] for k, v in years(mps(rows)).items()} == {"D": 2016, "S": 2016}
    rows[1]["setelah"] = "D+1"
    assert {k: v["tahun_mulai"] for k, v in years(mps(rows)).items()} == {"D": 2015, "S": 2016}
    rows[1] |= {"setelah": None, "lokasi": "Z-1"}
    assert years(mps(rows))["D"]["tahun_mulai"] == 2015


@pytest.mark.parametrize("volumes", [{2014: 1, 2017: 1}, {2016: 1, 2018: 3}])
def test_a_step_spread_over_years_begins_no_earlier_than_the_one_before(volumes):
    rows = [
        kegiatan("L", 1, volumes=volumes, tahap="L", program_id="P"),
        kegiatan("A", 1, volumes={2015: 1, 2016: 1}, tahap="A", program_id="P"),
    ]
    assert late_pairs(rows, years(mps(rows, kemampuan(99)))) == []


def test_an_asset_whose_share_of_the_operation_is_no_whole_rupiah_does_not_begin_it():
    """One rupiah a year for four assets: the first takes it, and a year that costs nothing is no year of a line, as
    volume times price is its cost (MP-V20). Found by drawing anew."""
    rows = [kegiatan("A1", 1, tahun=2016, tahap="A", program_id="P", om_pct=15)]
    rows += [kegiatan(f"A{n}", 1, tahun=2014, tahap="A", program_id="P", om_pct=15) for n in (2, 3, 4)]
    rows.append(operation_of("A1", "A2", "A3", "A4", price=1))
    assert years(mps(rows))["O"]["tahun_mulai"] == 2017
    rows[-1] = operation_of("A1", "A2", "A3", "A4", price=4)
    assert years(mps(rows))["O"]["tahun_mulai"] == 2016


def operation_of(*assets: str, price: int):
    after = ";".join(f"{a}+1" for a in assets)
    volumes = dict.fromkeys(range(2015, 2019), 1)
    common = {"tahap": "O", "program_id": "P", "jenis_sub": "d", "setelah": after}
    return kegiatan("O", price, volumes=volumes, **common)
