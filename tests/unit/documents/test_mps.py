"""What the MPS says: the pin, priorities, recaps without waiting lines, the waiting list."""

from __future__ import annotations

from tasks.documents.units import STEP_MPS, STEP_SSK
from tests.unit.documents import bahan
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
    assert page.text_of[f"{stem}#skor_pro_poor"] == "–"


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
