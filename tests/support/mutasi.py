"""Submissions as people damage them: kinds of faults applied to random tables and places of a made-up district.

A kind takes the tables of a submission as texts and changes one of them. It says which values may then stand in which
cells; everywhere else the undamaged value is the only one that a person saw.
"""

from __future__ import annotations

import csv
import io
import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

Tables = dict[str, list[list[str]]]
"""Table -> rows of texts, the header first; decimals with a comma."""


@dataclass(slots=True)
class Damage:
    """What was done. `cells` are row and column (from 1) whose value may differ, `anything` that all of it may."""

    kind: str
    table: str
    tables: Tables
    cells: set[tuple[int, int]] = field(default_factory=set)
    delimiter: str = ";"
    raw: bytes | None = None
    more: dict[str, bytes] = field(default_factory=dict)
    prepare: list[Callable[[Any], None]] = field(default_factory=list)


def is_number(text: str) -> bool:
    """Whether a text of the demo is a number."""
    return bool(text) and text.replace(",", "", 1).replace("-", "", 1).isdigit() and text.count(".") == 0


def number(text: str) -> Decimal:
    """The number that a text of the demo writes."""
    return Decimal(text.replace(",", "."))


class Hand:
    """Chooses tables and cells, as the hand of a random."""

    def __init__(self, tables: Tables, draw: random.Random) -> None:
        self.tables = {name: [list(row) for row in rows] for name, rows in tables.items()}
        self.draw = draw

    def table(self, *names: str) -> str:
        return self.draw.choice(sorted(names or self.tables))

    def number_cell(self, name: str) -> tuple[int, int] | None:
        """Row and column, from 0, of a number that is no code; None when the table has none."""
        rows = self.tables[name]
        places = [
            (r, c) for r in range(1, len(rows)) for c, t in enumerate(rows[r]) if c and is_number(t) and "." not in t
        ]
        return self.draw.choice(places) if places else None

    def damage(self, kind: str, name: str, *cells: tuple[int, int], **more: Any) -> Damage:
        return Damage(kind, name, self.tables, {(r + 1, c + 1) for r, c in cells}, **more)


def _written(kind: str, write: Callable[[Hand, str], str]) -> Callable[[Hand], Damage | None]:
    """A kind that writes another text into one cell of numbers."""

    def apply(hand: Hand) -> Damage | None:
        name = hand.table()
        place = hand.number_cell(name)
        if place is None:
            return None
        row, column = place
        hand.tables[name][row][column] = write(hand, hand.tables[name][row][column])
        return hand.damage(kind, name, place)

    return apply


def text_of(tables: Tables, name: str, delimiter: str = ";") -> str:
    """A table as a well-written CSV."""
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter, lineterminator="\r\n").writerows(tables[name])
    return out.getvalue()


def _line(kind: str, change: Callable[[Hand, list[str]], str], delimiter: str) -> Callable[[Hand], Damage | None]:
    """A kind that writes one line of a CSV as no program would."""

    def apply(hand: Hand) -> Damage | None:
        name = hand.table()
        rows = hand.tables[name]
        if len(rows) < 3:
            return None
        at = hand.draw.randrange(1, len(rows))
        lines = text_of(hand.tables, name, delimiter).split("\r\n")
        if len(lines) != len(rows) + 1:
            return None
        lines[at] = change(hand, rows[at])
        return hand.damage(kind, name, delimiter=delimiter, raw="\r\n".join(lines).encode())

    return apply


def _unquoted(hand: Hand, row: list[str]) -> str:
    return ",".join(row)


def _extra(hand: Hand, row: list[str]) -> str:
    at = hand.draw.randrange(1, len(row))
    return ";".join([*row[:at], hand.draw.choice(["", "5", "x"]), *row[at:]])


def _lost(hand: Hand, row: list[str]) -> str:
    at = hand.draw.randrange(1, len(row))
    return ";".join([*row[: at - 1], row[at - 1] + row[at], *row[at + 1 :]])


def _quote(hand: Hand, row: list[str]) -> str:
    at = hand.draw.randrange(len(row))
    return ";".join(f'"{t}' if i == at else t for i, t in enumerate(row))


def _other_delimiter(hand: Hand) -> Damage | None:
    name = hand.table()
    delimiter = hand.draw.choice(",\t|")
    said = f"sep={delimiter}\r\n" if hand.draw.random() < 0.5 else ""
    return hand.damage("delimiter", name, raw=(said + text_of(hand.tables, name, delimiter)).encode())


def _encoding(hand: Hand) -> Damage | None:
    name = hand.table()
    code = hand.draw.choice(["utf-16", "utf-8-sig", "cp1252"])
    return hand.damage("encoding", name, raw=text_of(hand.tables, name).encode(code, errors="replace"))


def _title(hand: Hand) -> Damage | None:
    name = hand.table()
    titles = [["DATA SANITASI KABUPATEN"], [""], ["Lampiran 1"]][: hand.draw.randrange(1, 4)]
    hand.tables[name][:0] = titles
    return hand.damage("title", name)


def _total(hand: Hand) -> Damage | None:
    name = hand.table("air_limbah", "air_minum", "persampahan", "penduduk")
    rows = hand.tables[name]
    rows.append(["JUMLAH", *["999" for _ in rows[0][1:]]])
    return hand.damage("total", name)


def _unit_lost(hand: Hand) -> Damage | None:
    rows = hand.tables["info"]
    at = next(i for i, t in enumerate(rows[0]) if t.startswith("Satuan"))
    rows[1][at] = hand.draw.choice(["", "-", "karung", "juta"])
    return hand.damage("unit", "info", (1, at))


def _thousandfold(hand: Hand) -> Damage | None:
    rows = hand.tables["keuangan"]
    at = hand.draw.randrange(1, len(rows))
    for column, heading in enumerate(rows[0]):
        text = rows[at][column]
        if column and is_number(text) and text != "0" and "pct" not in heading:
            rows[at][column] = f"{text}000"
    return hand.damage("thousandfold", "keuangan")


def _code(hand: Hand) -> Damage | None:
    name = hand.table("air_limbah", "air_minum", "persampahan", "penduduk", "wilayah")
    rows = hand.tables[name]
    at = hand.draw.randrange(1, len(rows))
    code = rows[at][0]
    rows[at][0] = hand.draw.choice(
        [code.replace(".", ""), code.replace(".", "-"), code.replace("0", "O"), code[:-1], "", f"'{code}", f'="{code}"']
    )
    return hand.damage("code", name)


def _again(hand: Hand) -> Damage | None:
    name = hand.table("air_limbah", "air_minum", "persampahan", "penduduk")
    other = {name: [list(r) for r in hand.tables[name]]}
    place = Hand(other, hand.draw).number_cell(name)
    if place is None:
        return None
    other[name][place[0]][place[1]] = "7"
    return hand.damage("again", name, more={f"lama/{name}.csv": text_of(other, name).encode()})


def _letter(hand: Hand) -> Damage | None:
    more = {"Surat.pdf": b"%PDF-1.4", "kosong.csv": b"", "Thumbs.db": b"\x00\x01"}
    return hand.damage("letter", "info", more=more)


def _heading(hand: Hand) -> Damage | None:
    name = hand.table()
    header = hand.tables[name][0]
    at = hand.draw.randrange(len(header))
    header[at] = hand.draw.choice(["", "Kolom Baru", header[at - 1], f"{header[at]} 2012"])
    return hand.damage("heading", name)


def _wide_years(hand: Hand) -> Damage | None:
    rows = hand.tables["penduduk"]
    years = sorted({r[1] for r in rows[1:]})
    by_desa: dict[str, dict[str, str]] = {}
    for r in rows[1:]:
        by_desa.setdefault(r[0], {})[r[1]] = r[2]
    top = [rows[0][0], rows[0][2], *[""] * (len(years) - 1)]
    hand.tables["penduduk"] = [top, ["", *years], *[[d, *[v.get(y, "") for y in years]] for d, v in by_desa.items()]]
    return hand.damage("wide years", "penduduk")


NOTES = ("12 (est.)", "abc", "kira-kira 5", "1.2.3", "1e5", "TA 2010", "1/2", "12 ribu", "Rp 5")
CSV_KINDS: Mapping[str, Callable[[Hand], Damage | None]] = {
    "note": _written("note", lambda h, t: h.draw.choice(NOTES)),
    "english": _written("english", lambda h, t: f"{number(t):,.1f}"),
    "point": _written("point", lambda h, t: t.replace(",", ".")),
    "thousands": _written("thousands", lambda h, t: f"{int(number(t)):,}".replace(",", ".")),
    "fraction": _written("fraction", lambda h, t: str(number(t) / 100).replace(".", ",")),
    "unquoted": _line("unquoted", _unquoted, ","),
    "extra cell": _line("extra cell", _extra, ";"),
    "lost delimiter": _line("lost delimiter", _lost, ";"),
    "stray quote": _line("stray quote", _quote, ";"),
    "delimiter": _other_delimiter,
    "encoding": _encoding,
    "title": _title,
    "total": _total,
    "unit": _unit_lost,
    "thousandfold": _thousandfold,
    "code": _code,
    "again": _again,
    "letter": _letter,
    "heading": _heading,
    "wide years": _wide_years,
}  # fmt: skip


def csv_files(damage: Damage) -> dict[str, bytes]:
    """The submission as a folder of CSV."""
    files = {f"{name}.csv": text_of(damage.tables, name).encode() for name in damage.tables}
    if damage.raw is not None:
        files[f"{damage.table}.csv"] = damage.raw
    return files | damage.more
