"""`ppsp submit FY DIR`: every district of a folder in one go, what cannot be read named beside the others."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from flows.cli import app
from schemas.errors import WrongUsage
from tasks.lineage.records.receipts import districts_with_receipts
from tests.support.stores import folder_store

CSV = "Kode Desa;Desa\n{}.01.2001;A\n"


def call(store: Path, *words: str):
    return CliRunner().invoke(app, ["submit", "2013", *words, "--store", str(store), "--json"])


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for kode, name in (("99.01", "99.01"), ("99.17", "99.17 Kabupaten Pambaendo")):
        (tmp_path / "in" / name).mkdir(parents=True)
        (tmp_path / "in" / name / "wilayah.csv").write_text(CSV.format(kode))
    (tmp_path / "in" / "99.33.csv").write_text(CSV.format("99.33"))
    (tmp_path / "in" / "catatan.txt").write_text("untuk operator")
    return tmp_path / "in"


def test_every_district_of_a_folder_is_handed_in_and_the_rest_is_named(folder: Path, tmp_path: Path) -> None:
    answer = call(tmp_path / "store", str(folder))
    assert answer.exit_code == 0, answer.output
    said = json.loads(answer.stdout)
    assert [(s["district"], s["seq"], s["is_new"]) for s in said["submissions"]] == [
        ("99.01", 1, True),
        ("99.17", 1, True),
        ("99.33", 1, True),
    ]
    assert (said["skipped"], said["refused"]) == (["catatan.txt"], [])
    assert districts_with_receipts(folder_store(tmp_path / "store"), 2013) == ["99.01", "99.17", "99.33"]
    again = json.loads(call(tmp_path / "store", str(folder)).stdout)
    assert not any(s["is_new"] for s in again["submissions"])


def test_one_that_cannot_be_read_does_not_hold_up_the_others(folder: Path, tmp_path: Path) -> None:
    (folder / "99.49").mkdir()
    answer = call(tmp_path / "store", str(folder))
    assert answer.exit_code == 1
    said = json.loads(answer.stdout)
    assert [r["district"] for r in said["refused"]] == ["99.49"]
    assert "no workbook" in said["refused"][0]["error"]
    assert len(said["submissions"]) == 3


@pytest.mark.parametrize("wrong", ["twice", "empty", "no folder"])
def test_a_folder_that_says_nothing_certain_is_refused_whole(folder: Path, tmp_path: Path, wrong: str) -> None:
    if wrong == "twice":
        (folder / "99.01.csv").write_text(CSV.format("99.01"))
    target = {"twice": folder, "empty": tmp_path / "in" / "99.01", "no folder": tmp_path / "nowhere"}[wrong]
    answer = call(tmp_path / "store", str(target))
    assert isinstance(answer.exception, WrongUsage)
    assert not (tmp_path / "store").exists()
