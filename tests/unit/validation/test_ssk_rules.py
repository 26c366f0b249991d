"""Rules of the SSK beyond the example of each."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.unit.validation.support import of_rule, validate

CASES = Path(__file__).parents[3].parent / "shared" / "method" / "cases.json"
HEAD = "angka_cetak: tabel | baris | kolom | jenis | nilai\n"
WILAYAH = "wilayah: kode_desa | desa | kecamatan | luas_terbangun_ha\n"


@pytest.mark.skipif(not CASES.exists(), reason="the method reference is not beside the project")
def test_bps_05_the_printed_kecamatan_of_tanah_laut_add_up_to_the_district() -> None:
    case = next(c for c in json.loads(CASES.read_text())["cases"] if c["id"] == "BPS-05")
    lines = [
        f"2.1 | 63.01.{i:02d} | penduduk | wilayah | {r['penduduk']}" for i, r in enumerate(case["inputs"]["rows"], 1)
    ]
    total = case["expected"]["total_penduduk"]
    whole = HEAD + "\n".join([*lines, "2.1 | 63.01 | penduduk | wilayah | {}"])
    assert of_rule(validate(whole.format(total), kode_kab="63.01"), "SK-V30") == []
    (finding,) = of_rule(validate(whole.format(total + 1), kode_kab="63.01"), "SK-V30")
    assert (finding.row, finding.column) == ("2.1|63.01|penduduk|wilayah", "nilai")


def test_a_sum_is_judged_only_where_all_its_parts_are_printed() -> None:
    desa = WILAYAH + "99.01.01.2001 | A | K | 1\n99.01.01.2002 | B | K | 1\n"
    one = HEAD + "2.1 | 99.01.01.2001 | kk | wilayah | 10\n2.1 | 99.01.01 | kk | wilayah | 30\n"
    assert of_rule(validate(desa + one), "SK-V30") == []
    both = one + "2.1 | 99.01.01.2002 | kk | wilayah | 10\n"
    assert len(of_rule(validate(desa + both), "SK-V30")) == 1


def test_c03_a_blank_angka_counts_nothing_in_the_printed_swot_total() -> None:
    factors = "swot: faktor_id | komponen | sisi | angka | centang\n 1.1 | AL | S | 4 | -\n 3.4 | AL | S | - | 2\n"
    printed = HEAD + "swot | AL-S | angka | jumlah | {}"
    assert of_rule(validate(factors + printed.format(4)), "SK-V42") == []
    outputs = validate(factors + printed.format(6))
    (finding,) = of_rule(outputs, "SK-V42")
    assert finding.also == (("swot", "1.1", "angka"), ("swot", "3.4", "angka"))
    assert [f.row for f in of_rule(outputs, "SK-V41")] == ["3.4"]


@pytest.mark.parametrize(("posisi", "found"), [("SO", 0), ("WO", 1)])
def test_a_weighted_swot_is_judged_by_its_weights(posisi: str, found: int) -> None:
    text = (
        "tujuan: tujuan_id | komponen\n T | AL\n sasaran: sasaran_id | tujuan_id\n S1 | T\n"
        "swot: faktor_id | komponen | metode | sisi | angka | bobot\n 1 | AL | ifas_efas | S | 2 | 0.8\n"
        " 2 | AL | ifas_efas | W | 4 | 0.2\n 3 | AL | ifas_efas | O | 3 | 0.5\n 4 | AL | ifas_efas | T | 3 | 0.5\n"
        f"strategi: strategi_id | sasaran_id | posisi\n ST1 | S1 | {posisi}"
    )
    assert len(of_rule(validate(text), "SK-V43")) == found
    assert of_rule(validate(text.replace("0.8", "0.7")), "SK-V43") == []


@pytest.mark.parametrize(
    ("row", "rule", "column"),
    [
        ("AL-IND-02 | - | 2013 | 3500 | SSH", "SK-V65", "harga_rp"),
        ("AL-IND-02 | - | 2013 | 35000000 | SSH", "SK-V64", "harga_rp"),
        ("- | Motor sampah roda tiga | 2013 | 250000000 | HPS", "SK-V64", "harga_rp"),
        ("AL-IND-02 | - | 2014 | 3500000 | SSH", "SK-V64", "tahun"),
    ],
)
def test_the_price_list_of_the_district_is_held_against_the_catalogue(row: str, rule: str, column: str) -> None:
    outputs = validate("harga_satuan: kode_katalog | nama | tahun | harga_rp | dasar\n" + row)
    assert [f.column for f in of_rule(outputs, rule)] == [column]


def test_the_band_of_prices_is_inclusive() -> None:
    head = "harga_satuan: kode_katalog | nama | tahun | harga_rp | dasar\n"
    for price in (1_750_000, 7_000_000):
        assert of_rule(validate(f"{head}AL-IND-02 | - | 2013 | {price} | SSH"), "SK-V64") == []
    for price in (1_749_999, 7_000_001):
        assert len(of_rule(validate(f"{head}AL-IND-02 | - | 2013 | {price} | SSH"), "SK-V64")) == 1


def test_a_zone_of_another_district_or_outcome_is_no_place() -> None:
    text = WILAYAH + "99.01.01.2001 | A | K | 1\nprogram_kegiatan: kegiatan_id | sumber_dana | lokasi\n K | APBD_K | {}"
    assert of_rule(validate(text.format("Z-99.01.01-ONSITE_KOMUNAL")), "SK-V12") == []
    for place in ("Z-99.01.07-ONSITE_KOMUNAL", "Z-99.01.01-apa_saja"):
        assert len(of_rule(validate(text.format(place)), "SK-V12")) == 1


def test_an_adjusted_zone_has_an_outcome_of_its_komponen() -> None:
    head = "zona_penyesuaian: kode_desa | komponen | sistem | alasan\n"
    outputs = validate(head + "99.01.01.2001 | AL | LANGSUNG_100 | lahan sempit dan berbatu keras")
    assert [(f.row, f.column) for f in of_rule(outputs, "SK-V02")] == [("99.01.01.2001|AL", "sistem")]
    assert outputs.tables["zona_penyesuaian"][1][0]["sistem"] is None


@pytest.mark.parametrize("design", ["K2 | APBD_K | AL | - | c | D | 1", "-"])
def test_construction_of_its_own_needs_a_design(design: str) -> None:
    desa = WILAYAH + "99.01.01.2001 | A | K | 1\n"
    head = "program_kegiatan: kegiatan_id | sumber_dana | komponen | setelah | jenis_sub | tahap | vol_1\n"
    lines = "K1 | APBD_K | AL | - | k | A | 1\n" + ("" if design == "-" else design)
    assert len(of_rule(validate(desa + head + lines), "SK-V90")) == (1 if design == "-" else 0)


def test_gate_rules_never_hold_a_draft() -> None:
    outputs = validate(WILAYAH + "99.01.01.2001 | A | K | 1\n")
    gate = [f for rule in ("SK-V95", "SK-V96") for f in of_rule(outputs, rule)]
    assert {f.severity for f in gate} == {"advice"}


def test_a_phase_without_a_year_ends_as_the_rule_says() -> None:
    head = "tahapan: komponen | sistem | eksisting | pendek | menengah | panjang | tahun_pendek | tahun_menengah\n"
    late = validate(head + "AL | C | 40 | 30 | 10 | 5 | - | -")
    assert [f.column for f in of_rule(late, "SK-V21")] == ["panjang"]
    crossed = validate(head + "AL | C | 40 | 30 | 10 | 0 | 2019 | -")
    assert [f.column for f in of_rule(crossed, "SK-V20") if f.column.startswith("tahun")] == ["tahun_pendek"]


@pytest.mark.parametrize(("scores", "count"), [((3, 3, 3, 3, 4), 5), ((3, 3, 3, 3, 5), 4), ((3, 3, 3, 3, 2), 4)])
def test_a_strategic_issue_scores_three_or_four(scores: tuple[int, ...], count: int) -> None:
    """SK-V14: five to seven issues of 3 or 4 per komponen; a 5 is none."""
    rows = "".join(f" {i} | AL | S | {score}\n" for i, score in enumerate(scores, 1))
    counted = of_rule(validate("swot: faktor_id | komponen | sisi | angka\n" + rows), "SK-V14")
    assert [f.value for f in counted] == ([] if count == 5 else [str(count)])
