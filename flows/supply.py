"""What the program is built from: an SBOM from the hashed requirements, and a shipped list of advisories."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import metadata
from pathlib import Path
from typing import Any

import yaml
from packaging.specifiers import SpecifierSet
from packaging.version import Version

from schemas.errors import NotFound, WrongUsage

ROOT = Path(__file__).resolve().parents[1]
REQUIREMENTS, ADVISORIES = ROOT / "requirements/runtime.txt", Path(__file__).with_name("advisories.yaml")
_PIN = re.compile(r"(?P<name>[A-Za-z0-9._-]+)(\[[^]]*\])?==(?P<version>[^ ;\\]+)")
_VIA = re.compile(r"#\s+(?:via )?(?P<name>[A-Za-z0-9._-]+)( \(pyproject\.toml\))?$")
_LICENCE = "License :: "
_SCHEMA = "http://cyclonedx.org/schema/bom-1.6.schema.json"


@dataclass(slots=True)
class Component:
    """A pinned library: its hashes (one per file that may be installed) and the libraries that ask for it."""

    name: str
    version: str
    hashes: list[str] = field(default_factory=list)
    asked_by: list[str] = field(default_factory=list)

    @property
    def ref(self) -> str:
        """Its package URL."""
        return f"pkg:pypi/{self.name}@{self.version}"


@dataclass(frozen=True, slots=True)
class Hit:
    """A library that an advisory is about, in the version that is here."""

    package: str
    version: str
    advisory: str
    fixed: str
    says: str


def components(text: str) -> list[Component]:
    """The libraries of a hashed requirements file, by name."""
    found: list[Component] = []
    for line in text.splitlines():
        if pin := _PIN.match(line):
            found.append(Component(pin["name"].lower(), pin["version"]))
        elif found and (digest := re.search(r"--hash=sha256:([0-9a-f]{64})", line)):
            found[-1].hashes.append(digest[1])
        elif found and (via := _VIA.search(line)):
            found[-1].asked_by.append(via["name"].lower())
    return sorted(found, key=lambda c: c.name)


def sbom() -> bytes:
    """CycloneDX 1.6 as JSON: the same requirements and the same installed versions give the same bytes.

    Licences are as the installed libraries state them. Raises NotFound where the program runs without its repository.
    """
    listed = components(_pinned())
    project = _project()
    asked: dict[str, list[str]] = {}
    for one in listed:
        for name in one.asked_by:
            asked.setdefault(name, []).append(one.ref)
    body = {
        "$schema": _SCHEMA,
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {"component": {"type": "application", "bom-ref": "ppsp", **project}},
        "components": [_component(one) for one in listed],
        "dependencies": [{"ref": "ppsp", "dependsOn": sorted(asked.get("ppsp", []))}]
        + [{"ref": one.ref, "dependsOn": sorted(asked.get(one.name, []))} for one in listed],
    }
    return json.dumps(body, indent=1, ensure_ascii=False).encode() + b"\n"


def _project() -> dict[str, str]:
    """Name and version of the program itself."""
    return {"name": "ppsp", "version": metadata.version("ppsp")}


def _component(one: Component) -> dict[str, Any]:
    return {
        "type": "library",
        "bom-ref": one.ref,
        "name": one.name,
        "version": one.version,
        "purl": one.ref,
        "licenses": licences(one.name),
        "hashes": [{"alg": "SHA-256", "content": digest} for digest in sorted(one.hashes)],
    }


def licences(name: str) -> list[dict[str, Any]]:
    """The licences that an installed library states: an expression, else names; [] where it states none."""
    try:
        said = metadata.metadata(name)
    except metadata.PackageNotFoundError:
        return []
    if expression := _said(said, "License-Expression"):
        return [{"expression": expression}]
    named = [c.rpartition(" :: ")[2] for c in said.get_all("Classifier") or [] if c.startswith(_LICENCE)]
    line = _said(said, "License").strip().partition("\n")[0][:80]
    return [{"license": {"name": n}} for n in named or ([line] if line else [])]


def _said(about: metadata.PackageMetadata, name: str) -> str:
    return next(iter(about.get_all(name) or ()), "")


def hits(installed: Mapping[str, str], advisories: Iterable[Mapping[str, str]]) -> list[Hit]:
    """The advisories about what is installed (version by name), by name of the library."""
    return [
        Hit(a["package"], installed[a["package"]], a["id"], a["fixed"], a["says"])
        for a in sorted(advisories, key=lambda a: (a["package"], a["id"]))
        if a["package"] in installed
        and Version(installed[a["package"]]) in SpecifierSet(a["affected"], prereleases=True)
    ]


def installed() -> dict[str, str]:
    """Version by name of what is installed beside the program."""
    return {re.sub(r"[-_.]+", "-", d.name).lower(): d.version for d in metadata.distributions()}


@cache
def advisories(path: Path = ADVISORIES) -> dict[str, Any]:
    """The list: `as_of`, and `advisories` of id, package, affected, fixed, says. Raises WrongUsage for another file."""
    try:
        told = yaml.safe_load(path.read_text(encoding="utf-8"))
        listed = [
            {name: str(a[name]) for name in ("id", "package", "affected", "fixed", "says")} for a in told["advisories"]
        ]
        for a in listed:
            SpecifierSet(a["affected"])
        return {"as_of": str(told["as_of"]), "advisories": listed}
    except FileNotFoundError:
        raise NotFound(f"there is no list of advisories at {path}") from None
    except (OSError, ValueError, KeyError, TypeError, yaml.YAMLError) as error:
        raise WrongUsage(
            f"{path} is no list of advisories ({type(error).__name__}); see flows/advisories.yaml"
        ) from None


def _pinned() -> str:
    try:
        return REQUIREMENTS.read_text(encoding="utf-8")
    except OSError:
        raise NotFound("the hashed requirements are in the project's repository; run this there") from None
