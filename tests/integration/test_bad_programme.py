"""What goes wrong in an SSK that a Pokja hands in: each mistake is found at its cell, and the rest goes on."""

from __future__ import annotations

import pytest

from flows.district.findings import check_files
from tasks.lineage.answers.show import FindingRow
from tasks.store.memory import MemoryStore
from tests.unit.ssk.dunia import district, rows_of, run

FY, KAB = 2013, "99.01"
WILAYAH = (
    "kode_desa,desa,kecamatan,luas_adm_ha,luas_terbangun_ha\n99.01.01.2001,Sumber Nalangendo,Rawa Suyuuna,900,40\n"
)
HEAD = (
    "kegiatan_id,sumber_dana,komponen,strategi_id,kode_katalog,jenis_sub,tahap,kode_desa,satuan,harga_satuan_rp,"
    "vol_1,biaya_1_rp,jumlah_rp,perjanjian_id"
)
GOOD = "K0,APBD_K,AL,ST-1,AL-PMC-01,a,S,99.01.01.2001,paket,7500000,1,7500000,7500000,"
SASARAN = "sasaran_id,tujuan_id,uraian,indikator,satuan,arah,baseline,tahun_baseline,target,tahun_target\n"
TAHAPAN = "komponen,sistem,eksisting,pendek,menengah,panjang\n"


def checked(**tables: str) -> list[FindingRow]:
    files = [(f"{name}.csv", text.encode()) for name, text in {"wilayah": WILAYAH, **tables}.items()]
    _, rows, verdict = check_files(MemoryStore(), FY, KAB, files, None)
    assert verdict == "accepted_with_warnings"
    return rows


def at(rows: list[FindingRow], rule: str) -> set[str]:
    """Cells that the findings of a rule name, also those beside the first."""
    found = [r for r in rows if r["rule"] == rule]
    return {c for r in found for c in (f"{r['file']}!{r['cell']}", *(f"{a['file']}!{a['cell']}" for a in r["also"]))}


def programme(*lines: str) -> list[FindingRow]:
    return checked(program_kegiatan="\n".join((HEAD, GOOD, *lines, "")))


@pytest.mark.parametrize(
    ("line", "rule", "cell"),
    [
        ("K1,APBD_K,AL,,AL-PMC-01,a,S,99.01.01.2001,paket,7500000,1,7500000,7500000,", "SK-V10", "D3"),
        ("K1,APBD_K,AL,ST-1,AL-PMC-01,a,S,99.01.01.2001,paket,75000000,1,75000000,75000000,", "SK-V64", "J3"),
        ("K1,APBD_K,AL,ST-1,AL-PMC-01,a,S,99.01.01.2001,paket,7500,1,7500,7500,", "SK-V65", "J3"),
        ("K1,APBD_K,AL,ST-1,AL-PMC-01,a,S,99.01.01.2001,paket,7500000,2,15000,15000,", "SK-V65", "L3"),
        ("K1,APBD_K,AL,ST-1,AL-PMC-01,a,S,99.01.01.2001,paket,7500000,2,15,15,", "SK-V65", "L3"),
        ("K1,APBD_K,AL,ST-1,AL-PMC-01,a,S,99.01.01.2001,paket,7500000,2,14000000,14000000,", "SK-V61", "L3"),
        ("K1,APBD_K,AL,ST-1,AL-PMC-01,a,S,99.01.01.2001,m2,7500000,1,7500000,7500000,", "SK-V60", "I3"),
        ("K1,APBN,AL,ST-1,AL-KOM-05,d,O,99.01.01.2001,tahun,7500000,1,7500000,7500000,", "SK-V75", "B3"),
        ("K1,CSR,AL,ST-1,AL-KOM-02,k,A,99.01.01.2001,unit,60000000,1,60000000,60000000,", "SK-V70", "N3"),
        ("K1,APBN,AL,ST-1,AL-KWS-05,g,L,99.01.01.2001,m2,200000,1,200000,200000,", "SK-V72", "B3"),
        ("K1,APBD_K,AL,ST-1,AL-PMC-01,a,S,99.01.09.2001,paket,7500000,1,7500000,7500000,", "RG-03", "H3"),
        ("K1,APBD_K,AL,ST-1,,k,A,99.01.01.2001,unit,7500000,1,7500000,7500000,", "SK-V90", "F3"),
    ],
    ids=["no parent", "ten times", "thousand times", "in thousands", "in millions", "not the product", "other unit",
         "source not allowed", "no agreement", "land by the centre", "foreign desa", "no design"],
)  # fmt: skip
def test_a_bad_activity_is_found_at_its_cell(line: str, rule: str, cell: str) -> None:
    rows = programme(line)
    assert at(rows, rule) == {f"program_kegiatan.csv!{cell}"}
    assert not any(r["row"].startswith("K0") for r in rows if r["severity"] == "error")


def test_a_target_below_todays_coverage_is_found_at_its_cell() -> None:
    rows = checked(sasaran=SASARAN + "S1,T1,Akses layak naik,KK layak,%,naik,60,2012,45,2018\n")
    assert at(rows, "SK-V15") == {"sasaran.csv!I2"}
    phases = checked(tahapan=TAHAPAN + "AL,A1,60,50,80,100\nAL,C,40,50,20,0\n")
    assert at(phases, "SK-V20") >= {"tahapan.csv!D2", "tahapan.csv!D3"}


def test_years_outside_the_plan_are_found_at_their_cells() -> None:
    rows = checked(
        sasaran=SASARAN + "S1,T1,BABS turun,BABS,%,turun,60,2012,0,2025\n",
        rekap_biaya="jenis,kode,tahun,jumlah_rp\nkomponen,AL,2030,1000\n",
        program_kegiatan=f"{HEAD}\n{GOOD}\n",
        harga_satuan="kode_katalog,nama,tahun,satuan,harga_rp,dasar\nAL-IND-02,,2016,unit,3500000,SSH\n",
    )
    assert at(rows, "SK-V15") == {"sasaran.csv!J2"}
    assert at(rows, "SK-V62") == {"rekap_biaya.csv!C2"}
    assert at(rows, "SK-V64") == {"harga_satuan.csv!C2"}


def test_a_price_list_in_thousands_is_found_and_the_catalogue_holds() -> None:
    rows = checked(harga_satuan="kode_katalog,nama,tahun,satuan,harga_rp,dasar\nAL-IND-02,,2013,unit,3500,SSH\n")
    assert at(rows, "SK-V65") == {"harga_satuan.csv!E2"}


def test_the_plan_is_made_without_the_values_that_were_wrong() -> None:
    broken = {"kegiatan_id": "K1", "sumber_dana": "APBD_K", "komponen": "AL", "harga_satuan_rp": None, "vol_1": 1}
    lines = rows_of(run(district({}, program_kegiatan=[broken])), "kegiatan")
    assert lines["K1"]["jumlah_rp"] is None
    assert sum(r["jumlah_rp"] or 0 for r in lines.values()) > 0
