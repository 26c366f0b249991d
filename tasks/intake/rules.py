"""The checks of intake, as data: what must hold, how heavy it is, where the method says so."""

from __future__ import annotations

from schemas.findings import Severity
from schemas.rule_info import Rule, RuleInfo, RuleStage

_CHECKS = "buku-putih.md section 8"
_READING = "buku-putih.md section 7"
_REGIONS = "programme.md section 11"
_MATCHING = "tables.md section 3"


def _rule(id_: str, severity: Severity, stage: RuleStage, reference: str, sentence: str) -> Rule[None]:
    return Rule(RuleInfo(id_, severity, stage, "assumed", sentence, reference))


def _table(id_: str, severity: Severity, sentence: str, reference: str = "tables.md section 9") -> Rule[None]:
    return _rule(id_, severity, "table", reference, sentence)


def _region(id_: str, severity: Severity, sentence: str) -> Rule[None]:
    return _rule(id_, severity, "region", _REGIONS, sentence)


RULES: tuple[Rule[None], ...] = (
    _rule("BP-V11", "error", "bp", _CHECKS, "Setiap kunci baris dipakai satu kali dalam satu tabel; kode desa unik."),
    _rule(
        "BP-V21", "error", "bp", _READING, "Setiap sel terbaca menurut jenis kolomnya; angka ditulis dengan satu cara."
    ),
    _rule("BP-V29", "warning", "bp", _CHECKS, "Semua desa/kelurahan dalam daftar wilayah ada dalam tabel wilayah."),
    _region("RG-01", "block", "Kode wilayah adalah teks; sel berupa angka dapat kehilangan nol."),
    _region("RG-02", "block", "Sistem kode dinyatakan, atau setiap baris mempunyai kode dan nama yang cocok."),
    _region("RG-03", "block", "Kode wilayah ada dalam daftar dan namanya bukan milik wilayah lain."),
    _region("RG-04", "block", "Kode tanpa titik hanya diterima bila jelas sistem kodenya."),
    _region("RG-05", "warning", "Kode rusak hanya dipulihkan bila namanya satu-satunya di wilayah induknya."),
    _region("RG-06", "error", "Kode wilayah masih berlaku; kode lama disebut namanya dan tidak dialihkan."),
    _region("RG-07", "block", "Sel kode wilayah tidak berubah menjadi tanggal."),
    _region("RG-08", "error", "Baris tanpa kode hanya dikenali dari nama desa yang tepat di dalam kecamatannya."),
    _region("RG-09", "block", "Semua kode desa milik kabupaten/kota yang mengirim."),
    _region("RG-10", "error", "Nomor responden memakai kode Kemendagri, kecuali kode statistik dinyatakan."),
    _table("TB-01", "error", "Setiap berkas atau lembar dikenali sebagai tabel dan mempunyai judul kolom.", _MATCHING),
    _table("TB-02", "error", "Setiap judul kolom dikenal, jelas artinya, dan muncul satu kali."),
    _table("TB-03", "error", "Setiap baris mempunyai kunci yang lengkap dan sah.", "tables.md section 1"),
    _table("TB-06", "error", "Dua berkas satu tabel tidak memberi nilai berbeda untuk sel yang sama.", _MATCHING),
    _table("TB-07", "advice", "Baris jumlah bukan data dan tidak dibaca.", _READING),
    _table("TB-13", "warning", "Isi lembar terlihat dan berdekatan; lembar tersembunyi dan sel yang tersasar disebut."),
    _table("TB-14", "error", "Satuan uang disebut pada formulir info, pada judul tabel, atau pada judul kolom."),
    _table("TB-15", "advice", "Tabel yang tidak dikirim lagi tetap dipakai dari kiriman sebelumnya dan disebut."),
    _table("TB-16", "error", "Setiap baris berkas teks mempunyai sel sebanyak judulnya."),
    _table("TB-17", "error", "Jumlah uang wajar terhadap jumlah penduduk dan tahun lain."),
    _table("TB-18", "warning", "Instrumen yang diserahkan dibuat untuk tahun anggaran kirimannya."),
    _table("TB-11", "warning", "Baris contoh pada formulir dihapus sebelum dikirim."),
    _table("TB-12", "error", "Koordinat berada di gugus pulau kabupaten/kota yang mengirim."),
    _table("TB-09", "block", "Setiap berkas dapat dibuka dan dibaca.", "programme.md section 8"),
    _table(
        "TB-10", "block", "Kiriman Buku Putih mempunyai tabel wilayah yang dapat dipakai.", "programme.md section 8"
    ),
)
