"""Documents, order of parts, ceilings and shares one by one (mps.md sections 5 and 6)."""

from __future__ import annotations

from fractions import Fraction

import pytest

from tasks.mps.alokasi.pagu import ceilings
from tasks.mps.alokasi.simpul import nodes
from tasks.mps.kesiapan.dokumen import documents, readiness
from tasks.mps.langkah import Langkah, before_of, operations, read_steps
from tasks.mps.sumber import source_sets, split, stated_shares
from tasks.mps.units import STEP
from tests.support.kegiatan import JUTA, kegiatan, operasi

ONE = ((("APBD_K", Fraction(1)),),)


def steps(*rows) -> dict[str, Langkah]:
    order = {str(r["kegiatan_id"]): i for i, r in enumerate(rows, start=1)}
    return read_steps(rows, order, lambda row: (ONE, ONE[0]))


@pytest.mark.parametrize(
    ("text", "expected"),
    [("A-1", ("A-1", 0, False)), ("A-1+1", ("A-1", 1, False)), ("A-1=", ("A-1", 0, True))],
)
def test_what_precedes_is_read_with_its_lag(text, expected):
    before = before_of(text)
    assert (before.id, before.lag, before.is_same_year) == expected


@pytest.mark.parametrize(
    ("tanggal", "until", "first"),
    [
        ("2014-12-31", None, 1),
        ("2015-01-01", None, 2),
        ("2014-01-01", "2014-12-31", 1),  # valid on that day still holds
        ("2014-01-01", "2014-12-30", None),
        ("2019-01-01", None, None),
        (None, None, None),
    ],
)
def test_a_document_counts_from_the_year_after_it(tanggal, until, first):
    found = steps(kegiatan("A", dokumen_perlu="fs"))
    row = {"kegiatan_id": "A", "kriteria": "fs", "status": "ada", "tanggal": tanggal, "masa_berlaku": until}
    assert readiness(found["A"], found, documents([row]), 2014).first == first


@pytest.mark.parametrize(
    ("perlu", "kriteria", "ambang", "is_ready"),
    [
        ("amdal|ukl_upl", "ukl_upl", None, True),
        ("amdal_atau_ukl_upl_ambang", "ukl_upl", 1, False),
        ("amdal_atau_ukl_upl_ambang", "amdal", 1, True),
        ("amdal_atau_ukl_upl_ambang", "ukl_upl", 0, True),
        ("amdal_atau_ukl_upl_ambang", "amdal", 0, False),
        ("amdal_atau_ukl_upl_ambang", "ukl_upl", None, True),
    ],
)
def test_one_of_two_documents_may_do(perlu, kriteria, ambang, is_ready):
    found = steps(kegiatan("A", dokumen_perlu=perlu))
    row = {"kegiatan_id": "A", "kriteria": kriteria, "status": "ada", "tanggal": "2013-01-01", "di_atas_ambang": ambang}
    assert (readiness(found["A"], found, documents([row]), 2014).first == 1) is is_ready


def test_a_document_of_the_whole_district_holds_for_each_activity():
    found = steps(kegiatan("A", dokumen_perlu="masterplan"))
    row = {"kegiatan_id": "kabupaten", "kriteria": "masterplan", "status": "ada", "tanggal": "2013-01-01"}
    asked = readiness(found["A"], found, documents([row]), 2014)
    assert (asked.first, asked.used) == (1, ("kabupaten|masterplan",))


def test_the_nearest_step_before_makes_the_missing_document():
    found = steps(
        kegiatan("A1", dokumen_buat="fs"),
        kegiatan("A2", dokumen_buat="fs", setelah="A1"),
        kegiatan("A3", setelah="A2"),
        kegiatan("A4", setelah="A3", dokumen_perlu="fs"),
    )
    asked = readiness(found["A4"], found, {}, 2014)
    assert (asked.first, asked.makers, asked.made, asked.missing) == (1, ("A2",), ("fs",), ())


def test_parts_come_by_priority_but_after_what_precedes_them():
    found = steps(kegiatan("A", setelah="C"), kegiatan("B"), kegiatan("C"))
    assert [n.bagian[0].part[0] for n in nodes(found, {})] == ["B", "C", "A"]


def test_a_cycle_does_not_stop_the_others():
    found = steps(kegiatan("A", setelah="B"), kegiatan("B", setelah="A"), kegiatan("C"))
    assert [n.bagian[0].part[0] for n in nodes(found, {})] == ["C", "A", "B"]


def test_volumes_spread_over_years_keep_pace_with_what_precedes():
    found = steps(
        kegiatan("A", volumes={2014: 1, 2015: 1, 2016: 1, 2017: 1}),
        kegiatan("B", volumes={2015: 5, 2016: 5}, setelah="A"),
    )
    pre = {n.bagian[0].part: dict(n.pre) for n in nodes(found, {})}
    assert pre["B", 0] == {("A", 1): 0}
    assert pre["B", 1] == {("A", 3): 0, ("B", 0): 0}


def test_operation_is_split_over_its_assets_to_the_rupiah():
    found = steps(
        kegiatan("A", 1001, om_pct=Fraction(6)),
        kegiatan("B", 333, om_pct=Fraction(15)),
        operasi("C", "A", 110, **{}) | {"setelah": "A+1;B+1"},
    )
    assert found["C"].is_om
    assert operations(found)["C"].adds == {("A", 0): 60, ("B", 0): 50}


def test_operation_of_nothing_in_the_plan_is_an_activity_like_others():
    found = steps(operasi("C", "Z", 110))
    assert not found["C"].is_om
    assert len(found["C"].bagian) == 3


def test_submitted_ceilings_win_and_a_hole_is_unknown():
    pagu = [
        {"sumber_dana": "APBD_K", "tahun": 2015, "pagu_rp": 5},
        {"sumber_dana": "APBN", "tahun": 2016, "pagu_rp": None},
        {"sumber_dana": "APBN", "tahun": 2030, "pagu_rp": 7},
    ]
    komitmen = [{"sumber_dana": s, "tahun": 2017, "komitmen_rp": 3} for s in ("APBD_K", "APBN")]
    mampu = [{"tahun": t, "mampu_rp": 9} for t in range(2014, 2019)]
    found = ceilings(2014, "99.01", pagu, komitmen, mampu)
    assert found.rp == {("APBD_K", 1): 5, ("APBN", 3): 3, ("APBD_K", 2): 9, ("APBD_K", 3): 9, ("APBD_K", 4): 9}
    assert not found.is_known
    assert found.ref["APBD_K", 2] == "kemampuan/2013/99.01/2016"
    assert found.ref["APBD_K", 1] == "tabel/2014/99.01/pagu/APBD_K~2015#pagu_rp"


def test_agreements_open_csr_and_masy():
    row = kegiatan("A", sumber_boleh="MASY;APBD_K;CSR")
    assert [s[0][0] for s in source_sets(row, {}, ())] == ["APBD_K"]
    assert [s[0][0] for s in source_sets(row, {}, {("A", "CSR")})] == ["APBD_K", "CSR"]


def test_shares_that_do_not_sum_to_one_state_nothing():
    rows = [{"kegiatan_id": "A", "sumber_dana": s, "share": Fraction(1, 3)} for s in ("APBN", "APBD_K")]
    assert stated_shares(rows, ("APBD_K", "APBN")) == {}
    assert stated_shares(rows[:1], ("APBD_K", "APBN")) == {}
    assert stated_shares([{**rows[0], "share": None}], ()) == {"A": (("APBN", Fraction(1)),)}


def test_the_step_reads_only_columns_that_exist():
    for need in STEP.needs:
        assert set(need.columns or ()) <= set(need.table.names), need.table.name


def test_left_over_rupiah_go_in_the_order_of_sources():
    third = Fraction(1, 3)
    assert split(JUTA, (("APBD_K", third), ("APBN", 2 * third))) == [("APBD_K", 333_333), ("APBN", 666_667)]
