"""Published tables handed in as printed figures: the contradictions are found and named.

Cases BPS-05, BPS-06, BPS-07, BPS-08, BPS-09, BPS-17 and C05 of cases.json, by way of the submitted table angka_cetak.
"""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from schemas.contract import Row
from schemas.rulebook import load_rulebook
from schemas.tables import table
from tasks.validation.rules import RULES, Data

CHECKED = ("BP-V01", "BP-V02", "BP-V04", "BP-V05", "BP-V16", "BP-V19")
CHECKS = {r.info.id: r.check for r in RULES if r.info.id in CHECKED}
PRIORITY = {r.info.id: r.check for r in RULES if r.info.id in ("MP-V12", "MP-V13", "MP-V14")}


@pytest.fixture(scope="module")
def cases(public: Path) -> dict[str, Any]:
    body = json.loads((public / "method/cases.json").read_text(), parse_float=Decimal)
    return {case["id"]: case for case in body["cases"]}


def row(baris: str, kolom: str, jenis: str, nilai: Any, **more: Any) -> Row:
    blank: Row = dict.fromkeys(table("angka_cetak").names)
    return {**blank, "tabel": "T", "baris": baris, "kolom": kolom, "jenis": jenis, "nilai": Decimal(nilai), **more}


def found(*rows: Row, year: int = 2013, **other: list[Row]) -> set[str]:
    data = Data(year, "99.01", load_rulebook(year), {"angka_cetak": list(rows), **other})
    return {f"{f.rule} {f.row.split('|')[1]} {f.row.split('|')[2]}" for c in CHECKS.values() if c for f in c(data)}


def test_bps_07_built_up_totals_and_one_row_are_contradicted(cases: dict[str, Any]) -> None:
    given = cases["BPS-07"]["inputs"]
    rows = []
    for r in given["rows"]:
        name = r["kecamatan"]
        rows += [row(name, "adm", "nilai", r["luas_adm_ha"]), row(name, "terbangun", "nilai", r["luas_terbangun_ha"])]
        share = {"pembilang": "adm", "penyebut": "adm@JUMLAH"}
        rows.append(row(name, "pct_adm", "persen", r["pct_thd_total_adm"], **share))
        built = {"pembilang": "terbangun", "penyebut": "adm"}
        rows.append(row(name, "pct_terbangun", "persen", r["pct_thd_luas_adm"], **built))
    rows.append(row("JUMLAH", "adm", "jumlah", given["total_adm_ha"]))
    rows.append(row("JUMLAH", "terbangun", "jumlah", given["total_terbangun_ha"]))
    whole = {"pembilang": "terbangun@JUMLAH", "penyebut": "adm@JUMLAH"}
    rows.append(row("JUMLAH", "pct_terbangun", "persen", given["total_pct_terbangun"], **whole))
    assert found(*rows) == {
        "BP-V01 JUMLAH terbangun",
        "BP-V02 Nusa Penida pct_terbangun",
        "BP-V02 JUMLAH pct_terbangun",
    }


def test_bps_08_area_and_population_totals_are_contradicted(cases: dict[str, Any]) -> None:
    given = cases["BPS-08"]["inputs"]
    names = list(given["printed_total"])
    rows = [row(r["kabkota"], name, "nilai", r[name]) for r in given["rows"] for name in names]
    rows += [row("JUMLAH", name, "jumlah", value) for name, value in given["printed_total"].items()]
    assert found(*rows) == {"BP-V01 JUMLAH luas_km2", "BP-V01 JUMLAH penduduk"}


def test_bps_09_total_and_narrative_are_contradicted(cases: dict[str, Any]) -> None:
    given = cases["BPS-09"]["inputs"]
    rows = [row(name, "luas", "nilai", value) for name, value in given["luas_km2"].items()]
    rows.append(row("JUMLAH", "luas", "jumlah", given["printed_total"]))
    rows.append(row("narasi", "luas", "terbesar", "23.38", disebut="Gerogol"))
    assert found(*rows) == {"BP-V01 JUMLAH luas", "BP-V19 narasi luas"}


def test_bps_06_the_projection_follows_from_no_printed_rate(cases: dict[str, Any]) -> None:
    given = cases["BPS-06"]["inputs"]
    rates = ";".join(str(r) for r in given["growth_pct_printed"])
    more = {"dasar": Decimal(given["P0_2011"]), "laju_pct": rates, "tahun_n": given["n_years"]}
    assert found(row("Kab", "penduduk", "proyeksi", given["P_2017_printed"], **more)) == {"BP-V05 Kab penduduk"}
    assert found(row("Kab", "penduduk", "proyeksi", 362583, **more)) == set()


def test_bps_17_a_component_index_of_600_is_refused(cases: dict[str, Any]) -> None:
    given = cases["BPS-17"]["inputs"]
    assert found(row("RW 02", "irs", "indeks", given["irs_air_limbah_printed"])) == {"BP-V16 RW 02 irs"}


def test_the_population_tables_of_an_mps_stand_under_its_own_rule(cases: dict[str, Any]) -> None:
    tables: dict[str, list[Row]] = {"pagu": [{"sumber_dana": "APBN", "tahun": 2015}]}
    area, projection = cases["BPS-05"], cases["BPS-06"]["inputs"]
    names = {"luas_ha": "luas", "desa": "jumlah_desa_kel", "penduduk": "penduduk"}
    rows = [row(r["kecamatan"], k, "nilai", r[c]) for r in area["inputs"]["rows"] for k, c in names.items()]
    totals = {"luas_ha": "total_luas", "desa": "total_desa", "penduduk": "total_penduduk"}
    rows += [row("JUMLAH", k, "jumlah", area["expected"][c]) for k, c in totals.items()]
    assert found(*rows) == {"BP-V04 JUMLAH luas_ha"}
    assert found(*rows, year=2014, **tables) == {"MP-V51 JUMLAH luas_ha"}
    in_km2 = [{**r, "kolom": "luas_km2" if r["kolom"] == "luas_ha" else r["kolom"]} for r in rows]
    assert found(*in_km2, year=2014, **tables) == set()
    rates = ";".join(str(r) for r in projection["growth_pct_printed"])
    more = {"dasar": Decimal(projection["P0_2011"]), "laju_pct": rates, "tahun_n": projection["n_years"]}
    printed = row("Kab", "penduduk", "proyeksi", projection["P_2017_printed"], **more)
    assert found(printed, year=2014, **tables) == {"MP-V51 Kab penduduk"}
    assert found(rows[0], row("JUMLAH", "luas_ha", "jumlah", 9999), year=2014, **tables) == {"MP-V51 JUMLAH luas_ha"}


def printed_priorities(given: dict[str, Any], ranks: list[int], *, with_weights: bool = True) -> list[Row]:
    rows = [row("bobot", c, "bobot", w) for c, w in given["weights"].items()] if with_weights else []
    for (name, scores), total, rank in zip(given["rows"].items(), given["printed_totals"], ranks, strict=True):
        rows += [row(name, c, "skor", s) for c, s in zip(given["criteria_order"], scores, strict=True)]
        rows += [row(name, "total", "skor_total", total), row(name, "urutan", "urutan", rank)]
    return rows


@pytest.mark.parametrize("with_weights", [True, False])
def test_c05_the_priority_table_of_the_guide_is_found_inconsistent(cases: dict[str, Any], with_weights: bool) -> None:
    given, expected = cases["C05"]["inputs"], cases["C05"]["expected"]
    printed = printed_priorities(given, given["printed_ranks"], with_weights=with_weights)
    data = Data(2013, "99.01", load_rulebook(2013), {"angka_cetak": printed})
    findings = [f for check in PRIORITY.values() if check for f in check(data)]
    assert sorted({f.rule for f in findings}) == expected["findings"]  # MP-V13 is silent: no rank is worse
    assert {f.row.split("|")[1] for f in findings if f.rule == "MP-V12"} == set(given["rows"])
    assert "tercetak 2,95, skor dan bobotnya memberi 2,2." in next(f.message for f in findings if "IPLT" in f.message)
    (equal,) = [f for f in findings if f.rule == "MP-V14"]
    assert (equal.severity, equal.row.split("|")[1]) == ("warning", "Pembangunan MCK++")
    assert equal.also[0][1].split("|")[1] == "Pembangunan IPAL Komunal"


def test_c05_with_ranks_turned_round_the_order_is_an_error_too(cases: dict[str, Any]) -> None:
    given = cases["C05"]["inputs"]
    data = Data(2013, "99.01", load_rulebook(2013), {"angka_cetak": printed_priorities(given, [2, 1, 1, 2, 3])})
    (finding,) = [f for check in PRIORITY.values() if check for f in check(data) if f.rule == "MP-V13"]
    assert (finding.severity, finding.row.split("|")[1], finding.value) == ("error", "Pembangunan MCK++", "2")
    assert "berurutan 2, di belakang Pembangunan Septiktank Komunal 10 SR" in finding.message
