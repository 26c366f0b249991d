"""The tables that a made-up Pokja seldom hands in, for the districts of the demo that hand in everything."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from random import Random

from tasks.demo.tables import Cell, Sheet
from tasks.demo.villages import Village

_SUBSECTORS = {"AL": "air limbah domestik", "PS": "persampahan", "DR": "drainase"}
_NARASI = {
    "2.4": "Rencana tata ruang wilayah menetapkan kawasan permukiman perkotaan di sekitar pusat kegiatan dan kawasan "
    "lindung di sepanjang sungai.",
    "2.6": "Bappeda mengoordinasikan Pokja Sanitasi; Dinas PU, Dinas Kesehatan, BLH, dan BPMPD menjadi anggotanya.",
    "4.1": "Dinas Kesehatan menjalankan promosi cuci tangan pakai sabun di sekolah dan posyandu.",
    "4.2": "Program yang berjalan meliputi pemicuan bebas buang air besar sembarangan dan sarana komunal berbasis "
    "masyarakat.",
    "4.3": "Pengangkutan sampah diperluas dari pasar ke permukiman di pusat kecamatan.",
    "4.4": "Saluran lingkungan dibersihkan dua kali setahun bersama warga.",
    "pengantar": "Pokja menyampaikan terima kasih kepada semua desa dan kelurahan yang menyerahkan datanya.",
}
_STEPS = {
    "AL": (("A", "Jamban keluarga"), ("B", "Tangki septik"), ("C", "Truk tinja"), ("D", "IPLT"), ("E", "Lahan kering")),
    "PS": (("A", "Tempat sampah rumah"), ("B", "Gerobak"), ("C", "Truk sampah"), ("D", "TPS 3R"), ("E", "TPA")),
    "DR": (("A", "Halaman rumah"), ("B", "Saluran lingkungan"), ("C", "Saluran sekunder"), ("E", "Sungai")),
}


def full_tables(year: int, desa: Sequence[Village], rng: Random) -> dict[str, Sheet]:
    """The rest of what a Buku Putih lists: institutions, installations, schools, health, floods, words, visits."""
    return {
        "das": _das(desa, rng),
        "fasilitas_sekolah": _schools(desa, rng),
        "sanitasi_mayoritas": _modes(desa, rng),
        "banjir": _floods(year, desa, rng),
        "kesehatan": _health(desa, rng),
        "regulasi": _laws(year),
        "pelaku": _actors(),
        "dss": _systems(rng),
        "media": _media(),
        "spald": _plants(year, desa, rng),
        "tps3r": _recycling(year, desa, rng),
        "kesepakatan_skor": _agreed(year, desa),
        "narasi": _words(),
    }


def _das(desa: Sequence[Village], rng: Random) -> Sheet:
    whole = sum((v.luas_adm_ha for v in desa), Decimal(0))
    rows: Sheet = [["nama", "luas_ha", "debit_m3_dt", "sumber", "tahun_sumber"]]
    shares = (("DAS Batang Contoh", 55), ("DAS Sungai Rimba", 30), ("DAS Muara Kecil", 15))
    rows += [
        [name, (whole * share / 100).quantize(Decimal("0.01")), Decimal(rng.randint(80, 900)) / 10, "Dinas PU", 2012]
        for name, share in shares
    ]
    return rows


def _schools(desa: Sequence[Village], rng: Random) -> Sheet:
    rows: Sheet = [["sekolah", "kode_desa", "jenjang", "siswa", "toilet", "ctps", "air_bersih"]]
    for i, v in enumerate(desa):
        for level, each in (("SD", 1), ("SMP", 4), ("SMA", 9)):
            if i % each == 0:
                pupils = rng.randint(90, 380)
                sinks = rng.randint(0, 4)
                rows.append(
                    [
                        f"{level} Negeri {v.desa}",
                        v.kode_desa,
                        level,
                        pupils,
                        max(1, pupils // 60),
                        sinks,
                        int(sinks > 0),
                    ]
                )
    return rows


def _modes(desa: Sequence[Village], rng: Random) -> Sheet:
    rows: Sheet = [["kode_desa", "sumber_air_utama", "jamban_mayoritas", "pembuangan_tinja_mayoritas"]]
    for v in desa:
        is_bad = v.latrines["kk_babs"] * 2 > v.kk
        rows.append([v.kode_desa, rng.randint(1, 5), 4 if is_bad else 1, 2 if is_bad else 1])
    return rows


def _floods(year: int, desa: Sequence[Village], rng: Random) -> Sheet:
    head: list[Cell] = ["kode_desa", "banjir", "banjir_bandang", "banjir_rob", "kejadian_1", "kejadian_2"]
    rows: Sheet = [[*head, "meninggal_1", "meninggal_2", "periode_1", "periode_2"]]
    for v in desa:
        times = rng.randint(1, 3) if v.is_flooded else 0
        row: list[Cell] = [v.kode_desa, int(v.is_flooded), 0, int(v.is_coastal and v.is_flooded), times, times]
        rows.append([*row, 0, 0, str(year - 2), str(year - 1)])
    return rows


def _health(desa: Sequence[Village], rng: Random) -> Sheet:
    rows: Sheet = [["kode_desa", "klb_diare", "klb_diare_penderita", "klb_diare_meninggal"]]
    for i, v in enumerate(desa):
        ill = rng.randint(5, 40) if i % 8 == 3 else 0
        rows.append([v.kode_desa, int(ill > 0), ill, 0])
    return rows


def _laws(year: int) -> Sheet:
    rows: Sheet = [["nomor", "komponen", "judul", "tahun", "ada", "dilaksanakan", "catatan"]]
    for i, (k, what) in enumerate(_SUBSECTORS.items(), start=1):
        row: list[Cell] = [f"Perda {i + 3}", k, f"Pengelolaan {what}", year - 3 - i, 1, int(i < 3)]
        rows.append([*row, "retribusi diatur terpisah"])
    return rows


def _actors() -> Sheet:
    rows: Sheet = [["nama", "komponen", "jenis", "peran", "kegiatan"]]
    for k, what in _SUBSECTORS.items():
        rows.append([f"Dinas PU bidang {what}", k, "opd", "pengatur dan pelaksana", f"membangun sarana {what}"])
        rows.append([f"Kelompok warga {what}", k, "masyarakat", "penyedia layanan", f"mengelola sarana {what}"])
        rows.append([f"CV Sehat {k}", k, "swasta", "penyedia layanan", f"melayani {what}"])
    return rows


def _systems(rng: Random) -> Sheet:
    rows: Sheet = [["komponen", "sistem", "tahap", "jenis", "jumlah", "kondisi"]]
    for k, steps in _STEPS.items():
        rows += [[k, "Sistem setempat", step, what, rng.randint(1, 60), "baik"] for step, what in steps]
    return rows


def _media() -> Sheet:
    rows: Sheet = [["nama", "komponen", "jenis", "isu", "frekuensi", "cakupan"]]
    for k, what in _SUBSECTORS.items():
        rows.append([f"Radio daerah: {what}", k, "radio", what, "mingguan", "seluruh kecamatan"])
    return rows


def _plants(year: int, desa: Sequence[Village], rng: Random) -> Sheet:
    head: list[Cell] = ["nama", "kode_desa", "tahun", "jenis", "kapasitas_m3_hari", "terpakai_m3_hari", "kk", "sr"]
    rows: Sheet = [[*head, "berfungsi", "pengelola"]]
    for v in [v for v in desa if v.latrines["kk_ipal_komunal"] > 0][:6]:
        kk = v.latrines["kk_ipal_komunal"]
        row: list[Cell] = [f"IPAL {v.desa}", v.kode_desa, year - rng.randint(2, 6), "IPAL komunal", 60, 35, kk, kk]
        rows.append([*row, 1, "KSM"])
    return rows


def _recycling(year: int, desa: Sequence[Village], rng: Random) -> Sheet:
    head: list[Cell] = ["nama", "kode_desa", "tahun", "luas_m2", "sampah_ton_hari", "kk", "jiwa", "berfungsi"]
    rows: Sheet = [[*head, "pengelola"]]
    for v in [v for v in desa if v.diolah_3r_m3_hari > 0][:6]:
        kk = rng.randint(60, 200)
        row: list[Cell] = [f"TPS 3R {v.desa}", v.kode_desa, year - 2, 200, Decimal("0.8"), kk, kk * 4, 1]
        rows.append([*row, "KSM"])
    return rows


def _agreed(year: int, desa: Sequence[Village]) -> Sheet:
    """Two desa that were visited, with reason and minutes."""
    head: list[Cell] = ["kode_desa", "komponen", "skor_disepakati", "skor_kunjungan", "tanggal_kunjungan", "petugas"]
    rows: Sheet = [[*head, "kategori", "alasan", "ba_id"]]
    for v, k in zip(desa, ("AL", "PS"), strict=False):
        why = "Kunjungan lapangan menunjukkan keadaan yang sama dengan hasil hitungan"
        rows.append([v.kode_desa, k, None, 2, f"{year}-04-10", "Sanitarian", "kondisi lapangan", why, "BA-1"])
    return rows


def _words() -> Sheet:
    rows: Sheet = [["dokumen", "bagian", "teks"]]
    return rows + [["bp", part, text] for part, text in _NARASI.items()]
