"""What the step mps computes. Plan years 1..5 are fiscal year + 1 .. + 5 of the MPS."""

from schemas.contract import Field, Table
from schemas.outputs.ssk import BIAYA, JUMLAH, KEGIATAN_ID, KOMPONEN, SUMBER_DANA, VOL

STATUS = ("indikatif", "sebagian", "committed", "daftar_tunggu")
PRIORITAS = Table(
    "prioritas",
    "one row per activity",
    ("kegiatan_id",),
    (
        KEGIATAN_ID,
        KOMPONEN,
        *(
            Field(
                f"skor_{c}",
                "choice",
                f"Score of the criterion {c}; empty when its data are absent.",
                choices=(1, 2, 3, 4),
            )
            for c in ("penerima_manfaat", "permasalahan_mendesak", "persepsi_pokja", "pro_poor")
        ),
        Field("skor_lain", "list", "Scores of the district's own criteria, as <kriteria>:<skor>."),
        Field("bobot_ada_pct", "exact", "Share of the weight that is present.", unit="%"),
        Field("total", "exact", "Weighted total 1..4; empty: belum dapat dinilai."),
        Field("is_sementara", "flag", "A criterion is missing: the weights were rescaled."),
        Field("rank_komponen", "count", "Dense rank inside the komponen."),
        Field("rank_semua", "count", "Dense rank over all activities."),
        Field("urutan", "count", "Order of the lines after tie-breaks, 1 first."),
        Field("n_seri", "count", "Lines with the same total, this one among them; empty without a total."),
        Field("kriteria_kosong", "list", "Criteria that have weight and no score here: data that could part a tie."),
    ),
    need="computed",
)
BOBOT_DIPAKAI = Table(
    "bobot_dipakai",
    "one row per komponen and criterion: the weight in use",
    ("komponen", "kriteria"),
    (
        KOMPONEN,
        Field("kriteria", "text", "Criterion."),
        Field("bobot_pct", "exact", "Weight; the weights of a komponen sum to 100.", unit="%"),
        Field("asal", "choice", "Submitted by the Pokja, or the default of the rules.", choices=("pokja", "bawaan")),
        Field("bobot_min_pct", "exact", "Lower end of the range in which the weight may lie.", unit="%"),
        Field("bobot_max_pct", "exact", "Upper end of that range.", unit="%"),
        Field("asal_rentang", "choice", "Who stated the range.", choices=("pokja", "bawaan")),
        Field("catatan", "text", "Indonesian: why submitted weights were not used; empty otherwise."),
    ),
    need="computed",
)
BARIS = Table(
    "baris",
    "one row per activity and source of funds: a line of the MPS",
    ("kegiatan_id", "sumber_dana"),
    (
        KEGIATAN_ID,
        SUMBER_DANA,
        KOMPONEN,
        Field("kode_katalog", "id", "Step of the catalogue."),
        Field("nama", "text", "Name of the activity."),
        Field("lokasi", "text", "kode_desa, zone id or kode_kab."),
        Field("satuan", "text", "Unit."),
        Field("harga_satuan_rp", "rupiah", "Unit cost.", unit="Rp"),
        Field("share", "exact", "Part paid by this source."),
        *VOL,
        *BIAYA,
        JUMLAH,
        Field(
            "sisa_rp",
            "rupiah",
            "Cost of the volumes of this source that are not in this row's years: they wait, or fall after the plan.",
            unit="Rp",
        ),
        Field(
            "status",
            "choice",
            "indikatif, sebagian (committed in part), committed or daftar_tunggu.",
            choices=STATUS,
        ),
        Field("tahun_mulai", "year", "First year with volume; empty on the waiting list."),
        Field("dipindah_dari", "year", "SSK year that had passed; empty otherwise."),
        Field("alasan", "text", "Indonesian: why it waits, or what is an indication."),
        Field("ssk_ref", "text", "Reference of the SSK activity."),
        Field("area", "list", "Risk areas answered, as <kode_desa>/<komponen>."),
        Field("catatan_skor", "text", "Indonesian: the scores without reason or minutes that it rests on; else empty."),
    ),
    need="computed",
)
SESUDAH_RENCANA = Table(
    "sesudah_rencana",
    "one row per activity that falls after the plan years",
    ("kegiatan_id",),
    (KEGIATAN_ID, Field("alasan", "text", "Indonesian: why it falls after the plan.")),
    need="computed",
)
REKAP_KOMPONEN = Table(
    "rekap_komponen",
    "one row per komponen, without waiting lines",
    ("komponen",),
    (KOMPONEN, *BIAYA, JUMLAH),
    need="computed",
)
REKAP_SUMBER = Table(
    "rekap_sumber",
    "one row per source, without waiting lines",
    ("sumber_dana",),
    (SUMBER_DANA, *BIAYA, JUMLAH),
    need="computed",
)
REKAP_SUMBER_KOMPONEN = Table(
    "rekap_sumber_komponen",
    "one row per source and komponen, without waiting lines",
    ("sumber_dana", "komponen"),
    (SUMBER_DANA, KOMPONEN, JUMLAH),
    need="computed",
)
CARA = ("optimum", "leksikografis", "polos", "tetap")
PERBANDINGAN = Table(
    "perbandingan",
    "one row per way of allocating; absent where the ceilings are unknown",
    ("cara",),
    (
        Field("cara", "choice", "Optimum, lexicographic variant, plain rule, or years as fixed.", choices=CARA),
        Field("is_dipakai", "flag", "The way in use."),
        Field("nilai", "count", "Value: priority, people served and how early, as the allocation counts them."),
        Field("selisih_pct", "exact", "Value given up against the optimum; below 0: more, past a ceiling.", unit="%"),
        Field("celah_pct", "exact", "Gap reached: how much better any plan could be at most.", unit="%"),
        Field("is_batas_simpul", "flag", "The search ended at its node limit."),
        Field("n_ditempatkan", "count", "Activities placed whole, without O&P."),
        Field("n_sebagian", "count", "Activities of which some volumes wait."),
        Field("n_menunggu", "count", "Activities that wait."),
        Field("ditempatkan_rp", "rupiah", "Cost of what is placed, without O&P.", unit="Rp"),
        Field("persiapan_rp", "rupiah", "Of that: preparations of the next plan, from what was left.", unit="Rp"),
        Field("catatan", "text", "Indonesian: ceilings that are exceeded, or how far the search went."),
    ),
    need="computed",
)
PILIHAN = Table(
    "pilihan",
    "one row per activity: its first year in each way of allocating; absent where the ceilings are unknown",
    ("kegiatan_id",),
    (KEGIATAN_ID, *(Field(f"tahun_{c}", "year", f"First year by the way {c}; empty: it waits.") for c in CARA)),
    need="computed",
)
