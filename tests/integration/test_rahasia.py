"""Answers of households lie apart: nobody without their key meets one, and all else works without them."""

from __future__ import annotations

import json
import os
import shutil
import stat
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from flows.audit.pack import make_pack
from flows.audit.recompute import recompute
from flows.cycle.chain import CHECKING, walk
from flows.cycle.documents import newest_documents
from flows.cycle.known import Known
from flows.cycle.record import NIGHTLY, About, seal_run
from flows.district.findings import sealed_findings
from flows.district.inbox import take_inbox
from flows.district.instrument import view_of
from flows.programme.erasure import erase
from flows.programme.privacy import OPEN_BEFORE, register
from flows.wiring import KEYRING, open_cycle, open_store, registry
from schemas.errors import KeyringBroken, Withheld, WrongUsage
from schemas.tables.ehra_responden import EHRA_RESPONDEN
from tasks.intake.units import STEP as INTAKE
from tasks.lineage.answers.why import why
from tasks.lineage.proof.audit import audit
from tasks.lineage.records.history import history_of
from tasks.lineage.standalone import verify
from tasks.lineage.units.step import Outputs
from tasks.lineage.units.unit import load_memo, load_table, put_object, run_apart, run_units
from tasks.store.folder import FolderStore
from tasks.store.keeping import copy, copy_apart
from tasks.store.memory import MemoryStore
from tasks.store.restricted import RestrictedStore
from tests.support.cycle import direct, hand_in, run_year
from tests.support.rahasia import BOOK, FY, KAB, PLANTED, holding, own_keys

MOMENT = datetime(2014, 2, 1, tzinfo=UTC)


pytestmark = pytest.mark.usefixtures(own_keys.__name__)


@pytest.fixture(scope="module")
def place(
    own_keys: None, surveyed: tuple[Path, list[str]], tmp_path_factory: pytest.TempPathFactory
) -> tuple[Path, list[str]]:
    """The same after a night and the year once more. Read only."""
    folder = tmp_path_factory.mktemp("rahasia")
    shutil.copytree(surveyed[0], folder, dirs_exist_ok=True)
    store = open_store(str(folder / "store"))
    night = walk(open_cycle(store, FY, [KAB]), direct(store), CHECKING)
    seal_run(night, About(f"{FY}-malam-20140201T000000000000Z", NIGHTLY, "night", "tester", MOMENT), MOMENT)
    run_year(store, FY)
    return folder, surveyed[1]


@pytest.fixture(scope="module")
def copied(place: tuple[Path, list[str]], tmp_path_factory: pytest.TempPathFactory) -> RestrictedStore:
    """What an auditor is handed: a copy without the household part and without keys."""
    folder = tmp_path_factory.mktemp("salinan")
    copy(open_store(str(place[0] / "store")), open_store(str(folder / "store"), may_be_new=True))
    return open_store(str(folder / "store"))


def test_no_planted_answer_stands_outside_the_household_part(
    place: tuple[Path, list[str]], copied: RestrictedStore, tmp_path: Path
):
    folder, _ = place
    assert {t for _, t in holding(folder / "files", PLANTED[:4])} == set(PLANTED[:4]), "the search finds what is there"
    assert list(holding(folder / "store", PLANTED)) == []
    assert list(holding(Path(copied.url), PLANTED)) == []
    (tmp_path / "pack.zip").write_bytes(make_pack(open_store(str(folder / "store")), FY, KAB).data)
    assert list(holding(tmp_path, PLANTED)) == []


def test_the_copy_verifies_and_serves_what_it_has(place: tuple[Path, list[str]], copied: RestrictedStore):
    report = audit(copied)
    assert report.problems == []
    assert report.withheld > 0
    files = {str(p.relative_to(copied.url)): p.read_bytes() for p in Path(copied.url).rglob("*") if p.is_file()}
    assert verify(files)[0] == set()
    whole = audit(open_store(str(place[0] / "store")))
    assert (whole.problems, whole.withheld) == ([], 0)
    assert whole.objects == report.objects + report.withheld
    assert {stem for _, stem, *_ in newest_documents(copied, FY, KAB, ["docx"])} == {"buku-putih", "ssk"}
    rows, verdict = sealed_findings(copied, FY, KAB)
    assert verdict == "accepted_with_warnings"
    outside = next(r for r in rows if r["column"] == "D.3" and r["rule"] == "BP-V21")
    assert (outside["value"], outside["file"], outside["cell"] != "") == ("", BOOK, True)
    noted = {r["column"]: r for r in rows if "data pribadi tidak diambil" in r["message"]}
    assert {"nama_responden", "nomor_telepon"} <= noted.keys()
    assert all(r["severity"] == "advice" and r["cell"] for r in noted.values())


def test_why_answers_every_other_cell_and_of_a_household_its_address(
    place: tuple[Path, list[str]], copied: RestrictedStore
):
    folder, respondents = place
    ref = f"tabel/{FY}/{KAB}/ehra_responden/{respondents[3]}#D.1"
    (told,) = why(open_store(str(folder / "store")), ref)["from"]
    (address,) = why(copied, ref)["from"]
    assert told["value"] is not None
    assert told["raw"]
    assert (address["value"], address["raw"], address["withheld"]) == (None, "", True)
    assert [address[n] for n in ("file", "sheet", "cell")] == [told[n] for n in ("file", "sheet", "cell")]
    unit = history_of(copied, FY, KAB, "validation").unit(FY, KAB, "validation")
    with pytest.raises(Withheld, match="key is not here"):
        unit.rows(EHRA_RESPONDEN)
    kode = next(iter(history_of(copied, FY, KAB, "buku_putih").unit(FY, KAB, "buku_putih").edges))
    assert why(copied, kode, with_members=True) == why(copied, kode, with_members=True)
    (cell,) = why(copied, f"tabel/{FY}/{KAB}/penduduk/99.02.01.2001|2012#kk")["from"]
    assert cell["raw"]


def test_an_instrument_hands_no_answer_out_again_with_the_key_or_without(
    place: tuple[Path, list[str]], copied: RestrictedStore
):
    for store in (open_store(str(place[0] / "store")), copied):
        sheets = {sheet.table.name: sheet for sheet in view_of(Known(store, FY), KAB, registry(store)).sheets}
        survey, others = sheets.pop("ehra_responden"), sheets["penduduk"]
        assert (survey.keys, survey.known, survey.before) == ([], {}, {})
        assert others.known


def test_what_cannot_be_done_without_the_key_says_so(copied: RestrictedStore):
    run = next(iter(m for m in copied.list("runs/") if "tahunan" in m)).split("/")[1]
    again = recompute(copied, run)
    said = {a["where"] for a in again["artefacts"] if a["kind"] == "impossible"}
    assert any("their key is not here" in s for s in said)


def test_folders_files_and_keys_are_their_owners_alone(place: tuple[Path, list[str]], tmp_path: Path):
    folder, _ = place
    apart = folder / "store" / "restricted"
    assert {stat.S_IMODE(p.stat().st_mode) for p in (apart, *apart.rglob("*")) if p.is_dir()} == {0o700}
    assert {stat.S_IMODE(p.stat().st_mode) for p in apart.rglob("*") if p.is_file()} == {0o600}
    keyring = folder / f"store{KEYRING}"
    assert stat.S_IMODE(keyring.stat().st_mode) == 0o600
    shutil.copytree(folder / "store", tmp_path / "store")
    shutil.copy(keyring, tmp_path / f"store{KEYRING}")
    os.chmod(tmp_path / f"store{KEYRING}", 0o644)
    with pytest.raises(KeyringBroken, match="chmod 600"):
        audit(open_store(str(tmp_path / "store")))


def test_the_sealed_part_moves_with_its_keys_and_an_altered_one_is_named(
    place: tuple[Path, list[str]], copied: RestrictedStore, tmp_path: Path
):
    folder, _ = place
    shutil.copytree(copied.url, tmp_path / "store")
    shutil.copy2(folder / f"store{KEYRING}", tmp_path / f"store{KEYRING}")
    copy_apart(FolderStore(folder / "store"), FolderStore(tmp_path / "store"))
    store = open_store(str(tmp_path / "store"))
    assert audit(store).problems == []
    run_year(store, FY)
    sealed = next(p for p in (tmp_path / "store" / "restricted").rglob("*") if p.is_file())
    sealed.write_bytes(sealed.read_bytes()[:-1] + b"x")
    assert {p.kind for p in audit(store).problems} == {"missing"}


def test_a_household_file_is_taken_away_from_the_inbox_once_it_is_kept_apart(tmp_path: Path):
    store = open_store(str(tmp_path / "store"), may_be_new=True)
    store.put_new(f"inbox/{FY}/{KAB}/ehra_responden.csv", b"no_responden;D.1;Nama\n9902012001101;4;SARI ZQ\n")
    store.put_new(f"inbox/{FY}/{KAB}/penduduk.csv", b"kode_desa;kk\n99.02.01.2001;3\n")
    took = take_inbox(store, "2014-01-02", "2014-01-02")
    assert [t["files"] for t in took["taken"]] == [2]
    assert list(store.list("inbox/")) == [f"inbox/{FY}/{KAB}/penduduk.csv"]
    assert list(holding(tmp_path / "store", ("SARI ZQ",))) == []
    assert take_inbox(store, "2014-01-03", "2014-01-03")["taken"] == []


def test_the_sealed_part_may_lie_elsewhere_and_keys_may_come_as_text(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("PPSP_RESTRICTED_STORE", str(tmp_path / "elsewhere"))
    store = open_store(str(tmp_path / "store"), may_be_new=True)
    assert hand_in(store, FY, KAB, _survey_of(tmp_path))
    assert not (tmp_path / "store" / "restricted").exists()
    assert any(p.is_file() for p in (tmp_path / "elsewhere" / "restricted").rglob("*"))
    (name,) = json.loads(store.get(f"submissions/{FY}/{KAB}/0001.json"))["files"]
    keyring = tmp_path / f"store{KEYRING}"
    monkeypatch.setenv("PPSP_KEYS", keyring.read_text())
    keyring.unlink()
    assert b"no_responden" in open_store(str(tmp_path / "store")).get(name["digest"])
    with pytest.raises(KeyringBroken, match="PPSP_KEYRING"):
        hand_in(open_store(str(tmp_path / "store")), FY, "99.01", tmp_path / "in")
    monkeypatch.setenv("PPSP_KEYS", "{}")
    with pytest.raises(Withheld):
        open_store(str(tmp_path / "store")).get(name["digest"])


def test_a_store_of_before_is_read_and_what_lies_open_in_it_is_said(tmp_path: Path):
    store, old = open_store(str(tmp_path / "store"), may_be_new=True), MemoryStore()
    assert hand_in(store, FY, KAB, _survey_of(tmp_path))
    (job,) = open_cycle(store, FY, [KAB]).jobs(INTAKE)
    (done,) = run_units(store, INTAKE, [job])
    memo = load_memo(store, done.memo)
    plain = put_object(old, store.get(memo.tables["ehra_responden"].digest))
    tables = memo.tables | {"ehra_responden": replace(memo.tables["ehra_responden"], digest=plain)}
    before = replace(memo, tables=tables)
    old.put_new(done.memo, before.dump())
    assert [r["D.1"] for r in load_table(old, before, EHRA_RESPONDEN)] == [4]
    old.put_new(f"submissions/{FY}/{KAB}/0001.json", store.get(f"submissions/{FY}/{KAB}/0001.json"))
    assert register(old)[0]["files"] == [OPEN_BEFORE]
    folder = open_store(str(tmp_path / "old"), may_be_new=True)
    for key in old.list(""):
        folder.put_new(key, old.get(key))
    with pytest.raises(WrongUsage, match="no key destroys it"):
        erase(folder, FY, KAB, "9902012001101", {"alasan": "x", "oleh": "K1", "tanggal_catat": "2014-01-02"})


def _survey_of(folder: Path) -> Path:
    (folder / "in").mkdir()
    (folder / "in" / "ehra_responden.csv").write_text("no_responden;kode_desa;D.1\n9902012001101;99.02.01.2001;4\n")
    return folder / "in"


def test_a_fault_of_the_program_quotes_no_answer(tmp_path: Path, caplog: pytest.LogCaptureFixture):
    store = open_store(str(tmp_path / "store"), may_be_new=True)
    hand_in(store, FY, KAB, _survey_of(tmp_path))
    (job,) = open_cycle(store, FY, [KAB]).jobs(INTAKE)

    def broken(_: object) -> list[Outputs]:
        raise ValueError(PLANTED[1])

    (failed,) = run_apart(store, replace(INTAKE, compute=broken), [job])
    assert PLANTED[1] not in str(failed) + caplog.text
    assert "ValueError at test_rahasia.py:" in failed.error
