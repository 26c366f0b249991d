"""Submissions one after another: what changed, what follows from it, late ones, and the inbox."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

from flows.district.inbox import take_inbox
from flows.programme.recorded import load_people
from tasks.lineage.proof.audit import audit
from tests.support.stores import folder_store
from tests.support.world import World

PEOPLE = b"orang_id,peran,kode_wilayah,mulai,selesai\nV1,pokja_provinsi,99,2012-01-01,\nK1,opd,99,2012-01-01,\n"


def changed(made: Path, world: World, value: str) -> str:
    """Hand in one table again with one cell changed and another only written otherwise; gives the district."""
    source = next(p for p in sorted((made / "files/2013").iterdir()) if (p / "air_limbah.csv").exists())
    lines = (source / "air_limbah.csv").read_text(encoding="utf-8-sig").splitlines()
    column = lines[0].split(";").index("Jamban (unit)")
    cells = [line.split(";") for line in lines]
    cells[5][column] = value
    cells[6][column] = f" {cells[6][column]},0"
    table = world.folder / "air_limbah.csv"
    table.write_text("\n".join(";".join(row) for row in cells) + "\n", encoding="utf-8-sig")
    world.json("submit", "2013", source.name, str(table), "--by", "Pokja", "--received", "2013-06-20")
    return source.name


def test_a_diff_tells_every_changed_cell_what_only_looks_otherwise_and_what_follows(world: World, made: Path) -> None:
    kode = changed(made, world, "1")
    answer: Any = world.json("versions", "2013", kode, "--diff", "1", "2")
    kinds = {c["kind"]: c for c in answer["cells"]}
    assert set(kinds) == {"changed", "formatting"}
    assert (kinds["changed"]["after"], kinds["changed"]["column"]) == ("1", "jamban_unit")
    assert kinds["changed"]["place"].startswith("air_limbah.csv!B")
    assert kinds["formatting"]["before"] == kinds["formatting"]["after"]
    assert kinds["formatting"]["raw_before"] != kinds["formatting"]["raw_after"]
    assert set(answer["kept"].values()) == {1}
    assert "air_limbah" not in answer["kept"]
    back = world.json("versions", "2013", kode, "--diff", "2", "1")
    assert {(c["row"], c["before"], c["after"]) for c in back["classes"]} == {
        (c["row"], c["after"], c["before"]) for c in answer["classes"]
    }
    assert world.json("versions", "2013", kode, "--diff", "1", "1")["cells"] == []
    assert world.call("versions", "2013", kode, "--diff", "1", "7").returncode != 0


def test_a_late_submission_is_tried_before_it_is_admitted_with_a_reason(world: World, made: Path) -> None:
    kode = changed(made, world, "1")
    store = folder_store(str(world.folder / "store"))
    load_people(store, "orang.csv", PEOPLE)
    before = sorted(p.name for p in (world.folder / "store").rglob("*") if p.is_file())
    tried = world.json("admit", "2013", kode, "2", "--simulate")
    assert sorted(p.name for p in (world.folder / "store").rglob("*") if p.is_file()) == before
    assert tried["classes"] == world.json("versions", "2013", kode, "--diff", "1", "2")["classes"]
    assert tried["activities"]["before_rp"] > 0
    words = ("admit", "2013", kode, "2", "--reason", "banjir", "--on", "2013-06-21")
    assert world.call(*words, "--by", "K1").returncode == 2
    assert world.call("admit", "2013", kode, "1", "--reason", "x", "--by", "V1").returncode == 2
    world.json(*words, "--by", "V1")
    assert world.call(*words, "--by", "V1").returncode == 2
    listed = world.json("versions", "2013", kode)
    assert [(v["late"], v["admitted"]) for v in listed] == [(False, None), (True, "banjir")]
    assert audit(store).problems == []


def test_the_inbox_is_taken_in_once_and_what_has_no_place_is_named(tmp_path: Path, made: Path) -> None:
    store = folder_store(str(tmp_path / "store"))
    source = next(p for p in sorted((made / "files/2013").iterdir()) if any(p.glob("*.csv")))
    shutil.copytree(source, tmp_path / "store/inbox/2013" / source.name)
    for wrong in ("2013/a.csv", "1999/99.01/a.csv", "2013/99.01/surat.pdf"):
        path = tmp_path / "store/inbox" / wrong
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"x")
    first = take_inbox(store, "2013-05-02", "2013-05-02T00:00:00+00:00")
    assert [(t["district"], t["seq"]) for t in first["taken"]] == [(source.name, 1)]
    assert {u["key"]: u["why"].split(";")[0] for u in first["unplaced"]} == {
        "inbox/1999/99.01/a.csv": "fiscal year 1999 is not prepared",
        "inbox/2013/99.01/surat.pdf": "no workbook, CSV or zip",
        "inbox/2013/a.csv": "not inbox/<fiscal year>/<district code>/<file>",
    }
    again = take_inbox(store, "2013-05-03", "2013-05-03T00:00:00+00:00")
    assert (again["taken"], len(again["known"])) == ([], 1)
    assert (tmp_path / "store/inbox/2013" / source.name / "wilayah.csv").exists()


def test_a_file_tells_its_district_by_its_desa_codes(world: World, made: Path) -> None:
    source = next(p for p in sorted((made / "files/2013").iterdir()) if any(p.glob("*.xlsx")))
    (book,) = source.glob("*.xlsx")
    shutil.copy(book, world.folder / "a.xlsx")
    answer = world.json("submit", "2013", "a.xlsx", "--by", "Pokja")
    assert (answer["district"], answer["read_from_file"]) == (source.name, True)
