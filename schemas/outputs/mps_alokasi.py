"""What the allocation says beside its plans. Plan years 1..5 are fiscal year + 1 .. + 5 of the MPS."""

from dataclasses import replace

from schemas.contract import Field, Table
from schemas.outputs.mps import PERBANDINGAN, PILIHAN
from schemas.outputs.ssk import SUMBER_DANA

PERBANDINGAN_LAIN = replace(
    PERBANDINGAN,
    name="perbandingan_lain",
    grain="one row per way of allocating that is made on demand beside the plan in use",
)
PILIHAN_LAIN = replace(
    PILIHAN,
    name="pilihan_lain",
    grain="one row per activity: its first year in the ways of allocating that are made on demand",
    fields=(PILIHAN.field("kegiatan_id"), PILIHAN.field("tahun_leksikografis")),
)

HARGA_BAYANGAN = Table(
    "harga_bayangan",
    "one row per source and year with a known ceiling: what Rp 1,000,000 more would be worth; an indication",
    ("sumber_dana", "tahun"),
    (
        SUMBER_DANA,
        Field("tahun", "year", "Calendar year."),
        Field(
            "nilai_per_juta",
            "exact",
            "Dual of the ceiling in the linear relaxation, in value of the allocation per Rp 1,000,000, two decimals.",
        ),
        Field("bawah", "exact", "Value that Rp 1,000,000 more would add in the relaxation."),
        Field("atas", "exact", "Value that Rp 1,000,000 less would cost; empty where the ceiling is below that."),
        Field("is_tunggal", "flag", "The interval is no wider than 0.02; empty where one end is unknown."),
        Field("catatan", "text", "Indonesian: how to read the figure."),
    ),
    need="computed",
)
ALTERNATIF = (PERBANDINGAN_LAIN, PILIHAN_LAIN)
