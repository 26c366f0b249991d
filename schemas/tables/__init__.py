"""The submitted tables, in the order of tables.md. To add one: its module, its headings, and its name below."""

from schemas.contract import Table
from schemas.tables.air_limbah import AIR_LIMBAH
from schemas.tables.air_minum import AIR_MINUM
from schemas.tables.angka_cetak import ANGKA_CETAK
from schemas.tables.banjir import BANJIR
from schemas.tables.baris_anggaran import BARIS_ANGGARAN
from schemas.tables.bobot import BOBOT
from schemas.tables.bukti import BUKTI
from schemas.tables.buku_kas import BUKU_KAS
from schemas.tables.capaian import CAPAIAN
from schemas.tables.dak import DAK
from schemas.tables.das import DAS
from schemas.tables.drainase_genangan import DRAINASE_GENANGAN
from schemas.tables.dss import DSS
from schemas.tables.ehra import EHRA
from schemas.tables.ehra_responden import EHRA_RESPONDEN
from schemas.tables.fasilitas_sekolah import FASILITAS_SEKOLAH
from schemas.tables.fasilitator import FASILITATOR
from schemas.tables.harga_satuan import HARGA_SATUAN
from schemas.tables.info import INFO
from schemas.tables.kesehatan import KESEHATAN
from schemas.tables.kesepakatan_skor import KESEPAKATAN_SKOR
from schemas.tables.kesiapan import KESIAPAN
from schemas.tables.keuangan import KEUANGAN
from schemas.tables.komitmen import KOMITMEN
from schemas.tables.komitmen_baris import KOMITMEN_BARIS
from schemas.tables.kontrak import KONTRAK
from schemas.tables.kriteria import KRITERIA
from schemas.tables.masalah import MASALAH
from schemas.tables.media import MEDIA
from schemas.tables.monev_ssk import MONEV_SSK
from schemas.tables.narasi import NARASI
from schemas.tables.pagu import PAGU
from schemas.tables.parameter_lokal import PARAMETER_LOKAL
from schemas.tables.pelaku import PELAKU
from schemas.tables.penduduk import PENDUDUK
from schemas.tables.persampahan import PERSAMPAHAN
from schemas.tables.persepsi import PERSEPSI
from schemas.tables.peserta import PESERTA
from schemas.tables.program_kegiatan import PROGRAM_KEGIATAN
from schemas.tables.realisasi import REALISASI
from schemas.tables.regulasi import REGULASI
from schemas.tables.rekap_biaya import REKAP_BIAYA
from schemas.tables.rt import RT
from schemas.tables.sanitasi_mayoritas import SANITASI_MAYORITAS
from schemas.tables.sasaran import SASARAN
from schemas.tables.skor_prioritas import SKOR_PRIORITAS
from schemas.tables.spald import SPALD
from schemas.tables.strategi import STRATEGI
from schemas.tables.swot import SWOT
from schemas.tables.tahapan import TAHAPAN
from schemas.tables.tidak_ada import TIDAK_ADA
from schemas.tables.tps3r import TPS3R
from schemas.tables.tujuan import TUJUAN
from schemas.tables.visi_misi import VISI_MISI
from schemas.tables.wilayah import WILAYAH
from schemas.tables.zona_penyesuaian import ZONA_PENYESUAIAN

TABLES: tuple[Table, ...] = (
    WILAYAH,
    PENDUDUK,
    AIR_MINUM,
    AIR_LIMBAH,
    PERSAMPAHAN,
    SANITASI_MAYORITAS,
    BANJIR,
    KESEHATAN,
    INFO,
    DRAINASE_GENANGAN,
    PERSEPSI,
    EHRA,
    EHRA_RESPONDEN,
    RT,
    KESEPAKATAN_SKOR,
    KEUANGAN,
    MASALAH,
    DAS,
    FASILITAS_SEKOLAH,
    REGULASI,
    PELAKU,
    DSS,
    MEDIA,
    SPALD,
    TPS3R,
    NARASI,
    TIDAK_ADA,
    VISI_MISI,
    SWOT,
    TAHAPAN,
    ZONA_PENYESUAIAN,
    TUJUAN,
    SASARAN,
    STRATEGI,
    PROGRAM_KEGIATAN,
    HARGA_SATUAN,
    REKAP_BIAYA,
    MONEV_SSK,
    PAGU,
    KRITERIA,
    BOBOT,
    SKOR_PRIORITAS,
    KESIAPAN,
    KOMITMEN,
    KOMITMEN_BARIS,
    DAK,
    PARAMETER_LOKAL,
    BARIS_ANGGARAN,
    KONTRAK,
    REALISASI,
    CAPAIAN,
    BUKTI,
    BUKU_KAS,
    PESERTA,
    FASILITATOR,
    ANGKA_CETAK,
)
_BY_NAME = {t.name: t for t in TABLES}


def table(name: str) -> Table:
    """The submitted table called `name`; KeyError when there is none."""
    return _BY_NAME[name]
