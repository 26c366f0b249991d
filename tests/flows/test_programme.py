"""The programme lived on sealed demo documents: from the first act to a ratified SSK and the MPS made from it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from flows.board import board, figures
from flows.cli import app
from flows.programme import document_act, final_document, load_people, verify_evidence, waive, year_of
from flows.wiring import open_cycle, withheld
from schemas.errors import WrongUsage
from tasks.lineage.audit import audit
from tasks.programme.tahap import stage_of, stages
from tasks.store.folder import FolderStore
from tasks.store.keys import object_key
from tests.flows.conftest import World

PEOPLE = """orang_id,peran,kode_wilayah,mulai,selesai,nama,pelatihan
K1,ketua_pokja,{kab},2012-01-01,,Sutarjo,
S1,satker,99,2012-01-01,,Wulandari,
V1,pokja_provinsi,99,2012-01-01,,Hidayat,
B1,bupati_walikota,{kab},2010-01-01,2015-12-31,Nurhayati,
C1,cf,{kab},2013-03-01,2013-12-31,Rahman,2013-02-20
C2,cf,{kab},2013-06-01,2013-12-31,Lestari,2013-02-20
F1,pf,99,2012-03-01,,Yusuf,2012-02-20
"""


@pytest.fixture
def store(world: World) -> FolderStore:
    return FolderStore(str(world.folder / "store"))


@pytest.fixture
def kab(store: FolderStore) -> str:
    kode = sorted(year_of(store, 2013, date(2013, 12, 1)))[0]
    load_people(store, "orang.csv", PEOPLE.format(kab=kode).encode())
    return kode


def act(store: FolderStore, kab: str, action: str, by: str, day: str, **more: Any) -> str:
    seen = year_of(store, 2013, date.fromisoformat(day), kab)[kab]
    said: Mapping[str, Any] = {"aksi": action, "dokumen": "ssk", "versi": "", "oleh": by, "tanggal_catat": day} | more
    return document_act(store, seen, said).state


def waive_all(store: FolderStore, kab: str, day: str) -> None:
    seen = year_of(store, 2013, date.fromisoformat(day), kab)[kab]
    for finding in seen.open_errors or ():
        said = {"temuan": finding, "alasan": "sensus desa berjalan", "oleh": "K1", "kantor": "Pokja"}
        waive(store, seen, said | {"sampai": "2013-12-31", "disetujui": "V1", "tanggal_catat": day})


def test_an_ssk_is_ratified_and_the_mps_is_made_from_it_only_then(store: FolderStore, kab: str) -> None:
    assert withheld(store, 2014) == []
    assert act(store, kab, "submit", "K1", "2013-10-01") == "submitted"
    assert withheld(store, 2014) == [kab]
    assert open_cycle(store, 2014).districts.get(kab) is None or open_cycle(store, 2014).districts[kab].pin is None
    assert open_cycle(store, 2014, takes_drafts=True).districts[kab].pin is not None
    version = year_of(store, 2013, date(2013, 10, 1), kab)[kab].sealed["ssk"]
    with pytest.raises(WrongUsage, match="names the version"):
        act(store, kab, "review", "S1", "2013-11-01")
    with pytest.raises(WrongUsage, match="F1 is a facilitator"):
        act(store, kab, "review", "F1", "2013-11-01", versi=version)
    assert act(store, kab, "review", "S1", "2013-11-01", versi=version, komentar="Sumber Tabel 2.3?") == "qa"
    waive_all(store, kab, "2013-11-02")
    with pytest.raises(WrongUsage, match=r"comments .* are open"):
        act(store, kab, "approve", "V1", "2013-11-03", versi=version)
    (number,) = [a["seq"] for a in year_of(store, 2013, date(2013, 12, 1), kab)[kab].acts if a.get("komentar")]
    act(store, kab, "answer", "K1", "2013-11-04", komentar_no=number, alasan="ditambahkan")
    with pytest.raises(WrongUsage, match="approve is for"):
        act(store, kab, "approve", "K1", "2013-11-05", versi=version)
    assert act(store, kab, "approve", "V1", "2013-11-05", versi=version[:12]) == "final"
    assert act(store, kab, "ratify", "B1", "2013-12-01", versi=version) == "ratified"
    assert withheld(store, 2014) == []
    seen = year_of(store, 2013, date(2013, 12, 20), kab)[kab]
    page = final_document(store, seen, "ssk").decode()
    assert "<span>Draf</span>" not in page
    assert 'content: "Draf' not in page
    assert "Nurhayati" in page
    assert "Bupati/Walikota</td>" in page
    assert "sensus desa berjalan" in page
    draft = store.get(object_key(version)).decode()
    assert page.startswith("<!DOCTYPE html>")
    assert page.count("<td") >= draft.count("<td") + 3 * 4
    assert (
        page[page.index('<nav class="isi"') : page.index("</main>")]
        == draft[draft.index('<nav class="isi"') : draft.index("</main>")]
    )
    assert page == final_document(store, seen, "ssk").decode()
    assert audit(store).problems == []
    with pytest.raises(WrongUsage, match="second person"):
        act(store, kab, "reopen", "V1", "2013-12-10", alasan="salah ketik")
    assert act(store, kab, "reopen", "V1", "2013-12-10", alasan="salah ketik", oleh_kedua="K1") == "revised"


def test_errors_hold_the_final_version_until_they_are_waived(store: FolderStore, kab: str) -> None:
    act(store, kab, "submit", "K1", "2013-10-01")
    seen = year_of(store, 2013, date(2013, 10, 1), kab)[kab]
    act(store, kab, "review", "S1", "2013-11-01", versi=seen.sealed["ssk"])
    assert seen.open_errors
    with pytest.raises(WrongUsage, match="errors are open"):
        act(store, kab, "approve", "V1", "2013-11-03", versi=seen.sealed["ssk"])
    said = {"temuan": seen.open_errors[0], "alasan": "x", "oleh": "K1", "kantor": "Pokja", "sampai": "2013-12-31"}
    with pytest.raises(WrongUsage, match="counter-signature"):
        waive(store, seen, said | {"disetujui": "F1", "tanggal_catat": "2013-11-02"})
    with pytest.raises(WrongUsage, match="later"):
        waive(store, seen, said | {"disetujui": "V1", "tanggal_catat": "2013-11-02", "sampai": "2014-01-01"})


def test_the_board_names_two_facilitators_and_who_waits(store: FolderStore, kab: str) -> None:
    first = board(store, 2013, date(2013, 7, 1))[0]
    assert first["kode"] == kab
    assert "PP-01" in {f["rule"] for f in first["program_errors"]}
    assert first["cf"] == ["C1", "C2"]
    assert first["dokumen"]["ssk"] == "draft"
    assert first["nama"].startswith("Kabupaten")


def test_evidence_goes_through_the_command_line_and_opens_stage_2(store: FolderStore, kab: str, tmp_path: Path) -> None:
    paper = tmp_path / "surat.pdf"
    paper.write_bytes(b"%PDF-1.4\n")
    words = ["evidence", "add", "2013", kab, str(paper), "--type", "surat_minat", "--signed", "2012-10-01"]
    words += ["--by", "K1", "--on", "2012-11-01", "--interest", "--funding", "--store", store.url]
    answer = CliRunner().invoke(app, words)
    assert answer.exit_code == 0, answer.output
    seen = year_of(store, 2013, date(2013, 2, 1), kab)[kab]
    assert stage_of(stages(seen)) == "s1"
    with pytest.raises(WrongUsage, match="may not verify"):
        verify_evidence(store, seen, 1, "K1", "2012-12-01")
    verify_evidence(store, seen, 1, "V1", "2012-12-01")
    assert stage_of(stages(year_of(store, 2013, date(2013, 2, 1), kab)[kab])) == "s2"
    paper.write_bytes(b"")
    refused = CliRunner().invoke(app, words)
    assert isinstance(refused.exception, WrongUsage)
    assert "scan the paper again" in str(refused.exception)


def test_2014_shows_98_new_and_127_writers_of_an_mps_beside_the_published_figures(store: FolderStore) -> None:
    """Only Tanjung Jabung Timur is known by name; the others are made up under province 99."""
    made_up = [f"99.{i:02d}" for i in range(1, 99)]
    writers = ["15.07", *made_up, *(f"97.{i:02d}" for i in range(1, 29))]
    lines = [*(f"2014,{k},bp_ssk," for k in made_up), *(f"2014,{k},mps," for k in writers), "2014,15.09,mps,mundur"]
    load_people(store, "peserta.csv", ("fiscal_year,kode_kab,peran,mundur\n" + "\n".join(lines) + "\n").encode())
    found = {f["definition"]: f["figure"] for f in figures(store, 2014)}
    assert found["listed as bp_ssk and not withdrawn"] == found["new in 2014 for Buku Putih and SSK"] == 98
    assert found["listed as mps and not withdrawn"] == found["districts writing an MPS in 2014"] == 127
    assert found["districts registered as participants up to 2014"] == 446
    assert "15.07" in {row["kode"] for row in board(store, 2014, date(2014, 6, 1)) if "mps" in row["jalur"]}


def test_a_mistyped_district_is_refused_and_nothing_is_kept(store: FolderStore, tmp_path: Path) -> None:
    paper = tmp_path / "sk.pdf"
    paper.write_bytes(b"%PDF-1.4\n")
    before = list(store.list("acts/"))
    words = [
        "evidence",
        "add",
        "2013",
        "9901",
        str(paper),
        "--type",
        "sk_pokja",
        "--signed",
        "2012-10-01",
        "--by",
        "K1",
    ]
    answer = CliRunner().invoke(app, [*words, "--store", store.url])
    assert isinstance(answer.exception, WrongUsage)
    assert "no code of a district" in str(answer.exception)
    assert list(store.list("acts/")) == before
