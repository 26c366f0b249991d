"""A sealed SSK opened again: its stored tables and edges, and the inputs that it read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from schemas import refs
from schemas.canonical import text_of
from schemas.contract import Table
from schemas.errors import NotFound, WrongUsage
from schemas.outputs.buku_putih import AREA
from schemas.outputs.ssk import AKIBAT_SKOR, KEGIATAN, LAYANAN, TIDAK_DIBUAT, ZONA
from schemas.outputs.ssk_rinci import HARGA_DIPAKAI
from schemas.refs import Ref, parse
from schemas.rulebook import Rulebook, load_rulebook
from schemas.tables import table
from tasks.lineage.records.history import History, Unit, history_of
from tasks.lineage.records.sealed import SealedYear
from tasks.lineage.units.step import Inputs
from tasks.ssk.susun import Susunan, arrange
from tasks.ssk.units import STEP
from tasks.store.ports import Store

_MOVED = "the rules changed since run {run}: `ppsp run {year}`, then explain"
_OF_SSK: dict[str, Table] = {"layanan": LAYANAN, "ssk": KEGIATAN, "harga_dipakai": HARGA_DIPAKAI}
Fact = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Terbuka:
    """One district's SSK of a fiscal year with everything behind it."""

    history: History
    unit: Unit
    rules: Rulebook
    susunan: Susunan

    @property
    def run(self) -> str:
        """The run that sealed it."""
        return str(self.history.manifest["run_id"])

    def rulings(self, names: tuple[str, ...]) -> list[Fact]:
        """Rules in force by name: {nama, nilai, satuan, status, dasar}."""
        ruled = [self.rules.ruling(n) for n in names]
        return [
            {"nama": r.name, "nilai": _plain(r.value), "satuan": r.unit, "status": r.status, "dasar": r.reference}
            for r in ruled
        ]

    def facts(self, sources: list[str]) -> list[Fact]:
        """{ref, nama, nilai, satuan} of each source; an aggregate has `anggota`, the number of its own sources."""
        return [self._fact(source) for source in sources]

    def _fact(self, source: str) -> Fact:
        ref = parse(source)
        if ref.kind == "agg":
            rule, members = self.unit.edges.get(source, ("", []))
            return {"ref": source, "nama": rule, "nilai": None, "satuan": "", "anggota": len(members)}
        contract, row = self._row(ref)
        column = ref.column or refs.DEFAULT_COLUMN[ref.kind]
        value = row.get(column) if row else None
        unit = contract.field(column).unit if contract else ""
        return {"ref": source, "nama": column, "nilai": None if value is None else text_of(value), "satuan": unit}

    def _row(self, ref: Ref) -> tuple[Table | None, dict[str, Any] | None]:
        if ref.kind == "tabel":
            step, contract = "validation", table(ref.table)
        elif ref.kind in ("area", "zona"):
            step, contract = ("buku_putih", AREA) if ref.kind == "area" else ("ssk", ZONA)
        elif ref.kind in _OF_SSK:
            step, contract = "ssk", _OF_SSK[ref.kind]
        else:
            return None, None
        unit = self.history.unit(ref.fiscal_year, ref.district, step)
        return contract, unit.rows(contract).get(ref.key) if unit else None


def _plain(value: Any) -> Any:
    """A rule's value as JSON can hold it."""
    if isinstance(value, Mapping):
        return {str(k): _plain(v) for k, v in value.items()}
    return [_plain(v) for v in value] if isinstance(value, tuple) else value


def open_sealed(store: Store, fiscal_year: int, kode_kab: str) -> Terbuka:
    """The newest sealed SSK of a district; NotFound without one, WrongUsage when its rules are no longer in force."""
    history = history_of(store, fiscal_year, kode_kab, STEP.name)
    unit = history.unit(fiscal_year, kode_kab, STEP.name)
    if unit is None:
        raise NotFound(f"no sealed SSK of {kode_kab} for fiscal year {fiscal_year}")
    rules = load_rulebook(fiscal_year).only(STEP.rules)
    if rules.digest != unit.memo.rules:
        raise WrongUsage(_MOVED.format(run=history.manifest["run_id"], year=fiscal_year))
    inputs = Inputs(
        fiscal_year, kode_kab, rules, dict(_tables(history, fiscal_year, kode_kab)),
        [(n.parent, n.table.name) for n in STEP.needs],
    )  # fmt: skip
    return Terbuka(history, unit, rules, arrange(inputs))


def _tables(history: History, fiscal_year: int, kode_kab: str) -> Iterator[tuple[tuple[str, str], list[Any]]]:
    for need in STEP.needs:
        unit = history.unit(fiscal_year, kode_kab, need.parent)
        if unit is not None and need.table.name in unit.memo.tables:
            columns = dict.fromkeys((*need.table.key, *(need.columns or ())))
            yield (
                (need.parent, need.table.name),
                [{name: row.get(name) for name in columns} for row in unit.rows(need.table).values()],
            )


def districts_with(store: Store, fiscal_year: int, kegiatan_id: str) -> list[str]:
    """Districts whose newest sealed SSK has the activity, or says why it was not made; by code."""
    found = []
    for kode, manifest in sorted(SealedYear(store, fiscal_year).newest((STEP.name,)).items()):
        unit = History(store, manifest).unit(fiscal_year, kode, STEP.name)
        if unit and (kegiatan_id in unit.rows(KEGIATAN) or kegiatan_id in not_made(unit)):
            found.append(kode)
    return found


def not_made(unit: Unit) -> dict[str, str]:
    """Steps that could not be made, or are missing for a score without reason, by the id that they would have had."""
    missing = {name: text.removesuffix(".") for name, text in catatan_skor(unit, "hilang").items()}
    unknown = {f"{r['kode_katalog']}-{r['lokasi']}": text_of(r["alasan"]) for r in unit.rows(TIDAK_DIBUAT).values()}
    return missing | unknown


def catatan_skor(unit: Unit, *kinds: str) -> dict[str, str]:
    """By activity what scores without reason or minutes do to it; only of these kinds, all when none is given."""
    rows = unit.rows(AKIBAT_SKOR).values()
    return {str(r["kegiatan_id"]): str(r["catatan"]) for r in rows if not kinds or r["akibat"] in kinds}
