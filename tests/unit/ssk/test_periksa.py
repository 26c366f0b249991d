"""Findings of the step ssk: reach, fit of systems, money (SK-V11, SK-V13, SK-V73)."""

from __future__ import annotations

from decimal import Decimal

import pytest

from schemas.outputs.buku_putih import AREA
from schemas.tables import table
from tasks.ssk.periksa import RULES
from tasks.validation.examples import read_example
from tests.unit.ssk.dunia import district, run
from tests.unit.ssk.test_jejak import MONEY

DRY = {"dr": 3}
DESA = "15.07.01.2001"


def found(rule, *desa, **tables):
    return [f for f in run(district(*desa, **tables)).findings if f.rule == rule]


@pytest.mark.parametrize("rule", RULES, ids=lambda r: r.info.id)
def test_the_failing_example_is_found_and_the_passing_one_is_not(rule):
    def of(text):
        return found(rule.info.id, {}, **read_example(text, {AREA.name: AREA}))

    assert of(rule.example_fail)
    assert of(rule.example_pass) == []


def test_a_priority_desa_without_activity_is_named_with_the_reason_of_the_draft():
    (finding,) = found("SK-V11", DRY)
    assert (finding.table, finding.row, finding.severity) == ("wilayah", DESA, "warning")
    assert "DR kelas 3 (prioritas drainase rendah: tidak ada genangan dan rob)" in finding.message


def test_a_stated_reason_settles_it_and_a_keyword_does_not():
    def stated(text):
        return [{"dokumen": "ssk", "bagian": f"{DESA}/DR", "alasan": text}]

    assert found("SK-V11", DRY, tidak_ada=stated("Genangan ditangani program provinsi")) == []
    assert len(found("SK-V11", DRY, tidak_ada=stated("sudah"))) == 1
    bp = [{**stated("Genangan ditangani program provinsi")[0], "dokumen": "bp"}]
    assert len(found("SK-V11", DRY, tidak_ada=bp)) == 1


def test_a_desa_that_an_activity_touches_needs_no_reason():
    assert found("SK-V11", {"al": 4}) == []


def test_a_member_that_nothing_answers_is_found_at_its_own_cell():
    quiet = {"al": 1, "ps": 1, "dr": 1, "luas_terbangun_ha": Decimal(900)}
    (finding,) = found("SK-V11", quiet, masalah=[{"masalah_id": "M-2", "komponen": "PS", "uraian": "sampah"}])
    assert (finding.table, finding.row, finding.column) == ("masalah", "M-2", "masalah_id")
    assert finding.column in table(finding.table).names


def line(kode, **more):
    row = {"kegiatan_id": "X", "sumber_dana": "APBD_K", "komponen": "AL", "kode_katalog": kode, "kode_desa": DESA}
    return [{**row, "vol_1": Decimal(1), **more}]


def test_a_package_of_another_system_than_the_zone_is_found_at_its_row():
    (finding,) = found("SK-V13", {}, program_kegiatan=line("AL-KOTA-06"))
    assert (finding.table, finding.row, finding.column) == ("program_kegiatan", "X|APBD_K", "kode_katalog")
    assert "ONSITE_KOMUNAL" in finding.message
    assert found("SK-V13", {}, program_kegiatan=line("AL-KOM-02")) == []
    assert found("SK-V13", {}, program_kegiatan=line("AL-PMC-01")) == []


def test_a_need_above_the_capability_names_the_years_and_the_whole():
    poor = [{**r, "belanja_sanitasi_rp": 2_000_000} for r in MONEY]
    (finding,) = found("SK-V73", {}, keuangan=poor)
    assert finding.table == "keuangan"
    assert "2014 Rp" in finding.message
    assert "seluruh masa rencana kurang Rp" in finding.message


def test_an_unknown_capability_is_not_checked():
    assert found("SK-V73", {}) == []
    assert found("SK-V73", {}, keuangan=MONEY[:1]) == []


def test_a_single_year_above_the_capability_does_not_hide_that_the_whole_fits():
    rich = [{**r, "belanja_sanitasi_rp": 3 * 10**9} for r in MONEY]
    (finding,) = found("SK-V73", {}, keuangan=rich)
    assert "melebihi kemampuan: 2015 Rp" in finding.message
    assert "seluruh masa rencana lebih Rp" in finding.message
