"""What the step ssk reads: tables and columns of the checked submission and of the Buku Putih."""

from __future__ import annotations

from schemas.outputs.buku_putih import AREA, ISU
from schemas.tables.air_limbah import AIR_LIMBAH
from schemas.tables.banjir import BANJIR
from schemas.tables.drainase_genangan import DRAINASE_GENANGAN
from schemas.tables.harga_satuan import HARGA_SATUAN
from schemas.tables.keuangan import KEUANGAN
from schemas.tables.masalah import MASALAH
from schemas.tables.penduduk import PENDUDUK
from schemas.tables.persampahan import PERSAMPAHAN
from schemas.tables.program_kegiatan import PROGRAM_KEGIATAN
from schemas.tables.sasaran import SASARAN
from schemas.tables.strategi import STRATEGI
from schemas.tables.swot import SWOT
from schemas.tables.tahapan import TAHAPAN
from schemas.tables.tidak_ada import TIDAK_ADA
from schemas.tables.tujuan import TUJUAN
from schemas.tables.wilayah import WILAYAH
from schemas.tables.zona_penyesuaian import ZONA_PENYESUAIAN
from tasks.lineage.units.step import Need
from tasks.ssk.keuangan.kemampuan import MURNI_COLUMNS
from tasks.ssk.program.baris import COSTS, VOLUMES

_LAND = (
    "desa",
    "kecamatan",
    "luas_adm_ha",
    "luas_terbangun_ha",
    "klasifikasi_statistik",
    "cbd",
    "cbd_rencana",
    "rob",
    "luas_rawan_genangan_ha",
    "muka_air_tanah_m",
    "topografi",
    "banjir_mengganggu",
)
_SEWAGE = (
    "kk_babs",
    "kk_jamban_tidak_layak",
    "kk_tangki_individual",
    "kk_mck",
    "kk_tangki_komunal",
    "kk_ipal_komunal",
    "kk_ipal_terpusat",
    "iplt_m3_hari",
)
_PROGRAMME = (
    "komponen",
    "strategi_id",
    "program",
    "kegiatan",
    "sub_kegiatan",
    "kode_katalog",
    "setelah",
    "jenis_sub",
    "tahap",
    "kode_desa",
    "lokasi",
    "penerima_manfaat",
    "satuan",
    "harga_satuan_rp",
    *VOLUMES,
    "share",
    *COSTS,
    "jumlah_rp",
)
_PHASES = ("eksisting", "pendek", "menengah", "panjang", "tahun_pendek", "tahun_menengah", "tahun_panjang")
_TARGET = ("tujuan_id", "uraian", "indikator", "satuan", "baseline", "tahun_baseline", "target", "tahun_target")
_MONEY = (*MURNI_COLUMNS, "belanja_langsung_rp", "investasi_rp", "op_rp", "komitmen_pct", "komitmen_rp")
NEEDS = (
    Need("validation", WILAYAH, _LAND),
    Need("validation", PENDUDUK, ("penduduk_jiwa", "kk", "laju_pct")),
    Need("validation", AIR_LIMBAH, _SEWAGE),
    Need("validation", PERSAMPAHAN, ("terangkut_m3_hari",)),
    Need("validation", BANJIR, ("banjir", "banjir_rob")),
    Need("validation", DRAINASE_GENANGAN, ("luas_genangan_ha",)),
    Need("validation", TAHAPAN, _PHASES),
    Need("validation", ZONA_PENYESUAIAN, ("sistem", "alasan")),
    Need("validation", PROGRAM_KEGIATAN, _PROGRAMME),
    Need("validation", HARGA_SATUAN, ("satuan", "harga_rp", "dasar")),
    Need("validation", KEUANGAN, _MONEY),
    Need("buku_putih", AREA, ("skor_akhir", "skor_hitung", "belum_beralasan")),
    Need("validation", SWOT, ("komponen", "metode", "sisi", "aspek", "uraian", "angka", "bobot", "isu")),
    Need("validation", MASALAH, ("komponen", "uraian")),
    Need("validation", TUJUAN, ("komponen", "masalah_id", "uraian")),
    Need("validation", SASARAN, _TARGET),
    Need("validation", STRATEGI, ("sasaran_id", "faktor_id", "uraian")),
    Need("validation", TIDAK_ADA, ("alasan",)),
    Need("buku_putih", ISU, ("komponen", "uraian", "n_desa")),
)
