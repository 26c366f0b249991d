"""What the step realisasi computes: budget lines and results against the lines of the pinned MPS (mps.md section 9)."""

from schemas.contract import Field, Table
from schemas.fields.monev import DOKUMEN_ANGGARAN
from schemas.outputs.mps import STATUS
from schemas.outputs.ssk import KEGIATAN_ID, KOMPONEN, SUMBER_DANA

KEADAAN = ("cocok", "daftar_tunggu", "sumber_lain", "bukan_mps", "tanpa_kegiatan", "tahun_lain")
_RP = "Rp"
_TAHUN = Field("tahun", "year", "Calendar year.")
_PROGRESS = (
    Field("periode", "text", "Newest quarter that was reported."),
    Field("fisik_pct", "percent", "Newest known physical progress, cumulative.", unit="%"),
    Field("keuangan_rp", "rupiah", "Newest known money spent, cumulative.", unit=_RP),
    Field("serapan_pct", "exact", "keuangan / pagu * 100.", unit="%"),
    Field("volume_rencana", "exact", "Volume of the budget."),
    Field("volume_realisasi", "exact", "Newest known volume built, cumulative."),
    Field("efisiensi", "exact", "(keuangan / volume_realisasi) / (pagu / volume_rencana); below 1 is cheaper."),
    Field("penerima_kk", "count", "Households served.", unit="KK"),
    Field("berfungsi", "flag", "Whether what was built works."),
    Field("kendala", "text", "Obstacles, as reported."),
    Field("alasan_geser", "text", "Why the line was moved to another year, as reported."),
)
ANGGARAN = Table(
    "anggaran",
    "one row per submitted budget line, with the MPS line that it carries out",
    ("baris_id",),
    (
        Field("baris_id", "id", "Budget line."),
        Field("kegiatan_id", "id", "Activity, as submitted."),
        SUMBER_DANA,
        _TAHUN,
        DOKUMEN_ANGGARAN,
        Field(
            "keadaan",
            "choice",
            "cocok, or why it carries out no line of the plan; daftar_tunggu: a line of the waiting list.",
            choices=KEADAAN,
        ),
        Field("alasan", "text", "Indonesian: why no line of the plan is carried out; empty for cocok."),
        Field("mps_ref", "text", "Reference of the MPS line; empty without one."),
        KOMPONEN,
        Field("nama", "text", "Name of the activity in the MPS."),
        Field("lokasi", "text", "Place of the line, as submitted."),
        Field("satuan", "text", "Unit of its volumes."),
        Field("pagu_rp", "rupiah", "Amount of the line.", unit=_RP),
        *_PROGRESS,
        Field("kontrak_rp", "rupiah", "Value of its contracts; empty without one.", unit=_RP),
        Field("catatan", "text", "Indonesian: figures that are older than the newest quarter."),
    ),
    need="computed",
)
PELAKSANAAN = Table(
    "pelaksanaan",
    "one row per MPS line and year in which it has a cost or a budget line",
    ("kegiatan_id", "sumber_dana", "tahun"),
    (
        KEGIATAN_ID,
        SUMBER_DANA,
        _TAHUN,
        KOMPONEN,
        Field("nama", "text", "Name of the activity."),
        Field("lokasi", "text", "kode_desa, zone id or kode_kab."),
        Field("satuan", "text", "Unit of the volumes of the MPS."),
        Field("status", "choice", "Status of the MPS line.", choices=STATUS),
        Field("mps_rp", "rupiah", "Cost of the line in the year; 0 when it waits or has another year.", unit=_RP),
        Field("komitmen_rp", "rupiah", "Committed of it by the MPS, also a part; empty when unknown.", unit=_RP),
        Field("mps_volume", "exact", "Volume of the line in the year."),
        *(
            Field(f"{name}_rp", "rupiah", f"Amount in {label}; empty without a budget line of that kind.", unit=_RP)
            for name, label in (("rkpd", "the RKPD"), ("kua_ppas", "KUA-PPAS"), ("rka", "the RKA"), ("dpa", "DPA/DIPA"))
        ),
        Field("n_anggaran", "count", "Budget lines that carry it out in the year."),
        Field("dokumen", "choice", "Newest kind of budget document with the line.", choices=DOKUMEN_ANGGARAN.choices),
        Field("pagu_rp", "rupiah", "Amount in that document.", unit=_RP),
        *_PROGRESS,
        Field("kontrak_rp", "rupiah", "Value of the contracts; empty without one.", unit=_RP),
        Field("is_tergeser", "flag", "A year before the plan's years of the line, or after them."),
        Field("catatan", "text", "Indonesian: what keeps a figure unknown, or a shifted year."),
    ),
    need="computed",
)
REKAP_PELAKSANAAN = Table(
    "rekap_pelaksanaan",
    "one row per year and group: all lines, a source or a komponen",
    ("tahun", "kelompok", "kode"),
    (
        _TAHUN,
        Field("kelompok", "choice", "What is added up.", choices=("semua", "sumber", "komponen")),
        Field("kode", "text", "Source or komponen; `semua` for all lines."),
        Field("n_baris", "count", "MPS lines with a cost in the year."),
        Field("n_dianggarkan", "count", "Of these: lines in a DPA or DIPA of the year."),
        Field("mps_rp", "rupiah", "Cost of the MPS lines of the year.", unit=_RP),
        Field("rkpd_rp", "rupiah", "RKPD of MPS lines.", unit=_RP),
        Field("dpa_rp", "rupiah", "DPA and DIPA of MPS lines.", unit=_RP),
        Field("dpa_geser_rp", "rupiah", "Of these: lines that the MPS has in another year or lets wait.", unit=_RP),
        Field("rasio_rp_pct", "exact", "dpa / mps * 100; empty while no DPA or DIPA of the year is known.", unit="%"),
        Field("rasio_baris_pct", "exact", "n_dianggarkan / n_baris * 100; empty as above.", unit="%"),
        Field("komitmen_rp", "rupiah", "Committed of it, also parts of a line.", unit=_RP),
        Field("lembar_rp", "rupiah", "Signed total of the commitment sheet; not by komponen.", unit=_RP),
        Field("keuangan_komitmen_rp", "rupiah", "Money spent on lines with a commitment, also a part.", unit=_RP),
        Field("pagu_rp", "rupiah", "Amounts in the newest document of each line.", unit=_RP),
        Field("kontrak_rp", "rupiah", "Value of contracts.", unit=_RP),
        Field("keuangan_rp", "rupiah", "Money spent.", unit=_RP),
        Field("serapan_pct", "exact", "keuangan / pagu * 100.", unit="%"),
        Field("fisik_pct", "exact", "Physical progress weighted by pagu, of the lines that report it.", unit="%"),
        Field("tanpa_nilai", "list", "Columns that leave out lines whose value is unknown."),
    ),
    need="computed",
)
CAPAIAN_SASARAN = Table(
    "capaian_sasaran",
    "one row per sasaran and year with a submitted result",
    ("sasaran_id", "tahun"),
    (
        Field("sasaran_id", "id", "Target."),
        _TAHUN,
        KOMPONEN,
        Field("tujuan", "text", "Objective of the sasaran."),
        Field("sasaran", "text", "The sasaran in words; empty when no SSK has it."),
        Field("indikator", "text", "What is measured."),
        Field("satuan", "text", "Unit."),
        Field("arah", "choice", "Direction that is better.", choices=("naik", "turun")),
        Field("baseline", "exact", "Value in the base year."),
        Field("tahun_baseline", "year", "Base year."),
        Field("target_akhir", "exact", "Value to be reached at the end."),
        Field("tahun_target", "year", "Year by which it is reached."),
        Field("target", "exact", "Target of the year."),
        Field("realisasi", "exact", "Result of the year."),
        Field("capaian_pct", "exact", "Result against target by the direction; empty for a target of 0.", unit="%"),
        Field("gap_pct", "exact", "(target - realisasi) / target * 100; empty for a target of 0.", unit="%"),
        Field("selisih", "exact", "realisasi - target."),
        Field("jalur", "exact", "Value on the straight line from baseline to the final target."),
        Field("is_peringatan", "flag", "Early warning: the result is worse than the line; empty when not known."),
        Field("sumber", "text", "Where the result comes from, as submitted."),
        Field("catatan", "text", "Indonesian: what keeps a figure unknown, or what was assumed."),
    ),
    need="computed",
)
TABLES = (ANGGARAN, PELAKSANAAN, REKAP_PELAKSANAAN, CAPAIAN_SASARAN)
