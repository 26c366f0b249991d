"""Dated rules: the parameters somebody decided, each with its reference and status, as in force in a fiscal year.

A fiscal year is confirmed as a whole (rules/tahun.yaml); inside it the latest ruling at or before the year holds.
A step gets a view with only the rules that it declares, which raises on any other.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

import yaml

from schemas.canonical import digest, dump_json
from schemas.carried_out import CARRIED_OUT
from schemas.errors import UndeclaredRule, YearNotPrepared

_FOLDER = Path(__file__).with_name("rules")
_YEARS = "tahun.yaml"
_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True, slots=True)
class Ruling:
    """What holds from a fiscal year on: value, who says so (`published` or `assumed`), and the reference or reason.

    `value` is int, text, bool or None, or a tuple or read-only mapping of these; decimals and fractions are text.
    `is_local`: a district may agree on another value with a berita acara.
    """

    name: str
    unit: str
    valid_from: int
    value: Any
    status: str
    reference: str
    is_local: bool = False


class Rulebook:
    """The rulings in force in one fiscal year, or a view of some of them."""

    def __init__(self, fiscal_year: int, rulings: Mapping[str, Ruling]) -> None:
        self.fiscal_year = fiscal_year
        self._rulings = rulings

    def __getitem__(self, name: str) -> Any:
        return self.ruling(name).value

    def __contains__(self, name: object) -> bool:
        return name in self._rulings

    def ruling(self, name: str) -> Ruling:
        """The ruling in force; YearNotPrepared when nothing was ruled yet, UndeclaredRule outside the view."""
        if name in self._rulings:
            return self._rulings[name]
        known = _all_rulings().get(name)
        if known is None:
            raise UndeclaredRule(f"there is no rule {name!r} in schemas/rules")
        if min(known) > self.fiscal_year:
            raise YearNotPrepared(
                f"rule {name!r} has no ruling at or before fiscal year {self.fiscal_year}; the first is of {min(known)}"
            )
        raise UndeclaredRule(f"rule {name!r} is read but not declared by this step")

    def exact(self, name: str) -> Fraction:
        """The value as an exact number."""
        return Fraction(self[name])

    def only(self, names: Iterable[str]) -> Rulebook:
        """A view with these names; `area.*` takes every name of the group. An unknown name raises at once."""
        chosen: dict[str, Ruling] = {}
        for pattern in names:
            if pattern.endswith(".*"):
                if not any(n.startswith(pattern[:-1]) for n in _all_rulings()):
                    raise UndeclaredRule(f"there is no rule {pattern!r} in schemas/rules")
                chosen.update({n: r for n, r in self._rulings.items() if n.startswith(pattern[:-1])})
            elif pattern in self._rulings:
                chosen[pattern] = self._rulings[pattern]
            elif pattern not in _all_rulings():
                raise UndeclaredRule(f"there is no rule {pattern!r} in schemas/rules")
        return Rulebook(self.fiscal_year, chosen)

    @property
    def names(self) -> tuple[str, ...]:
        """Names in the view, sorted."""
        return tuple(sorted(self._rulings))

    @property
    def digest(self) -> str:
        """SHA-256 of `dump`."""
        return digest(self.dump())

    @property
    def edition(self) -> str:
        """The edition of the guides that holds in the year, e.g. bp_2012; the view must hold `edition.*`."""
        for name in self.only(("edition.*",)).names:
            value = self[name]
            if isinstance(value, Mapping) and value["from"] <= self.fiscal_year <= value["to"]:
                return name.removeprefix("edition.")
        raise YearNotPrepared(f"no edition of the guides covers fiscal year {self.fiscal_year}")

    def dump(self) -> bytes:
        """JSON by name: the values in force, and what documents print beside them: status, unit, reference.

        The members of a value stay in their order, in which they are printed.
        """
        said = {name: _said(ruling) for name, ruling in sorted(self._rulings.items())}
        return dump_json(said, keeps_order=True)

    @property
    def digests(self) -> dict[str, str]:
        """SHA-256 of each ruling in force by name, over the same as `digest`."""
        return {name: digest(dump_json(_said(self._rulings[name]), keeps_order=True)) for name in self.names}

    def value_text(self, name: str) -> str:
        """The value of a rule as JSON, its members in their order."""
        return dump_json(_plain(self[name]), keeps_order=True).decode()


def _said(ruling: Ruling) -> list[Any]:
    return [_plain(ruling.value), ruling.status, ruling.unit, ruling.reference]


def confirmed_years() -> tuple[int, ...]:
    """Fiscal years that somebody confirmed, sorted."""
    return tuple(sorted(_read(_FOLDER / _YEARS)["confirmed"]))


def require_confirmed(fiscal_year: int) -> None:
    """Raises YearNotPrepared for a year that nobody confirmed."""
    years = confirmed_years()
    if fiscal_year not in years:
        raise YearNotPrepared(
            f"fiscal year {fiscal_year} is not confirmed (confirmed: {years[0]} to {years[-1]}); "
            "add it to schemas/rules/tahun.yaml after reading its rows through"
        )


@cache
def load_rulebook(fiscal_year: int) -> Rulebook:
    """Everything in force in a fiscal year.

    Raises YearNotPrepared by name for a year that nobody confirmed, or in which a value holds that this program does
    not carry out.
    """
    require_confirmed(fiscal_year)
    in_force = {}
    for name, rulings in _all_rulings().items():
        passed = [year for year in rulings if year <= fiscal_year]
        if passed:
            in_force[name] = rulings[max(passed)]
    _require_carried_out(fiscal_year, in_force)
    return Rulebook(fiscal_year, in_force)


def read_rulebook(fiscal_year: int, data: bytes) -> Rulebook:
    """The rules that were in force in a year when a run kept them, from what `Rulebook.dump` gave.

    The year from which a value held is not kept: it reads as the fiscal year. Raises YearNotPrepared where a value held
    that this program does not carry out.
    """
    kept = json.loads(data)
    rulings = {
        name: Ruling(name, unit, fiscal_year, _frozen(value), status, reference)
        for name, (value, status, unit, reference) in kept.items()
    }
    _require_carried_out(fiscal_year, rulings)
    return Rulebook(fiscal_year, rulings)


def _require_carried_out(fiscal_year: int, in_force: Mapping[str, Ruling]) -> None:
    for name, (place, value) in CARRIED_OUT.items():
        if name in in_force and (ruled := _plain(in_force[name].value)) != value:
            raise YearNotPrepared(
                f"rule {name!r} is {ruled!r} in fiscal year {fiscal_year}, and {place} carries out only {value!r}; "
                "change the program before a year is made with another value"
            )


def ruling_history(name: str) -> dict[int, Ruling]:
    """Every ruling of a name by the year from which it holds."""
    return dict(_all_rulings()[name])


@cache
def _all_rulings() -> dict[str, dict[int, Ruling]]:
    found: dict[str, dict[int, Ruling]] = {}
    for path in sorted(_FOLDER.glob("*.yaml")):
        if path.name == _YEARS:
            continue
        for entry in _read(path):
            name = entry["name"]
            if name in found:
                raise UndeclaredRule(f"rule {name!r} is declared twice; the second time in {path.name}")
            found[name] = {year: _ruling(entry, year, said) for year, said in entry["rulings"].items()}
    return found


def _ruling(entry: dict[str, Any], year: int, said: dict[str, Any]) -> Ruling:
    return Ruling(
        name=entry["name"],
        unit=entry["unit"],
        valid_from=year,
        value=_frozen(said["value"]),
        status=said["status"],
        reference=said["reference"],
        is_local=entry.get("scope") == "local",
    )


def _frozen(value: Any) -> Any:
    """Rulings are shared by every step of a process: nobody may change one."""
    if isinstance(value, list):
        return tuple(_frozen(v) for v in value)
    if isinstance(value, dict):
        return MappingProxyType({k: _frozen(v) for k, v in value.items()})
    return value


def _plain(value: Any) -> Any:
    if isinstance(value, tuple):
        return [_plain(v) for v in value]
    if isinstance(value, Mapping):
        return {k: _plain(v) for k, v in value.items()}
    return value


@cache
def _read(path: Path) -> Any:
    return yaml.load(path.read_text(encoding="utf-8"), Loader=_Loader)
