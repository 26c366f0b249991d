"""Region codes are accepted with their name, repaired where nothing is guessed, else refused with the reason."""

from __future__ import annotations

import pytest

from tasks.intake.grids.grid import BARE_FORMULA, DATE, NUMBER, Cell
from tasks.intake.regions.codes import KEMENDAGRI, KODE_BPS, Resolver
from tasks.intake.regions.slice import Slice

# Two districts whose numbers are swapped between the two systems, as in Jambi.
TIMUR = Slice(
    "15.07",
    "uji",
    upper={
        "15": "Jambi",
        "15.06": "Kabupaten Tanjung Barat",
        "15.07": "Kabupaten Tanjung Timur",
        "15.71": "Kota Jambi",
    },
    kecamatan={"15.07.01": "Muara Sabak", "15.07.02": "Nipah"},
    desa={
        "15.07.01.1010": "Muara Ilir",
        "15.07.01.2002": "Suka Maju",
        "15.07.02.2001": "Suka Maju",
        "15.07.02.2010": "Simpang",
    },
    retired={"15.07.01.2009": (("2016", "Lama"), ("2018", "Lama"))},
    bridge={"15": "15", "1506": "15.07", "1507": "15.06", "1506010": "15.07.01"},
)


def read(text: str, desa: str = "", kecamatan: str = "", kind: str = "t", declared: str | None = None, **known: str):
    return Resolver(TIMUR, declared, known).desa(Cell(text, kind), desa, kecamatan)


def test_a_code_is_accepted_with_its_name():
    assert read("15.07.01.1010", "MUARA-ILIR", "Kec. Muara Sabak").code == "15.07.01.1010"
    assert read("15.07.01.1010", "Kelurahan Muara Ilir").code == "15.07.01.1010"
    assert read("15.07.01.1010").code == "15.07.01.1010", "a table may carry the code alone when it is in the list"


@pytest.mark.parametrize(
    ("text", "desa", "kind", "rule", "told"),
    [
        ("15.07.01.101", "", "t", "RG-01", "nol"),
        ("15.0701", "", NUMBER, "RG-01", "angka"),
        ("", "", BARE_FORMULA, "RG-01", "rumus"),
        ("2013-01-11", "", DATE, "RG-07", "tanggal"),
        ("11-Jan", "", "t", "RG-07", "tanggal"),
        ("15.07.01.1010", "Entah", "t", "RG-02", "Muara Ilir"),
        ("15.07.01.1010", "Simpang", "t", "RG-03", "15.07.02.2010"),
        ("15.07.01.2099", "Simpang", "t", "RG-03", "15.07.02.2010"),
        ("15.07.01.2009", "Lama", "t", "RG-06", "2016"),
        ("15.06.01.2001", "", "t", "RG-09", "Tanjung Barat"),
        ("1507010001", "Entah", "t", "RG-04", "Tanjung Barat"),
        ("1507011010", "", "t", "RG-04", "Tanjung Timur"),
        ("", "Suka Maju", "t", "RG-08", "15.07.02.2001"),
    ],
)
def test_a_refused_code_is_named_with_the_reason(text, desa, kind, rule, told):
    reading = read(text, desa, kind=kind)
    assert (reading.code, reading.rule) == (None, rule)
    assert told in reading.message


def test_a_bare_code_is_of_the_only_system_that_fits_code_and_name():
    assert read("1507011010", "Muara Ilir").code == "15.07.01.1010"
    assert read("1507011010", "Muara Ilir", kind=NUMBER).code == "15.07.01.1010"
    assert read("1506010003", "Muara Ilir").code == "15.07.01.1010"
    assert read("1507011010", declared=KEMENDAGRI).code == "15.07.01.1010"


def test_a_declared_statistics_code_goes_through_the_bridge_and_the_exact_name():
    assert read("1506010003", "Suka Maju", declared=KODE_BPS).code == "15.07.01.2002"
    assert read("1506010003", "Simpang", declared=KODE_BPS).rule == "RG-03"
    assert "15.07.02.2010" in read("1506010003", "Simpang", declared=KODE_BPS).message
    assert read("1507010003", "Suka Maju", declared=KODE_BPS).rule == "RG-09", "1507 is the other district there"
    assert read("1506020003", "Simpang", declared=KODE_BPS).rule == "RG-03", "the bridge has no such kecamatan"
    assert read("15.07.01.1010", declared=KODE_BPS).rule == "RG-02"


def test_a_declared_system_forgives_the_spelling_but_not_another_regions_name():
    assert read("15.07.01.1010", "Muara Hilir", declared=KEMENDAGRI).code == "15.07.01.1010"
    assert read("15.07.01.1010", "Muara Hilir", declared=KEMENDAGRI).severity == "warning"
    assert read("15.07.01.1010", "Simpang", declared=KEMENDAGRI).code is None


def test_a_damaged_code_is_repaired_only_for_a_name_unique_in_its_parent():
    repaired = read("15.7.2.201", "Simpang", "Nipah")
    assert (repaired.code, repaired.rule, repaired.severity) == ("15.07.02.2010", "RG-05", "warning")
    assert read("15.7.2.201", "Simpang").rule == "RG-01", "without its kecamatan the name is not unique in a parent"
    assert read("15.7.2.999", "Simpang", "Nipah").rule == "RG-01", "more than zeros is lost"


def test_a_row_without_code_is_found_by_name_inside_its_kecamatan():
    assert read("", "Suka Maju", "NIPAH").code == "15.07.02.2001"
    assert read("", "Suka Maju", "Muara Sabak").code == "15.07.01.2002"
    assert read("", "Simpang", "Muara Sabak").rule == "RG-08"


def test_a_code_that_wilayah_has_proven_needs_no_name():
    assert read("1507011010", **{"1507011010": "15.07.01.1010"}).code == "15.07.01.1010"


def upper(text: str, name: str = "", kind: str = "t", declared: str | None = None):
    return Resolver(TIMUR, declared).upper(Cell(text, kind), name)


def test_district_codes():
    assert upper("15.07").code == "15.07"
    assert upper("15.07", "Kab. Tanjung Timur").code == "15.07"
    assert upper("15.06", "Tanjung Timur").rule == "RG-03"
    assert upper("15.7", kind=NUMBER).rule == "RG-01"
    assert upper("1507", "Tanjung Timur").code == "15.07"
    assert upper("1506", "Tanjung Timur").code == "15.07", "only the statistics code fits this name"
    assert upper("1507").rule == "RG-04"
    assert upper("1507", declared=KODE_BPS).code == "15.06"


def test_a_respondent_number_of_the_statistics_form_must_be_declared():
    assert Resolver(TIMUR).respondent("1506010003101").rule == "RG-10"
    assert Resolver(TIMUR, KODE_BPS).respondent("1506010003101") is None
    assert Resolver(TIMUR).respondent("1507011010101") is None
