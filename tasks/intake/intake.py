"""The intake of one district: receipts and region slice to typed tables, the list of regions, cells and findings."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from schemas.canonical import text_of
from schemas.contract import Row, Rows, Value
from schemas.findings import Finding, grouped, order
from schemas.households import HIDDEN, HOUSEHOLD_TABLES, RAW_CELLS, without_answers
from schemas.outputs.intake import BATAS, DAFTAR_WILAYAH
from schemas.tables.submitted import PROVENANCE
from tasks.intake.grids.grid import Cell
from tasks.intake.grids.limits import Limits
from tasks.intake.messages import (
    absent_desa,
    damaged_wilayah,
    disagreeing,
    no_wilayah,
    same_twice,
    unlisted_district,
)
from tasks.intake.odd_signs import told
from tasks.intake.receipts import Part, Submission, gather
from tasks.intake.regions.boundaries import rows as rows_of_boundaries
from tasks.intake.regions.codes import CODE_RULES, KEMENDAGRI, KODE_BPS, Resolver
from tasks.intake.regions.slice import Slice
from tasks.intake.rows.cells import dump_cells
from tasks.intake.rows.keys import quarantined
from tasks.intake.rows.lines import Context, Sheet
from tasks.intake.rows.money import about_units, strike_other_scales, unit_of
from tasks.intake.rows.table import parse_table
from tasks.lineage.units.step import Inputs, Outputs

WILAYAH, INFO = "wilayah", "info"
BUKU_PUTIH = "bp"
_PREPARED = {"kode_desa", "tahun", "sumber_dana", "komponen", "sistem"}
"""Key columns that the instrument fills beforehand."""
_OURS = (DAFTAR_WILAYAH.name, BATAS.name)


def intake(inputs: Inputs) -> Outputs:
    """Every submitted table under its contract name with typed rows, DAFTAR_WILAYAH, cells and findings."""
    regions = Slice.load(inputs.blobs["regions"])
    submission = gather(inputs.meta["receipts"], inputs.blobs, inputs.fiscal_year, Limits.of(inputs.rules))
    sheets, findings = _parse(submission, regions, inputs.fiscal_year)
    outputs = Outputs(findings=submission.findings + [f for s in sheets for f in s.findings] + findings)
    for name in sorted({s.table.name for s in sheets}):
        same = [s for s in sheets if s.table.name == name]
        rows, disagreements = joined(same)
        if not is_unfilled(same):
            outputs.add(same[0].table, rows)
        outputs.findings += disagreements
    outputs.findings += about_units(sheets) + strike_other_scales(outputs.tables, inputs.rules)
    outputs.add(DAFTAR_WILAYAH, regions.rows())
    if "boundaries" in inputs.blobs:
        outputs.add(BATAS, rows_of_boundaries(inputs.blobs["boundaries"]))
    outputs.findings = order(
        grouped(without_answers(told(outputs.findings))) + _about_wilayah(outputs, sheets, submission, regions)
    )
    outputs.blobs["cells"], raw_of_households = dump_cells(sheets)
    if raw_of_households:
        outputs.blobs[RAW_CELLS] = raw_of_households
    outputs.summary = {
        "tables": {
            name: len(rows)
            for name, (_, rows) in sorted(outputs.tables.items())
            if name not in (DAFTAR_WILAYAH.name, BATAS.name)
        },
        "quarantined": sum(quarantined(s.left) for s in sheets),
        "older": submission.older,
        "done": sorted(submission.done),
    }
    return outputs


def is_unfilled(sheets: Sequence[Sheet]) -> bool:
    """Whether prepared sheets came back as they went out: keys that the instrument fills, and no text beside them.

    Such a table was not handed in. Keys of the district's own, such as a place that floods, say something by
    themselves; so does a cell that could not be read.
    """
    table = sheets[0].table
    if not table.key or not set(table.key) <= _PREPARED or table.name == WILAYAH:
        return False
    telling = [f.name for f in table.fields if f.name not in table.key and f not in PROVENANCE]
    lines = [line for s in sheets for line in (*s.lines, *s.left)]
    return bool(lines) and not any(line.text(name) for line in lines for name in telling)


def joined(sheets: Sequence[Sheet]) -> tuple[Rows, list[Finding]]:
    """The rows of one table from all its grids, joined on the key; a cell given twice with two values is unknown."""
    lines = [line for s in sheets for line in s.lines]
    blank: Row = dict.fromkeys(sorted(set[str]().union(*(line.values for line in lines))))
    if len({line.key for line in lines}) == len(lines):
        alone = {line.key: {**blank, **line.values} for line in lines}
        return [alone[k] for k in sorted(alone)], _repeats(sheets[0].table.name, sheets)
    rows: dict[str, Row] = {}
    seen: dict[tuple[str, str], dict[Value, Sheet]] = {}
    for sheet in sheets:
        for line in sheet.lines:
            row = rows.setdefault(line.key, {**blank})
            for column, value in line.values.items():
                if value is not None:
                    seen.setdefault((line.key, column), {}).setdefault(value, sheet)
                    row[column] = value
    differing: dict[tuple[str, ...], list[tuple[str, str]]] = {}
    for (key, column), values in sorted(seen.items()):
        if len(values) > 1:
            rows[key][column] = None
            differing.setdefault(_names(list(values.values())), []).append((key, column))
    name = sheets[0].table.name
    findings = [
        disagreeing(name, [(name, *c) for c in cells], _shown(name, seen[cells[0]]), names)
        for names, cells in sorted(differing.items())
    ]
    return [rows[k] for k in sorted(rows)], findings + ([] if findings else _repeats(name, sheets))


def _shown(name: str, values: Iterable[Value]) -> list[str]:
    """The texts of values that disagree; answers of households are not shown."""
    return sorted(HIDDEN if name in HOUSEHOLD_TABLES else text_of(v) for v in values)


def _names(sheets: Sequence[Sheet]) -> tuple[str, ...]:
    return tuple(sorted({s.grid.name for s in sheets}))


def _repeats(name: str, sheets: Sequence[Sheet]) -> list[Finding]:
    """Two grids that give the very same rows."""
    if len(sheets) < 2:
        return []
    by_content: dict[str, list[Sheet]] = {}
    for sheet in sheets:
        content = repr(sorted((line.key, sorted(line.values.items(), key=str)) for line in sheet.lines))
        by_content.setdefault(content, []).append(sheet)
    same = [_names(group) for group in by_content.values() if len(group) > 1 and group[0].lines]
    return [same_twice(name, names) for names in sorted(same) if len(names) > 1]


def _parse(submission: Submission, regions: Slice, fy: int) -> tuple[list[Sheet], list[Finding]]:
    """All tables: info first, because it tells unit and year; wilayah next, because it proves the codes."""
    base = Context(Resolver(regions))
    info = _sheets(submission.parts.get(INFO, ()), base)
    facts = _facts(info)
    told = next((s for s in (KEMENDAGRI, KODE_BPS) if s == facts.get("code_system")), None)
    year = facts.get("tahun_dasar")
    context = Context(
        Resolver(regions, told),
        unit=unit_of(facts) if info else "",
        default_year=year if isinstance(year, int) else fy - 1,
    )
    wilayah = _sheets(submission.parts.get(WILAYAH, ()), context)
    resolver = replace(context.resolver, known=_known(wilayah))
    rest = {name: parts for name, parts in submission.parts.items() if name not in (INFO, WILAYAH)}
    others = [s for _, parts in sorted(rest.items()) for s in _sheets(parts, replace(context, resolver=resolver))]
    return info + wilayah + others, _about_district(info, regions)


def _sheets(parts: Sequence[Part], context: Context) -> list[Sheet]:
    """Each part read with the code system that its receipt declares, else that of info."""
    found = []
    for part in parts:
        declared = part.code_system or context.resolver.declared
        resolver = replace(context.resolver, declared=declared)
        found.append(parse_table(part.grid, part.layout, replace(context, resolver=resolver, marks=part.marks)))
    return found


def _facts(info: Sequence[Sheet]) -> Row:
    rows, _ = joined(info) if info else ([], [])
    return rows[0] if rows else {}


def _known(wilayah: Sequence[Sheet]) -> Mapping[str, str]:
    """What wilayah writes in its code column -> the desa that code and name have proven."""
    lines = [line for s in wilayah for line in s.lines]
    return {
        Cell(line.raw["kode_desa"]).text: str(line.values["kode_desa"]) for line in lines if "kode_desa" in line.raw
    }


def _about_district(info: Sequence[Sheet], regions: Slice) -> list[Finding]:
    """RG-09 for the form's own district code; RG-03 or RG-06 when no list has the district."""
    findings = (
        []
        if regions.kode_kab in regions.upper
        else [unlisted_district(regions.kode_kab, regions.retired.get(regions.kode_kab, ()), regions.edition)]
    )
    for sheet in info:
        for line in sheet.lines:
            code = line.values.get("kode_kab")
            if code is not None and code != regions.kode_kab:
                findings.append(
                    Finding(
                        "RG-09",
                        "block",
                        f"Formulir ini milik {regions.label(str(code))}, bukan {regions.label(regions.kode_kab)}. "
                        "Kirim berkas kabupaten/kota ini, atau betulkan kode_kab.",
                        table=INFO,
                        row=line.key,
                        column="kode_kab",
                        value=str(code),
                    )
                )
    return findings


def _about_wilayah(outputs: Outputs, sheets: Sequence[Sheet], submission: Submission, regions: Slice) -> list[Finding]:
    """BP-V29 for desa that are missing; a block where wilayah is absent, unusable or refused in most of its rows."""
    rows = outputs.tables[WILAYAH][1] if WILAYAH in outputs.tables else []
    findings = [] if rows or not _needs_wilayah(outputs, submission) else [no_wilayah()]
    own = [s for s in sheets if s.table.name == WILAYAH]
    total = sum(len(s.lines) + quarantined(s.left) for s in own)
    problems = [p for s in own for line in s.left for p in line.problems]
    refusals = [rule for _, rule, severity, _ in problems if rule in CODE_RULES and severity == "error"]
    if len(refusals) * 2 > total:
        commonest = max(sorted(set(refusals)), key=refusals.count)
        findings.append(damaged_wilayah(commonest, len(refusals), total))
    present = {str(r["kode_desa"]) for r in rows}
    absent = sorted(set(regions.desa) - present) if rows else []
    return findings + [absent_desa(code, regions.desa[code]) for code in absent]


def _needs_wilayah(outputs: Outputs, submission: Submission) -> bool:
    """Whether this is a Buku Putih submission: it has a table of that stage alone, a failed wilayah, or nothing."""
    tables = [t for t, _ in outputs.tables.values() if t.name not in _OURS]
    is_tried = any(f.table == WILAYAH for f in submission.findings)
    return not tables or is_tried or any(t.stages == (BUKU_PUTIH,) and t.name != INFO for t in tables)
