"""The tables of a made-up submission, as a Pokja would fill them: heading row and plain rows, most texts as typed."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from random import Random

from tasks.demo.villages import Village

Cell = str | int | Decimal | None
Sheet = list[list[Cell]]
OPD = ("Bappeda", "Dinas PU", "Dinas Kesehatan", "BLH", "BPMPD")
EHRA_SHARES = {
    "1.1": 25, "1.2": 20, "1.3": 22, "2.1": 48, "2.2": 55, "2.3": 60, "3.1": 58, "3.2": 30, "3.3": 35, "3.4": 88,
    "4.1": 30, "5.1": 78, "5.2a": 35, "5.2b": 30, "5.2c": 25, "5.2d": 40, "5.3": 28, "5.4": 33,
}  # fmt: skip
_SOURCE = "Pokja Sanitasi"


def buku_putih_tables(kab: str, name: str, year: int, desa: Sequence[Village], rng: Random) -> dict[str, Sheet]:
    """Tables of fiscal year `year` for Buku Putih and SSK."""
    return {
        "info": _info(kab, name, year, desa),
        "wilayah": _wilayah(year, desa),
        "penduduk": _penduduk(year, desa),
        "air_minum": _air_minum(desa, rng),
        "air_limbah": _air_limbah(desa, rng),
        "persampahan": _persampahan(desa, rng),
        "drainase_genangan": _genangan(desa),
        "persepsi": _persepsi(desa, rng),
        "ehra": _ehra(desa, rng),
        "keuangan": _keuangan(year, desa, rng),
        "masalah": _masalah(desa),
        "visi_misi": _visi_misi(name),
        "tahapan": _tahapan(desa),
        "swot": _swot(rng),
    }


def mps_tables(year: int, desa: Sequence[Village], rng: Random) -> dict[str, Sheet]:
    """Tables of fiscal year `year` for the MPS: ceilings, readiness, signed commitments."""
    kk = sum(v.kk for v in desa)
    years = range(year + 1, year + 6)
    ceilings = {"APBD_P": kk * rng.randint(40_000, 70_000), "APBN": kk * rng.randint(150_000, 260_000)}
    pagu: Sheet = [["Sumber Dana", "Tahun", "Pagu (Rp)", "Dasar"]]
    komitmen: Sheet = [["Sumber Dana", "Tahun", "Komitmen (Rp)", "Penandatangan", "Jabatan", "Tanggal", "Bukti ID"]]
    for source, base in ceilings.items():
        for t in years:
            pagu.append([source, t, base // 1_000_000 * 1_000_000, "surat konsultasi"])
    for t in years:
        komitmen.append(["APBD_P", t, 0, "Gubernur Nusa Contoh", "Gubernur", f"{year}-10-15", "LK-P"])
    kesiapan: Sheet = [["Kegiatan ID", "Kriteria", "Status", "Tanggal", "Bukti ID"]]
    kesiapan.append(["kabupaten", "rtrw", "ada", f"{year - 2}-06-01", "RTRW"])
    if rng.random() < 0.4:
        kesiapan.append(["kabupaten", "masterplan", "ada", f"{year - 1}-11-20", "MP-AL"])
    bukti: Sheet = [["Bukti ID", "Jenis", "Nomor", "Tanggal"]]
    bukti += [
        ["LK-P", "lembar_komitmen", f"050/{year}", f"{year}-10-15"],
        ["RTRW", "readiness_doc", "Perda 4", f"{year - 2}-06-01"],
        ["MP-AL", "readiness_doc", "MP 1", f"{year - 1}-11-20"],
    ]
    return {"pagu": pagu, "komitmen": komitmen, "kesiapan": kesiapan, "bukti": bukti}


def _info(kab: str, name: str, year: int, desa: Sequence[Village]) -> Sheet:
    kecamatan = {v.kecamatan for v in desa}
    head: list[Cell] = ["Pokja", "Kode Kab", "Versi", "Tanggal", "Tahun Dasar", "Tahun Mulai", "Jumlah Kecamatan"]
    row: list[Cell] = [f"Pokja Sanitasi {name}", kab, "1", f"{year}-05-02", year - 1, year + 1, len(kecamatan)]
    return [[*head, "Jumlah Desa", "Daftar OPD", "Satuan Uang"], [*row, len(desa), "; ".join(OPD), "Rp juta"]]


def _wilayah(year: int, desa: Sequence[Village]) -> Sheet:
    head = ["Kode Desa", "Kecamatan", "Desa", "Luas Adm (ha)", "Luas Terbangun (ha)", "Klasifikasi Statistik"]
    head += ["Klasifikasi RTRW", "CBD", "CBD Rencana", "Rob", "Luas Rawan Genangan (ha)", "Muka Air Tanah (m)"]
    rows: Sheet = [[*head, "Topografi", "Sungai", "Banjir Mengganggu", "Strata", "sumber", "tahun_sumber"]]
    for v in desa:
        urban = 1 if v.is_urban else 2
        flooded = sum((g[1] for g in v.genangan), Decimal(0))
        row: list[Cell] = [v.kode_desa, v.kecamatan, v.desa, v.luas_adm_ha, v.luas_terbangun_ha, urban, urban]
        row += [int(v.is_cbd), 0, int(v.is_coastal), flooded, v.muka_air_tanah_m, 2 if v.is_hilly else 1]
        rows.append([*row, int(v.is_by_river), int(v.is_flooded), v.strata, _SOURCE, year - 1])
    return rows


def _penduduk(year: int, desa: Sequence[Village]) -> Sheet:
    head: list[Cell] = ["Kode Desa", "Tahun", "Penduduk (jiwa)", "Jumlah KK", "Laju (%)", "Rumah", "KK Miskin"]
    rows: Sheet = [[*head, "kk_pra_ks", "kk_ks1", "sumber"]]
    for back in (3, 2, 1):
        for v in desa:
            shrink = 1 - float(v.laju_pct) / 100 * (back - 1)
            people, kk = round(v.penduduk_jiwa * shrink), round(v.kk * shrink)
            poor = min(round(v.kk_miskin * shrink), kk)
            row: list[Cell] = [v.kode_desa, year - back, people, kk, v.laju_pct, round(kk * 0.93), poor]
            low = [min(round(n * shrink), kk) for n in (v.kk_pra_ks, v.kk_ks1)]
            rows.append([*row, *low, "BPS dalam angka"])
    return rows


def _air_minum(desa: Sequence[Village], rng: Random) -> Sheet:
    rows: Sheet = [["Kode Desa", "SR (unit)", "HU (unit)", "Sumur Terlindungi (KK)", "pah_kk"]]
    for v in desa:
        served = round(v.kk * (rng.uniform(0.2, 0.7) if v.is_urban else rng.uniform(0, 0.3)))
        wells = round((v.kk - served) * rng.uniform(0.2, 0.6))
        rows.append([v.kode_desa, served, rng.randint(0, 4), wells, round((v.kk - served - wells) * 0.1)])
    return rows


def _air_limbah(desa: Sequence[Village], rng: Random) -> Sheet:
    kinds = list(desa[0].latrines)
    rows: Sheet = [["Kode Desa", "Jamban (unit)", *kinds, "Truk Tinja (unit)", "iplt_m3_hari"]]
    for v in desa:
        owned = v.kk - v.latrines["kk_babs"]
        latrines = min(round(owned * rng.uniform(0.85, 0.99)), round(v.kk * 0.92))
        rows.append([v.kode_desa, latrines, *v.latrines.values(), 1 if v.is_cbd else 0, 4 if v.is_cbd else 0])
    return rows


def _persampahan(desa: Sequence[Village], rng: Random) -> Sheet:
    head: list[Cell] = ["Kode Desa", "Timbulan (m3/hari)", "Terangkut (m3/hari)", "Diolah 3R (m3/hari)", "TPS (unit)"]
    rows: Sheet = [[*head, "tps3r_unit", "pasar_unit", "armada_unit"]]
    for v in desa:
        tps = rng.randint(0, 3) if v.is_urban else 0
        waste: list[Cell] = [v.kode_desa, v.timbulan_m3_hari, v.terangkut_m3_hari, v.diolah_3r_m3_hari, tps]
        rows.append([*waste, int(v.diolah_3r_m3_hari > 0), int(v.is_cbd), 1 + v.is_cbd if v.is_urban else 0])
    return rows


def _genangan(desa: Sequence[Village]) -> Sheet:
    head: list[Cell] = ["Kode Desa", "Lokasi", "Luas Genangan (ha)", "Tinggi (m)", "Lama (jam)", "Frekuensi per Tahun"]
    rows: Sheet = [[*head, "Penyebab"]]
    rows += [[v.kode_desa, *place, "saluran tersumbat"] for v in desa for place in v.genangan]
    return rows


def _persepsi(desa: Sequence[Village], rng: Random) -> Sheet:
    rows: Sheet = [["Kode Desa", "OPD", "Komponen", "Skor"]]
    for v in desa:
        for komponen in ("AL", "PS", "DR"):
            typical = rng.randint(1, 4)
            rows += [[v.kode_desa, opd, komponen, min(4, max(1, typical + rng.choice((-1, 0, 0, 1))))] for opd in OPD]
    return rows


def _ehra(desa: Sequence[Village], rng: Random) -> Sheet:
    rows: Sheet = [["Strata", "Indikator", "N Total", "N Valid", "N Berisiko"]]
    for stratum in sorted({v.strata for v in desa}):
        asked = 40 * max(3, sum(v.strata == stratum for v in desa) // 3)
        for key, share in EHRA_SHARES.items():
            valid = asked - rng.randint(0, asked // 10)
            risk = min(0.97, max(0.02, (share + 6 * (stratum - 2) + rng.uniform(-8, 8)) / 100))
            rows.append([stratum, key, asked, valid, round(valid * risk)])
    return rows


def _keuangan(year: int, desa: Sequence[Village], rng: Random) -> Sheet:
    head: list[Cell] = ["Tahun", "APBD Total", "Belanja Langsung", "sanitasi_al_rp", "sanitasi_ps_rp", "sanitasi_dr_rp"]
    head += ["Belanja Sanitasi", "Investasi", "O&P", "DAK Sanitasi", "dak_lh_rp", "dak_perkim_rp"]
    head += ["pinjaman_hibah_rp", "retribusi_al_rp", "retribusi_ps_rp", "komitmen_pct"]
    rows: Sheet = [head]
    total = 450_000 + sum(v.kk for v in desa) * rng.randint(4, 6)
    for t in range(year - 4, year + 1):
        sanitation = round(total * rng.uniform(0.012, 0.018))
        al, ps = round(sanitation * 0.35), round(sanitation * 0.4)
        upkeep = round(sanitation * 0.3)
        row: list[Cell] = [t, total, round(total * 0.45), al, ps, sanitation - al - ps, sanitation, sanitation - upkeep]
        rows.append([*row, upkeep, round(al * 0.4), 0, 0, 0, round(al * 0.01), round(ps * 0.05), 2])
        total = round(total * rng.uniform(1.05, 1.13))
    return rows


def _masalah(desa: Sequence[Village]) -> Sheet:
    flooded = ";".join(v.kode_desa for v in desa if v.is_flooded)
    worst = ";".join(v.kode_desa for v in sorted(desa, key=lambda v: -v.latrines["kk_babs"] / v.kk)[:5])
    rows: Sheet = [["masalah_id", "Komponen", "Uraian", "kode_desa", "tabel", "mendesak"]]
    rows.append(["M-AL-1", "AL", "Buang air besar sembarangan masih tinggi", worst, "air_limbah", 1])
    rows.append(["M-PS-1", "PS", "Sampah belum terangkut setiap hari", None, "persampahan", 1])
    rows.append(["M-DR-1", "DR", "Genangan berulang di permukiman", flooded or None, "drainase_genangan", 1])
    return rows


def _visi_misi(name: str) -> Sheet:
    rows: Sheet = [["Komponen", "Visi Daerah", "Misi Daerah", "Visi Sanitasi", "Misi Sanitasi"]]
    vision = f"{name} yang sehat dan sejahtera"
    rows.append([None, vision, "Meningkatkan layanan dasar", "Sanitasi layak untuk semua", "Layanan sanitasi merata"])
    return rows


def _tahapan(desa: Sequence[Village]) -> Sheet:
    kk = sum(v.kk for v in desa)
    share = {k: Decimal(sum(v.latrines[k] for v in desa) * 1000 // kk) / 10 for k in desa[0].latrines}
    a2 = share["kk_mck"] + share["kk_tangki_komunal"]
    a3, b1, c = share["kk_jamban_tidak_layak"], share["kk_ipal_komunal"], share["kk_babs"]
    rows: Sheet = [["Komponen", "Sistem", "Eksisting (%)", "Pendek (%)", "Menengah (%)", "Panjang (%)"]]

    def part(total: Decimal, pct: int) -> Decimal:
        return (total * pct / 100).quantize(Decimal("0.1"))

    shares: dict[str, list[Decimal]] = {
        "A2": [a2, a2 + part(a3, 10) + part(c, 10), a2 + part(a3, 20) + part(c, 20), a2 + part(a3, 20) + part(c, 20)],
        "B1": [b1, b1 + part(a3, 5), b1 + part(a3, 15) + part(c, 15), b1 + part(a3, 15) + part(c, 15)],
        "B2": [Decimal(0), Decimal(0), part(a3, 5), part(a3, 5) + part(c, 5)],
        "A3": [a3, part(a3, 60), part(a3, 15), Decimal(0)],
        "C": [c, part(c, 50), part(c, 10), Decimal(0)],
    }
    rest = [100 - sum((values[i] for values in shares.values()), Decimal(0)) for i in range(4)]
    rows += [["AL", system, *values] for system, values in {"A1": rest, **shares}.items()]
    percents = {"L": (5, 8, 12, 20), "TL": (25, 35, 50, 60), "R": (2, 5, 10, 20), "X": (68, 52, 28, 0)}
    rows += [["PS", system, *values] for system, values in percents.items()]
    flood = sum((g[1] for v in desa for g in v.genangan), Decimal(0))
    rows.append(["DR", "G", flood, part(flood, 80), part(flood, 50), part(flood, 10)])
    return rows


def _swot(rng: Random) -> Sheet:
    rows: Sheet = [["Faktor ID", "Komponen", "Metode", "Sisi", "Aspek", "Uraian", "Angka", "Centang"]]
    aspects = ("kelembagaan", "keuangan", "teknis", "komunikasi")
    wording = {"S": "sudah tersedia", "W": "masih lemah", "O": "didukung pusat dan provinsi", "T": "terancam berkurang"}
    for komponen in ("AL", "PS", "DR"):
        for side, text in wording.items():
            important = set(rng.sample(range(1, len(aspects) + 1), 1 + (side in "SW")))
            for i, aspect in enumerate(aspects, start=1):
                score = rng.randint(3, 4) if i in important else rng.randint(1, 2)
                words = f"{aspect.title()} {text}"
                rows.append([f"{komponen}-{side}-{i}", komponen, "sum", side, aspect, words, score, score])
    return rows
