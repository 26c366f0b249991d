"""Contracts of the tables that the steps compute. A row is plain values; refs are in schemas/refs.py."""

from schemas.contract import Table
from schemas.outputs.buku_putih import (
    AREA,
    EHRA_HITUNG,
    GALAT_EHRA,
    GALAT_IRS,
    INDIKATOR,
    IRS,
    ISU,
    KEPASTIAN,
    RINGKASAN_AREA,
)
from schemas.outputs.documents import ANGKA_BUKU_PUTIH, ANGKA_MPS, ANGKA_SSK
from schemas.outputs.intake import DAFTAR_WILAYAH
from schemas.outputs.mps import (
    BARIS,
    BOBOT_DIPAKAI,
    PERBANDINGAN,
    PILIHAN,
    PRIORITAS,
    REKAP_KOMPONEN,
    REKAP_SUMBER,
    REKAP_SUMBER_KOMPONEN,
    SESUDAH_RENCANA,
)
from schemas.outputs.mps_alokasi import TABLES as MPS_ALOKASI
from schemas.outputs.ssk import KEGIATAN, KEGIATAN_SUMBER, KEMAMPUAN, LAYANAN, PROGRAM, TIDAK_DIBUAT, ZONA
from schemas.outputs.ssk_kerangka import TABLES as SSK_KERANGKA

OUTPUTS: dict[str, tuple[Table, ...]] = {
    "intake": (DAFTAR_WILAYAH,),
    "buku_putih": (AREA, INDIKATOR, IRS, RINGKASAN_AREA, ISU, EHRA_HITUNG, KEPASTIAN, GALAT_EHRA, GALAT_IRS),
    "ssk": (ZONA, LAYANAN, PROGRAM, KEGIATAN, KEGIATAN_SUMBER, TIDAK_DIBUAT, KEMAMPUAN, *SSK_KERANGKA),
    "mps": (
        PRIORITAS,
        BOBOT_DIPAKAI,
        BARIS,
        SESUDAH_RENCANA,
        REKAP_KOMPONEN,
        REKAP_SUMBER,
        REKAP_SUMBER_KOMPONEN,
        PERBANDINGAN,
        PILIHAN,
        *MPS_ALOKASI,
    ),
    "dokumen_buku_putih": (ANGKA_BUKU_PUTIH,),
    "dokumen_ssk": (ANGKA_SSK,),
    "dokumen_mps": (ANGKA_MPS,),
}

__all__ = ["OUTPUTS"]
