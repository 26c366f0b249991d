"""Table program_kegiatan (tables.md section 6).

A blank kegiatan_id gets the key of its content, a blank sumber_dana is not yet set. For the MPS the table is optional:
it holds the changes of the year.
"""

from schemas.fields import mps, shared
from schemas.tables.submitted import expected, submitted

PROGRAM_KEGIATAN = submitted(
    "program_kegiatan",
    "one row per activity and source of funds",
    ("kegiatan_id", "sumber_dana"),
    (
        shared.KEGIATAN_ID,
        shared.SUMBER_DANA,
        mps.TAG_DANA,
        *expected(shared.KOMPONEN_PH, mps.PROGRAM, mps.KEGIATAN),
        mps.SUB_KEGIATAN,
        *expected(shared.STRATEGI_ID),
        shared.MASALAH_ID,
        shared.KODE_KATALOG,
        mps.SETELAH,
        *expected(mps.JENIS_SUB, mps.TAHAP),
        shared.KODE_DESA_LIST,
        mps.LOKASI,
        *expected(mps.PENERIMA_MANFAAT, shared.SATUAN, mps.HARGA_SATUAN_RP),
        *mps.VOL,
        mps.SHARE,
        *mps.BIAYA_RP,
        mps.JUMLAH_BIAYA_RP,
        *expected(shared.PENANGGUNG_JAWAB),
        shared.KODE_REKENING,
        mps.PERJANJIAN_ID,
        mps.KONSULTASI_ID,
        mps.USULAN_BARU,
        mps.ALASAN,
    ),
    stages=("ssk",),
    need="expected",
    may_be_blank=("kegiatan_id", "sumber_dana"),
)
