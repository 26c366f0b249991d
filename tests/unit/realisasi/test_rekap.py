"""Sums and shares over the lines of a year."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from tests.support.realisasi import JUTA, anggaran, baris, edges_of, komitmen, laporan, report, rows_of

ALL, OWN, CENTRE = "2015|semua|semua", "2015|sumber|APBD_K", "2015|sumber|APBN"


def test_budgeted_ratio_by_rupiah_and_by_lines() -> None:
    plan = [baris("K1"), baris("K2"), baris("K3", biaya={2015: 200})]
    row = rows_of(report(plan, [anggaran("B1", "K1", 80), anggaran("B2", "K2", 100, "RKPD")]), "rekap_pelaksanaan")[ALL]
    assert (row["n_baris"], row["n_dianggarkan"], row["mps_rp"], row["dpa_rp"]) == (3, 1, 400 * JUTA, 80 * JUTA)
    assert (row["rasio_rp_pct"], row["rasio_baris_pct"]) == (20, Fraction(100, 3))


def test_a_source_without_any_dpa_is_not_known_and_makes_the_total_partial() -> None:
    out = report([baris("K1"), baris("K2", "APBN")], [anggaran("B1", "K1")], [laporan("B1", keuangan=0)])
    rows = rows_of(out, "rekap_pelaksanaan")
    assert (rows[CENTRE]["dpa_rp"], rows[CENTRE]["rasio_rp_pct"], rows[CENTRE]["n_dianggarkan"]) == (None, None, None)
    assert (rows[OWN]["rasio_rp_pct"], rows[OWN]["tanpa_nilai"]) == (100, None)
    assert (rows[ALL]["rasio_rp_pct"], rows[ALL]["tanpa_nilai"]) == (50, "dpa_rp")


def test_a_source_whose_dpa_has_no_line_of_the_mps_has_a_ratio_of_zero() -> None:
    rows = rows_of(report([baris("K1")], [anggaran("B1", None)]), "rekap_pelaksanaan")
    assert (rows[OWN]["dpa_rp"], rows[OWN]["rasio_rp_pct"], rows[OWN]["n_dianggarkan"]) == (0, 0, 0)


def test_an_unknown_cost_in_the_plan_leaves_the_ratio_open() -> None:
    plan = [baris("K1"), baris("K2", biaya={2015: None})]
    out = report(plan, [anggaran("B1", "K1")], [laporan("B1", keuangan=0)])
    row = rows_of(out, "rekap_pelaksanaan")[ALL]
    assert (row["mps_rp"], row["tanpa_nilai"], row["rasio_rp_pct"]) == (100 * JUTA, "komitmen_rp;mps_rp", None)


def test_an_unknown_budget_amount_is_said_and_not_read_as_zero() -> None:
    budget = [anggaran("B1", "K1", 60), anggaran("B2", "K2", None)]
    row = rows_of(report([baris("K1"), baris("K2")], budget, [laporan("B1", keuangan=30)]), "rekap_pelaksanaan")[ALL]
    assert row["tanpa_nilai"] == "dpa_rp;keuangan_rp;pagu_rp"
    assert (row["dpa_rp"], row["pagu_rp"], row["serapan_pct"]) == (60 * JUTA, 60 * JUTA, None)


def test_a_line_of_the_rkpd_that_the_dpa_left_out_has_no_budget_to_be_spent() -> None:
    budget = [anggaran("B1", "K1", 100), anggaran("B2", "K2", 100, "RKPD")]
    row = rows_of(report([baris("K1"), baris("K2")], budget, [laporan("B1", keuangan=50)]), "rekap_pelaksanaan")[ALL]
    assert (row["pagu_rp"], row["keuangan_rp"], row["serapan_pct"], row["rkpd_rp"]) == (
        100 * JUTA,
        50 * JUTA,
        50,
        100 * JUTA,
    )


def test_shifted_and_waiting_lines_are_part_of_the_dpa_and_named() -> None:
    plan = [baris("K1"), baris("K2", biaya={2017: 100}), baris("K3", status="daftar_tunggu")]
    budget = [anggaran("B1", "K1", 10), anggaran("B2", "K2", 20), anggaran("B3", "K3", 30)]
    row = rows_of(report(plan, budget), "rekap_pelaksanaan")[ALL]
    assert (row["n_baris"], row["dpa_rp"], row["dpa_geser_rp"]) == (1, 60 * JUTA, 50 * JUTA)


def test_committed_against_realised() -> None:
    plan = [baris("K1", status="committed"), baris("K2")]
    budget = [anggaran("B1", "K1"), anggaran("B2", "K2")]
    progress = [laporan("B1", keuangan=70), laporan("B2", keuangan=20)]
    sheet = {("validation@pin", "komitmen"): [{"sumber_dana": "APBD_K", "tahun": 2015, "komitmen_rp": 120 * JUTA}]}
    rows = rows_of(report(plan, budget, progress, sheet), "rekap_pelaksanaan")
    names = ("komitmen_rp", "lembar_rp", "keuangan_komitmen_rp", "keuangan_rp")
    assert [rows[ALL][n] for n in names] == [100 * JUTA, 120 * JUTA, 70 * JUTA, 90 * JUTA]
    assert rows["2015|komponen|AL"]["lembar_rp"] is None


def test_a_commitment_in_part_counts_as_what_it_is_and_an_unknown_one_stays_unknown() -> None:
    plan = [baris("K1"), baris("K2"), baris("K3", biaya={2015: None})]
    budget = [anggaran(f"B{i}", f"K{i}") for i in (1, 2, 3)]
    progress = [laporan("B1", keuangan=70), laporan("B2", keuangan=20)]

    def committed(first: object, second: object) -> tuple[object, ...]:
        given = [komitmen(plan[0], 2015, first), komitmen(plan[1], 2015, second)]
        out = report(plan, budget, progress, {("mps@pin", "komitmen_tahun"): given})
        lines, row = rows_of(out, "pelaksanaan"), rows_of(out, "rekap_pelaksanaan")[ALL]
        assert lines["K1|APBD_K|2015"]["komitmen_rp"] == first
        assert lines["K3|APBD_K|2015"]["komitmen_rp"] is None
        assert "komitmen_rp" in str(row["tanpa_nilai"])
        return row["komitmen_rp"], row["keuangan_komitmen_rp"]

    assert committed(40 * JUTA, 0) == (40 * JUTA, 70 * JUTA)
    assert committed(None, 30 * JUTA) == (30 * JUTA, 20 * JUTA)
    assert committed(None, None) == (None, None)


def test_a_commitment_is_traced_to_the_table_of_commitments() -> None:
    out = report([baris("K1", status="committed")], [anggaran("B1", "K1")])
    source = "komitmen_tahun/2014/99.01/K1~APBD_K~2015#komitmen_rp"
    assert edges_of(out)["pelaksanaan/2015/99.01/K1~APBD_K~2015#komitmen_rp"] == [source]


def test_another_year_in_the_submission_has_its_own_rows() -> None:
    plan = [baris("K1", biaya={2015: 100, 2016: 50})]
    rows = rows_of(report(plan, [anggaran("B1", "K1"), anggaran("B2", "K1", 40, tahun=2016)]), "rekap_pelaksanaan")
    assert (rows["2015|semua|semua"]["rasio_rp_pct"], rows["2016|semua|semua"]["rasio_rp_pct"]) == (100, 80)


def test_physical_progress_is_that_of_the_lines_that_report_it() -> None:
    plan = [baris("K1"), baris("K2"), baris("K3")]
    budget = [anggaran("B1", "K1", 30), anggaran("B2", "K2", 10), anggaran("B3", "K3", 60)]
    progress = [laporan("B1", fisik_pct=Decimal(100)), laporan("B2", fisik_pct=Decimal(20)), laporan("B3")]
    assert rows_of(report(plan, budget, progress), "rekap_pelaksanaan")[ALL]["fisik_pct"] == 80


def test_without_a_budget_table_nothing_is_read_as_zero() -> None:
    row = rows_of(report([baris("K1")]), "rekap_pelaksanaan")[ALL]
    unknown = ("rkpd_rp", "dpa_rp", "pagu_rp", "keuangan_rp", "rasio_rp_pct", "rasio_baris_pct", "serapan_pct")
    assert [row[n] for n in unknown] == [None] * len(unknown)
