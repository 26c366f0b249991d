"""The commands as people and other programs use them, through Prefect's own embedded server."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from tests.support.cycle import run_year
from tests.support.stores import folder_store
from tests.support.world import World

SEVERITIES = {"block", "error", "warning", "advice"}


def test_run_says_what_it_did(made: Path) -> None:
    answer = json.loads((made / "answers/2013").read_text())
    assert answer["fiscal_year"] == 2013
    assert answer["sealed"] is True
    assert answer["units"]["run"] == 2 * 6
    assert answer["units"]["reused"] == 0
    for district in answer["districts"]:
        assert district["state"] == "used"
        assert set(district["findings"]) == SEVERITIES
        assert len(district["documents"]) == 2
        for key in district["documents"]:
            assert (made / "store" / key).is_file()


def test_the_mps_comes_a_year_later(made: Path) -> None:
    answer = json.loads((made / "answers/2014").read_text())
    assert all(any("/mps." in key for key in d["documents"]) for d in answer["districts"])


def test_pins_of_a_fresh_mps_on_a_copied_store(world: World) -> None:
    kode = sorted(p.name for p in (world.folder / "store/published/2014").iterdir() if p.is_dir())[0]
    answer = world.json("pins", "2014", kode)
    assert (answer["state"], answer["ssk"]["memo"].split("/")[:4]) == ("current", ["units", "2013", kode, "ssk"])
    assert all(s["received"] == "2013-05-02" and s["by"] == "Pokja" for s in answer["submissions"])
    said = world.call("pins", "2014", kode)
    assert said.returncode == 0
    assert "not stale" in said.stdout
    assert max(map(len, said.stdout.splitlines())) <= 80


def test_a_changed_ssk_makes_the_mps_stale_and_the_run_says_so(world: World, made: Path) -> None:
    source = next(p for p in sorted((made / "files/2013").iterdir()) if (p / "air_limbah.csv").exists())
    again = world.folder / source.name
    shutil.copytree(source, again)
    table = again / "air_limbah.csv"
    lines = table.read_text(encoding="utf-8-sig").splitlines()
    column = lines[0].split(";").index("Jamban (unit)")
    cells = lines[5].split(";")
    lines[5] = ";".join((*cells[:column], "1", *cells[column + 1 :]))
    table.write_text("\n".join(lines) + "\n", encoding="utf-8-sig")
    world.json("submit", "2013", source.name, str(again), "--by", "Pokja", "--received", "2013-06-02")
    assert world.json("run", "2013", "--district", source.name)["stale_mps"] == [source.name]
    answer = world.json("pins", "2014", source.name, code=1)
    assert (answer["state"], [s["seq"] for s in answer["submissions"]]) == ("stale", [1])
    said = world.call("pins", "2014", source.name)
    assert said.returncode == 1
    assert "STALE" in said.stdout
    assert [r["kode"] for r in world.json("status", "2014") if r["stale"]] == [source.name]


def test_plan_of_a_finished_year_is_empty(world: World) -> None:
    assert world.json("plan", "2013")["units"] == []
    forced = world.json("plan", "2013", "--force")["units"]
    assert {u["certainty"] for u in forced} == {"certain", "possible"}


def stages(world: World, year: str, stage: str) -> dict[str, dict[str, Any]]:
    return {r["kode"]: s for r in world.json("status", year) for s in r["stages"] if s["stage"] == stage}


def test_status_has_a_row_per_district_with_its_documents(world: World) -> None:
    rows = world.json("status", "2013", "--on", "2013-11-01")
    assert len(rows) == len({r["kode"] for r in rows}) == 2
    for name in ("bp", "ssk"):
        assert {s["state"] for s in stages(world, "2013", name).values()} == {"selesai"}
    assert {s["state"] for s in stages(world, "2013", "mps").values()} == {"belum_berlaku"}
    assert {s["state"] for s in stages(world, "2014", "mps").values()} == {"selesai"}
    assert {(s["state"], s["year"]) for s in stages(world, "2014", "bp").values()} == {("tahun_lalu", 2013)}
    assert {(r["state"], r["late"], r["stale"]) for r in rows} == {("selesai", False, False)}
    assert {r["stage"] for r in rows} == {"s1"}
    assert world.json("status", "2013", "--stage", "s4") == world.json("status", "2013", "--province", "15") == []
    late = world.json("status", "2013", "--late", "--on", "2013-11-01")
    assert {r["kode"] for r in late} == {r["kode"] for r in rows}
    assert world.call("status", "2013", "--stage", "s9").returncode == 2


def test_the_pages_of_the_board_add_up_and_link_each_district(world: World) -> None:
    rows = world.json("status", "2013", "--on", "2013-11-01", "--pages", "pages")
    board = (world.folder / "pages/index.html").read_text(encoding="utf-8")
    assert {p.stem for p in (world.folder / "pages").iterdir()} == {"index", *(r["kode"] for r in rows)}
    assert all(f'href="{r["kode"]}.html"' in board for r in rows)
    numbers = [int(n) for n in re.findall(r"<li><b>(\d+)</b>", board)]
    assert numbers[0] == sum(numbers[1:]) == 2
    page = (world.folder / f"pages/{rows[0]['kode']}.html").read_text(encoding="utf-8")
    assert all(heading in page for heading in ("Tahap", "Kalender", "Bukti", "Orang", "Empat uji pemeriksa"))


@pytest.mark.parametrize(
    ("words", "code", "says"),
    [
        (["run", "2013", "--district", "99.99"], 2, "ppsp submit 2013 99.99"),
        (["run", "2031"], 2, "2031"),
        (["why", "nonsense"], 2, "words of a name"),
        (["why", "mps/2014/99.98/AL-KOM-02-x~APBD_K"], 2, "no sealed run"),
        (["submit", "2013", "1507", "x.csv"], 2, "is not a district code"),
        (["get", "runs/none", "out"], 2, "is not in the store"),
        (["no-such-command"], 2, "No such command"),
    ],
)
def test_wrong_usage_is_exit_code_2_with_a_sentence(world: World, words: list[str], code: int, says: str) -> None:
    answer = world.call(*words)
    assert answer.returncode == code
    assert says in answer.stderr
    assert "Traceback" not in answer.stderr


def test_a_store_that_cannot_be_written_is_exit_code_3(world: World, made: Path) -> None:
    (world.folder / "file").write_bytes(b"in the way")
    kode = next((made / "files/2013").iterdir()).name
    answer = world.call("submit", "2013", kode, str(made / "files/2013" / kode), "--store", "file")
    assert answer.returncode == 3
    assert "cannot write" in answer.stderr


def test_a_pipe_gets_no_progress(made: Path) -> None:
    assert "districts" not in World(made).call("plan", "2013").stderr


def test_a_scenario_is_made_listed_and_compared(world: World) -> None:
    kode = world.json("status", "2014")[0]["kode"]
    (world.folder / "half.yaml").write_text("name: separuh\nceilings: {APBD_K: {scale: 0.5}}\n")
    made = world.json("scenario", "2014", kode, "half.yaml", "--out", "tables")
    assert made["is_new"]
    assert (world.folder / "tables/baris.csv").is_file()
    assert not world.json("scenario", "2014", kode, "half.yaml")["is_new"]
    listed = world.json("scenarios", "2014", kode)
    assert [(s["name"], s["digest"], s["is_of_newest_plan"]) for s in listed] == [
        ("separuh", made["to"]["digest"], True)
    ]
    compared = world.json("scenario", "2014", kode, "--compare", "plan", "separuh")
    assert compared["changes"] == made["changes"]
    human = world.call("scenario", "2014", kode, "--compare", "separuh", "plan").stdout
    assert max(len(line) for line in human.splitlines() if "Rp" in line or "difference" in line) <= 80
    (world.folder / "bad.yaml").write_text("name: x\nceiling: {}\n")
    refused = world.call("scenario", "2014", kode, "bad.yaml")
    assert refused.returncode == 2
    assert "bad.yaml: ceiling: unknown key" in refused.stderr
    assert world.json("verify")["ok"]


def test_the_national_view_ranks_the_districts_of_a_year(world: World) -> None:
    before = {p for p in (world.folder / "store").rglob("*") if p.is_file()}
    looked = world.json("national", "2014")
    assert {p for p in (world.folder / "store").rglob("*") if p.is_file()} == before, "looking writes nothing"
    answer = world.json("national", "2014", "--csv", "nasional.csv", "--publish")
    assert (looked["digest"], looked["is_published"]) == (answer["digest"], False)
    assert sorted(d["rank_gabungan"] for d in answer["districts"]) in ([1, 2], [1, 1])
    assert answer["counts"]["districts"] == 2
    assert (world.folder / "store" / answer["page"]).is_file()
    assert len((world.folder / "nasional.csv").read_text("utf-8-sig").splitlines()) == 3
    one = world.json("national", "2014", "--district", answer["districts"][0]["kode_kab"])
    assert {"kriteria", "memos", "skor_kebutuhan"} <= set(one)
    assert world.call("national", "2014", "--district", "11.11").returncode == 2


def test_a_district_that_fails_takes_no_other_along_and_is_taken_up_again(empty_world: World, made: Path) -> None:
    world, tmp_path = empty_world, empty_world.folder
    kode, other = sorted(p.name for p in (made / "files/2013").iterdir())
    lost = Path()
    for name in (kode, other):
        receipt = world.json("submit", "2013", name, str(made / "files/2013" / name))
        if name == kode:
            digest = receipt["files"][0]["digest"]
            (lost,) = (tmp_path / "store/objects").rglob(digest[2:] if len(digest) > 64 else digest)
    data = lost.read_bytes()
    lost.unlink()
    answer = world.call("run", "2013")
    assert answer.returncode == 1
    assert "Traceback" not in answer.stdout + answer.stderr
    assert f"{kode} failed at intake" in answer.stdout
    assert "submit the files again" in answer.stdout
    assert "NotFound" in (tmp_path / ".prefect/ppsp.log").read_text()
    (sealed,) = world.json("runs")
    assert {kode_: s["state"] for kode_, s in stages(world, "2013", "bp").items()} == {
        kode: "gagal",
        other: "selesai",
    }
    pages = [p.read_text(encoding="utf-8") for p in (tmp_path / "store").rglob(f"*{sealed['run_id']}*") if p.is_file()]
    assert any("Pengolahan gagal" in page for page in pages)
    lost.write_bytes(data)
    again = run_year(folder_store(tmp_path / "store"), 2013)["counts"]
    assert (again["late"], again["failed"]) == (2, 0)
    assert {s["state"] for s in stages(world, "2013", "bp").values()} == {"selesai"}


@pytest.mark.parametrize(
    "words", [("run", "2013"), ("status", "2013"), ("plan", "2013"), ("verify",), ("national", "2013")]
)
def test_a_mistyped_store_is_refused_and_not_made(tmp_path: Path, words: tuple[str, ...]) -> None:
    world = World(tmp_path)
    for url in ("./mistyped", "ftp://somewhere/store"):
        answer = world.call(*words, "--store", url)
        assert answer.returncode == 2
        assert "store" in answer.stderr
        assert "Traceback" not in answer.stderr
    assert not (tmp_path / "mistyped").exists()


def test_a_run_without_districts_is_refused_and_not_sealed(world: World) -> None:
    before = world.json("runs")
    answer = world.call("--store", "store", "run", "2019")
    assert (answer.returncode, "nothing to run" in answer.stderr) == (2, True)
    assert world.json("runs") == before


def test_a_workbook_comes_back_annotated_and_ends_in_a_certificate_once_mended(
    world: World, made: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = next(p for p in sorted((made / "files/2013").iterdir()) if any(p.glob("*.xlsx")))
    (file,) = source.glob("*.xlsx")
    written = world.json("annotate", "2013", source.name, "back.xlsx")
    book, before = load_workbook(world.folder / written[0]), load_workbook(file)
    rows = world.json("findings", "2013", source.name)
    own = [r for r in rows if r["cell"] and r["file"] == file.name]
    assert own
    for r in own:
        sheet = book[r["sheet"]]
        assert r["rule"] in sheet[r["cell"]].comment.text
        assert sheet[r["cell"]].value == before[r["sheet"]][r["cell"]].value
    # Mend all by taking over a workbook without the planted mistakes, tick what is done, and hand it in again.
    listed = book["Perbaikan"]
    head = next(row for row in listed.iter_rows() if any(c.value == "Beres" for c in row))
    tick = next(c.column for c in head if c.value == "Beres")
    for row in range(head[0].row + 1, listed.max_row + 1):
        listed.cell(row, tick).value = "x"
    book.save(world.folder / file.name)
    checked = world.json("check", file.name, "--fy", "2013", "--annotate", "again.xlsx")
    assert {r["id"] for r in checked} <= {r["id"] for r in rows}
    world.json("submit", "2013", source.name, file.name, "--by", "Pokja")
    monkeypatch.delenv("PPSP_KEYRING")  # the commands of this world have the one beside the store
    run_year(folder_store(world.folder / "store"), 2013, [source.name])
    again = world.json("findings", "2013", source.name)
    assert {r["id"] for r in again} == {r["id"] for r in rows}
    assert all(
        r["message"].startswith("Ditandai beres, tetapi masih ada") for r in again if r["id"] in {x["id"] for x in own}
    )
