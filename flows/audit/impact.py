"""What another value in a submitted cell would change: computed, not kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from flows.audit.edit_cell import with_cell
from flows.cycle.chain import CHAIN, Cycle, District, walk
from flows.district.versions import Tried, changed_lines, changed_rows
from flows.wiring import boundaries, open_cycle, raw_inputs, registry
from schemas.errors import WrongUsage
from schemas.outputs.buku_putih import AREA
from schemas.outputs.mps import BARIS, PRIORITAS
from schemas.outputs.ssk import KEGIATAN
from schemas.refs import Ref
from tasks.intake.regions.boundaries import cut
from tasks.lineage.answers.impact import reach
from tasks.lineage.answers.trail import trail_of
from tasks.lineage.records.receipts import Receipt, receipts
from tasks.lineage.units.step import Step
from tasks.lineage.units.unit import Done, Failed, Job, put_object, run_units
from tasks.store.keys import object_key
from tasks.store.overlay import OverlayStore
from tasks.store.ports import Store
from tasks.validation.units import ALONE

STEPS = tuple(ALONE if s.name == ALONE.name else s for s in CHAIN)
Answer = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a submitted value stands: the digest and name of its file, sheet, row and column."""

    digest: str
    file: str
    sheet: str | None
    row: int
    column: int


def what_if(store: Store, ref: Ref, value: str) -> Answer:
    """What differs when the cell of a submitted value holds `value`, as a person would see it there; nothing is kept.

    The year of the submission is made twice from the same receipts, with the file as it is and with the one cell
    written anew, and so is every later year of the district that has a sealed run, from what the year before gave:
    `outputs` are then exactly the names whose digest the next runs would change, provided that the corrected file is
    handed in as the present one was and the SSK that follows from it is the one that gets pinned. `classes`, `ranks`,
    `activities` and `lines` as in `ppsp admit --simulate`, those of the MPS from the newest year with one. Raises
    WrongUsage where the value stands in several cells or in a file that cannot be edited.
    """
    place = _place(store, ref)
    handed_in = list(receipts(store, ref.fiscal_year, ref.district))
    both = [_Way(store, ref), _Way(store, ref)]
    data = with_cell(place.file, store.get(object_key(place.digest)), place.sheet, place.row, place.column, value)
    edited = put_object(both[1].over, data)
    before, after = both[0].walk(handed_in), both[1].walk([_swapped(r, place.digest, edited) for r in handed_in])
    outputs = [{n: d for tried in way.values() for n, d in tried.outputs().items()} for way in (before, after)]
    first = (before[ref.fiscal_year], after[ref.fiscal_year])
    last = max(y for y in before if before[y].unit("mps") or after[y].unit("mps") or y == ref.fiscal_year)
    plan = (before[last], after[last])
    names = sorted(n for n in {*outputs[0], *outputs[1]} if outputs[0].get(n) != outputs[1].get(n))
    return {
        "ref": str(ref),
        "value": trail_of(store, ref).value(ref)[1],
        "new_value": value,
        "outputs": names,
        "same": len({*outputs[0], *outputs[1]}) - len(names),
        "documents": sorted({"/".join(n.split("/")[:3:2]) for n in names if "/dokumen_" in n}),
        "classes": changed_rows(AREA, "buku_putih", "skor_akhir", *first),
        "activities": changed_lines(KEGIATAN, "ssk", *first),
        "ranks": changed_rows(PRIORITAS, "mps", "rank_semua", *plan),
        "lines": changed_lines(BARIS, "mps", *plan),
    }


def _place(store: Store, ref: Ref) -> Place:
    history = trail_of(store, ref).history
    intake = history.unit(ref.fiscal_year, ref.district, "intake") if ref.kind == "tabel" else None
    found = [
        Place(part["digest"], part["file"], part["sheet"], part["rows"][ref.key], part["columns"][ref.column])
        for part in (intake.cells.get(ref.table, []) if intake else [])
        if ref.key in part["rows"] and ref.column in part["columns"]
    ]
    if len(found) != 1:
        raise WrongUsage(f"{ref} stands in {len(found)} cells of submitted files; --value needs one that stands in one")
    return found[0]


def _swapped(receipt: Receipt, old: str, new: str) -> Receipt:
    files = [{**f, "digest": new} if f["digest"] == old else f for f in receipt["files"]]
    return {**receipt, "files": files}


class _Way:
    """One way the years may go, on a store of its own over the real one."""

    def __init__(self, store: Store, ref: Ref) -> None:
        self.over = OverlayStore(store)
        self._store, self._ref = store, ref

    def walk(self, handed_in: Sequence[Receipt]) -> dict[int, Tried]:
        """The year of the reference from these receipts, then each later sealed year from what was made before."""
        kab, year = self._ref.district, self._ref.fiscal_year
        places, shapes = registry(self._store).slice_for(kab), cut(boundaries(self._store), kab)
        opened = open_cycle(self._store, year, [kab], takes_drafts=True).districts[kab]
        made = {year: self._made(year, replace(opened, **raw_inputs(self.over, places, handed_in, shapes)))}
        for later in self._later():
            district = open_cycle(self._store, later, [kab], takes_drafts=True).districts[kab]
            made[later] = self._made(later, _behind(district, made, later))
        return made

    def _later(self) -> list[int]:
        found = {u.fiscal_year for u in reach(self._store, self._ref).units}
        return sorted(y for y in found if y > self._ref.fiscal_year)

    def _made(self, year: int, district: District) -> Tried:
        def runner(step: Step, jobs: list[Job]) -> Sequence[Done | Failed]:
            return run_units(self.over, step, jobs)

        return Tried(walk(Cycle(self.over, year, {district.kode: district}), runner, STEPS), district.kode)


def _behind(district: District, made: Mapping[int, Tried], year: int) -> District:
    """The district with what was tried in place of the sealed units of the years before."""
    before = made[year - 1].memos() if year - 1 in made else None
    if before is not None and "ssk" in before and district.pin is not None:
        district = replace(district, before=before, pin={**district.pin, "memo": before["ssk"]})
    plan = int(district.pin_mps["fiscal_year"]) if district.pin_mps else 0
    behind = dict(district.behind)
    for name, of_year in (("pin", plan), ("pin-1", plan - 1)):
        if of_year in made:
            behind[name] = {**behind.get(name, {}), **made[of_year].memos()}
    return replace(district, behind=behind)
