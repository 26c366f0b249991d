"""What NAWASIS asks, in the order of its menus, and which column of ours answers (programme.md 9; assumed)."""

from __future__ import annotations

from dataclasses import dataclass

from schemas.contract import Table
from schemas.outputs.buku_putih import EHRA_HITUNG
from schemas.outputs.mps import BARIS
from schemas.outputs.mps_komitmen import KESENJANGAN
from schemas.outputs.realisasi import CAPAIAN_SASARAN, REKAP_PELAKSANAAN
from schemas.tables import table


@dataclass(frozen=True, slots=True)
class Menu:
    """One menu: its place, the step and table that answer it, and (our column, heading there) in its order.

    `where` keeps rows with this value of a column. Only menus of input count for the tracked percentage.
    """

    nama: str
    is_input: bool
    step: str
    table: Table
    kolom: tuple[tuple[str, str], ...]
    where: tuple[str, str] | None = None


MENUS: tuple[Menu, ...] = (
    Menu("Capaian Implementasi", False, "realisasi", CAPAIAN_SASARAN,
         (("sasaran", "Sasaran"), ("indikator", "Indikator"), ("satuan", "Satuan"), ("tahun", "Tahun"),
          ("target", "Target"), ("realisasi", "Realisasi"))),
    Menu("Rekapitulasi Investasi", False, "mps", KESENJANGAN,
         (("sumber_dana", "Sumber dana"), ("tahun", "Tahun"), ("kebutuhan_rp", "Kebutuhan (Rp)"),
          ("terkomitmen_rp", "Terkomitmen (Rp)"), ("kesenjangan_rp", "Kesenjangan (Rp)"))),
    Menu("Rencana Kegiatan", False, "mps", BARIS,
         (("komponen", "Komponen"), ("nama", "Kegiatan"), ("lokasi", "Lokasi"), ("satuan", "Satuan"),
          ("sumber_dana", "Sumber dana"), ("tahun_mulai", "Tahun mulai"), ("jumlah_rp", "Biaya (Rp)"))),
    Menu("Rekap Konreg PLP", False, "mps", BARIS,
         (("komponen", "Komponen"), ("nama", "Kegiatan"), ("lokasi", "Lokasi"), ("tahun_mulai", "Tahun mulai"),
          ("jumlah_rp", "Usulan APBN (Rp)"), ("status", "Status")), ("sumber_dana", "APBN")),
    Menu("Performa Infrastruktur", False, "validation", table("spald"),
         (("nama", "Sarana"), ("kode_desa", "Desa"), ("tahun", "Tahun"), ("jenis", "Jenis"),
          ("kapasitas_m3_hari", "Kapasitas (m3/hari)"), ("terpakai_m3_hari", "Terpakai (m3/hari)"),
          ("berfungsi", "Berfungsi"))),
    Menu("Progress", False, "realisasi", REKAP_PELAKSANAAN,
         (("tahun", "Tahun"), ("pagu_rp", "Pagu (Rp)"), ("keuangan_rp", "Realisasi (Rp)"),
          ("serapan_pct", "Serapan (%)"), ("fisik_pct", "Fisik (%)")), ("kelompok", "semua")),
    Menu("Profil Kab-Kota", True, "validation", table("wilayah"),
         (("kode_desa", "Kode desa"), ("desa", "Desa"), ("kecamatan", "Kecamatan"), ("luas_adm_ha", "Luas (ha)"),
          ("klasifikasi_statistik", "Perkotaan (1) atau perdesaan (2)"))),
    Menu("Profil Penduduk", True, "validation", table("penduduk"),
         (("kode_desa", "Kode desa"), ("tahun", "Tahun"), ("penduduk_jiwa", "Penduduk (jiwa)"), ("kk", "KK"))),
    Menu("Profil Air Limbah", True, "validation", table("air_limbah"),
         (("kode_desa", "Kode desa"), ("jamban_unit", "Jamban (unit)"), ("kk_babs", "KK BABS"))),
    Menu("Profil Persampahan", True, "validation", table("persampahan"),
         (("kode_desa", "Kode desa"), ("timbulan_m3_hari", "Timbulan (m3/hari)"),
          ("terangkut_m3_hari", "Terangkut (m3/hari)"))),
    Menu("Profil EHRA", True, "buku_putih", EHRA_HITUNG,
         (("indikator", "Indikator"), ("n_valid", "Responden"), ("berisiko_pct", "Berisiko (%)")), ("strata", "total")),
    Menu("Catatan Investasi Historik", True, "validation", table("keuangan"),
         (("tahun", "Tahun"), ("belanja_sanitasi_rp", "Belanja sanitasi (Rp)"), ("investasi_rp", "Investasi (Rp)"),
          ("op_rp", "Operasi dan pemeliharaan (Rp)"))),
    Menu("Kelembagaan", True, "validation", table("pelaku"),
         (("nama", "Pelaku"), ("komponen", "Komponen"), ("jenis", "Jenis"), ("peran", "Peran"))),
)  # fmt: skip
