"""A sealed run made again: with today's program, with its own, elsewhere, and where something of it is gone."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

import flows.audit.recompute as again
from flows.audit.reproduce import NotReproducible, reproduce
from flows.cycle.program import COUNTS, ROOT
from schemas import rulebook
from schemas.errors import NotFound
from tasks.lineage.records.ledger import load_manifest, sealed_runs
from tasks.lineage.units.step import Inputs, Outputs
from tasks.store.keys import manifest_key, object_key
from tasks.store.overlay import OverlayStore
from tasks.store.restricted import RestrictedStore
from tests.support.cycle import run_year
from tests.support.programs import indonesian
from tests.support.stores import folder_store

KAB = "99.01"


@pytest.fixture
def sealed(demo_sealed: Path) -> tuple[RestrictedStore, dict[str, Any]]:
    """The demo, read only, and its run of 2013."""
    store = folder_store(demo_sealed)
    return store, next(sealed_runs(store, 2013))


@pytest.fixture
def other_rules(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Rules in force that differ from those of the sealed runs in one weight."""
    ruled = dict(rulebook._all_rulings())
    name = "irs.w.1"
    ruled[name] = {
        year: replace(r, value=tuple(reversed(r.value)) if isinstance(r.value, tuple) else r.value, reference="a test")
        for year, r in ruled[name].items()
    }
    monkeypatch.setattr(rulebook, "_all_rulings", lambda: ruled)
    rulebook.load_rulebook.cache_clear()
    yield
    monkeypatch.undo()
    rulebook.load_rulebook.cache_clear()


def without(store: RestrictedStore, *lost: str, changed: dict[str, bytes] | None = None) -> Any:
    """The store as it would be without some keys, or with other bytes under them."""

    class Damaged(OverlayStore):
        url = store.url

        def get(self, key: str) -> bytes:
            if key in lost:
                raise NotFound(f"{key} is not in the store")
            return (changed or {}).get(key) or super().get(key)

    return Damaged(store)


def kinds(answer: dict[str, Any]) -> dict[str, int]:
    return {kind: n for kind, n in answer["counts"].items() if n}


def test_every_artefact_and_page_comes_out_the_same_even_under_other_rules_today(
    sealed: tuple[RestrictedStore, dict[str, Any]], other_rules: None
) -> None:
    store, manifest = sealed
    assert rulebook.load_rulebook(2013).digest != manifest["rules"]
    before = sorted(store.list(""))
    answer = again.recompute(store, manifest["run_id"])
    assert kinds(answer) == {"bytes": len(answer["artefacts"])}
    named = {a["name"] for a in answer["artefacts"]}
    assert manifest["outputs"].keys() <= named
    shown = {key for key, d in manifest["published"].items() if d not in manifest["outputs"].values()}
    assert shown <= named
    assert (answer["is_same"], answer["program"]["other_code"]) == (True, [])
    assert sorted(store.list("")) == before


def test_a_run_that_kept_no_rules_says_that_those_of_then_are_not_in_force(
    sealed: tuple[RestrictedStore, dict[str, Any]], other_rules: None
) -> None:
    store, manifest = sealed
    old = {k: v for k, v in manifest.items() if k != "program"}
    old["inputs"] = {k: v for k, v in manifest["inputs"].items() if not k.startswith("objects/")}
    key = manifest_key(manifest["run_id"])
    answer = again.recompute(without(store, changed={key: json.dumps(old).encode()}), manifest["run_id"], KAB)
    assert kinds(answer) == {"impossible": len(answer["artefacts"])}
    assert all("the rules of 2013 were others" in a["where"] for a in answer["artefacts"])
    assert answer["program"]["recorded"] == "not recorded"


def test_what_is_gone_is_named_and_nothing_is_made_from_the_rest(
    sealed: tuple[RestrictedStore, dict[str, Any]],
) -> None:
    store, manifest = sealed
    receipt = f"submissions/2013/{KAB}/0001.json"
    file = json.loads(store.get(receipt))["files"][0]
    answer = again.recompute(without(store, object_key(file["digest"])), manifest["run_id"], KAB)
    assert {(a["kind"], a["where"]) for a in answer["artefacts"]} == {
        ("impossible", f"the file {file['name']} of {receipt} is gone")
    }
    touched = without(store, changed={receipt: b"{}"})
    answer = again.recompute(touched, manifest["run_id"], KAB)
    assert {a["where"] for a in answer["artefacts"]} == {f"{receipt} is another one than the run read"}
    mps = next(sealed_runs(store, 2014))
    gone = without(store, manifest_key(mps["pins"][KAB]["run"]))
    answer = again.recompute(gone, mps["run_id"], KAB)
    assert {a["where"] for a in answer["artefacts"]} == {f"the pinned run {manifest['run_id']} is gone"}
    with pytest.raises(NotFound, match="no district 11\\.11"):
        again.recompute(store, manifest["run_id"], "11.11")


def test_a_program_that_computes_otherwise_is_told_by_table_row_and_column(
    sealed: tuple[RestrictedStore, dict[str, Any]], monkeypatch: pytest.MonkeyPatch
) -> None:
    store, manifest = sealed
    monkeypatch.setattr(again, "CHAIN", tuple(_changed(s) if s.name == "buku_putih" else s for s in again.CHAIN))
    answer = again.recompute(store, manifest["run_id"], KAB)
    differs = {a["name"]: a["where"] for a in answer["artefacts"] if a["kind"] == "differs"}
    assert differs[f"2013/{KAB}/buku_putih/area"].startswith(f"row {KAB}.01.")
    assert "column skor_akhir: " in differs[f"2013/{KAB}/buku_putih/area"]
    assert differs[f"2013/{KAB}/dokumen_buku_putih/dokumen.html"].startswith("paragraph ")
    assert not answer["is_same"]
    assert {a["name"].split("/")[2] for a in answer["artefacts"] if a["kind"] == "bytes"} >= {"intake", "validation"}


def _changed(step: Any) -> Any:
    def compute(many: list[Inputs]) -> list[Outputs]:
        made = list(step.compute(many))
        for one in made:
            for row in one.tables["area"][1]:
                row["skor_akhir"] = 1 if row["skor_akhir"] == 4 else 4
        return made

    return replace(step, compute=compute)


def test_an_older_commit_reproduces_its_run_elsewhere_and_a_reason_is_named_where_none_can(
    demo_sealed: Path, demo: RestrictedStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    repository, commit = _repository(tmp_path / "program")
    made = {"commit": commit, "is_dirty": False, "requirements": "unknown", "python": "unknown"}
    run_id = _sealed_by(demo, made, monkeypatch)
    elsewhere = {**indonesian(tmp_path / "locales"), "TZ": "Pacific/Kiritimati", "PYTHONHASHSEED": "4711"}
    for name, value in elsewhere.items():
        monkeypatch.setenv(name, value)
    answer = reproduce(demo, run_id, repository, KAB)
    assert kinds(answer) == {"bytes": len(answer["artefacts"])}
    assert (answer["commit"], answer["program"]["running"]["commit"]) == (commit, "unknown")
    assert not list(repository.glob("**/worktrees"))

    for recorded, why in (
        ({**made, "is_dirty": True}, "had changes that commit"),
        ({**made, "commit": "unknown"}, "commit is unknown"),
        ({**made, "commit": "0" * 40}, "does not know commit 0000"),
    ):
        with pytest.raises(NotReproducible, match=f"{why}.*ppsp recompute"):
            reproduce(demo, _sealed_by(demo, recorded, monkeypatch), repository)
    with pytest.raises(NotReproducible, match="no git repository"):
        reproduce(demo, run_id, tmp_path)
    told = {"program": {"other_code": ["ssk"]}}
    monkeypatch.setattr("flows.audit.reproduce._in_child", lambda *_: told)
    with pytest.raises(NotReproducible, match=f"commit {commit[:12]} is not the program of the run: other code in ssk"):
        reproduce(demo, run_id, repository)


def _sealed_by(store: RestrictedStore, program: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> str:
    """Seal 2013 again with a record that names this program."""
    monkeypatch.setattr("flows.cycle.record.program_of", lambda: program)
    run_id = str(run_year(store, 2013, [KAB])["run_id"])
    assert load_manifest(store, run_id)["program"] == program
    return run_id


def _repository(folder: Path) -> tuple[Path, str]:
    """A repository in which this program is the commit before the newest, and its id."""
    folder.mkdir()
    for name in COUNTS:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, folder / name)

    def git(*words: str) -> str:
        about = ("-c", "user.name=tester", "-c", "user.email=tester@localhost", "-c", "commit.gpgsign=false")
        answer = subprocess.run(["git", *about, "-C", str(folder), *words], capture_output=True, text=True, check=True)
        return answer.stdout.strip()

    git("init", "--quiet")
    git("add", ".")
    git("commit", "--quiet", "-m", "then")
    commit = git("rev-parse", "HEAD")
    (folder / "tasks/arith/shares.py").write_text("raise SystemExit\n")
    git("commit", "--quiet", "-am", "later")
    return folder, commit
