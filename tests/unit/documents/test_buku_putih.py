"""What the Buku Putih says about the small district."""

from __future__ import annotations

from fractions import Fraction

from tasks.documents.units import STEP_BUKU_PUTIH
from tests.unit.documents import bahan
from tests.unit.documents.periksa import Page

STEM = f"angka_bp/2013/{bahan.KAB}"


def made():
    return bahan.run(STEP_BUKU_PUTIH, 2013, bahan.buku_putih_tables())


def number(name: str) -> dict[str, object]:
    (_, rows) = made().tables["angka_bp"]
    return next(r for r in rows if r["nama"] == name)


def test_area_adds_up_and_a_gap_makes_the_sum_partial_and_its_share_unknown() -> None:
    page = Page(bahan.html(made()))
    assert page.text_of[f"{STEM}/wilayah.99.01.luas_adm_ha"] == "12.345,00"
    assert page.text_of[f"{STEM}/wilayah.99.01.01.luas_terbangun_ha"] == "100,00*"
    assert page.text_of[f"{STEM}/wilayah.99.01.01.terbangun_pct"] == "–"
    assert page.text_of[f"{STEM}/wilayah.99.01.02.luas_pct"] == "70,00"
    assert number("wilayah.99.01.01.luas_terbangun_ha")["is_sebagian"] == 1


def test_a_desa_without_a_row_is_unknown_and_not_zero() -> None:
    page = Page(bahan.html(made()))
    assert page.text_of[f"{STEM}/air_limbah.99.01.02.kk_babs"] == "–"
    assert page.text_of[f"{STEM}/air_limbah.99.01.01.kk_babs"] == "300"
    assert page.text_of[f"{STEM}/air_limbah.99.01.01.babs_pct"] == "10,0"


def test_years_and_density_per_kecamatan() -> None:
    assert number("penduduk.2012.99.01.01.penduduk_jiwa")["nilai"] == Fraction(4000 * 3 + 2012 * 2)
    assert number("penduduk.2012.99.01.01.kepadatan")["nilai"] == Fraction(16024 * 2, 2469 * 3)


def test_class_is_number_word_and_colour_and_marked_provisional() -> None:
    text = bahan.html(made())
    assert (
        '<td class="k k4" id="area/2013/99.01.01.2001/AL#skor_akhir">4 amat tinggi <abbr title="sementara">(s)</abbr>'
        in text
    )
    assert "tidak ada sumber data untuk PS" in text
    assert "(s) = sementara" in text


def test_absent_tables_are_named_and_the_words_of_the_pokja_are_escaped() -> None:
    text = bahan.html(made())
    assert "Tabel kiriman “Keuangan daerah” belum diserahkan" in text
    assert "Uraian &lt;b&gt;Pokja&lt;/b&gt; &amp; tata ruang." in text
    assert "Kabupaten Rimba &lt;Contoh&gt;" in text
    assert "Bukan untuk dokumen ini" not in text


def test_from_2016_the_method_text_and_labels_change() -> None:
    text = bahan.html(bahan.run(STEP_BUKU_PUTIH, 2017, bahan.buku_putih_tables()))
    assert "hasil kali keduanya" in text
    assert "4 sangat tinggi" in text
