"""The small district with all that the Buku Putih can print: money, schools, institutions, EHRA and its errors."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from schemas.contract import Row, Rows
from schemas.findings import Finding
from tasks.documents.units import STEP_BUKU_PUTIH
from tasks.lineage.units.step import Inputs, Outputs
from tests.unit.documents import bahan

DESA = bahan.DESA
Tables = dict[tuple[str, str], Rows]


def tables() -> Tables:
    """Every table of the step, filled."""
    return bahan.buku_putih_tables() | _submitted() | _survey()


def _submitted() -> Tables:
    people = [
        row | {"laju_pct": Decimal("2.5") if row["kode_desa"] != DESA[1] else None, "rumah": 900, "kk_miskin": 100}
        for row in bahan.penduduk()
    ]
    rows: dict[str, Rows] = {
        "penduduk": people,
        "keuangan": [_budget(2011, 1000), _budget(2012, 1100), _budget(2013, 1210)],
        "das": [{"nama": "Batang Contoh", "luas_ha": Decimal(5000), "debit_m3_dt": None}],
        "fasilitas_sekolah": [
            {"sekolah": "SDN 1", "kode_desa": DESA[0], "jenjang": "SD", "siswa": 200, "toilet": 4, "air_bersih": 1},
            {"sekolah": "SMPN 1", "kode_desa": DESA[2], "jenjang": "SMP", "siswa": 300, "toilet": 0, "ctps": 2},
        ],
        "regulasi": [{"nomor": "Perda 4", "komponen": "PS", "judul": "Sampah", "tahun": 2011, "ada": 1}],
        "pelaku": [
            {"nama": "Dinas PU", "komponen": None, "jenis": "opd", "peran": "pengelola"},
            {"nama": "CV Bersih", "komponen": "PS", "jenis": "swasta", "peran": "penyedia"},
        ],
        "dss": [{"komponen": "AL", "sistem": "Setempat", "tahap": "A", "jenis": "Jamban", "jumlah": 12}],
        "media": [{"nama": "Radio", "komponen": "AL", "jenis": "siaran", "isu": "BABS"}],
        "spald": [{"nama": "IPAL A", "kode_desa": DESA[0], "kapasitas_m3_hari": Decimal(20), "berfungsi": 0}],
        "tps3r": [{"nama": "TPS 3R B", "kode_desa": DESA[2], "kk": 40, "berfungsi": 1}],
        "masalah": [{"masalah_id": "M1", "komponen": "AL", "uraian": "BABS tinggi", "kode_desa": DESA[1]}],
        "persepsi": [],
        "ehra": [],
        "air_minum": [{"kode_desa": DESA[0], "sr_unit": 10}],
        "persampahan": [{"kode_desa": DESA[0], "timbulan_m3_hari": Decimal(4), "terangkut_m3_hari": Decimal(1)}],
        "kesehatan": [{"kode_desa": DESA[3], "klb_diare": 1, "klb_diare_penderita": 7}],
        "tidak_ada": [{"dokumen": "bp", "bagian": "Tabel 2.9", "alasan": "PDRB belum diterbitkan BPS"}],
    }
    return {("validation", name): found for name, found in rows.items()}


def _budget(year: int, total: int) -> Row:
    money = {"apbd_total_rp": total * 10**6, "belanja_sanitasi_rp": total * 10**4, "sanitasi_al_rp": total * 4000}
    return {"tahun": year, **money, "sanitasi_ph_rp": 50_000, "retribusi_ps_rp": 1_000_000}


def _survey() -> Tables:
    counted = [_counts(key, s, risk) for key, risk in RISKS.items() for s in ("0", "2", "total")]
    silent = _counts("3.2", "0", 0) | {"n_valid": 0, "is_tanpa_jawaban": 1, "aman_pct": Decimal("0.0")}
    irs = [_irs(kode, part) for kode in DESA[:3] for part in ("1", "2", "3", "4", "5", "total")]
    firm = [
        {"kode_desa": DESA[0], "komponen": "AL", "n_ulang": 200, "bertahan_pct": Fraction(97), "is_pasti": 1},
        {"kode_desa": DESA[1], "komponen": "AL", "bertahan_pct": Fraction(61), "is_pasti": 0, "skor_lain": 2},
    ]
    error = {"area": "kabupaten", "indikator": "5.4", "n_valid": 100, "pct": Fraction(40)}
    index_error = {"area": "strata-2", "bagian": "total", "nilai": Fraction(200), "galat_baku": Decimal("4.5")}
    return {
        ("buku_putih", "ehra_hitung"): [silent if _is(r, "3.2", "0") else r for r in counted],
        ("buku_putih", "irs"): irs,
        ("buku_putih", "kepastian"): firm,
        ("buku_putih", "galat_ehra"): [error | {"galat_baku_pct": Decimal("4.9"), "bawah_pct": Decimal("30.4")}],
        ("buku_putih", "galat_irs"): [index_error],
    }


RISKS = {"3.2": 10, "3.4": 96, "5.1": 82, "5.3": 15, "5.4": 40}


def _is(row: Row, key: str, stratum: str) -> bool:
    return row["indikator"] == key and row["strata"] == stratum


def _counts(key: str, stratum: str, risk: int) -> Row:
    shares = {"berisiko_pct": Decimal(f"{risk}.0"), "aman_pct": Decimal(f"{100 - risk}.0")}
    counts = {"n_total": 120, "n_valid": 100, "n_berisiko": risk, "is_tanpa_jawaban": 0}
    return {"indikator": key, "strata": stratum, **counts, **shares, "berisiko_semua_pct": Decimal("8.3")}


def _irs(kode: str, part: str) -> Row:
    stratum = 0 if kode == DESA[0] else 2
    value = Fraction(20 * (5 if part == "total" else 1) * (stratum + 1), 2)
    return {"kode_desa": kode, "bagian": part, "nilai": value, "skor": stratum + 1, "asal": f"strata-{stratum}"}


def made(given: Tables, fiscal_year: int = 2013, findings: tuple[Finding, ...] = ()) -> Outputs:
    """The step's outputs with these findings of validation."""
    found = bahan.inputs_for(STEP_BUKU_PUTIH, fiscal_year, given)
    needs = {(n.parent, n.table.name) for n in STEP_BUKU_PUTIH.needs}
    rows = {key: found.rows(key[1], key[0]) for key in needs if found.has(key[1], key[0])}
    inputs = Inputs(fiscal_year, bahan.KAB, found.rules, rows, needs, findings=findings)
    (outputs,) = STEP_BUKU_PUTIH.compute([inputs])
    return outputs
