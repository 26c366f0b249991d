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
INDIKATOR = {
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
    "kesiapan": "Kesiapan kegiatan",
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
STATUS = {"indikatif": "indikatif", "committed": "terkomitmen", "daftar_tunggu": "daftar tunggu"}
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
