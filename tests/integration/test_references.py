"""Every reference of a run resolves, and what it resolves to is what the stored file shows at that address."""

from __future__ import annotations

import csv
import io
import random
import re
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from html import unescape
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from schemas import refs
from schemas.errors import NotFound, WrongUsage
from schemas.outputs.mps import BARIS
from tasks.lineage.answers.ask import ask
from tasks.lineage.answers.find import PAGE
from tasks.lineage.answers.trail import Trail
from tasks.lineage.answers.why import is_there, why
from tasks.lineage.records.history import History, Unit
from tasks.lineage.records.ledger import sealed_runs
from tasks.lineage.records.receipts import receipts
from tasks.store.keys import object_key
from tasks.store.restricted import RestrictedStore
from tests.integration.test_why import refs_in, unit, workbook_district
from tests.support.stores import folder_store

ANCHOR = re.compile(r'(?:id|data-ref)="([a-z_]+/\d{4}/[^"]+)"')
Cells = dict[tuple[str, str | None], Any]


@pytest.fixture(scope="module")
def store(demo_sealed: Path) -> RestrictedStore:
    return folder_store(demo_sealed)


def printed(store: RestrictedStore, made: Unit) -> set[str]:
    digest = made.memo.blobs.get(PAGE)
    return {unescape(r) for r in ANCHOR.findall(store.get(object_key(digest)).decode())} if digest else set()


def test_every_reference_and_every_printed_figure_resolves(store: RestrictedStore) -> None:
    seen = 0
    for manifest in sealed_runs(store):
        trail = Trail(History(store, manifest))
        units = [Unit(store, u["memo"]) for u in manifest["units"]]
        for text in sorted({r for u in units for r in (*u.edges, *printed(store, u))}):
            ref = refs.parse(text)
            assert str(ref) == text
            assert not set(text) & set(" |\t\"'()&;<>")
            assert is_there(trail, ref), text
            if ref.kind != "agg" and not ref.is_whole_column:
                trail.value(ref)
            for behind, source in trail.sources(ref):
                assert source.is_whole_column or is_there(behind, source), (text, str(source))
            seen += 1
    assert seen > 10_000


class Files:
    """The stored files of a store, opened without this project."""

    def __init__(self, store: RestrictedStore) -> None:
        self._store = store
        self._books: dict[str, Any] = {}

    def shown(self, year: int, district: str, leaf: dict[str, Any]) -> Any:
        files = [f for receipt in receipts(self._store, year, district) for f in receipt["files"]]
        name = leaf["digest"]
        assert (leaf["file"], name) in [(f["name"], f["digest"]) for f in files]
        data = self._store.get(object_key(name))
        place = re.fullmatch(r"([A-Z]+)(\d+)", leaf["cell"])
        assert place
        if leaf["sheet"] is not None:
            if name not in self._books:
                self._books[name] = openpyxl.load_workbook(io.BytesIO(data))
            return self._books[name][leaf["sheet"]][leaf["cell"]].value
        text = data.decode("utf-8-sig")
        heading = text.partition("\n")[0]
        delimiter = max(";,", key=heading.count)
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
        column = openpyxl.utils.column_index_from_string(place[1])
        return rows[int(place[2]) - 1][column - 1]


def is_same(typed: Any, raw: str) -> bool:
    """Whether a cell that another program opened shows what the leaf says."""
    shown = "" if typed is None else str(typed).strip()
    try:
        return Decimal(shown) == Decimal(raw)
    except InvalidOperation:
        return shown == raw


def submitted(answer: dict[str, Any]) -> Iterator[tuple[refs.Ref, dict[str, Any]]]:
    """Every leaf with the reference under which it stands."""
    for child in answer.get("from", ()):
        if "file" in child:
            yield refs.parse(answer["ref"]), child
        else:
            yield from submitted(child)


def checked(files: Files, answer: dict[str, Any], rng: random.Random, at_most: int = 8) -> int:
    found = list(submitted(answer))
    for ref, leaf in rng.sample(found, min(at_most, len(found))):
        assert is_same(files.shown(ref.fiscal_year, ref.district, leaf), leaf["raw"]), (answer["ref"], leaf)
    return len(found)


def test_random_lines_resolve_to_what_the_stored_file_shows(store: RestrictedStore, demo_files: Path) -> None:
    rng, files = random.Random(5), Files(store)
    districts = [folder.name for folder in sorted((demo_files / "2013").iterdir())]
    lines = [
        refs.value("baris", True, 2014, k, key, "")
        for k in districts
        for key in unit(store, 2014, k, "mps").rows(BARIS)
    ]
    for ref in rng.sample(lines, 12):
        assert checked(files, why(store, ref), rng) > 0, ref


def test_random_figures_resolve_to_what_the_stored_file_shows(store: RestrictedStore) -> None:
    rng, files = random.Random(6), Files(store)
    units = [Unit(store, u["memo"]) for m in sealed_runs(store) for u in m["units"] if u["step"].startswith("dokumen")]
    figures = sorted({r for u in units for r in printed(store, u)})
    told = [why(store, ref, with_members=True) for ref in rng.sample(figures, 24)]
    with_cells = [answer for answer in told if checked(files, answer, rng)]
    assert len(with_cells) > 16
    assert all(a["value"] in (None, 0, "0") or a["rule"] for a in told if a not in with_cells)


def test_a_name_a_number_a_cell_and_part_of_a_reference_are_understood(
    store: RestrictedStore, demo_files: Path
) -> None:
    kab = workbook_district(demo_files)
    rows = unit(store, 2014, kab, "mps").rows(BARIS)
    key, row = next((k, r) for k, r in rows.items() if r["jumlah_rp"] and k.count("|") == 1)
    line = refs.value("baris", True, 2014, kab, key, "")
    assert [fit.ref for fit in ask(store, line.rpartition("~")[0])] == [line]
    number = f"{row['jumlah_rp']:,}".replace(",", ".")
    assert f"{line}#jumlah_rp" in {fit.ref for fit in ask(store, f"Rp {number}", district=kab)}
    name = ask(store, line)[0].name
    assert line in {fit.ref for fit in ask(store, name.upper(), 2014, kab)}
    trail = Trail(History(store, next(sealed_runs(store, 2014))))
    zoned = refs.parse(refs.value("baris", True, 2014, kab, next(k for k in rows if "-Z-" in k), ""))
    package_and_desa = trail.words(zoned).removeprefix(trail.name(zoned)).split()
    asked = f"{package_and_desa[0]} {package_and_desa[-1]}"
    assert str(zoned) in {fit.ref for fit in ask(store, asked, 2014, kab)}
    _, leaf = next(submitted(why(store, line)))
    (cell,) = ask(store, f"{leaf['file']}!{leaf['sheet']}!{leaf['cell']}")
    assert leaf in why(store, cell.ref)["from"]
    assert ask(store, "tidak ada yang bernama begini") == []
    assert ask(store, f"{leaf['file']}!{leaf['sheet']}!ZZ999") == []


def test_what_is_nearly_a_reference_gets_the_near_ones(store: RestrictedStore, demo_files: Path) -> None:
    kab = workbook_district(demo_files)
    key = next(iter(unit(store, 2014, kab, "mps").rows(BARIS)))
    line = refs.value("baris", True, 2014, kab, key, "")
    wrong = line.replace("~", "x~")
    for asked in (ask, why):
        with pytest.raises(NotFound, match=re.escape(f"near it: {line}")):
            asked(store, wrong)
    with pytest.raises(WrongUsage, match="no kind"):
        ask(store, f"langit/2013/{kab}/x")


def test_a_tree_folds_with_a_count_and_tells_each_thing_once(store: RestrictedStore, demo_files: Path) -> None:
    kab = workbook_district(demo_files)
    ref = f"bagian_komitmen/2014/{kab}/APBD_K"
    whole, folded = why(store, ref), why(store, ref, depth=2)

    def nodes(answer: dict[str, Any]) -> list[dict[str, Any]]:
        return [answer, *(n for child in answer["from"] if "ref" in child for n in nodes(child))]

    opened = [n["ref"] for n in nodes(whole) if n["from"] and not n["ref"].startswith("tabel/")]
    assert len(opened) == len(set(opened))
    assert {n["ref"] for n in nodes(whole) if n.get("above")} <= set(opened)
    counts = [n["below"] for n in nodes(folded) if "below" in n]
    assert counts
    (first,) = [n for n in nodes(folded) if "below" in n][:1]
    below = refs_in(why(store, first["ref"])) - {first["ref"]}
    assert first["below"] == {"refs": len(below), "cells": sum(r.startswith("tabel/") for r in below)}
