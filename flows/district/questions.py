"""Questions to districts about the sealed data of a fiscal year."""

from __future__ import annotations

from collections.abc import Iterable

from flows.wiring import newest_runs
from schemas.contract import Rows
from schemas.tables import TABLES
from tasks.contained.bounds import Beyond
from tasks.contained.process import contained
from tasks.lineage.records.history import History
from tasks.lineage.records.ledger import Manifest
from tasks.lineage.records.receipts import receipts
from tasks.pertanyaan.buku import Fact, look_into
from tasks.pertanyaan.kiriman import PER_DESA, Kiriman, Pertanyaan
from tasks.pertanyaan.semua import questions
from tasks.store.keys import is_household, object_key
from tasks.store.ports import Store

_LOOKED_AT = (*PER_DESA, "keuangan", "ehra_responden")


def ask(store: Store, fiscal_year: int, only: str = "") -> list[Pertanyaan]:
    """The questions about all districts of a year, or those to one of them (compared with all the others)."""
    runs, last = newest_runs(store, fiscal_year), newest_runs(store, fiscal_year - 1)
    every = [
        Kiriman(
            kode,
            fiscal_year,
            _tables(store, run, kode),
            _tables(store, last[kode], kode) if kode in last else {},
            list(_workbooks(store, fiscal_year, kode)) if not only or kode == only else [],
        )
        for kode, run in sorted(runs.items())
    ]
    return [q for q in questions(every) if not only or q.kode == only]


def _tables(store: Store, run: Manifest, kode: str) -> dict[str, Rows]:
    unit = History(store, run).unit(run["fiscal_year"], kode, "validation")
    if unit is None:
        return {}
    wanted = (t for t in TABLES if t.name in _LOOKED_AT and t.name in unit.memo.tables and unit.may_read(t.name))
    return {t.name: list(unit.rows(t).values()) for t in wanted}


def _workbooks(store: Store, fiscal_year: int, kode: str) -> Iterable[tuple[str, str, str, str]]:
    newest = list(receipts(store, fiscal_year, kode))[-1:]
    for file in (f for r in newest for f in r["files"] if f["name"].lower().endswith((".xlsx", ".xlsm"))):
        name = file.get("reduced", file["digest"])
        if not is_household(name):
            yield from _facts(file["name"], store.get(object_key(name)))


def _facts(name: str, data: bytes) -> Iterable[Fact]:
    """What the workbook hides; nothing for one that cannot be read, of which intake says so."""
    try:
        return [(k, file, sheet, cell) for k, file, sheet, cell in contained(look_into, name, data)]
    except Beyond:
        return []
