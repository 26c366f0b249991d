"""Submissions of the made-up district 99.01 in a few lines."""

from __future__ import annotations

import io
import json
from collections.abc import Mapping
from typing import Any

import openpyxl

from schemas.canonical import digest
from schemas.contract import Row
from schemas.findings import Finding
from schemas.rulebook import load_rulebook
from tasks.intake.grids import reading
from tasks.intake.grids.grid import Grid
from tasks.intake.grids.limits import Limits
from tasks.intake.intake import intake
from tasks.intake.regions.regions import Registry, demo_registry
from tasks.intake.regions.slice import Slice
from tasks.lineage.units.step import Inputs, Outputs

KAB = "99.01"
LIMITS = Limits.of(load_rulebook(2013))
Files = Mapping[str, str | bytes]


def regions(kab: str = KAB) -> Slice:
    return Slice.load(demo_registry().slice_for(kab))


def take_in(
    *receipts: Files, kab: str = KAB, code_system: str | None = None, fy: int = 2013, registry: Registry | None = None
) -> Outputs:
    """The intake of one district: each receipt is {file name: text or bytes}."""
    blobs = {"regions": (registry or demo_registry()).slice_for(kab)}
    meta: list[dict[str, Any]] = []
    for seq, receipt in enumerate(receipts, 1):
        files = []
        for i, (name, content) in enumerate(receipt.items()):
            data = content.encode() if isinstance(content, str) else content
            blobs[f"file:{seq}:{i}"] = data
            files.append({"label": f"file:{seq}:{i}", "name": name, "digest": digest(data)})
        meta.append({"seq": seq, "code_system": code_system, "files": files})
    return intake(Inputs(fy, kab, load_rulebook(fy).only(("intake.*",)), {}, (), blobs, {"receipts": meta}))


def wilayah(count: int | None = None, kab: str = KAB) -> str:
    """A wilayah.csv with the first desa of the list, or all of them."""
    r = regions(kab)
    lines = [f"{code},{r.desa[code]},{r.kecamatan[code[:8]]},100" for code in sorted(r.desa)[:count]]
    return "\n".join(["kode_desa,desa,kecamatan,luas_adm_ha", *lines]) + "\n"


def rows(outputs: Outputs, table: str) -> dict[str, Row]:
    contract, found = outputs.tables[table]
    return {contract.key_of(row): row for row in found}


def of(outputs: Outputs, rule: str, table: str = "") -> list[Finding]:
    return [f for f in outputs.findings if f.rule == rule and table in ("", f.table)]


def cells(outputs: Outputs) -> dict[str, Any]:
    return dict(json.loads(outputs.blobs["cells"]))


def read_grids(name: str, data: bytes) -> tuple[list[Grid], list[Finding]]:
    """The grids of a file under the limits of 2013."""
    return reading.read_grids(name, data, LIMITS)


DESA = sorted(regions().desa)
A, B, C = DESA[:3]
Cells = dict[str, tuple[object, str]]


def book(sheets: dict[str, list[list[object]]], formats: dict[str, str] | None = None, prepare=None) -> bytes:
    """A workbook of {sheet: rows}, with number formats by `sheet!cell`."""
    workbook = openpyxl.Workbook()
    workbook.remove(workbook.active)
    for name, lines in sheets.items():
        sheet = workbook.create_sheet(name)
        for line in lines:
            sheet.append(line)
    for place, code in (formats or {}).items():
        sheet, _, cell = place.partition("!")
        workbook[sheet][cell].number_format = code
    if prepare:
        prepare(workbook)
    out = io.BytesIO()
    workbook.save(out)
    return out.getvalue()


def taken(sheets, formats=None, prepare=None, **files):
    return take_in({"wilayah.csv": wilayah(), f"{KAB}.xlsx": book(sheets, formats, prepare), **files})
