"""Seven published files with real defects are read, and each defect is named with its cell."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from schemas.contract import Field, Table
from schemas.findings import Finding
from schemas.heading_map import Match, normalise
from tasks.intake.grids.grid import Grid
from tasks.intake.layouts.header import find_layout, find_layouts
from tasks.intake.regions.codes import Resolver
from tasks.intake.regions.names import DistrictName, district_name
from tasks.intake.regions.regions import Registry, registry_from
from tasks.intake.regions.slice import Slice
from tasks.intake.rows.lines import Context, Sheet
from tasks.intake.rows.table import file_marks, parse_table
from tests.unit.intake.support import read_grids

NAMA_KAB = Field("kab_kota", "text", "Name of the district.")


@pytest.fixture(scope="module")
def registry(public: Path) -> Registry:
    folder = public / "data" / "regions"
    return registry_from((n, (folder / n).read_bytes()) for n in ("regions.csv.gz", "bps_kemendagri_bridge_2020.csv"))


@pytest.fixture
def messy(public: Path):
    def read(stem: str, name: str | None = None) -> Grid:
        path = next((public / "data" / "messy_files").glob(f"{stem}_*"))
        grids, findings = read_grids(name or path.name, path.read_bytes())
        assert findings == []
        return grids[0]

    return read


def parse(grid: Grid, contract: Table, headings: dict[str, str], regions: Slice, **options: object) -> Sheet:
    """The grid by a small contract whose headings are given as {normalised heading: column}."""
    known = {normalise(h): Match(c) for h, c in headings.items()}
    layout = find_layout(grid, contract, lambda h: known.get(normalise(h)))
    assert layout is not None
    context = Context(Resolver(regions), file_marks([(grid, layout)]), **options)
    return parse_table(grid, layout, context)


def cells(sheet: Sheet, findings: list[Finding]) -> set[tuple[int, int]]:
    """(row, column) of findings, as the grid numbers them."""
    rows = {line.key: line.number for line in (*sheet.lines, *sheet.left)}
    return {(rows[f.row], sheet.layout.columns[f.column]) for f in findings}


def test_01_damaged_codes_are_found_with_their_cells(messy, registry):
    contract = Table(
        "luas",
        "one row per region",
        ("code_raw",),
        (Field("code_raw", "code", ""), Field("name", "text", ""), Field("area_km2", "measure", "", unit="km2")),
    )
    regions = Slice.load(registry.slice_for("11.10"))
    sheet = parse(
        messy("01"), contract, {n: n for n in contract.names}, regions, name_of={"code_raw": "name"}
    )  # fmt: skip
    damaged = [f for f in sheet.findings if f.rule in ("RG-01", "RG-05")]
    assert {f.value for f in damaged} == {"11.1", "12.1", "12.2", "14.1", "31.0"}
    assert cells(sheet, damaged) == {(12, 1), (36, 1), (46, 1), (90, 1), (166, 1)}
    assert [f for f in sheet.findings if f not in damaged] == []
    repaired = {line.raw["code_raw"]: line.values["code_raw"] for line in sheet.lines if line.problems}
    assert repaired == {"11.1": "11.10", "12.1": "12.10", "12.2": "12.20", "14.1": "14.10", "31.0": "31"}
    assert len(sheet.lines) == 552


def test_01_a_damaged_code_is_refused_where_its_name_is_not_the_only_one(messy, registry):
    regions = Slice.load(registry.slice_for("33.22"))
    contract = Table("luas", "", ("code_raw",), (Field("code_raw", "code", ""), Field("name", "text", "")))
    grid = Grid("luas.csv", "", None, [["code_raw", "name"], ["33.2", "Kabupaten Semarang"], ["33.2", "Jepara"]])
    sheet = parse(grid, contract, {n: n for n in contract.names}, regions, name_of={"code_raw": "name"})
    assert {(f.rule, f.value) for f in sheet.findings} == {("RG-01", "33.2"), ("RG-05", "33.2")}
    assert [line.values["code_raw"] for line in sheet.lines] == ["33.20"]


def test_02_semarang_is_not_kota_semarang(messy, registry):
    contract = Table(
        "sanitasi", "", ("tahun", "kab_kota"), (Field("tahun", "year", ""), NAMA_KAB, Field("layak_pct", "percent", ""))
    )
    headings = {
        "Tahun": "tahun",
        "Kabupaten/Kota": "kab_kota",
        "Rumah Tangga yang Memiliki Akses Terhadap Sanitasi Layak": "layak_pct",
    }
    regions = Slice.load(registry.slice_for("33.22"))
    sheet = parse(messy("02"), contract, headings, regions)
    assert len(sheet.lines) == 175
    assert sheet.findings == []
    names = {str(line.values["kab_kota"]) for line in sheet.lines}
    assert {"Semarang", "Kota Semarang"} <= names
    assert len({district_name(n) for n in names}) == len(names) == 35
    assert regions.districts_named(district_name("Kota Semarang")) == ["33.74"]
    assert regions.districts_named(district_name("Semarang")) == ["33.22", "33.74"], "both are named, none is guessed"


def test_03_a_prefix_without_a_space_is_still_a_prefix(messy, registry):
    contract = Table(
        "dbd",
        "",
        ("tahun_data", "kab_kota"),
        (
            Field("tahun_data", "year", ""),
            NAMA_KAB,
            Field("jumlah", "count", ""),
            Field("jumlah_meninggal", "count", ""),
        ),
    )
    regions = Slice.load(registry.slice_for("33.01"))
    sheet = parse(messy("03"), contract, {n: n for n in contract.names}, regions)
    assert len(sheet.lines) == 175
    assert sheet.findings == []
    assert district_name("Kab.Cilacap") == DistrictName("KABUPATEN", "CILACAP")
    found = {n: regions.districts_named(district_name(n)) for n in {str(s.values["kab_kota"]) for s in sheet.lines}}
    assert found["Kab.Cilacap"] == ["33.01"]
    assert found["Kab.Semarang"] == ["33.22"]
    assert found["Kota Semarang"] == ["33.74"]
    assert all(len(codes) == 1 for codes in found.values())


def test_04_a_comma_is_thousands_beside_a_decimal_point(messy, registry):
    grid = messy("04")
    headings = {t: normalise(t) for t in grid.texts(1) if t}
    fields = tuple(
        Field(c, "percent" if c.startswith("pct") else "measure", "")
        for c in dict.fromkeys(headings.values())
        if c != "kabupaten_kota"
    )
    contract = Table("kia", "", ("kabupaten_kota",), (Field("kabupaten_kota", "text", ""), *fields))
    sheet = parse(grid, contract, headings, Slice("35.01"))
    assert len(sheet.lines) == 38
    assert sheet.findings == []
    pacitan = next(line.values for line in sheet.lines if line.values["kabupaten_kota"] == "KAB. PACITAN")
    assert pacitan["jumlah_kf1"] == 4460
    assert pacitan["pct_kf1"] == Decimal("62.6")
    assert any("\t" in t for t in grid.rows[0]), "the file still has tabs in its header"


def test_05_no_break_spaces_are_cleaned_below_a_title_row(messy, registry):
    names = (Field("desa", "text", ""), Field("kecamatan", "text", ""))
    contract = Table("kelurahan", "", ("kode_desa",), (Field("kode_desa", "code", ""), *names))
    headings = {"Kode": "kode_desa", "Nama Kelurahan": "desa", "Nama Kecamatan": "kecamatan"}
    grid = messy("05")
    sheet = parse(grid, contract, headings, Slice.load(registry.slice_for("61.05")))
    assert sheet.layout.header == 2
    lines = [*sheet.lines, *sheet.left]
    assert len(lines) == 407
    spaced = [line for line in lines if "\u00a0" in line.raw["desa"]]
    assert len(spaced) == 24
    assert not any("\u00a0" in str(line.values["desa"]) for line in lines)
    ladang = next(line for line in lines if line.raw["kode_desa"] == "6105011001")
    assert (ladang.number, ladang.values["kode_desa"], ladang.values["desa"]) == (3, "61.05.01.1001", "Ladang")
    assert all(line.problems for line in sheet.left)


def test_05_a_numeric_undotted_code_is_accepted_with_its_name_and_else_named(messy, registry):
    contract = Table("kelurahan", "", ("kode_desa",), (Field("kode_desa", "code", ""), Field("desa", "text", "")))
    headings = {"Kode": "kode_desa", "Nama Kelurahan": "desa"}
    sheet = parse(messy("05"), contract, headings, Slice.load(registry.slice_for("61.05")))
    assert all(str(line.values["kode_desa"]).replace(".", "") == line.raw["kode_desa"] for line in sheet.lines)
    assert {f.rule for f in sheet.findings} <= {"RG-04", "TB-02"}
    assert len(sheet.lines) > 350


@pytest.fixture
def form(messy, registry):
    """A form of Sintang read as the table of its file name."""

    def read(stem: str, table: str) -> Sheet:
        grid = messy(stem, f"{table}.xlsx")
        (layout,) = find_layouts(grid, 2025)[0]
        assert layout.table.name == table
        return parse_table(grid, layout, Context(Resolver(Slice.load(registry.slice_for("61.05")))))

    return read


def test_06_the_header_is_below_blocks_of_allowed_values(form):
    layout = form("06", "spald").layout
    assert layout.header == 11
    assert layout.names == {"desa": 4, "kecamatan": 3}
    wanted = {"nama": 2, "lat": 6, "lon": 7, "tahun": 9, "berfungsi": 11, "kapasitas_m3_hari": 14}
    assert wanted.items() <= layout.columns.items()


def test_06_each_demo_row_is_a_finding_with_its_cell(form):
    sheet = form("06", "spald")
    samples = [f for f in sheet.findings if f.rule == "TB-11"]
    far = [f for f in sheet.findings if f.rule == "TB-12"]
    assert cells(sheet, samples) == {(r, 2) for r in range(12, 17)}
    assert cells(sheet, far) == {(r, c) for r in (12, 14, 15, 16) for c in (6, 7)}
    assert all(line.values["lat"] is None and line.values["lon"] is None for line in sheet.lines)
    assert {line.values["kode_desa"] for line in sheet.lines} == {"61.05.20.2025"}, "found by name in its kecamatan"


def test_07_each_demo_row_is_a_finding_with_its_cell(form):
    sheet = form("07", "tps3r")
    assert sheet.layout.header == 4
    assert sheet.lines == [], "without names of the sites no row has a key"
    (keyless,) = [f for f in sheet.findings if f.rule == "TB-03"]
    assert keyless.column == "nama"
    assert {line.number for line in sheet.left if (sheet.table.name, line.key, "") in keyless.also} == set(range(5, 10))
