"""What the step ssk computes beside the programme: SWOT, logical framework, readings of the budget, differences."""

from schemas.contract import Field, Table
from schemas.outputs.ssk import KEGIATAN_ID, KOMPONEN

LEVELS = ("masalah", "tujuan", "sasaran", "strategi", "program", "kegiatan")
_SIDES = {"s": "Strengths", "w": "Weaknesses", "o": "Opportunities", "t": "Threats"}

SWOT_TOTAL = Table(
    "swot_total",
    "one row per komponen and method of the total, both always",
    ("komponen", "metode"),
    (
        KOMPONEN,
        Field("metode", "choice", "Method of the total.", choices=("sum", "ifas_efas")),
        Field("is_dipakai", "flag", "The method that the Pokja names, else the rule ssk.swot.method."),
        *(Field(f"jumlah_{n}", "exact", f"Total of the side: {word}.") for n, word in _SIDES.items()),
        Field("x", "exact", "S - W."),
        Field("y", "exact", "O - T."),
        Field("posisi", "text", "AGRESIF, DIVERSIFIKASI, TURNAROUND or DEFENSIF; empty when unknown."),
        Field("kuadran", "text", "SO, ST, WO or WT; empty when unknown."),
        Field("n_isu", "count", "Strategic issues of the komponen."),
        Field("catatan", "text", "Indonesian: why a total is unknown, or what counted 0."),
    ),
    need="computed",
)
SWOT_ISU = Table(
    "swot_isu",
    "one row per strategic issue",
    ("faktor_id",),
    (
        Field("faktor_id", "id", "The factor."),
        KOMPONEN,
        Field("sisi", "choice", "Side of the factor.", choices=("S", "W", "O", "T")),
        Field("aspek", "text", "Aspect of the factor."),
        Field("uraian", "text", "The factor in words."),
        Field("angka", "count", "Its score."),
        Field("asal", "choice", "Chosen by the Pokja, or by its score alone.", choices=("pokja", "angka")),
    ),
    need="computed",
)
KKL = Table(
    "kkl",
    "one row per member of the logical framework",
    ("level", "id"),
    (
        Field("level", "choice", "Level of the framework.", choices=LEVELS),
        Field("id", "id", "The district's own id, or the content key of a draft (ssk.md 7.1)."),
        KOMPONEN,
        Field("parent", "id", "Primary parent: a row of the level above; empty for masalah."),
        Field("parent_lain", "list", "Further parents of the level above."),
        Field("uraian", "text", "The member in words."),
        Field("indikator", "text", "What is measured (sasaran), or the unit that is counted (kegiatan)."),
        Field("baseline", "exact", "Value in the base year."),
        Field("target", "exact", "Value to be reached; the volume of a kegiatan."),
        Field("satuan", "text", "Unit of baseline and target."),
        Field("tahun_baseline", "year", "Year of the baseline."),
        Field("tahun", "year", "Year by which the target is reached; the last year of a kegiatan."),
        Field("asal", "choice", "Submitted by the Pokja, or drafted.", choices=("pokja", "draf")),
        Field("catatan", "text", "Indonesian: a parent that had to be assumed, or a child that is missing."),
    ),
    need="computed",
)
_MONEY = (
    ("apbd_murni_rp", "Projected own budget for sanitation."),
    ("belanja_langsung_rp", "Projected direct expenditure."),
    ("komitmen_rp", "Projected commitment."),
    ("op_rp", "Projected O&P of existing assets."),
    ("mampu_murni_rp", "apbd_murni - op."),
    ("mampu_komitmen_rp", "komitmen - op."),
    ("kebutuhan_apbd_k_rp", "Need of APBD_K in the year."),
    ("selisih_murni_rp", "need - mampu_murni."),
    ("selisih_komitmen_rp", "need - mampu_komitmen."),
)
BACAAN = Field("bacaan", "choice", "Reading of the mean growth.", choices=("arithmetic", "cagr"))
PROYEKSI = Table(
    "proyeksi",
    "one row per reading of growth and plan year; no row when keuangan is missing",
    ("bacaan", "tahun"),
    (
        BACAAN,
        Field("tahun", "year", "Plan year."),
        Field("is_dipakai", "flag", "The reading in force (rule fund.growth_mean)."),
        *(Field(name, "rupiah", meaning, unit="Rp") for name, meaning in _MONEY),
    ),
    need="computed",
)
RASIO = Table(
    "rasio",
    "one row per year of the history",
    ("tahun",),
    (
        Field("tahun", "year", "Year of the history."),
        Field("belanja_sanitasi_rp", "rupiah", "Expenditure on sanitation.", unit="Rp"),
        Field("apbd_murni_rp", "rupiah", "Own part of it.", unit="Rp"),
        Field("investasi_rp", "rupiah", "Investment.", unit="Rp"),
        Field("op_rp", "rupiah", "Operation and maintenance.", unit="Rp"),
        Field("belanja_langsung_rp", "rupiah", "Direct expenditure.", unit="Rp"),
        Field("sanitasi_pct", "exact", "Sanitation in direct expenditure.", unit="%"),
        Field("investasi_pct", "exact", "Investment in sanitation.", unit="%"),
        Field("op_pct", "exact", "Operation and maintenance in sanitation.", unit="%"),
    ),
    need="computed",
)
PERTUMBUHAN = Table(
    "pertumbuhan",
    "one row per yearly series of the budget",
    ("deret",),
    (
        Field("deret", "text", "Column of table rasio."),
        Field("aritmetik_pct", "exact", "Mean of the yearly rates.", unit="%/tahun"),
        Field("cagr_pct", "exact", "Compound rate between first and last year.", unit="%/tahun"),
    ),
    need="computed",
)
BEDA_PROGRAM = Table(
    "beda_program",
    "one row per activity and column in which plan and draft differ",
    ("kegiatan_id", "kolom"),
    (
        KEGIATAN_ID,
        Field("kolom", "text", "Column that differs; empty for a whole activity."),
        Field("jenis", "choice", "Changed, new, or dropped with the Pokja's rows.", choices=("beda", "baru", "hilang")),
        Field("draf", "text", "Value of the draft, as text."),
        Field("pokja", "text", "Value in the plan, as text."),
        KOMPONEN,
        Field("nama", "text", "Name of the activity."),
    ),
    need="computed",
)
TABLES = (SWOT_TOTAL, SWOT_ISU, KKL, PROYEKSI, RASIO, PERTUMBUHAN, BEDA_PROGRAM)
