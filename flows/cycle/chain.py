"""The chain of steps and how they hang together for one district. No Prefect, no clock."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from schemas.rulebook import Rulebook
from tasks.buku_putih.units import STEP as BUKU_PUTIH
from tasks.documents.units import STEP_BUKU_PUTIH, STEP_MONEV, STEP_MPS, STEP_SSK
from tasks.intake.units import STEP as INTAKE
from tasks.lineage.units.plan import Planned, reason_to_run
from tasks.lineage.units.step import Step
from tasks.lineage.units.unit import Done, Failed, Job, load_memo, unit_memo_key
from tasks.mps.alokasi.alternatif import STEP_ALTERNATIF, STEP_HARGA
from tasks.mps.units import STEP as MPS
from tasks.realisasi.units import REPORTED
from tasks.realisasi.units import STEP as REALISASI
from tasks.ssk.units import STEP as SSK
from tasks.store.ports import Store
from tasks.validation.units import STEP as VALIDATION

CHAIN: tuple[Step, ...] = (
    INTAKE,
    VALIDATION,
    BUKU_PUTIH,
    SSK,
    MPS,
    STEP_ALTERNATIF,
    STEP_HARGA,
    REALISASI,
    STEP_BUKU_PUTIH,
    STEP_SSK,
    STEP_MPS,
    STEP_MONEV,
)
ON_DEMAND = frozenset({STEP_ALTERNATIF.name, STEP_HARGA.name})
"""Made where asked for; a run takes up what was made before from the same inputs."""
CHECKING: tuple[Step, ...] = (INTAKE, VALIDATION)
FOLLOWS = {
    VALIDATION.name: INTAKE.name,
    BUKU_PUTIH.name: VALIDATION.name,
    SSK.name: BUKU_PUTIH.name,
    STEP_ALTERNATIF.name: MPS.name,
    STEP_HARGA.name: MPS.name,
    REALISASI.name: VALIDATION.name,
    STEP_BUKU_PUTIH.name: BUKU_PUTIH.name,
    STEP_SSK.name: SSK.name,
    STEP_MPS.name: MPS.name,
    STEP_MONEV.name: REALISASI.name,
}
DOCUMENTS = {
    STEP_BUKU_PUTIH.name: "buku-putih",
    STEP_SSK.name: "ssk",
    STEP_MPS.name: "mps",
    STEP_MONEV.name: "monev",
}


@dataclass(slots=True)
class District:
    """What is known of one district in one fiscal year before anything runs.

    `pin` is the sealed SSK of the year before, `before` its units. `pin_mps` is the newest sealed MPS that covers the
    year; `behind` holds the units of its run (`pin`) and of the run of the SSK that it was made from (`pin-1`).
    `work` estimates what it costs beside the others: how long its region list is, and whether it has an MPS to make.
    """

    kode: str
    blobs: Mapping[str, str] = field(default_factory=dict)
    meta: Mapping[str, Any] = field(default_factory=dict)
    pin: Mapping[str, Any] | None = None
    before: Mapping[str, str] = field(default_factory=dict)
    pin_mps: Mapping[str, Any] | None = None
    behind: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    last: Mapping[str, str] = field(default_factory=dict)
    work: int = 1

    @property
    def has_submission(self) -> bool:
        """Whether anything was handed in for this fiscal year."""
        return bool(self.meta)


@dataclass(slots=True)
class Cycle:
    """One walk over the chain of a fiscal year: which units apply, and what they gave so far.

    `rules` are those of the year unless others are tried.
    """

    store: Store
    fiscal_year: int
    districts: dict[str, District]
    is_forced: bool = False
    with_alternatives: bool = False
    rules: Rulebook | None = None
    done: dict[tuple[str, str], Done] = field(default_factory=dict)
    failed: dict[str, Failed] = field(default_factory=dict)

    def jobs(self, step: Step) -> list[Job]:
        """The units of a step that apply now, in order of district code."""
        return [self.job(step, d) for d in self.districts.values() if self.applies(step, d)]

    def record(self, results: Sequence[Done | Failed]) -> None:
        """Remember what a chunk gave. A district whose unit failed goes no further in this walk."""
        for r in results:
            if isinstance(r, Failed):
                self.failed.setdefault(r.district, r)
            else:
                self.done[r.district, r.step] = r

    def is_held(self, district: str) -> bool:
        """Whether validation found the submission unusable."""
        checked = self.done.get((district, VALIDATION.name))
        return checked is not None and checked.summary["verdict"] == "held"

    def applies(self, step: Step, district: District) -> bool:
        """Whether the step is to be made for the district, given what the steps before it gave."""
        if district.kode in self.failed:
            return False
        if step is INTAKE:
            return district.has_submission
        if step is not VALIDATION and self.is_held(district.kode):
            return False
        if step is MPS:
            return district.pin is not None
        before = self.done.get((district.kode, FOLLOWS[step.name]))
        if step.name in ON_DEMAND:
            return before is not None and (self.with_alternatives or self._is_made(step, district))
        if step is BUKU_PUTIH and before is not None:
            return bool(before.summary["rows"].get("wilayah"))
        if step is REALISASI and before is not None:
            return district.pin_mps is not None and not REPORTED.isdisjoint(before.summary["rows"])
        return before is not None

    def _is_made(self, step: Step, district: District) -> bool:
        return self.store.exists(unit_memo_key(self.store, step, self.job(step, district)))

    def job(self, step: Step, district: District) -> Job:
        """The unit of a step for a district, with what is known of its parents."""
        is_first = step is INTAKE
        return Job(
            fiscal_year=self.fiscal_year,
            district=district.kode,
            parents={name: key for name in parent_names(step) if (key := self._parent(name, district))},
            blobs=district.blobs if is_first else {},
            meta=district.meta if is_first else _pinned_year(step, district),
            is_forced=self.is_forced,
            rules=self.rules,
        )

    def _parent(self, name: str, district: District) -> str | None:
        step, _, year = name.partition("@")
        if year:
            return (district.before if year == "-1" else district.behind.get(year, {})).get(step)
        made = self.done.get((district.kode, step))
        return made.memo if made else None


def _pinned_year(step: Step, district: District) -> dict[str, Any]:
    """The plan years of a pinned MPS count from its fiscal year, so that year is an input beside its tables."""
    reads_pin = any(name.endswith("@pin") for name in parent_names(step))
    return {"tahun_mps": district.pin_mps["fiscal_year"]} if reads_pin and district.pin_mps else {}


def parent_names(step: Step) -> list[str]:
    """The parents of a step, each once."""
    return list(dict.fromkeys((*(need.parent for need in step.needs), *step.findings_of)))


def plan(cycle: Cycle, steps: Sequence[Step] = CHAIN) -> list[Planned]:
    """What a run would do: `certain` units run, `possible` ones only if something before them really changes.

    Units that are known and not planned are recorded in the cycle, as a walk would.
    """
    return [planned for district in cycle.districts.values() for planned in _plan_district(cycle, district, steps)]


def _plan_district(cycle: Cycle, district: District, steps: Sequence[Step]) -> list[Planned]:
    planned: list[Planned] = []
    changing: set[str] = set()
    for step in steps:
        first_changing = next((name for name in parent_names(step) if name in changing), None)
        if first_changing is not None:
            if _may_apply(cycle, step, district, changing):
                changing.add(step.name)
                reason = f"only if {first_changing} gives something else"
                planned.append(Planned(district.kode, step.name, "possible", reason))
        elif cycle.applies(step, district):
            job = cycle.job(step, district)
            key = unit_memo_key(cycle.store, step, job)
            if cycle.store.exists(key) and not cycle.is_forced:
                memo = load_memo(cycle.store, key)
                cycle.record([Done(district.kode, step.name, key, False, memo.summary)])
            else:
                changing.add(step.name)
                reason = "forced" if cycle.is_forced else reason_to_run(cycle.store, step, job, district.last)
                planned.append(Planned(district.kode, step.name, "certain", reason))
    return planned


def _may_apply(cycle: Cycle, step: Step, district: District, changing: set[str]) -> bool:
    if step.name in ON_DEMAND and not cycle.with_alternatives:
        return False
    if step is MPS:
        return district.pin is not None
    if step is REALISASI and district.pin_mps is None:
        return False
    return FOLLOWS.get(step.name) in changing


Runner = Callable[[Step, list[Job]], Sequence[Done | Failed]]


def walk(cycle: Cycle, runner: Runner, steps: tuple[Step, ...] = CHAIN) -> Cycle:
    """Run the steps in order; `runner` decides how the units of a step are run."""
    for step in steps:
        cycle.record(runner(step, cycle.jobs(step)))
    return cycle
