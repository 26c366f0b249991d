"""Which lines a change reaches, over edges alone."""

from __future__ import annotations

from tasks.lineage.records.pins import Change, affected

SSK = "ssk/2013/99.01"
EDGES = {
    "mps/2014/99.01/A~APBD_K": ("r", [f"{SSK}/A", "prioritas/2014/99.01/A", "kemampuan/2013/99.01/2015"]),
    "mps/2014/99.01/B~APBN": ("r", [f"{SSK}/B", "prioritas/2014/99.01/B"]),
    "prioritas/2014/99.01/A": ("r", [f"{SSK}/A#penerima_manfaat_kk", "area/2013/99.01.01.2001/AL", "agg/2014/99.01/q"]),
    "prioritas/2014/99.01/B": ("r", ["area/2013/99.01.01.2002/AL", "agg/2014/99.01/q"]),
    "agg/2014/99.01/q": ("r", [f"{SSK}/*#penerima_manfaat_kk"]),
}
LINES = [ref for ref in EDGES if ref.startswith("mps/")]


def reached(ref: str, column: str, kegiatan: str = "") -> dict[str, tuple[int, tuple[str, ...]]]:
    change = Change(f"{ref}#{column}" if column else ref, column, "1", "2", kegiatan)
    found = affected(LINES, EDGES, [change])
    return {a.line.split("/")[-1]: (len(a.changes), tuple(t.split("/")[-1] for t in a.through)) for a in found}


def test_a_column_of_an_activity_reaches_its_own_line():
    assert reached(f"{SSK}/A", "vol_1") == {"A~APBD_K": (1, ())}


def test_a_class_reaches_the_lines_that_answer_the_area():
    assert reached("area/2013/99.01.01.2002/AL", "skor_akhir") == {"B~APBN": (1, ())}


def test_a_member_of_an_aggregate_reaches_the_others_only_through_it():
    assert reached(f"{SSK}/A", "penerima_manfaat_kk") == {"A~APBD_K": (1, ("q",)), "B~APBN": (0, ("q",))}


def test_a_capability_reaches_the_lines_paid_in_its_year():
    assert reached("kemampuan/2013/99.01/2015", "mampu_rp") == {"A~APBD_K": (1, ())}
    assert reached("kemampuan/2013/99.01/2016", "mampu_rp") == {}


def test_a_row_that_belongs_to_an_activity_reaches_its_lines_without_an_edge():
    assert reached("kegiatan_sumber/2013/99.01/B~APBN", "share", "B") == {"B~APBN": (1, ())}


def test_an_activity_that_left_reaches_its_lines_and_everything_that_measured_it():
    assert reached(f"{SSK}/B", "", "B") == {"A~APBD_K": (0, ("q",)), "B~APBN": (1, ("q",))}


def test_what_only_the_document_prints_reaches_no_line():
    assert reached("layanan/2013/99.01/AL~A1", "pendek") == {}
