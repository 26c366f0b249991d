"""References: the names under which a value is known for ever (mps.md section 8). Content keys, never counters."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

DEFAULT_COLUMN = {
    "area": "skor_akhir",
    "zona": "sistem",
    "ssk": "jumlah_rp",
    "mps": "jumlah_rp",
    "prioritas": "total",
    "komitmen_tahun": "kesenjangan_rp",
    "kesenjangan": "kesenjangan_rp",
    "rekap_komponen_s": "jumlah_rp",
    "rekap_sumber_s": "jumlah_rp",
    "rekap_silang_s": "jumlah_rp",
    "bagian_komitmen": "bagian_pct",
    "syarat_sumber": "keadaan",
    "dak_minimum": "kurang_rp",
    "kemampuan": "mampu_rp",
    "akibat_skor": "catatan",
    "harga_bayangan": "nilai_per_juta",
    "penundaan": "tahun_boleh",
    "layanan": "tambahan_kk",
    "indikator": "nilai",
    "isu": "n_desa",
    "swot_total": "posisi",
    "swot_isu": "angka",
    "kkl": "uraian",
    "proyeksi": "mampu_murni_rp",
    "rasio": "sanitasi_pct",
    "pertumbuhan": "aritmetik_pct",
    "beda_program": "pokja",
    "zona_ringkas": "n_desa",
    "peta_zona": "sistem_al",
    "layanan_tahun": "tambahan_kk",
    "harga_dipakai": "harga_rp",
    "irs": "nilai",
    "ehra_hitung": "berisiko_pct",
    "kepastian": "bertahan_pct",
    "galat_ehra": "galat_baku_pct",
    "galat_irs": "galat_baku",
    "bobot_dipakai": "bobot_pct",
    "kesiapan_baris": "tahun_boleh",
    "jadwal": "tahun_mulai",
    "rentang_peringkat": "rank_atas_komponen",
    "angka_bp": "nilai",
    "angka_ssk": "nilai",
    "angka_mps": "nilai",
    "angka_monev": "nilai",
    "anggaran": "keuangan_rp",
    "pelaksanaan": "keuangan_rp",
    "rekap_pelaksanaan": "rasio_rp_pct",
    "capaian_sasaran": "capaian_pct",
}


TABLE_OF_KIND = {"ssk": "kegiatan", "mps": "baris"}
"""The table in which a kind's rows lie, where it is not called as the kind."""
OF_DESA = ("area", "indikator", "zona", "irs")
"""Kinds whose path begins with the code of a desa."""


@dataclass(frozen=True, slots=True)
class Ref:
    """A parsed reference: kind, fiscal year, the rest of the path and the column ("" = the kind's default)."""

    kind: str
    fiscal_year: int
    path: tuple[str, ...]
    column: str = ""

    def __str__(self) -> str:
        base = "/".join((self.kind, str(self.fiscal_year), *self.path))
        return f"{base}#{self.column}" if self.column else base


@lru_cache(maxsize=1 << 15)
def parse(text: str) -> Ref:
    """The reference in `text`; ValueError with what a reference looks like when it is none."""
    base, _, column = text.partition("#")
    parts = base.split("/")
    if len(parts) < 3 or not parts[1].isdigit() or not parts[2]:
        raise ValueError(f"{text!r} is not a reference; one looks like mps/2014/15.07/<line> or area/2013/<desa>/AL")
    return Ref(parts[0], int(parts[1]), tuple(parts[2:]), column)


def tabel(fy: int, kab: str, table: str, key: str, column: str) -> str:
    """A submitted value. Key `*` means every row of the table."""
    return f"tabel/{fy}/{kab}/{table}/{key}#{column}"


def agg(fy: int, kab: str, name: str) -> str:
    """A value that depends on a whole column (range, mean, quartile, total)."""
    return f"agg/{fy}/{kab}/{name}"


def area(fy: int, kode_desa: str, komponen: str, column: str = "") -> str:
    """A risk result of one desa and komponen (AL, PS, DR, UMUM)."""
    return f"area/{fy}/{kode_desa}/{komponen}" + (f"#{column}" if column else "")


def indikator(fy: int, kode_desa: str, name: str, column: str = "") -> str:
    """A secondary indicator of one desa (columns nilai, skor)."""
    return f"indikator/{fy}/{kode_desa}/{name}" + (f"#{column}" if column else "")


def irs(fy: int, kode_desa: str, bagian: str, column: str = "") -> str:
    """The IRS of one desa and component (1 to 5, total; columns nilai, skor)."""
    return f"irs/{fy}/{kode_desa}/{bagian}" + (f"#{column}" if column else "")


def zona(fy: int, kode_desa: str, komponen: str, column: str = "") -> str:
    """The zone and system of one desa and komponen."""
    return f"zona/{fy}/{kode_desa}/{komponen}" + (f"#{column}" if column else "")


def layanan(fy: int, kab: str, komponen: str, sistem: str, column: str = "") -> str:
    """A row of the service phases."""
    return f"layanan/{fy}/{kab}/{komponen}|{sistem}" + (f"#{column}" if column else "")


def harga_dipakai(fy: int, kab: str, kode_katalog: str, column: str = "") -> str:
    """The price in use of a step of the catalogue."""
    return f"harga_dipakai/{fy}/{kab}/{kode_katalog}" + (f"#{column}" if column else "")


def kemampuan(fy: int, kab: str, tahun: int, column: str = "") -> str:
    """The funding capability of a year."""
    return f"kemampuan/{fy}/{kab}/{tahun}" + (f"#{column}" if column else "")


def isu(fy: int, kab: str, key: str) -> str:
    """An issue of the Buku Putih."""
    return f"isu/{fy}/{kab}/{key}"


def ssk(fy: int, kab: str, kegiatan_id: str, column: str = "") -> str:
    """An activity of the SSK."""
    return f"ssk/{fy}/{kab}/{kegiatan_id}" + (f"#{column}" if column else "")


def prioritas(fy: int, kab: str, kegiatan_id: str, column: str = "") -> str:
    """The priority score of an activity in the MPS."""
    return f"prioritas/{fy}/{kab}/{kegiatan_id}" + (f"#{column}" if column else "")


def mps(fy: int, kab: str, kegiatan_id: str, sumber: str, column: str = "") -> str:
    """A line of the MPS."""
    return f"mps/{fy}/{kab}/{kegiatan_id}~{sumber}" + (f"#{column}" if column else "")


def anggaran(fy: int, kab: str, baris_id: str, column: str = "") -> str:
    """A submitted budget line with its MPS line and its newest results."""
    return f"anggaran/{fy}/{kab}/{baris_id}" + (f"#{column}" if column else "")


def pelaksanaan(fy: int, kab: str, kegiatan_id: str, sumber: str, tahun: int, column: str = "") -> str:
    """A line of the MPS in one year of its implementation."""
    return f"pelaksanaan/{fy}/{kab}/{kegiatan_id}~{sumber}~{tahun}" + (f"#{column}" if column else "")


def angka(table: str, fy: int, kab: str, name: str) -> str:
    """A sum or share that only a document prints (tables angka_bp, angka_ssk, angka_mps, angka_monev)."""
    return f"{table}/{fy}/{kab}/{name}"


def value(table: str, is_computed: bool, fy: int, kab: str, key: str, column: str) -> str:
    """A value of any table by its row key (the key's parts joined by `|`)."""
    if not is_computed:
        return tabel(fy, kab, table, key, column)
    if table in ("area", "zona", "indikator", "irs"):
        return f"{table}/{fy}/{key.replace('|', '/')}#{column}"
    if table == "kegiatan":
        return ssk(fy, kab, key, column)
    if table == "baris":
        kegiatan_id, _, sumber = key.partition("|")
        return mps(fy, kab, kegiatan_id, sumber, column)
    if table == "pelaksanaan":
        return computed(table, fy, kab, key.replace("|", "~"), column)
    return computed(table, fy, kab, key, column)


def computed(table: str, fy: int, kab: str, key: str, column: str = "") -> str:
    """A value of a computed table that has one row per key inside the district."""
    return f"{table}/{fy}/{kab}/{key}" + (f"#{column}" if column else "")
