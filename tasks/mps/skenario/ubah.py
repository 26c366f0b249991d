"""What a scenario changes in the inputs of the MPS, held against the plan it starts from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from schemas.contract import Rows
from schemas.errors import WrongUsage
from tasks.arith import half_up_int
from tasks.lineage.units.step import Inputs
from tasks.mps.alokasi.pagu import OWN, Cell, Pagu, ceilings
from tasks.mps.langkah import YEARS, read_steps
from tasks.mps.masukan import NOT_BEFORE, SSK
from tasks.mps.prioritas.bobot import HUNDRED
from tasks.mps.skenario.berkas import Ceiling, Skenario

Assumption = dict[str, str | None]
OTHER_WEIGHTS = "Other weights measure by another yardstick: compare what is placed, not the two values."


@dataclass(frozen=True, slots=True)
class Rencana:
    """What the plan itself uses: weights per (komponen, criterion), and the first year of each activity placed."""

    bobot: Mapping[tuple[str, str], Fraction]
    tahun: Mapping[str, int | None]


@dataclass(slots=True)
class Perubahan:
    """The changed inputs, each assumption beside what the plan has, and remarks for the reader."""

    inputs: Inputs
    assumptions: list[Assumption] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)


def apply(inputs: Inputs, skenario: Skenario, plan: Rencana, file: str) -> Perubahan:
    """The inputs as the scenario has them. Raises WrongUsage with one line per name or year that the plan lacks."""
    made, wrong = Perubahan(inputs), _Wrong(file)
    tables: dict[tuple[str, str], Rows] = {}
    if skenario.ceilings:
        tables["validation", "pagu"] = _pagu(inputs, skenario.ceilings, made, wrong)
    if skenario.weights:
        made.remarks.append(OTHER_WEIGHTS)
        tables["validation", "bobot"] = _bobot(inputs, skenario.weights, plan, made, wrong)
    years = _readiness(inputs, skenario, plan, made, wrong)
    wrong.raise_if_any()
    made.inputs = inputs.replaced(tables, {NOT_BEFORE: years} if years else {})
    return made


class _Wrong:
    def __init__(self, file: str) -> None:
        self._file = file
        self._said: list[str] = []

    def add(self, key: str, says: str) -> None:
        self._said.append(f"{self._file}: {key}: {says}")

    def raise_if_any(self) -> None:
        if self._said:
            raise WrongUsage("\n".join(self._said))


def _pagu(inputs: Inputs, changes: Mapping[str, Ceiling], made: Perubahan, wrong: _Wrong) -> Rows:
    fy, known = inputs.fiscal_year, tuple(str(s) for s in inputs.rules["ssk.sources"])
    rows = inputs.rows("pagu")
    before = ceilings(fy, inputs.kode_kab, rows, inputs.rows("komitmen"), inputs.rows("kemampuan", SSK))
    after: dict[Cell, int] = {}
    for source, change in changes.items():
        key = f"ceilings.{source}"
        if source not in known:
            wrong.add(key, f"unknown source; the sources are {', '.join(known)}")
            continue
        after |= _of_source(source, key, change, before, fy, wrong)
    for (source, t), rp in sorted(after.items()):
        was = before.rp.get((source, t))
        _assume(made, f"ceilings.{source}.{fy + t}", None if was is None else str(was), str(rp))
    made.remarks += _remarks(changes, {**before.rp, **after}, fy)
    kept = [r for r in rows if (str(r["sumber_dana"]), int(r["tahun"] or 0) - fy) not in after]
    new: Rows = [{"sumber_dana": s, "tahun": fy + t, "pagu_rp": rp} for (s, t), rp in sorted(after.items())]
    return [*kept, *new]


def _of_source(source: str, key: str, change: Ceiling, before: Pagu, fy: int, wrong: _Wrong) -> dict[Cell, int]:
    held = {cell: rp for cell, rp in before.rp.items() if cell[0] == source}
    after: dict[Cell, int] = {}
    if change.scale is not None:
        if not held:
            wrong.add(
                f"{key}.scale",
                "the plan knows no ceiling of this source, so there is nothing to scale; "
                f"give the amount of a year instead, such as {source}: {{{fy + 1}: 2000000000}}",
            )
        after = {cell: half_up_int(change.scale * rp) for cell, rp in held.items()}
    for year, rp in change.years.items():
        if _in_plan(year, fy, f"{key}.{year}", wrong):
            after[source, year - fy] = rp
    return after


def _remarks(changes: Mapping[str, Ceiling], after: Mapping[Cell, int], fy: int) -> list[str]:
    said = []
    for source, change in changes.items():
        blank = [str(fy + t) for t in range(1, YEARS + 1) if (source, t) not in after]
        if blank and change.scale is not None:
            said.append(f"The ceiling of {source} stays unknown in {', '.join(blank)}.")
    if not Pagu(after).is_known:
        said.append(f"{OWN} has no ceiling in every plan year: years and sources are indications, nothing waits.")
    return said


def _bobot(
    inputs: Inputs, changes: Mapping[str, Mapping[str, Fraction]], plan: Rencana, made: Perubahan, wrong: _Wrong
) -> Rows:
    komponen = sorted({k for k, _ in plan.bobot})
    changed: dict[str, dict[str, Fraction]] = {}
    for name, named in changes.items():
        key = f"weights.{name}"
        if name not in komponen:
            wrong.add(key, f"the plan has no komponen of this name; it has {', '.join(komponen)}")
            continue
        criteria = {str(c) for c in inputs.rules["mps.criteria"]} | {c for k, c in plan.bobot if k == name}
        for unknown in sorted(named.keys() - criteria):
            wrong.add(f"{key}.{unknown}", f"unknown criterion; the criteria are {', '.join(sorted(criteria))}")
        merged = {c: w for (k, c), w in plan.bobot.items() if k == name} | dict(named)
        if named.keys() <= criteria and sum(merged.values()) != HUNDRED:
            wrong.add(key, _sum_sentence(merged, named))
        changed[name] = merged
        for c, w in sorted(named.items()):
            was = plan.bobot.get((name, c))
            _assume(made, f"{key}.{c}", None if was is None else str(was), str(w))
    kept = [r for r in inputs.rows("bobot") if r["komponen"] not in changed]
    new: Rows = [
        {"komponen": k, "kriteria": c, "bobot_pct": w}
        for k, merged in sorted(changed.items())
        for c, w in sorted(merged.items())
    ]
    return [*kept, *new]


def _sum_sentence(merged: Mapping[str, Fraction], named: Mapping[str, Fraction]) -> str:
    total = sum(merged.values(), Fraction(0))
    rest = ", ".join(f"{c} {_short(w)}" for c, w in sorted(merged.items()) if c not in named)
    kept = f"with those of the plan ({rest}) " if rest else ""
    return f"the weights {kept}total {_short(total)}, not 100; name the others too until they total 100"


def _readiness(inputs: Inputs, skenario: Skenario, plan: Rencana, made: Perubahan, wrong: _Wrong) -> dict[str, int]:
    if not skenario.readiness:
        return {}
    kegiatan = inputs.rows("kegiatan", SSK)
    steps = read_steps(kegiatan, {str(r["kegiatan_id"]): 0 for r in kegiatan}, lambda row: ((), ()))
    years: dict[str, int] = {}
    for name, said in sorted(skenario.readiness.items()):
        key = f"readiness.{name}"
        if name not in steps:
            wrong.add(key, "the plan has no activity of this name; `ppsp show RUN --refs` lists those of a run")
        elif steps[name].is_om:
            wrong.add(key, "is operation and maintenance, which follows its asset; name the asset instead")
        elif _in_plan(said.earliest, inputs.fiscal_year, f"{key}.earliest", wrong):
            years[name] = said.earliest - inputs.fiscal_year
            was = plan.tahun.get(name)
            _assume(made, f"{key}.earliest", None if was is None else str(was), str(said.earliest))
    return years


def _in_plan(year: int, fy: int, key: str, wrong: _Wrong) -> bool:
    inside = 1 <= year - fy <= YEARS
    if not inside:
        wrong.add(key, f"{year} is outside the plan; its years are {fy + 1} to {fy + YEARS}")
    return inside


def _assume(made: Perubahan, what: str, was: str | None, becomes: str) -> None:
    made.assumptions.append({"what": what, "plan": was, "scenario": becomes, "status": "assumed"})


def _short(value: Fraction) -> str:
    return str(value) if value.denominator == 1 else f"{float(value):.4g}"
