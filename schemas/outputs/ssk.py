"""What the step ssk computes. Plan years 1..5 are fiscal year + 1 .. + 5."""

from schemas.contract import Field, Table
from schemas.outputs.buku_putih import KODE_DESA

KOMPONEN = Field("komponen", "choice", "Subsector.", choices=("AL", "PS", "DR", "PH"))
KEGIATAN_ID = Field("kegiatan_id", "id", "Content key of the activity (ssk.md 7.1), or the district's own id.")
SUMBER_DANA = Field("sumber_dana", "choice", "Source of funds.", choices=("APBD_K", "APBD_P", "APBN", "CSR", "MASY"))
VOL = tuple(Field(f"vol_{t}", "exact", f"Volume of plan year {t}.") for t in range(1, 6))
BIAYA = tuple(Field(f"biaya_{t}_rp", "rupiah", f"Cost of plan year {t}.", unit="Rp") for t in range(1, 6))
JUMLAH = Field("jumlah_rp", "rupiah", "Sum over the plan years.", unit="Rp")

ZONA = Table(
    "zona",
    "one row per desa and komponen (AL, PS, DR)",
    ("kode_desa", "komponen"),
    (
        KODE_DESA,
        KOMPONEN,
        Field("kepadatan_jiwa_ha", "exact", "penduduk / luas_terbangun.", unit="jiwa/ha"),
        Field("kelas_risiko", "choice", "Final risk class of the komponen.", choices=(1, 2, 3, 4)),
        Field("sistem_hitung", "text", "Computed outcome code, belum_ditentukan when undecidable."),
        Field("sistem", "text", "Outcome after the Pokja's adjustment."),
        Field("fase", "text", "menengah or panjang where the rule names one."),
        Field("zona_id", "id", "Z-<kode kecamatan>-<outcome>; empty when belum_ditentukan."),
        Field("alasan", "text", "Indonesian: why undecided, or the Pokja's reason."),
        Field("catatan", "text", "Indonesian: what was blank and read as 'not'."),
    ),
    need="computed",
)
LAYANAN = Table(
    "layanan",
    "one row per komponen and system of the service phases",
    ("komponen", "sistem"),
    (
        KOMPONEN,
        Field("sistem", "text", "A1, A2, A3, B1, B2, C; L, TL, R, X; G."),
        *(
            Field(n, "exact", f"Coverage {n}.", unit="% (G: ha)")
            for n in ("eksisting", "pendek", "menengah", "panjang")
        ),
        *(Field(f"tahun_{n}", "year", f"Last year of the phase {n}.") for n in ("pendek", "menengah", "panjang")),
        Field("eksisting_kk", "exact", "Households served in the base year.", unit="KK"),
        *(
            Field(f"target_{n}_kk", "exact", f"Households to be served at {n}.", unit="KK")
            for n in ("pendek", "menengah", "panjang")
        ),
        Field(
            "tambahan_kk", "exact", "Households to be added to the end of menengah, against the base year.", unit="KK"
        ),
        Field("tambahan_pendek_kk", "exact", "The same to the end of pendek, against the base year.", unit="KK"),
        Field("tambahan_panjang_kk", "exact", "The same to the end of panjang, against the base year.", unit="KK"),
        Field("catatan", "text", "Indonesian: desa left out because their households are unknown."),
    ),
    need="computed",
)
PROGRAM = Table(
    "program",
    "one row per package of the catalogue in use",
    ("program_id",),
    (
        Field("program_id", "id", "<komponen>-P-<paket>."),
        KOMPONEN,
        Field("nama", "text", "Name of the package."),
        Field("isu_id", "id", "The issue that it answers; empty when none is computed yet."),
        Field("strategi_id", "id", "The strategy that it carries out."),
    ),
    need="computed",
)
KEGIATAN = Table(
    "kegiatan",
    "one row per activity",
    ("kegiatan_id",),
    (
        KEGIATAN_ID,
        KOMPONEN,
        Field("program_id", "id", "Package."),
        Field("strategi_id", "id", "The strategy that it carries out."),
        Field("kode_katalog", "id", "Step of the catalogue."),
        Field("nama", "text", "Name of the step."),
        Field("tahap", "choice", "SIDLACOM letter.", choices=("S", "I", "D", "L", "A", "O", "M")),
        Field(
            "jenis_sub",
            "choice",
            "Kind of activity (ssk.md section 1).",
            choices=("a", "b", "c", "d", "e", "f", "g", "k", "s"),
        ),
        Field("lokasi", "text", "kode_desa, zone id or kode_kab."),
        Field("kode_desa", "list", "Desa served."),
        Field("area", "list", "Risk areas answered, as <kode_desa>/<komponen>."),
        Field("satuan", "text", "Unit of the volume."),
        Field(
            "harga_satuan_rp",
            "rupiah",
            "Unit cost (of a plain year for O&P); assumed prices are printed as such.",
            unit="Rp",
        ),
        *VOL,
        *BIAYA,
        JUMLAH,
        Field(
            "penerima_manfaat_kk",
            "count",
            "Households to be served, else kk of its desa; empty when unknown.",
            unit="KK",
        ),
        Field("is_layanan", "flag", "A step marked L: serves people."),
        Field("sumber_boleh", "list", "Allowed sources in the order of the catalogue."),
        Field(
            "setelah", "list", "Activities before it: <kegiatan_id>, with suffix +1 (a year later) or = (same year)."
        ),
        Field("dokumen_perlu", "list", "Documents that must be valid before its year."),
        Field("dokumen_buat", "list", "Documents that it makes."),
        Field("om_pct", "exact", "Yearly O&P in percent of its cost; empty when none.", unit="%"),
        Field("asal", "choice", "Where the row comes from.", choices=("katalog", "pokja")),
    ),
    need="computed",
)
KEGIATAN_SUMBER = Table(
    "kegiatan_sumber",
    "one row per activity and source of funds",
    ("kegiatan_id", "sumber_dana"),
    (
        KEGIATAN_ID,
        SUMBER_DANA,
        Field("share", "exact", "Part paid by this source; sums to exactly 1 per activity."),
        *BIAYA,
        JUMLAH,
        Field("is_indikasi", "flag", "The source is only an indication (first allowed one)."),
    ),
    need="computed",
)
TIDAK_DIBUAT = Table(
    "tidak_dibuat",
    "one row per step of the catalogue that should apply but could not be made",
    ("kode_katalog", "lokasi"),
    (
        Field("kode_katalog", "id", "Step of the catalogue."),
        Field("lokasi", "text", "kode_desa, zone id or kode_kab."),
        Field("alasan", "text", "Indonesian: which fact is unknown, or that it falls after the plan."),
    ),
    need="computed",
)
AKIBAT_SKOR = Table(
    "akibat_skor",
    "one row per activity that rests on, or is missing for, a score changed without reason or minutes",
    ("kegiatan_id",),
    (
        KEGIATAN_ID,
        Field(
            "akibat",
            "choice",
            "The activity is there only for the changed score, is missing for it, has other volumes or years, or "
            "answers the area and would be the same.",
            choices=("hanya_karena", "hilang", "berubah", "bertumpu"),
        ),
        KOMPONEN,
        Field("nama", "text", "Name of the step."),
        Field("lokasi", "text", "kode_desa, zone id or kode_kab."),
        Field("area", "list", "The changed scores behind it, as <kode_desa>/<komponen>."),
        Field("jumlah_rp", "rupiah", "Cost with the given scores; empty where unknown or missing.", unit="Rp"),
        Field("jumlah_hitung_rp", "rupiah", "Cost with the computed scores; empty likewise.", unit="Rp"),
        Field("catatan", "text", "Indonesian: the same in one sentence, printed with its lines."),
    ),
    need="computed",
)
KEMAMPUAN = Table(
    "kemampuan",
    "one row per plan year; no row when keuangan is missing",
    ("tahun",),
    (
        Field("tahun", "year", "Plan year."),
        Field("apbd_murni_rp", "rupiah", "Projected own budget for sanitation.", unit="Rp"),
        Field("belanja_langsung_rp", "rupiah", "Projected direct expenditure.", unit="Rp"),
        Field("komitmen_rp", "rupiah", "Projected commitment.", unit="Rp"),
        Field("op_rp", "rupiah", "Projected O&P of existing assets.", unit="Rp"),
        Field("mampu_murni_rp", "rupiah", "apbd_murni - op.", unit="Rp"),
        Field("mampu_komitmen_rp", "rupiah", "komitmen - op.", unit="Rp"),
        Field("mampu_rp", "rupiah", "The variant stored with the plan (rule fund.capability).", unit="Rp"),
        Field("kebutuhan_apbd_k_rp", "rupiah", "Need of APBD_K in the year.", unit="Rp"),
        Field("selisih_rp", "rupiah", "need - capability: the gap, shown only.", unit="Rp"),
        Field(
            "catatan", "text", "Indonesian: base year of a projection that is not the fiscal year, or a default in use."
        ),
    ),
    need="computed",
)
