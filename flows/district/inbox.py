"""What districts drop into the inbox of a store: `inbox/<fiscal year>/<district>/<file>`.

Taken in, and left where it is; only a file with answers of households is taken away once it is kept apart.
"""

from __future__ import annotations

import re
from typing import Any

from flows.district.hand_in import hand_in
from schemas.canonical import digest
from schemas.errors import NotFound, WrongUsage
from schemas.rulebook import confirmed_years
from tasks.lineage.records.receipts import receipts
from tasks.store.keys import is_household
from tasks.store.ports import KeptStore, Store

PREFIX = "inbox/"
BY = "inbox"
_KEY = re.compile(r"inbox/(\d{4})/(\d\d\.\d\d)/(.+)")
READABLE = (".csv", ".txt", ".tsv", ".xlsx", ".xlsm", ".xls", ".xlsb", ".ods", ".zip")


def take_inbox(store: KeptStore, received: str, recorded: str) -> dict[str, list[dict[str, Any]]]:
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
        if _is_known(store, year, kode, files):
            answer["known"].append({"fiscal_year": year, "district": kode})
            continue
        try:
            receipt, _ = hand_in(
                store, year, kode, files, code_system=None, by=BY, received=received, recorded=recorded
            )
        except WrongUsage as error:
            answer["unplaced"].append({"key": f"{PREFIX}{year}/{kode}/", "why": str(error)})
            continue
        for name in (f["name"] for f in receipt["files"] if is_household(f["digest"])):
            store.remove(f"{PREFIX}{year}/{kode}/{name}")
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


def _is_known(store: Store, year: int, kode: str, files: list[tuple[str, bytes]]) -> bool:
    """Whether a submission holds these files, beside those that it took away from the inbox."""
    lying = {(name, digest(data)) for name, data in files}
    handed = (
        {(f["name"], f["digest"]) for f in r["files"] if not is_household(f["digest"])}
        for r in receipts(store, year, kode)
    )
    return any(lying == known for known in handed)
