"""What a run record accounts for beside its results: every district once, rules, acts, overrides, what was skipped."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from flows.cycle.chain import CHAIN, FOLLOWS, ON_DEMAND, Cycle, District
from schemas.errors import Unaccounted
from schemas.rulebook import load_rulebook
from tasks.buku_putih.units import STEP as BUKU_PUTIH
from tasks.lineage.records.acts import Act, acts_of_year
from tasks.lineage.records.receipts import DAY, Receipt, receipts
from tasks.mps.units import STEP as MPS
from tasks.programme.keadaan import Keadaan
from tasks.programme.kelengkapan import due_of
from tasks.programme.orang import Peserta
from tasks.realisasi.units import STEP as REALISASI
from tasks.store.keys import act_key

STATES = ("used", "late", "held", "failed", "missing")
NOT_DETERMINISTIC = (
    {"what": "run_id, started, finished", "why": "the clock"},
    {"what": "by, reason", "why": "who ran it says so"},
    {"what": "units.is_new, counts.units_run, counts.units_reused", "why": "what the store held before"},
    {"what": "beside", "why": "which runs of the years beside it were sealed before"},
    {"what": "the index page of the run", "why": "it names the run and those beside it"},
)
"""What another run over the same inputs, rules and code may say otherwise; every output has the same bytes."""
WAIVER = "pengecualian"
OVERRIDES = {"kesepakatan", "penerimaan"}
OVERRIDING_TABLES = ("kesepakatan_skor", "zona_penyesuaian", "parameter_lokal")
"""Tables with which a district puts its own decision in the place of a computed value or a rule."""


def accounts(cycle: Cycle) -> dict[str, Any]:
    """Members of the record: rules in force by digest, acts, waivers and overrides, what was skipped."""
    years = (cycle.fiscal_year, cycle.fiscal_year - 1)
    acts = [
        (act_key(year, kode, act["seq"]), act)
        for year in years
        for kode, every in acts_of_year(cycle.store, year).items()
        if kode in cycle.districts
        for act in every
    ]
    return {
        "rules_in_force": load_rulebook(cycle.fiscal_year).digests,
        "acts": {key: act["kind"] for key, act in acts},
        "waivers": {key: _about(act) for key, act in acts if act["kind"] == WAIVER},
        "overrides": {key: _about(act) for key, act in acts if act["kind"] in OVERRIDES} | _submitted(cycle),
        "skipped": skipped(cycle),
        "not_deterministic": list(NOT_DETERMINISTIC),
    }


def _about(act: Act) -> str:
    if act["kind"] == WAIVER:
        return f"{act['aturan']} {act['temuan']} until {act['sampai']}"
    if act["kind"] == "penerimaan":
        return f"late submission {act['kiriman']} admitted"
    return f"{act['tabel']}|{act['kunci']}|{act['kolom']} agreed"


def _submitted(cycle: Cycle) -> dict[str, str]:
    """Tables of a district's own decisions that were handed in, by reference."""
    found = {}
    for (kode, step), done in sorted(cycle.done.items()):
        rows: Mapping[str, int] = done.summary["rows"] if step == "validation" else {}
        for name in OVERRIDING_TABLES:
            if rows.get(name):
                found[f"tabel/{cycle.fiscal_year}/{kode}/{name}/*"] = f"{rows[name]} rows"
    return found


def skipped(cycle: Cycle) -> list[dict[str, Any]]:
    """Steps that were not made, with the reason and the districts; one entry per step and reason."""
    found: dict[tuple[str, str], list[str]] = {}
    for d in cycle.districts.values():
        for step in CHAIN:
            if (d.kode, step.name) not in cycle.done:
                found.setdefault((step.name, _why_not(cycle, d, step.name)), []).append(d.kode)
    return [{"step": step, "why": why, "districts": districts} for (step, why), districts in found.items()]


def _why_not(cycle: Cycle, district: District, step: str) -> str:
    if failed := cycle.failed.get(district.kode):
        return "it failed" if failed.step == step else "a step of the district failed"
    if is_check_only(cycle):
        return "this run only checks"
    if step == MPS.name:
        return "no sealed SSK of the year before is pinned"
    if not district.has_submission:
        return "nothing was handed in"
    if cycle.is_held(district.kode):
        return "the submission is held"
    if step in ON_DEMAND:
        return "made on demand only"
    if step == BUKU_PUTIH.name:
        return "no table wilayah was handed in"
    if step == REALISASI.name:
        return "no MPS covers the year, or nothing was reported"
    return f"{FOLLOWS[step]} was not made"


def expect(cycle: Cycle, districts: Iterable[str]) -> Cycle:
    """Also account for districts of which nothing could be opened."""
    more = {kode: District(kode) for kode in districts if kode not in cycle.districts}
    cycle.districts = dict(sorted({**cycle.districts, **more}.items()))
    return cycle


def is_check_only(cycle: Cycle) -> bool:
    """Whether only intake and validation were walked."""
    return bool(cycle.done) and all(step in ("intake", "validation") for _, step in cycle.done)


def state_of(cycle: Cycle, district: District, peserta: Iterable[Peserta], *, has_documents: bool) -> str:
    """One of STATES. Held goes before late; late: the newest submission came after the milestone of its path."""
    if district.kode in cycle.failed:
        return "failed"
    if cycle.is_held(district.kode):
        return "held"
    is_checked = is_check_only(cycle) and (district.kode, "validation") in cycle.done
    if not has_documents and not is_checked:
        return "missing"
    return "late" if _is_late(cycle, district, peserta) else "used"


def _is_late(cycle: Cycle, district: District, peserta: Iterable[Peserta]) -> bool:
    handed_in = list(receipts(cycle.store, cycle.fiscal_year, district.kode))
    if not handed_in:
        return False
    seen = Keadaan(
        fiscal_year=cycle.fiscal_year,
        district=district.kode,
        day=_day(handed_in[-1]),
        rules=load_rulebook(cycle.fiscal_year),
        peserta=[p for p in peserta if p.kode_kab == district.kode],
        sealed_before={"ssk": district.pin["memo"]} if district.pin else {},
        mps_before=(district.pin_mps["fiscal_year"], "") if district.pin_mps else None,
    )
    due = due_of(seen)
    return due is not None and seen.day > due


def _day(receipt: Receipt) -> date:
    return date.fromisoformat(receipt["received"][:DAY])


def add_up(expected: Sequence[str], districts: Sequence[Mapping[str, Any]]) -> dict[str, int]:
    """How many districts are in each state; together all of them.

    Raises Unaccounted naming the districts that are told of twice, not at all, in no known state, or not expected.
    """
    told = Counter(str(d["kode"]) for d in districts)
    wrong = {d["kode"] for d in districts if d["state"] not in STATES}
    wrong |= {kode for kode, n in told.items() if n > 1} | (told.keys() ^ set(expected))
    if wrong:
        raise Unaccounted(
            f"the run is not sealed: {', '.join(sorted(wrong))} must each be exactly one of {', '.join(STATES)}"
        )
    return {"districts": len(districts), **{state: sum(d["state"] == state for d in districts) for state in STATES}}
