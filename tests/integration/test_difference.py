"""Why two sealed runs say otherwise: each cause's part is what swapping that cause does, and the sum is exact."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console

from flows.audit.difference import diff
from flows.audit.followed import result_of
from flows.audit.pair import STEPS
from flows.cli.diff import tell
from flows.district.hand_in import hand_in as keep
from flows.wiring import REGION_KIND
from schemas import rulebook
from schemas.canonical import dump_json
from schemas.demo_regions import demo_regions
from schemas.errors import NotFound, WrongUsage
from tasks.intake.regions.regions import describe
from tasks.lineage.differences.parts import difference
from tasks.lineage.records.history import Unit
from tasks.lineage.records.ledger import load_manifest, units_of
from tasks.lineage.records.receipts import load_reference
from tasks.lineage.units.step import Inputs, Outputs, Step
from tasks.store.keys import manifest_key
from tasks.store.memory import MemoryStore
from tasks.store.overlay import OverlayStore
from tasks.store.restricted import RestrictedStore
from tests.support.cycle import hand_in, run_year
from tests.support.stores import folder_store

DESA = len("99.01.01.2001")


@pytest.fixture(scope="module")
def folder(demo_files: Path) -> Path:
    """The submission of the smallest district that handed in CSV files."""
    folders = [p for p in (demo_files / "2013").iterdir() if (p / "wilayah.csv").exists()]
    return min(folders, key=lambda p: (p / "wilayah.csv").stat().st_size)


@contextmanager
def weights(sekunder: str, ehra: str) -> Iterator[None]:
    """Other rules in force: the weights of the three scores of a class."""
    changed = dict(rulebook._all_rulings())
    name, value = "area.w_scores", {"sekunder": sekunder, "persepsi": "1/10", "ehra": ehra}
    changed[name] = {year: replace(r, value=rulebook._frozen(value)) for year, r in changed[name].items()}
    try:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(rulebook, "_all_rulings", lambda: changed)
            rulebook.load_rulebook.cache_clear()
            yield
    finally:
        rulebook.load_rulebook.cache_clear()


@contextmanager
def other_program(name: str) -> Iterator[tuple[Step, ...]]:
    """The steps of a program of other code, in which every class 4 is a 3."""

    def compute_of(step: Step) -> Any:
        def compute(many: list[Inputs]) -> list[Outputs]:
            made = list(step.compute(many))
            for row in (row for one in made for row in one.tables["area"][1]):
                row["skor_akhir"] = 3 if row["skor_akhir"] == 4 else row["skor_akhir"]
            return made

        return compute

    with pytest.MonkeyPatch.context() as patch:
        for place in ("tasks.lineage.units.unit", "flows.cycle.record"):
            patch.setattr(f"{place}.code_digest", lambda packages: f"{name} {packages}")
        yield tuple(replace(s, compute=compute_of(s)) if s.name == "buku_putih" else s for s in STEPS)


def fewer_desa(store: MemoryStore, kode: str) -> None:
    """A newer region list that lacks the last desa of the district."""
    regions = list(demo_regions())
    last = max(r.code for r in regions if r.code.startswith(f"{kode}."))
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(("code", "level", "name"))
    writer.writerows((r.code, r.level, r.name) for r in regions if r.code != last)
    data = out.getvalue().encode()
    load_reference(store, REGION_KIND, "daftar.csv", data, describe("daftar.csv", data))


def other_cells(store: MemoryStore, folder: Path) -> None:
    """The table of wastewater again, with every latrine count of the first half of the desa set to 1."""
    rows = (folder / "air_limbah.csv").read_text(encoding="utf-8-sig").splitlines()
    column = rows[0].split(";").index("Jamban (unit)")
    lines = [line.split(";") for line in rows]
    for line in lines[1 : len(lines) // 2]:
        line[column] = "1"
    data = "\n".join(";".join(line) for line in lines).encode()
    about = {"code_system": None, "by": "Pokja", "received": "2013-06-20", "recorded": "2013-06-20"}
    keep(store, 2013, folder.name, [("air_limbah.csv", data)], **about)


def sealed(store: MemoryStore, kode: str, steps: tuple[Step, ...] = STEPS) -> str:
    return str(run_year(store, 2013, [kode], steps)["run_id"])


def totals(store: MemoryStore, run: str, kode: str) -> dict[str, int]:
    keys = units_of(load_manifest(store, run), kode)
    return result_of(lambda step: Unit(store, keys[step]) if step in keys else None).totals


def started(folder: Path) -> MemoryStore:
    store = MemoryStore()
    hand_in(store, 2013, folder.name, folder)
    return store


@cache
def experiment(folder: Path, *causes: str) -> dict[str, int]:
    """The totals of a store of its own in which these causes alone are other ones."""
    store = started(folder)
    if "reference" in causes:
        fewer_desa(store, folder.name)
    if "cells" in causes:
        other_cells(store, folder)
    if "rules" in causes:
        with weights("8/10", "1/10"):
            return totals(store, sealed(store, folder.name), folder.name)
    return totals(store, sealed(store, folder.name), folder.name)


def is_exact(answer: dict[str, Any]) -> bool:
    every = [t for of in (answer, *answer["districts"]) for t in of["totals"].values()]
    return all(sum(t["parts"].values()) + t["rest"] == t["change"] == t["after"] - t["before"] for t in every)


def part(told: dict[str, Any], cause: str) -> dict[str, int]:
    return {m: t["parts"][cause] for m, t in told.items() if cause in t["parts"]}


def printed(answer: dict[str, Any]) -> str:
    """What a pipe gets."""
    out = io.StringIO()
    tell(Console(file=out, highlight=False), answer, is_whole=True)
    return out.getvalue()


def test_a_reference_a_data_and_a_weight_change_at_once_are_told_apart(folder: Path) -> None:
    kode, store = folder.name, started(folder)
    first = sealed(store, kode)
    fewer_desa(store, kode)
    other_cells(store, folder)
    with weights("8/10", "1/10"):
        second = sealed(store, kode)
    answer = diff(store, first, second)
    (one,) = answer["districts"]
    assert (one["causes"], one["other_code"], one["not_split"]) == (["reference", "cells", "rules"], [], "")
    start, end = totals(store, first, kode), totals(store, second, kode)
    swapped = [start, experiment(folder, "reference"), experiment(folder, "reference", "cells"), end]
    for cause, (before, after) in zip(one["causes"], pairwise(swapped), strict=True):
        assert difference(before, after) == part(one["totals"], cause) != {}
        assert difference(start, experiment(folder, cause)) == one["alone"][cause] != {}
    assert is_exact(answer)
    assert {t["rest"] for t in one["totals"].values()} == {0}
    assert part(one["totals"], "code") == {}
    assert [r["name"] for r in answer["rules"]] == ["area.w_scores"]
    assert {(c["kind"], c["table"], c["column"]) for c in one["cells"]} == {("changed", "air_limbah", "jamban_unit")}
    moved = [r for r in one["rows"] if r["table"] == "area"]
    assert {c for r in moved for c in r["causes"]} == {"reference", "cells", "rules"}
    said = printed(json.loads(json.dumps(answer)))
    assert "Urutan sebab: data acuan, isian, pin, aturan, program." in said
    assert f"Kelas: {len(moved)} nilai berubah:" in said
    rupiah, *_ = (line.split() for line in said.splitlines() if line.split()[:2] == ["Biaya", "kegiatan"])
    told = one["totals"]["kegiatan/rp"]
    amounts = [told["before"], told["after"], told["change"], *told["parts"].values()]
    assert [int(text.replace(".", "")) for text in rupiah[4:]] == amounts


def test_the_program_has_a_part_only_where_one_of_the_two_runs_is_todays(folder: Path) -> None:
    kode, store = folder.name, started(folder)
    today = sealed(store, kode)
    other_cells(store, folder)
    with other_program("then") as steps:
        then = sealed(store, kode, steps)
    with other_program("long ago") as steps:
        long_ago = sealed(store, kode, steps)
    after, before = diff(store, today, then), diff(store, then, today)
    assert is_exact(after)
    assert is_exact(before)
    for answer in (after, before):
        (one,) = answer["districts"]
        assert (one["causes"], one["other_code"]) == (["cells"], ["intake", "validation", "buku_putih", "ssk"])
        assert any(m.startswith("area/") for m in part(one["totals"], "code"))
        assert {t["rest"] for t in one["totals"].values()} == {0}
    cells = difference(totals(store, today, kode), experiment(folder, "cells"))
    assert part(after["districts"][0]["totals"], "cells") == cells
    assert part(before["districts"][0]["totals"], "cells") == {m: -n for m, n in cells.items()}

    with other_program("long ago") as steps:
        again = started(folder)
        older = sealed(again, kode, steps)
        other_cells(again, folder)
        newer = sealed(again, kode, steps)
    same = diff(again, older, newer)
    assert is_exact(same)
    assert part(same["totals"], "code") == {}
    assert part(same["totals"], "cells") == cells
    assert any(t["rest"] for t in same["totals"].values())
    neither = diff(store, long_ago, then)
    assert is_exact(neither)
    assert part(neither["totals"], "code") == {}


def test_what_is_not_there_is_named(demo_sealed: Path, folder: Path) -> None:
    store = started(folder)
    first = sealed(store, folder.name)
    with pytest.raises(NotFound, match="no district 11\\.11 in common"):
        diff(store, first, first, "11.11")
    sealed_demo = folder_store(demo_sealed)
    runs = [m.split("/")[1] for m in sealed_demo.list("runs/")]
    with pytest.raises(WrongUsage, match="two fiscal years"):
        diff(sealed_demo, runs[0], runs[-1])
    other_cells(store, folder)
    second = sealed(store, folder.name)
    del store._data[f"submissions/2013/{folder.name}/0002.json"]
    answer = diff(store, first, second)
    (one,) = answer["districts"]
    assert one["not_split"] == f"submissions/2013/{folder.name}/0002.json is gone"
    assert is_exact(answer)
    assert all(t["rest"] == t["change"] for t in one["totals"].values())


def test_a_held_district_names_no_pin_and_the_other_runs_stands_for_it(demo_sealed: Path, folder: Path) -> None:
    store = OverlayStore(folder_store(demo_sealed))
    run = next(m.split("/")[1] for m in store.list("runs/") if m.startswith("runs/2014"))
    held = load_manifest(store, run) | {"run_id": "2014-tahunan-held", "pins": {}}
    held["districts"] = [d | {"state": "held"} for d in held["districts"]]
    held["units"] = [u for u in held["units"] if u["step"] in ("intake", "validation")]
    store.put_new(manifest_key("2014-tahunan-held"), dump_json(held))
    for first, second in ((run, "2014-tahunan-held"), ("2014-tahunan-held", run)):
        answer = diff(store, first, second, folder.name)
        assert answer["districts"][0]["causes"] == []
        assert is_exact(answer)
    store.put_new(manifest_key("2014-malam"), dump_json(held | {"run_id": "2014-malam", "kind": "malam"}))
    checked = diff(store, "2014-malam", run)
    assert (checked["checks_only"], checked["totals"]) == (True, {})


def test_a_newer_ssk_is_the_pins_part_of_an_mps(demo: RestrictedStore, folder: Path) -> None:
    kode = folder.name
    first = next(m.split("/")[1] for m in demo.list("runs/") if m.startswith("runs/2014"))
    other_cells(demo, folder)
    ssk_before = load_manifest(demo, first)["pins"][kode]["run"]
    ssk_after = run_year(demo, 2013, [kode], STEPS)["run_id"]
    second = run_year(demo, 2014, [kode], STEPS)["run_id"]
    answer = diff(demo, first, second)
    (one,) = answer["districts"]
    assert (one["causes"], one["pinned"]) == (["pins"], [[ssk_before, ssk_after]])
    assert is_exact(answer)
    assert all(t["parts"] == ({"pins": t["change"]} if t["change"] else {}) for t in one["totals"].values())
    assert any(r["table"] == "baris" for r in one["rows"])
    assert {tuple(r["causes"]) for r in one["rows"]} == {("pins",)}


def test_a_desa_has_its_own_cells_classes_and_activities_alone(folder: Path) -> None:
    kode, store = folder.name, started(folder)
    first = sealed(store, kode)
    other_cells(store, folder)
    second = sealed(store, kode)
    (whole,) = diff(store, first, second)["districts"]
    changed, ends = {c["row"] for c in whole["cells"]}, {r["row"][-DESA:] for r in whole["rows"]}
    desa = min(changed & ends)
    answer = diff(store, first, second, desa=desa)
    (one,) = answer["districts"]
    assert is_exact(answer)
    assert [(c["kind"], c["row"]) for c in one["cells"]] == [("changed", desa)]
    assert {r["row"].split("|")[0] for r in one["rows"] if r["table"] == "area"} <= {desa}
    assert sum(t["before"] for m, t in answer["totals"].items() if m.startswith("area/AL")) == 1
    own, every = (sum(r["table"] == "kegiatan" for r in of["rows"]) for of in (one, whole))
    assert 0 < own < every
