"""What the MPS says: the pin, priorities, recaps without waiting lines, the waiting list."""

from __future__ import annotations

from fractions import Fraction

from schemas.facts import Facts
from tasks.documents.mps import dokumen as mps
from tasks.documents.units import STEP_MPS, STEP_SSK
from tests.unit.documents import bahan
from tests.unit.documents.bahan import Tables
from tests.unit.documents.periksa import Page


def page_text() -> str:
    return bahan.html(bahan.run(STEP_MPS, 2014, bahan.mps_tables()))


def test_recaps_leave_waiting_lines_out_and_agree() -> None:
    page = Page(page_text())
    for name in ("rekap_komponen.semua.jumlah_rp", "rekap_sumber.semua.jumlah_rp", "rekap_silang.semua.semua"):
        assert page.text_of[f"angka_mps/2014/99.01/{name}"] == "7.500.000"
    assert page.text_of["mps/2014/99.01/AL-X~APBN#jumlah_rp"] == "60.000.000"


def test_a_provisional_total_shows_its_share_of_weight() -> None:
    page = Page(page_text())
    stem = "prioritas/2014/99.01/AL-KOM-01-99.01.01.2001"
    assert page.text_of[f"{stem}#total"] == "2,36"
    assert page.text_of[f"{stem}#bobot_ada_pct"] == "55"
    assert f"{stem}#skor_pro_poor" not in page.refs
    assert "Tidak diketahui pada semua baris: Skor persepsi, Skor pro-poor." in page_text()


def test_the_ssk_pin_changes_with_the_ssk_only() -> None:
    tables = bahan.mps_tables()
    changed = tables | {("ssk@-1", "program"): [{"program_id": "AL-P-KOM", "komponen": "AL", "nama": "Lain"}]}
    moved = tables | {("validation", "pagu"): [{"sumber_dana": "APBN", "tahun": 2015, "pagu_rp": 1}]}

    def pin(of) -> str:
        text = bahan.html(bahan.run(STEP_MPS, 2014, of))
        return text.split("SSK yang disematkan</dt><dd>")[1][:64]

    assert pin(tables) == pin(moved) != pin(changed)
    assert f"sidik datanya adalah {pin(tables)[:12]}" in page_text()


def test_unknown_capability_says_so_in_both_documents() -> None:
    assert "Semua baris indikatif." in page_text()
    ssk = bahan.html(bahan.run(STEP_SSK, 2013, bahan.ssk_tables()))
    assert "kemampuan pendanaan tidak diketahui dan tidak dibaca sebagai nol" in ssk


def test_nothing_submitted_for_the_year_of_the_mps_is_no_obstacle() -> None:
    text = page_text()
    assert "Tabel kiriman “Pagu indikatif per sumber” belum diserahkan" in text
    assert "dipindah dari 2014" in text


def facts_of(tables: Tables) -> Facts:
    return mps.facts(bahan.inputs_for(STEP_MPS, 2014, tables))[0]


def test_what_two_sources_build_together_counts_once_and_costs_in_all() -> None:
    tables = bahan.mps_tables()
    built = [{**r, "jenis_sub": "k"} for r in tables["ssk@-1", "kegiatan"]]
    first = tables["mps", "baris"][0]
    shared = [first, {**first, "sumber_dana": "APBD_P"}]
    made = facts_of(tables | {("ssk@-1", "kegiatan"): built, ("mps", "baris"): shared})
    (row,) = made.table("prasarana_AL").rows
    assert (row["n"].value, row["vol_1"].value, row["jumlah_rp"].value) == (1, 1, 15_000_000)
    assert len(made.table("fisik_AL").rows) == 2
    assert made.table("nonfisik_AL").rows == ()


def test_the_summary_keeps_the_waiting_list_apart_and_serves_only_with_what_is_placed() -> None:
    tables = bahan.mps_tables()
    serving = [{**r, "is_layanan": 1} for r in tables["ssk@-1", "kegiatan"]]
    made = facts_of(tables | {("ssk@-1", "kegiatan"): serving})
    (row,) = made.table("rangkuman").rows
    found = {c: row[c].value for c in ("n", "jumlah_rp", "n_tunggu", "tunggu_rp", "penerima_kk")}
    assert found == {"n": 1, "jumlah_rp": 7_500_000, "n_tunggu": 1, "tunggu_rp": 60_000_000, "penerima_kk": 1000}


def test_the_first_places_name_one_line_per_package_and_place() -> None:
    tables = bahan.mps_tables()
    scored = tables["mps", "prioritas"][0]
    second = {**scored, "kegiatan_id": tables["ssk@-1", "kegiatan"][1]["kegiatan_id"], "urutan": 2}
    (row,) = facts_of(tables | {("mps", "prioritas"): [second, scored]}).table("terdepan").rows
    assert (row["nama"], row["total"].value) == ("AL komunal", scored["total"])


def test_the_profile_carries_people_and_their_projection() -> None:
    page = Page(page_text())
    assert page.text_of["angka_mps/2014/99.01/penduduk.2012.99.01.penduduk_jiwa"] == "48.048"
    assert "angka_mps/2014/99.01/proyeksi.2013.99.01.penduduk_jiwa" in page.refs
    assert "Perpres 185 Tahun 2014" in page_text()


def firm_tables():
    name = "AL-KOM-01-99.01.01.2001"
    drawn = {"kegiatan_id": name, "komponen": "AL", "n_ulang": 1000, "posisi_komponen": 3, "posisi_akhir_komponen": 4}
    drawn |= {"rank_bawah_komponen": 2, "rank_atas_komponen": 7, "is_pasti_komponen": 0}
    swap = {"tukar_dengan": "AL-X", "tukar_kriteria": "pro_poor", "tukar_poin": Fraction(-25, 7)}
    ready = {"kegiatan_id": name, "komponen": "AL", "wajib": "lahan;amdal|ukl_upl;fs", "status": "bersyarat"}
    ready |= {"ada": "lahan 2013-05-01 s.d. 2016-12-31;ukl_upl 2013-01-02", "dibuat": "fs oleh AL-KOM-09"}
    free = {"kegiatan_id": "AL-X", "komponen": "AL", "status": "tanpa_syarat", "tahun_boleh": 2015}
    step = {"komponen": "AL", "program_id": "AL-P-KOM", "lokasi": "99.01.01.2001"}
    jadwal = [
        {"kegiatan_id": name, **step, "tahap": "S", "tahun_mulai": 2015, "tahun_selesai": 2015},
        {"kegiatan_id": "AL-KOM-02", **step, "tahap": "A", "tahun_mulai": 2016, "tahun_selesai": 2018},
        {"kegiatan_id": "AL-X", **step, "tahap": "A", "tahun_mulai": None, "tahun_selesai": None},
    ]
    return bahan.mps_tables() | {
        ("mps", "rentang_peringkat"): [drawn | swap],
        ("mps", "kesiapan_baris"): [ready, free],
        ("mps", "jadwal"): jadwal,
    }


def test_the_rank_stands_beside_how_firm_it_is_and_what_would_swap_it() -> None:
    page = Page(bahan.html(bahan.run(STEP_MPS, 2014, firm_tables())))
    stem = "rentang_peringkat/2014/99.01/AL-KOM-01-99.01.01.2001"
    shown = [page.text_of[f"{stem}#{c}"] for c in ("posisi_komponen", "rank_bawah_komponen", "rank_atas_komponen")]
    assert shown == ["3", "2", "7"]
    assert page.text_of[f"{stem}#tukar_poin"].replace("\u2212", "-") == "-3,6"
    assert "diperdebatkan; sementara" in bahan.html(bahan.run(STEP_MPS, 2014, firm_tables()))


def test_readiness_names_what_is_held_made_and_missing_of_what_needs_documents() -> None:
    text = bahan.html(bahan.run(STEP_MPS, 2014, firm_tables()))
    in_short, in_full = (table_of(text, name) for name in ("Kesiapan kegiatan yang memerlukan", "Kesiapan per lokasi"))
    assert "lahan 2013-05-01 s.d. 2016-12-31, UKL-UPL 2013-01-02" in in_full
    assert "lahan, AMDAL atau UKL-UPL, FS" in in_short
    assert "bersyarat" in in_short
    for table in (in_short, in_full):
        assert table.count("<tr") == 3  # head, band, and the one line that needs documents


def table_of(text: str, caption: str) -> str:
    table = text[text.rindex(f"</span> {caption}") :]
    return table[: table.index("</table>")]


def test_the_schedule_prints_first_and_last_year_of_each_letter_at_a_place() -> None:
    facts = firm_tables()
    text = bahan.html(bahan.run(STEP_MPS, 2014, facts))
    assert "2016–2018" in text
    alone = facts | {("mps", "jadwal"): facts["mps", "jadwal"][2:]}
    assert "2016–2018" not in bahan.html(bahan.run(STEP_MPS, 2014, alone))
