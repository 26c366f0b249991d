"""Households to be added per desa (catalogue.md section 2)."""

from __future__ import annotations

from fractions import Fraction

from tasks.ssk.fakta import Desa
from tasks.ssk.tahapan.tambahan import Tidak, kk_tambah, total_of

HIGH = (3, 4)


def desa(number, gap, kelas=4):
    babs = None if gap is None else gap
    return Desa(f"15.07.01.200{number}", kk_babs=babs, kk_tidak_layak=0, kelas_al=kelas)


def phase(tambahan, sistem="A2"):
    return [{"komponen": "AL", "sistem": sistem, "tambahan_kk": tambahan}]


def added(members, layanan=(), outcome="ONSITE_KOMUNAL"):
    found = kk_tambah({outcome: members}, list(layanan), HIGH)
    return [found[d.kode].alasan if isinstance(found[d.kode], Tidak) else found[d.kode] for d in members]


def test_without_phases_the_gap_of_desa_at_risk():
    assert added([desa(1, 47), desa(2, 47, 3), desa(3, 47, 2), desa(4, 0)]) == [47, 47, 0, 0]


def test_an_unknown_gap_or_class_is_never_zero():
    assert added([desa(1, None)]) == ["kk_babs atau kk_jamban_tidak_layak tidak diketahui"]
    assert added([desa(1, None, 1)]) == [0]
    assert added([desa(1, 5, None)]) == ["kelas risiko AL tidak diketahui"]
    assert added([desa(1, 0, None)]) == [0]


def test_with_phases_the_households_to_be_added_are_spread_by_gap():
    assert added([desa(1, 10), desa(2, 10), desa(3, 20, 1)], phase(Fraction("9.5"))) == [3, 2, 5]


def test_the_row_of_the_outcome_decides():
    assert added([desa(1, 10)], phase(Fraction(7), "A1"), "ONSITE_INDIVIDUAL") == [7]
    assert added([desa(1, 10)], phase(Fraction(7), "B1"), "OFFSITE_KAWASAN") == [7]
    assert added([desa(1, 10)], phase(Fraction(7), "B2"), "OFFSITE_TERPUSAT") == [7]
    assert added([desa(1, 10)], phase(Fraction(7), "A1")) == ["tambahan baris A2 dalam tahapan tidak diketahui"]
    assert added([desa(1, 10)], phase(None)) == ["tambahan baris A2 dalam tahapan tidak diketahui"]


def test_phases_of_another_komponen_are_no_phases_of_wastewater():
    assert added([desa(1, 10)], [{"komponen": "PS", "sistem": "L", "tambahan_kk": Fraction(3)}]) == [10]


def test_a_desa_of_unknown_gap_takes_no_part_in_the_spread():
    parts = added([desa(1, 10), desa(2, None)], phase(Fraction(8)))
    assert parts == [8, "kk_babs atau kk_jamban_tidak_layak tidak diketahui"]
    assert added([desa(1, 0)], phase(Fraction(8))) == ["tidak ada kk_gap sebagai dasar pembagian tambahan"]
    assert added([desa(1, 0)], phase(Fraction(0))) == [0]


def test_the_sum_of_a_zone_needs_every_part():
    members = [desa(1, 10), desa(2, 5), desa(3, None)]
    found = kk_tambah({"OFFSITE_KAWASAN": members}, [], HIGH)
    assert total_of(members[:2], found) == 15
    assert total_of(members, found) == Tidak("kk_babs atau kk_jamban_tidak_layak tidak diketahui (1 desa)")
