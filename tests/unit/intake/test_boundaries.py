"""Boundaries: GeoJSON by code, cut to a district; what is none is refused by file and feature."""

from __future__ import annotations

import json

import pytest

from schemas.errors import WrongUsage
from tasks.intake.regions.boundaries import cut, describe, read, rows

SQUARE = [[[103.0, -1.0], [103.1, -1.0], [103.1, -1.1], [103.0, -1.1], [103.0, -1.0]]]


def collection(*features: object) -> bytes:
    return json.dumps({"type": "FeatureCollection", "features": features}).encode()


def feature(code: str, kind: str = "Polygon", coordinates: object = SQUARE) -> dict[str, object]:
    geometry = {"type": kind, "coordinates": coordinates}
    return {"type": "Feature", "properties": {"code": code, "name": "Desa A"}, "geometry": geometry}


def test_shapes_are_kept_as_whole_hundred_thousandths_and_cut_to_the_desa_of_a_district() -> None:
    data = collection(
        feature("15.07.01.2001"), feature("15.07"), feature("15.06.01.2001", "MultiPolygon", [SQUARE, SQUARE])
    )
    assert describe("a.geojson", data) == {"rows": 3, "levels": {"districts": 1, "desa": 2}}
    shapes = read("a.geojson", data)
    assert shapes["15.07.01.2001"]["bentuk"].startswith("10300000,-100000 10310000,-100000")
    assert shapes["15.06.01.2001"]["bentuk"].count(";") == 1
    assert [r["kode"] for r in rows(cut(shapes, "15.07"))] == ["15.07.01.2001"]
    assert cut(shapes, "15.08") == b""


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"[]", "no GeoJSON"),
        (b"\xff", "no GeoJSON"),
        (collection({"type": "Feature", "properties": {}, "geometry": None}), "feature 1"),
        (collection(feature("15.07.01.2001"), feature("15.07.01.2002", "Point", [1, 2])), "feature 2"),
        (collection(feature("Jambi")), "no Kemendagri code"),
        (collection(feature("15.07.01.2001", "Polygon", [[[1030, -1], [2, 2], [3, 3]]])), "feature 1"),
    ],
)
def test_what_is_no_boundary_is_refused_by_file_and_feature(data: bytes, says: str) -> None:
    with pytest.raises(WrongUsage, match=f"a.geojson.*{says}|{says}"):
        read("a.geojson", data)
