"""The Buku Putih in full: every numbered part is filled or absent with its reason, in every edition."""

from __future__ import annotations

import re
from fractions import Fraction

import pytest

from reports.blocks import Chart, Document, Notice, Table
from reports.documents import buku_putih as lay_out
from schemas.findings import Finding
from tasks.documents.buku_putih import dokumen as buku_putih
from tasks.documents.units import STEP_BUKU_PUTIH
from tests.unit.documents import bahan
from tests.unit.documents.bahan_lengkap import DESA, made, tables
from tests.unit.documents.periksa import Page

STEM = f"angka_bp/2013/{bahan.KAB}"
BARE = {("validation", "wilayah"): bahan.wilayah(), ("intake", "daftar_wilayah"): bahan.listed()}
LISTED = "Tabel, gambar, dan peta edisi ini"
OUTLINE = {
    *(f"Tabel 2.{n}" for n in range(1, 13)),
    *(f"Tabel 3.{n}" for n in range(1, 39)),
    *(f"Tabel 5.{n}" for n in range(1, 14)),
    *(f"Gambar 3.{n}" for n in range(1, 5)),
    *("Peta 2.1", "Peta 2.2", "Peta 3.1", "Peta 5.1", "Peta 5.2", "Peta 5.3"),
}


def tree(given: bahan.Tables, year: int = 2013) -> Document:
    return lay_out(buku_putih.facts(bahan.inputs_for(STEP_BUKU_PUTIH, year, given))[0])


def text_of(year: int = 2013, findings: tuple[Finding, ...] = ()) -> str:
    return bahan.html(made(tables(), year, findings))


def page_of(year: int = 2013) -> Page:
    return Page(text_of(year))


def number(name: str) -> object:
    (_, rows) = made(tables()).tables["angka_bp"]
    return next(r["nilai"] for r in rows if r["nama"] == name)


@pytest.mark.parametrize("given", [tables(), bahan.buku_putih_tables(), BARE], ids=["full", "partial", "bare"])
def test_every_numbered_part_of_the_outline_is_filled_or_absent_with_a_reason(given: bahan.Tables) -> None:
    (listed,) = [b for b in tree(given).blocks if isinstance(b, Table) and b.caption == LISTED]
    lines = [line.cells for line in listed.lines]
    names = [str(cells[0]) for cells in lines]
    assert set(names) >= OUTLINE
    assert len(names) == len(set(names))
    assert all(cells[3] for cells in lines)


def test_the_full_submission_leaves_only_maps_and_pdrb_and_what_it_does_not_have() -> None:
    absent = {f"{b.label} {b.number}" for b in tree(tables()).blocks if isinstance(b, Notice) and b.kind == "absent"}
    assert {n for n in absent if n.startswith("Tabel 2")} == {"Tabel 2.9"}
    # No kecamatan of this small district has all its shares.
    assert {n for n in absent if n.startswith("Gambar")} == {"Gambar 3.6", "Gambar 3.7"}


def test_what_the_pokja_declared_absent_is_said_where_the_table_would_be() -> None:
    assert "Pokja: PDRB belum diterbitkan BPS" in text_of()


def test_projection_uses_the_printed_rate_and_adds_up() -> None:
    base = Fraction(4000 * 3 + 2012 * 2)
    page = page_of()
    assert page.text_of[f"{STEM}/penduduk.99.01.01.laju_pct"].startswith("2,50")
    assert number("proyeksi.2014.99.01.01.penduduk_jiwa") == round(base * Fraction(1025, 1000) ** 2)
    total = number(f"proyeksi.2017.{bahan.KAB}.penduduk_jiwa")
    assert total == sum(Fraction(str(number(f"proyeksi.2017.{k}.penduduk_jiwa"))) for k in ("99.01.01", "99.01.02"))
    assert "Rumus: Pₜ = P₀ × (1 + r)ᵗ" in text_of()


def test_without_rates_the_years_submitted_give_the_growth() -> None:
    given = tables() | {("validation", "penduduk"): bahan.penduduk()}
    (_, rows) = made(given).tables["angka_bp"]
    found = {r["nama"]: r["nilai"] for r in rows}
    assert found["penduduk.99.01.01.laju_rata_pct"] == Fraction(1, 100)
    assert found["proyeksi.2013.99.01.01.penduduk_jiwa"] == 16026


def test_without_rates_and_years_there_is_no_projection_and_the_reason_is_said() -> None:
    given = tables() | {("validation", "penduduk"): [r for r in bahan.penduduk() if r["tahun"] == 2012]}
    text = bahan.html(made(given))
    assert "Tabel 2.4 Jumlah penduduk, rumah tangga, dan kepadatan saat ini dan proyeksinya: tidak terisi." in text
    assert "Laju pertumbuhan tidak diserahkan" in text


def test_money_grows_and_is_spread_over_the_people_of_its_year() -> None:
    page = page_of()
    assert page.text_of[f"{STEM}/keuangan.apbd_total_rp.tumbuh_pct"] == "10,0"
    people = Fraction(str(number(f"penduduk.2012.{bahan.KAB}.penduduk_jiwa")))
    assert number("keuangan.2012.per_kapita_rp") == Fraction(1100 * 10**4) / people
    assert page.text_of[f"{STEM}/keuangan.2013.per_kapita_rp"] == "–"
    assert page.text_of[f"{STEM}/keuangan.2011.bagian_apbd_pct"] == "1,00"


def test_schools_by_level_and_pupils_per_toilet() -> None:
    page = page_of()
    assert page.text_of[f"{STEM}/sekolah.{bahan.KAB}.jumlah"] == "2"
    assert page.text_of[f"{STEM}/sanitasi_sekolah.j0.siswa_per_toilet"] == "50"
    assert page.text_of[f"{STEM}/sanitasi_sekolah.j1.siswa_per_toilet"] == "–"


def test_an_actor_without_a_subsector_is_in_every_one_and_government_is_no_provider() -> None:
    blocks = {(b.caption): b for b in tree(tables()).blocks if isinstance(b, Table)}
    assert {line.cells[0] for line in blocks["Peta pemangku kepentingan persampahan"].lines} == {
        "Dinas PU",
        "CV Bersih",
    }
    assert [line.cells[0] for line in blocks["Penyedia layanan persampahan"].lines] == ["CV Bersih"]
    assert [line.cells[0] for line in blocks["Peta pemangku kepentingan air limbah domestik"].lines] == ["Dinas PU"]


def test_charts_call_yes_what_their_title_says() -> None:
    charts = {b.number: b for b in tree(tables()).blocks if isinstance(b, Chart)}
    shown = {n: [(bar.yes.value, bar.no.value) for bar in charts[n].bars][-1] for n in ("3.1", "3.2", "3.3", "3.4")}
    assert shown == {"3.1": (18, 82), "3.2": (40, 60), "3.3": (15, 85), "3.4": (4, 96)}
    assert "ya <data" in text_of()


def test_zeros_of_a_stratum_without_answers_are_named_as_no_values() -> None:
    assert "Tanpa jawaban yang sah, nolnya bukan nilai: 3.2 pada strata 0." in text_of()


def test_index_per_stratum_and_per_desa_with_its_own_words() -> None:
    page, text = page_of(), text_of()
    assert page.text_of[f"irs/2013/{DESA[1]}/total#nilai"].startswith("150,00")
    assert f'<td class="k k3" id="irs/2013/{DESA[2]}/total#skor">3 berisiko tinggi</td>' in text
    assert "Kelas IRS: 1 kurang berisiko; 2 berisiko sedang;" in text
    assert page.text_of[f"irs/2013/{DESA[3]}/total#nilai"] == "–"


def test_firm_and_contested_classes() -> None:
    text = text_of()
    assert re.search(r">97</td><td class=\"t\">kukuh</td>", text)
    assert re.search(r">61</td><td class=\"t\">diperdebatkan, dapat menjadi 2</td>", text)


FINDINGS = (
    *(Finding("X", "error", f"Salah {i}.", "keuangan", str(2009 + i), "apbd_total_rp") for i in range(4)),
    Finding("X", "warning", "Periksa.", "keuangan", "2011", "retribusi_ps_rp"),
    Finding("X", "error", "Tabel ragu.", "penduduk", "", ""),
    Finding("X", "error", "Rumah salah.", "penduduk", f"{DESA[0]}|2012", "rumah"),
)


def test_findings_stand_below_the_tables_that_they_touch_and_no_others() -> None:
    document = lay_out(buku_putih.facts(_with(FINDINGS))[0])
    said = {b.number: b.findings for b in document.blocks if isinstance(b, Table)}
    assert said["2.5"] == (
        "Temuan pemeriksaan atas data tabel ini: 4 salah.",
        "Salah 0. (tabel Keuangan, kolom APBD (Rp))",
        "Salah 1. (tabel Keuangan, kolom APBD (Rp))",
        "Salah 2. (tabel Keuangan, kolom APBD (Rp))",
        "dan 1 lainnya; selengkapnya pada halaman temuan.",
    )
    assert said["2.8"] == ("Temuan pemeriksaan atas data tabel ini: 1 peringatan.",)
    assert said["2.3"] == ("Temuan pemeriksaan atas data tabel ini: 1 salah.", "Tabel ragu.")
    assert said["2.2"] == ()


def test_a_finding_is_said_once_and_later_tables_name_the_first() -> None:
    document = lay_out(buku_putih.facts(_with(FINDINGS))[0])
    said = {b.number: b.findings for b in document.blocks if isinstance(b, Table)}
    assert said["2.12"][1:] == (
        "Desa 1: Rumah salah. (tabel Penduduk, kolom Jumlah Rumah)",
        "Temuan lain atas data ini disebut di bawah Tabel 2.3.",
    )
    told = [text for findings in said.values() for text in findings if "ragu" in text]
    assert told == ["Tabel ragu."]


def _with(findings: tuple[Finding, ...]) -> object:
    inputs = bahan.inputs_for(STEP_BUKU_PUTIH, 2013, tables())
    inputs.findings = findings
    return inputs


def test_a_document_changes_with_the_findings() -> None:
    assert STEP_BUKU_PUTIH.findings_of == ("validation",)
    assert text_of() != text_of(findings=FINDINGS)


def test_from_2016_it_is_chapter_2_of_the_ssk_with_its_own_numbers() -> None:
    document = tree(tables(), 2017)
    assert (document.title, document.subtitle) == (
        "Strategi Sanitasi Kabupaten/Kota",
        "Bab 2 Profil Sanitasi Saat Ini",
    )
    numbers = [b.number for b in document.blocks if isinstance(b, Table) and b.number[0] == "2"]
    assert numbers == sorted(numbers, key=lambda n: int(n.split(".")[1]))
    assert len(set(numbers)) == len(numbers)
    text = text_of(2017)
    assert '<h4 id="bab-2-1-4"><span class="no">2.1.4</span> Tata ruang wilayah</h4>' in text
    assert "skor umum" not in text


def test_words_of_the_pokja_follow_the_numbers_of_the_edition() -> None:
    given = tables()
    given["validation", "narasi"] = [{"dokumen": "bp", "bagian": "2.1.4", "teks": "Tata ruang menurut RTRW."}]
    text = bahan.html(made(given, 2017))
    assert "Tata ruang menurut RTRW." in text.split('id="bab-2-1-4"')[1].split("<h4")[0]
    assert "Tata ruang menurut RTRW." not in bahan.html(made(given, 2013))


def test_tiles_name_desa_and_class_without_colour() -> None:
    text = text_of()
    assert re.search(r'<li class="u4"[^>]*><b><abbr title="amat tinggi">4</abbr></b> <span>Desa 1', text)
    assert re.search(r'<li class="u0"[^>]*><b><abbr title="tidak diketahui">–</abbr></b> <span>Desa 4', text)
