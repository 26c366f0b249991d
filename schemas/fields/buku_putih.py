"""Columns of the Buku Putih tables (tables.md section 4), the household survey excepted."""

from __future__ import annotations

from schemas.fields import shared
from schemas.fields.kinds import (
    choice,
    count,
    date,
    flag,
    measure,
    money,
    percent,
    published,
    several,
    text,
    year,
)

# wilayah
KODE_DESA_FORM = published(shared.KODE_DESA)
DESA = published(text("desa", "Name of the desa or kelurahan."))
KECAMATAN = published(text("kecamatan", "Name of the kecamatan."))
LUAS_ADM_HA = published(measure("luas_adm_ha", "Administrative area.", "ha", above=0))
LUAS_TERBANGUN_HA = published(measure("luas_terbangun_ha", "Built-up area.", "ha", at_least=0, limit="luas_adm_ha"))
KLASIFIKASI_STATISTIK = published(
    choice("klasifikasi_statistik", "Class of the statistics office: 1 urban, 2 rural.", 1, 2)
)
KLASIFIKASI_RTRW = published(choice("klasifikasi_rtrw", "Class of the spatial plan: 1 urban, 2 rural.", 1, 2))
CBD = published(flag("cbd", "Whether the desa is a business district now."))
CBD_RENCANA = flag("cbd_rencana", "Whether the plan makes it a business district.")
ROB = published(flag("rob", "Whether tides flood it."))
LUAS_RAWAN_GENANGAN_HA = published(
    measure("luas_rawan_genangan_ha", "Area prone to flooding.", "ha", at_least=0, limit="luas_adm_ha")
)
MUKA_AIR_TANAH_M = measure("muka_air_tanah_m", "Depth of the groundwater below ground.", "m", at_least=0, at_most=100)
TOPOGRAFI = choice("topografi", "1 flat, 2 hilly.", 1, 2)
SUNGAI = flag("sungai", "EHRA criterion K3: a river or channel that may serve as toilet or dump.")
BANJIR_MENGGANGGU = flag("banjir_mengganggu", "EHRA criterion K4: frequent, disturbing floods.")

# penduduk
PENDUDUK_JIWA = published(count("penduduk_jiwa", "Population.", "jiwa", above=0))
KK = published(count("kk", "Households.", "KK", above=0))
LAJU_PCT = published(
    measure(
        "laju_pct",
        "Yearly growth; blank takes that of the kecamatan, else district, else province.",
        "%/tahun",
        at_least=-5,
        at_most=5,
    )
)
RUMAH = count("rumah", "Houses.", "unit")
KK_MISKIN = count("kk_miskin", "Poor households, as the district counts them.", "KK", limit="kk")
KK_PRA_KS = count("kk_pra_ks", "Households of the family class Pra-KS.", "KK", limit="kk")
KK_KS1 = count("kk_ks1", "Households of the family class KS-1.", "KK", limit="kk")

# air_minum
SR_UNIT = count("sr_unit", "House connections of piped water.", "unit")
HU_UNIT = count("hu_unit", "Public hydrants.", "unit")
SUMUR_TERLINDUNGI_KK = count("sumur_terlindungi_kk", "Households with a protected well.", "KK")
PAH_KK = count("pah_kk", "Households with rainwater storage.", "KK")

# air_limbah
JAMBAN_UNIT = count("jamban_unit", "Latrines.", "unit")
KK_BABS = count("kk_babs", "Households that defecate in the open.", "KK", limit="penduduk.kk")
KK_JAMBAN_TIDAK_LAYAK = count(
    "kk_jamban_tidak_layak", "Households with an improper latrine.", "KK", limit="penduduk.kk"
)
KK_TANGKI_INDIVIDUAL = count(
    "kk_tangki_individual", "Households with their own septic tank.", "KK", limit="penduduk.kk"
)
KK_MCK = count("kk_mck", "Households that use public toilets (MCK).", "KK", limit="penduduk.kk")
KK_TANGKI_KOMUNAL = count("kk_tangki_komunal", "Households on a shared septic tank.", "KK", limit="penduduk.kk")
KK_IPAL_KOMUNAL = count("kk_ipal_komunal", "Households on a communal treatment plant.", "KK", limit="penduduk.kk")
KK_IPAL_TERPUSAT = count("kk_ipal_terpusat", "Households on the central sewer.", "KK", limit="penduduk.kk")
TRUK_TINJA = count("truk_tinja", "Septage trucks.", "unit")
IPLT_M3_HARI = measure("iplt_m3_hari", "Capacity of the septage plant that stands in this desa.", "m3/hari", at_least=0)

# persampahan
TIMBULAN_M3_HARI = measure("timbulan_m3_hari", "Waste generated.", "m3/hari", at_least=0)
TERANGKUT_M3_HARI = measure("terangkut_m3_hari", "Waste carried to the landfill.", "m3/hari", at_least=0)
DIOLAH_3R_M3_HARI = measure("diolah_3r_m3_hari", "Waste treated at 3R sites.", "m3/hari", at_least=0)
TPS_UNIT = count("tps_unit", "Collection points.", "unit")
TPS3R_UNIT = count("tps3r_unit", "3R sites.", "unit")
PASAR_UNIT = count("pasar_unit", "Markets.", "unit")
ARMADA_UNIT = count("armada_unit", "Waste vehicles.", "unit")

# sanitasi_mayoritas
SUMBER_AIR_UTAMA = choice("sumber_air_utama", "Water source of most families, code 1 to 9.", 1, 2, 3, 4, 5, 6, 7, 8, 9)
JAMBAN_MAYORITAS = choice(
    "jamban_mayoritas", "Latrine of most families: 1 own, 2 shared, 3 public, 4 none.", 1, 2, 3, 4
)
PEMBUANGAN_TINJA_MAYORITAS = choice(
    "pembuangan_tinja_mayoritas",
    "Where most excreta go: 1 tank or treatment, 2 water body, 3 hole, 4 beach, field or garden, 0 no latrine.",
    0, 1, 2, 3, 4,
)  # fmt: skip

# banjir
BANJIR = flag("banjir", "Whether the desa floods.")
BANJIR_BANDANG = flag("banjir_bandang", "Whether it has flash floods.")
BANJIR_ROB = flag("banjir_rob", "Whether it has tidal floods.")
KEJADIAN_1 = count("kejadian_1", "Flood events of the first period.", "kejadian", at_most=365)
KEJADIAN_2 = count("kejadian_2", "Flood events of the second period.", "kejadian", at_most=365)
MENINGGAL_1 = count("meninggal_1", "Flood deaths of the first period; printed, never scored.", "jiwa")
MENINGGAL_2 = count("meninggal_2", "Flood deaths of the second period; printed, never scored.", "jiwa")
PERIODE_1 = text("periode_1", "What the first period is, e.g. 2018.")
PERIODE_2 = text("periode_2", "What the second period is.")

# kesehatan
KLB_DIARE = flag("klb_diare", "Diarrhoea outbreak in the year; impact, never an input of risk.")
KLB_DIARE_PENDERITA = count("klb_diare_penderita", "Cases of the outbreak.", "jiwa")
KLB_DIARE_MENINGGAL = count("klb_diare_meninggal", "Deaths of the outbreak.", "jiwa")

# info
POKJA = published(text("pokja", "Name of the working group."))
KODE_KAB_FORM = published(shared.KODE_KAB)
VERSI = published(text("versi", "Version of the form."))
TANGGAL_FORM = published(shared.TANGGAL)
TAHUN_DASAR = published(year("tahun_dasar", "Base year of the data."))
TAHUN_MULAI = published(year("tahun_mulai", "First plan year."))
JUMLAH_KECAMATAN = published(count("jumlah_kecamatan", "Kecamatan of the district, as printed.", "kecamatan"))
JUMLAH_DESA = published(count("jumlah_desa", "Desa and kelurahan of the district, as printed.", "desa"))
DAFTAR_OPD = published(several("daftar_opd", "Offices (OPD) that take part."))
SATUAN_UANG = choice("satuan_uang", "Unit in which the file writes money.", "Rp", "Rp ribu", "Rp juta")
CODE_SYSTEM = choice("code_system", "Whose region codes the files use.", "kemendagri", "kode_bps")

# drainase_genangan
LOKASI_GENANGAN = text("lokasi", "Place that floods.")
LUAS_GENANGAN_HA = measure("luas_genangan_ha", "Flooded area.", "ha", at_least=0, limit="wilayah.luas_adm_ha")
TINGGI_M = measure("tinggi_m", "Depth of the water.", "m", at_least=0, at_most=5)
LAMA_JAM = measure("lama_jam", "Duration of a flood.", "jam", above=0)
FREKUENSI_PER_TAHUN = count("frekuensi_per_tahun", "Floods a year.", "kali/tahun", at_most=365)
PENYEBAB = text("penyebab", "Cause.")

# persepsi
OPD = text("opd", "Office that gives the score.")
SKOR_PERSEPSI = choice("skor", "Risk as the office perceives it, 4 the highest.", 1, 2, 3, 4)

# ehra, aggregated
INDIKATOR_EHRA = choice(
    "indikator",
    "Sub-indicator of the risk index (buku-putih.md section 3).",
    "1.1", "1.2", "1.3", "2.1", "2.2", "2.3", "3.1", "3.2", "3.3", "3.4",
    "4.1", "5.1", "5.2a", "5.2b", "5.2c", "5.2d", "5.3", "5.4",
)  # fmt: skip
N_TOTAL = count("n_total", "All respondents of the area.", "responden")
N_VALID = count("n_valid", "Respondents for whom the rule is decided.", "responden", limit="n_total")
N_BERISIKO = count("n_berisiko", "Respondents at risk.", "responden", limit="n_valid")

# rt
RW = text("rw", "Rukun warga, as the desa numbers it.")
KK_RT = count("kk", "Households of the RT.", "KK")

# kesepakatan_skor
SKOR_DISEPAKATI = choice("skor_disepakati", "Score agreed by the Pokja.", 1, 2, 3, 4)
SKOR_KUNJUNGAN = choice("skor_kunjungan", "Score after the field visit.", 1, 2, 3, 4)
TANGGAL_KUNJUNGAN = date("tanggal_kunjungan", "Day of the visit.")
PETUGAS = text("petugas", "Office of the person who visited.")
KATEGORI = choice("kategori", "Why the score differs.", "data salah", "kondisi lapangan", "dampak khusus", "lainnya")

# keuangan
APBD_TOTAL_RP = money("apbd_total_rp", "District budget.")
BELANJA_LANGSUNG_RP = money("belanja_langsung_rp", "Direct expenditure.")
SANITASI_AL_RP = money("sanitasi_al_rp", "Expenditure on wastewater.")
SANITASI_PS_RP = money("sanitasi_ps_rp", "Expenditure on solid waste.")
SANITASI_DR_RP = money("sanitasi_dr_rp", "Expenditure on drainage.")
SANITASI_PH_RP = money("sanitasi_ph_rp", "Expenditure on hygiene promotion, to fiscal year 2014.")
BELANJA_SANITASI_RP = money("belanja_sanitasi_rp", "Expenditure on sanitation, the sum of its komponen.")
INVESTASI_RP = money("investasi_rp", "Investment in sanitation.")
OP_RP = money("op_rp", "Operation and maintenance of sanitation.")
DAK_SANITASI_RP = money("dak_sanitasi_rp", "DAK for sanitation, taken off for APBD murni.")
DAK_LH_RP = money("dak_lh_rp", "DAK for the environment, taken off for APBD murni.")
DAK_PERKIM_RP = money("dak_perkim_rp", "DAK for settlements, taken off for APBD murni.")
PINJAMAN_HIBAH_RP = money("pinjaman_hibah_rp", "Loans and grants, taken off for APBD murni.")
RETRIBUSI_AL_RP = money("retribusi_al_rp", "Income from wastewater fees.")
RETRIBUSI_PS_RP = money("retribusi_ps_rp", "Income from waste fees.")
KOMITMEN_PCT = percent("komitmen_pct", "Commitment of the head of region, of direct expenditure.")

# masalah
TABEL = text("tabel", "Table that shows the problem.")
MENDESAK = flag("mendesak", "Whether the problem is urgent.")

# das
LUAS_HA = measure("luas_ha", "Area of the basin.", "ha", above=0)
DEBIT_M3_DT = measure("debit_m3_dt", "Discharge.", "m3/detik", at_least=0)

# fasilitas_sekolah
SEKOLAH = text("sekolah", "Name of the school.")
JENJANG = text("jenjang", "Level of the school.")
SISWA = count("siswa", "Pupils.", "jiwa")
TOILET = count("toilet", "Toilets.", "unit")
CTPS = count("ctps", "Places to wash hands with soap.", "unit")
AIR_BERSIH = flag("air_bersih", "Whether the school has clean water.")

# regulasi
ADA = flag("ada", "Whether the regulation exists.")
DILAKSANAKAN = flag("dilaksanakan", "Whether it is carried out.")
CATATAN = text("catatan", "Note.")

# pelaku
JENIS_PELAKU = choice("jenis", "Kind of actor.", "opd", "swasta", "masyarakat", "ngo")
PERAN_PELAKU = text("peran", "Role of the actor.")
KEGIATAN_PELAKU = text("kegiatan", "What the actor does.")

# dss
SISTEM_DSS = text("sistem", "Name of the sanitation system.")
TAHAP_DSS = choice("tahap", "A source, B collection, C transport, D treatment, E disposal.", "A", "B", "C", "D", "E")
JENIS_SARANA = text("jenis", "Kind of facility.")
JUMLAH = count("jumlah", "Number of facilities.", "unit")
KONDISI = text("kondisi", "Condition.")

# media
JENIS_MEDIA = text("jenis", "Kind of medium.")
ISU = text("isu", "Issue that it carries.")
FREKUENSI = text("frekuensi", "How often.")
CAKUPAN = text("cakupan", "Whom it reaches.")

# spald, tps3r
JENIS_INSTALASI = text("jenis", "Kind of installation.")
KAPASITAS_M3_HARI = measure("kapasitas_m3_hari", "Design capacity.", "m3/hari", above=0)
TERPAKAI_M3_HARI = measure("terpakai_m3_hari", "Capacity in use.", "m3/hari", at_least=0, limit="kapasitas_m3_hari")
SR = count("sr", "House connections.", "unit")
LUAS_M2 = measure("luas_m2", "Area of the site.", "m2", above=0)
SAMPAH_TON_HARI = measure("sampah_ton_hari", "Waste received.", "ton/hari", at_least=0)
JIWA = count("jiwa", "Persons served.", "jiwa")

# narasi, tidak_ada
BAGIAN = text("bagian", "Section number of the outline.")
BAGIAN_TIDAK_ADA = text("bagian", "Section number or table that is declared absent.")
TEKS = text("teks", "Paragraph, printed as submitted; nothing is computed from figures in it.")
