"""What the national view of a fiscal year holds. It is a result beside the runs: no step of the chain makes it."""

from schemas.contract import Field, Table

KODE_KAB = Field("kode_kab", "code", "Kemendagri code of the district.")
DIMENSI = ("kebutuhan", "kemajuan", "kesiapan")
URUTAN = (*DIMENSI, "gabungan")
KEADAAN = ("used", "late", "held", "missing")

PERINGKAT = Table(
    "peringkat",
    "one row per district expected in the fiscal year",
    ("kode_kab",),
    (
        KODE_KAB,
        Field("nama", "text", "Name of the district as its newest run lists it."),
        Field(
            "keadaan",
            "choice",
            "used: ranked; late: ranked, its newest submission came after the milestone; held: its submission is held; "
            "missing: no sealed SSK or MPS.",
            choices=KEADAAN,
        ),
        *(
            field
            for d in URUTAN
            for field in (
                Field(f"skor_{d}", "exact", f"Score 0..100 of {d}; empty: belum dapat dinilai."),
                Field(f"ada_{d}_pct", "exact", "Share of the weight that is present.", unit="%"),
                Field(f"rank_{d}", "count", f"Dense rank by {d}, highest score first."),
            )
        ),
    ),
    need="computed",
)
RINCIAN = Table(
    "rincian",
    "one row per ranked district and criterion",
    ("kode_kab", "kriteria"),
    (
        KODE_KAB,
        Field("kriteria", "text", "Criterion."),
        Field("dimensi", "choice", "What the criterion speaks of.", choices=DIMENSI),
        Field("nilai", "exact", "Score 0..100; empty when its data are absent, never 0 for that."),
        Field("bobot_pct", "exact", "Weight inside its dimension; the weights sum to 100.", unit="%"),
        Field("dasar", "text", "Indonesian: the figures behind the score, or why there is none."),
        Field("rujukan", "list", "References that `ppsp why` follows further."),
    ),
    need="computed",
)
TABLES = (PERINGKAT, RINCIAN)
