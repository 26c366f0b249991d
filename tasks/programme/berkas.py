"""CSV files that people of the programme hand in: lists of people, work plans, cash books."""

from __future__ import annotations

import csv
import io

from schemas.errors import WrongUsage


def csv_rows(name: str, data: bytes) -> list[dict[str, str]]:
    """The rows by their header, stripped; commas or semicolons. Raises WrongUsage for no UTF-8 text and no row."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise WrongUsage(f"{name} is not UTF-8 text; save it as CSV UTF-8") from None
    first = text.split("\n", 1)[0]
    delimiter = ";" if first.count(";") > first.count(",") else ","
    try:
        rows = list(csv.DictReader(io.StringIO(text), delimiter=delimiter))
    except csv.Error as error:
        raise WrongUsage(f"{name} is no CSV ({error}); export it anew from its source") from None
    if not rows:
        raise WrongUsage(f"{name} has no row under its header")
    return [{str(k): v.strip() for k, v in row.items() if isinstance(v, str)} for row in rows]
