"""The optimum against trying everything, and beside the other ways (mps.md section 5.1)."""

from __future__ import annotations

from fractions import Fraction

from tasks.mps.alokasi.banding import allocate, choices, comparison
from tasks.mps.alokasi.cara.aturan_polos import plain_rule
from tasks.mps.alokasi.cara.optimum import Batas, optimum
from tasks.mps.alokasi.cara.tetap import as_planned
from tasks.mps.alokasi.soal import remaining
from tests.support.kegiatan import JUTA, kegiatan, kemampuan, mps, operasi, rows_of, waiting
from tests.support.soal import best_value, flat, soal

EXACT = Batas(Fraction(0), 1000)


def placed(plan) -> dict[str, int]:
    return {f"{name}/{ke}": t for (name, ke), t in sorted(plan.tahun.items())}


def test_several_smaller_lines_may_be_worth_more_than_the_one_of_highest_priority():
    problem = soal([kegiatan("A", 3), kegiatan("B", 1), kegiatan("C", 2)], {("APBD_K", 1): 3}, {"A": Fraction(3)})
    assert placed(plain_rule(problem)) == {"A/0": 1}
    found = optimum(problem, EXACT)
    assert placed(found.rencana) == {"B/0": 1, "C/0": 1}
    assert found.nilai == best_value(problem) == 4000
    assert found.gap_pct == 0


def test_a_predecessor_without_a_total_is_placed_only_for_what_needs_it():
    rows = [kegiatan("A"), kegiatan("B", setelah="A"), kegiatan("C")]
    problem = soal(rows, flat(APBD_K=JUTA), {"A": None, "C": None})
    found = optimum(problem, EXACT)
    assert placed(found.rencana) == {"A/0": 1, "B/0": 2}
    assert "belum dapat dinilai" in found.rencana.alasan["C"].teks


def test_people_served_count_at_serving_steps_only_and_by_volume():
    rows = [
        kegiatan("A", penerima_manfaat_kk=100, is_layanan=1, volumes={2015: 1, 2016: 3}),
        kegiatan("B", penerima_manfaat_kk=900, is_layanan=0),
    ]
    nilai = soal(rows, {}).nilai
    assert nilai["A", 1] == (20000, 19048, 18141, 17277, 16454)
    assert nilai["A", 0][0] == 20000 * 4 // 10  # 0.1 + 0.9 * 25/75
    assert nilai["B", 0][0] == 2000


def test_operation_counts_against_later_ceilings():
    rows = [kegiatan("A", 10, om_pct=Fraction(5)), operasi("A-OM", "A", 4)]
    assert placed(optimum(soal(rows, flat(APBD_K=10) | {("APBD_K", 3): 3}), EXACT).rencana) == {"A/0": 4}


def test_parts_of_one_activity_keep_one_source():
    rows = [kegiatan("A", 5, volumes={2015: 1, 2016: 1}, sumber_boleh="APBD_K;APBN")]
    problem = soal(rows, {("APBD_K", 1): 5, ("APBN", 2): 5})
    found = optimum(problem, EXACT)
    assert placed(found.rencana) == {"A/0": 1}
    assert found.nilai == best_value(problem)


def test_steps_marked_as_a_pair_stand_in_one_year():
    rows = [kegiatan("A", 2, sumber_boleh="APBD_K;APBN"), kegiatan("B", 2, setelah="A=", sumber_boleh="APBN")]
    problem = soal(rows, {("APBD_K", 1): 2, ("APBN", 1): 1, ("APBD_K", 3): 2, ("APBN", 3): 2})
    found = optimum(problem, EXACT)
    assert placed(found.rencana) == {"A/0": 3, "B/0": 3}


def test_what_is_contracted_stands_and_is_paid_first():
    rows = [kegiatan("A", 5), kegiatan("B", 5), kegiatan("C", 1)]
    problem = soal(rows, {("APBD_K", 1): 4, ("APBD_K", 2): 1}, contracted=frozenset({"B"}))
    assert placed(optimum(problem, EXACT).rencana) == {"B/0": 1, "C/0": 2}


def test_a_search_cut_short_still_gives_the_plain_rule_at_least():
    rows = [kegiatan(f"A{i:02}", 7 + i * 3 % 5, sumber_boleh="APBD_K;APBN") for i in range(30)]
    problem = soal(rows, flat(APBD_K=17, APBN=11), {f"A{i:02}": Fraction(100 + i * 7 % 13, 50) for i in range(30)})
    found = optimum(problem, Batas(Fraction(50), 1))
    assert found.nilai >= problem.value(plain_rule(problem))
    assert min(remaining(problem, found.rencana).values()) >= 0


def test_fixed_years_move_the_lowest_lines_until_the_money_suffices():
    rows = [
        kegiatan("A", 4, tahun=2015),
        kegiatan("B", 4, tahun=2015),
        kegiatan("C", 4, tahun=2016),
        kegiatan("D", 4, tahun=2016, sumber_boleh="APBN"),
    ]
    plan = as_planned(soal(rows, flat(APBD_K=5)))
    # C moves although it costs nothing in the short year: the lowest goes first. It fits again, and so it returns.
    assert placed(plan) == {"A/0": 1, "C/0": 2, "D/0": 2}


def test_fixed_years_by_hand():
    """mps.md 5.2: APBD_K 3 a year, priority C, A, B; C 2 in 2015, A 2 in 2015, B 4 in 2016 after A and half APBN.

    2015 needs 4 of 3. The lowest, B, moves (it frees nothing in 2015), then A, which no kept step follows any more: C
    takes 2, within 3. Back: A wants 2 of the 1 left in 2015, so it waits; B waits for A.
    """
    half = (("APBD_K", Fraction(1, 2)), ("APBN", Fraction(1, 2)))
    rows = [kegiatan("C", 2), kegiatan("A", 2), kegiatan("B", 4, tahun=2016, setelah="A", sumber_boleh="APBD_K;APBN")]
    plan = as_planned(soal(rows, flat(APBD_K=3, APBN=9), stated={"B": half}))
    assert placed(plan) == {"C/0": 1}
    # With 4 in 2015 nothing need move; with A in 2016 both return: 2 + 2 of B's half are 4 of 3, so B alone waits.
    assert placed(as_planned(soal(rows, flat(APBD_K=4, APBN=9), stated={"B": half}))) == {"C/0": 1, "A/0": 1, "B/0": 2}
    later = [rows[0], kegiatan("A", 2, tahun=2016), rows[2]]
    assert placed(as_planned(soal(later, flat(APBD_K=3, APBN=9), stated={"B": half}))) == {"C/0": 1, "A/0": 2}


def test_fixed_years_move_a_year_of_an_activity_with_its_later_years():
    """Two a year is all there is; the activity asks 1, 3 and 1: its second year moves, and the third with it."""
    rows = [kegiatan("A", 1, volumes={2015: 1, 2016: 3, 2017: 1})]
    assert placed(as_planned(soal(rows, flat(APBD_K=2)))) == {"A/0": 1}


def test_a_preparation_is_placed_only_with_its_work():
    """A study of 1 serves a work of 5 that no ceiling of 3 pays: neither is placed, and the study may come last."""
    study, work = kegiatan("S", 1), kegiatan("W", 5, setelah="S", is_layanan=1)
    other = kegiatan("R", 2)
    problem = soal([study, work, other], flat(APBD_K=3), prepare_years=2)
    for plan in (plain_rule(problem), optimum(problem, EXACT).rencana, as_planned(problem)):
        assert placed(plan) == {"R/0": 1}
    made = allocate(problem, "optimum", EXACT)
    for found in made.hasil.values():
        assert placed(found.rencana) == {"R/0": 1, "S/0": 4}
        assert found.rencana.persiapan == {("S", 0)}
    shown = {r["cara"]: r for r in comparison(problem, made, 2014)}
    assert {(r["persiapan_rp"], r["nilai"]) for r in shown.values()} == {(1, problem.value(plain_rule(problem)))}
    paid = soal([study, work, other], flat(APBD_K=5), prepare_years=2)
    assert set(placed(optimum(paid, EXACT).rencana)) == {"S/0", "W/0", "R/0"}


def test_fixed_years_keep_what_a_kept_step_follows():
    rows = [kegiatan("A", 4), kegiatan("C", 1, setelah="B"), kegiatan("B", 4)]
    problem = soal(rows, flat(APBD_K=8))
    assert placed(as_planned(problem)) == {"A/0": 1, "B/0": 1}


def test_each_way_is_shown_with_what_it_gives_up():
    rows = [kegiatan("A", 3), kegiatan("B", 1), kegiatan("C", 2)]
    problem = soal(rows, {("APBD_K", 1): 3}, {"A": Fraction(3)})
    made = allocate(problem, "optimum", EXACT)
    shown = {r["cara"]: r for r in comparison(problem, made, 2014)}
    assert (shown["polos"]["nilai"], shown["polos"]["selisih_pct"]) == (3000, 25)
    assert (shown["optimum"]["n_ditempatkan"], shown["optimum"]["ditempatkan_rp"]) == (2, 3)
    assert [r["is_dipakai"] for r in shown.values()] == [int(name == "optimum") for name in shown]
    years = {r["kegiatan_id"]: (r["tahun_optimum"], r["tahun_polos"]) for r in choices(problem, made, 2014)}
    assert years == {"A": (None, 2015), "B": (2015, None), "C": (2015, None)}


def test_fixed_years_that_exceed_another_ceiling_say_so():
    rows = [kegiatan("A", 3, sumber_boleh="APBN")]
    problem = soal(rows, flat(APBD_K=1, APBN=2))
    shown = {r["cara"]: r for r in comparison(problem, allocate(problem, "optimum", EXACT), 2014)}
    assert shown["tetap"]["catatan"] == "Melampaui pagu: APBN 2015."


def test_the_mps_uses_the_optimum_and_prints_the_comparison():
    rows = [kegiatan("A", 3 * JUTA, penerima_manfaat_kk=999), kegiatan("B"), kegiatan("C", 2 * JUTA)]
    out = mps(rows, kemampuan(3 * JUTA, 0, 0, 0, 0))
    assert set(waiting(out)) == {"A"}
    assert {r["cara"] for r in rows_of(out, "perbandingan")} >= {"optimum", "polos", "tetap"}


def test_without_ceilings_there_is_nothing_to_compare():
    out = mps([kegiatan("A")])
    assert "perbandingan" not in out.tables
