"""Columns of the programme and of the MPS tables (tables.md section 6)."""

from __future__ import annotations

from schemas.contract import Field
from schemas.fields.kinds import choice, count, date, flag, ident, measure, money, percent, several, text

# program_kegiatan
TAG_DANA = several("tag_dana", "Mark of the money inside its source.", ("DAK", "PHLN", "HIBAH", "DANA_DESA"))
PROGRAM = text("program", "Programme.")
KEGIATAN = text("kegiatan", "Activity.")
SUB_KEGIATAN = text("sub_kegiatan", "Part of the activity.")
SETELAH = several("setelah", "Activities that must precede.")
JENIS_SUB = choice("jenis_sub", "Kind of activity (ssk.md section 1).", "a", "b", "c", "d", "e", "f", "g", "k", "s")
TAHAP = choice("tahap", "SIDLACOM letter.", "S", "I", "D", "L", "A", "O", "M")
LOKASI = text("lokasi", "Place in words; `kabupaten` with blank kode_desa means the whole district.")
PENERIMA_MANFAAT = count("penerima_manfaat", "Households served.", "KK")
HARGA_SATUAN_RP = money("harga_satuan_rp", "Unit cost of the activity.", above=0)
VOL = tuple(measure(f"vol_{t}", f"Volume of plan year {t}.", at_least=0) for t in range(1, 6))
SHARE = Field(
    "share",
    "exact",
    "Part paid by this source, a decimal or a fraction such as 1/3; the parts of an activity sum to exactly 1.",
    at_least=0,
    at_most=1,
)
BIAYA_RP = tuple(money(f"biaya_{t}_rp", f"Cost of plan year {t}: volume, price and share.") for t in range(1, 6))
JUMLAH_BIAYA_RP = money("jumlah_rp", "Sum of the plan years.")
PERJANJIAN_ID = ident("perjanjian_id", "Evidence of the agreement, for CSR and MASY.")
KONSULTASI_ID = ident("konsultasi_id", "Evidence of the consultation, for APBD_P and APBN.")
USULAN_BARU = flag("usulan_baru", "Not in the SSK, with the amendment of the KKL.")
ALASAN = text("alasan", "Reason of a new proposal, or why an area has no activity.")

# pagu
DASAR_PAGU = text("dasar", "What the ceiling rests on.")

# kriteria, bobot, skor_prioritas
KRITERIA = ident("kriteria", "Criterion of priority.")
CARA = choice("cara", "Computed from data, or scored by the Pokja.", "objektif", "pokja")
BOBOT_PCT = percent("bobot_pct", "Weight of the criterion; a komponen sums to 100.")
BOBOT_MIN_PCT = percent(
    "bobot_min_pct", "Lowest weight that the Pokja would still accept; blank: the range of the rules."
)
BOBOT_MAX_PCT = percent("bobot_max_pct", "Highest weight that it would still accept; blank: the range of the rules.")
PENILAI = text("penilai", "Person or office that scores; blank is the agreed score.")
SKOR_PRIORITAS = choice("skor", "Score of the activity, 4 the highest.", 1, 2, 3, 4)
ALASAN_SKOR = text("alasan", "Reason, needed when the score replaces an objective one.")

# kesiapan
KEGIATAN_ID_ATAU_KABUPATEN = ident("kegiatan_id", "Activity; `kabupaten` for a document of the whole district.")
TIPE = text("tipe", "Type of installation (mps.md section 6).")
KRITERIA_KESIAPAN = choice(
    "kriteria", "Document or condition that makes the activity ready.",
    "rtrw", "masterplan", "fs", "ded", "lahan", "amdal", "ukl_upl", "sppl", "lembaga", "op", "ksm", "minat",
    "izin", "rab",
)  # fmt: skip
STATUS_KESIAPAN = choice("status", "Whether it is there.", "ada", "proses", "tidak")
MASA_BERLAKU = date("masa_berlaku", "Last day of validity; blank has no end.")
DI_ATAS_AMBANG = flag("di_atas_ambang", "Above the threshold that asks for an AMDAL.")
LUAS_LAHAN_M2 = measure("luas_m2", "Area of the land.", "m2", at_least=0)

# parameter_lokal
NAMA_PARAMETER = ident("nama", "Rule that the district may decide itself, e.g. mps.alloc.mode.")
NILAI_PARAMETER = text("nilai", "Value agreed instead of the national one.")

# komitmen_baris
STATUS_KOMITMEN = choice("status", "Standing of the line.", "committed", "indicative", "waiting_list")

# dak
REGULER_RP = money("reguler_rp", "Regular DAK.")
TAMBAHAN_RP = money("tambahan_rp", "Additional DAK.")
PENDAMPING_REGULER_RP = money("pendamping_reguler_rp", "Matching funds of the regular DAK.")
PENDAMPING_TAMBAHAN_RP = money("pendamping_tambahan_rp", "Matching funds of the additional DAK.")
OPERASIONAL_RP = money("operasional_rp", "Operational costs.")
PENDAMPING_TAHUN_LALU_RP = money("pendamping_tahun_lalu_rp", "Matching funds of the year before.")
