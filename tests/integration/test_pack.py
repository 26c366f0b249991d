"""An auditor's pack stands on its own: it verifies, says what it lacks, and holds no answer of a household."""

from __future__ import annotations

import io
import json
import subprocess
import sys
import zipfile
from datetime import UTC, datetime
from pathlib import Path
from random import Random

import openpyxl
import pytest
from typer.testing import CliRunner

from flows.audit.keys import head, register, sign_runs
from flows.audit.pack import PAPERS, README, VERIFIER, Made, make_pack
from flows.cli import app
from flows.cycle.chain import CHECKING, walk
from flows.cycle.record import NIGHTLY, About, seal_run
from flows.wiring import open_cycle
from schemas.errors import NotFound
from tasks.lineage.proof.pack import HOUSEHOLD, PACK
from tasks.lineage.proof.statement import new_private_pem, private_key, public_pem
from tasks.lineage.standalone import verify
from tasks.store.overlay import OverlayStore
from tasks.store.restricted import RestrictedStore
from tests.support.cycle import direct, hand_in, run_year
from tests.support.stores import folder_store

PEM = new_private_pem()
ROOT = public_pem(private_key(PEM))
SECRET = "7331-RAHASIA"
MOMENT = datetime(2016, 1, 1, tzinfo=UTC)


def members(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.fixture(scope="module")
def store(reported_sealed: Path) -> OverlayStore:
    """The demo through 2015, signed."""
    over = OverlayStore(folder_store(reported_sealed))
    register(over, "operator", PEM, "U1", "2013-01-01")
    sign_runs(over, private_key(PEM))
    return over


@pytest.fixture(scope="module")
def made(store: OverlayStore) -> Made:
    return make_pack(store, 2014, "99.01")


@pytest.fixture(scope="module")
def packed(made: Made) -> dict[str, bytes]:
    return members(made.data)


def test_made_again_it_is_byte_for_byte_the_same(store: OverlayStore, made: Made) -> None:
    assert make_pack(store, 2014, "99.01").data == made.data


def test_it_verifies_alone_in_a_python_without_this_project(
    packed: dict[str, bytes], store: OverlayStore, tmp_path: Path
) -> None:
    for name, data in packed.items():
        (tmp_path / "pack" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "pack" / name).write_bytes(data)
    (tmp_path / "root.pem").write_text(ROOT)
    (tmp_path / "head.json").write_bytes(head(store, "2015-12-31", private_key(PEM)))
    command = [sys.executable, "-I", VERIFIER, ".", "--public-key", "../root.pem", "--witness", "../head.json"]
    told = subprocess.run(command, cwd=tmp_path / "pack", capture_output=True, text=True)
    assert (told.returncode, told.stderr) == (0, "")
    assert told.stdout.splitlines()[-1] == "0 problems; signed"
    broken = tmp_path / "pack" / next(name for name in packed if name.startswith("objects/"))
    broken.write_bytes(broken.read_bytes()[:-1] + b"?")
    told = subprocess.run(command, cwd=tmp_path / "pack", capture_output=True, text=True)
    assert told.returncode == 1
    assert f"altered\t{broken.relative_to(tmp_path / 'pack').as_posix()}" in told.stdout


def test_what_is_changed_or_taken_out_of_it_is_named(packed: dict[str, bytes]) -> None:
    found, is_signed, absent = verify(packed, ROOT)
    assert (found, is_signed) == (set(), True)
    assert not any("99.01" in key for key in absent)
    rng = Random(1)
    for name in [*rng.sample(sorted(packed), 16), README, PAPERS, VERIFIER, PACK]:
        at = rng.randrange(len(packed[name]))
        changed = packed[name][:at] + bytes([packed[name][at] ^ 4]) + packed[name][at + 1 :]
        assert verify({**packed, name: changed}, ROOT)[0], name
        left = {k: d for k, d in packed.items() if k != name}
        if not name.startswith("acts/"):  # the last act of a year is named by no record until the next run
            assert verify(left, ROOT)[0], name


def test_a_record_cannot_be_hidden_among_what_is_left_out(packed: dict[str, bytes]) -> None:
    from schemas.canonical import digest, dump_json

    memo = next(name for name in packed if name.startswith("units/2014/99.01/mps/"))
    body = json.loads(packed[PACK]) | {"digest": None}
    body["left_out"][memo] = {"digest": digest(packed[memo]), "name": "x", "why": HOUSEHOLD}
    forged = dump_json({**body, "digest": digest(dump_json(body))})
    files = {k: d for k, d in packed.items() if k != memo} | {PACK: forged}
    assert ("missing", memo) in verify(files, ROOT)[0]


def test_the_sample_names_lines_and_the_cells_behind_them(
    store: OverlayStore, made: Made, packed: dict[str, bytes]
) -> None:
    book = openpyxl.load_workbook(io.BytesIO(packed[PAPERS]))
    assert book.sheetnames == ["Cara penarikan", "Sampel", "Asal", "lengkap", "selaras", "mutakhir", "terealisasi"]
    heads, *lines = book["Sampel"].iter_rows(values_only=True)
    assert [line[1] for line in lines] == [d.key for d in made.sample]
    blank = [i for i, heading in enumerate(heads) if heading.startswith("Auditor")]
    assert len(blank) == 4
    assert {line[i] for line in lines for i in blank} == {None}
    _, *cells = book["Asal"].iter_rows(values_only=True)
    assert len({cell[1:4] for cell in cells}) == len(cells)
    assert {n for cell in cells for n in numbers(cell[5])} == {line[0] for line in lines}
    for line in lines:
        assert sum(line[0] in numbers(cell[5]) for cell in cells) == line[6]
    readme = packed[README].decode()
    for file in {cell[1] for cell in cells}:
        assert f"/{file}\n" in readme
    seeds = [row[1] for row in book["Cara penarikan"].iter_rows(values_only=True) if row[0] == "Benih (seed)"]
    assert seeds == [made.plan.seed]
    other = make_pack(store, 2014, "99.01", seed="7")
    assert [d.key for d in other.sample] != [d.key for d in made.sample]


def numbers(text: str) -> set[int]:
    pairs = (part.split("-") for part in text.split(", "))
    return {n for first, *last in pairs for n in range(int(first), int((last or [first])[0]) + 1)}


@pytest.fixture(scope="module")
def surveyed(demo_sealed: Path, tmp_path_factory: pytest.TempPathFactory) -> OverlayStore:
    """A district that handed in household answers three times, last in a workbook that the nightly check annotated."""
    store = OverlayStore(folder_store(demo_sealed))
    folder = tmp_path_factory.mktemp("survey")
    for name, marks in (("a", SECRET), ("b", f"{SECRET}-2")):
        (folder / name).mkdir()
        text = f"responden_id;kode_desa;strata;C.2\n{marks};99.01.01.2001;1;1\n"
        (folder / name / "ehra_responden.csv").write_text(text, encoding="utf-8")
        assert hand_in(store, 2013, "99.01", folder / name)
    book = openpyxl.Workbook()
    book.active.title = "ehra_responden"
    for row in (("responden_id", "kode_desa", "strata", "C.2"), (f"{SECRET}-3", "99.01.01.2001", 1, 1)):
        book.active.append(row)
    (folder / "c").mkdir()
    book.save(folder / "c" / "survei.xlsx")
    assert hand_in(store, 2013, "99.01", folder / "c")
    run_year(store, 2013, ["99.01"], CHECKING)
    night = walk(open_cycle(store, 2013, ["99.01"]), direct(store), CHECKING)
    seal_run(night, About("2013-malam-20160101T000000000000Z", NIGHTLY, "test", "tester", MOMENT), MOMENT)
    return store


def test_no_answer_of_a_household_is_inside(surveyed: OverlayStore) -> None:
    made = make_pack(surveyed, 2013, "99.01")
    inside = members(made.data)
    hidden = [said["name"] for said in made.pack.left_out.values() if said["why"] == HOUSEHOLD]
    assert (hidden.count("ehra_responden.csv"), hidden.count("survei.xlsx")) == (2, 1)
    copies = {name.rsplit("/", 1)[-1][:5] for name in inside if name.startswith("published/") and "xlsx" in name}
    assert copies == {"99.01", "surve"}, "made from the copies that everybody may see"
    assert "2013/99.01/intake/ehra_responden" in hidden
    assert "2013/99.01/intake/cells_rumah_tangga" in hidden
    assert "2013/99.01/intake/cells" not in hidden
    for name, data in inside.items():
        inner = members(data).values() if zipfile.is_zipfile(io.BytesIO(data)) else ()
        assert not any(SECRET.encode() in part for part in (data, *inner)), name
    assert made.sample, "the nightly check made no lines; those of the run before are to be tested"
    tests = openpyxl.load_workbook(io.BytesIO(inside[PAPERS]))
    assert tests["selaras"].max_row > len(made.sample)
    found, _, absent = verify(inside)
    assert found == set()
    assert len(absent) >= 3
    assert absent >= {key for key, said in made.pack.left_out.items() if said["name"] == "ehra_responden.csv"}
    assert "ehra_responden.csv" in inside[README].decode()


def test_the_command_says_what_was_made_and_refuses_a_district_without_runs(
    demo: RestrictedStore, tmp_path: Path
) -> None:
    run = CliRunner().invoke(app, ["pack", "2014", "99.33", str(tmp_path / "p.zip"), "--store", demo.url, "--json"])
    assert run.exit_code == 0, run.output
    told = json.loads(run.stdout)
    assert (told["bytes"], told["households_left_out"]) == ((tmp_path / "p.zip").stat().st_size, [])
    assert told["sample"] <= told["lines"]
    with pytest.raises(NotFound, match="ppsp run 2014"):
        make_pack(demo, 2014, "12.01")
