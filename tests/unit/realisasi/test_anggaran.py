"""Budget lines against the lines of the MPS."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest

from tests.support.realisasi import JUTA, anggaran, baris, edges_of, laporan, report, rows_of

LINE = "K1|APBD_K|2015"


def test_a_budget_line_carries_out_the_mps_line_of_its_activity_and_source() -> None:
    row = rows_of(report([baris("K1")], [anggaran("B1", "K1")]), "anggaran")["B1"]
    assert (row["keadaan"], row["mps_ref"], row["alasan"]) == ("cocok", "mps/2014/99.01/K1~APBD_K", None)


@pytest.mark.parametrize(
    ("more", "keadaan", "says"),
    [
        ({"kegiatan_id": None}, "tanpa_kegiatan", "tidak menyebut kegiatan"),
        ({"kegiatan_id": "K9"}, "bukan_mps", "K9 tidak ada di MPS 2014"),
        (
            {"sumber_dana": "APBN"},
            "sumber_lain",
            "Sumber dananya APBN, sedangkan MPS mendanai kegiatan ini dari APBD_K",
        ),
        ({"tahun": 2014}, "tahun_lain", "Tahun 2014 di luar tahun MPS 2015–2019"),
        ({"tahun": 2020}, "tahun_lain", "Tahun 2020 di luar"),
        ({"tahun": None}, "tahun_lain", "tidak disebutkan"),
        ({"kegiatan_id": "K2"}, "daftar_tunggu", "masih pada daftar tunggu"),
    ],
)
def test_what_carries_out_no_line_of_the_plan_is_named_with_the_reason(more: dict, keadaan: str, says: str) -> None:
    plan = [baris("K1"), baris("K2", status="daftar_tunggu")]
    out = report(plan, [{**anggaran("B1", "K1"), **more}])
    row = rows_of(out, "anggaran")["B1"]
    assert row["keadaan"] == keadaan
    assert says in str(row["alasan"])
    (finding,) = out.findings
    assert (finding.rule, finding.table, finding.row) == ("MP-V63", "baris_anggaran", "B1")
    assert finding.message.endswith(".")


def test_a_blank_source_is_that_of_the_only_line_of_the_activity() -> None:
    one = report([baris("K1", "APBN")], [anggaran("B1", "K1", sumber_dana=None)])
    two = report([baris("K1", "APBN"), baris("K1", "APBD_P")], [anggaran("B1", "K1", sumber_dana=None)])
    assert rows_of(one, "anggaran")["B1"]["sumber_dana"] == "APBN"
    assert rows_of(two, "anggaran")["B1"]["keadaan"] == "sumber_lain"


def test_the_newest_kind_of_document_binds() -> None:
    kinds = ["RKPD", "KUA_PPAS", "RKA", "DPA"]
    for n in range(1, 5):
        budget = [anggaran(kind, "K1", 100 - i, kind) for i, kind in enumerate(kinds[:n])]
        row = rows_of(report([baris("K1")], budget), "pelaksanaan")[LINE]
        assert (row["dokumen"], row["pagu_rp"]) == (kinds[n - 1], (101 - n) * JUTA)
    assert [row[f"{k.lower()}_rp"] for k in kinds] == [100 * JUTA, 99 * JUTA, 98 * JUTA, 97 * JUTA]


def test_a_budget_line_of_an_unknown_document_is_a_budget_line_all_the_same() -> None:
    row = rows_of(report([baris("K1")], [anggaran("B1", "K1", dokumen=None)]), "pelaksanaan")[LINE]
    assert (row["n_anggaran"], row["dokumen"], row["pagu_rp"], row["dpa_rp"]) == (1, None, 100 * JUTA, None)


def test_dpa_and_dipa_of_one_line_are_one_document() -> None:
    budget = [anggaran("B1", "K1", 40, "DPA"), anggaran("B2", "K1", 60, "DIPA")]
    row = rows_of(report([baris("K1")], budget), "pelaksanaan")[LINE]
    assert (row["dpa_rp"], row["pagu_rp"], row["volume_rencana"]) == (100 * JUTA, 100 * JUTA, 2)


def test_the_newest_known_value_of_each_column_holds() -> None:
    progress = [
        laporan("B1", "2015-Q1", 10, fisik_pct=Decimal(20)),
        laporan("B1", "2015-Q3", 50, fisik_pct=Decimal("60.5")),
        laporan("B1", "2015-Q4", None, fisik_pct=Decimal(80)),
    ]
    row = rows_of(report([baris("K1")], [anggaran("B1", "K1")], progress), "pelaksanaan")[LINE]
    assert (row["fisik_pct"], row["keuangan_rp"], row["serapan_pct"]) == (80, 50 * JUTA, 50)
    assert row["catatan"] == "Angka 2015-Q4 tidak diketahui; dipakai keuangan 2015-Q3."


def test_a_quarter_that_is_not_written_as_one_has_no_place() -> None:
    out = report([baris("K1")], [anggaran("B1", "K1")], [laporan("B1", "Desember 2015", 10)])
    assert rows_of(out, "pelaksanaan")[LINE]["keuangan_rp"] is None


def test_a_line_of_two_budget_lines_of_which_one_is_silent_is_not_known() -> None:
    budget = [anggaran("B1", "K1", 40), anggaran("B2", "K1", 60)]
    row = rows_of(report([baris("K1")], budget, [laporan("B1", keuangan=40, fisik_pct=Decimal(100))]), "pelaksanaan")
    assert (row[LINE]["keuangan_rp"], row[LINE]["fisik_pct"]) == (None, None)


def test_physical_progress_of_two_budget_lines_is_weighted_by_their_amounts() -> None:
    budget = [anggaran("B1", "K1", 40), anggaran("B2", "K1", 60)]
    progress = [laporan("B1", fisik_pct=Decimal(100)), laporan("B2", fisik_pct=Decimal(50))]
    assert rows_of(report([baris("K1")], budget, progress), "pelaksanaan")[LINE]["fisik_pct"] == 70


def test_volumes_in_different_units_are_not_added() -> None:
    budget = [anggaran("B1", "K1"), anggaran("B2", "K1", satuan="unit")]
    row = rows_of(report([baris("K1")], budget), "pelaksanaan")[LINE]
    assert row["volume_rencana"] is None
    assert "Satuan" in str(row["catatan"])


def test_one_part_that_does_not_work_makes_the_line_not_work() -> None:
    budget = [anggaran("B1", "K1"), anggaran("B2", "K1")]
    works = [laporan("B1", berfungsi=1), laporan("B2", berfungsi=0)]
    half = [laporan("B1", berfungsi=1), laporan("B2")]
    assert rows_of(report([baris("K1")], budget, works), "pelaksanaan")[LINE]["berfungsi"] == 0
    assert rows_of(report([baris("K1")], budget, half), "pelaksanaan")[LINE]["berfungsi"] is None


def test_a_line_budgeted_in_another_year_than_planned_is_said_to_be_shifted() -> None:
    out = report(
        [baris("K1", biaya={2016: 100})], [anggaran("B1", "K1", 90)], [laporan("B1", alasan_geser="Lahan siap")]
    )
    row = rows_of(out, "pelaksanaan")[LINE]
    assert (row["is_tergeser"], row["mps_rp"], row["alasan_geser"]) == (1, 0, "Lahan siap")
    assert row["catatan"] == "Dianggarkan 2015; MPS memuatnya pada 2016."


def test_a_contract_belongs_to_the_budget_line_it_names_or_to_the_only_one_of_its_activity() -> None:
    kontrak = [
        {"kontrak_id": "1", "baris_id": "B1", "nilai_rp": 60 * JUTA},
        {"kontrak_id": "2", "kegiatan_id": "K1", "nilai_rp": 30 * JUTA},
        {"kontrak_id": "3", "kegiatan_id": "K2", "nilai_rp": 5 * JUTA},
    ]
    out = report([baris("K1")], [anggaran("B1", "K1")], kontrak=kontrak)
    assert rows_of(out, "pelaksanaan")[LINE]["kontrak_rp"] == 90 * JUTA
    two = report([baris("K1")], [anggaran("B1", "K1"), anggaran("B2", "K1")], kontrak=kontrak[1:])
    assert rows_of(two, "pelaksanaan")[LINE]["kontrak_rp"] is None


def test_a_realised_rupiah_leads_to_its_cell_and_its_mps_line() -> None:
    out = report([baris("K1")], [anggaran("B1", "K1")], [laporan("B1", "2015-Q2", 10), laporan("B1", "2015-Q3", 50)])
    edges = edges_of(out)
    assert edges["pelaksanaan/2015/99.01/K1~APBD_K~2015"] == [
        "anggaran/2015/99.01/B1#keuangan_rp",
        "mps/2014/99.01/K1~APBD_K",
    ]
    assert edges["anggaran/2015/99.01/B1#keuangan_rp"] == [
        "tabel/2015/99.01/realisasi/B1~2015-Q3#keuangan_rp",
        "mps/2014/99.01/K1~APBD_K",
    ]


def test_a_cost_that_the_mps_does_not_know_stays_unknown() -> None:
    row = rows_of(report([baris("K1", biaya={2015: None})]), "pelaksanaan")[LINE]
    assert (row["mps_rp"], row["dokumen"], row["pagu_rp"]) == (None, None, None)


def test_a_line_without_volume_and_cost_is_planned_in_no_year() -> None:
    nowhere = {f"vol_{t}": None for t in range(1, 6)}
    line = baris("K1", biaya=dict.fromkeys(range(2015, 2020)), **nowhere)
    assert rows_of(report([line]), "pelaksanaan") == {}
    assert rows_of(report([line], [anggaran("B1", "K1")]), "pelaksanaan")[LINE]["mps_rp"] is None


def test_efficiency_compares_with_the_budget() -> None:
    progress = [laporan("B1", keuangan=90, volume=Decimal("0.75"))]
    row = rows_of(report([baris("K1")], [anggaran("B1", "K1")], progress), "pelaksanaan")[LINE]
    assert row["efisiensi"] == Fraction(6, 5)
