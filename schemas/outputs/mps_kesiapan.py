"""Readiness (T8) and schedule (T9) of the MPS (mps.md sections 6 and 7)."""

from schemas.contract import Field, Table
from schemas.outputs.ssk import KEGIATAN_ID, KOMPONEN

STATUS_SIAP = ("tanpa_syarat", "siap", "bersyarat", "belum", "tidak_diketahui")
KESIAPAN_BARIS = Table(
    "kesiapan_baris",
    "one row per activity of the SSK",
    ("kegiatan_id",),
    (
        KEGIATAN_ID,
        KOMPONEN,
        Field("tipe", "text", "Type of installation stated in kesiapan; empty when none is."),
        Field("wajib", "list", "Mandatory documents; `a|b` means either one."),
        Field("ada", "list", "Documents held: <document> <tanggal>[ s.d. <masa_berlaku>]."),
        Field(
            "dibuat", "list", "Documents not held that a planned step before it makes: <document> oleh <kegiatan_id>."
        ),
        Field("kurang", "list", "Documents not held, or not valid in time, that no step makes."),
        Field(
            "tahun_boleh",
            "year",
            "First MPS year that the documents held allow (a planned step makes the others); empty: none or unknown.",
        ),
        Field("tahun_mulai", "year", "First year with volume in the MPS; empty when it waits."),
        Field(
            "status",
            "choice",
            "Needs none, holds all, holds all but those that a planned step makes, lacks some, or nothing submitted.",
            choices=STATUS_SIAP,
        ),
        Field("catatan", "text", "Indonesian: why documents that are all held allow no year."),
    ),
    need="computed",
)
JADWAL = Table(
    "jadwal",
    "one row per activity of the SSK: when its step of the package begins and ends",
    ("kegiatan_id",),
    (
        KEGIATAN_ID,
        KOMPONEN,
        Field("program_id", "id", "Package."),
        Field("lokasi", "text", "kode_desa, zone id or kode_kab: with program_id the facility."),
        Field("tahap", "choice", "SIDLACOM letter.", choices=("S", "I", "D", "L", "A", "O", "M")),
        Field("tahun_mulai", "year", "First year with volume; empty when it waits or falls after the plan."),
        Field("tahun_selesai", "year", "Last year with volume."),
    ),
    need="computed",
)
TABLES = (KESIAPAN_BARIS, JADWAL)
