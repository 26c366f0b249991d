"""What an MPS was derived from, and whether a newer sealed SSK has made it stale."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from flows.cycle.known import Known
from schemas import refs
from schemas.outputs.mps import BARIS
from schemas.outputs.ssk import KEGIATAN
from tasks.documents.mps.dokumen import NEEDS as DOCUMENT_NEEDS
from tasks.lineage.records.history import Unit, history_of
from tasks.lineage.records.ledger import Manifest, load_manifest, newest_run_with, units_of
from tasks.lineage.records.pins import Affected, Change, affected, changes, is_different
from tasks.lineage.records.receipts import receipts
from tasks.lineage.units.step import Need
from tasks.mps.units import STEP as MPS
from tasks.store.keys import receipt_key, receipt_prefix
from tasks.store.ports import Store
from tasks.store.records import record

READ: tuple[Need, ...] = (*MPS.needs, *DOCUMENT_NEEDS)
"""Everything that an MPS and its document read of the year before."""
CURRENT, UNREAD, STALE = "current", "newer_unread", "stale"
Answer = dict[str, Any]


def pins_of(store: Store, fiscal_year: int, kab: str) -> Answer:
    """The pins of the newest sealed MPS of a district, and what a newer SSK of the year before changes of it.

    `state` is current, newer_unread (a newer SSK is sealed, nothing that the MPS reads differs) or stale. `lines` are
    the lines whose edges lead to something that differs; `gone` and `new` the activities that left or joined the SSK;
    `beside` what differs in the document without touching a line. Raises NotFound without a sealed MPS.
    """
    made = history_of(store, fiscal_year, kab, MPS.name).manifest
    pin = made["pins"][kab]
    pinned = load_manifest(store, pin["run"])
    newest = newest_run_with(store, fiscal_year - 1, kab, "ssk") or pinned
    answer: Answer = {
        "fiscal_year": fiscal_year,
        "district": kab,
        "mps": _unit(made, kab, "mps"),
        "ssk": _unit(pinned, kab, "ssk"),
        "buku_putih": _unit(pinned, kab, "buku_putih"),
        "submissions": _submissions(store, pinned, kab),
        "own_submissions": _submissions(store, made, kab),
        "newer": None,
        "state": CURRENT,
        "lines": [],
        "gone": [],
        "new": [],
        "beside": [],
        "waiting_submissions": _not_run(store, newest, fiscal_year - 1, kab),
    }
    if not _is_same(pinned, newest, kab):
        answer["newer"] = _unit(newest, kab, "ssk")
        answer |= _difference(store, made, pinned, newest, kab)
    return answer


def stale_districts(year: Known) -> list[str]:
    """Districts whose newest sealed MPS of the year was derived from an SSK that has since changed in what it reads.

    Tables are opened only where the records of two SSK differ in something that is read.
    """
    made, newest = year.year(year.fiscal_year).newest((MPS.name,)), year.drafts
    return sorted(
        kab for kab, manifest in made.items() if kab in newest and _is_stale(year, manifest, newest[kab], kab)
    )


def _is_stale(year: Known, made: Manifest, newest: Manifest, kab: str) -> bool:
    pin = made["pins"].get(kab)
    if pin is None or pin["run"] == newest["run_id"]:
        return False
    pinned = year.run(pin["run"])
    if _is_same(pinned, newest, kab):
        return False
    before, after = (_units(year.store, m, kab) for m in (pinned, newest))
    memos = ({step: unit.memo for step, unit in units.items()} for units in (before, after))
    return is_different(READ, *memos) and bool(changes(READ, newest["fiscal_year"], kab, before, after))


def _units(store: Store, manifest: Manifest, kab: str) -> dict[str, Unit]:
    return {step: Unit(store, key) for step, key in units_of(manifest, kab).items()}


def _is_same(pinned: Manifest, newest: Manifest, kab: str) -> bool:
    """Whether a later run only sealed the very same units again."""
    return pinned["run_id"] == newest["run_id"] or units_of(pinned, kab) == units_of(newest, kab)


def _difference(store: Store, made: Manifest, pinned: Manifest, newest: Manifest, kab: str) -> Answer:
    year = int(made["fiscal_year"])
    old, new = (_units(store, m, kab) for m in (pinned, newest))
    found = changes(READ, year - 1, kab, old, new)
    if not found:
        return {"state": UNREAD}
    mps = Unit(store, units_of(made, kab)[MPS.name])
    baris = {refs.mps(year, kab, *key.split("|")): row for key, row in mps.rows(BARIS).items()}
    lines = affected(baris, mps.edges, found)
    reached = {(c.ref, c.column) for line in lines for c in line.changes} | _activities(found)
    before, after = old["ssk"].rows(KEGIATAN), new["ssk"].rows(KEGIATAN)
    return {
        "state": STALE,
        "lines": [_line(line, baris[line.line]) for line in lines],
        "gone": [_activity(year - 1, kab, key, before[key]) for key in sorted(before.keys() - after.keys())],
        "new": [_activity(year - 1, kab, key, after[key]) for key in sorted(after.keys() - before.keys())],
        "beside": [_change(c) for c in found if (c.ref, c.column) not in reached],
    }


def _activities(found: Iterable[Change]) -> set[tuple[str, str]]:
    return {(c.ref, c.column) for c in found if c.kegiatan and not c.column}


def _line(line: Affected, row: dict[str, Any]) -> Answer:
    return {
        "ref": line.line,
        "nama": row.get("nama"),
        "status": row.get("status"),
        "changes": [_change(c) for c in line.changes],
        "through": list(line.through),
    }


def _change(change: Change) -> Answer:
    return {name: value for name, value in asdict(change).items() if name != "kegiatan"}


def _activity(year: int, kab: str, key: str, row: dict[str, Any]) -> Answer:
    return {"ref": refs.ssk(year, kab, key), "nama": row.get("nama")}


def _unit(manifest: Manifest, kab: str, step: str) -> Answer:
    unit = next(u for u in manifest["units"] if u["district"] == kab and u["step"] == step)
    said = {"run": manifest["run_id"], "memo": unit["memo"], "digest": unit["digest"]}
    return said | {"by": manifest["by"], "finished": manifest["finished"]}


def _submissions(store: Store, manifest: Manifest, kab: str) -> list[Answer]:
    prefix = receipt_prefix(manifest["fiscal_year"], kab)
    found = []
    for key, digest in sorted(manifest["inputs"].items()):
        if key.startswith(prefix):
            receipt = record(store, key)
            said = {name: receipt[name] for name in ("seq", "by", "received", "recorded", "files")}
            found.append({"receipt": key, "digest": digest} | said)
    return found


def _not_run(store: Store, newest: Manifest, year: int, kab: str) -> list[str]:
    keys = [receipt_key(year, kab, r["seq"]) for r in receipts(store, year, kab)]
    return [key for key in keys if key not in newest["inputs"]]
