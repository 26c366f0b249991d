"""Commitments, gap, conditions of the sources and DAK minimums one by one (mps.md section 5)."""

from __future__ import annotations

from fractions import Fraction

import pytest

from tasks.lineage.units.edges import read_edges
from tests.support.kegiatan import JUTA, kegiatan, kemampuan, mps, rows_of

RICH = kemampuan(10 * JUTA)


def year(out, tahun=2015):
    (row,) = [r for r in rows_of(out, "komitmen_tahun") if r["tahun"] == tahun]
    return row["status"], row["komitmen_rp"], row["kesenjangan_rp"]


def given(rp, status="committed", tahun=2015, sumber="APBD_K"):
    return {"kegiatan_id": "A", "sumber_dana": sumber, "tahun": tahun, "komitmen_rp": rp, "status": status}


@pytest.mark.parametrize(
    ("submitted", "expected"),
    [
        ([], ("indikatif", 0, JUTA)),
        ([given(JUTA)], ("committed", JUTA, 0)),
        ([given(JUTA - 1)], ("sebagian", JUTA - 1, 1)),
        ([given(0)], ("indikatif", 0, JUTA)),
        ([given(JUTA + 1)], ("committed", JUTA, 0)),
        ([given(None)], ("indikatif", None, None)),
        ([given(JUTA, "indicative")], ("indikatif", 0, JUTA)),
        ([given(JUTA, "waiting_list")], ("indikatif", 0, JUTA)),
        ([given(JUTA, None)], ("indikatif", 0, JUTA)),
        ([given(JUTA, tahun=2016)], ("indikatif", 0, JUTA)),
        ([given(JUTA, sumber="APBN")], ("indikatif", 0, JUTA)),
    ],
)
def test_what_counts_as_committed_in_a_year(submitted, expected):
    assert year(mps([kegiatan("A")], RICH, komitmen_baris=submitted)) == expected


def test_one_year_of_a_line_may_be_committed_while_the_line_is_not():
    out = mps([kegiatan("A", volumes={2015: 1, 2016: 2})], RICH, komitmen_baris=[given(JUTA)])
    assert year(out, 2015) == ("committed", JUTA, 0)
    assert year(out, 2016) == ("indikatif", 0, 2 * JUTA)
    assert [r["status"] for r in rows_of(out, "baris")] == ["sebagian"]
    assert [r["jumlah_rp"] for r in rows_of(out, "rekap_sumber_s")] == [JUTA]


def test_a_part_enters_the_signed_totals_with_its_amount_and_the_rest_is_gap():
    """250 of 300 (mps.md section 5): 250 in T5s, T6s and T7s and on the sheet, a gap of 50; a sheet of 249 is short."""
    own = {"komitmen_baris": [given(250)], "bukti": [{"bukti_id": "LK"}]}
    sheet = {"sumber_dana": "APBD_K", "tahun": 2015, "penandatangan": "A", "jabatan": "Bupati Contoh"}
    for amount, left in ((250, 0), (249, -1)):
        signed = {**sheet, "komitmen_rp": amount, "tanggal": "2014-10-15", "bukti_id": "LK"}
        out = mps([kegiatan("A", 300)], RICH, komitmen=[signed], **own)
        assert year(out) == ("sebagian", 250, 50)
        for name in ("rekap_komponen_s", "rekap_sumber_s", "rekap_silang_s"):
            assert [r["jumlah_rp"] for r in rows_of(out, name)] == [250]
        (gap, *_) = rows_of(out, "kesenjangan")
        assert (gap["terkomitmen_rp"], gap["kesenjangan_rp"], gap["sisa_lembar_rp"]) == (250, 50, left)
        (line,) = rows_of(out, "baris")
        assert (line["status"], line["alasan"]) == ("sebagian", "Komitmen baru Rp250 dari Rp300.")
        short = [f for f in out.findings if f.rule == "MP-V50" and f.column == "komitmen_rp" and f.table == "komitmen"]
        assert len(short) == (left < 0)


def test_without_a_capability_nothing_is_committed_and_the_gap_is_unknown():
    out = mps([kegiatan("A")], komitmen_baris=[given(JUTA)])
    assert year(out) == ("indikatif", None, None)
    assert {(r["terkomitmen_rp"], r["kesenjangan_rp"]) for r in rows_of(out, "kesenjangan")} == {(None, None)}
    assert rows_of(out, "rekap_sumber_s") == []


def test_a_sheet_is_held_against_the_committed_lines_of_its_year():
    sheet = [{"sumber_dana": "APBD_K", "tahun": 2015, "komitmen_rp": JUTA - 1}]
    out = mps([kegiatan("A"), kegiatan("B", None)], RICH, komitmen_baris=[given(JUTA)], komitmen=sheet)
    first, second, *_ = rows_of(out, "kesenjangan")
    assert (first["lembar_rp"], first["sisa_lembar_rp"]) == (JUTA - 1, -1)
    assert (second["lembar_rp"], second["sisa_lembar_rp"]) == (None, None)


def test_lines_of_unknown_cost_are_counted_beside_the_need():
    (first, *_) = rows_of(mps([kegiatan("A"), kegiatan("B", None)], RICH), "kesenjangan")
    assert (first["kebutuhan_rp"], first["n_tanpa_biaya"]) == (JUTA, 1)


def test_the_committed_share_is_exact_and_the_minimum_inclusive():
    def share(*rp):
        rows = [kegiatan("A", volumes={2015: 1, 2016: 2})]
        out = mps(rows, RICH, komitmen_baris=[given(v, tahun=2015 + i) for i, v in enumerate(rp)])
        (row,) = rows_of(out, "bagian_komitmen")
        return row["bagian_pct"], row["is_cukup"]

    assert share(JUTA) == (Fraction(100, 3), 0)
    assert share(JUTA, 2 * JUTA) == (100, 1)
    assert share(JUTA, 2 * JUTA - 1)[1] == 0


def conditions(sumber, before=(), own=(), bukti=()):
    def rows(names, column):
        return [{"kegiatan_id": "A", "sumber_dana": sumber, column: n} for n in names]

    column = "perjanjian_id" if sumber in ("CSR", "MASY") else "konsultasi_id"
    pagu = [{"sumber_dana": sumber, "tahun": 2014 + t, "pagu_rp": 9 * JUTA} for t in range(1, 6)]
    out = mps(
        [kegiatan("A", sumber_boleh=sumber)],
        RICH,
        pagu=pagu,
        program_kegiatan=rows(own, column),
        bukti=[{"bukti_id": b} for b in bukti],
        data={"program_kegiatan": rows(before, column)},
    )
    return [(r["syarat"], r["keadaan"], r["bukti_id"]) for r in rows_of(out, "syarat_sumber")]


def test_each_source_asks_for_its_own_evidence():
    assert conditions("APBD_K") == []
    assert conditions("APBN") == [("konsultasi", "belum", None)]
    assert conditions("APBN", before=["K1"]) == [("konsultasi", "tanpa_bukti", "K1")]
    assert conditions("APBD_P", before=["K1"], bukti=["K1"]) == [("konsultasi", "ada", "K1")]
    assert conditions("APBD_P", before=["K1"], own=["K2"], bukti=["K2"]) == [("konsultasi", "ada", "K2")]
    assert conditions("CSR", own=["P1"], bukti=["P1"]) == [("perjanjian", "ada", "P1")]


def test_dak_minimums_follow_the_instruction_of_2014():
    dak = {"tahun": 2015, "reguler_rp": 2_000_000_000, "tambahan_rp": None, "pendamping_tambahan_rp": None}
    dak |= {"pendamping_reguler_rp": 199_999_999, "operasional_rp": None, "pendamping_tahun_lalu_rp": 200_000_000}
    found = {r["syarat"]: (r["minimum_rp"], r["kurang_rp"]) for r in rows_of(mps([], dak=[dak]), "dak_minimum")}
    assert found == {
        "pendamping_reguler_rp": (200_000_000, 1),
        "operasional_rp": (100_000_000, None),
        "pendamping_tahun_lalu_rp": (200_000_000, 1),
    }


def test_a_gap_leads_to_its_lines_their_cells_and_the_sheet():
    sheet = [{"sumber_dana": "APBD_K", "tahun": 2015, "komitmen_rp": JUTA}]
    out = mps([kegiatan("A")], RICH, komitmen_baris=[given(JUTA)], komitmen=sheet)
    edges = read_edges(out.edges.dump())
    assert edges["kesenjangan/2014/99.01/APBD_K~2015"][1] == [
        "komitmen_tahun/2014/99.01/A~APBD_K~2015",
        "tabel/2014/99.01/komitmen/APBD_K~2015#komitmen_rp",
    ]
    assert edges["komitmen_tahun/2014/99.01/A~APBD_K~2015"][1] == [
        "mps/2014/99.01/A~APBD_K#biaya_1_rp",
        "tabel/2014/99.01/komitmen_baris/A~APBD_K~2015#komitmen_rp",
    ]
    assert edges["rekap_sumber_s/2014/99.01/APBD_K"][1] == ["komitmen_tahun/2014/99.01/A~APBD_K~2015"]
    assert edges["bagian_komitmen/2014/99.01/APBD_K"][1][0] == "kesenjangan/2014/99.01/APBD_K~2015"
