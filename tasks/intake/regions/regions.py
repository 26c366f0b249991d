"""The loaded region lists, and the part of them that one district's intake needs (programme.md section 11)."""

from __future__ import annotations

import csv
import gzip
import io
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from functools import cache

from schemas.canonical import digest, dump_json, text_of
from schemas.demo_regions import PROVINCE, demo_regions
from schemas.errors import WrongUsage
from schemas.region import Region
from tasks.contained.process import vetted

LIST, RETIRED, BRIDGE = "daftar", "pensiun", "jembatan"
_LIST_COLUMNS, _BRIDGE_COLUMNS = {"code", "level", "name"}, {"kode_bps", "code"}
HA_PER_KM2 = 100
_MOST_BYTES = 100_000_000
_DISTRICT = 5  # signs of a district's code
Line = dict[str, str]


@dataclass(slots=True)
class Registry:
    """All region lists that are loaded. Lists replace each other province by province, the newest one whole.

    `retired` gives the names of a code by edition, `bridge` the Kemendagri code of a statistics code, `editions` the
    list that a province comes from.
    """

    regions: dict[str, Region] = field(default_factory=dict)
    retired: dict[str, tuple[tuple[str, str], ...]] = field(default_factory=dict)
    bridge: dict[str, str] = field(default_factory=dict)
    editions: dict[str, str] = field(default_factory=dict)
    _inside: dict[str, list[Region]] = field(default_factory=dict)
    _retired_of: dict[str, list[str]] = field(default_factory=dict)
    _bridge_of: dict[str, list[str]] = field(default_factory=dict)

    def add(self, name: str, data: bytes) -> str:
        """Add a file, plain or gzip, recognised by its header; gives back which kind it is (LIST, RETIRED, BRIDGE).

        Raises WrongUsage for a file that is none of them or that gives one code two names.
        """
        columns, lines = _open(name, data)
        kind = kind_of(columns)
        if kind is None:
            raise WrongUsage(
                f"{name} is no region list: its header is {', '.join(columns) or 'empty'}. Expected code, level, name "
                "(a list), code with one column per edition and status (retired codes), or kode_bps, code (a bridge)."
            )
        {LIST: self._add_list, RETIRED: self._add_retired, BRIDGE: self._add_bridge}[kind](name, data, lines)
        return kind

    def add_regions(self, edition: str, regions: Iterable[Region]) -> None:
        """Add a list; every province in it replaces what was known of that province."""
        new = list(regions)
        provinces = {r.code[:2] for r in new}
        kept = {c: r for c, r in self.regions.items() if c[:2] not in provinces}
        self.regions = kept | {r.code: r for r in new}
        self._inside = {}
        for region in self.regions.values():
            self._inside.setdefault(region.code[:5], []).append(region)
        self.editions |= dict.fromkeys(sorted(provinces), edition)

    def slice_for(self, kode_kab: str) -> bytes:
        """What the intake of one district reads, as canonical JSON (Slice); province 99 is the built-in one."""
        if kode_kab.startswith(PROVINCE) and PROVINCE not in self.editions:
            return demo_registry().slice_for(kode_kab)
        inside = self._inside.get(kode_kab, [])
        upper = {c: r for c in self._inside if (r := self.regions.get(c)) is not None}
        places = {kode_kab[:2], kode_kab}
        areas = {c: r.area_km2 * HA_PER_KM2 for c, r in upper.items() if c in places and r.area_km2 is not None}
        return dump_json({
            "kode_kab": kode_kab,
            "edition": self.editions.get(kode_kab[:2], ""),
            "upper": {c: r.name for c, r in upper.items()},
            "area_ha": {c: text_of(a) for c, a in areas.items()},
            "kecamatan": {r.code: r.name for r in inside if r.level == 3},
            "desa": {r.code: r.name for r in inside if r.level == 4},
            "retired": {c: self.retired[c] for c in self._retired_of.get(kode_kab, ())},
            "bridge": {b: self.bridge[b] for of in ("", kode_kab) for b in self._bridge_of.get(of, ())},
        })  # fmt: skip

    def _add_list(self, name: str, data: bytes, lines: Iterator[Line]) -> None:
        rows: dict[str, Region] = {}
        for line in lines:
            region = _region(name, line)
            _refuse_second(name, region.code, rows.setdefault(region.code, region).name, region.name)
        self.add_regions(edition(name, data), rows.values())

    def _add_retired(self, name: str, _: bytes, lines: Iterator[Line]) -> None:
        rows: dict[str, dict[str, str]] = {}
        for line in lines:
            names = {e: n for e, n in line.items() if e.isdigit() and n}
            known = rows.setdefault(line["code"], {})
            for edition, given in names.items():
                _refuse_second(name, line["code"], known.setdefault(edition, given), given)
        for code, names in rows.items():
            merged = dict(self.retired.get(code, ())) | names
            self.retired[code] = tuple(sorted(merged.items()))
        self._retired_of = _grouped((code, _district(code)) for code in self.retired)

    def _add_bridge(self, name: str, _: bytes, lines: Iterator[Line]) -> None:
        rows: dict[str, str] = {}
        for line in lines:
            if line["kode_bps"] and line["code"]:
                _refuse_second(name, line["kode_bps"], rows.setdefault(line["kode_bps"], line["code"]), line["code"])
        self.bridge |= rows
        self._bridge_of = _grouped((b, _district(c) if len(c) > _DISTRICT else "") for b, c in self.bridge.items())


def _grouped(pairs: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for code, of in pairs:
        found.setdefault(of, []).append(code)
    return found


def _district(code: str) -> str:
    return ".".join(code.split(".")[:2])


def kind_of(columns: Iterable[str]) -> str | None:
    """Which kind of region file has these columns; None for none."""
    names = set(columns)
    if names >= _LIST_COLUMNS and "kode_bps" not in names:
        return LIST
    if {"code", "status"} <= names and any(n.isdigit() for n in names):
        return RETIRED
    return BRIDGE if names >= _BRIDGE_COLUMNS else None


def registry_from(files: Iterable[tuple[str, bytes]]) -> Registry:
    """The registry of (name, bytes) of region files, in the order in which they were loaded."""
    registry = Registry()
    for name, data in files:
        registry.add(name, data)
    return registry


def describe(name: str, data: bytes) -> dict[str, str | int]:
    """What a region file is: kind (`list`), edition label and number of codes. Raises WrongUsage like Registry.add.

    The file is read in a process of its own first.
    """
    about: dict[str, str | int] = vetted(described, name, data)
    return about


def described(name: str, data: bytes) -> dict[str, str | int]:
    """The same in the process that reads."""
    registry = Registry()
    kind = registry.add(name, data)
    rows = {LIST: len(registry.regions), RETIRED: len(registry.retired), BRIDGE: len(registry.bridge)}[kind]
    return {"list": kind, "edition": edition(name, data), "rows": rows}


@cache
def demo_registry() -> Registry:
    """The registry of the built-in made-up province 99."""
    registry = Registry()
    registry.add_regions(f"contoh {PROVINCE}", demo_regions())
    return registry


def edition(name: str, data: bytes) -> str:
    """The label printed for a list: name of the loaded file and first digits of its digest."""
    return f"{name.rpartition('/')[2]} ({digest(data)[:8]})"


def _open(name: str, data: bytes) -> tuple[list[str], Iterator[Line]]:
    try:
        text = (_unpacked(name, data) if data.startswith(b"\x1f\x8b") else data).decode("utf-8-sig")
        rows = list(csv.reader(io.StringIO(text, newline="")))
    except (OSError, EOFError, zlib.error, UnicodeDecodeError):
        raise WrongUsage(f"{name} is neither UTF-8 text nor gzip of it") from None
    except csv.Error as error:
        raise WrongUsage(f"{name} is no CSV ({error}); export it anew from its source") from None
    columns = [c.strip() for c in rows[0]] if rows else []
    blank = dict.fromkeys(columns, "")
    return columns, (blank | {c: v.strip() for c, v in zip(columns, row, strict=False)} for row in rows[1:] if any(row))


def _unpacked(name: str, data: bytes) -> bytes:
    with gzip.open(io.BytesIO(data)) as file:
        text = file.read(_MOST_BYTES + 1)
    if len(text) > _MOST_BYTES:
        raise WrongUsage(f"{name} unpacks to more than {_MOST_BYTES // 1_000_000} MB; no region list is that large")
    return text


def _region(name: str, line: Mapping[str, str]) -> Region:
    area = line.get("area_km2") or line.get("luas") or ""
    try:
        return Region(line["code"], int(line["level"]), line["name"], _area(area) if area else None)
    except (ValueError, InvalidOperation, KeyError):
        raise WrongUsage(f"{name}: the line of code {line.get('code', '?')} has no whole level or area") from None


def _area(text: str) -> Decimal:
    area = Decimal(text)
    if not area.is_finite():
        raise ValueError(text)
    return area


def _refuse_second(file: str, code: str, first: str, second: str) -> None:
    if first != second:
        raise WrongUsage(f"{file} gives code {code} twice: {first} and {second}. Correct the file and load it again.")
