"""What districts drop into the inbox of a store: `inbox/<fiscal year>/<district>/<file>`. Taken in, never moved."""

from __future__ import annotations

import re
from typing import Any

from schemas.canonical import digest
from schemas.errors import NotFound
from schemas.rulebook import confirmed_years
from tasks.lineage.receipts import receipts, submit
from tasks.store.ports import Store

PREFIX = "inbox/"
BY = "inbox"
_KEY = re.compile(r"inbox/(\d{4})/(\d\d\.\d\d)/(.+)")
READABLE = (".csv", ".txt", ".tsv", ".xlsx", ".xlsm", ".xls", ".xlsb", ".ods", ".zip")


def take_inbox(store: Store, received: str, recorded: str) -> dict[str, list[dict[str, Any]]]:
    """Hand in every folder of the inbox whose content is not among the submissions of its district yet.

    `taken` are the new submissions, `known` those that were taken before, `unplaced` the keys that no district and
    confirmed year takes, each with the sentence what to do.
    """
    found: dict[tuple[int, str], list[tuple[str, bytes]]] = {}
    unplaced = []
    for key in store.list(PREFIX):
        match = _KEY.fullmatch(key)
        why = _why_not(key, match)
        if why or match is None:
            unplaced.append({"key": key, "why": why})
            continue
        try:
            data = store.get(key)
        except NotFound:
            unplaced.append({"key": key, "why": "a link or a pipe; put the file itself there"})
            continue
        found.setdefault((int(match[1]), match[2]), []).append((match[3], data))
    answer: dict[str, list[dict[str, Any]]] = {"taken": [], "known": [], "unplaced": unplaced}
    for (year, kode), files in sorted(found.items()):
        if _content(files) in _handed_in(store, year, kode):
            answer["known"].append({"fiscal_year": year, "district": kode})
            continue
        receipt, _ = submit(store, year, kode, files, code_system=None, by=BY, received=received, recorded=recorded)
        answer["taken"].append({"fiscal_year": year, "district": kode, "seq": receipt["seq"], "files": len(files)})
    return answer


def _why_not(key: str, match: re.Match[str] | None) -> str:
    if match is None:
        return "not inbox/<fiscal year>/<district code>/<file>; put it under its year and code, e.g. inbox/2013/15.07/"
    if int(match[1]) not in confirmed_years():
        return f"fiscal year {match[1]} is not prepared; put it under a prepared year"
    if not key.lower().endswith(READABLE):
        return "no workbook, CSV or zip; put the table itself there"
    return ""


def _content(files: list[tuple[str, bytes]]) -> tuple[tuple[str, str], ...]:
    return tuple(sorted((name, digest(data)) for name, data in files))


def _handed_in(store: Store, year: int, kode: str) -> set[tuple[tuple[str, str], ...]]:
    return {tuple(sorted((f["name"], f["digest"]) for f in r["files"])) for r in receipts(store, year, kode)}
