"""The eleven real districts of Jambi go through intake with the loaded region lists."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from schemas.findings import verdict
from tasks.intake.regions.regions import Registry, registry_from
from tasks.lineage.units.step import Outputs
from tests.unit.intake.support import cells, of, rows, take_in

DESA = {
    "15.01": 276, "15.02": 204, "15.03": 149, "15.04": 120, "15.05": 147, "15.06": 130, "15.07": 93, "15.08": 143,
    "15.09": 111, "15.71": 62, "15.72": 65,
}  # fmt: skip
LISTS = ("regions.csv.gz", "retired_codes_2016_2025.csv.gz", "bps_kemendagri_bridge_2020.csv")


@pytest.fixture(scope="module")
def loaded(public: Path) -> Registry:
    return registry_from((n, (public / "data" / "regions" / n).read_bytes()) for n in LISTS)


@pytest.fixture(scope="module")
def folder(public: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("podes")
    tool = public / "tools" / "podes_to_submission.py"
    subprocess.run([sys.executable, str(tool), "--out", str(out)], check=True, capture_output=True)
    return out


@pytest.fixture(scope="module")
def taken_in(loaded: Registry, folder: Path) -> dict[str, Outputs]:
    def one(kab: str) -> Outputs:
        files = {p.name: p.read_bytes() for p in sorted((folder / kab).glob("*.csv"))}
        return take_in(files, kab=kab, registry=loaded)

    return {kab: one(kab) for kab in DESA}


def test_every_submitted_row_is_taken_in(taken_in):
    tables = ("wilayah", "penduduk", "sanitasi_mayoritas", "banjir", "kesehatan")
    for kab, outputs in taken_in.items():
        assert outputs.summary["quarantined"] == 0
        assert {t: len(rows(outputs, t)) for t in tables} == dict.fromkeys(tables, DESA[kab])
        assert verdict(outputs.findings) == "accepted_with_warnings"


def test_the_85_desa_of_the_list_that_were_not_submitted_are_findings(taken_in):
    absent = {kab: len(of(outputs, "BP-V29")) for kab, outputs in taken_in.items()}
    assert absent["15.07"] == 0
    assert sum(absent.values()) == 85


def test_impossible_values_stay_for_validation_to_find(taken_in):
    flooded = rows(taken_in["15.06"], "banjir")["15.06.01.1005"]
    assert (flooded["meninggal_1"], flooded["meninggal_2"], flooded["periode_1"]) == (117, 117, "2018")
    (part,) = cells(taken_in["15.06"])["banjir"]
    assert (part["file"], part["rows"]["15.06.01.1005"]) == ("drainase.csv", 2)
    assert (part["columns"]["meninggal_1"], part["columns"]["meninggal_2"]) == (5, 6)


def test_the_classification_that_says_not_which_is_asked_about(taken_in):
    (finding,) = of(taken_in["15.07"], "TB-02")
    assert (finding.column, finding.value, finding.severity) == ("klasifikasi_statistik", "klasifikasi", "warning")


def test_a_file_of_the_district_with_the_swapped_number_is_held(loaded, folder):
    """Statistics 1506 is Tanjung Jabung Timur, Kemendagri 15.06 is Tanjung Jabung Barat."""
    wrong = take_in({"wilayah.csv": (folder / "15.06" / "wilayah.csv").read_bytes()}, kab="15.07", registry=loaded)
    assert verdict(wrong.findings) == "held"
    assert {f.rule for f in wrong.findings if f.severity == "block"} == {"RG-09", "TB-10"}
    assert any("Tanjung Jabung Barat" in f.message for f in of(wrong, "RG-09"))


def test_statistics_codes_are_translated_through_the_bridge_when_declared(loaded, folder):
    text = (folder / "15.07" / "wilayah.csv").read_text()
    bridge = {code: bps for bps, code in loaded.bridge.items()}
    lines = text.splitlines()
    head, body = lines[0], [line.split(",", 1) for line in lines[1:]]
    known = [(code, rest) for code, rest in body if code[:8] in bridge]
    coded = "\n".join([head, *(f"{bridge[code[:8]]}{i:03d},{rest}" for i, (code, rest) in enumerate(known))])
    declared = take_in({"wilayah.csv": coded}, kab="15.07", code_system="kode_bps", registry=loaded)
    assert set(rows(declared, "wilayah")) == {code for code, _ in known}
    undeclared = take_in({"wilayah.csv": coded}, kab="15.07", registry=loaded)
    assert set(rows(undeclared, "wilayah")) == {code for code, _ in known}, "only one system fits code and name"
    as_other = take_in({"wilayah.csv": coded}, kab="15.07", code_system="kemendagri", registry=loaded)
    assert verdict(as_other.findings) == "held"
