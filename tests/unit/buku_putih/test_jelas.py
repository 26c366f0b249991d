"""Explaining a class: parts add up, and the smallest change is the smallest."""

from __future__ import annotations

import random
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest

from tasks.arith import interval_scores
from tasks.buku_putih.area import area_rows
from tasks.buku_putih.bahan import gather
from tasks.buku_putih.ehra import IRS_OF
from tasks.buku_putih.jelas import explain_scores
from tasks.buku_putih.persepsi import of_komponen
from tasks.buku_putih.sekunder import Column
from tasks.buku_putih.ubah import nearest, ranged_areas, steps
from tests.support.area import inputs_of, kode
from tests.support.survei import district, kode_of, matrix

YEARS = [2013, 2016]


def made_up(fiscal_year, seed, n=7):
    """A district with a little of everything, blanks and ties included."""
    roll = random.Random(seed)

    def some(low, high):
        return roll.choice([None, *[roll.randint(low, high) for _ in range(9)]])

    desa = [kode("ABCDEFGHIJ"[i]) for i in range(n)]
    tables = {
        "wilayah": [
            {
                "kode_desa": d,
                "luas_adm_ha": Decimal(roll.randint(50, 300)),
                "luas_terbangun_ha": Decimal(roll.randint(0, 50)),
                "klasifikasi_statistik": roll.choice([1, 2]),
                "strata": i % 3,
                "luas_rawan_genangan_ha": Decimal(roll.randint(0, 30)),
            }
            for i, d in enumerate(desa)
        ],
        "penduduk": [
            {"kode_desa": d, "tahun": 2012, "penduduk_jiwa": 100 * roll.randint(5, 50), "kk": 300, "rumah": 250,
             "kk_miskin": some(0, 90)}
            for d in desa
        ],
        "air_limbah": [{"kode_desa": d, "jamban_unit": some(100, 250)} for d in desa],
        "persampahan": [
            {"kode_desa": d, "timbulan_m3_hari": Decimal(10), "terangkut_m3_hari": Decimal(roll.randint(0, 10))}
            for d in desa
        ],
        "persepsi": [
            {"kode_desa": d, "opd": f"OPD{j}", "komponen": k, "skor": roll.randint(1, 4)}
            for d in desa
            for j in range(5)
            for k in ("AL", "PS", "DR")
        ],
        "ehra": [
            {"kode_desa": None, "strata": s, "indikator": key, "n_total": 120, "n_valid": 100,
             "n_berisiko": roll.randint(0, 100)}
            for s in range(3)
            for key in ("2.1", "2.2", "2.3", "3.1", "3.2", "3.3", "3.4", "4.1")
        ],
    }  # fmt: skip
    return gather(inputs_of(tables, fiscal_year))


def explained(bahan, komponen, kode_desa):
    given = {}
    for d in bahan.desa:
        opd = of_komponen(bahan.persepsi, d.kode, komponen)
        given |= dict.fromkeys(opd.cells, opd.skor) if opd else {}
    return explain_scores(bahan, given, komponen, kode_desa)


def added(parts):
    return sum(Fraction(p["sumbangan"]) for p in parts)


@pytest.mark.parametrize("fiscal_year", YEARS)
@pytest.mark.parametrize("seed", range(6))
def test_parts_add_up(fiscal_year, seed):
    bahan = made_up(fiscal_year, seed)
    for row in area_rows(bahan):
        answer = explained(bahan, row["komponen"], row["kode_desa"])
        whole = row["perkalian"] if bahan.impact else row["skor_hitung"]
        assert Fraction(answer["jumlah"]) == added(answer["parts"]) == whole
        assert added(answer["sekunder"]["parts"]) == (row["skor_sekunder"] or 0)
        assert added(answer["persepsi"]["parts"]) == row["skor_persepsi"]
        assert answer["ehra"]["skor"] == row["skor_ehra"]
        if answer["ehra"]["nilai"]:
            assert added(answer["ehra"]["parts"]) == Fraction(answer["ehra"]["nilai"])
        if bahan.impact:
            assert added(answer["dampak"]["parts"]) == Fraction(answer["dampak"]["nilai"]) == row["dampak"]
            assert added(answer["paparan"]["parts"]) == row["paparan"]
        assert {p.get("status") for p in answer["parts"]} <= {"assumed", "published", None}


def test_the_total_index_is_the_sum_of_all_its_sub_indicators():
    bahan = district(matrix(10, 8, 5), 2013)
    answer = explained(bahan, "UMUM", kode_of(3))
    assert len(answer["ehra"]["parts"]) == 18
    assert added(answer["ehra"]["parts"]) == bahan.irs.nilai["strata-3"]["total"] == Fraction(answer["ehra"]["nilai"])


def hitung(bahan, komponen, kode_desa):
    (row,) = (r for r in area_rows(bahan) if (r["kode_desa"], r["komponen"]) == (kode_desa, komponen))
    return row["skor_hitung"]


def with_indicator(bahan, name, kode_desa, value):
    column, rules = bahan.kolom[name], bahan.rules
    nilai = {**column.nilai, kode_desa: value}
    skor = interval_scores(list(nilai.values()), column.indicator.higher_is_worse, rules["score.k"], rules["score.nd"])
    return replace(
        bahan, kolom={**bahan.kolom, name: Column(column.indicator, nilai, dict(zip(nilai, skor, strict=True)))}
    )


def with_index(bahan, bagian, kode_desa, value):
    irs = bahan.irs
    nilai = {**irs.nilai, irs.area[kode_desa]: {**irs.nilai[irs.area[kode_desa]], bagian: value}}
    moved = replace(irs, nilai=nilai)
    among = [nilai[a][bagian] for a in ranged_areas(moved, bahan.rules["irs.unit"], bagian)]
    used = [a for a in sorted(set(irs.area.values())) if bagian in nilai[a]]
    skor = interval_scores([nilai[a][bagian] for a in used], True, bahan.rules["irs.n_class"], among=among)
    scored = {a: {**irs.skor[a], bagian: s} for a, s in zip(used, skor, strict=True)}
    return replace(bahan, irs=replace(moved, skor={**irs.skor, **scored}))


@pytest.mark.parametrize("fiscal_year", YEARS)
@pytest.mark.parametrize("seed", range(3))
def test_the_smallest_change_moves_the_class_and_nothing_smaller_does(fiscal_year, seed):
    bahan, roll, moves = made_up(fiscal_year, seed), random.Random(seed), 0
    for komponen in ("AL", "DR"):
        for desa in bahan.desa[:3]:
            now = hitung(bahan, komponen, desa.kode)
            for row in explained(bahan, komponen, desa.kode)["perubahan"]:
                if row["jenis"] not in ("indikator", "irs") or row["nama"] == "urban_rural":
                    continue

                def at(value, row=row, komponen=komponen, desa=desa):
                    changed = (
                        with_indicator(bahan, row["nama"], desa.kode, value)
                        if row["jenis"] == "indikator"
                        else with_index(bahan, IRS_OF[komponen], desa.kode, value)
                    )
                    return hitung(changed, komponen, desa.kode)

                moves += check_step(row, now, at, roll)
    assert moves > 3


def check_step(row, now, at, roll):
    start = Fraction(row["sekarang"])
    if row["menjadi"] is None:
        tried = [Fraction(roll.randint(0, 10_000), 100) for _ in range(15)]
        assert {at(v) for v in tried} == {now}
        return 0
    target, tiny = Fraction(row["menjadi"]), Fraction(1, 10**9)
    up = 1 if row["arah"] == "naik" else -1
    assert at(target if row["is_tepat"] else target + up * tiny) == row["kelas"] != now
    assert at(target - up * tiny if row["is_tepat"] else target) == now
    size = abs(target - start)
    for _ in range(12):
        closer = size * Fraction(roll.randint(0, 9_999), 10_000)
        assert at(start + up * closer) == now
        assert start - up * closer < 0 or at(start - up * closer) == now
    return 1


@pytest.mark.parametrize("nd", [None, 1])
@pytest.mark.parametrize("higher_is_worse", [True, False])
def test_no_step_of_any_score_is_missed(nd, higher_is_worse):
    """Between two neighbouring places nothing changes, wherever one looks."""
    roll = random.Random(5)
    for _ in range(25):
        others = [Fraction(roll.randint(0, 400), roll.choice([1, 7, 10])) for _ in range(roll.randint(1, 6))]

        def scores(value, others=others):
            return tuple(interval_scores([value, *others], higher_is_worse, 4, nd))

        places = [Fraction(0), *(p for p in steps(others, higher_is_worse, 4, nd) if p > 0)]
        for low, high in zip(places, [*places[1:], places[-1] * 2 + 1], strict=True):
            inside = {scores(low + (high - low) * Fraction(i, 7)) for i in range(1, 7)}
            assert len(inside) == 1, (others, low, high)


def test_a_share_that_cannot_get_there_alone_says_so():
    bahan = made_up(2013, 1)
    for desa in bahan.desa:
        for row in explained(bahan, "AL", desa.kode)["perubahan"]:
            if row["jenis"] == "subindikator" and row["menjadi"] is not None:
                assert 0 <= Fraction(row["menjadi"]) <= 100


def test_a_source_score_moves_by_whole_steps():
    bahan = made_up(2013, 2)
    for desa in bahan.desa:
        for row in explained(bahan, "AL", desa.kode)["perubahan"]:
            if row["jenis"] == "skor" and row["menjadi"] is not None:
                assert Fraction(row["menjadi"]) in (1, 2, 3, 4)


def test_no_other_desa_no_step():
    assert steps([], True, 4, None) == []
    assert nearest(Fraction(5), [], lambda value: 1, 1, None) is None


def test_a_village_mode_is_named_instead_of_parts():
    tables = {
        "wilayah": [{"kode_desa": kode("A")}, {"kode_desa": kode("B")}],
        "sanitasi_mayoritas": [
            {"kode_desa": kode("A"), "jamban_mayoritas": 1, "pembuangan_tinja_mayoritas": 1},
            {"kode_desa": kode("B"), "jamban_mayoritas": 4, "pembuangan_tinja_mayoritas": 0},
        ],
    }
    answer = explained(gather(inputs_of(tables, 2013)), "AL", kode("B"))
    assert answer["sekunder"]["dari"] == "modus desa"
    assert answer["sekunder"]["modus"]["jamban_mayoritas"] == 4
    assert answer["ehra"]["skor"] is None
    assert answer["persepsi"]["skor"] is None
