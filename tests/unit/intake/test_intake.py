"""What the intake of one district gives: typed tables, cells and findings."""

from __future__ import annotations

import io
import re
from decimal import Decimal

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.findings import verdict
from schemas.outputs.intake import DAFTAR_WILAYAH
from tests.support.contoh import examples
from tests.unit.intake.support import KAB, cells, of, regions, rows, take_in, wilayah

DESA = sorted(regions().desa)
A, B, C = DESA[:3]


def penduduk(*lines: str, heading: str = "kode_desa,kk,penduduk_jiwa") -> str:
    return "\n".join([heading, *lines]) + "\n"


def test_a_submission_gives_typed_tables_regions_and_cells():
    outputs = take_in({"wilayah.csv": wilayah(), "penduduk.csv": penduduk(f'{A},"1.234",5000', f"{B},,-")})
    assert rows(outputs, "penduduk")[f"{A}|2012"] == {"kode_desa": A, "tahun": 2012, "kk": 1234, "penduduk_jiwa": 5000}
    assert rows(outputs, "penduduk")[f"{B}|2012"]["kk"] is None
    assert rows(outputs, "wilayah")[A]["luas_adm_ha"] == Decimal(100)
    listed = rows(outputs, DAFTAR_WILAYAH.name)
    assert listed[KAB]["tingkat"] == 2
    assert listed[KAB]["luas_ha"] is not None
    assert listed[A] == {
        "kode": A,
        "tingkat": 4,
        "nama": regions().desa[A],
        "luas_ha": None,
        "edisi": regions().edition,
    }
    (part,) = cells(outputs)["penduduk"]
    assert (part["file"], part["sheet"], part["header"]) == ("penduduk.csv", None, 1)
    assert part["rows"][f"{A}|2012"] == 2
    assert part["columns"] == {"kode_desa": 1, "kk": 2, "penduduk_jiwa": 3}
    assert part["raw"][f"{A}|2012"] == {"kk": "1.234"}
    assert outputs.summary == {
        "tables": {"penduduk": 2, "wilayah": len(DESA)},
        "quarantined": 0,
        "older": {},
        "done": [],
    }
    assert outputs.findings == []


def test_a_desa_of_the_list_that_is_absent_is_one_finding():
    outputs = take_in({"wilayah.csv": wilayah(len(DESA) - 2)})
    assert [(f.row, f.table) for f in of(outputs, "BP-V29")] == [(code, "wilayah") for code in DESA[-2:]]
    assert regions().desa[DESA[-1]] in of(outputs, "BP-V29")[1].message


def test_a_row_without_a_sound_key_is_left_aside_and_named():
    text = penduduk(f"{A},1,2", ",3,4", f"{B},5,6", f"{B},7,8", f"{C},9,9", f"{C},9,9", "99.02.01.2001,1,1")
    outputs = take_in({"wilayah.csv": wilayah(), "penduduk.csv": text})
    assert set(rows(outputs, "penduduk")) == {f"{A}|2012", f"{C}|2012"}
    (part,) = cells(outputs)["penduduk"]
    where = {f.rule: sorted(part["rows"][x.row] for x in of(outputs, f.rule)) for f in outputs.findings}
    assert where == {"TB-03": [3], "BP-V11": [4, 5, 7], "RG-09": [8]}
    (keyless,) = of(outputs, "TB-03")
    assert keyless.row.startswith("|2012~") or keyless.row.startswith("tanpa-kunci~")
    assert part["raw"][keyless.row] == {"kk": "3", "penduduk_jiwa": "4"}
    assert outputs.summary["quarantined"] == 4


def test_totals_notes_and_column_numbers_are_no_data():
    text = (
        "DATA PENDUDUK KABUPATEN\n\nNo,kode_desa,Nama Desa,kk\n(1),(2),(3),(4)\n"
        f"1,{A},{regions().desa[A]},10\n,,JUMLAH KECAMATAN,10\nJumlah,,,10\nSumber: dinas\n"
    )
    outputs = take_in({"wilayah.csv": wilayah(), "penduduk.csv": text})
    assert list(rows(outputs, "penduduk")) == [f"{A}|2012"]
    assert sorted((f.severity, f.value) for f in of(outputs, "TB-07")) == [
        ("advice", "JUMLAH KECAMATAN"),
        ("advice", "Jumlah"),
    ]
    assert {f.rule for f in outputs.findings} == {"TB-07"}


def test_a_merged_header_over_two_rows():
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "1. Penduduk"
    for row in (["LAMPIRAN"], ["Kode Desa", "Penduduk", None, "Rumah"], [None, "Jumlah Jiwa", "Jumlah KK", None]):
        sheet.append(row)
    sheet.merge_cells("B2:C2")
    sheet.append([A, 4000, 1000, 900])
    out = io.BytesIO()
    book.save(out)
    outputs = take_in({"wilayah.csv": wilayah(), f"{KAB}.xlsx": out.getvalue()})
    found = rows(outputs, "penduduk")[f"{A}|2012"]
    assert (found["penduduk_jiwa"], found["kk"], found["rumah"]) == (4000, 1000, 900)
    assert cells(outputs)["penduduk"][0]["header"] == 3


def test_headings_and_sheets_that_nothing_takes_are_named():
    coloured = penduduk(f"{A},1,2,x", heading="kode_desa,kk,penduduk_jiwa,Warna")
    others = {"resep.csv": "gula,garam\n1,2\n", "rt.csv": "1,2\n3,4\n"}
    outputs = take_in({"wilayah.csv": wilayah(), "penduduk.csv": coloured, **others})
    (heading,) = of(outputs, "TB-02")
    assert (heading.table, heading.value, heading.severity) == ("penduduk", "Warna", "warning")
    assert cells(outputs)["penduduk"][0]["columns"]["warna"] == 4
    assert [(f.table, f.severity, f.value) for f in of(outputs, "TB-01")] == [
        ("rt", "error", "1, 2"),
        ("", "warning", "resep.csv"),
    ]


def test_two_files_of_one_table_are_joined_on_the_key():
    a = penduduk(f"{A},10", f"{B},20", heading="kode_desa,kk")
    b = penduduk(f"{A},11,4000", f"{B},20,8000", heading="kode_desa,kk,penduduk_jiwa")
    outputs = take_in({"wilayah.csv": wilayah(), "lama/penduduk.csv": a, "penduduk.csv": b})
    found = rows(outputs, "penduduk")
    assert (found[f"{A}|2012"]["kk"], found[f"{A}|2012"]["penduduk_jiwa"]) == (None, 4000)
    assert found[f"{B}|2012"]["kk"] == 20
    (finding,) = of(outputs, "TB-06")
    assert (finding.row, finding.column, finding.value) == (f"{A}|2012", "kk", "10 | 11")


def test_per_table_the_newest_receipt_wins_whole():
    first = {"wilayah.csv": wilayah(), "penduduk.csv": penduduk(f"{A},1,1", f"{B},2,2"), "rusak.pdf": "x"}
    second = {"penduduk.csv": penduduk(f"{A},9,9")}
    outputs = take_in(first, second)
    assert {k: r["kk"] for k, r in rows(outputs, "penduduk").items()} == {f"{A}|2012": 9}
    assert len(rows(outputs, "wilayah")) == len(DESA)
    assert [f.value for f in of(outputs, "TB-09")] == ["rusak.pdf"], "still not mended"
    assert of(take_in(first, second, {"wilayah.csv": wilayah()}), "TB-09") == [], "a new wilayah begins anew"


def test_info_tells_the_unit_of_money_and_the_base_year():
    files = {
        "wilayah.csv": wilayah(),
        "info.csv": f"kode_kab,tahun_dasar,satuan_uang\n{KAB},2011,Rp juta\n",
        "penduduk.csv": penduduk(f"{A},1000,4000"),
        "keuangan.csv": 'tahun,apbd_total_rp\n2012,"1.234,5"\n',
    }
    outputs = take_in(files)
    assert rows(outputs, "keuangan")["2012"]["apbd_total_rp"] == 1_234_500_000
    assert cells(outputs)["keuangan"][0]["raw"]["2012"]["apbd_total_rp"] == "1.234,5"
    assert list(rows(outputs, "penduduk")) == [f"{A}|2011"]


def test_columns_of_every_row_are_the_same():
    outputs = take_in({"wilayah.csv": wilayah(), "a/penduduk.csv": penduduk(f"{A},1,2"),
                       "b/penduduk.csv": penduduk(f"{B},3", heading="kode_desa,rumah")})  # fmt: skip
    assert len({tuple(sorted(r)) for r in outputs.tables["penduduk"][1]}) == 1


@pytest.mark.parametrize(
    ("files", "rule"),
    [
        ({"penduduk.csv": penduduk(f"{A},1,2")}, "TB-10"),
        ({"wilayah.csv": "1,2\n3,4\n"}, "TB-10"),
        ({"apa.csv": "x,y\n1,2\n"}, "TB-10"),
        ({"wilayah.csv": b"\x00\x01"}, "TB-09"),
        ({"wilayah.csv": wilayah(kab="99.02")}, "RG-09"),
        ({"wilayah.csv": re.sub(r"(99\.\d\d\.\d\d\.\d{3})\d", r"\1", wilayah())}, "RG-01"),
        ({"wilayah.csv": wilayah(), "info.csv": "kode_kab,versi\n99.02,1\n"}, "RG-09"),
    ],
)
def test_a_submission_that_cannot_be_used_is_held(files, rule):
    outputs = take_in(files)
    assert verdict(outputs.findings) == "held"
    assert rule in {f.rule for f in outputs.findings if f.severity == "block"}


def test_one_bad_code_costs_one_row_and_never_holds_the_submission():
    text = wilayah().replace(f"{A},", f"{A[:-1]},", 1)
    outputs = take_in({"wilayah.csv": text})
    assert verdict(outputs.findings) == "accepted_with_warnings"
    assert set(rows(outputs, "wilayah")) == set(DESA) - {A}
    assert [(f.severity, f.value) for f in of(outputs, "RG-01")] == [("error", A[:-1])]
    assert [f.row for f in of(outputs, "BP-V29")] == [A]


def test_an_mps_submission_needs_no_wilayah():
    outputs = take_in({"pagu.csv": "sumber_dana,tahun,pagu_rp (Rp)\nAPBD Kabupaten,2014,1000\n"}, fy=2014)
    assert verdict(outputs.findings) == "accepted"
    assert rows(outputs, "pagu") == {"APBD_K|2014": {"sumber_dana": "APBD_K", "tahun": 2014, "pagu_rp": 1000}}


def test_a_blank_activity_gets_the_key_of_its_content():
    text = (
        "kegiatan_id,kode_katalog,kode_desa,lokasi,komponen,sumber_dana\n"
        f",AL-KOM-02,{A},,AL,\n,AL-STD-01,,kabupaten,AL,APBN\n,AL-KOM-03,{A};{B},,AL,APBN\n"
    )
    outputs = take_in({"wilayah.csv": wilayah(), "program_kegiatan.csv": text})
    assert set(rows(outputs, "program_kegiatan")) == {f"AL-KOM-02-{A}|", f"AL-STD-01-{KAB}|APBN"}
    assert len(of(outputs, "TB-03")) == 1


def test_a_district_that_no_list_has_is_held():
    outputs = take_in({"wilayah.csv": wilayah()}, kab="15.07")
    assert ("RG-03", "block") in {(f.rule, f.severity) for f in outputs.findings}


BASE = [f"{A},1.234,5000", f"{B},5,x", f"{C},9,9", f"{C},9,9", f"{DESA[3]},1,2", f"{DESA[3]},3,4", ",1,1", "JUMLAH,9,9"]


@examples(25)
@given(st.permutations(BASE), st.sampled_from(["penduduk.csv", "3. Penduduk.csv", "kirim/penduduk.csv"]))
def test_law_row_order_and_file_name_change_nothing_but_cells(lines, name):
    def answer(ordered, file):
        text = penduduk(*[line.replace("1.234", '"1.234"') for line in ordered])
        outputs = take_in({"wilayah.csv": wilayah(), file: text})
        return [outputs.tables[t][1] for t in sorted(outputs.tables)], outputs.findings, outputs.summary

    assert answer(lines, name) == answer(BASE, "penduduk.csv")


def test_law_a_resaved_workbook_gives_the_same_tables_and_findings():
    lines = [f"{A},1234,5000", f"{B},5,x", f"{B},6,7", ",1,1", "JUMLAH,9,9"]
    book = openpyxl.Workbook()
    book.active.title = "kosong"
    sheet = book.create_sheet("Penduduk")
    sheet.append([])
    for line in ["kode_desa,kk,penduduk_jiwa", *lines]:
        sheet.append([int(x) if x.isdigit() else x or None for x in line.split(",")])
    out = io.BytesIO()
    book.save(out)
    a = take_in({"wilayah.csv": wilayah(), "penduduk.csv": penduduk(*lines)})
    b = take_in({"wilayah.csv": wilayah(), "apa saja.xlsx": out.getvalue()})
    assert a.tables == b.tables
    assert a.findings == b.findings
    assert a.blobs["cells"] != b.blobs["cells"]


def test_a_rule_that_refuses_most_rows_is_one_finding_with_all_cells():
    outputs = take_in({"wilayah.csv": wilayah(kab="99.02")})
    (refused,) = [f for f in of(outputs, "RG-09") if f.severity == "error"]
    rows_of = cells(outputs)["wilayah"][0]["rows"]
    assert len(refused.also) == len(rows_of) > 20
    assert {row for _, row, _ in refused.also} == set(rows_of)


def test_codes_that_wilayah_proves_by_name_serve_the_other_tables():
    text = re.sub(r"(\d\d)\.(\d\d)\.(\d\d)\.(\d{4})", r"\1\2\3\4", wilayah())
    bare = A.replace(".", "")
    outputs = take_in({"wilayah.csv": text, "penduduk.csv": penduduk(f"{bare},1,2")})
    assert rows(outputs, "penduduk")[f"{A}|2012"]["kk"] == 1
    alone = take_in({"wilayah.csv": wilayah(), "penduduk.csv": penduduk(f"{bare},1,2")})
    assert [(f.value, f.severity) for f in of(alone, "RG-04")] == [(bare, "advice")], "wilayah leaves one reading"
    assert rows(alone, "penduduk")[f"{A}|2012"]["kk"] == 1
    foreign = take_in({"wilayah.csv": wilayah(), "penduduk.csv": penduduk("9902012001,1,2")})
    assert [(f.value, f.severity) for f in of(foreign, "RG-04")] == [("9902012001", "error")]


def test_a_numeric_code_cell_that_lost_its_zero_is_refused_with_its_cell():
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "info"
    sheet.append(["kode_kab", "versi"])
    sheet.append([99.1, "1"])
    out = io.BytesIO()
    book.save(out)
    outputs = take_in({"wilayah.csv": wilayah(kab="99.10"), "info.xlsx": out.getvalue()}, kab="99.10")
    (finding,) = of(outputs, "RG-01")
    assert (finding.table, finding.column, finding.value, finding.severity) == ("info", "kode_kab", "99.1", "error")
    assert rows(outputs, "info")[""]["kode_kab"] is None
    assert verdict(outputs.findings) == "accepted_with_warnings"


def test_one_form_may_fill_two_tables():
    r = regions()
    lines = [f"{c},{r.desa[c]},{r.kecamatan[c[:8]]},100,{kk}" for c, kk in ((A, 10), (B, 20))]
    outputs = take_in({"form_2.csv": "\n".join(["kode_desa,desa,kecamatan,luas_adm_ha,kk", *lines])})
    assert rows(outputs, "wilayah")[A]["luas_adm_ha"] == 100
    assert rows(outputs, "penduduk")[f"{B}|2012"]["kk"] == 20
    assert of(outputs, "TB-02") == []
