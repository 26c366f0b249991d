"""The programme lived on sealed demo documents: from the first act to a ratified SSK and the MPS made from it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from typer.testing import CliRunner

from flows.audit.origin import origin
from flows.cli import app
from flows.cycle.known import Known
from flows.cycle.record import inputs_of
from flows.demo_programme import live
from flows.programme.board import board, figures
from flows.programme.recorded import final_document, load_people, verify_evidence, waive
from flows.programme.year import year_of
from flows.wiring import open_cycle
from schemas.errors import WrongUsage
from tasks.lineage.proof.audit import audit
from tasks.programme.tahap import stage_of, stages
from tasks.store.keys import act_key, object_key
from tasks.store.restricted import RestrictedStore
from tests.flows.programme.conftest import act, waive_all


def test_an_ssk_is_ratified_and_the_mps_is_made_from_it_only_then(store: RestrictedStore, kab: str) -> None:
    assert Known(store, 2014).withheld == []
    assert act(store, kab, "submit", "K1", "2013-10-01") == "submitted"
    assert Known(store, 2014).withheld == [kab]
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
    assert Known(store, 2014).withheld == []
    assert {act_key(2013, kab, seq) for seq in (1, 2)} <= inputs_of(open_cycle(store, 2014)).keys()
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
    found = origin(store, page.encode())
    assert (found.verdict, found.version) == ("made again", "the final ssk.html of 2013-12-01")
    assert origin(store, page.replace("Nurhayati", "Nurhayata").encode()).verdict == "altered"
    assert audit(store).problems == []
    with pytest.raises(WrongUsage, match="second person"):
        act(store, kab, "reopen", "V1", "2013-12-10", alasan="salah ketik")
    assert act(store, kab, "reopen", "V1", "2013-12-10", alasan="salah ketik", oleh_kedua="K1") == "revised"


def test_errors_hold_the_final_version_until_they_are_waived(store: RestrictedStore, kab: str) -> None:
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


def test_the_board_names_two_facilitators_and_who_waits(store: RestrictedStore, kab: str) -> None:
    first = board(store, 2013, date(2013, 7, 1))[0]
    assert first["kode"] == kab
    assert "PP-01" in {f["rule"] for f in first["program_errors"]}
    assert first["cf"] == ["C1", "C2"]
    assert first["dokumen"]["ssk"] == "draft"
    assert first["nama"].startswith("Kabupaten")


def test_evidence_goes_through_the_command_line_and_opens_stage_2(
    store: RestrictedStore, kab: str, tmp_path: Path
) -> None:
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


def test_2014_shows_98_new_and_127_writers_of_an_mps_beside_the_published_figures(store: RestrictedStore) -> None:
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


def test_a_mistyped_district_is_refused_and_nothing_is_kept(store: RestrictedStore, tmp_path: Path) -> None:
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


def test_the_demo_lives_the_programme_once(store: RestrictedStore) -> None:
    districts = sorted(year_of(store, 2013, date(2013, 12, 1)))
    told = live(store, 2013, districts)
    assert [t for t in told if "facilitators comment and upload, they never approve" in t]
    assert [t.split(":")[0] for t in told if "ratified" in t] == districts
    rows = {r["kode"]: r for r in board(store, 2013, date(2013, 12, 20))}
    assert {r["dokumen"]["ssk"] for r in rows.values()} == {"ratified"}
    assert {r["stage"] for r in rows.values()} == {"s3"}
    assert {f["rule"] for r in rows.values() for f in r["program_errors"]} == {"PP-03"}
    assert {r["stage"] for r in board(store, 2014, date(2014, 6, 1))} == {"s4"}
    assert live(store, 2013, districts) == []
    assert audit(store).problems == []


def test_the_board_on_a_terminal_cuts_nothing_and_says_every_broken_rule_once(store: RestrictedStore, kab: str) -> None:
    said = CliRunner().invoke(app, ["status", "2013", "--on", "2013-07-01", "--store", store.url]).stdout
    rows = board(store, 2013, date(2013, 7, 1))
    for f in (f for r in rows for f in r["program_errors"]):
        assert said.count(f["pesan"]) == 1
    assert all(cf in said for r in rows for cf in r["cf"])
    assert kab in said
