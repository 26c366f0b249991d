"""Terms and abbreviations of the programme with their meaning, and the documents that use them."""

from __future__ import annotations

from schemas.facts import DocumentName

_ALL: tuple[DocumentName, ...] = ("buku_putih", "ssk", "mps", "monev")
_FIRST: tuple[DocumentName, ...] = ("buku_putih", "ssk")
_PLAN: tuple[DocumentName, ...] = ("ssk", "mps")
_MONEY: tuple[DocumentName, ...] = ("ssk", "mps", "monev")

ISTILAH: dict[str, tuple[str, tuple[DocumentName, ...]]] = {
    "APBD": ("Anggaran pendapatan dan belanja daerah", _ALL),
    "APBN": ("Anggaran pendapatan dan belanja negara", _MONEY),
    "Area berisiko": (
        "Desa atau kelurahan dengan kelas risiko sanitasi satu sampai empat dalam satu komponen; empat yang terburuk",
        _ALL,
    ),
    "BABS": ("Buang air besar sembarangan", _ALL),
    "Buku Putih": ("Gambaran keadaan sanitasi kabupaten/kota, dasar SSK", _ALL),
    "CSR": ("Tanggung jawab sosial perusahaan, salah satu sumber dana", _MONEY),
    "CTPS": ("Cuci tangan pakai sabun", ("buku_putih",)),
    "DAK": ("Dana alokasi khusus", _MONEY),
    "DED": ("Rancangan teknis rinci", ("mps",)),
    "DPA": ("Dokumen pelaksanaan anggaran daerah", ("monev",)),
    "DIPA": ("Daftar isian pelaksanaan anggaran pusat", ("monev",)),
    "EHRA": ("Survei penilaian risiko kesehatan karena lingkungan", _FIRST),
    "IPAL": ("Instalasi pengolahan air limbah", _ALL),
    "IPLT": ("Instalasi pengolahan lumpur tinja", _ALL),
    "IRS": ("Indeks Risiko Sanitasi, dihitung dari EHRA dalam lima komponen", ("buku_putih",)),
    "Indikatif": ("Belum ada komitmen; tahun dan sumber dana baru petunjuk", _PLAN),
    "Kesenjangan": ("Kebutuhan dikurangi komitmen", ("mps",)),
    "KK": ("Kepala keluarga; dipakai untuk menghitung rumah tangga", _ALL),
    "Komponen": ("Subsektor sanitasi: air limbah domestik, persampahan, drainase perkotaan, PHBS", _ALL),
    "MCK": ("Sarana mandi, cuci, kakus bersama", _ALL),
    "MPS": ("Memorandum Program Sanitasi: siapa membiayai apa dan kapan", _ALL),
    "OPD, SKPD": ("Organisasi atau satuan kerja perangkat daerah", _ALL),
    "Pagu": ("Batas tertinggi dana satu sumber dalam satu tahun", _MONEY),
    "PHBS": ("Perilaku hidup bersih dan sehat", _ALL),
    "Pokja": ("Kelompok kerja sanitasi kabupaten/kota, penyusun dokumen ini", _ALL),
    "Rob": ("Banjir karena pasang air laut", _FIRST),
    "Sementara": ("Hasil yang salah satu sumber datanya tidak ada; dicetak dengan (s)", _ALL),
    "SIDLACOM": ("Tahap sarana: survei, investigasi, desain, lahan, konstruksi, operasi, pemeliharaan", _PLAN),
    "SSK": ("Strategi Sanitasi Kabupaten/Kota", _ALL),
    "SWOT": ("Kekuatan, kelemahan, peluang, dan ancaman", ("ssk",)),
    "TPA": ("Tempat pemrosesan akhir sampah", _ALL),
    "TPS 3R": ("Tempat pengolahan sampah dengan mengurangi, memakai kembali, dan mendaur ulang", _ALL),
    "Zona": ("Desa dan kelurahan satu kecamatan dengan sistem sanitasi yang sama", _PLAN),
}
