"""Indonesian words for the codes of the programme."""

from __future__ import annotations

KOMPONEN = {
    "AL": "Air limbah domestik",
    "PS": "Persampahan",
    "DR": "Drainase perkotaan",
    "PH": "PHBS dan promosi higiene",
    "UMUM": "Umum (semua subsektor)",
}
DALAM_KALIMAT = {k: name if k == "PH" else name[0].lower() + name[1:] for k, name in KOMPONEN.items()}
SUMBER_DANA = {
    "APBD_K": "APBD kabupaten/kota",
    "APBD_P": "APBD provinsi",
    "APBN": "APBN",
    "CSR": "CSR/swasta",
    "MASY": "Masyarakat",
}
SUMBER_SINGKAT = {**SUMBER_DANA, "APBD_K": "APBD\u00a0kab./kota", "APBD_P": "APBD\u00a0provinsi"}
INDIKATOR = {
    "penduduk": "Penduduk (jiwa)",
    "kepadatan": "Kepadatan (jiwa/ha)",
    "miskin": "KK miskin (%)",
    "air_minum": "Air minum (%)",
    "jamban": "Jamban (%)",
    "terbangun": "Terbangun (%)",
    "sampah_terangkut": "Sampah terangkut (%)",
    "genangan": "Genangan (%)",
}
TABEL = {
    "wilayah": "Wilayah dan luas",
    "penduduk": "Penduduk dan rumah tangga",
    "info": "Keterangan umum (Form 1)",
    "keuangan": "Keuangan daerah",
    "air_limbah": "Air limbah domestik",
    "air_minum": "Air minum",
    "persampahan": "Persampahan",
    "drainase_genangan": "Lokasi genangan",
    "sanitasi_mayoritas": "Sanitasi mayoritas keluarga (modus desa)",
    "banjir": "Banjir",
    "kesehatan": "Kesehatan (KLB diare)",
    "masalah": "Permasalahan mendesak",
    "persepsi": "Persepsi SKPD/OPD",
    "visi_misi": "Visi dan misi",
    "tahapan": "Tahapan pengembangan layanan",
    "swot": "Faktor SWOT",
    "monev_ssk": "Mekanisme pemantauan",
    "pagu": "Pagu indikatif per sumber",
    "komitmen": "Lembar komitmen pendanaan",
    "dak": "Dana alokasi khusus (DAK)",
    "das": "Daerah aliran sungai",
    "fasilitas_sekolah": "Fasilitas sekolah",
    "regulasi": "Peraturan",
    "pelaku": "Pemangku kepentingan",
    "dss": "Diagram sistem sanitasi",
    "media": "Media komunikasi",
    "spald": "Instalasi air limbah domestik",
    "tps3r": "TPS 3R",
    "ehra": "EHRA (agregat per indikator)",
    "ehra_responden": "EHRA (jawaban responden)",
    "kesepakatan_skor": "Skor yang disepakati dan hasil kunjungan",
    "kesiapan": "Kesiapan kegiatan",
    "baris_anggaran": "Baris anggaran",
    "kontrak": "Kontrak",
    "realisasi": "Realisasi fisik dan keuangan",
    "capaian": "Capaian sasaran",
}
MODUS = {
    "jamban_mayoritas": {"1": "Sendiri", "2": "Bersama", "3": "Umum", "4": "Tidak ada jamban"},
    "pembuangan_tinja_mayoritas": {
        "1": "Tangki/instalasi",
        "2": "Sawah, kolam, sungai, danau, laut",
        "3": "Lubang tanah",
        "4": "Pantai, tanah lapang, kebun",
        "0": "Tanpa jamban",
    },
    "sumber_air_utama": {str(code): f"Kode {code}" for code in range(1, 10)},
}
SISTEM = {
    "ONSITE_INDIVIDUAL": "Setempat individual",
    "ONSITE_KOMUNAL": "Setempat komunal",
    "OFFSITE_KAWASAN": "Terpusat skala kawasan",
    "OFFSITE_TERPUSAT": "Terpusat skala kota",
    "LANGSUNG_100": "Penanganan langsung",
    "TIDAK_LANGSUNG_100": "Tidak langsung, cakupan penuh",
    "TIDAK_LANGSUNG_70": "Tidak langsung, cakupan sebagian",
    "3R_SETEMPAT": "Pengolahan setempat (3R)",
    "TINGGI": "Prioritas tinggi",
    "SEDANG": "Prioritas sedang",
    "RENDAH": "Prioritas rendah",
    "belum_ditentukan": "Belum ditentukan",
}
LAYANAN = {
    "A1": "Tangki septik layak",
    "A2": "Komunal (MCK, MCK++, tangki komunal)",
    "A3": "Cubluk/tidak layak",
    "B1": "Kawasan/IPAL komunal",
    "B2": "Terpusat skala kota",
    "C": "Buang air besar sembarangan (BABS)",
    "L": "Penanganan langsung",
    "TL": "Penanganan tidak langsung",
    "R": "Pengolahan 3R",
    "X": "Tidak terlayani",
    "G": "Luas genangan (ha)",
}
TIPE_KEPADATAN = {
    "RURAL": "perdesaan",
    "PERI_URBAN": "pinggiran kota",
    "URBAN_LOW": "kota, rendah",
    "URBAN_MEDIUM": "kota, sedang",
    "URBAN_HIGH": "kota, tinggi",
}
POSISI_SWOT = {
    "AGRESIF": "Agresif (SO)",
    "DIVERSIFIKASI": "Diversifikasi (ST)",
    "TURNAROUND": "Turnaround (WO)",
    "DEFENSIF": "Defensif (WT)",
}
KOLOM_KEGIATAN = {
    "vol": "volume",
    "biaya": "biaya (Rp)",
    "jumlah_rp": "jumlah biaya (Rp)",
    "harga_satuan_rp": "harga satuan (Rp)",
    "penerima_manfaat_kk": "penerima (KK)",
    "sumber_dana": "sumber dana",
    "jenis_sub": "jenis kegiatan",
    "setelah": "kegiatan sebelumnya",
}
SISI = {"S": "Kekuatan", "W": "Kelemahan", "O": "Peluang", "T": "Ancaman"}
METODE_SWOT = {"sum": "Jumlah angka", "ifas_efas": "IFAS/EFAS (berbobot)"}
BACAAN = {"arithmetic": "Rata-rata aritmetik", "cagr": "Pertumbuhan majemuk (CAGR)"}
DERET = {
    "belanja_sanitasi_rp": "Belanja sanitasi",
    "apbd_murni_rp": "APBD murni untuk sanitasi",
    "investasi_rp": "Investasi",
    "op_rp": "Operasi dan pemeliharaan",
    "belanja_langsung_rp": "Belanja langsung",
}
ASAL = {"pokja": "Pokja", "draf": "draf", "katalog": "katalog", "angka": "dari angka"}
JENIS_BEDA = {"beda": "berubah", "baru": "baru", "hilang": "hilang"}
AKIBAT_SKOR = {
    "hilang": "Tidak ada dalam rencana karena skor itu",
    "hanya_karena": "Ada dalam rencana hanya karena skor itu",
    "berubah": "Volume, tahun, atau biayanya lain karena skor itu",
    "bertumpu": "Menjawab area itu, dengan isi yang sama",
}
URAIAN_DANA = {
    "kemampuan": "Kemampuan menurut SSK",
    "pagu": "Pagu yang diserahkan",
    "kebutuhan": "Kebutuhan baris yang tidak menunggu",
    "terkomitmen": "Terkomitmen per baris",
    "kesenjangan": "Kesenjangan (kebutuhan dikurangi komitmen)",
    "lembar": "Lembar komitmen",
    "menunggu": "Baris daftar tunggu",
}
SYARAT_DAK = {
    "pendamping_reguler_rp": "Pendamping DAK reguler",
    "pendamping_tambahan_rp": "Pendamping DAK tambahan",
    "operasional_rp": "Dana operasional",
    "pendamping_tahun_lalu_rp": "Pendamping tidak turun dari tahun lalu",
}
CARA = {
    "optimum": "Optimum",
    "leksikografis": "Leksikografis menurut prioritas",
    "polos": "Aturan polos menurut prioritas",
    "tetap": "Tahun dan sumber tetap menurut SSK",
}
STATUS = {
    "indikatif": "indikatif",
    "sebagian": "terkomitmen sebagian",
    "committed": "terkomitmen",
    "daftar_tunggu": "daftar tunggu",
}
ARAH = {"naik": "makin tinggi makin baik", "turun": "makin rendah makin baik"}
SEVERITY = {"block": "Menahan", "error": "Salah", "warning": "Peringatan", "advice": "Saran"}
VERDICT = {
    "accepted": "Diterima",
    "accepted_with_warnings": "Diterima dengan catatan",
    "held": "Ditahan",
}
KRITERIA = {
    "penerima_manfaat": "Penerima manfaat",
    "permasalahan_mendesak": "Permasalahan mendesak",
    "persepsi_pokja": "Persepsi Pokja",
    "pro_poor": "Keberpihakan kepada warga miskin (pro-poor)",
    "area_berisiko": "Area berisiko (rata-rata kelas)",
    "biaya_per_kk": "Biaya per KK",
    "kesiapan": "Kesiapan dokumen",
    "spm": "Standar pelayanan minimal (SPM)",
    "keberlanjutan": "Keberlanjutan",
}
KRITERIA_SINGKAT = {
    "penerima_manfaat": "penerima",
    "permasalahan_mendesak": "mendesak",
    "persepsi_pokja": "persepsi",
    "pro_poor": "pro-poor",
    "area_berisiko": "area berisiko",
    "biaya_per_kk": "biaya per KK",
}
STATUS_SIAP = {
    "siap": "siap",
    "bersyarat": "bersyarat",
    "belum": "belum siap",
    "tidak_diketahui": "tidak diketahui",
}
DOKUMEN = {
    "minat": "surat minat warga",
    "ksm": "KSM",
    "lahan": "lahan",
    "sppl": "SPPL",
    "ded": "DED",
    "fs": "FS",
    "ukl_upl": "UKL-UPL",
    "amdal": "AMDAL",
    "masterplan": "masterplan",
    "lembaga": "lembaga pengelola",
    "rtrw": "RTRW",
    "op": "kesanggupan O&P",
    "izin": "izin",
    "rab": "RAB",
    "amdal|ukl_upl": "AMDAL atau UKL-UPL",
    "amdal_atau_ukl_upl_ambang": "AMDAL atau UKL-UPL",
}
SATUAN = {
    "-": "",
    "rule": "aturan",
    "code": "kode",
    "codes": "kode",
    "list": "daftar",
    "table": "tabel",
    "text": "teks",
    "order": "urutan",
    "formula": "rumus",
    "date": "tanggal",
    "year": "tahun",
    "years": "tahun",
    "plan year": "tahun rencana",
    "plan years": "tahun rencana",
    "class": "kelas",
    "classes": "kelas",
    "decimals": "desimal",
    "score": "skor",
    "score steps": "tingkat skor",
    "share": "bagian",
    "points": "poin",
    "count": "cacah",
    "counts": "cacah",
    "column": "kolom",
    "characters": "huruf",
    "persons per HU": "orang per HU",
    "persons per SR": "orang per SR",
    "houses": "rumah",
    "months": "bulan",
    "times": "kali",
}
UKURAN = {
    "penduduk_jiwa": "Jumlah penduduk (jiwa)",
    "kk": "Jumlah rumah tangga (KK)",
    "laju_pct": "Laju pertumbuhan (% per tahun)",
    "kepadatan": "Kepadatan (jiwa/ha)",
}
PROYEKSI = {
    "geometric": "Pₜ = P₀ × (1 + r)ᵗ",
    "arithmetic": "Pₜ = P₀ × (1 + r × t)",
}
URAIAN_UANG = {
    "apbd_total_rp": "APBD",
    "belanja_langsung_rp": "Belanja langsung",
    "sanitasi_al_rp": "Air limbah domestik",
    "sanitasi_ps_rp": "Persampahan",
    "sanitasi_dr_rp": "Drainase",
    "sanitasi_ph_rp": "PHBS dan promosi higiene",
    "belanja_sanitasi_rp": "Jumlah belanja sanitasi",
    "investasi_rp": "di antaranya investasi",
    "op_rp": "di antaranya operasi dan pemeliharaan",
    "bagian_apbd_pct": "Belanja sanitasi terhadap APBD (%)",
    "penduduk_jiwa": "Penduduk (jiwa)",
    "per_kapita_rp": "Belanja sanitasi per kapita (Rp/jiwa)",
    "retribusi_al_rp": "Retribusi air limbah",
    "retribusi_ps_rp": "Retribusi persampahan",
}
DSS_TAHAP = {
    "A": "A Sumber (user interface)",
    "B": "B Pengumpulan dan penampungan",
    "C": "C Pengangkutan/pengaliran",
    "D": "D Pengolahan",
    "E": "E Pembuangan akhir/pemanfaatan",
}
PELAKU = {"opd": "OPD", "swasta": "swasta", "masyarakat": "masyarakat", "ngo": "LSM"}
