"""Acts name persons of the list, are signed where keys are known, and two persons open a closed year again."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from flows.audit.keys import register
from flows.cli import app
from flows.cycle.yearly import Asked, open_year
from flows.programme.acts import record, require_listed, require_person
from flows.programme.recorded import load_people
from schemas.canonical import digest, dump_json
from schemas.errors import WrongUsage
from tasks.lineage.proof.audit import audit
from tasks.lineage.proof.statement import new_private_pem, private_key
from tasks.lineage.records.receipts import is_intact
from tasks.lineage.standalone import verify as verify_alone
from tests.support.cycle import hand_in
from tests.support.stores import folder_store

FY, KAB = 2013, "99.01"
PEOPLE = """orang_id,peran,kode_wilayah,mulai,selesai
K1,ketua_pokja,99.01,2010-01-01,
V1,pokja_provinsi,99,2010-01-01,
C1,cf,99.01,2010-01-01,
"""
ACT = {"kind": "catatan", "oleh": "K1", "tanggal_catat": "2013-05-02"}


def problems(folder: Path) -> set[tuple[str, str]]:
    """What both verifiers find."""
    ours = {(p.kind, p.key) for p in audit(folder_store(folder)).problems}
    files = {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file()}
    assert verify_alone(files)[0] == ours
    return ours


@pytest.fixture
def keys(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Path, Path]:
    """A store with people and one known key, which is the one at hand; a second known key."""
    store = folder_store(tmp_path / "store")
    load_people(store, "orang.csv", PEOPLE.encode())
    first, second = new_private_pem(), new_private_pem()
    register(store, "K1", first, "K1", "2013-01-01")
    register(store, "V1", second, "K1", "2013-01-01", first)
    for name, pem in (("first", first), ("second", second)):
        (tmp_path / name).write_bytes(pem)
    monkeypatch.setenv("PPSP_SIGNING_KEY", str(tmp_path / "first"))
    return tmp_path / "store", tmp_path / "second"


def test_an_act_is_signed_and_a_changed_or_foreign_one_is_named(keys: tuple[Path, Path]):
    folder, _ = keys
    act = record(folder_store(folder), FY, KAB, ACT)
    assert len(act["tanda_tangan"]) == 1
    assert problems(folder) == set()
    path = folder / f"acts/{FY}/{KAB}/0001.json"
    sound = path.read_bytes()
    for change, kind in (({"oleh": "V1"}, "altered"), ({"tanda_tangan": {"ab": "cd"}}, "unknown_key")):
        body = {n: v for n, v in json.loads(sound).items() if n != "digest"} | change
        path.write_bytes(dump_json({**body, "digest": digest(dump_json(body))}))
        assert is_intact(path.read_bytes()), "only the signature can tell"
        assert problems(folder) == {(kind, f"acts/{FY}/{KAB}/0001.json")}


def test_a_key_that_the_store_does_not_know_signs_nothing(keys: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch):
    folder, second = keys
    second.write_bytes(new_private_pem())
    with pytest.raises(WrongUsage, match="does not know this key"):
        record(folder_store(folder), FY, KAB, ACT, private_key(second.read_bytes()))
    assert list(folder_store(folder).list("acts/")) == []
    monkeypatch.delenv("PPSP_SIGNING_KEY")
    assert "tanda_tangan" not in record(folder_store(folder), FY, KAB, ACT)
    assert problems(folder) == set()


def test_a_submission_names_a_person_of_the_list(keys: tuple[Path, Path], tmp_path: Path):
    store = folder_store(keys[0])
    (tmp_path / "wilayah.csv").write_text("kode_desa;desa\n99.01.01.2001;A\n", encoding="utf-8")
    words = ["submit", str(FY), KAB, str(tmp_path / "wilayah.csv"), "--store", store.url, "--received", "2013-05-02"]
    refused = CliRunner().invoke(app, [*words, "--by", "Budi"])
    assert refused.exit_code != 0
    assert "holds no role" in str(refused.exception)
    assert CliRunner().invoke(app, [*words, "--by", "K1"]).exit_code == 0
    require_person(folder_store(tmp_path / "empty"), "anybody", KAB, "2013-05-02")
    require_listed(store, "")
    with pytest.raises(WrongUsage, match="PPSP_BY"):
        require_listed(store, "Budi")


def test_a_closed_year_takes_nothing_until_two_persons_open_it(keys: tuple[Path, Path], tmp_path: Path):
    store = folder_store(keys[0])
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "wilayah.csv").write_text("kode_desa;desa\n99.01.01.2001;A\n", encoding="utf-8")
    assert hand_in(store, FY, KAB, tmp_path / "in")

    def year(*words: str) -> str:
        said = ["year", *words, "--store", store.url, "--on", "2013-12-31"]
        run = CliRunner().invoke(app, said)
        return "" if run.exit_code == 0 else str(run.exception)

    why = ["--reason", "tahun selesai"]
    assert "is for" in year("close", str(FY), KAB, *why, "--by", "C1")
    assert year("close", str(FY), KAB, *why, "--by", "K1") == ""
    assert "already" in year("close", str(FY), KAB, *why, "--by", "K1")
    (tmp_path / "in" / "wilayah.csv").write_text("kode_desa;desa\n99.01.01.2001;B\n", encoding="utf-8")
    with pytest.raises(WrongUsage, match="was closed on 2013-12-31 by K1"):
        hand_in(store, FY, KAB, tmp_path / "in")
    for named in ([KAB], None):
        with pytest.raises(WrongUsage, match="closed"):
            open_year(store, Asked(FY, named or ()))
    planned = CliRunner().invoke(app, ["plan", str(FY), "--store", store.url])
    assert "closed for every district" in str(planned.exception)
    opening = ["reopen", str(FY), KAB, "--reason", "salah angka", "--by", "K1"]
    assert "second person" in year(*opening, "--second", "K1")
    assert "signed with two" in year(*opening, "--second", "V1")
    assert year(*opening, "--second", "V1", "--second-key", str(keys[1])) == ""
    act = json.loads(store.get(f"acts/{FY}/{KAB}/0002.json"))
    assert (act["oleh_kedua"], len(act["tanda_tangan"])) == ("V1", 2)
    assert hand_in(store, FY, KAB, tmp_path / "in")
    assert problems(keys[0]) == set()
