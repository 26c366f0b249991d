"""References: the names under which a value is known for ever (mps.md section 8). Content keys, never counters."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import quote, unquote

DEFAULT_COLUMN = {
    "area": "skor_akhir",
    "zona": "sistem",
    "ssk": "jumlah_rp",
    "mps": "jumlah_rp",
    "prioritas": "total",
    "komitmen_tahun": "kesenjangan_rp",
    "kesenjangan": "kesenjangan_rp",
    "rekap_komponen_s": "jumlah_rp",
    "rekap_sumber_s": "jumlah_rp",
    "rekap_silang_s": "jumlah_rp",
    "bagian_komitmen": "bagian_pct",
    "syarat_sumber": "keadaan",
    "dak_minimum": "kurang_rp",
    "kemampuan": "mampu_rp",
    "akibat_skor": "catatan",
    "harga_bayangan": "nilai_per_juta",
    "penundaan": "tahun_boleh",
    "layanan": "tambahan_kk",
    "indikator": "nilai",
    "isu": "n_desa",
    "swot_total": "posisi",
    "swot_isu": "angka",
    "kkl": "uraian",
    "proyeksi": "mampu_murni_rp",
    "rasio": "sanitasi_pct",
    "pertumbuhan": "aritmetik_pct",
    "beda_program": "pokja",
    "zona_ringkas": "n_desa",
    "peta_zona": "sistem_al",
    "layanan_tahun": "tambahan_kk",
    "harga_dipakai": "harga_rp",
    "irs": "nilai",
    "ehra_hitung": "berisiko_pct",
    "kepastian": "bertahan_pct",
    "galat_ehra": "galat_baku_pct",
    "galat_irs": "galat_baku",
    "bobot_dipakai": "bobot_pct",
    "kesiapan_baris": "tahun_boleh",
    "jadwal": "tahun_mulai",
    "rentang_peringkat": "rank_atas_komponen",
    "angka_bp": "nilai",
    "angka_ssk": "nilai",
    "angka_mps": "nilai",
    "angka_monev": "nilai",
    "anggaran": "keuangan_rp",
    "pelaksanaan": "keuangan_rp",
    "rekap_pelaksanaan": "rasio_rp_pct",
    "capaian_sasaran": "capaian_pct",
}


OF_DESA = frozenset({"area", "indikator", "zona", "irs"})
"""Kinds whose references begin with a desa instead of the district."""
TABLE_OF_KIND = {"ssk": "kegiatan", "mps": "baris"}
KIND_OF_TABLE = {table: kind for kind, table in TABLE_OF_KIND.items()}
EVERY = "*"
"""The key of a reference to a whole column."""
_ODD = re.compile(r"[^\w.:,+@=*-]", re.ASCII)
_ODD_REF = re.compile(r"[^\w.:,+@=*%~/#-]", re.ASCII)
_SAFE = ":,+@=*"


@dataclass(frozen=True, slots=True)
class Ref:
    """A parsed reference. `key` is the row key as tables have it (parts joined by `|`), EVERY for a whole column.

    `column` is empty for the default of the kind; `table` is the submitted table of kind `tabel`, else empty.
    """

    kind: str
    fiscal_year: int
    district: str
    key: str
    column: str = ""
    table: str = ""

    def __str__(self) -> str:
        return _text(self)

    @property
    def is_whole_column(self) -> bool:
        """Whether it means every row of its table."""
        return self.key == EVERY

    @property
    def base(self) -> str:
        """The reference of the row, without a column."""
        return _text(self).partition("#")[0]

    @property
    def default(self) -> str:
        """The row with the default column of its kind."""
        return f"{self.base}#{DEFAULT_COLUMN.get(self.kind, '')}"


@lru_cache(maxsize=1 << 16)
def _text(ref: Ref) -> str:
    base = f"{ref.kind}/{ref.fiscal_year}/"
    if ref.kind in OF_DESA and ref.key != EVERY:
        base += "/".join(_spelled(part) for part in ref.key.split("|"))
    else:
        base += "/".join((ref.district, *((ref.table,) if ref.table else ()), spelled(ref.key)))
    return f"{base}#{ref.column}" if ref.column else base


@lru_cache(maxsize=1 << 16)
def spelled(key: str) -> str:
    """A row key as a reference has it: parts joined by `~`, percent-encoded but for letters, digits and `-_.:,+@=*`.

    So no reference holds a blank or a character that a shell, an address or a page would read as its own.
    """
    return key if _ODD.search(key) is None else "~".join(_spelled(part) for part in key.split("|"))


@lru_cache(maxsize=1 << 14)
def _spelled(part: str) -> str:
    return part if _ODD.search(part) is None else quote(part, safe=_SAFE).replace("~", "%7E")


@lru_cache(maxsize=1 << 16)
def parse(text: str) -> Ref:
    """The reference in `text`; ValueError with what a reference looks like when it is none.

    Keys with blanks and `|`, as stores of before wrote them, are understood too.
    """
    base, _, column = text.rpartition("#") if "#" in text else (text, "", "")
    parts = base.split("/")
    if len(parts) < 3 or not parts[1].isdigit() or not parts[2]:
        raise ValueError(f"{text!r} is not a reference; one looks like mps/2014/15.07/<line> or area/2013/<desa>/AL")
    kind, year, first, *rest = parts
    if kind in OF_DESA:
        key = EVERY if rest == [EVERY] else "|".join(unquote(part) for part in (first, *rest))
        return Ref(kind, int(year), first[:5], key, column)
    table = rest.pop(0) if kind == "tabel" and rest else ""
    return Ref(kind, int(year), first, _key("/".join(rest)), column, table)


def _key(text: str) -> str:
    return "|".join(unquote(part) for part in (text.split("|") if "|" in text else text.split("~")))


def canonical(text: str) -> str:
    """The spelling of today of a reference that a store of before may hold."""
    is_whole = text.count("/") == (4 if text.startswith("tabel/") else 3)
    return text if is_whole and _ODD_REF.search(text) is None else str(parse(text))


def tabel(fy: int, kab: str, table: str, key: str, column: str) -> str:
    """A submitted value. Key `*` means every row of the table."""
    return f"tabel/{fy}/{kab}/{table}/{spelled(key)}#{column}"


def tabel_row(fy: int, kab: str, table: str, key: str) -> str:
    """A row of a submitted table: with `#<column>` behind it, one of its values."""
    return f"tabel/{fy}/{kab}/{table}/{spelled(key)}"


def cell(fy: int, kab: str, path: str) -> str:
    """A submitted value, given as <table>/<key>#<column>."""
    table, _, rest = path.partition("/")
    key, _, column = rest.rpartition("#")
    return tabel(fy, kab, table, key, column)


def agg(fy: int, kab: str, name: str) -> str:
    """A value that depends on a whole column (range, mean, quartile, total)."""
    return f"agg/{fy}/{kab}/{spelled(name)}"


def every(kind: str, fy: int, kab: str, column: str) -> str:
    """A whole column of a computed table."""
    return str(Ref(kind, fy, kab, EVERY, column))


def area(fy: int, kode_desa: str, komponen: str, column: str = "") -> str:
    """A risk result of one desa and komponen (AL, PS, DR, UMUM)."""
    return f"area/{fy}/{kode_desa}/{komponen}" + (f"#{column}" if column else "")


def indikator(fy: int, kode_desa: str, name: str, column: str = "") -> str:
    """A secondary indicator of one desa (columns nilai, skor)."""
    return f"indikator/{fy}/{kode_desa}/{spelled(name)}" + (f"#{column}" if column else "")


def irs(fy: int, kode_desa: str, bagian: str, column: str = "") -> str:
    """The IRS of one desa and component (1 to 5, total; columns nilai, skor)."""
    return f"irs/{fy}/{kode_desa}/{bagian}" + (f"#{column}" if column else "")


def zona(fy: int, kode_desa: str, komponen: str, column: str = "") -> str:
    """The zone and system of one desa and komponen."""
    return f"zona/{fy}/{kode_desa}/{komponen}" + (f"#{column}" if column else "")


def layanan(fy: int, kab: str, komponen: str, sistem: str, column: str = "") -> str:
    """A row of the service phases."""
    return f"layanan/{fy}/{kab}/{komponen}~{spelled(sistem)}" + (f"#{column}" if column else "")


def harga_dipakai(fy: int, kab: str, kode_katalog: str, column: str = "") -> str:
    """The price in use of a step of the catalogue."""
    return f"harga_dipakai/{fy}/{kab}/{spelled(kode_katalog)}" + (f"#{column}" if column else "")


def kemampuan(fy: int, kab: str, tahun: int, column: str = "") -> str:
    """The funding capability of a year."""
    return f"kemampuan/{fy}/{kab}/{tahun}" + (f"#{column}" if column else "")


def isu(fy: int, kab: str, key: str) -> str:
    """An issue of the Buku Putih."""
    return f"isu/{fy}/{kab}/{spelled(key)}"


def ssk(fy: int, kab: str, kegiatan_id: str, column: str = "") -> str:
    """An activity of the SSK."""
    return f"ssk/{fy}/{kab}/{spelled(kegiatan_id)}" + (f"#{column}" if column else "")


def prioritas(fy: int, kab: str, kegiatan_id: str, column: str = "") -> str:
    """The priority score of an activity in the MPS."""
    return f"prioritas/{fy}/{kab}/{spelled(kegiatan_id)}" + (f"#{column}" if column else "")


def mps(fy: int, kab: str, kegiatan_id: str, sumber: str, column: str = "") -> str:
    """A line of the MPS."""
    return f"mps/{fy}/{kab}/{spelled(kegiatan_id)}~{spelled(sumber)}" + (f"#{column}" if column else "")


def anggaran(fy: int, kab: str, baris_id: str, column: str = "") -> str:
    """A submitted budget line with its MPS line and its newest results."""
    return f"anggaran/{fy}/{kab}/{spelled(baris_id)}" + (f"#{column}" if column else "")


def pelaksanaan(fy: int, kab: str, kegiatan_id: str, sumber: str, tahun: int, column: str = "") -> str:
    """A line of the MPS in one year of its implementation."""
    return f"pelaksanaan/{fy}/{kab}/{spelled(kegiatan_id)}~{spelled(sumber)}~{tahun}" + (f"#{column}" if column else "")


def angka(table: str, fy: int, kab: str, name: str) -> str:
    """A sum or share that only a document prints (tables angka_bp, angka_ssk, angka_mps, angka_monev)."""
    return f"{table}/{fy}/{kab}/{spelled(name)}"


def value(table: str, is_computed: bool, fy: int, kab: str, key: str, column: str) -> str:
    """A value of any table by its row key (the key's parts joined by `|`)."""
    if not is_computed:
        return tabel(fy, kab, table, key, column)
    return str(Ref(KIND_OF_TABLE.get(table, table), fy, kab, key, column))


def computed(table: str, fy: int, kab: str, key: str, column: str = "") -> str:
    """A value of a computed table that has one row per key inside the district."""
    return f"{table}/{fy}/{kab}/{spelled(key)}" + (f"#{column}" if column else "")
