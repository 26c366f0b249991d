"""What a score without reason or minutes does to the programme (buku-putih.md section 5.3).

By hand from the catalogue: a desa of class 3 or 4 in AL has a PHBS campaign of Rp 10,000,000, one of class 1 has none.
"""

from __future__ import annotations

from tests.unit.ssk.dunia import district, edges_of, rows_of, run

A, B = "15.07.01.2001", "15.07.01.2002"
NOTE = "diubah Pokja dari skor hitung {} menjadi {} tanpa alasan dan berita acara"


def changed(*scores: tuple[int, int, bool]):
    """A district whose desa have these scores in AL: computed, given, and whether the change has its reason."""
    tables = district(*({"al": given} for _, given, _ in scores))
    for row in tables["area"]:
        hitung, given, is_sound = scores[int(row["kode_desa"][-1]) - 1]
        is_al = row["komponen"] == "AL"
        row["skor_hitung"] = hitung if is_al else row["skor_akhir"]
        row["belum_beralasan"] = NOTE.format(hitung, given) if is_al and hitung != given and not is_sound else None
    return run(tables)


def test_a_class_that_was_lowered_without_reason_names_the_lines_that_are_missing_for_it():
    out = changed((4, 1, False), (4, 4, True))
    found = rows_of(out, "akibat_skor")
    campaign = found[f"PH-PHBS-01-{A}"]
    assert (campaign["akibat"], campaign["jumlah_rp"], campaign["jumlah_hitung_rp"]) == ("hilang", None, 10_000_000)
    assert campaign["area"] == f"{A}/AL"
    assert campaign["catatan"] == f"Tidak ada karena skor {A} AL ({NOTE.format(4, 1)})."
    assert not [r for r in found.values() if r["area"] == f"{B}/AL"]


def test_a_class_that_was_raised_names_the_lines_that_are_there_only_for_it():
    found = rows_of(changed((1, 4, False), (1, 1, True)), "akibat_skor")
    only = {name for name, r in found.items() if r["akibat"] == "hanya_karena"}
    assert any(name.endswith(f"-PHBS-01-{A}") for name in only)
    assert all(r["jumlah_hitung_rp"] is None for name, r in found.items() if name in only)


def test_a_change_with_its_reason_or_without_effect_on_the_class_says_nothing():
    assert rows_of(changed((4, 1, True), (4, 4, True)), "akibat_skor") == {}
    assert rows_of(changed((4, 4, False), (1, 1, False)), "akibat_skor") == {}


def test_the_programme_itself_uses_the_score_as_given_and_the_row_leads_to_it():
    given, computed = changed((4, 1, False), (4, 4, True)), changed((1, 1, True), (4, 4, True))
    assert rows_of(given, "kegiatan") == rows_of(computed, "kegiatan")
    edges = edges_of(given)
    name = next(iter(rows_of(given, "akibat_skor")))
    assert edges[f"akibat_skor/2013/15.07/{name}"] == ["area.change_from", [f"area/2013/{A}/AL#belum_beralasan"]]
