"""Erasing a respondent: what holds the record is destroyed with its key, everything else stays valid."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from flows.programme.acts import record
from schemas.canonical import dump_rows
from schemas.errors import NotFound, Withheld, WrongUsage
from schemas.households import HOUSEHOLD_TABLES, OPEN_COLUMNS
from schemas.rulebook import load_rulebook
from schemas.tables import table
from tasks.intake.grids.limits import Limits
from tasks.intake.grids.reading import read_grids
from tasks.lineage.records.acts import Act
from tasks.lineage.records.erased import ERASURE, erased_names
from tasks.lineage.records.history import History
from tasks.lineage.records.ledger import newest_run_with
from tasks.lineage.records.receipts import receipts
from tasks.lineage.units.memo import Memo
from tasks.store.keyring import Key
from tasks.store.keys import RESTRICTED_PREFIX, household_scope, is_household
from tasks.store.ports import Store
from tasks.store.restricted import RestrictedStore

EVERYBODY = "semua"
"""In place of a respondent: the whole survey of the district and year."""
RESTS_ON = re.compile(r"/(\w+)#(.+)$")


@dataclass(frozen=True, slots=True)
class Survey:
    """The household part of one district and year in a store."""

    store: RestrictedStore
    fiscal_year: int
    district: str

    @property
    def scope(self) -> str:
        """What shares its key."""
        return household_scope(self.fiscal_year, self.district)

    def names(self) -> list[str]:
        """Every household name that is kept and that a key which is held opens."""
        sealed = self.store.apart.list(f"{RESTRICTED_PREFIX}{self.scope}/")
        names = {f"{RESTRICTED_PREFIX}{self.scope}/{key.rsplit('/', 1)[-1]}" for key in sealed}
        return sorted(name for name in names if self.store.exists(name))

    def files(self) -> dict[str, str]:
        """Submitted files that are kept apart: household name -> file name."""
        handed_in = receipts(self.store, self.fiscal_year, self.district)
        return {f["digest"]: f["name"] for r in handed_in for f in r["files"] if is_household(f["digest"])}

    def holding(self, respondent: str) -> list[str]:
        """The names that hold something of a respondent.

        Raises WrongUsage where a submitted file cannot be read, so that nobody can say whether it does.
        """
        files, limits, found = self.files(), Limits.of(load_rulebook(self.fiscal_year)), []
        for name in self.names():
            answer = holds(self.store.get(name), files.get(name, ""), respondent, limits)
            if answer is None:
                command = f"ppsp erase {self.fiscal_year} {self.district} {EVERYBODY}"
                raise WrongUsage(
                    f"{files[name]} cannot be read, so that nobody can say whether it holds {respondent}; "
                    f"`{command}` destroys it with the rest"
                )
            found += [name] if answer else []
        return found


def holds(data: bytes, name: str, respondent: str, limits: Limits) -> bool | None:
    """Whether bytes hold something of a respondent: as text, or in a cell of a submitted file of this name.

    None where they are a file that cannot be read.
    """
    wanted = _digits(respondent)
    if not name:
        return wanted in _digits(data.decode(errors="replace"))
    grids, findings = read_grids(name, data, limits)
    if any(_digits(text) == wanted for grid in grids for row in grid.rows for text in row if text):
        return True
    return None if any(f.severity == "block" for f in findings) else False


def _digits(text: str) -> str:
    return re.sub(r"[\s.'-]", "", text)


def erase(store: RestrictedStore, fiscal_year: int, district: str, respondent: str, said: Mapping[str, Any]) -> Act:
    """Destroy what is kept of a respondent, and record it; gives the act.

    What held the record is sealed with a key that is destroyed. What else the key sealed is sealed anew first; the rows
    of all others are kept as a table (`sisa`), to be handed in. Receipts, records, ledger and aggregates stay as they
    are. Cut off half-way, it is done again. Raises Withheld without the key and WrongUsage for nobody's number.
    """
    survey = Survey(store, fiscal_year, district)
    if lying := lying_open(store, fiscal_year, district):
        raise WrongUsage(
            f"the survey of {district}, {fiscal_year}, came before answers lay apart: {len(lying)} unit records name "
            "objects that no key seals, so that no key destroys it; take the years to a new store and destroy this one"
        )
    old = store.keyring.keys(survey.scope)
    if not old:
        raise Withheld(
            f"the keys of the households of {district}, {fiscal_year}, are not here; PPSP_KEYRING names them"
        )
    everybody = respondent == EVERYBODY
    gone = survey.names() if everybody else survey.holding(respondent)
    before = erased_names(store, fiscal_year, district)
    if not gone:
        raise WrongUsage(f"nothing is kept of respondent {respondent} of {district}, {fiscal_year}")
    new = store.keyring.make(survey.scope)
    for name in set(survey.names()) - set(gone):
        store.put_new(name, store.get(name))
    body = {
        "kind": ERASURE,
        "responden": respondent,
        **said,
        "dimusnahkan": gone,
        "sisa": "" if everybody else _remaining(survey, respondent, new),
        "tidak_dapat_dibuat_ulang": sorted(_resting(store, survey, set(gone))),
    }
    act = record(store, fiscal_year, district, body) if set(gone) - before.keys() else {**body, "seq": 0}
    for key in old:
        store.keyring.destroy(survey.scope, key.key_id)
        for sealed in list(store.apart.list(f"{RESTRICTED_PREFIX}{survey.scope}/{key.key_id}/")):
            store.apart.remove(sealed)
    return act


def lying_open(store: Store, fiscal_year: int, district: str) -> list[str]:
    """Memos of stores of before, whose household tables are objects that everybody may read."""
    memos = ((key, Memo.load(store.get(key))) for key in store.list(f"units/{fiscal_year}/{district}/intake/"))
    return [
        k for k, m in memos if any(n in m.tables and not is_household(m.tables[n].digest) for n in HOUSEHOLD_TABLES)
    ]


def _remaining(survey: Survey, respondent: str, key: Key) -> str:
    """The household name of the rows of all others as they were last read; "" where no sealed run has read any."""
    manifest = newest_run_with(survey.store, survey.fiscal_year, survey.district, "intake")
    unit = manifest and History(survey.store, manifest).unit(survey.fiscal_year, survey.district, "intake")
    for name in HOUSEHOLD_TABLES if unit else ():
        contract = table(name)
        if unit and name in unit.memo.tables:
            try:
                rows = [row for k, row in unit.rows(contract).items() if _digits(k) != _digits(respondent)]
            except NotFound:
                return ""
            data = dump_rows([n for n in contract.names if any(n in r for r in rows)], rows)
            survey.store.put_new(key.name(data), data)
            return key.name(data)
    return ""


def _resting(store: RestrictedStore, survey: Survey, gone: set[str]) -> Iterator[str]:
    """The memos of units that hold what is destroyed, or read answers of the table that does."""
    memos = {k: Memo.load(store.get(k)) for k in store.list(f"units/{survey.fiscal_year}/{survey.district}/")}
    hold = {k for k, m in memos.items() if gone & {*m.objects().values(), *(d for _, d in m.inputs)}}
    columns = {d for k in hold for name in HOUSEHOLD_TABLES & memos[k].tables.keys()
               for d in memos[k].tables[name].columns.values()}  # fmt: skip
    yield from hold
    yield from (
        k for k, m in memos.items() if k not in hold and any(_is_answer(*i) and i[1] in columns for i in m.inputs)
    )


def _is_answer(label: str, _: str = "") -> bool:
    """Whether an input of a unit is a column of answers, neither the number of the respondent nor an open one."""
    found = RESTS_ON.search(label)
    return bool(found and found[1] in HOUSEHOLD_TABLES and found[2] not in (*table(found[1]).key, *OPEN_COLUMNS))


def rests_on_answers(memo: Memo) -> bool:
    """Whether a unit cannot be made again without answers of households."""
    kept = {*memo.objects().values(), *(d for _, d in memo.inputs)}
    return any(map(is_household, kept)) or any(_is_answer(*i) for i in memo.inputs)
