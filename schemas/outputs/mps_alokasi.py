"""What the allocation says beside its plans. Plan years 1..5 are fiscal year + 1 .. + 5 of the MPS."""

from dataclasses import replace

from schemas.contract import Field, Table
from schemas.outputs.mps import PERBANDINGAN, PILIHAN
from schemas.outputs.ssk import KEGIATAN_ID, SUMBER_DANA

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
PENUNDAAN = Table(
    "penundaan",
    "one row per activity that waits or begins after the first plan year; absent where the ceilings are unknown",
    ("kegiatan_id",),
    (
        KEGIATAN_ID,
        Field("tahun_mulai", "year", "First year with volume; empty: it waits."),
        Field(
            "tahun_boleh",
            "year",
            "First year that SSK year, documents and the steps before it allow, maybe after the plan; empty: none.",
        ),
        Field("langkah", "id", "The step before it that sets that year or waits; empty: none does."),
        Field("tahun_langkah", "year", "First year of that step; empty: it waits."),
        Field("dokumen", "list", "Documents that this step makes for it."),
        Field("pekerjaan", "id", "Of a preparation without its works: the first of them, with which it is counted."),
        Field(
            "tahun_uji", "year", "The year in which the least money is missing; empty where money alone does not help."
        ),
        Field(
            "penuh", "list", "Ceilings that are full for that year, as <source> <year>, O&P of later years included."
        ),
        Field("kurang_rp", "list", "What each of them lacks for the activity and the steps before it that wait too."),
        Field("n_serta", "count", "Steps before it that wait too and are counted in."),
        Field("hambatan", "text", "Indonesian: why more money alone does not help; empty where it does."),
        Field(
            "pesaing", "list", "Activities of lower priority paid under the first of them, largest first, at most 3."
        ),
        Field("n_pesaing", "count", "How many there are."),
        Field("pesaing_rp", "rupiah", "What they take of it together.", unit="Rp"),
    ),
    need="computed",
)
ALTERNATIF = (PERBANDINGAN_LAIN, PILIHAN_LAIN)
