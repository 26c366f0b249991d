"""The questionnaire of the household survey as data: items, codes, which of them mark risk, and the skip table.

One yaml file per version of the instrument (buku-putih.md section 2.3). Risk marks and groups are what the rules of
section 3 read; no code of an answer stands in a program.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, Literal

import yaml

from schemas.errors import PpspError

CODES = "2021plus"
"""The version whose codes every fiscal year uses (rule ehra.older_forms)."""
Kind = Literal["single", "multi", "grid", "letters"]
Code = int | str
_FOLDER = Path(__file__).parent
_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class QuestionnaireNotPrepared(PpspError):
    """No file describes this version of the questionnaire."""


@dataclass(frozen=True, slots=True)
class Item:
    """One item. `columns` are its columns in ehra_responden: one, or one per letter (multi) or part (grid, letters).

    A cell holds a code (single, grid), 0 or 1 (multi), or letters joined by `;` (letters). `risk` are the codes that
    mark risk, `groups` other named sets of codes, `years` the upper limit in years of a code that tells a time.
    """

    item: str
    kind: Kind
    columns: tuple[str, ...]
    codes: tuple[Code, ...]
    risk: tuple[Code, ...] = ()
    groups: Mapping[str, tuple[Code, ...]] = field(default_factory=dict)
    years: Mapping[int, int] = field(default_factory=dict)
    is_observed: bool = False


@dataclass(frozen=True, slots=True)
class Skip:
    """After one of `codes` (single) or an answer without any letter of `without` (multi), `skips` are not asked."""

    after: str
    codes: tuple[int, ...]
    without: tuple[str, ...]
    skips: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Questionnaire:
    """One version of the instrument, items in the order of the form."""

    version: str
    reference: str
    items: Mapping[str, Item]
    skips: tuple[Skip, ...]


@cache
def load_questionnaire(version: str = CODES) -> Questionnaire:
    """The version called `version`; QuestionnaireNotPrepared when no file describes it."""
    path = _FOLDER / f"{version}.yaml"
    if not path.is_file():
        raise QuestionnaireNotPrepared(f"no questionnaire {version}: write {path.name} in schemas/ehra")
    raw = yaml.load(path.read_text(encoding="utf-8"), _Loader)
    return Questionnaire(
        version=str(raw["version"]),
        reference=str(raw["reference"]),
        items={str(name): _item(str(name), given) for name, given in raw["items"].items()},
        skips=tuple(_skip(given) for given in raw["skips"]),
    )


def _item(name: str, given: Mapping[str, Any]) -> Item:
    kind: Kind = given.get("kind", "single")
    parts = given["codes"] if kind == "multi" else given.get("parts", ())
    return Item(
        item=name,
        kind=kind,
        columns=tuple(f"{name}.{part}" for part in parts) or (name,),
        codes=tuple(given["codes"]),
        risk=tuple(given.get("risk", ())),
        groups={group: tuple(codes) for group, codes in given.get("groups", {}).items()},
        years=dict(given.get("years", {})),
        is_observed=bool(given.get("observed", False)),
    )


def _skip(given: Mapping[str, Any]) -> Skip:
    codes, without = given.get("codes", ()), given.get("without", ())
    return Skip(str(given["after"]), tuple(codes), tuple(without), tuple(given["skips"]))
