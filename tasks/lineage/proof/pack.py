"""What an auditor's pack holds: the part of a store that is about one district, and what is left out of it by name.

Left out are the records of other districts, the runs that have no unit of the district, files of national reference
lists, and everything that holds answers of single households. The stand-alone verifier reads `pack.json` and tells
what is not in the pack from what is missing.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from schemas.canonical import digest, dump_json
from schemas.households import HOUSEHOLD_TABLES
from tasks.lineage.records.ledger import Manifest, entries, load_manifest, sealed_runs
from tasks.lineage.records.receipts import digests_of
from tasks.lineage.units.memo import Memo
from tasks.lineage.units.unit import load_memo
from tasks.store.keys import (
    KEY_PREFIX,
    OBJECT_PREFIX,
    STATEMENT_PREFIX,
    act_prefix,
    is_household,
    ledger_key,
    manifest_key,
    object_key,
    receipt_prefix,
)
from tasks.store.ports import Store
from tasks.store.records import record

HOUSEHOLD = "jawaban rumah tangga (household answers)"
COPY = "salinan buku kerja yang dapat memuatnya (annotated copy that may hold them)"
REFERENCE = "daftar acuan nasional (national reference list)"
PACK = "pack.json"
_EPOCH = (1980, 1, 1, 0, 0, 0)


@dataclass(slots=True)
class Pack:
    """The keys that go in, and the keys of left-out objects with digest, name and reason."""

    fiscal_year: int
    district: str
    runs: list[str]
    keys: set[str] = field(default_factory=set)
    left_out: dict[str, dict[str, str]] = field(default_factory=dict)

    def leave_out(self, name: str, what: str, why: str) -> None:
        """Name an object by its digest that the pack lacks."""
        self.left_out.setdefault(object_key(name), {"digest": name, "name": what, "why": why})


def runs_of(store: Store, fiscal_year: int, district: str) -> list[Manifest]:
    """The sealed runs of the year with a unit of the district, newest first, and every run that they were made from."""
    found: dict[str, Manifest] = {}
    waiting = [m for m in sealed_runs(store, fiscal_year) if any(u["district"] == district for u in m["units"])]
    while waiting:
        manifest = waiting.pop(0)
        if manifest["run_id"] not in found:
            found[manifest["run_id"]] = manifest
            pins = (manifest["pins"].get(district), manifest.get("pins_mps", {}).get(district))
            waiting += [load_manifest(store, str(pin["run"])) for pin in pins if pin]
    return list(found.values())


def gathered(store: Store, fiscal_year: int, district: str, runs: list[Manifest], withheld: Mapping[str, str]) -> Pack:
    """What goes into the pack. `withheld` names submitted files (digest: name) that hold answers of households."""
    pack = Pack(fiscal_year, district, sorted(str(m["run_id"]) for m in runs))
    pack.keys |= {ledger_key(e.n) for e in entries(store)}
    pack.keys |= {*store.list(KEY_PREFIX), *store.list(STATEMENT_PREFIX)}
    for name, what in withheld.items():
        pack.leave_out(name, what, HOUSEHOLD)
    for manifest in runs:
        pack.keys.add(manifest_key(manifest["run_id"]))
        _add_named(store, pack, manifest)
        for unit in (u for u in manifest["units"] if u["district"] == district):
            pack.keys.add(unit["memo"])
            _add_unit(store, pack, load_memo(store, unit["memo"]))
    years = {int(m["fiscal_year"]) for m in runs} | {fiscal_year}
    for year in sorted(years | {y - 1 for y in years}):
        for prefix in (receipt_prefix(year, district), act_prefix(year, district)):
            for key in store.list(prefix):
                _add_receipt(store, pack, key)
    pack.keys -= pack.left_out.keys()
    return pack


def _add_named(store: Store, pack: Pack, manifest: Manifest) -> None:
    """Pages of the district, the index of the run, and the receipts of reference lists without their files."""
    about: Mapping[str, Any] = manifest.told.get(pack.district, {})
    hides = any(said["why"] == HOUSEHOLD for said in pack.left_out.values())
    copies = set(about.get("workbooks", ())) if hides else set()
    for key, name in manifest["published"].items():
        parts = key.split("/")
        if key in copies:
            pack.left_out[key] = {"digest": name, "name": parts[-1], "why": COPY}
        elif len(parts) == 3 or parts[2] == pack.district:
            pack.keys.add(key)
    pack.keys |= {k for k in manifest["inputs"] if k.startswith(OBJECT_PREFIX)}  # the rules in force
    for key in (k for k in manifest["inputs"] if k.startswith("reference/")):
        pack.keys.add(key)
        body = record(store, key)
        pack.leave_out(body["file"], body["name"], REFERENCE)


def _add_unit(store: Store, pack: Pack, memo: Memo) -> None:
    raw = {label: d for label, d in memo.inputs if label.startswith("blob:") and not is_household(d)}
    for name, d in {**memo.objects(), **raw}.items():
        if is_household(d) or name in HOUSEHOLD_TABLES or (name == "cells" and _names_households(store, d)):
            pack.leave_out(d, f"{memo.fiscal_year}/{memo.district}/{memo.step}/{name}", HOUSEHOLD)
        else:
            pack.keys.add(object_key(d))


def _names_households(store: Store, cells: str) -> bool:
    """Whether places of cells tell raw texts of households, as they did before these lay apart."""
    parts = record(store, object_key(cells))
    return any(part["raw"] for name in HOUSEHOLD_TABLES for part in parts.get(name, ()))


def _add_receipt(store: Store, pack: Pack, key: str) -> None:
    pack.keys.add(key)
    body = record(store, key)
    if "file" in body:
        pack.keys.add(object_key(body["file"]))
    for file in body.get("files", ()):
        for d in digests_of(file):
            if is_household(d):
                pack.leave_out(d, file["name"], HOUSEHOLD)
            else:
                pack.keys.add(object_key(d))


def zipped(store: Store, pack: Pack, pages: Mapping[str, bytes]) -> bytes:
    """The pack as a zip: the keys of the store, the pages beside them, and `pack.json`; the same bytes each time."""
    said: dict[str, Any] = {
        "kind": "ppsp-pack",
        "fiscal_year": pack.fiscal_year,
        "district": pack.district,
        "runs": pack.runs,
        "left_out": pack.left_out,
        "files": {name: digest(data) for name, data in pages.items()},
        "digest": None,
    }
    about = dump_json({**said, "digest": digest(dump_json(said))})
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in _members(store, pack.keys, {**pages, PACK: about}):
            info = zipfile.ZipInfo(name, _EPOCH)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.create_system, info.external_attr = 3, 0o644 << 16
            archive.writestr(info, data)
    return buffer.getvalue()


def _members(store: Store, keys: Collection[str], pages: Mapping[str, bytes]) -> Iterator[tuple[str, bytes]]:
    for name in sorted({*keys, *pages}):
        yield name, pages[name] if name in pages else store.get(name)
