"""Facts of the page of rules: every check, and every parameter in force in a year of the site."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from flows.planning.rules import listed
from schemas.rulebook import Rulebook, Ruling, load_rulebook, ruling_history

Row = dict[str, Any]


def checks() -> list[Row]:
    """Each check by its id: severity, stage, sentence, status and reference."""
    names = ("id", "severity", "stage", "sentence", "status", "reference")
    return [{name: getattr(rule.info, name) for name in names} for rule in listed()]


def parameters(years: Iterable[int]) -> list[Row]:
    """Each parameter by its name with the rulings that are in force in one of these years, oldest first."""
    books = [load_rulebook(year) for year in years]
    names = sorted({name for book in books for name in book.names})
    return [{"id": name, "rulings": [_ruling(r) for r in _in_force(name, books)]} for name in names]


def _in_force(name: str, books: Iterable[Rulebook]) -> list[Ruling]:
    held = {book.ruling(name).valid_from for book in books if name in book}
    return [r for year, r in sorted(ruling_history(name).items()) if year in held]


def _ruling(ruling: Ruling) -> Row:
    return {
        "from": ruling.valid_from,
        "value": _text(ruling.value),
        "unit": "" if ruling.unit == "-" else ruling.unit,
        "status": ruling.status,
        "reference": ruling.reference,
        "local": ruling.is_local,
    }


def _text(value: Any) -> str:
    if isinstance(value, Mapping):
        return "; ".join(f"{k}: {_text(v)}" for k, v in value.items())
    if isinstance(value, tuple):
        return ", ".join(map(_text, value))
    if isinstance(value, bool):
        return "ya" if value else "tidak"
    return "–" if value is None else str(value)
