"""Boundaries that the operator loads: GeoJSON of desa, kecamatan or districts by code, cut to one district."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from typing import Any

from schemas.canonical import dump_json
from schemas.contract import Row
from schemas.errors import WrongUsage
from tasks.contained.process import vetted

SCALE = 100_000
"""Coordinates are kept as whole hundred-thousandths of a degree, about a metre."""
_LEVELS = {2: "provinces", 5: "districts", 8: "kecamatan", 13: "desa"}
_CODE = re.compile(r"[0-9]{2}(\.[0-9]{2}(\.[0-9]{2}(\.[0-9]{4})?)?)?")
Shape = dict[str, str]


def describe(name: str, data: bytes) -> dict[str, Any]:
    """How many shapes of which level a file holds; raises WrongUsage with file and feature for what is no such file.

    The file is read in a process of its own first.
    """
    about: dict[str, Any] = vetted(described, name, data)
    return about


def described(name: str, data: bytes) -> dict[str, Any]:
    """The same in the process that reads."""
    shapes = read(name, data)
    counted = {word: sum(len(code) == n for code in shapes) for n, word in _LEVELS.items()}
    return {"rows": len(shapes), "levels": {word: n for word, n in counted.items() if n}}


def read(name: str, data: bytes) -> dict[str, Shape]:
    """The shapes of a GeoJSON file by Kemendagri code: name and outline. Raises WrongUsage."""
    try:
        features = list(json.loads(data)["features"])
    except (ValueError, KeyError, TypeError, RecursionError):
        raise WrongUsage(f"{name} is no GeoJSON FeatureCollection") from None
    found: dict[str, Shape] = {}
    for i, feature in enumerate(features, 1):
        try:
            code, label = str(feature["properties"]["code"]), str(feature["properties"].get("name", ""))
            found[code] = {"nama": label, "bentuk": ";".join(_ring(r) for r in _rings(feature["geometry"]))}
        except (KeyError, TypeError, ValueError, IndexError, OverflowError, AttributeError):
            raise WrongUsage(
                f"{name} feature {i}: it needs properties.code (e.g. 15.07.01.2001) and a Polygon or MultiPolygon of "
                "longitude and latitude"
            ) from None
        if not label.isprintable():
            raise WrongUsage(f"{name} feature {i}: properties.name {label!r} holds signs that cannot be printed")
        if not _CODE.fullmatch(code):
            raise WrongUsage(f"{name} feature {i}: {code!r} is no Kemendagri code; write e.g. 15.07.01.2001")
    return found


def _rings(geometry: Mapping[str, Any]) -> Iterable[list[Any]]:
    if geometry["type"] == "Polygon":
        return list(geometry["coordinates"])
    if geometry["type"] == "MultiPolygon":
        return [ring for polygon in geometry["coordinates"] for ring in polygon]
    raise ValueError(geometry["type"])


def _ring(points: Iterable[Any]) -> str:
    whole = [(round(float(p[0]) * SCALE), round(float(p[1]) * SCALE)) for p in points]
    if any(abs(x) > 180 * SCALE or abs(y) > 90 * SCALE for x, y in whole):
        raise ValueError("not degrees")
    return " ".join(f"{x},{y}" for x, y in whole)


def cut(shapes: Mapping[str, Shape], kab: str) -> bytes:
    """The desa of a district in canonical JSON; b"" where no loaded file has any."""
    mine = {code: shape for code, shape in shapes.items() if code.startswith(f"{kab}.") and len(code) == 13}
    return dump_json(mine) if mine else b""


def rows(data: bytes) -> list[Row]:
    """The rows of BATAS."""
    return [{"kode": code, **shape} for code, shape in sorted(json.loads(data).items())]
