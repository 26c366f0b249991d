"""From what a file calls its sheets, columns and codes to tables, columns and codes (tables.md section 3).

What a form calls a column is data: `headings/<table>.csv` with the columns

    column, any, sets, note, and one column per fiscal year whose form differs

A cell is one spelling of the heading; `any` holds in every year, an empty year cell was not asked that year. `sets`
names values that the heading itself carries (`periode_1=2018`), `note` is a warning for the officer. The column `-` is
a heading that is known and on purpose not taken in. `headings/_umum.csv` holds for every table that has the column,
`headings/_nilai.csv` gives words for codes. A column's own name always matches.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from schemas.contract import Field, Table
from schemas.money_unit import unit_in
from schemas.tables import TABLES, table
from schemas.tables.submitted import PROVENANCE

FOLDER = Path(__file__).with_name("headings")
NAME_COLUMNS = ("desa", "kecamatan")
NOT_TAKEN = "-"
BEFORE = "Tahun lalu"
"""The heading of the grey columns of the instrument; known, and never taken in."""

UNIT_WORDS = {
    "ha": ("ha", "hektar", "hektare"),
    "jiwa": ("jiwa", "orang"),
    "KK": ("kk", "keluarga"),
    "unit": ("unit", "buah"),
    "%": ("pct", "persen"),
    "%/tahun": ("pct", "persen", "pct_tahun", "pct_per_tahun", "persen_per_tahun"),
    "m": ("m", "meter"),
    "m2": ("m2", "meter_persegi"),
    "m3/hari": ("m3_hari", "m3_per_hari"),
    "ton/hari": ("ton_hari", "ton_per_hari"),
    "m3/detik": ("m3_detik", "m3_dt", "m3_s"),
    "kali/tahun": ("kali_tahun", "kali_per_tahun"),
}


@dataclass(frozen=True, slots=True)
class Match:
    """What a heading stands for.

    `column` is None for a heading that is known and not taken in. `sets` are values for the whole column, `note` an
    Indonesian warning, `unit` the money unit that the heading states (`Rp`, `Rp ribu`, `Rp juta`).
    """

    column: str | None
    sets: dict[str, str] = field(default_factory=dict)
    note: str | None = None
    unit: str | None = None


def normalise(heading: str) -> str:
    """The comparable form of a heading: lower case, anything but letters and digits as one `_`, `%` as `pct`."""
    plain = unicodedata.normalize("NFKC", heading).casefold().replace("%", " pct ")
    return re.sub(r"[\W_]+", "_", plain).strip("_")


def column_for(table_name: str, heading: str, fy: int) -> Match | None:
    """What `heading` stands for in the table in fiscal year `fy`; None when no column takes it.

    A unit in brackets is left out of the comparison only when it is the column's own, so that tonnes are never read as
    cubic metres.
    """
    if normalise(heading) == normalise(BEFORE):
        return Match(None)
    known = _known(table_name, fy)
    whole = known.get(normalise(heading))
    if whole is not None:
        return whole
    bracket = re.fullmatch(r"(.*?)[(\[]([^()\[\]]*)[)\]]\s*[*:.]*\s*", heading, flags=re.DOTALL)
    match = known.get(normalise(bracket[1])) if bracket else None
    if bracket is None or match is None or match.column is None or match.column in NAME_COLUMNS:
        return None
    column, unit = table(table_name).field(match.column), normalise(bracket[2])
    if column.kind == "rupiah" and (money := unit_in(bracket[2])):
        return Match(match.column, match.sets, match.note, money)
    return match if column.unit and unit in UNIT_WORDS.get(column.unit, (normalise(column.unit),)) else None


def is_heading(text: str) -> bool:
    """Whether some table knows the text as a heading in some year: enough to tell a row of headings from others."""
    return bool(text) and normalise(re.sub(r"[(\[][^()\[\]]*[)\]]\s*[*:.]*\s*$", "", text)) in _all_headings()


@cache
def _all_headings() -> frozenset[str]:
    spelled = {
        normalise(text)
        for name in (*(f"{t.name}.csv" for t in TABLES), "_umum.csv")
        for line in read_lines(name)
        for column, text in line.items()
        if column not in ("column", "sets", "note") and text
    }
    return frozenset(spelled | {normalise(n) for t in TABLES for n in t.names} | set(NAME_COLUMNS))


def knows_stem(stem: str) -> bool:
    """Whether a file or sheet of this name is meant to be a table of the method."""
    return stem_name(stem) in _known_stems()


@cache
def _known_stems() -> frozenset[str]:
    return frozenset(SPREAD).union((t.name for t in TABLES), *(stems for stems, *_ in BY_HEADING))


def word_value(column: str, text: str) -> str | None:
    """The code that a word stands for in columns of this name (`Berfungsi` is 1); None when it is no such word."""
    return _words(column).get(normalise(text))


@cache
def _known(table_name: str, fy: int) -> dict[str, Match]:
    submitted = table(table_name)
    found = {normalise(name): Match(name) for name in (*submitted.names, *name_columns(submitted))}
    usable = {*submitted.names, *name_columns(submitted), NOT_TAKEN}
    for line in (*read_lines(f"{table_name}.csv"), *read_lines("_umum.csv")):
        for spelling in (line["any"], line.get(str(fy), "")):
            if spelling and line["column"] in usable:
                found.setdefault(normalise(spelling), _match(line))
    return found


def name_columns(submitted: Table) -> tuple[str, ...]:
    """The columns besides its own in which a table may name the place of a row: those of a table with a kode_desa."""
    has_desa = any(f.name == "kode_desa" and f.kind == "code" for f in submitted.fields)
    return tuple(n for n in NAME_COLUMNS if has_desa and n not in submitted.names)


def _match(line: dict[str, str]) -> Match:
    sets = dict(pair.split("=", 1) for pair in line["sets"].split(";") if pair)
    column = None if line["column"] == NOT_TAKEN else line["column"]
    return Match(column, sets, line["note"] or None)


def read_lines(name: str) -> tuple[dict[str, str], ...]:
    """The lines of a file of `headings/`; none when the table needs no other spelling than its column names."""
    path = FOLDER / name
    if not path.exists():
        return ()
    with path.open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))


@cache
def _words(column: str) -> dict[str, str]:
    fields = [f for t in TABLES for f in t.fields if f.name == column]
    scopes = {column} | {f"({f.kind})" for f in fields}
    words = {normalise(str(c)): str(c) for f in fields for c in f.choices}
    for line in read_lines("_nilai.csv"):
        if line["column"] in scopes:
            words[normalise(line["word"])] = line["value"]
    return words


@dataclass(frozen=True, slots=True)
class Placement:
    """One table that a file or sheet fills, and the headings that go to it."""

    table: str
    headings: tuple[str, ...]


def stem_name(stem: str) -> str:
    """A file stem or sheet name as it is compared: `3. Air Limbah` is `air_limbah`."""
    plain = unicodedata.normalize("NFKC", stem).strip().lower()
    return re.sub(r"[\s_-]+", "_", re.sub(r"^[\d.]+[\s._)-]+", "", plain)).strip("_")


def table_for(stem: str, headings: tuple[str, ...], fy: int) -> tuple[Placement, ...]:
    """The tables that a file stem or sheet fills, by the first line of tables.md section 3 that fits.

    Empty when it is not understood: then nothing is read from it. Only `form_2` and `kkl` fill several tables; there a
    heading goes to each table that has it, and to none when it is text that means something else in each.
    """
    name = stem_name(stem)
    if name in SPREAD:
        return _spread(SPREAD[name], headings, fy)
    if any(t.name == name for t in TABLES) and own_columns(name, headings, fy):
        return (Placement(name, headings),)
    for stems, target, wanted, need_all in BY_HEADING:
        present = {m.column for h in headings if (m := column_for(target, h, fy))} & wanted
        if name in stems and (present == wanted if need_all else present or not wanted):
            return (Placement(target, headings),)
    return ()


def own_columns(table_name: str, headings: tuple[str, ...], fy: int) -> tuple[str, ...]:
    """Columns of the table that the headings name, besides its key, its source and the names of the place."""
    submitted = table(table_name)
    others = {*submitted.key, *(f.name for f in PROVENANCE), *name_columns(submitted), None}
    matches = (column_for(table_name, h, fy) for h in headings)
    return tuple(m.column for m in matches if m and m.column is not None and m.column not in others)


# stems, table, headings that decide, whether all of them are needed
BY_HEADING: tuple[tuple[frozenset[str], str, frozenset[str], bool], ...] = (
    (
        frozenset({"air_limbah"}),
        "sanitasi_mayoritas",
        frozenset({"jamban_mayoritas", "pembuangan_tinja_mayoritas"}),
        False,
    ),
    (frozenset({"air_minum"}), "sanitasi_mayoritas", frozenset({"sumber_air_utama"}), False),
    (frozenset({"drainase"}), "banjir", frozenset({"banjir", "kejadian_1", "kejadian_2"}), False),
    (frozenset({"drainase"}), "drainase_genangan", frozenset({"lokasi", "luas_genangan_ha"}), True),
    (frozenset({"kesehatan"}), "kesehatan", frozenset({"klb_diare"}), False),
    (frozenset({"ehra"}), "ehra_responden", frozenset({"no_responden"}), False),
    (frozenset({"genangan", "lokasi_genangan"}), "drainase_genangan", frozenset(), False),
)
SPREAD: dict[str, tuple[str, ...]] = {
    "form_1": ("info",),
    "form1": ("info",),
    "form_2": ("wilayah", "penduduk"),
    "form2": ("wilayah", "penduduk"),
    "kkl": ("tujuan", "sasaran", "strategi", "program_kegiatan"),
}


def _spread(names: tuple[str, ...], headings: tuple[str, ...], fy: int) -> tuple[Placement, ...]:
    """A table is placed when some heading goes to it alone: a parent's id by itself does not make rows of a child."""
    taken: dict[str, list[str]] = {name: [] for name in names}
    placed: set[str] = set()
    for heading in headings:
        takers = {name: f for name in names if (f := _own_field(name, heading, fy))}
        if len({f.meaning for f in takers.values() if f.kind == "text"}) <= 1:
            for name in takers:
                taken[name].append(heading)
            placed |= set(takers) if len(takers) == 1 else set()
    return tuple(Placement(name, tuple(taken[name])) for name in names if name in placed)


def _own_field(table_name: str, heading: str, fy: int) -> Field | None:
    match, submitted = column_for(table_name, heading, fy), table(table_name)
    return submitted.field(match.column) if match and match.column in submitted.names else None
