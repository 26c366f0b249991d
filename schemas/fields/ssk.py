"""Columns of the SSK tables (tables.md section 5)."""

from __future__ import annotations

from schemas.fields.kinds import choice, flag, measure, money, text, year

# visi_misi
VISI_DAERAH = text("visi_daerah", "Vision of the district.")
MISI_DAERAH = text("misi_daerah", "Mission of the district.")
VISI_SANITASI = text("visi_sanitasi", "Vision for sanitation.")
MISI_SANITASI = text("misi_sanitasi", "Mission for sanitation.")

# swot
METODE = choice("metode", "Method of the total (ssk.md section 5).", "sum", "ifas_efas")
SISI = choice("sisi", "Strength, weakness, opportunity or threat.", "S", "W", "O", "T")
ASPEK = choice(
    "aspek", "Aspect of the factor.",
    "kelembagaan", "keuangan", "teknis", "komunikasi", "sdm", "sosbud", "lingkungan", "partisipasi",
)  # fmt: skip
ANGKA = choice("angka", "Score of the factor.", 1, 2, 3, 4)
CENTANG = choice("centang", "Box that is ticked on the sheet.", 1, 2, 3, 4)
BOBOT = measure("bobot", "Weight of the factor.", at_least=0, at_most=1)
ISU_STRATEGIS = flag("isu", "Whether the factor is a strategic issue.")

# tahapan
SISTEM = choice(
    "sistem", "Row of the service phases (ssk.md section 4).",
    "A1", "A2", "A3", "B1", "B2", "C", "L", "TL", "R", "X", "G",
)  # fmt: skip
_COVER = "% (G: ha)"
EKSISTING = measure("eksisting", "Coverage in the base year; area for G.", _COVER, at_least=0)
PENDEK = measure("pendek", "Coverage at the end of the short term; area for G.", _COVER, at_least=0)
MENENGAH = measure("menengah", "Coverage at the end of the middle term; area for G.", _COVER, at_least=0)
PANJANG = measure("panjang", "Coverage at the end of the long term; area for G.", _COVER, at_least=0)
TAHUN_PENDEK = year("tahun_pendek", "Last year of the short term.")
TAHUN_MENENGAH = year("tahun_menengah", "Last year of the middle term.")
TAHUN_PANJANG = year("tahun_panjang", "Last year of the long term.")

# zona_penyesuaian
SISTEM_ZONA = choice(
    "sistem", "Outcome code that the Pokja sets (ssk.md section 3).",
    "ONSITE_INDIVIDUAL", "ONSITE_KOMUNAL", "OFFSITE_KAWASAN", "OFFSITE_TERPUSAT",
    "LANGSUNG_100", "TIDAK_LANGSUNG_100", "TIDAK_LANGSUNG_70", "3R_SETEMPAT",
    "TINGGI", "SEDANG", "RENDAH",
)  # fmt: skip

# tujuan, sasaran, strategi
URAIAN_TUJUAN = text("uraian", "The objective in one sentence.")
URAIAN_SASARAN = text("uraian", "The target in one sentence.")
URAIAN_STRATEGI = text("uraian", "The strategy in one sentence.")
INDIKATOR_SASARAN = text("indikator", "What is measured.")
SATUAN_INDIKATOR = text("satuan", "Unit of the indicator.")
BASELINE = measure("baseline", "Value in the base year, in the unit of the target.")
TAHUN_BASELINE = year("tahun_baseline", "Year of the baseline.")
TAHUN_TARGET = year("tahun_target", "Year by which the target is reached.")
POSISI = choice("posisi", "Quadrant of the strategy.", "SO", "WO", "ST", "WT")

# harga_satuan, rekap_biaya
HARGA_RP = money("harga_rp", "Unit cost.", above=0)
DASAR_HARGA = choice("dasar", "What the unit cost rests on.", "SSH", "HPS", "kontrak")
JENIS_REKAP = choice("jenis", "What the printed total adds up.", "komponen", "sumber")
KODE_REKAP = text("kode", "Komponen or source of funds of the printed total.")

# monev_ssk
OBYEK = text("obyek", "What is monitored.")
PENGUMPUL = text("pengumpul", "Office that collects the data.")
PENGELOLA_DATA = text("pengelola", "Office that keeps the data.")
WAKTU = text("waktu", "When.")
PENERIMA = text("penerima", "Who receives the report.")
FORMAT = text("format", "Form of the report.")
