"""Who may do what: persons with a role in a region for a term, and who takes part in a year (programme.md 4, 7).

Two lists are loaded as CSV, recognised by their header: `orang` (orang_id, peran, kode_wilayah, mulai, selesai, and
for facilitators kontrak, pelatihan, serah_terima) and `peserta` (fiscal_year, kode_kab, peran, ...). Newer files
replace rows of the same key and leave the others.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from schemas.errors import WrongUsage
from tasks.programme.berkas import csv_rows

Row = Mapping[str, str]
PERAN = (
    "bupati_walikota",
    "ketua_pokja",
    "opd",
    "camat",
    "pokja_provinsi",
    "satker",
    "piu",
    "pmu",
    "cf",
    "pf",
    "apip",
    "bpkp",
    "bpk",
)
FASILITATOR = frozenset({"cf", "pf"})
JALUR = ("bp_ssk", "mps", "implementasi", "monev")
_ORANG = ("orang_id", "peran", "kode_wilayah", "mulai", "selesai")
_PESERTA = ("fiscal_year", "kode_kab", "peran")
_REGION = re.compile(r"\d\d(\.\d\d)?")
_END = date(9999, 12, 31)


@dataclass(frozen=True, slots=True)
class Orang:
    """A person in one role over one region (district, province, or "" for the whole country) for one term of office.

    `pelatihan` is the day of the training (None: not on record), `serah_terima` the hand-over record ("": none).
    """

    orang_id: str
    peran: str
    kode_wilayah: str
    mulai: date
    selesai: date = _END
    nama: str = ""
    kontrak: str = ""
    pelatihan: date | None = None
    serah_terima: str = ""

    def covers(self, district: str) -> bool:
        """Whether the district lies in the person's region."""
        return not self.kode_wilayah or district == self.kode_wilayah or district.startswith(f"{self.kode_wilayah}.")

    def serves(self, day: date) -> bool:
        """Whether the day lies in the term."""
        return self.mulai <= day <= self.selesai


@dataclass(frozen=True, slots=True)
class Peserta:
    """A district in one role of a year; `mundur` is the reason of a withdrawal, "" while it takes part."""

    fiscal_year: int
    kode_kab: str
    peran: str
    kabupaten_kota: str = ""
    gelombang: str = ""
    dasar: str = ""
    mundur: str = ""


def kind_of(name: str, data: bytes) -> str:
    """`orang` or `peserta`, by the header; raises WrongUsage with the headers that are known."""
    header = set(csv_rows(name, data)[0])
    for kind, needed in (("orang", _ORANG), ("peserta", _PESERTA)):
        if header >= set(needed):
            return kind
    raise WrongUsage(
        f"{name}: the first line must name {', '.join(_ORANG)} (people) or {', '.join(_PESERTA)} (participants); "
        f"found {', '.join(sorted(h for h in header if h)) or 'nothing'}"
    )


def listed(name: str, data: bytes) -> tuple[str, int]:
    """Which list a file is, and its number of rows; raises WrongUsage naming file, line and column."""
    kind = kind_of(name, data)
    return kind, len(read_orang([(name, data)]) if kind == "orang" else read_peserta([(name, data)]))


def read_orang(files: Iterable[tuple[str, bytes]]) -> list[Orang]:
    """The people of all loaded files, by id, role and first day. Raises WrongUsage naming file, line and column."""
    found: dict[tuple[str, str, str, date], Orang] = {}
    for name, data in files:
        for line, row in enumerate(csv_rows(name, data), 2):
            person = _orang(f"{name} line {line}", row)
            found[person.orang_id, person.peran, person.kode_wilayah, person.mulai] = person
    return [found[key] for key in sorted(found)]


def read_peserta(files: Iterable[tuple[str, bytes]]) -> list[Peserta]:
    """The participants of all loaded files, by year, district and role. Raises WrongUsage naming file and line."""
    found: dict[tuple[int, str, str], Peserta] = {}
    for name, data in files:
        for line, row in enumerate(csv_rows(name, data), 2):
            one = _peserta(f"{name} line {line}", row)
            found[one.fiscal_year, one.kode_kab, one.peran] = one
    return [found[key] for key in sorted(found)]


def roles(people: Sequence[Orang], orang_id: str, district: str, day: date) -> set[str]:
    """The roles that the person holds over the district on that day."""
    return {p.peran for p in people if p.orang_id == orang_id and p.covers(district) and p.serves(day)}


def serving(people: Iterable[Orang], peran: str, region: str, day: date) -> list[Orang]:
    """Who serves in this role for exactly this region on that day, by id."""
    found = {p.orang_id: p for p in people if p.peran == peran and p.kode_wilayah == region and p.serves(day)}
    return [found[key] for key in sorted(found)]


def _orang(where: str, row: Row) -> Orang:
    peran = row["peran"].lower()
    if not row["orang_id"]:
        raise WrongUsage(f"{where}: orang_id is blank; give each person a short id")
    if peran not in PERAN:
        raise WrongUsage(f"{where}: peran {row['peran']!r} is none of {', '.join(PERAN)}")
    mulai, selesai = _day(where, "mulai", row["mulai"]), _day(where, "selesai", row["selesai"] or _END.isoformat())
    if selesai < mulai:
        raise WrongUsage(f"{where}: the term ends ({selesai}) before it begins ({mulai})")
    trained = row.get("pelatihan", "")
    return Orang(
        row["orang_id"],
        peran,
        _region(where, row["kode_wilayah"]) if row["kode_wilayah"] else "",
        mulai,
        selesai,
        row.get("nama", ""),
        row.get("kontrak", ""),
        _day(where, "pelatihan", trained) if trained else None,
        row.get("serah_terima", ""),
    )


def _peserta(where: str, row: Row) -> Peserta:
    if row["peran"] not in JALUR:
        raise WrongUsage(f"{where}: peran {row['peran']!r} is none of {', '.join(JALUR)}")
    if not re.fullmatch(r"\d{4}", row["fiscal_year"]):
        raise WrongUsage(f"{where}: fiscal_year {row['fiscal_year']!r} is no year; write e.g. 2014")
    kode = _region(where, row["kode_kab"])
    rest = (row.get(name, "") for name in ("kabupaten_kota", "gelombang", "dasar", "mundur"))
    return Peserta(int(row["fiscal_year"]), kode, row["peran"], *rest)


def _region(where: str, text: str) -> str:
    if not _REGION.fullmatch(text):
        raise WrongUsage(f"{where}: {text!r} is no code of a province (15) or district (15.07); store it as text")
    return text


def _day(where: str, column: str, text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise WrongUsage(f"{where}: {column} {text!r} is not a day; write YYYY-MM-DD") from None
