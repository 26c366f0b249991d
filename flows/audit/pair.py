"""Two sealed runs of a year that are compared: what they have in common, what differs, and what either is made with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from flows.audit.followed import Result, result_of
from flows.audit.past import REFERENCE, Past
from flows.cycle.chain import CHECKING, ON_DEMAND
from flows.cycle.record import NIGHTLY
from flows.district.versions import COMPUTED
from schemas.errors import NotFound, PpspError
from schemas.rulebook import Rulebook, load_rulebook
from tasks.lineage.differences.parts import Ends, ends_of
from tasks.lineage.records.history import Unit
from tasks.lineage.records.ledger import Manifest, units_of
from tasks.lineage.units.code import code_digest
from tasks.store.keys import receipt_prefix

STEPS = tuple(s for s in COMPUTED if s.name not in ON_DEMAND)
"""What is made at each stage: all but documents, and the answers that are made on demand."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two runs, the program and rules that stand between them, and what each can be made with today."""

    past: Past
    old: Manifest
    new: Manifest
    rules: Mapping[str, Rulebook]
    lost_rules: str

    @classmethod
    def of(cls, past: Past, old: Manifest, new: Manifest) -> Pair:
        rules: dict[str, Rulebook] = {}
        lost = []
        for manifest in (old, new):
            try:
                rules[manifest["rules"]] = past.rules(manifest)
            except PpspError as error:
                lost.append(str(error))
        return cls(past, old, new, rules, "; ".join(dict.fromkeys(lost)))

    @property
    def checks_only(self) -> bool:
        """Whether one of the two is a nightly check, which makes no more than that."""
        return NIGHTLY in (self.old["kind"], self.new["kind"])

    def units(self, manifest: Manifest, kode: str) -> dict[str, str]:
        """The records of a district's units that are compared, by step."""
        compared = {s.name for s in (CHECKING if self.checks_only else STEPS)}
        return {step: memo for step, memo in units_of(manifest, kode).items() if step in compared}

    def steps(self, kode: str) -> list[str]:
        """The steps that either run made of a district, in order."""
        made = {*self.units(self.old, kode), *self.units(self.new, kode)}
        return [s.name for s in STEPS if s.name in made]

    def sealed(self, manifest: Manifest, kode: str, desa: str) -> Result:
        """What was sealed of a district."""
        keys = self.units(manifest, kode)
        return result_of(lambda step: Unit(self.past.store, keys[step]) if step in keys else None, desa)

    def rules_for(self, manifest: Manifest) -> Rulebook:
        """Those of the run; where it kept none those of the other, else those in force."""
        in_force = load_rulebook(int(manifest["fiscal_year"]))
        return self.rules.get(manifest["rules"]) or next(iter(self.rules.values()), in_force)

    def code_differs(self, kode: str) -> list[str]:
        """The steps of the district that were made with other code in one run than in the other."""
        return [s for s in self.steps(kode) if self.old["code"].get(s) != self.new["code"].get(s)]

    def is_today(self, manifest: Manifest, kode: str) -> bool:
        """Whether the stages are made with the program and the rules of this run."""
        today = {s.name: code_digest(s.code) for s in STEPS}
        steps = [s for s in self.steps(kode) if s in today]
        return manifest["rules"] in self.rules and all(manifest["code"].get(s) == today[s] for s in steps)

    def ends(self, kode: str) -> Ends:
        """See ends_of."""
        causes = ["code"] if self.code_differs(kode) else []
        causes += ["rules"] if self.lost_rules and self.old["rules"] != self.new["rules"] else []
        return ends_of(causes, *(self.is_today(m, kode) for m in (self.old, self.new)))

    def differs(self, cause: str, kode: str) -> bool:
        """Whether the two runs began from something else of this kind for the district."""
        if cause == "rules":
            return not self.lost_rules and self.rules_for(self.old).digest != self.rules_for(self.new).digest
        if cause == "pins":
            return self._pins(self.old, kode) != self._pins(self.new, kode)
        year = int(self.old["fiscal_year"])
        prefixes = REFERENCE if cause == "reference" else (receipt_prefix(year, kode),)
        mine, other = ({k: d for k, d in m["inputs"].items() if k.startswith(prefixes)} for m in (self.old, self.new))
        return mine != other

    def pinning(self, manifest: Manifest, kode: str) -> Manifest:
        """The run whose pins hold: the other one where the district was held or failed, as it then names none."""
        state = next(d["state"] for d in manifest["districts"] if d["kode"] == kode)
        other = self.new if manifest is self.old else self.old
        return other if state in ("held", "failed") and kode not in manifest["pins"] else manifest

    def _pins(self, manifest: Manifest, kode: str) -> dict[str, dict[str, str]]:
        """The units behind each pin: a later run that sealed the very same units is the same pin."""
        pinning = self.pinning(manifest, kode)
        return {kind: self._pinned(str(pinning[kind][kode]["run"]), kode) for kind in ("pins", "pins_mps")
                if kode in pinning.get(kind, {})}  # fmt: skip

    def _pinned(self, run_id: str, kode: str) -> dict[str, str]:
        try:
            return units_of(self.past.run(run_id), kode)
        except NotFound:
            return {"run": run_id}
