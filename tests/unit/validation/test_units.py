from __future__ import annotations

from decimal import Decimal

import pytest

from schemas.canonical import dump_rows, sort_rows
from schemas.findings import Finding, count, order
from tasks.lineage.units.step import Outputs
from tasks.lineage.units.unit import dump_findings
from tasks.validation.examples import read_example
from tasks.validation.masks import strike
from tasks.validation.rules import RULES, Data
from tasks.validation.rules.ehra import strata_of
from tasks.validation.units import validate_chunk
from tests.unit.validation.support import inputs_of, of_rule, rows_of, validate

WILAYAH = """
    wilayah: kode_desa     | desa | kecamatan | luas_adm_ha | luas_terbangun_ha
             99.71.01.1001 | A    | K         | 100         | 150
             99.71.01.1002 | B    | K         | 100         | 50
"""


def content(outputs: Outputs) -> dict[str, bytes]:
    tables = {n: dump_rows(t.names, sort_rows(t, rows)) for n, (t, rows) in outputs.tables.items()}
    return {**tables, "": dump_findings(outputs.findings) + repr(outputs.summary).encode()}


def test_a_district_gives_the_same_bytes_alone_and_in_a_chunk() -> None:
    texts = [rule.example_fail for rule in RULES] + [rule.example_pass for rule in RULES]
    many = [inputs_of(read_example(text)) for text in texts]
    together = list(validate_chunk(many))
    for one, outputs in list(zip(many, together, strict=True))[:: len(RULES) // 3]:
        assert content(next(validate_chunk([one]))) == content(outputs)
    assert list(map(content, validate_chunk(many[::-1])))[::-1] == list(map(content, together))


def test_a_value_above_its_bound_is_unknown_from_here_on_and_the_rest_stays() -> None:
    outputs = validate(WILAYAH, kode_kab="99.71")
    assert [r["luas_terbangun_ha"] for r in rows_of(outputs, "wilayah")] == [None, Decimal(50)]
    assert [r["luas_adm_ha"] for r in rows_of(outputs, "wilayah")] == [Decimal(100)] * 2
    (found,) = of_rule(outputs, "BP-V03")
    assert (found.row, found.column, found.value, found.severity) == (
        "99.71.01.1001",
        "luas_terbangun_ha",
        "150",
        "error",
    )
    assert found.also == (("wilayah", "99.71.01.1001", "luas_adm_ha"),)


def test_a_warning_leaves_its_value() -> None:
    outputs = validate("banjir: kode_desa | meninggal_1 | meninggal_2\n 99.01.01.2001 | 117 | 117")
    (found,) = of_rule(outputs, "BP-V27")
    assert found.severity == "warning"
    assert (found.column, found.also) == ("meninggal_1", (("banjir", "99.01.01.2001", "meninggal_2"),))
    assert rows_of(outputs, "banjir")[0]["meninggal_1"] == 117


def test_one_period_above_the_limit_names_one_cell() -> None:
    (found,) = of_rule(validate("banjir: kode_desa | meninggal_1 | meninggal_2\n 99.01.01.2001 | 3 | 21"), "BP-V27")
    assert (found.column, found.also) == ("meninggal_2", ())


def test_the_size_of_households_warns_before_it_strikes() -> None:
    head = "penduduk: kode_desa | tahun | penduduk_jiwa | kk\n 99.01.01.2001 | 2012 |"
    mild, wild = validate(f"{head} 750 | 100"), validate(f"{head} 1001 | 100")
    assert [f.severity for f in of_rule(mild, "BP-V07")] == ["warning"]
    assert rows_of(mild, "penduduk")[0]["kk"] == 100
    assert [f.severity for f in of_rule(wild, "BP-V07")] == ["error"]
    assert [rows_of(wild, "penduduk")[0][c] for c in ("penduduk_jiwa", "kk")] == [None, None]


def test_latrines_that_do_not_add_up_are_all_unknown() -> None:
    rule = next(r for r in RULES if r.info.id == "BP-V08")
    (row,) = rows_of(validate(rule.example_fail), "air_limbah")
    assert row["kk_babs"] is row["kk_tangki_individual"] is None
    assert row["kode_desa"] == "99.01.01.2001"


def test_a_row_of_a_desa_outside_wilayah_is_left_out() -> None:
    outputs = validate(
        "wilayah: kode_desa | desa | kecamatan\n 99.01.01.2001 | A | K\n"
        "kesehatan: kode_desa | klb_diare\n 99.01.01.2001 | 0\n 99.01.01.2002 | 1"
    )
    assert [r["kode_desa"] for r in rows_of(outputs, "kesehatan")] == ["99.01.01.2001"]


def test_a_swot_score_outside_its_scale_stays_as_written() -> None:
    outputs = validate("swot: faktor_id | angka\n 1.1 | 5")
    assert rows_of(outputs, "swot")[0]["angka"] == 5


def test_a_row_whose_key_is_no_known_code_is_left_out() -> None:
    outputs = validate("pagu: sumber_dana | tahun | pagu_rp\n APBD | 2014 | 5\n APBN | 2014 | 6")
    assert [r["sumber_dana"] for r in rows_of(outputs, "pagu")] == ["APBN"]
    assert [f.row for f in of_rule(outputs, "SK-V02")] == ["APBD|2014"]


def test_blanks_are_counted_once_per_column_and_unread_cells_are_not_blanks() -> None:
    text = "persampahan: kode_desa | timbulan_m3_hari\n" + "\n".join(f" 99.01.01.200{i} | -" for i in range(3))
    unread = Finding("BP-V21", "error", "Isi sel bukan angka.", "persampahan", "99.01.01.2000", "timbulan_m3_hari")
    outputs = validate(text, findings=[unread])
    (found,) = [f for f in of_rule(outputs, "TB-05") if f.column == "timbulan_m3_hari"]
    assert (found.severity, found.row, found.value) == ("warning", "", "2")
    assert "2 dari 3 baris" in found.message
    assert unread in outputs.findings


def test_missing_tables_follow_the_stage() -> None:
    bp = validate("wilayah: kode_desa | desa | kecamatan\n 99.01.01.2001 | A | K").summary["missing"]
    assert {"penduduk", "ehra", "tahapan"} <= set(bp)
    assert not {"pagu", "bukti", "ehra_responden", "rt", "banjir"} & set(bp)
    mps = validate("pagu: sumber_dana | tahun | pagu_rp\n APBD_K | 2014 | 5").summary["missing"]
    assert mps == ["kesiapan", "komitmen"]
    with_survey = "wilayah: kode_desa | desa | kecamatan\n 99.01.01.2001 | A | K\nehra_responden: no_responden\n"
    assert "ehra" not in validate(with_survey).summary["missing"]


def test_a_table_declared_absent_with_a_reason_is_no_finding() -> None:
    head = "pagu: sumber_dana | tahun | pagu_rp\n APBD_K | 2014 | 5\ntidak_ada: dokumen | bagian | alasan\n mps |"
    declared = validate(f"{head} komitmen | Lembar komitmen masih menunggu tanda tangan")
    assert [f.table for f in of_rule(declared, "TB-08")] == ["kesiapan"]
    assert declared.summary["missing"] == ["kesiapan", "komitmen"]
    assert [f.table for f in of_rule(validate(f"{head} komitmen | belum"), "TB-08")] == ["kesiapan", "komitmen"]


def test_a_held_district_stays_held_and_its_summary_counts() -> None:
    blocked = Finding("TB-10", "block", "Tabel wilayah tidak dapat dipakai.", "wilayah")
    outputs = validate("kesehatan: kode_desa | klb_diare\n 99.01.01.2001 | 0", findings=[blocked])
    assert outputs.summary["verdict"] == "held"
    assert outputs.summary["findings"] == count(outputs.findings)
    assert outputs.summary["rows"] == {"kesehatan": 1}
    assert outputs.findings == order(outputs.findings)


def test_source_years_are_advice_once_per_table_and_year() -> None:
    rows = "\n".join(f" 99.01.01.200{i} | 0 | {s}" for i, s in enumerate(("PODES 2019", "PODES 2019", "2018", "2011")))
    outputs = validate("banjir: kode_desa | banjir | sumber\n" + rows)
    assert [(f.severity, f.row, f.value) for f in of_rule(outputs, "BP-V28")] == [
        ("advice", "99.01.01.2000", "PODES 2019"),
        ("advice", "99.01.01.2002", "2018"),
    ]


def test_a_small_sample_is_an_error_that_strikes_nothing() -> None:
    head = "ehra: kode_desa | indikator | n_total | n_valid | n_berisiko\n"
    outputs = validate(f"{head} 99.01.01.2001 | 1.1 | 39 | 35 | 3\n 99.01.01.2001 | 1.2 | 39 | 35 | 3")
    assert [(f.severity, f.row) for f in of_rule(outputs, "BP-V13")] == [
        ("error", ""),
        ("warning", "99.01.01.2001||1.1"),
    ]
    assert [r["n_berisiko"] for r in rows_of(outputs, "ehra")] == [3, 3]


def test_perception_of_2016_asks_five_offices_and_every_desa_and_komponen() -> None:
    text = (
        "wilayah: kode_desa | desa | kecamatan\n 99.01.01.2001 | A | K\n"
        "persepsi: kode_desa | opd | komponen | skor\n 99.01.01.2001 | BAPPEDA | AL | 3\n"
        "99.01.01.2001 | BAPPEDA | PS | 3"
    )
    assert of_rule(validate(text, 2013), "BP-V12") == []
    assert [f.column for f in of_rule(validate(text, 2016), "BP-V12")] == ["opd", "skor"]


def test_costs_a_thousand_times_off_are_named_as_such_and_costs_become_unknown() -> None:
    head = "program_kegiatan: kegiatan_id | sumber_dana | harga_satuan_rp | vol_1 | biaya_1_rp\n"
    outputs = validate(
        f"{head} K1 | APBD_K | 1000000 | 3 | 3000\n K2 | APBD_K | 1000 | 3 | 3500\n K3 | APBD_K | 1000 | 3 | 3001"
    )
    assert [f.row for f in of_rule(outputs, "SK-V65")] == ["K1|APBD_K"]
    assert [f.row for f in of_rule(outputs, "MP-V20")] == ["K2|APBD_K"]
    assert [r["biaya_1_rp"] for r in rows_of(outputs, "program_kegiatan")] == [None, None, 3001]


def test_a_printed_unit_in_millions_widens_the_tolerance() -> None:
    info = "info: satuan_uang\n Rp juta\n"
    head = "program_kegiatan: kegiatan_id | sumber_dana | harga_satuan_rp | vol_1 | biaya_1_rp\n"
    assert of_rule(validate(f"{info}{head} K1 | APBD_K | 2500000 | 3 | 8000000"), "MP-V20") == []
    assert of_rule(validate(f"{info}{head} K1 | APBD_K | 2500000 | 3 | 8500001"), "MP-V20") != []


@pytest.mark.parametrize(("flags", "strata"), [((1, 1), 4), ((0, 0), 2), ((None, 1), None)])
def test_strata_count_the_criteria_above_the_district_value(flags: tuple[int | None, int], strata: int | None) -> None:
    rule = next(r for r in RULES if r.info.id == "BP-V13")
    tables = read_example(rule.example_pass)
    tables["wilayah"][0].update(sungai=flags[0], banjir_mengganggu=flags[1])
    one = inputs_of(tables)
    computed = strata_of(Data(2013, "99.71", one.rules, tables))
    assert computed.get("99.71.01.1001") == strata
    assert computed["99.71.01.1002"] == 0


def test_strike_drops_a_row_whose_key_is_struck_and_blanks_the_rest() -> None:
    rows = read_example("kesehatan: kode_desa | klb_diare\n 99.01.01.2001 | 0\n 99.01.01.2002 | 1")
    struck = strike(rows, [("kesehatan", "99.01.01.2001", "kode_desa"), ("kesehatan", "99.01.01.2002", "klb_diare")])
    assert [(r["kode_desa"], r["klb_diare"]) for r in struck["kesehatan"]] == [("99.01.01.2002", None)]
