"""What readers get of the programme lived on sealed documents: scores, agreements, states, digests, tables."""

from __future__ import annotations

import json
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest
from typer.testing import CliRunner

from flows.cli import app
from flows.cycle.known import Known
from flows.district.finding_states import finding_states
from flows.programme.examine import examine
from flows.programme.nawasis import export
from flows.programme.recorded import add_evidence, waive
from flows.programme.reminders import remind
from flows.programme.year import year_of
from flows.wiring import newest_runs
from reports.format_id import number
from schemas.errors import WrongUsage
from schemas.nawasis import MENUS
from schemas.tables import table
from tasks.lineage.records.history import History
from tasks.programme.mutu import unexplained_gap
from tasks.programme.rules import check
from tasks.programme.temuan import states
from tasks.store.restricted import RestrictedStore
from tests.flows.programme.conftest import act, waive_all


def test_a_reviewer_scores_beside_the_machine_and_a_stop_gives_d(
    store: RestrictedStore, kab: str, tmp_path: Path
) -> None:
    runner = CliRunner()
    words = ["qa", "2013", kab, "ssk", "--store", store.url, "--on", "2013-11-05", "--json"]
    before = json.loads(runner.invoke(app, words).stdout)
    assert (before["human"], before["human_of"], before["is_human"]) == (None, 0, False)
    assert 0 < before["machine"] < 100
    act(store, kab, "submit", "K1", "2013-10-01")
    scored = json.loads(runner.invoke(app, [*words, "--score", "P2=1", "--score", "D1=0", "--by", "S1"]).stdout)
    assert {i["id"]: i["human"] for i in scored["items"] if i["human"] is not None} == {"P2": 1, "D1": 0}
    assert scored["human_of"] == 45
    page = tmp_path / "form.html"
    runner.invoke(app, [*words, "--out", str(page)])
    assert "Formulir penjaminan kualitas" in page.read_text(encoding="utf-8")
    for wrong in (
        ["--score", "X9=1", "--by", "S1"],
        ["--score", "D1=4", "--by", "S1"],
        ["--score", "D1=1", "--by", "C1"],
    ):
        assert isinstance(runner.invoke(app, [*words, *wrong]).exception, WrongUsage)
    seen = year_of(store, 2013, date(2013, 11, 5), kab)[kab]
    assert [f.rule for f in unexplained_gap(seen)] == ["PP-43"]
    waive_all(store, kab, "2013-11-05")
    act(store, kab, "review", "S1", "2013-11-05", versi=seen.sealed["ssk"])
    with pytest.raises(WrongUsage, match="PP-43"):
        act(store, kab, "approve", "V1", "2013-11-06", versi=seen.sealed["ssk"])


def test_sources_that_differ_are_agreed_on_and_printed_with_the_final_document(
    store: RestrictedStore, kab: str, tmp_path: Path
) -> None:
    seen = year_of(store, 2013, date(2013, 10, 1), kab)[kab]
    unit = History(store, newest_runs(store, 2013)[kab]).unit(2013, kab, "validation")
    assert unit is not None
    key, row = next(iter(unit.rows(table("penduduk")).items()))
    words = ["agree", "2013", kab, f"penduduk|{key}|kk", "--value", f"Disdukcapil={row['kk']}", "--value", "Dinkes=7"]
    words += ["--agreed", str(row["kk"]), "--reason", "terbaru", "--by", "K1", "--on", "2013-10-02", "--json"]
    words += ["--store", store.url]
    assert "no evidence" in str(CliRunner().invoke(app, [*words, "--ba", "9"]).exception)
    paper = {"jenis": "ba_skor_area", "nomor": "1", "tanggal": "2013-09-01", "berlaku_dari": "", "berlaku_sampai": ""}
    number = add_evidence(store, seen, "ba.pdf", b"%PDF-1.4", paper | {"oleh": "K1", "tanggal_catat": "2013-10-01"})[
        "seq"
    ]
    (agreed,) = [r for r in json.loads(CliRunner().invoke(app, [*words, "--ba", str(number)]).stdout) if r["agreed"]]
    assert (agreed["state"], agreed["in_use"]) == ("agreed", str(row["kk"]))
    other = [w if w != str(row["kk"]) else "7" for w in words]
    (changed,) = [r for r in json.loads(CliRunner().invoke(app, [*other, "--ba", str(number)]).stdout) if r["agreed"]]
    assert changed["state"] == "to_hand_in"
    found = [f for f in check(year_of(store, 2013, date(2013, 10, 3), kab)[kab]) if f.rule == "PP-51"]
    assert "disepakati 7" in found[0].message


def test_a_finding_is_new_then_open_or_fixed_and_a_false_alarm_is_no_exception(
    store: RestrictedStore, kab: str
) -> None:
    seen = year_of(store, 2013, date(2013, 10, 1), kab)[kab]
    assert {state for _, state in finding_states(Known(store, 2013), seen)} == {"new"}
    first = (seen.open_errors or [])[0]
    said = {"temuan": first, "alasan": "sudah benar", "oleh": "K1", "kantor": "Pokja", "sampai": "2013-12-31"}
    waive(store, seen, said | {"disetujui": "V1", "tanggal_catat": "2013-10-02", "bentuk": "false_alarm"})
    now = year_of(store, 2013, date(2013, 10, 3), kab)[kab]
    assert {f.id: s for f, s in finding_states(Known(store, 2013), now)}[first] == "false_alarm"
    words = ["findings", "2013", kab, "--states", "--json", "--on", "2013-10-03", "--store", store.url]
    told = json.loads(CliRunner().invoke(app, words).stdout)
    assert {r["id"]: r["state"] for r in told}[first] == "false_alarm"
    assert states(["a", "b"], ["b", "c"], {}) == {"a": "new", "b": "open", "c": "fixed"}


def test_a_reader_gets_one_digest_and_the_next_only_when_something_changed(store: RestrictedStore, kab: str) -> None:
    first = remind(store, 2013, date(2013, 7, 1))
    assert {d["reader"] for d in first} >= {"C1", "C2", "V1"}
    assert any(i["tentang"] == "M0" for d in first for i in d["items"])
    assert remind(store, 2013, date(2013, 7, 1)) == []
    later = remind(store, 2013, date(2013, 7, 20))
    assert later
    assert all(d["baru"] or d["selesai"] for d in later)


def test_auditors_tests_and_nawasis_show_the_rows_behind_each_figure(
    store: RestrictedStore, kab: str, tmp_path: Path
) -> None:
    tests = {t.nama: t for t in examine(Known(store, 2014), year_of(store, 2014, date(2014, 12, 1), kab)[kab])}
    assert list(tests) == ["lengkap", "selaras", "mutakhir", "terealisasi"]
    assert tests["terealisasi"].pct is None
    assert tests["selaras"].dari == len(tests["selaras"].baris) > 100
    assert tests["lengkap"].bagian == sum(r.holds is True for r in tests["lengkap"].baris)
    made = export(store, 2014, "", tmp_path / "nawasis")
    assert [m["menu"] for m in made[:6]] == [m.nama for m in MENUS[:6]]
    rows = (tmp_path / "nawasis/03-rencana-kegiatan.csv").read_text(encoding="utf-8-sig").splitlines()
    assert sum(line.startswith(kab) for line in rows) == tests["selaras"].dari
    share = (tmp_path / "nawasis").glob("*-kelengkapan.csv")
    filled, asked, pct = next(share).read_text(encoding="utf-8-sig").splitlines()[1].split(";")[1:]
    assert int(asked) / 2 < int(filled) <= int(asked)  # the profile of 2013 still counts in 2014
    assert pct == number(Fraction(100 * int(filled), int(asked)), 1)
