"""What an MPS says, in the tables that planners draw (mps.md sections 4, 5 and 6)."""

from __future__ import annotations

from fractions import Fraction

import pytest

from tasks.arith import dense_ranks
from tasks.mps.prioritas.bobot import weights_in_use
from tasks.mps.prioritas.skor import total_of
from tests.support.kegiatan import DESA, JUTA, kegiatan, kemampuan, mps, operasi, rows_of, waiting, years

WEIGHTS = {"penerima_manfaat": 30, "permasalahan_mendesak": 25, "persepsi_pokja": 20, "pro_poor": 25}
MIN = Fraction(50)
C05 = """
    program                              | penerima | mendesak | persepsi | pro_poor | tercetak | urutan | total | rank
    Pembangunan MCK++                    |        2 |        4 |        4 |        3 |      3.3 |      1 |  3.15 |    1
    Pembangunan Septiktank Komunal 10 SR |        1 |        4 |        4 |        4 |     3.15 |      1 |  3.10 |    2
    Pembangunan IPAL Komunal             |        2 |        4 |        4 |        3 |      3.0 |      1 |  3.15 |    1
    Pembangunan IPLT                     |        2 |        3 |        3 |        1 |     2.95 |      2 |  2.20 |    3
    Pembangunan SPAL-T Skala Kawasan     |        3 |        2 |        2 |        1 |      2.9 |      3 |  2.05 |    4
"""


def table(text: str) -> list[dict[str, str]]:
    lines = [[cell.strip() for cell in line.split("|")] for line in text.strip().splitlines()]
    return [dict(zip(lines[0], cells, strict=True)) for cells in lines[1:]]


def scores(row: dict[str, str]) -> tuple[int | None, ...]:
    cells = (row[c] for c in ("penerima", "mendesak", "persepsi", "pro_poor"))
    return tuple(None if c == "-" else int(c) for c in cells)


def totals(rows: list[dict[str, str]]) -> list[Fraction | None]:
    weights = [Fraction(w) for w in WEIGHTS.values()]
    return [total_of(scores(row), weights, MIN).value for row in rows]


def test_the_rows_of_the_guide_are_scored_by_its_rule_not_by_its_print():
    rows = table(C05)
    found = totals(rows)
    assert found == [Fraction(r["total"]) for r in rows]
    assert dense_ranks(found) == [int(r["rank"]) for r in rows]


def test_a_missing_criterion_is_left_out_and_half_of_the_weight_must_be_there():
    rows = table("""
        penerima | mendesak | persepsi | pro_poor | total
               2 |        4 |        - |        - | 32/11
               2 |        - |        4 |        - | 14/5
               - |        4 |        - |        4 | 4
               - |        - |        4 |        4 | -
               - |        - |        - |        - | -
    """)
    expected = [None if r["total"] == "-" else Fraction(r["total"]) for r in rows]
    assert totals(rows) == expected


def test_weights_that_do_not_sum_to_100_are_not_used():
    bobot = [
        {"komponen": "AL", "kriteria": "penerima_manfaat", "bobot_pct": 60},
        {"komponen": "AL", "kriteria": "pro_poor", "bobot_pct": 40},
        {"komponen": "PS", "kriteria": "penerima_manfaat", "bobot_pct": 60},
    ]
    used = weights_in_use(["AL", "PS", "DR"], WEIGHTS, bobot, ())
    assert used["AL"].weights == {"penerima_manfaat": 60, "pro_poor": 40}
    assert used["PS"].weights == WEIGHTS
    assert "bukan 100" in used["PS"].catatan
    assert not used["DR"].catatan


def test_the_ssk_year_that_passed_moves_to_the_first_year_and_says_so():
    out = mps([kegiatan("A", tahun=2014), kegiatan("B", tahun=2016)], kemampuan(10 * JUTA))
    moved = {r["kegiatan_id"]: (r["tahun_mulai"], r["dipindah_dari"]) for r in rows_of(out, "baris")}
    assert moved == {"A": (2015, 2014), "B": (2016, None)}


def test_highest_priority_takes_the_money_and_the_rest_waits():
    rows = [kegiatan("A", penerima_manfaat_kk=10), kegiatan("B", penerima_manfaat_kk=900), kegiatan("C")]
    out = mps(rows, kemampuan(JUTA, JUTA, 0, 0, 0))
    assert years(out) == {"B~APBD_K": {2015: JUTA}, "C~APBD_K": {2016: JUTA}}
    assert waiting(out) == {"A": "Sisa pagu APBD_K tidak cukup, termasuk operasi dan pemeliharaannya."}


def test_operation_and_maintenance_follow_the_asset_and_count_against_the_ceiling():
    rows = [kegiatan("A", 10 * JUTA, om_pct=Fraction(5)), operasi("A-OM", "A", JUTA // 2)]
    out = mps(rows, kemampuan(10 * JUTA, JUTA, JUTA, JUTA, JUTA))
    assert years(out)["A-OM~APBD_K"] == {2016: JUTA // 2, 2017: JUTA // 2, 2018: JUTA // 2, 2019: JUTA // 2}
    short = mps(rows, kemampuan(10 * JUTA, JUTA, JUTA, JUTA, JUTA // 2 - 1))
    assert years(short) == {}
    assert set(waiting(short)) == {"A", "A-OM"}


def test_an_asset_of_the_last_year_has_its_operation_after_the_plan():
    rows = [kegiatan("A", 10 * JUTA, om_pct=Fraction(5)), operasi("A-OM", "A", JUTA // 2)]
    out = mps(rows, kemampuan(0, 0, 0, 0, 10 * JUTA))
    assert years(out) == {"A~APBD_K": {2019: 10 * JUTA}}
    assert [r["kegiatan_id"] for r in rows_of(out, "sesudah_rencana")] == ["A-OM"]


def test_parts_keep_their_order_and_a_pair_stands_in_one_year():
    rows = [
        kegiatan("A1", setelah=None),
        kegiatan("A2", setelah="A1+1"),
        kegiatan("A3", setelah="A2", penerima_manfaat_kk=900),
        kegiatan("A4", JUTA, setelah="A3="),
    ]
    out = mps(rows, kemampuan(JUTA, JUTA, JUTA, 2 * JUTA, JUTA))
    assert {k: min(v) for k, v in years(out).items()} == {
        "A1~APBD_K": 2015,
        "A2~APBD_K": 2016,
        "A3~APBD_K": 2018,
        "A4~APBD_K": 2018,
    }


def test_what_follows_an_activity_that_waits_waits_too():
    out = mps([kegiatan("A1", 9 * JUTA), kegiatan("A2", setelah="A1")], kemampuan(2 * JUTA))
    assert waiting(out)["A2"] == "Langkah yang mendahului tidak tertampung: A1."


def test_other_sources_are_used_only_where_their_ceiling_is_known():
    rows = [
        kegiatan("A", sumber_boleh="APBD_K;APBN"),
        kegiatan("B", sumber_boleh="APBN"),
        kegiatan("C", sumber_boleh="CSR"),
    ]
    unknown = mps(rows, kemampuan(0))
    assert waiting(unknown)["B"] == "Pagu sumber dana yang boleh belum diketahui: APBN."
    assert waiting(unknown)["C"] == "Tidak ada sumber dana yang boleh tanpa perjanjian: C."
    assert waiting(unknown)["A"].endswith("pemeliharaannya; pagu APBN belum diketahui.")
    pagu = [{"sumber_dana": "APBN", "tahun": 2017, "pagu_rp": 2 * JUTA}]
    known = mps(rows, kemampuan(0), pagu=pagu)
    assert years(known) == {"A~APBN": {2017: JUTA}, "B~APBN": {2017: JUTA}}


def test_stated_shares_are_the_only_source_set_and_split_to_the_rupiah():
    shares = [
        {"kegiatan_id": "A", "sumber_dana": s, "share": Fraction(1, 3), "is_indikasi": 0}
        for s in ("APBD_K", "APBD_P", "APBN")
    ]
    pagu = [{"sumber_dana": s, "tahun": t, "pagu_rp": JUTA} for s in ("APBD_P", "APBN") for t in range(2015, 2020)]
    out = mps([kegiatan("A", 1_000_000)], kemampuan(JUTA), ssk={"kegiatan_sumber": shares}, pagu=pagu)
    assert years(out) == {"A~APBD_K": {2015: 333_334}, "A~APBD_P": {2015: 333_333}, "A~APBN": {2015: 333_333}}


def test_documents_delay_condition_or_stop_an_activity():
    ada = {"status": "ada", "tanggal": "2016-03-01"}
    kesiapan = [{"kegiatan_id": "B", "kriteria": "lahan", **ada}]
    rows = [
        kegiatan("A1", dokumen_buat="ded"),
        kegiatan("A2", dokumen_perlu="ded", setelah="A1"),
        kegiatan("B", dokumen_perlu="lahan"),
        kegiatan("C", dokumen_perlu="lahan;fs"),
    ]
    out = mps(rows, kemampuan(9 * JUTA), kesiapan=kesiapan)
    assert {k: min(v) for k, v in years(out).items()} == {"A1~APBD_K": 2015, "A2~APBD_K": 2016, "B~APBD_K": 2017}
    assert "studi kelayakan, lahan" in waiting(out)["C"]
    bersyarat = {r["kegiatan_id"]: r["alasan"] for r in rows_of(out, "baris")}
    assert bersyarat["A2"] == "Bersyarat: DED dibuat oleh langkah sebelumnya."


def test_documents_that_nobody_submitted_are_unknown_not_missing():
    out = mps([kegiatan("C", dokumen_perlu="lahan")], kemampuan(9 * JUTA))
    assert years(out) == {"C~APBD_K": {2015: JUTA}}


def test_lines_of_one_total_say_so_and_name_the_data_that_would_part_them():
    """A and B serve the same desa and 100 KK each; C serves 50. Pro-poor and the votes of the Pokja are absent.

    Present: penerima (30) and mendesak (25), 55 % of the weight. Quartile cuts of 50, 100, 100 are 75, 100, 100: A
    and B score 2, C scores 1; all have class 3. Totals (30*2 + 25*3)/55 twice and (30*1 + 25*3)/55.
    """
    out = mps([kegiatan("A"), kegiatan("B"), kegiatan("C", penerima_manfaat_kk=50)])
    rows = {r["kegiatan_id"]: r for r in rows_of(out, "prioritas")}
    assert {k: (r["total"], r["n_seri"]) for k, r in rows.items()} == {
        "A": (Fraction(135, 55), 2),
        "B": (Fraction(135, 55), 2),
        "C": (Fraction(105, 55), 1),
    }
    assert {r["kriteria_kosong"] for r in rows.values()} == {"persepsi_pokja;pro_poor"}
    assert [r["urutan"] for r in rows.values()] == [1, 2, 3]


def test_a_contract_stands_even_where_the_money_does_not():
    kontrak = [{"kontrak_id": "K1", "kegiatan_id": "A"}]
    out = mps([kegiatan("A", 5 * JUTA), kegiatan("B")], kemampuan(JUTA), kontrak=kontrak)
    assert years(out) == {"A~APBD_K": {2015: 5 * JUTA}, "B~APBD_K": {2016: JUTA}}


@pytest.mark.parametrize(("komitmen_rp", "status"), [(JUTA, "committed"), (JUTA - 1, "sebagian"), (None, "indikatif")])
def test_a_line_is_committed_when_every_year_is_covered(komitmen_rp, status):
    baris = [
        {"kegiatan_id": "A", "sumber_dana": "APBD_K", "tahun": 2015, "komitmen_rp": komitmen_rp, "status": "committed"}
    ]
    out = mps([kegiatan("A")], kemampuan(JUTA), komitmen_baris=baris)
    assert [r["status"] for r in rows_of(out, "baris")] == [status]


def test_without_a_known_capability_everything_is_an_indication():
    rows = [kegiatan(f"A{i}", penerima_manfaat_kk=1000 - i, sumber_boleh="APBN;APBD_K") for i in range(5)]
    rows += [kegiatan("Z1", tahun=2018, penerima_manfaat_kk=1), kegiatan("Z2", setelah="Z1+1", penerima_manfaat_kk=1)]
    rows += [
        kegiatan("Z3", setelah="Z2+1", penerima_manfaat_kk=1),
        kegiatan("Z4", setelah="Z2+1;Z3+1", penerima_manfaat_kk=1),
    ]
    out = mps(rows)
    starts = {r["kegiatan_id"]: r["tahun_mulai"] for r in rows_of(out, "baris")}
    assert starts == {"A0": 2015, "A1": 2015, "A2": 2016, "A3": 2016, "A4": 2017, "Z1": 2018, "Z2": 2019}
    assert [r["kegiatan_id"] for r in rows_of(out, "sesudah_rencana")] == ["Z3", "Z4"]
    assert {r["status"] for r in rows_of(out, "baris")} == {"indikatif"}
    assert {r["sumber_dana"] for r in rows_of(out, "baris") if str(r["kegiatan_id"]).startswith("A")} == {"APBN"}


def test_a_package_with_lags_starts_early_enough_to_end_inside_the_plan():
    rows = [kegiatan("A", penerima_manfaat_kk=999)]
    chain = [("B1", None), ("B2", "B1+1"), ("B3", "B2+1")]
    rows += [kegiatan(n, setelah=s, program_id="AL-P-B", penerima_manfaat_kk=1) for n, s in chain]
    starts = {r["kegiatan_id"]: r["tahun_mulai"] for r in rows_of(mps(rows), "baris")}
    assert starts == {"A": 2015, "B1": 2016, "B2": 2017, "B3": 2018}


def test_unknown_cost_is_unknown_not_nothing():
    out = mps([kegiatan("A", None)], kemampuan(JUTA))
    [row] = rows_of(out, "baris")
    assert (row["status"], row["jumlah_rp"], row["alasan"]) == (
        "daftar_tunggu", None, "Volume atau biaya belum diketahui.",
    )  # fmt: skip


def test_no_lines_in_the_ssk_give_no_lines_here_and_that_is_said():
    out = mps([])
    assert out.summary["lines"] == 0
    assert "tidak memuat kegiatan" in out.summary["catatan"]


def test_a_human_score_without_a_reason_is_ignored_and_reported():
    votes = [
        {"kegiatan_id": "A", "kriteria": "persepsi_pokja", "penilai": p, "skor": s, "alasan": None}
        for p, s in (("Bappeda", 2), ("Dinkes", 3))
    ]
    votes += [
        {"kegiatan_id": "A", "kriteria": "pro_poor", "penilai": None, "skor": 4, "alasan": "sensus keluarga miskin"}
        | {"ba_id": "BA-1"},
        {"kegiatan_id": "A", "kriteria": "permasalahan_mendesak", "penilai": None, "skor": 1, "alasan": None},
    ]
    area = [{"kode_desa": DESA, "komponen": "AL", "skor_akhir": 3}]
    out = mps([kegiatan("A")], data={"area": area}, skor_prioritas=votes)
    [row] = rows_of(out, "prioritas")
    assert (row["skor_persepsi_pokja"], row["skor_pro_poor"], row["skor_permasalahan_mendesak"]) == (3, 4, 3)
    assert [(f.rule, f.severity, f.row) for f in out.findings] == [
        ("mps.human_score_without_reason", "warning", "A|permasalahan_mendesak|")
    ]
