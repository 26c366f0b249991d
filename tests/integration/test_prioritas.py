"""A sealed MPS explains its priorities, and what it says of ranks, readiness and years leads to submitted cells."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from flows.cli import app
from schemas.errors import NotFound, WrongUsage
from schemas.outputs.mps import PRIORITAS
from schemas.outputs.mps_kesiapan import JADWAL, KESIAPAN_BARIS
from schemas.outputs.mps_peringkat import RENTANG_PERINGKAT
from tasks.lineage.answers.why import Answer, why
from tasks.lineage.records.history import History, history_of
from tasks.mps.jelas.kegiatan import explain_priority
from tasks.store.restricted import RestrictedStore
from tests.support.stores import folder_store

FY, KAB = 2014, "99.01"


@pytest.fixture(scope="module")
def store(demo_sealed: Path) -> RestrictedStore:
    return folder_store(demo_sealed)


@pytest.fixture(scope="module")
def history(store: RestrictedStore) -> History:
    return history_of(store, FY, KAB, "mps")


def rows(history: History, table):
    unit = history.unit(FY, KAB, "mps")
    assert unit is not None
    return unit.rows(table)


def leaves(answer: Answer) -> list[Answer]:
    inside = answer.get("from", [])
    return [leaf for part in inside for leaf in leaves(part)] if "ref" in answer else [answer]


def test_every_activity_has_a_position_readiness_and_a_place_in_the_schedule(history):
    names = set(rows(history, PRIORITAS))
    for table in (RENTANG_PERINGKAT, KESIAPAN_BARIS, JADWAL):
        assert set(rows(history, table)) == names
    for row in rows(history, RENTANG_PERINGKAT).values():
        assert 1 <= row["rank_bawah_komponen"] <= row["rank_atas_komponen"] <= len(names)
        assert row["posisi_komponen"] <= row["posisi_akhir_komponen"]


def test_the_explanation_says_what_each_criterion_saw_and_how_firm_the_rank_is(history):
    drawn = rows(history, RENTANG_PERINGKAT)
    name = min(n for n, r in drawn.items() if r["n_kelas_goyah"] and r["tukar_dengan"] and "KOM-02" in n)
    answer = explain_priority(history, FY, KAB, name)
    assert sum(int(c["bobot_pct"]) for c in answer["kriteria"]) == 100
    seen = {c["kriteria"]: [d["nilai"] for d in c["dari"]] for c in answer["kriteria"]}
    assert seen["persepsi_pokja"] == []
    assert all(seen[c] for c in ("penerima_manfaat", "permasalahan_mendesak", "pro_poor"))
    assert sum(answer["kelas"][0]["n_kelas"].values()) == 200
    text = "\n".join(answer["lines"])
    assert "90 % dari 1000 undian" in text
    assert f"bertukar dengan {drawn[name]['tukar_dengan']} bila bobot" in text
    assert "survei diulang:" in text
    assert "kesiapan: bersyarat" in text


def test_an_activity_that_is_not_there_is_named(history):
    with pytest.raises(NotFound, match=r"no sealed MPS of 99\.01 for fiscal year 2014 has an activity X-9"):
        explain_priority(history, FY, KAB, "X-9")


def test_a_position_and_a_year_lead_down_to_submitted_cells(store, history):
    name = next(n for n in sorted(rows(history, KESIAPAN_BARIS)) if "KOM-02" in n)
    for ref in (f"rentang_peringkat/{FY}/{KAB}/{name}#rank_atas_komponen", f"jadwal/{FY}/{KAB}/{name}"):
        found = why(store, ref)
        assert found["value"] is not None
        assert any("cell" in leaf for leaf in leaves(found)), ref
    ready = why(store, f"kesiapan_baris/{FY}/{KAB}/{name}")
    assert {source["ref"].split("#")[1] for source in ready["from"]} >= {"dokumen_perlu", "dokumen_buat"}


def test_the_command_explains_the_priority_in_the_year_of_the_mps_and_the_volume_in_that_of_the_ssk(
    demo_sealed: Path, history: History
) -> None:
    name = next(n for n in sorted(rows(history, PRIORITAS)) if "KOM-02" in n)

    def call(*words: str) -> Any:
        return CliRunner().invoke(app, ["explain", *words, "--store", str(demo_sealed)])

    told = call(str(FY), name)
    assert told.exit_code == 0
    assert "skor total" in told.stdout
    assert call(str(FY), name, "--prioritas").stdout == told.stdout
    assert "harga satuan" in call(str(FY - 1), name).stdout
    assert isinstance(call(str(FY), f"{KAB}.01.2001", "--prioritas").exception, WrongUsage)
