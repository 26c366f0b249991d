"""Erasing a respondent: the record is gone for good, chain and aggregates stay, what is lost is named."""

from __future__ import annotations

import json
import shutil
from datetime import date, datetime
from pathlib import Path

import pytest

from flows.audit.recompute import recompute
from flows.programme.erasure import EVERYBODY, erase
from flows.programme.privacy import due, overdue, register, subject
from flows.wiring import KEYRING, open_cycle, open_store
from schemas.errors import NotFound, Withheld, WrongUsage
from schemas.outputs.buku_putih import EHRA_HITUNG
from schemas.tables.ehra_responden import EHRA_RESPONDEN
from tasks.lineage.answers.why import why
from tasks.lineage.proof.audit import audit
from tasks.lineage.records.history import history_of
from tasks.lineage.records.ledger import sealed_runs
from tasks.store.restricted import RestrictedStore
from tests.support.cycle import hand_in, run_year
from tests.support.rahasia import BOOK, FY, KAB, own_keys

SAID = {"alasan": "permintaan responden", "oleh": "K1", "tanggal_catat": "2014-03-01"}


pytestmark = pytest.mark.usefixtures(own_keys.__name__)


@pytest.fixture
def store(surveyed: tuple[Path, list[str]], tmp_path: Path) -> RestrictedStore:
    shutil.copytree(surveyed[0] / "store", tmp_path / "store")
    shutil.copy2(surveyed[0] / f"store{KEYRING}", tmp_path)
    return open_store(str(tmp_path / "store"))


def counts(store: RestrictedStore) -> list[dict[str, object]]:
    unit = history_of(store, FY, KAB, "buku_putih").unit(FY, KAB, "buku_putih")
    return list(unit.rows(EHRA_HITUNG).values())


def test_the_record_is_gone_and_chain_and_aggregates_stay(
    store: RestrictedStore, surveyed: tuple[Path, list[str]], tmp_path: Path
):
    folder, (first, second, *_) = surveyed
    before, handed = counts(store), list(store.list("submissions/"))
    act = erase(store, FY, KAB, first, SAID)
    assert (act["kind"], act["responden"], act["seq"]) == ("penghapusan", first, 1)
    report = audit(store)
    assert report.problems == []
    assert report.erased == len(act["dimusnahkan"])
    assert (counts(store), list(store.list("submissions/"))) == (before, handed)
    with pytest.raises(NotFound, match="erasure"):
        store.get(act["dimusnahkan"][0])
    for key in (p for p in (folder / "store" / "restricted").rglob("*") if p.is_file()):
        old = tmp_path / "store" / key.relative_to(folder / "store")
        old.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(key, old)
    assert audit(store).problems == [], "sealed bytes from an old copy open with no key that is left"
    with pytest.raises(NotFound):
        store.get(act["dimusnahkan"][0])
    with pytest.raises(WrongUsage, match="nothing is kept"):
        erase(store, FY, KAB, first, SAID)
    rest = store.get(act["sisa"]).decode()
    assert first not in rest
    assert second in rest
    assert why(store, f"tabel/{FY}/{KAB}/ehra_responden/{second}#D.1")["from"][0]["withheld"] is True


def test_recompute_names_exactly_what_cannot_be_made_again(store: RestrictedStore, surveyed: tuple[Path, list[str]]):
    act = erase(store, FY, KAB, surveyed[1][0], SAID)
    (manifest,) = sealed_runs(store, FY)
    again = recompute(store, manifest["run_id"])
    impossible = {a["name"]: a["where"] for a in again["artefacts"] if a["kind"] == "impossible"}
    assert set(impossible) == set(act["tidak_dapat_dibuat_ulang"])
    assert {name.split("/")[3] for name in impossible} == {"intake", "validation", "buku_putih"}
    assert all(f"erasure acts/{FY}/{KAB}/0001.json" in why for why in impossible.values())
    assert {a["kind"] for a in again["artefacts"] if a["name"] not in impossible} == {"bytes"}
    assert any("dokumen_ssk" in a["name"] for a in again["artefacts"] if a["kind"] == "bytes")


def test_the_others_can_be_handed_in_and_an_erased_one_cannot_come_back(
    store: RestrictedStore, surveyed: tuple[Path, list[str]], tmp_path: Path
):
    folder, respondents = surveyed
    act = erase(store, FY, KAB, respondents[0], SAID)
    open_cycle(store, FY)
    with pytest.raises(WrongUsage, match="was erased on 2014-03-01"):
        hand_in(store, FY, KAB, folder / "files", received="2014-03-02")
    (tmp_path / "sisa").mkdir()
    (tmp_path / "sisa" / "ehra_responden.csv").write_bytes(store.get(act["sisa"]))
    assert hand_in(store, FY, KAB, tmp_path / "sisa")
    manifest = run_year(store, FY)
    assert [d["error"] for d in manifest["districts"]] == [None]
    unit = history_of(store, FY, KAB, "validation").unit(FY, KAB, "validation")
    kept = unit.rows(EHRA_RESPONDEN)
    assert respondents[0] not in kept
    assert respondents[7] in kept
    assert "penduduk" in unit.memo.tables
    assert audit(store).problems == []
    again = erase(store, FY, KAB, respondents[7], SAID)
    assert again["seq"] == 2
    assert audit(store).problems == []


def test_an_erasure_that_was_cut_off_is_finished(
    store: RestrictedStore, surveyed: tuple[Path, list[str]], monkeypatch: pytest.MonkeyPatch
):
    def fails(scope: str, key_id: str) -> None:
        raise RuntimeError("power cut")

    with monkeypatch.context() as patch:
        patch.setattr(store.keyring, "destroy", fails)
        with pytest.raises(RuntimeError):
            erase(store, FY, KAB, surveyed[1][0], SAID)
    assert erase(store, FY, KAB, surveyed[1][0], SAID)["seq"] == 0
    assert len(list(store.list("acts/"))) == 1
    assert audit(store).problems == []
    assert len(json.loads(Path(f"{store.url}{KEYRING}").read_text())[f"{FY}/{KAB}"]) == 1


def test_a_file_that_cannot_be_read_may_hold_anybody(store: RestrictedStore, tmp_path: Path):
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "ehra_responden.xlsx").write_bytes(b"PK\x03\x04 rusak")
    assert hand_in(store, FY, KAB, tmp_path / "in")
    told = subject(store, FY, KAB, "9" * 13)
    assert (told["files"], told["unreadable"], told["answers"]) == ([], ["ehra_responden.xlsx"], [])
    with pytest.raises(WrongUsage, match="nobody can say"):
        erase(store, FY, KAB, "9" * 13, SAID)


def test_register_subject_and_retention(store: RestrictedStore, surveyed: tuple[Path, list[str]]):
    respondent = surveyed[1][3]
    (row,) = register(store)
    assert (row["files"], row["held"], row["keep_until"], row["key_here"]) == ([BOOK], [BOOK], "2018-05-20", True)
    assert overdue(store, date(2018, 5, 20)) == []
    assert [r["district"] for r in overdue(store, date(2018, 5, 21))] == [KAB]
    told = subject(store, FY, KAB, respondent)
    assert told["files"] == [BOOK]
    answer = next(a for a in told["answers"] if a["column"] == "D.1")
    assert answer["value"]
    assert answer["cells"][0].startswith(f"{BOOK}!")
    assert due(datetime(2023, 5, 1, 8)) == "2023-05-04T08:00"
    assert due(datetime(2014, 5, 1, 8)) == ""
    with pytest.raises(Withheld):
        erase(store.without_keys(), FY, KAB, respondent, SAID)
    act = erase(store, FY, KAB, EVERYBODY, SAID)
    assert act["sisa"] == ""
    (row,) = register(store)
    assert (row["held"], row["erased"]) == ([], [EVERYBODY])
    assert overdue(store, date(2020, 1, 1)) == []
    assert audit(store).problems == []
