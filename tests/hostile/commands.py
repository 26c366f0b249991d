"""Every command of `ppsp` with words that make it do its work on the small store."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import typer

from flows.cli import app

D, Y = "99.01", "2013"
WORDS: dict[str, str] = {
    "admit": f"{Y} {D} 1 --simulate",
    "advisories": "",
    "agree": f"{Y} {D}",
    "alternatives": f"{Y} {D}",
    "annotate": f"{Y} {D} {{out}}/a.xlsx",
    "boundaries load": "{files}/batas.geojson",
    "check": f"{{files}}/2013/{D}/wilayah.csv --fy {Y} --district {D}",
    "demo": "{out}/demo --districts 1",
    "deploy": "",
    "diff": "{run} {mps}",
    "doctor": "",
    "document": f"submit {Y} {D} ssk --by K1",
    "documents": f"2014 {D} --formats html",
    "erase": f"{Y} {D} 9901012001001 --reason test --by K1",
    "evidence add": f"{Y} {D} {{files}}/batas.geojson --type sk_pokja --signed 2013-01-01 --by K1",
    "evidence list": f"{Y} {D}",
    "evidence verify": f"{Y} {D} 1 --by V1",
    "examine": f"{Y} {D}",
    "explain": f"{Y} 99.01.01.2001 --komponen AL",
    "final": f"{Y} {D} ssk {{out}}/final.html",
    "findings": f"{Y} {D}",
    "get": "{page} {out}/page.html",
    "impact": "wilayah.csv!B2",
    "inbox": "",
    "instrument": f"{Y} {D} {{out}}/i.xlsx",
    "keys list": "",
    "keys new": "operator {out}/operator.key --by U1",
    "keys rotate": "operator {out}/second.key --old {out}/operator.key --by U1",
    "keys trust": "lain {out}/operator.key --key {out}/operator.key --by U1",
    "lineage export": "{run} --openlineage {out}/e.jsonl --prov {out}/p.json --in-toto {out}/s.jsonl",
    "national": "2014",
    "nawasis": f"2014 {D} --out {{out}}/nawasis",
    "nightly": "",
    "pack": f"2014 {D} {{out}}/pack.zip",
    "participants": Y,
    "people list": "",
    "people load": "{out}/orang.csv",
    "pins": f"2014 {D}",
    "plan": Y,
    "prices": f"{Y} {D}",
    "privacy overdue": "",
    "privacy register": "",
    "privacy subject": f"{Y} {D} 9901012001001",
    "qa": f"{Y} {D} ssk",
    "questions": Y,
    "recompute": "{mps}",
    "regions load": "{out}/daftar.csv",
    "remind": Y,
    "reproduce": "{run} --repository {out}",
    "resume": "",
    "rules": "--stage mps",
    "run": Y,
    "runs": "",
    "sample": f"{Y} {D} --seed 7",
    "sbom": "{out}/sbom.json",
    "scenario": f"2014 {D} {{out}}/half.yaml",
    "scenarios": f"2014 {D}",
    "serve": "--port 0",
    "server start": "--foreground",
    "server status": "",
    "server stop": "",
    "show": "{run}",
    "sign": "--key {out}/second.key",
    "site build": "{out}/room",
    "site serve": "{out}/room --port 0",
    "stage": f"{Y} {D}",
    "status": Y,
    "store copy": "{out}/copy",
    "store gc": "",
    "store link": "{page}",
    "store probe": "",
    "store stats": "",
    "store sync": "{out}/copy",
    "submit": f"{Y} {D} {{files}}/2013/{D}",
    "token new": f"{D} --by V1",
    "token revoke": f"{D} --by V1",
    "verify": "",
    "versions": f"{Y} {D}",
    "waive": f"{Y} {D} x --reason r --by K1 --office o",
    "why": f"area/{Y}/99.01.01.2001/AL",
    "witness": "{out}/head.json",
    "year close": f"{Y} {D} --reason test --by K1",
    "year reopen": f"{Y} {D} --reason test --by K1 --second V1",
}


def leaves(command: Any = None, path: tuple[str, ...] = ()) -> Iterator[str]:
    """The names of all commands."""
    found = command or typer.main.get_command(app)
    for name, inner in getattr(found, "commands", {}).items():
        if hasattr(inner, "commands"):
            yield from leaves(inner, (*path, name))
        else:
            yield " ".join((*path, name))
