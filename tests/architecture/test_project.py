"""Promises that the project's own files make."""

from __future__ import annotations

import re
from pathlib import Path

import yaml

ROOT = Path(__file__).resolve().parents[2]


def test_requirements_are_hashed_and_name_no_index() -> None:
    for path in sorted((ROOT / "requirements").glob("*.txt")):
        text = path.read_text()
        pins = re.findall(r"^[a-z0-9][^ =\n]*==", text, flags=re.MULTILINE)
        assert pins
        assert "://" not in text
        assert text.count("--hash=sha256:") >= len(pins)


def test_the_nightly_deployment_keeps_its_hour_and_its_guard() -> None:
    deployments = {d["name"]: d for d in yaml.safe_load((ROOT / "prefect.yaml").read_text())["deployments"]}
    nightly = deployments["nightly"]
    assert nightly["schedules"][0]["cron"] == "30 1 * * *"
    assert nightly["schedules"][0]["timezone"] == "Asia/Jakarta"
    assert nightly["schedules"][0]["slug"]
    assert nightly["concurrency_limit"] == {"limit": 1, "collision_strategy": "CANCEL_NEW"}
    assert "schedules" not in deployments["yearly"]
    assert deployments["yearly"]["enforce_parameter_schema"] is True


def test_package_data_is_declared_for_every_kind_of_file() -> None:
    text = (ROOT / "pyproject.toml").read_text()
    kinds = {p.suffix for room in ("schemas", "reports") for p in (ROOT / room).rglob("*") if p.is_file()}
    for kind in kinds - {".py", ".pyc", ".typed"}:
        assert f'"**/*{kind}"' in text
