"""When a household is at risk: the 18 sub-indicators of buku-putih.md section 3 as statements about its answers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from schemas.ehra import Item, Questionnaire, load_questionnaire
from schemas.rulebook import Rulebook
from tasks.buku_putih.jawaban.pernyataan import (
    Among,
    And,
    AnyKnown,
    Code,
    Else,
    Letters,
    Not,
    Or,
    Statement,
    Sure,
    Ticked,
    columns_of,
)

Risks = Mapping[str, Statement]


def risks_in_force(rules: Rulebook) -> dict[str, Statement]:
    """The statements with the critical times and the years of the rulebook."""
    return risk_statements(load_questionnaire(), rules["ehra.ctps_list"], rules["irs.suspek_aman_years"])


def risk_statements(questionnaire: Questionnaire, ctps: Sequence[str], safe_years: int) -> dict[str, Statement]:
    """At risk, by sub-indicator in order of key; open for a household that is not in n_valid of it."""
    reader = _Reader(questionnaire, safe_years)
    return {
        "1.1": AnyKnown((reader.source("minum"), reader.risk("F.1.13"))),
        "1.2": AnyKnown(tuple(reader.source(use) for use in reader.parts("F.1.1"))),
        "1.3": reader.risk("F.1.6"),
        "2.1": Or(Sure(reader.risk("D.1")), Or(reader.risk("D.3"), reader.unsafe_tank())),
        "2.2": Among(reader.group("D.12", "pernah_disedot"), reader.sludge()),
        "2.3": AnyKnown(tuple(reader.code("E.1", column) for column in reader.item("E.1").columns)),
        "3.1": Not(reader.ticked("C.4", reader.item("C.4").groups["ditangani"])),
        "3.2": reader.risk("C.8"),
        "3.3": reader.risk("C.9"),
        "3.4": Else(reader.group("C.13", "tidak_dikompos"), reader.risk("C.6")),
        "4.1": AnyKnown((reader.risk("E.3.1"), reader.risk("E.4"))),
        "5.1": Or(Sure(reader.risk("G.1")), Not(reader.ticked("G.3", ctps, every=True))),
        "5.2a": reader.risk("D.5"),
        "5.2b": reader.risk("D.6"),
        "5.2c": reader.risk("D.7"),
        "5.2d": reader.risk("G.5"),
        "5.3": AnyKnown((reader.risk("F.1.2"), reader.risk("F.1.3"))),
        "5.4": AnyKnown((reader.risk("D.1"), reader.ticked("D.2", reader.item("D.2").risk), reader.risk("D.18"))),
    }


def answers_read() -> tuple[str, ...]:
    """The columns of ehra_responden that place a household and decide its risks, in the order of the form."""
    questionnaire = load_questionnaire()
    used = {c for columns in columns_by_key(risk_statements(questionnaire, (), 0)).values() for c in columns}
    return ("kode_desa", "strata", "rt", *(c for i in questionnaire.items.values() for c in i.columns if c in used))


def columns_by_key(risks: Risks) -> dict[str, tuple[str, ...]]:
    """The columns of ehra_responden that each sub-indicator reads."""
    return {key: columns_of(statement) for key, statement in risks.items()}


class _Reader:
    """Statements about one item, with the codes of the questionnaire."""

    def __init__(self, questionnaire: Questionnaire, safe_years: int) -> None:
        self._items = questionnaire.items
        self._safe_years = safe_years

    def item(self, name: str) -> Item:
        return self._items[name]

    def parts(self, name: str) -> list[str]:
        return [column.removeprefix(f"{name}.") for column in self.item(name).columns]

    def code(self, name: str, column: str) -> Code:
        return Code(column, _numbers(self.item(name).risk), _numbers(self.item(name).codes))

    def risk(self, name: str) -> Code:
        return self.code(name, name)

    def group(self, name: str, group: str) -> Code:
        return Code(name, _numbers(self.item(name).groups[group]), _numbers(self.item(name).codes))

    def within(self, name: str) -> Code:
        years = self.item(name).years
        return Code(name, tuple(c for c, y in years.items() if y <= self._safe_years), _numbers(self.item(name).codes))

    def source(self, use: str) -> Letters:
        item = self.item("F.1.1")
        return Letters(f"F.1.1.{use}", tuple(map(str, item.risk)), tuple(map(str, item.codes)))

    def ticked(self, name: str, letters: Sequence[object], every: bool = False) -> Ticked:
        return Ticked(tuple(f"{name}.{letter}" for letter in letters), self.item(name).columns, every)

    def unsafe_tank(self) -> Statement:
        """A tank that is not suspek aman: neither built within the years nor emptied within them by a service."""
        is_safe = Or(self.within("D.11"), And(self.within("D.12"), self.group("D.13", "layanan")))
        return And(self.group("D.3", "tangki"), Not(is_safe))

    def sludge(self) -> Statement:
        """Emptied by the household itself, or sludge gone to water or nobody knows where; a blank D.13 is not risk."""
        known_place = Sure(self.group("D.14", "tidak_mencemari"))
        return Or(Sure(self.risk("D.13")), Not(known_place))


def _numbers(codes: Sequence[object]) -> tuple[int, ...]:
    return tuple(code for code in codes if isinstance(code, int))
