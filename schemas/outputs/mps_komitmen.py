"""What the step mps says about commitments: per line and year, per source and year, and what still has to be shown."""

from schemas.contract import Field, Table
from schemas.outputs.mps import REKAP_KOMPONEN, REKAP_SUMBER, REKAP_SUMBER_KOMPONEN, STATUS
from schemas.outputs.ssk import JUMLAH, KEGIATAN_ID, KOMPONEN, SUMBER_DANA

TAHUN = Field("tahun", "year", "Calendar year of the plan.")


def _rp(name: str, meaning: str) -> Field:
    return Field(name, "rupiah", meaning, unit="Rp")


KOMITMEN_TAHUN = Table(
    "komitmen_tahun",
    "one row per line of the MPS and year with cost (T4 with its commitment)",
    ("kegiatan_id", "sumber_dana", "tahun"),
    (
        KEGIATAN_ID,
        SUMBER_DANA,
        TAHUN,
        KOMPONEN,
        _rp("kebutuhan_rp", "Cost of the line in the year."),
        _rp("komitmen_rp", "Committed of it, at most the cost; empty when unknown."),
        _rp("kesenjangan_rp", "Cost less what is committed; empty when that is unknown."),
        Field("status", "choice", "Standing of the line in the year.", choices=STATUS),
        Field(
            "catatan", "text", "Indonesian: a part, an excess or another status that was submitted; empty otherwise."
        ),
    ),
    need="computed",
)
KESENJANGAN = Table(
    "kesenjangan",
    "one row per source with a line or a sheet, and plan year: need, committed, gap",
    ("sumber_dana", "tahun"),
    (
        SUMBER_DANA,
        TAHUN,
        _rp("kebutuhan_rp", "Cost of the lines that do not wait."),
        _rp("terkomitmen_rp", "Committed of it by line; empty when an amount is unknown."),
        _rp("kesenjangan_rp", "Need less committed; empty when that is unknown."),
        _rp("lembar_rp", "Total of the signed sheet; empty without one."),
        _rp("sisa_lembar_rp", "Sheet less what is committed by line; empty when an amount is unknown."),
        _rp("menunggu_rp", "Cost of the lines on the waiting list, counted in none of the others."),
        Field("n_tanpa_biaya", "count", "Lines of the source whose cost is unknown: no amount here has them."),
    ),
    need="computed",
)
REKAP_KOMPONEN_S = Table(
    "rekap_komponen_s", "one row per komponen, committed amounts only (T5s)", ("komponen",), REKAP_KOMPONEN.fields,
    need="computed",
)  # fmt: skip
REKAP_SUMBER_S = Table(
    "rekap_sumber_s", "one row per source, committed amounts only (T6s)", ("sumber_dana",), REKAP_SUMBER.fields,
    need="computed",
)  # fmt: skip
REKAP_SILANG_S = Table(
    "rekap_silang_s", "one row per source and komponen, committed amounts only (T7s)", ("sumber_dana", "komponen"),
    REKAP_SUMBER_KOMPONEN.fields, need="computed",
)  # fmt: skip
BAGIAN_KOMITMEN = Table(
    "bagian_komitmen",
    "one row: the committed share of APBD_K against the minimum of the year",
    ("sumber_dana",),
    (
        SUMBER_DANA,
        _rp("kebutuhan_rp", "Cost of the lines that do not wait, all plan years."),
        _rp("terkomitmen_rp", "Committed of it; empty when an amount is unknown."),
        Field("bagian_pct", "exact", "Committed in need; empty without need.", unit="%"),
        Field("minimum_pct", "exact", "Asked before the MPS is final (mps.commit_share).", unit="%"),
        Field("is_cukup", "flag", "The minimum is reached; empty when unknown."),
    ),
    need="computed",
)
SYARAT = Table(
    "syarat_sumber",
    "one row per line whose source asks for a consultation (APBD_P, APBN) or an agreement (CSR, MASY)",
    ("kegiatan_id", "sumber_dana"),
    (
        KEGIATAN_ID,
        SUMBER_DANA,
        KOMPONEN,
        Field("syarat", "choice", "What the source asks for.", choices=("konsultasi", "perjanjian")),
        Field("bukti_id", "id", "Evidence that the line names; empty when it names none."),
        Field("keadaan", "choice", "Whether it is there.", choices=("ada", "tanpa_bukti", "belum")),
        JUMLAH,
        Field("status", "choice", "Standing of the line.", choices=STATUS),
    ),
    need="computed",
)
DAK_MINIMUM = Table(
    "dak_minimum",
    "one row per year and minimum of the DAK; no row in years without an instruction",
    ("tahun", "syarat"),
    (
        TAHUN,
        Field(
            "syarat",
            "choice",
            "Column of table dak that must reach it.",
            choices=("pendamping_reguler_rp", "pendamping_tambahan_rp", "operasional_rp", "pendamping_tahun_lalu_rp"),
        ),
        _rp("dasar_rp", "What the percentage is taken of; empty for last year's level."),
        Field("minimum_pct", "exact", "Percentage of the year's instruction.", unit="%"),
        _rp("minimum_rp", "Least amount, half-up."),
        _rp("ada_rp", "Amount budgeted; empty when unknown."),
        _rp("kurang_rp", "What lacks to the minimum; empty when unknown."),
    ),
    need="computed",
)
TABLES = (
    KOMITMEN_TAHUN,
    KESENJANGAN,
    REKAP_KOMPONEN_S,
    REKAP_SUMBER_S,
    REKAP_SILANG_S,
    BAGIAN_KOMITMEN,
    SYARAT,
    DAK_MINIMUM,
)
