"""The list of libraries is what the hashed requirements say, and an old library is found in the list of advisories."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator

from flows.supply import ADVISORIES, REQUIREMENTS, advisories, components, hits, installed, sbom
from schemas.errors import WrongUsage

SBOM = Path(__file__).resolve().parents[2] / "supply/sbom.json"


def test_the_list_of_libraries_is_cyclonedx_and_up_to_date() -> None:
    made = sbom()
    assert JsonStrictValidator(SchemaVersion.V1_6).validate_str(made.decode()) is None
    assert made == sbom()
    assert SBOM.read_bytes() == made, "run `make sbom`"


def test_it_names_every_pin_with_all_its_hashes_and_a_licence() -> None:
    text = REQUIREMENTS.read_text()
    told = json.loads(SBOM.read_text())
    pins = dict(re.findall(r"^([a-z0-9._-]+)(?:\[[^]]*\])?==([^ ;\\]+)", text, flags=re.MULTILINE))
    assert {c["name"]: c["version"] for c in told["components"]} == pins
    assert sum(len(c["hashes"]) for c in told["components"]) == text.count("--hash=sha256:")
    assert [c["name"] for c in told["components"] if not c["licenses"]] == []
    asked = {ref for d in told["dependencies"] for ref in d["dependsOn"]}
    assert asked == {c["bom-ref"] for c in told["components"]}


def test_what_is_installed_is_what_is_pinned() -> None:
    here = installed()
    assert {c.name: c.version for c in components(REQUIREMENTS.read_text())}.items() <= here.items()


def test_an_old_library_is_found_and_those_installed_are_not() -> None:
    known = advisories()["advisories"]
    (hit,) = hits({"jinja2": "3.1.5", "pyyaml": "6.0"}, known)
    assert (hit.package, hit.advisory, hit.fixed) == ("jinja2", "CVE-2025-27516", "3.1.6")
    assert hits(installed(), known) == []


@pytest.mark.parametrize("text", ["", "as_of: x", "as_of: x\nadvisories: [{id: a}]", "- [", "as_of: x\nadvisories: 5"])
def test_another_file_is_no_list_of_advisories(tmp_path: Path, text: str) -> None:
    (tmp_path / "a.yaml").write_text(text)
    with pytest.raises(WrongUsage, match="is no list of advisories"):
        advisories(tmp_path / "a.yaml")
    assert len({a["id"] for a in advisories(ADVISORIES)["advisories"]}) == len(advisories()["advisories"])
