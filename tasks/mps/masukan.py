"""What the step mps reads: the pinned SSK and Buku Putih, the submission of their year, that of its own, and rules."""

from __future__ import annotations

from schemas.outputs.buku_putih import AREA, KEPASTIAN
from schemas.outputs.ssk import AKIBAT_SKOR, KEGIATAN, KEGIATAN_SUMBER, KEMAMPUAN, LAYANAN
from schemas.outputs.ssk_kerangka import KKL
from schemas.tables import table
from tasks.lineage.units.step import Need

SSK, BUKU_PUTIH, DATA = "ssk@-1", "buku_putih@-1", "validation@-1"
NOT_BEFORE = "tidak_sebelum"
"""Meta of a scenario: first MPS year by activity. No unit of the chain has it."""
_KEGIATAN_COLUMNS = tuple(n for n in KEGIATAN.names if n not in ("asal", "strategi_id"))
_CHANGES = ("share", "perjanjian_id", "konsultasi_id", "tag_dana", "usulan_baru", *(f"vol_{t}" for t in range(1, 6)))
PHASE_TABLE = ("eksisting", "pendek", "menengah", "panjang", "tahun_pendek", "tahun_menengah", "tahun_panjang")
DAK_COLUMNS = tuple(n for n in table("dak").names if n.endswith("_rp"))
NEEDS = (
    Need(SSK, KEGIATAN, _KEGIATAN_COLUMNS),
    Need(SSK, KEGIATAN_SUMBER, ("share", "is_indikasi")),
    Need(SSK, KEMAMPUAN, ("mampu_rp",)),
    Need(SSK, AKIBAT_SKOR, ("akibat", "catatan")),
    Need(SSK, LAYANAN, PHASE_TABLE),
    Need(SSK, KKL, ("parent",)),
    Need(BUKU_PUTIH, AREA, ("skor_akhir", "skor_disepakati", "skor_kunjungan")),
    Need(BUKU_PUTIH, KEPASTIAN, ("kelas_ulang",)),
    Need(DATA, table("penduduk"), ("kk", "kk_miskin")),
    Need(
        DATA,
        table("program_kegiatan"),
        ("perjanjian_id", "konsultasi_id", "tag_dana", *(f"vol_{t}" for t in range(1, 6))),
    ),
    Need(DATA, table("bukti"), ()),
    Need("validation", table("pagu"), ("pagu_rp",)),
    Need("validation", table("kriteria"), ("arah", "cara", "ba_id")),
    Need("validation", table("bobot"), ("bobot_pct", "bobot_min_pct", "bobot_max_pct", "ba_id")),
    Need("validation", table("skor_prioritas"), ("skor", "alasan", "ba_id")),
    Need("validation", table("kesiapan"), ("tipe", "status", "tanggal", "masa_berlaku", "di_atas_ambang")),
    Need("validation", table("program_kegiatan"), _CHANGES),
    Need("validation", table("komitmen"), ("komitmen_rp", "penandatangan", "jabatan", "tanggal", "bukti_id")),
    Need("validation", table("komitmen_baris"), ("komitmen_rp", "status")),
    Need("validation", table("kontrak"), ("kegiatan_id",)),
    Need("validation", table("dak"), DAK_COLUMNS),
    Need("validation", table("tahapan"), PHASE_TABLE),
    Need("validation", table("bukti"), ()),
    Need("validation", table("wilayah"), ()),
    Need("validation", table("parameter_lokal"), ("nilai", "alasan", "ba_id")),
)
RULES = ("mps.*", "ssk.sources", "ssk.om_start", "ssk.phase.*", "area.priority_classes")
