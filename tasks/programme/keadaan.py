"""What is known of one district in one fiscal year on a day: people, acts, sealed documents, errors."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, TypeVar

from schemas.findings import Finding
from schemas.rulebook import Rulebook
from tasks.programme.orang import Orang, Peserta

Act = Mapping[str, Any]
T = TypeVar("T")
DOKUMEN = ("buku_putih", "ssk", "mps")


@dataclass(frozen=True, slots=True)
class Keadaan:
    """Acts are those recorded under the fiscal year, oldest first; `before` those of the year before.

    `sealed` and `sealed_before` give the digest of the newest sealed document by name. `findings` are those of the
    newest run; None where they were not looked up, so that nobody takes unknown for none. `tables` names the tables
    that were handed in; None where nothing was or nobody looked. `received_on` is the day of the newest submission,
    `verdict` what its check said; None before.
    `used` gives the value in use of each cell that an agreement is about, "" for unknown.
    `mps_before` is the fiscal year of the sealed MPS of an earlier year that covers this one, and its state.
    `changed` names, by document, the submitted tables that differ between the version decided on and the newest.
    `nama` is the name of the district, "" where no list or run tells it.
    """

    fiscal_year: int
    district: str
    day: date
    rules: Rulebook
    people: Sequence[Orang] = ()
    peserta: Sequence[Peserta] = ()
    acts: Sequence[Act] = ()
    before: Sequence[Act] = ()
    sealed: Mapping[str, str] = field(default_factory=dict)
    sealed_before: Mapping[str, str] = field(default_factory=dict)
    findings: Sequence[Finding] | None = ()
    tables: frozenset[str] | None = None
    received_on: date | None = None
    verdict: str | None = None
    nama: str = ""
    used: Mapping[str, str] | None = None
    mps_before: tuple[int, str] | None = None
    changed: Mapping[str, Sequence[str]] = field(default_factory=dict)

    _known: dict[str, Any] = field(default_factory=dict, init=False, repr=False, compare=False)

    def once(self, name: str, make: Callable[[], T]) -> T:
        """What `make` gives, made once for this state; each name stands for one function of it."""
        if name not in self._known:
            self._known[name] = make()
        found: T = self._known[name]
        return found

    @property
    def open_errors(self) -> list[str] | None:
        """The ids of the error findings of the newest run; None where they were not looked up."""
        return None if self.findings is None else [f.id for f in self.findings if f.severity == "error"]

    def of_kind(self, kind: str) -> list[Act]:
        """The acts of a kind that were done up to the day, oldest first."""
        return [a for a in self.acts if a["kind"] == kind and a["tanggal_catat"] <= self.day.isoformat()]

    def of_kind_before(self, kind: str) -> list[Act]:
        """The same of the year before."""
        return [a for a in self.before if a["kind"] == kind and a["tanggal_catat"] <= self.day.isoformat()]

    def jalur(self) -> list[str]:
        """What the district does in the year: as a list of participants says, else by what it handed in before."""
        listed = [p for p in self.peserta if (p.fiscal_year, p.kode_kab) == (self.fiscal_year, self.district)]
        if listed:
            return sorted({p.peran for p in listed if not p.mundur})
        if self.sealed_before.get("ssk"):
            return ["mps"]
        return ["implementasi"] if self.mps_before else ["bp_ssk"]
