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
from schemas.outputs.documents import ANGKA_BUKU_PUTIH, ANGKA_MONEV, ANGKA_MPS, ANGKA_SSK
from schemas.outputs.intake import BATAS, DAFTAR_WILAYAH
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
from schemas.outputs.mps_alokasi import ALTERNATIF, HARGA_BAYANGAN, PENUNDAAN
from schemas.outputs.mps_kesiapan import TABLES as MPS_KESIAPAN
from schemas.outputs.mps_komitmen import TABLES as MPS_KOMITMEN
from schemas.outputs.mps_peringkat import TABLES as MPS_PERINGKAT
from schemas.outputs.nasional import TABLES as NASIONAL
from schemas.outputs.realisasi import TABLES as REALISASI
from schemas.outputs.ssk import AKIBAT_SKOR, KEGIATAN, KEGIATAN_SUMBER, KEMAMPUAN, LAYANAN, PROGRAM, TIDAK_DIBUAT, ZONA
from schemas.outputs.ssk_kerangka import TABLES as SSK_KERANGKA
from schemas.outputs.ssk_rinci import TABLES as SSK_RINCI

OUTPUTS: dict[str, tuple[Table, ...]] = {
    "intake": (DAFTAR_WILAYAH, BATAS),
    "buku_putih": (AREA, INDIKATOR, IRS, RINGKASAN_AREA, ISU, EHRA_HITUNG, KEPASTIAN, GALAT_EHRA, GALAT_IRS),
    "ssk": (
        ZONA,
        LAYANAN,
        PROGRAM,
        KEGIATAN,
        KEGIATAN_SUMBER,
        TIDAK_DIBUAT,
        AKIBAT_SKOR,
        KEMAMPUAN,
        *SSK_KERANGKA,
        *SSK_RINCI,
    ),
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
        *MPS_KOMITMEN,
        *MPS_PERINGKAT,
        *MPS_KESIAPAN,
        PENUNDAAN,
    ),
    "alternatif": ALTERNATIF,
    "harga_bayangan": (HARGA_BAYANGAN,),
    "realisasi": REALISASI,
    "dokumen_buku_putih": (ANGKA_BUKU_PUTIH,),
    "dokumen_ssk": (ANGKA_SSK,),
    "dokumen_mps": (ANGKA_MPS,),
    "dokumen_monev": (ANGKA_MONEV,),
}

RESULTS: dict[str, tuple[Table, ...]] = {"nasional": NASIONAL}
"""Results kept beside the runs: no step of the chain makes them, and no reference names their rows."""

__all__ = ["OUTPUTS", "RESULTS"]
