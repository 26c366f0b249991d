"""Row keys: filled where a blank stands for something, checked, and given to rows that had to be left aside."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence

from schemas.canonical import text_of
from schemas.contract import Table
from schemas.findings import Finding, Severity
from schemas.households import HOUSEHOLD_TABLES, RESPONDENT
from tasks.intake.messages import no_key_column
from tasks.intake.rows.lines import COPY, QUARANTINED, REPEAT, TOTAL, Context, Line

NO_KEY = "tanpa-kunci"
# A year that the file leaves out is that of the base data; a budget year is never assumed (tables.md section 1).
YEAR_BY_DEFAULT = frozenset({"penduduk", "harga_satuan"})
_WORD_BY_DEFAULT = {("persepsi", "komponen"): "UMUM"}
_GIVEN_BY_US = frozenset({"kegiatan_id"})
_TOTAL = re.compile(
    r"(GRAND TOTAL|SUB ?TOTAL|TOTAL|JUMLAH|RATA[ -]RATA)"
    r"( (KAB|KEC|KOTA|DESA|KELURAHAN|SELURUH|SEMUA|KESELURUHAN|UMUM)\w*\b.*)?[ :.]*",
    re.IGNORECASE,
)
_TOTAL_LEFT = "Baris jumlah tidak dibaca sebagai data; jumlah dihitung ulang dari rinciannya."
_SAME = "Baris ini sama persis dengan baris lain yang berkunci sama. Hapus salinannya."
_SEVERAL = (
    "Tabel ini seharusnya satu baris, tetapi berisi {n} baris; yang sama dipakai{which}. Sisakan satu baris yang benar."
)
_DOUBLED = (
    "Kunci baris ini dipakai lebih dari satu kali dengan isi berbeda, maka semua barisnya tidak dipakai. "
    "Sisakan satu baris yang benar."
)


def is_total(line: Line, table: Table) -> bool:
    """Whether key, name or first text says JUMLAH or TOTAL and the key parts are blank or such a word."""
    looked_at = [line.first, *(line.text(n) for n in (*table.key, "desa", "kecamatan"))]
    if not any(_TOTAL.fullmatch(t) for t in looked_at if t):
        return False
    if "kode_desa" in table.key:
        return not re.search(r"\d", line.text("kode_desa"))
    return all(not line.text(k) or _TOTAL.fullmatch(line.text(k)) for k in table.key)


def leave_total(line: Line) -> None:
    """TB-07: a total row is not data."""
    line.left = TOTAL
    line.add("", "TB-07", "advice", _TOTAL_LEFT)


def fill_key(table: Table, line: Line, context: Context) -> None:
    """Key parts that a blank stands for: the base year, UMUM, and the software's key of an activity."""
    if table.name in YEAR_BY_DEFAULT and _may_fill(line, "tahun"):
        line.values["tahun"] = context.default_year
    for (name, column), word in _WORD_BY_DEFAULT.items():
        if table.name == name and _may_fill(line, column):
            line.values[column] = word
    if table.name == "program_kegiatan" and _may_fill(line, "kegiatan_id"):
        line.values["kegiatan_id"] = _activity_key(line, context.resolver.regions.kode_kab)


def _may_fill(line: Line, column: str) -> bool:
    return line.values.get(column) is None and not any(c == column for c, *_ in line.problems)


def _activity_key(line: Line, kode_kab: str) -> str | None:
    """`<kode_katalog>-<kode_desa>` of one desa, or of the whole district (tables.md section 6)."""
    step, desa = line.values.get("kode_katalog"), line.values.get("kode_desa")
    if step is None or (desa is not None and ";" in str(desa)):
        return None
    is_whole = desa is None and str(line.values.get("lokasi") or "").lower() == "kabupaten"
    place = kode_kab if is_whole else desa
    return f"{step}-{place}" if place else None


def check_keys(table: Table, lines: Sequence[Line]) -> list[Finding]:
    """TB-03: rows without a full key are left aside; a key column that the whole table lacks is one finding for all.

    A row whose key cell has its own finding is left aside without another one.
    """
    needed = [k for k in table.key if k not in table.may_be_blank or k in _GIVEN_BY_US]
    given = set[str]().union(*(line.values for line in lines))
    absent = [k for k in needed if k not in given] if lines else []
    for line in lines:
        missing = [k for k in needed if line.values.get(k) is None]
        if missing and not line.left:
            is_told = any(c == k for k in missing for c, *_ in line.problems)
            if absent or is_told:
                line.left = QUARANTINED
            else:
                line.leave(missing[0], "TB-03", _missing(missing))
        line.key = table.key_of(line.values)
    return [no_key_column(table.name, k, len(lines)) for k in absent]


def _missing(columns: Sequence[str]) -> str:
    return f"Baris ini tidak mempunyai {' dan '.join(columns)} yang sah, maka tidak dipakai. Isi atau hapus barisnya."


def set_aside_copies(table: Table, lines: Sequence[Line], is_shared: bool) -> None:
    """BP-V11: of rows with one key and equal values the first by content stays; rows that differ are all left aside.

    In a grid that fills several tables (`is_shared`) equal rows are only the repetition that the form asks for.
    """
    if not table.key:
        _join_rows(table, lines)
        return
    groups: dict[str, list[Line]] = {}
    for line in lines:
        if not line.left:
            groups.setdefault(line.key, []).append(line)
    for group in (g for g in groups.values() if len(g) > 1):
        if any(not line.is_spoiled for line in group):
            for line in group:
                line.left = QUARANTINED if line.is_spoiled else line.left
            group = [line for line in group if not line.left]
        group.sort(key=lambda line: (line.content, line.number))
        if any(line.values != group[0].values for line in group):
            for line in group:
                line.leave(table.key[0] if table.key else "", "BP-V11", _DOUBLED)
            continue
        for line in group[1:]:
            line.problems.clear()
            line.left = REPEAT if is_shared else COPY
            if not is_shared:
                line.add(table.key[0] if table.key else "", "BP-V11", "error", _SAME)


def _join_rows(table: Table, lines: Sequence[Line]) -> None:
    """A table of one row that has several: what they agree on is used, what they do not agree on is unknown."""
    kept = [line for line in lines if not line.left]
    if len(kept) < 2:
        return
    first, *others = kept
    for line in others:
        line.problems.clear()
        line.left = COPY
    differing = []
    for name in first.values:
        given = {line.values[name] for line in kept if line.values[name] is not None}
        first.values[name] = given.pop() if len(given) == 1 else None
        differing += [name] if given else []
    which = f"; yang berbeda ({', '.join(differing)}) tidak diketahui" if differing else ""
    severity: Severity = "error" if differing else "advice"
    first.add(differing[0] if differing else "", "BP-V11", severity, _SEVERAL.format(n=len(kept), which=which))


def name_left(table: Table, left: Sequence[Line]) -> None:
    """Keys made of content for rows left aside; an exact repeat gets `.2`, `.3`."""
    seen: dict[str, int] = {}
    for line in sorted(left, key=lambda x: (x.content, x.number)):
        parts = [text_of(line.values.get(k)) or line.text(k) for k in table.key]
        stem = "|".join(parts) if any(parts) else NO_KEY
        if table.name in HOUSEHOLD_TABLES:  # neither what stands in a household's row nor a digest of it names it
            is_number = RESPONDENT.fullmatch(re.sub(r"[ .-]", "", stem))
            line.key = f"{stem if is_number else NO_KEY}~{line.number}"
            continue
        name = f"{stem}~{hashlib.sha256(line.content.encode()).hexdigest()[:6]}"
        seen[name] = seen.get(name, 0) + 1
        line.key = name if seen[name] == 1 else f"{name}.{seen[name]}"


def quarantined(lines: Sequence[Line]) -> int:
    """How many of the rows left aside are quarantined; totals and copies lose nothing."""
    return sum(line.left == QUARANTINED for line in lines)
