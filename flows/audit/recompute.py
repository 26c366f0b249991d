"""A sealed run made again by today's program from what its record names, held against what was sealed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from functools import partial
from typing import Any

from flows.audit.past import Basis, Past, lost_households, lost_inputs, lost_reference, runner_of
from flows.cycle.chain import CHAIN, Cycle, walk
from flows.cycle.program import NOT_RECORDED, program_of
from flows.cycle.published import Pages
from flows.cycle.record import described, index_of
from flows.cycle.renderer import FORMATS
from flows.cycle.workers import spread
from flows.programme.erasure import rests_on_answers
from flows.wiring import library_versions
from schemas.canonical import digest
from schemas.errors import NotFound, PpspError, WrongUsage
from schemas.outputs import OUTPUTS
from schemas.tables import TABLES
from tasks.lineage.differences.compare import Compared, compare
from tasks.lineage.records.ledger import Manifest
from tasks.lineage.units.code import code_digest
from tasks.lineage.units.memo import Memo
from tasks.lineage.units.unit import Done, Failed
from tasks.store.keys import index_key, is_household, object_key
from tasks.store.ports import Store

KINDS = ("bytes", "content", "differs", "impossible")
Answer = dict[str, Any]
_TABLES = {t.name: t for tables in (TABLES, *OUTPUTS.values()) for t in tables}
_STAMP = re.compile(r"\.[0-9a-f]{12}(?=\.\w+$)")


@dataclass(slots=True)
class _Made:
    """What came out of one district: the comparison, what its record says, its pages by key."""

    compared: list[Compared] = field(default_factory=list)
    said: list[dict[str, Any]] = field(default_factory=list)
    pages: dict[str, bytes] = field(default_factory=dict)


def recompute(store: Store, run_id: str, only: str = "") -> Answer:
    """Make the run, or one district of it, again in memory and compare each artefact; the store stays as it is.

    `kind` of an artefact is `bytes` (the same), `content` (written otherwise, says the same), `differs` (`where` says
    the first difference) or `impossible` (`where` says why). The rules are those of the run: those in force where they
    are the same, else those that it kept. Raises NotFound without such a run or district.
    """
    past = Past(store)
    manifest = past.run(run_id)
    chosen = [d["kode"] for d in manifest["districts"] if only in ("", d["kode"])]
    if not chosen:
        raise NotFound(f"run {run_id} has no district {only}; `ppsp show {run_id}` lists its districts")
    made = spread(partial(made_again, store, run_id), chosen, store.url)
    compared = [c for one in made for c in one.compared]
    if not only:
        compared += _index_compared(past, manifest, made)
    return {
        "run_id": run_id,
        "fiscal_year": manifest["fiscal_year"],
        "district": only or None,
        "program": program_said(manifest),
        "counts": {kind: sum(c.kind == kind for c in compared) for kind in KINDS},
        "is_same": all(c.kind in ("bytes", "content") for c in compared),
        "artefacts": [asdict(c) for c in compared],
    }


def program_said(manifest: Manifest) -> Answer:
    """The program of the run and the one that is running: steps of other code, libraries of another version."""
    code, libraries, installed = manifest["code"], manifest["libraries"], library_versions()
    today = {step.name: code_digest(step.code) for step in CHAIN}
    made = {u["step"] for u in manifest["units"]}
    return {
        "recorded": manifest.get("program", NOT_RECORDED),
        "running": program_of(),
        "other_code": sorted(step for step in made if today.get(step) != code.get(step)),
        "other_libraries": {n: [v, installed.get(n)] for n, v in libraries.items() if installed.get(n) != v},
    }


def made_again(store: Store, run_id: str, chosen: Sequence[str]) -> list[_Made]:
    """Each of the districts made again, in this process."""
    past = Past(store)
    manifest = past.run(run_id)
    gone = lost_reference(past, manifest)
    return [_district(past, manifest, kode, gone) for kode in chosen]


def _district(past: Past, manifest: Manifest, kode: str, gone: Sequence[str]) -> _Made:
    units = {u["step"]: u for u in manifest["units"] if u["district"] == kode}
    apart = lost_households(past, manifest, kode)
    lost = [*gone, *(why for why in lost_inputs(past, manifest, kode) if why not in apart)]
    try:
        cycle = past.cycle(Basis.of(manifest), kode) if not lost else None
    except PpspError as error:
        cycle, lost = None, [str(error)]
    if cycle is None:
        return _Made([Compared(f"{u['memo']}", "impossible", "; ".join(lost)) for u in units.values()])
    cycle.is_forced = True
    closed = _taken_over(past.store, cycle, units) if apart else {}
    walk(cycle, runner_of(cycle, units.__contains__), tuple(s for s in CHAIN if s.name in units.keys() - closed.keys()))
    why = f"it rests on answers of households: {'; '.join(apart)}"
    made = _Made([Compared(key, "impossible", why) for key in closed.values()])
    made.compared += [c for s, u in units.items() if s not in closed for c in _unit(past.store, cycle, kode, u)]
    _add_pages(made, cycle, manifest, kode)
    return made


def _taken_over(store: Store, cycle: Cycle, units: Mapping[str, Mapping[str, Any]]) -> dict[str, str]:
    """Steps that cannot be made again without answers of households, with their memos: as sealed, for what follows."""
    closed = {}
    for step, unit in units.items():
        sealed = _bytes(store, unit["memo"], unit["digest"])
        memo = Memo.load(sealed) if sealed else None
        if memo and rests_on_answers(memo):
            closed[step] = unit["memo"]
            cycle.record([Done(memo.district, step, unit["memo"], False, memo.summary)])
    return closed


def _unit(store: Store, cycle: Cycle, kode: str, unit: Mapping[str, Any]) -> Iterable[Compared]:
    sealed = _bytes(store, unit["memo"], unit["digest"])
    done = cycle.done.get((kode, unit["step"]))
    if sealed is None:
        return [Compared(unit["memo"], "impossible", "the sealed record of the unit is gone or altered")]
    if done is None:
        return [Compared(unit["memo"], "impossible", _why_not(cycle, kode, unit["step"]))]
    return _artefacts(store, cycle.store, Memo.load(sealed), Memo.load(cycle.store.get(done.memo)))


def _why_not(cycle: Cycle, kode: str, step: str) -> str:
    failed = cycle.failed.get(kode)
    if failed:
        return f"{failed.step} could not be made again: {failed.cause}"
    if all(s.name != step for s in CHAIN):
        return f"today's program has no step {step}"
    return f"today's program does not make {step} from these inputs"


def _artefacts(store: Store, scratch: Store, old: Memo, new: Memo) -> Iterator[Compared]:
    before, after = old.objects(), new.objects()
    stem = f"{old.fiscal_year}/{old.district}/{old.step}"
    for name in sorted({*before, *after}):
        full = f"{stem}/{name}"
        if name not in before or name not in after:
            yield Compared(full, "differs", f"it is only in the {'new' if name in after else 'sealed'} version")
        elif before[name] == after[name]:
            yield Compared(full, "bytes")
        else:
            table = _TABLES.get(name) if name in old.tables else None
            yield _against(store, full, before[name], scratch.get(object_key(after[name])), table)
    if old.summary != new.summary:
        yield Compared(f"{stem}/summary", "differs", "the summary in the record of the unit says otherwise")


def _against(store: Store, name: str, sealed: str, new: bytes, table: Any = None, key: str = "") -> Compared:
    old = _bytes(store, key or object_key(sealed), sealed)
    if old is None:
        return Compared(name, "differs", "the sealed bytes are gone or altered, so that no place can be named")
    return compare(name, old, new, table)


def _bytes(store: Store, key: str, expected: str) -> bytes | None:
    """The bytes under a key; None where they are gone or not those of the record."""
    try:
        data = store.get(key)
    except NotFound:
        return None
    return data if is_household(key) or digest(data) == expected else None


def _add_pages(made: _Made, cycle: Cycle, manifest: Manifest, kode: str) -> None:
    """Lay out the pages of the district, and compare those that are no artefact of a unit already."""
    sealed = _sealed_pages(manifest, kode)
    formats = [f for f in FORMATS if any(key.endswith(f".{f}") for key in sealed)]
    recorded = manifest.told[kode]
    if recorded["state"] == "failed":
        cycle.failed[kode] = Failed(kode, *str(recorded["error"]).split(": ", 1))
    try:
        pages = Pages(cycle.store)
        made.said = described(cycle, manifest["kind"], formats, pages)
        made.pages = {key: cycle.store.get(key) for key in pages.digests}
    except WrongUsage as error:
        made.compared += [Compared(key, "impossible", str(error)) for key in sealed]
        return
    known = {*manifest["outputs"].values()}
    before = {_STAMP.sub("", key): key for key in sealed if sealed[key] not in known}
    after = {_STAMP.sub("", key): key for key in made.pages}
    for stem, key in before.items():
        if stem not in after:
            made.compared.append(Compared(key, "differs", "today's program does not publish it"))
        else:
            made.compared.append(_page(cycle.store, key, sealed[key], made.pages[after[stem]]))


def _page(store: Store, key: str, sealed: str, new: bytes) -> Compared:
    return Compared(key, "bytes") if digest(new) == sealed else _against(store, key, sealed, new, key=key)


def _sealed_pages(manifest: Manifest, kode: str) -> dict[str, str]:
    stem = f"published/{manifest['fiscal_year']}/{kode}/"
    return {key: d for key, d in manifest["published"].items() if key.startswith(stem)}


def _index_compared(past: Past, manifest: Manifest, made: Sequence[_Made]) -> list[Compared]:
    year, run_id = manifest["fiscal_year"], manifest["run_id"]
    key, said = index_key(year, run_id), [d for one in made for d in one.said]
    if key not in manifest["published"]:
        return []
    if len(said) < len(manifest["districts"]):
        return [Compared(key, "impossible", "not every district could be made again")]
    return [_page(past.store, key, manifest["published"][key], index_of(manifest, said))]
