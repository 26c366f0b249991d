"""The two districts of the demo that hand in everything: every table, and a net of boundaries without gaps."""

from __future__ import annotations

import json
from collections import Counter
from itertools import pairwise
from pathlib import Path

from tasks.demo.write import BOUNDARIES, complete_ones, write_demo
from tasks.documents.buku_putih.dokumen import TABLES
from tasks.intake.regions.boundaries import describe, read

REPLACED = "ehra_responden"


def test_a_kabupaten_and_a_kota_hand_in_every_table_that_a_buku_putih_lists(tmp_path: Path) -> None:
    whole = write_demo(tmp_path / "full", districts=6, seed=1, year=2013, full=True)
    write_demo(tmp_path / "poor", districts=6, seed=1, year=2013)
    codes = sorted({w.kode for w in whole})
    kabupaten, kota = complete_ones(codes)
    assert (kabupaten, kota) == ("99.01", "99.82")
    there = {f.stem for f in (tmp_path / "full/2013" / kota).iterdir()} | {"ehra"}
    assert {t.name for t in TABLES} <= there
    assert not (tmp_path / "poor" / BOUNDARIES).exists()
    for kode in set(codes) - {kabupaten, kota}:
        for year in ("2013", "2014"):
            full, poor = (tmp_path / which / year / kode for which in ("full", "poor"))
            assert {f.name: f.read_bytes() for f in full.iterdir()} == {f.name: f.read_bytes() for f in poor.iterdir()}


def test_boundaries_name_every_desa_and_neighbours_share_their_edges(tmp_path: Path) -> None:
    write_demo(tmp_path, districts=6, seed=1, year=2013, full=True)
    data = (tmp_path / BOUNDARIES).read_bytes()
    shapes = read(BOUNDARIES, data)
    assert describe(BOUNDARIES, data)["levels"]["desa"] == len(shapes) > 60
    edges: Counter[frozenset[tuple[float, ...]]] = Counter()
    for feature in json.loads(data)["features"]:
        (ring,) = feature["geometry"]["coordinates"]
        assert ring[0] == ring[-1]
        edges.update(frozenset((tuple(a), tuple(b))) for a, b in pairwise(ring))
    assert max(edges.values()) == 2
    assert sum(n == 2 for n in edges.values()) > len(edges) / 3
