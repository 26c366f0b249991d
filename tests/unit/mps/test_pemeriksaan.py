"""Each rule of the step on the example that it is listed with; what a draft never fails; findings name real columns."""

from __future__ import annotations

import pytest

from schemas.findings import SEVERITIES
from schemas.outputs import OUTPUTS
from schemas.rulebook import load_rulebook
from schemas.tables import TABLES, table
from tasks.mps.periksa.pemeriksaan import RULES, Diperiksa, check
from tasks.mps.units import STEP
from tasks.validation.examples import read_example
from tests.support.kegiatan import FY, JUTA, KAB, kegiatan, kemampuan, mps

CONTRACTS = {t.name: t for tables in OUTPUTS.values() for t in tables}
KNOWN = {t.name: t for t in TABLES} | CONTRACTS
BY_ID = {a.info.id: a for a in RULES}
ON_THE_WAY = {text for a in RULES if a.check is None for text in (a.example_pass, a.example_fail)}


def findings(text: str, year: int = FY):
    """Findings of the check on these tables; of the whole step where they are one activity with its submission."""
    own = CONTRACTS | {"program_kegiatan_ssk": table("program_kegiatan")}
    tables = read_example(text, own)
    if text in ON_THE_WAY:
        (row,) = tables.pop("kegiatan")
        given = {name: value for name, value in row.items() if value is not None}
        return mps([kegiatan(given.pop("kegiatan_id"), **given)], kemampuan(9 * JUTA), **tables).findings
    return check(Diperiksa(year, KAB, load_rulebook(year).only(STEP.rules), tables))


@pytest.mark.parametrize("name", sorted(BY_ID))
def test_the_failing_example_is_found_and_the_passing_one_is_not(name):
    aturan = BY_ID[name]
    assert name in {f.rule for f in findings(aturan.example_fail, aturan.example_year)}
    assert name not in {f.rule for f in findings(aturan.example_pass, aturan.example_year)}


def test_findings_name_real_columns_and_are_no_heavier_than_their_rule():
    heaviest = {name: SEVERITIES.index(a.info.severity) for name, a in BY_ID.items()}
    for a in RULES:
        for f in findings(a.example_fail, a.example_year):
            assert SEVERITIES.index(f.severity) >= heaviest[f.rule]
            assert f.column in ("", *KNOWN[f.table].names)
            assert f.message.endswith("."), f.message


@pytest.mark.parametrize("year", [2010, 2012, 2014, 2016, 2021])
def test_every_rule_can_run_in_every_edition(year):
    for a in RULES:
        findings(a.example_fail, year)


def found(name, rows, mampu=None, **own):
    return [f for f in mps(rows, mampu, **own).findings if f.rule == name]


def given(name, rp, sumber="APBD_K", tahun=2015, status="committed"):
    return [{"kegiatan_id": name, "sumber_dana": sumber, "tahun": tahun, "komitmen_rp": rp, "status": status}]


def test_an_activity_that_is_not_in_the_ssk_is_refused_at_its_cell_unless_it_is_a_new_proposal():
    row = {"kegiatan_id": "Z", "sumber_dana": "APBN", "usulan_baru": None}
    (refused,) = found("MP-V01", [kegiatan("A")], program_kegiatan=[row])
    assert (refused.severity, refused.table, refused.row) == ("error", "program_kegiatan", "Z|APBN")
    (proposed,) = found("MP-V01", [kegiatan("A")], program_kegiatan=[{**row, "usulan_baru": 1}])
    assert (proposed.severity, proposed.column) == ("advice", "usulan_baru")
    assert found("MP-V01", [kegiatan("A")], kesiapan=[{"kegiatan_id": "kabupaten", "kriteria": "rtrw"}]) == []


def test_a_broken_chain_is_told_once_with_its_lines():
    rows = [kegiatan(n) for n in "ABCDE"]
    kkl = [{"level": "kegiatan", "id": n, "parent": "P"} for n in "ABCDE"] + [
        {"level": "program", "id": "P", "parent": "R"}
    ]
    (broken,) = found("MP-V01", rows, ssk={"kkl": kkl})
    assert (broken.table, broken.row) == ("kkl", "strategi|R")
    assert "5 baris" in broken.message
    assert "dan 2 lainnya" in broken.message


def test_a_commitment_on_a_waiting_line_is_not_counted():
    (waits,) = found("MP-V22", [kegiatan("A", 2 * JUTA)], kemampuan(JUTA), komitmen_baris=given("A", 2 * JUTA))
    assert (waits.table, waits.row, waits.column) == ("komitmen_baris", "A|APBD_K|2015", "komitmen_rp")


def test_a_ceiling_above_the_capability_is_found_at_the_submitted_ceiling():
    pagu = [{"sumber_dana": "APBD_K", "tahun": 2014 + t, "pagu_rp": 5 * JUTA} for t in range(1, 6)]
    (over,) = found("MP-V23", [kegiatan("A", 2 * JUTA)], kemampuan(JUTA), pagu=pagu)
    assert (over.table, over.row, over.column) == ("pagu", "APBD_K|2015", "pagu_rp")
    assert "melebihi kemampuan Rp 1.000.000 sebesar Rp 1.000.000" in over.message


def test_a_sheet_is_missed_only_where_something_is_committed():
    rows, money = [kegiatan("A")], kemampuan(2 * JUTA)
    assert [f.table for f in found("MP-V50", rows, money)] == ["komitmen_baris"]
    missed = found("MP-V50", rows, money, komitmen_baris=given("A", JUTA))
    assert [(f.row, f.column, f.severity) for f in missed] == [("APBD_K|2015", "komitmen_rp", "advice")]


def test_who_signs_is_compared_with_the_office_of_the_source():
    sheet = {"sumber_dana": "APBD_K", "tahun": 2015, "komitmen_rp": JUTA, "penandatangan": "A", "tanggal": "2014-10-01"}
    own = {"komitmen_baris": given("A", JUTA), "bukti": [{"bukti_id": "LK"}]}

    def columns(**more):
        signed = [{**sheet, "bukti_id": "LK", **more}]
        return [f.column for f in found("MP-V50", [kegiatan("A")], kemampuan(JUTA), komitmen=signed, **own)]

    assert columns(jabatan="Walikota Contoh") == []
    assert columns(jabatan="Kepala Bappeda") == ["jabatan"]
    assert columns(jabatan="Bupati", penandatangan=None, bukti_id="X") == ["penandatangan", "bukti_id"]


def test_a_plain_draft_lacks_nothing_but_its_commitments():
    assert {f.rule for f in mps([kegiatan("A"), kegiatan("B")], kemampuan(5 * JUTA)).findings} == {"MP-V50"}
