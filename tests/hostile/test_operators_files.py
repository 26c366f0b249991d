"""Files that an operator loads, folders and stores that somebody else filled: refused in a sentence, never followed."""

from __future__ import annotations

import gzip
import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from flows.cli import app
from flows.cli.common import read_file
from flows.cli.submit import gather
from flows.district.inbox import take_inbox
from flows.programme.recorded import load_people
from schemas.errors import NotFound, PpspError, StoreDamaged, WrongUsage
from tasks.contained.process import vetted
from tasks.intake.regions import boundaries, regions
from tasks.lineage.proof.audit import audit
from tasks.lineage.records.ledger import load_manifest
from tasks.mps.skenario.berkas import content_of
from tasks.store.memory import MemoryStore
from tests.support.stores import folder_store

Load = Callable[[str, bytes], Any]
_RING = [[101, -1], [101.1, -1], [101, -1]]


def _geo(**changed: Any) -> bytes:
    shape = {
        "properties": {"code": "99.01.01.2001", "name": "x"},
        "geometry": {"type": "Polygon", "coordinates": [_RING]},
    }
    return json.dumps({"features": [{**shape, **changed}]}).encode()


def _people(name: str, data: bytes) -> Any:
    return load_people(MemoryStore(), name, data)


def _scenario(name: str, data: bytes) -> Any:
    return vetted(content_of, name, data)


@pytest.mark.parametrize(
    ("load", "data", "says"),
    [
        (boundaries.describe, b"[" * 200_000, "no GeoJSON"),
        (boundaries.describe, b'{"features": 5}', "no GeoJSON"),
        (boundaries.describe, b'{"features": ' + b'{"a":' * 100_000, "no GeoJSON"),
        (boundaries.describe, _geo().replace(b"101.1", b"1e999"), "feature 1"),
        (boundaries.describe, _geo(geometry={"type": "Polygon", "coordinates": [[[1]]]}), "feature 1"),
        (boundaries.describe, _geo(properties=[]), "feature 1"),
        (boundaries.describe, _geo(properties={"code": "99.01", "name": "\ud800"}), "cannot be printed"),
        (boundaries.describe, _geo(properties={"code": "99.01", "name": "a\u202eb"}), "cannot be printed"),
        (boundaries.describe, _geo(properties={"code": "\uff19\uff19.01"}), "no Kemendagri code"),
        (regions.describe, gzip.compress(bytes(120_000_000)), "more than 100 MB"),
        (regions.describe, b"code,level,name\n" + b'"' + b"x" * 2_000_000, "no CSV"),
        (regions.describe, b"code,level,name\n99", "no whole level"),
        (regions.describe, b"code,level,name,area_km2\n99,1,x,NaN", "no whole level"),
        (regions.describe, b"\xff\xfe\x00", "neither UTF-8"),
        (_people, b"orang_id," + b'"' + b"x" * 2_000_000, "no CSV"),
        (_people, b"\x00\n\x00", "first line must name"),
        (_scenario, b"a: &a [" + b"*a," * 10_000, "line 1"),
        (_scenario, b"{a: " * 10_000, "levels"),
        (_scenario, b"name: !!python/object/apply:os.system [x]", "name"),
    ],
)
def test_a_hostile_file_of_an_operator_is_refused_by_name(
    load: Callable[[str, bytes], Any], data: bytes, says: str
) -> None:
    with pytest.raises(WrongUsage, match=says) as told:
        load("berkas", data)
    assert str(told.value).startswith("berkas")


def test_a_link_in_a_folder_is_not_followed(tmp_path: Path) -> None:
    secret = tmp_path / "secret.csv"
    secret.write_text("kode_desa\n")
    folder = tmp_path / "15.07"
    folder.mkdir()
    (folder / "wilayah.csv").symlink_to(secret)
    with pytest.raises(WrongUsage, match=r"is a link.*put the file itself there"):
        gather([folder])


def test_a_pipe_and_a_device_are_not_read(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.csv")
    for path in (tmp_path / "a.csv", Path("/dev/zero")):
        with pytest.raises(WrongUsage, match="a device or a pipe"):
            read_file(path)


def test_a_link_and_a_pipe_in_the_inbox_are_named_and_left(tmp_path: Path) -> None:
    inbox = tmp_path / "store/inbox/2013/99.01"
    inbox.mkdir(parents=True)
    (tmp_path / "secret.csv").write_text("rahasia")
    (inbox / "wilayah.csv").symlink_to(tmp_path / "secret.csv")
    os.mkfifo(inbox / "penduduk.csv")
    store = folder_store(tmp_path / "store")
    answer = take_inbox(store, "2013-01-01", "2013-01-01T00:00:00")
    assert answer["taken"] == []
    assert [(u["key"].rpartition("/")[2], u["why"].split(";")[0]) for u in answer["unplaced"]] == [
        ("penduduk.csv", "a link or a pipe"),
        ("wilayah.csv", "a link or a pipe"),
    ]
    with pytest.raises(NotFound):
        store.get("inbox/2013/99.01/../../../../secret.csv")


RECORDS = (
    "ledger/000001.json",
    "runs/x/manifest.json",
    "keys/0001.json",
    "statements/000001.a.json",
    "submissions/2013/99.01/0001.json",
    "acts/2013/99.01/0001.json",
)


@pytest.mark.parametrize("data", [b"[" * 100_000, b'{"a":' * 100_000, b"\xff", b"[]", b'"\\ud800"'])
def test_a_planted_record_is_a_problem_that_verify_names_and_a_sentence_elsewhere(data: bytes) -> None:
    store = MemoryStore(dict.fromkeys(RECORDS, data))
    assert audit(store).problems
    with pytest.raises(StoreDamaged, match="`ppsp verify` names everything"):
        load_manifest(store, "x")


def test_a_hostile_file_that_is_checked_ends_in_findings_and_no_traceback(tmp_path: Path) -> None:
    path = tmp_path / "wilayah.csv"
    path.write_bytes(b'"a","b"\n' * 200_000)
    told = CliRunner().invoke(app, ["check", str(path), "--fy", "2013", "--district", "99.01"])
    assert told.exception is None or isinstance(told.exception, SystemExit | PpspError)
    assert "terlalu besar untuk dibaca" in " ".join(told.output.split())
