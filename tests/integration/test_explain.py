"""The commands explain and sample on a sealed run."""

from __future__ import annotations

import json
import os
from fractions import Fraction
from pathlib import Path

import pytest

from schemas.errors import NotFound, WrongUsage
from tasks.buku_putih.jelas import explain
from tasks.buku_putih.sampel import sample
from tasks.buku_putih.units import STEP
from tasks.demo.write import write_demo
from tasks.lineage.answers.why import why
from tasks.lineage.records.history import history_of
from tests.support.cycle import hand_in, run_year
from tests.support.stores import folder_store
from tests.support.world import Answer, World

DESA = "99.01.01.2001"


@pytest.fixture(scope="module", params=[2013, 2016])
def year(request) -> int:
    return request.param


@pytest.fixture(scope="module")
def folder(year, tmp_path_factory) -> Path:
    out = tmp_path_factory.mktemp("explained")
    store = folder_store(out / "store")
    for written in write_demo(out / "files", districts=1, seed=4, year=year):
        if written.fiscal_year == year:
            hand_in(store, year, written.kode, written.path)
    run_year(store, year)
    return out / "store"


def call(folder: Path, *words: str) -> Answer:
    return World(folder.parent, PPSP_KEYRING=os.environ["PPSP_KEYRING"]).call(*words, "--store", str(folder))


def test_parts_of_a_sealed_class_add_up(folder, year):
    answer = json.loads(call(folder, "explain", str(year), DESA, "--json").stdout)
    assert [k["komponen"] for k in answer["komponen"]] == (["UMUM"] if year < 2016 else []) + ["AL", "PS", "DR"]
    for scored in answer["komponen"]:
        assert sum(Fraction(p["sumbangan"]) for p in scored["parts"]) == Fraction(scored["jumlah"])
        assert scored["kepastian"]["is_pasti"] in (0, 1)
        assert {row["jenis"] for row in scored["perubahan"]} >= {"skor", "indikator", "irs", "subindikator"}


def test_people_read_it_too(folder, year):
    answer = call(folder, "explain", str(year), DESA, "--komponen", "AL")
    assert answer.returncode == 0, answer.stderr
    for said in ("skor_hitung", "kepastian", "sumbangan", "Perubahan terkecil"):
        assert said in answer.stdout


def test_how_sure_a_class_is_has_its_source(folder, year):
    store = folder_store(folder)
    unit = history_of(store, year, "99.01", STEP.name).unit(year, "99.01", STEP.name)
    assert unit is not None
    assert set(unit.memo.summary["kepastian"]) == {"ulangan", "pasti", "diperdebatkan", "tanpa_pernyataan"}
    tree = why(store, f"kepastian/{year}/99.01/{DESA}|AL#bertahan_pct")
    assert tree["value"] is not None
    assert tree["from"][0]["ref"] == f"area/{year}/{DESA}/AL#skor_hitung"
    area = "kabupaten"
    assert why(store, f"galat_ehra/{year}/99.01/{area}|2.1#galat_baku_pct")["from"]


def test_wrong_questions_are_answered_in_one_sentence(folder, year):
    store = folder_store(folder)
    with pytest.raises(NotFound, match=r"99\.01\.99\.2001"):
        explain(store, year, "99.01.99.2001")
    with pytest.raises(NotFound):
        explain(store, year, "99.77.01.2001")
    if year >= 2016:
        with pytest.raises(WrongUsage, match="UMUM"):
            explain(store, year, DESA, "UMUM")
    answer = call(folder, "explain", str(year), DESA, "--komponen", "XX")
    assert (answer.returncode, answer.stdout) == (2, "")


def test_a_sample_is_drawn_again_from_its_seed(folder, year):
    first, again = (call(folder, "sample", str(year), "99.01", "--seed", "7", "--json") for _ in range(2))
    assert first.returncode == 0, first.stderr
    assert first.stdout == again.stdout
    answer = json.loads(first.stdout)
    assert answer["n"] == sum(s["n_kk"] for s in answer["strata"])
    assert answer == json.loads(json.dumps(sample(folder_store(folder), year, "99.01", 7)))
    assert "besar sampel" in call(folder, "sample", str(year), "99.01", "--seed", "7").stdout
