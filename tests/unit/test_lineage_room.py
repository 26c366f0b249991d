"""Units as the audit room carries them, and the graph of a line."""

from __future__ import annotations

import json
import zlib
from base64 import b64decode
from typing import Any

from schemas.canonical import dump_json
from schemas.refs import parse
from tasks.lineage.answers.line_graph import Graphs, Node
from tasks.lineage.answers.trail import Trail
from tasks.lineage.exports.room import packed
from tasks.lineage.records.history import History
from tasks.lineage.records.ledger import Manifest
from tasks.lineage.units.memo import Memo, TableOut
from tasks.lineage.units.unit import put_object
from tasks.store.memory import MemoryStore

NOBODY = Trail(History(MemoryStore(), Manifest()))


def unpacked(store: MemoryStore, tables: dict[str, bytes], cells: dict[str, Any]) -> dict[str, Any]:
    memo = Memo(
        step="intake",
        fiscal_year=2013,
        district="99.01",
        unit_key="k",
        code="",
        rules="",
        inputs=(),
        tables={name: TableOut(put_object(store, data), data.count(b"\n") - 1, {}) for name, data in tables.items()},
        blobs={"cells": put_object(store, dump_json(cells))},
        edges=put_object(store, b"{}"),
        findings=put_object(store, b"[]"),
        summary={},
    )
    return dict(json.loads(zlib.decompress(b64decode(packed(store, memo)))))


def test_answers_of_households_stay_out_and_their_number_is_told() -> None:
    part = {"file": "a.xlsx", "sheet": "EHRA", "header": 1, "at": 1, "columns": {"umur": 2}}
    tables = {"ehra_responden": b"no_responden,umur\n7,41\n8,52\n", "penduduk": b"kode_desa,kk\n99.01.01.2001,3\n"}
    cells = {
        "ehra_responden": [part | {"rows": {"7": 2, "8": 3}, "raw": {"7": {"umur": "41 th"}}}],
        "penduduk": [part | {"rows": {"99.01.01.2001": 2}, "raw": {}}],
    }
    unit = unpacked(MemoryStore(), tables, cells)
    assert unit["tables"] == {"penduduk": tables["penduduk"].decode()}
    assert unit["withheld"] == {"ehra_responden": 2}
    assert unit["cells"]["ehra_responden"] == [part | {"rows": {}, "raw": {}}]
    assert unit["cells"]["penduduk"] == cells["penduduk"]
    assert "41 th" not in json.dumps(unit)


def node(text: str, *below: Node, sheet: str = "") -> Node:
    return Node(parse(text), NOBODY, below, (f"a.xlsx!{sheet}",) if sheet else ())


def test_a_graph_counts_each_value_once_and_ranks_by_the_longest_way() -> None:
    kk = node("tabel/2013/99.01/penduduk/99.01.01.2001#kk", sheet="Penduduk")
    other = node("tabel/2013/99.01/penduduk/99.01.01.2002#kk", sheet="Penduduk")
    area = node("area/2013/99.01.01.2001/AL", kk, other)
    activity = node("ssk/2013/99.01/A", area, kk)
    graph = Graphs().graph(node("mps/2014/99.01/A~APBN", activity, kk))
    assert [(g.name, g.rank, g.count) for g in graph.groups] == [
        ("mps", 0, 1),
        ("ssk", 1, 1),
        ("area", 2, 1),
        ("tabel/penduduk", 3, 2),
    ]
    assert graph.groups[-1].sheets == ("a.xlsx!Penduduk",)
    assert graph.groups[0].sheets == ()
    assert ("mps", "tabel/penduduk") in graph.links
    assert ("tabel/penduduk", "mps") not in graph.links


def test_graphs_of_one_run_share_what_they_rest_on_and_stay_apart() -> None:
    kk, price = node("tabel/2013/99.01/penduduk/x#kk"), node("harga_dipakai/2013/99.01/A")
    graphs = Graphs()
    first = graphs.graph(node("mps/2014/99.01/A~APBN", kk, price))
    second = graphs.graph(node("mps/2014/99.01/B~APBN", kk))
    assert [g.name for g in first.groups] == ["mps", "harga_dipakai", "tabel/penduduk"]
    assert [(g.name, str(g.first.ref)) for g in second.groups] == [
        ("mps", "mps/2014/99.01/B~APBN"),
        ("tabel/penduduk", "tabel/2013/99.01/penduduk/x#kk"),
    ]


def test_a_way_that_leads_back_does_not_end_in_a_loop() -> None:
    low = node("agg/2014/99.01/kuartil", node("ssk/2013/99.01/*#penerima_manfaat_kk"))
    graph = Graphs().graph(node("ssk/2013/99.01/A", low))
    assert [(g.name, g.count) for g in graph.groups] == [("ssk", 2), ("agg", 1)]
    assert set(graph.links) == {("ssk", "agg"), ("agg", "ssk")}
