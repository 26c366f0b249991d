"""Laws of the ways of allocating, on problems small enough to try everything (mps.md section 5.1)."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from tasks.arith import half_up
from tasks.mps.alokasi.cara.aturan_polos import plain_rule
from tasks.mps.alokasi.cara.harga import STEP_RP, shadow_prices
from tasks.mps.alokasi.cara.leksikografis import lexicographic
from tasks.mps.alokasi.cara.model import build, with_ceiling
from tasks.mps.alokasi.cara.optimum import Batas, optimum, search
from tasks.mps.alokasi.cara.penyelesai import relax
from tasks.mps.alokasi.soal import Soal, bind, remaining
from tasks.mps.alokasi.tunda import delays
from tasks.mps.calon import parts
from tasks.mps.kesiapan.persiapan import prepare_next, put_back
from tests.support.contoh import examples
from tests.support.kegiatan import kegiatan, operasi
from tests.support.soal import best_value, best_value_with, idle_preparations, lexicographic_order, soal

EXACT = Batas(Fraction(0), 1000, checks=100, check_nodes=1000)
SHARES = (("APBD_K", Fraction(1, 3)), ("APBN", Fraction(2, 3)))


@st.composite
def problem(draw: st.DrawFn) -> Soal:
    """Up to five activities: pairs, lags, O&P, a co-funded one, a source without a ceiling in a year, no total."""
    rows = []
    for i in range(draw(st.integers(1, 5))):
        before = [f"K{b}{draw(st.sampled_from(('', '+1', '=')))}" for b in range(i) if draw(st.integers(0, 3)) == 0]
        volumes = draw(st.sampled_from(({2017: 1}, {2018: 1}, {2017: 1, 2018: 2})))
        sources = draw(st.sampled_from(("APBD_K", "APBN", "APBD_K;APBN")))
        more = {"setelah": ";".join(before) or None, "sumber_boleh": sources, "is_layanan": draw(st.integers(0, 1))}
        kk = draw(st.integers(0, 40))
        rows.append(kegiatan(f"K{i}", draw(st.integers(1, 9)), volumes=volumes, penerima_manfaat_kk=kk, **more))
    if draw(st.booleans()):
        rows[0]["om_pct"] = Fraction(10)
        rows.append(operasi("OM", "K0", draw(st.integers(1, 3))))
    cells = [(s, t) for s in ("APBD_K", "APBN") for t in (3, 4, 5)]
    unknown = draw(st.sampled_from([None, *cells]))
    ceilings = {cell: draw(st.integers(0, 15)) for cell in cells if cell != unknown}
    rated = st.none() | st.fractions(min_value=1, max_value=4, max_denominator=20)
    stated = {"K0": SHARES} if draw(st.booleans()) else {}
    return soal(rows, ceilings, {f"K{i}": draw(rated) for i in range(len(rows))}, stated)


def keeps_every_constraint(case: Soal, plan) -> None:
    assert min(remaining(case, plan).values()) >= 0
    owner = {b.part: node for node in case.order for b in node.bagian}
    for part, year in plan.tahun.items():
        node = owner[part]
        assert {plan.tahun[b.part] for b in node.bagian} == {year}
        assert node.first is not None
        assert max(node.first, 1) <= year <= 5
        assert all(plan.tahun[before] + lag <= year for before, lag in node.pre)
        assert plan.sumber[part[0]] in case.steps[part[0]].sets
        chosen = tuple(plan.sumber[b.part[0]] for b in node.bagian)
        assert all(cell in case.ceilings for cell, amount in case.need(node, chosen, year).items() if amount)
    assert idle_preparations(case, plan.tahun) == set()


@examples(150)
@given(problem())
def test_the_optimum_is_the_best_of_all_plans_and_keeps_every_constraint(case):
    found = optimum(case, EXACT)
    assert found.nilai == case.value(found.rencana) == best_value(case)
    assert found.nilai >= case.value(plain_rule(case))
    assert not found.is_cut
    keeps_every_constraint(case, found.rencana)


@examples(100)
@given(problem())
def test_the_plain_rule_keeps_every_constraint_and_nothing_more_can_be_put_back(case):
    plan = plain_rule(case)
    keeps_every_constraint(case, plan)
    before = dict(plan.tahun)
    put_back(case, plan)
    assert plan.tahun == before


@examples(100)
@given(problem(), st.integers(0, 3))
def test_preparations_of_the_next_plan_take_only_what_is_left_in_the_last_years(case, years):
    plan = plain_rule(replace(case, prepare_years=years))
    before = dict(plan.tahun)
    prepare_next(replace(case, prepare_years=years), plan)
    assert {p: plan.tahun[p] for p in before} == before
    assert plan.persiapan == plan.tahun.keys() - before.keys()
    assert all(plan.tahun[p] > 5 - years for p in plan.persiapan)
    assert min(remaining(case, plan).values()) >= 0
    assert idle_preparations(case, plan.tahun) <= {p[0] for p in plan.persiapan}


@examples(60)
@given(problem())
def test_the_lexicographic_variant_keeps_what_trying_every_plan_keeps(case):
    found = lexicographic(case, EXACT)
    kept = lexicographic_order(case)
    wanted = {b.part for i in kept for b in case.order[i].bagian}
    assert found.n_open == 0
    assert wanted <= found.rencana.tahun.keys()
    rated = {p for p in found.rencana.tahun if case.nilai[p][0] >= 0}
    assert rated <= wanted
    assert found.nilai == best_value_with(case, kept)
    keeps_every_constraint(case, found.rencana)


@examples(20)
@given(problem())
def test_a_search_cut_short_keeps_every_constraint_and_says_what_stayed_open(case):
    found = lexicographic(case, Batas(Fraction(50), 1, checks=0))
    keeps_every_constraint(case, found.rencana)
    assert found.n_open <= len(case.order)
    assert optimum(case, Batas(Fraction(50), 1)).nilai >= case.value(plain_rule(case))


@examples(60)
@given(problem())
def test_the_money_that_a_waiting_line_is_said_to_lack_is_enough_for_some_plan(case):
    plan = optimum(case, EXACT).rencana
    for row in delays(case, plan, {}, 2014):
        if row["tahun_mulai"] is None and row["tahun_uji"] is not None:
            cells = [cell.split(" ") for cell in parts(row["penuh"])]
            lacks = zip(cells, parts(row["kurang_rp"]), strict=True)
            more = {(s, int(year) - 2014): int(v) for (s, year), v in lacks}
            raised = {cell: v + more.get(cell, 0) for cell, v in case.ceilings.items()}
            waits = [i for i, n in enumerate(case.order) if n.bagian[0].part not in plan.tahun]
            (wanted,) = [i for i in waits if row["kegiatan_id"] in {b.part[0] for b in case.order[i].bagian}][:1]
            assert search(replace(case, ceilings=raised), EXACT, [wanted]).rencana is not None, row


def in_rupiah(case: Soal, juta: int) -> Soal:
    """The same problem with amounts around a million rupiah, without O&P."""
    order = [n._replace(bagian=tuple(b._replace(biaya=b.biaya * juta * 100_000) for b in n.bagian)) for n in case.order]
    ceilings = {cell: v * juta * 100_000 for cell, v in case.ceilings.items()}
    return Soal(order, case.steps, {}, ceilings, 1, nilai=case.nilai)


@examples(15)
@given(problem(), st.integers(3, 200))
def test_a_shadow_price_lies_between_what_a_million_more_adds_and_a_million_less_costs(case, juta):
    large = in_rupiah(case, juta)
    rows = shadow_prices(large, 2014)
    assert rows == shadow_prices(large, 2014)
    _, left = bind(large)
    base = value_of(large, left)
    for r in rows:
        cell = (r["sumber_dana"], r["tahun"] - 2014)
        more = value_of(large, {**left, cell: left[cell] + STEP_RP}) - base
        assert r["bawah"] == min(to_cents(more), r["nilai_per_juta"])
        if left[cell] >= STEP_RP:
            less = base - value_of(large, {**left, cell: left[cell] - STEP_RP})
            assert r["atas"] == max(to_cents(less), r["nilai_per_juta"])
            assert r["is_tunggal"] == int(r["atas"] - r["bawah"] <= Fraction(2, 100))
        else:
            assert r["atas"] is r["is_tunggal"] is None


@examples(30)
@given(problem(), st.integers(3, 200), st.integers(-(10**8), 10**8))
def test_a_relaxation_with_another_ceiling_is_the_one_that_is_built_with_it(case, juta, change):
    large = in_rupiah(case, juta)
    bound, left = bind(large)
    model = build(large, bound, left, is_partial=True)
    for cell, rupiah in left.items():
        built = build(large, bound, {**left, cell: rupiah + change}, is_partial=True)
        assert with_ceiling(model, cell, rupiah + change) == built


def to_cents(value: float) -> Fraction:
    return half_up(Fraction(round(abs(value), 6)), 2)


def value_of(case: Soal, left) -> float:
    found = relax(build(case, bind(case)[0], left, is_partial=True))
    return found.nilai
