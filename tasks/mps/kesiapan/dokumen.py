"""Readiness: which documents a step must hold, and the first year in which it may start (mps.md section 6)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from schemas.canonical import text_of
from schemas.contract import Row
from tasks.mps.calon import parts
from tasks.mps.langkah import YEARS, Langkah

WHOLE_DISTRICT = "kabupaten"
BY_THRESHOLD = "amdal_atau_ukl_upl_ambang"
Documents = Mapping[tuple[str, str], Row]


@dataclass(frozen=True, slots=True)
class Syarat:
    """What the documents ask of a step: the first MPS year in which it may start (None: never), the steps that make
    a missing one, what is missing and made by none, and the keys of the rows of `kesiapan` that were used.

    `made_by` are the makers of each of `made`; `held` the mandatory documents that are there with the keys of their
    rows; `unusable` the keys of rows that were submitted for one that is not.
    """

    first: int | None = 1
    makers: tuple[str, ...] = ()
    made: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    used: tuple[str, ...] = ()
    made_by: tuple[tuple[str, ...], ...] = ()
    held: tuple[tuple[str, tuple[str, ...]], ...] = ()
    unusable: tuple[str, ...] = ()


NOTHING = Syarat()
NAMES = {
    "masterplan": "masterplan",
    "lembaga": "lembaga pengelola",
    "rtrw": "kesesuaian RTRW",
    "op": "kesanggupan O&P",
    "izin": "izin",
    "rab": "RAB",
    "minat": "surat minat warga",
    "ksm": "KSM",
    "lahan": "lahan",
    "sppl": "SPPL",
    "ded": "DED",
    "fs": "studi kelayakan",
    "ukl_upl": "UKL-UPL",
    "amdal": "AMDAL",
    BY_THRESHOLD: "AMDAL atau UKL-UPL",
}


def document_name(token: str) -> str:
    """How an officer calls a document of `kesiapan`, e.g. `AMDAL atau UKL-UPL`."""
    return NAMES.get(token) or " atau ".join(NAMES.get(t, t) for t in token.split("|"))


def documents(rows: Iterable[Row]) -> dict[tuple[str, str], Row]:
    """Rows of `kesiapan` by activity and criterion."""
    return {(text_of(r.get("kegiatan_id")), text_of(r.get("kriteria"))): r for r in rows}


def readiness(step: Langkah, steps: Mapping[str, Langkah], held: Documents | None, fiscal_year: int) -> Syarat:
    """The documents that `step` needs: held ones delay it to the first 31 December t-1 on which all are valid.

    A document that is not held but made by a step before it asks only for that step a year earlier. One that no step
    makes leaves the step without a year. `held` None (nothing submitted): unknown, so that nothing is called missing.
    """
    if not step.perlu:
        return NOTHING
    valid: list[set[int]] = []
    made: dict[str, tuple[str, ...]] = {}
    there: dict[str, tuple[str, ...]] = {}
    missing: list[str] = []
    unusable: list[str] = []
    for token in step.perlu:
        names = _alternatives(token, step.id, held or {})
        given = _rows(step.id, names, held) if held else []
        rows = [(k, r) for k, r in given if _years(r, fiscal_year)]
        if rows:
            valid.append(set().union(*(_years(r, fiscal_year) for _, r in rows)))
            there[token] = tuple("|".join(k) for k, _ in rows)
            continue
        unusable += ["|".join(k) for k, _ in given]
        if makes := _makers(step, steps, {*names, token}):
            made[token] = tuple(makes)
        elif held is not None:
            missing.append(token)
    years = set(range(1, YEARS + 1)).intersection(*valid)
    return Syarat(
        first=None if missing or not years else min(years),
        makers=tuple(dict.fromkeys(m for makes in made.values() for m in makes)),
        made=tuple(made),
        missing=tuple(missing),
        used=tuple(k for keys in there.values() for k in keys),
        made_by=tuple(made.values()),
        held=tuple(there.items()),
        unusable=tuple(unusable),
    )


def held_of(row: Row, held: Documents, fiscal_year: int) -> tuple[int, int]:
    """Mandatory documents of an SSK activity: valid on 31 December of the fiscal year, and needed."""
    step, needed = str(row["kegiatan_id"]), parts(row.get("dokumen_perlu"))
    valid = [
        t
        for t in needed
        if any(1 in _years(r, fiscal_year) for _, r in _rows(step, _alternatives(t, step, held), held))
    ]
    return len(valid), len(needed)


def not_before(syarat: Mapping[str, Syarat], years: Mapping[str, int]) -> dict[str, Syarat]:
    """The same with some activities delayed to an MPS year at least; one that may never start stays so."""
    late = {name: syarat.get(name, NOTHING) for name in years}
    return {
        **syarat,
        **{name: replace(s, first=None if s.first is None else max(s.first, years[name])) for name, s in late.items()},
    }


def _alternatives(token: str, step: str, held: Documents) -> tuple[str, ...]:
    if token != BY_THRESHOLD:
        return tuple(token.split("|"))
    above = {r.get("di_atas_ambang") for (s, _), r in held.items() if s == step} - {None}
    if len(above) != 1:
        return ("amdal", "ukl_upl")  # above or below is unknown: either one counts
    return ("amdal",) if above == {1} else ("ukl_upl",)


def _rows(step: str, names: Iterable[str], held: Documents) -> list[tuple[tuple[str, str], Row]]:
    keys = [(owner, name) for name in names for owner in (step, WHOLE_DISTRICT)]
    return [(k, held[k]) for k in keys if k in held]


def _years(row: Row, fiscal_year: int) -> set[int]:
    """MPS years t for which the document is valid on 31 December of the year before."""
    tanggal, until = text_of(row.get("tanggal")), text_of(row.get("masa_berlaku"))
    if row.get("status") != "ada" or not tanggal:
        return set()
    days = {t: f"{fiscal_year + t - 1}-12-31" for t in range(1, YEARS + 1)}
    return {t for t, day in days.items() if tanggal <= day and (not until or until >= day)}


def _makers(step: Langkah, steps: Mapping[str, Langkah], names: set[str]) -> list[str]:
    """The nearest steps before this one that make one of the documents, in order."""
    seen, ring = {step.id}, [step]
    while ring:
        ring = [steps[b.id] for s in ring for b in s.before if b.id in steps and b.id not in seen]
        seen.update(s.id for s in ring)
        found = [s.id for s in ring if any(not names.isdisjoint((token, *token.split("|"))) for token in s.buat)]
        if found:
            return sorted(set(found))
    return []
