"""The lines of a sealed MPS: their lineage graphs, and what search finds them by."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from flows.site.seen import SealedRun, Seen
from reports.format_id import rupiah
from reports.labels import KOMPONEN, SUMBER_DANA
from reports.site.graph import Box, graph_svg
from reports.site.words import kind_words, value_words, where_words
from schemas import refs
from schemas.canonical import text_of
from schemas.outputs.intake import DAFTAR_WILAYAH
from schemas.outputs.mps import BARIS
from tasks.lineage.answers.line_graph import Graphs, Group, Node, Nodes
from tasks.lineage.records.history import Unit
from tasks.lineage.records.texts import NO_ROWS

Facts = dict[str, Any]


def lines_of(seen: Seen, run: SealedRun, kode: str) -> Iterator[Facts]:
    """Each line of the MPS of a run, in the order of its number: what it is, and its graph as SVG."""
    history, year = seen.history(run), run.fiscal_year
    made = history.unit(year, kode, "mps")
    if made is None:
        return
    nodes, graphs, names = Nodes(history), Graphs(), names_of(history.unit(year, kode, "intake"))
    rows = made.texts(BARIS)
    for i, key in enumerate(rows):
        ref = refs.mps(year, kode, *key.split("|"))
        graph = graphs.graph(nodes.of(ref))
        boxes = [_box(group) for group in graph.groups]
        yield line_facts(rows.row(key), names) | {"svg": graph_svg(boxes, graph.links, f"s{i}"), "ref": ref}


def line_facts(row: Mapping[str, int | str | None], names: Mapping[str, str]) -> Facts:
    """What is said of a line: number, name, where, komponen, source, sum, years."""
    place = str(row["lokasi"])
    total = row["jumlah_rp"]
    return {
        "nomor": f"{row['kegiatan_id']}~{row['sumber_dana']}",
        "nama": str(row["nama"]),
        "lokasi": names.get(place, place),
        "komponen": KOMPONEN.get(str(row["komponen"]), str(row["komponen"])),
        "sumber": SUMBER_DANA.get(str(row["sumber_dana"]), str(row["sumber_dana"])),
        "jumlah": rupiah(total if isinstance(total, int) else None),
        "mulai": text_of(row["tahun_mulai"]) or "daftar tunggu",
    }


def names_of(intake: Unit | None) -> dict[str, str]:
    """The regions of a district by code; {} where the run has no reading."""
    listed = intake.texts(DAFTAR_WILAYAH) if intake else NO_ROWS
    return {kode: str(listed.value(kode, "nama")) for kode in listed}


def _box(group: Group) -> Box:
    ref = group.first.ref
    said = _said(group.first) if group.count == 1 else f"{group.count} nilai"
    return Box(group.name, kind_words(ref), said, _sheets(group.sheets) or where_words(ref), group.rank)


def _said(node: Node) -> str:
    unit, value, rule = node.said
    return rule if value is None else value_words(value, unit)


def _sheets(names: tuple[str, ...]) -> str:
    more = f" dan {len(names) - 1} lembar lain" if len(names) > 1 else ""
    return names[0] + more if names else ""
