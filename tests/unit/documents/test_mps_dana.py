"""Chapter 4 and the sheets of the MPS: need, commitment and gap by source; findings of the step below their tables."""

from __future__ import annotations

from schemas.findings import Finding
from tasks.documents.units import STEP_MPS
from tests.unit.documents import bahan
from tests.unit.documents.periksa import Page
from tests.unit.documents.test_mps import page_text


def test_need_commitment_and_gap_stand_by_source_with_a_sheet_to_sign() -> None:
    text = page_text()
    page = Page(text)
    stem = "kesenjangan/2014/99.01/APBD_K~2015"
    assert page.text_of[f"{stem}#kesenjangan_rp"].startswith("7.500.000")
    assert page.text_of["angka_mps/2014/99.01/kesenjangan.APBD_K.kesenjangan"] == "7.500.000"
    assert "Lembar komitmen APBD kabupaten/kota" in text
    assert "......................" in text
    assert "2015: Komitmen baru sebagian." in text
    assert "Tidak ada baris, pagu, maupun lembar komitmen dari sumber ini." in text


def test_what_the_step_found_stands_below_the_table_it_touches() -> None:
    tables = bahan.mps_tables()
    inputs = bahan.inputs_for(STEP_MPS, 2014, tables)
    says = "Kebutuhan APBD kabupaten/kota melebihi kemampuan."
    inputs.findings = [Finding("MP-V23", "error", says, "kemampuan", "2015", "mampu_rp")]
    (made,) = STEP_MPS.compute([inputs])
    assert says in bahan.html(made)
