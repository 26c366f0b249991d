"""Columns of implementation, monev, evidence and the national files (tables.md sections 7 and 8)."""

from __future__ import annotations

from schemas.fields.kinds import choice, code, count, date, flag, ident, measure, money, percent, text, year

# baris_anggaran
DOKUMEN_ANGGARAN = choice("dokumen", "Budget document of the line.", "RKPD", "KUA_PPAS", "RKA", "DPA", "DIPA")
VOLUME = measure("volume", "Volume of the line.", at_least=0)
LOKASI_BARIS = text("lokasi", "Place of the line.")

# kontrak
NILAI_RP = money("nilai_rp", "Value of the contract.", above=0)
PENYEDIA = text("penyedia", "Provider.")
JENIS_KONTRAK = choice("jenis", "Contracted out, or done by the office or the community.", "kontraktual", "swakelola")
SELESAI_RENCANA = date("selesai_rencana", "Planned day of completion.")
BAST_TANGGAL = date("bast_tanggal", "Day of hand-over.")

# realisasi
PERIODE = text("periode", "Quarter, e.g. 2015-Q1.")
FISIK_PCT = percent("fisik_pct", "Physical progress, cumulative.")
KEUANGAN_RP = money("keuangan_rp", "Money spent, cumulative, at most the budget of the line.")
VOLUME_KUMULATIF = measure("volume", "Volume built, cumulative.", at_least=0)
SP2D_TANGGAL = date("sp2d_tanggal", "Day of the payment order.")
PENERIMA_KK = count("penerima_kk", "Households served.", "KK")
KENDALA = text("kendala", "Obstacle.")
ALASAN_GESER = text("alasan_geser", "Why the line was moved.")

# capaian
REALISASI = measure("realisasi", "Value reached, in the unit of the target.")

# bukti
JENIS_BUKTI = choice(
    "jenis", "Kind of evidence (programme.md section 3.1).",
    "surat_minat", "sk_pokja", "anggaran_operasional", "rencana_kerja", "buku_kas", "ba_skor_area", "laporan_ehra",
    "ba_konsultasi_publik", "form_qa", "pengesahan", "lembar_komitmen", "readiness_doc", "kontrak", "sp2d", "bast",
    "bukti_nawasis",
)  # fmt: skip
BERLAKU_DARI = date("berlaku_dari", "First day of validity.")
BERLAKU_SAMPAI = date("berlaku_sampai", "Last day of validity.")
KLAUSUL_MINAT = flag("klausul_minat", "Whether it states the interest.")
KLAUSUL_DANA = flag("klausul_dana", "Whether it states the ability to fund from the district budget.")
BERKAS = text("berkas", "File name of the document.")
SHA256 = text("sha256", "Digest of the file.")

# buku_kas
BULAN = text("bulan", "Month, YYYY-MM.")
KEGIATAN_KAS = text("kegiatan", "Activity of the work plan.")
TERIMA_RP = money("terima_rp", "Received.")
BAYAR_RP = money("bayar_rp", "Paid.")
SALDO_RP = money("saldo_rp", "Balance.")

# peserta
FISCAL_YEAR = year("fiscal_year", "Fiscal year of the programme.")
PERAN = choice("peran", "What the district does in the year.", "bp_ssk", "mps", "implementasi", "monev")
KABUPATEN_KOTA = text("kabupaten_kota", "Name of the district with its type.")
GELOMBANG = text("gelombang", "Intake to which the district belongs.")
DASAR_PESERTA = text("dasar", "Letter that names it.")

# fasilitator
FASILITATOR_ID = ident("fasilitator_id", "Facilitator; neither name, address nor telephone is needed.")
MULAI = date("mulai", "First day.")
JENIS_FASILITATOR = choice("jenis", "CF of a district or PF of a province.", "CF", "PF")
KODE_WILAYAH = code("kode_wilayah", "District of a CF, province of a PF.")
SELESAI = date("selesai", "Last day; blank while it lasts.")
KONTRAK = text("kontrak", "Contract of the facilitator.")
