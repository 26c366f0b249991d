"""What a store knows of a fiscal year before anything is made: sealed runs, pins, acts, people. Each is read once."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from tasks.lineage.records.acts import Act, acts_of_year
from tasks.lineage.records.ledger import Manifest, load_manifest
from tasks.lineage.records.receipts import references
from tasks.lineage.records.sealed import SealedYear
from tasks.programme.dokumen import lives
from tasks.programme.orang import Orang, Peserta, read_orang, read_peserta
from tasks.store.keys import object_key
from tasks.store.ports import Store

SSK_STEP = "ssk"
MPS_STEP = "mps"
PLAN_YEARS = 5
PEOPLE_KIND = "orang"


def people_of(store: Store) -> list[Orang]:
    """The people of all loaded lists."""
    return read_orang(_loaded(store, PEOPLE_KIND))


def participants_of(store: Store) -> list[Peserta]:
    """The participants of all loaded lists."""
    return read_peserta(_loaded(store, "peserta"))


def _loaded(store: Store, kind: str) -> Iterator[tuple[str, bytes]]:
    return ((r["name"], store.get(object_key(r["file"]))) for r in references(store, kind))


class Known:
    """A fiscal year as each part of it stood when it was first asked for; after sealing something make another one."""

    def __init__(self, store: Store, fiscal_year: int) -> None:
        self.store = store
        self.fiscal_year = fiscal_year
        self._years: dict[int, SealedYear] = {}
        self._runs: dict[str, Manifest] = {}
        self._acts: dict[tuple[int, str], dict[str, list[Act]]] = {}
        self._known = {fiscal_year: self}

    def of(self, fiscal_year: int) -> Known:
        """Another year of the same store, made once, which reads nothing again that this one has read."""
        if fiscal_year not in self._known:
            other = Known(self.store, fiscal_year)
            other._years, other._runs, other._acts = self._years, self._runs, self._acts
            self._known[fiscal_year], other._known = other, self._known
        return self._known[fiscal_year]

    def year(self, fiscal_year: int) -> SealedYear:
        """The sealed runs of a year."""
        if fiscal_year not in self._years:
            self._years[fiscal_year] = SealedYear(self.store, fiscal_year)
        return self._years[fiscal_year]

    def run(self, run_id: str) -> Manifest:
        """The record of a run that others name; raises NotFound."""
        if run_id not in self._runs:
            self._runs[run_id] = load_manifest(self.store, run_id)
        return self._runs[run_id]

    def acts(self, fiscal_year: int, only: str = "") -> dict[str, list[Act]]:
        """The acts of each district in a year, or at least those of one district."""
        asked = (fiscal_year, "" if (fiscal_year, "") in self._acts else only)
        if asked not in self._acts:
            self._acts[asked] = acts_of_year(self.store, *asked)
        return self._acts[asked]

    @cached_property
    def people(self) -> list[Orang]:
        """The people of all loaded lists."""
        return people_of(self.store)

    @cached_property
    def participants(self) -> list[Peserta]:
        """The participants of all loaded lists."""
        return participants_of(self.store)

    @cached_property
    def runs(self) -> dict[str, Manifest]:
        """For each district the newest sealed run of the year that read its submission or made its MPS."""
        return self.year(self.fiscal_year).newest(("intake", MPS_STEP))

    @cached_property
    def drafts(self) -> dict[str, Manifest]:
        """For each district the run of the newest sealed SSK of the year before."""
        return self.year(self.fiscal_year - 1).newest((SSK_STEP,))

    @cached_property
    def pins(self) -> dict[str, Manifest]:
        """For each district the run of the SSK of the year before that its MPS is made from (decision 24).

        Once acts on that SSK are on record it is the ratified version, and none until there is one; before that it is
        the newest sealed one.
        """
        chosen = dict(self.drafts)
        for kode, every in self.acts(self.fiscal_year - 1).items():
            about = [a for a in every if a["kind"] == "dokumen" and a["dokumen"] == SSK_STEP]
            if about and kode in chosen:
                life = lives(about, self.people, {})[SSK_STEP]
                ratified = life.digest if life.state == "ratified" else ""
                run = self.year(self.fiscal_year - 1).run_of(kode, ratified)
                if run:
                    chosen[kode] = self.run(run)
                else:
                    del chosen[kode]
        return chosen

    @property
    def withheld(self) -> list[str]:
        """Districts whose MPS waits: their SSK of the year before is on its way to ratification and not ratified."""
        return sorted(self.drafts.keys() - self.pins.keys())

    @cached_property
    def plans(self) -> dict[str, Manifest]:
        """For each district the newest run that sealed the newest MPS covering the year: one of M covers M+1 to M+5."""
        found: dict[str, Manifest] = {}
        for year in range(self.fiscal_year - PLAN_YEARS, self.fiscal_year):
            found |= self.year(year).newest((MPS_STEP,))
        return found
