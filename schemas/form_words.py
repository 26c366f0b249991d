"""Tables and columns as the form calls them, for sentences that a district officer reads."""

from __future__ import annotations

import re
from functools import cache

from schemas.heading_map import read_lines
from schemas.tables import TABLES

_NAME = re.compile(r"(?<![\w/!.'~-])[a-z][a-z0-9]*(?:_[a-z0-9]+)+(?![\w~-]|\.\w)")
_TABLE = re.compile(r"\b([Tt]abel) ([a-z][a-z0-9_]*)(?![\w~-]|\.\w)")
_UNITS = {
    "m3_hari": "m³/hari", "ton_hari": "ton/hari", "m3": "m³", "m2": "m²", "ha": "ha", "jiwa": "jiwa", "kk": "KK",
    "rp": "Rp", "pct": "%", "unit": "unit", "m": "m",
}  # fmt: skip
_CAPITALS = {
    "kk", "rt", "rw", "cbd", "rob", "opd", "apbd", "apbn", "dak", "tps", "tpa", "iplt", "ipal", "babs", "klb", "al",
    "ps", "dr", "ph", "ba", "ehra", "swot", "ks", "mck", "sr", "hu", "pah",
    "das", "dss", "spald", "tps3r",
}  # fmt: skip


@cache
def table_words(name: str) -> str:
    """A table as a person calls it: `air_limbah` is Air Limbah."""
    return _titled(name)


@cache
def column_words(table: str, column: str) -> str:
    """A column by the heading of the form, with its unit: `luas_terbangun_ha` of wilayah is Luas Terbangun (ha)."""
    stem, unit = _without_unit(column)
    lines = (*read_lines(f"{table}.csv"), *read_lines("_umum.csv"))
    said = next((line["any"] for line in lines if line["column"] == column and line["any"]), _titled(stem))
    return said if not unit or unit.lower() in said.lower() else f"{said} ({unit})"


def in_words(text: str, table: str = "") -> str:
    """The sentence with every name of a table or column as the form calls it; all else stays."""
    named = _TABLE.sub(lambda found: f"{found[1]} '{table_words(found[2])}'" if _is_table(found[2]) else found[0], text)
    return _NAME.sub(lambda found: _word(found[0], table), named)


def _is_table(name: str) -> bool:
    return any(t.name == name for t in TABLES)


def _word(name: str, table: str) -> str:
    holders = _holders().get(name, ())
    if holders:
        return f"'{column_words(table if table in holders else holders[0], name)}'"
    return f"'{table_words(name)}'" if _is_table(name) else name


@cache
def _holders() -> dict[str, tuple[str, ...]]:
    """Column name -> the tables that have it, in the order of the tables."""
    found: dict[str, tuple[str, ...]] = {}
    for t in TABLES:
        for name in t.names:
            found[name] = (*found.get(name, ()), t.name)
    return found


def _without_unit(column: str) -> tuple[str, str]:
    for suffix, unit in _UNITS.items():
        if column.endswith(f"_{suffix}"):
            return column.removesuffix(f"_{suffix}"), unit
    return column, ""


def _titled(name: str) -> str:
    return " ".join(w.upper() if w in _CAPITALS else w.capitalize() for w in name.split("_"))
