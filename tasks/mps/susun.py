"""The programme of a district put together from its inputs: steps with their sources, readiness, what to solve."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from schemas.contract import Row, Rows
from tasks.lineage.units.step import Inputs, Outputs
from tasks.mps.alokasi.nilai import Ukuran, values
from tasks.mps.alokasi.pagu import Pagu, ceilings
from tasks.mps.alokasi.simpul import Simpul, nodes
from tasks.mps.alokasi.soal import Soal
from tasks.mps.calon import whole
from tasks.mps.jejak.program import Jejak
from tasks.mps.kesiapan.dokumen import Documents, Syarat, documents, not_before, readiness
from tasks.mps.kesiapan.persiapan import works_of
from tasks.mps.kesiapan.siap import Tipe, types_of, with_documents_of_type
from tasks.mps.kesiapan.sidlacom import in_sidlacom_order
from tasks.mps.langkah import Langkah, Operasi, added_by, operations, read_steps
from tasks.mps.masukan import DATA, NOT_BEFORE, SSK
from tasks.mps.prioritas.urutan import rank
from tasks.mps.sumber import SourceSet, agreements, shown_set, source_sets, stated_shares

Sources = tuple[tuple[SourceSet, ...], SourceSet]


@dataclass(frozen=True, slots=True)
class Susunan:
    """The steps of the programme, what each waits for, their O&P, and the order in which they can be placed.

    `held` None: readiness was not submitted.
    """

    steps: dict[str, Langkah]
    held: Documents | None
    syarat: dict[str, Syarat]
    operations: Mapping[str, Operasi]
    om_start: int
    order: list[Simpul]


@dataclass(frozen=True, slots=True)
class Bahan:
    """What every way of allocating starts from: types of readiness by activity, activities, priorities, ceilings, and
    the programme put together."""

    types: dict[str, Tipe]
    kegiatan: Rows
    prioritas: Mapping[str, Row]
    pagu: Pagu
    susunan: Susunan

    def problem(self, inputs: Inputs) -> Soal:
        """What the allocation solves; only where ceilings are known."""
        return _problem(inputs, self.susunan, self.pagu, self.prioritas)


def read(inputs: Inputs, out: Outputs, jejak: Jejak) -> Bahan:
    """The programme of the district of `inputs`; its ranking and what is wrong with it are added to `out`."""
    types, unknown = types_of(inputs.rows("kesiapan"), inputs.rules["mps.readiness_type_names"])
    kegiatan = with_documents_of_type(inputs.rows("kegiatan", SSK), types, inputs.rules["mps.readiness_types"])
    out.findings += unknown
    prioritas = rank(inputs, kegiatan, out, jejak)
    pagu = ceilings(
        inputs.fiscal_year, inputs.kode_kab, inputs.rows("pagu"), inputs.rows("komitmen"), inputs.rows("kemampuan", SSK)
    )
    return Bahan(types, kegiatan, prioritas, pagu, _arrange(inputs, kegiatan, prioritas))


def _arrange(inputs: Inputs, kegiatan: Rows, prioritas: Mapping[str, Row]) -> Susunan:
    urutan = {name: int(whole(r["urutan"]) or 0) for name, r in prioritas.items()}
    steps = in_sidlacom_order(read_steps(kegiatan, urutan, _sources(inputs)), inputs.rules["mps.sidlacom_groups"])
    held = documents(inputs.rows("kesiapan")) if inputs.has("kesiapan") else None
    syarat = {s.id: readiness(s, steps, held, inputs.fiscal_year) for s in steps.values() if s.perlu}
    syarat = not_before(syarat, inputs.meta.get(NOT_BEFORE, {}))
    om_start = int(inputs.rules["ssk.om_start"])
    return Susunan(steps, held, syarat, operations(steps), om_start, nodes(steps, syarat))


def _problem(inputs: Inputs, s: Susunan, pagu: Pagu, prioritas: Mapping[str, Row]) -> Soal:
    return Soal(
        order=s.order,
        steps=s.steps,
        adds=added_by(s.operations.values()),
        ceilings=pagu.rp,
        om_start=s.om_start,
        missing={name: asks.missing for name, asks in s.syarat.items()},
        contracted=frozenset(str(r["kegiatan_id"]) for r in inputs.rows("kontrak") if r.get("kegiatan_id")),
        works=works_of(s.order, s.steps),
        prepare_years=int(inputs.rules["mps.alloc.prepare_years"]),
        nilai=values(s.steps, {name: _total(r) for name, r in prioritas.items()}, _measure(inputs)),
    )


def _total(row: Row) -> Fraction | None:
    total = row["total"]
    return None if total is None else Fraction(total)


def _measure(inputs: Inputs) -> Ukuran:
    rules = inputs.rules
    floor, discount = rules.exact("mps.alloc.benefit_floor"), rules.exact("mps.alloc.discount")
    return Ukuran(floor, discount, int(rules["mps.alloc.coef_scale"]))


def _sources(inputs: Inputs) -> Callable[[Row], Sources]:
    """Source sets of an activity: shares stated this year, else in the SSK, else the allowed sources.

    Most activities say nothing of their own; those with the same allowed sources share one answer.
    """
    order = [str(s) for s in inputs.rules["ssk.sources"]]
    changes = inputs.rows("program_kegiatan")
    stated = stated_shares(inputs.rows("kegiatan_sumber", SSK), order) | stated_shares(changes, order)
    agreed = agreements(changes) | agreements(inputs.rows("program_kegiatan", DATA))
    special = stated.keys() | {name for name, _ in agreed}
    usual: dict[object, Sources] = {}

    def of(row: Row) -> Sources:
        allowed = source_sets(row, stated, agreed)
        return allowed, shown_set(row, allowed, stated)

    def known(row: Row) -> Sources:
        if row["kegiatan_id"] in special:
            return of(row)
        boleh = row.get("sumber_boleh")
        if boleh not in usual:
            usual[boleh] = of(row)
        return usual[boleh]

    return known
