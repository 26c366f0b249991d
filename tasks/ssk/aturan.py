"""The rules of the year that the SSK reads, as one value."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from schemas.rulebook import Rulebook

RULES = (
    "area.priority_classes",
    "area.reason_min_chars",
    "check.projection_method",
    "check.weight_sum_tol",
    "fund.capability",
    "fund.growth_mean",
    "fund.history_years",
    "fund.pct_komitmen",
    "ssk.density_cuts",
    "ssk.gw_depth",
    "ssk.hilly_steps",
    "ssk.kawasan_min_kk",
    "ssk.om_start",
    "ssk.phase.*",
    "ssk.plan_years",
    "ssk.price_escalation",
    "ssk.price_regional_index",
    "ssk.price_year",
    "ssk.ps_cover",
    "ssk.ps_density",
    "ssk.sludge_permil",
    "ssk.sources",
    "ssk.start_year_by_class",
    "ssk.swot.issue_min",
    "ssk.swot.method",
    "ssk.swot.quadrants",
    "ssk.swot.scale",
    "ssk.wastewater_l_per_capita",
    "ssk.zone_risk_share",
)


@dataclass(frozen=True, slots=True)
class Aturan:
    """Cut-offs, shares and years under their names of rules.md."""

    priority_classes: tuple[int, ...] = (3, 4)
    is_geometric: bool = True
    density_cuts: tuple[int, ...] = (25, 100, 175, 250)
    gw_depth: Fraction = Fraction(3, 10)
    hilly_steps: int = 1
    kawasan_min_kk: int = 200
    om_start: int = 1
    phase_end: tuple[int, int, int] = (2, 5, 20)
    plan_years: int = 5
    price_escalation: Fraction = Fraction(0)
    price_year: int = 2013
    regional_index: Fraction = Fraction(1)
    ps_cover: tuple[tuple[str, int], ...] = ()
    ps_density: tuple[int, ...] = (100, 25)
    sludge_permil: int = 2
    sources: tuple[str, ...] = ("APBD_K", "APBD_P", "APBN", "CSR", "MASY")
    start_year: tuple[tuple[int, int], ...] = ((1, 3), (2, 3), (3, 2), (4, 1))
    wastewater_l: int = 100
    zone_risk_share: Fraction = Fraction(50)
    history_years: int = 5
    capability: str = "murni"
    pct_komitmen: Fraction = Fraction(2)
    growth_mean: str = "arithmetic"
    reason_min_chars: int = 20
    swot_issue_min: int = 3
    swot_scale: tuple[int, ...] = (1, 4)
    swot_method: str = "sum"
    swot_quadrants: tuple[tuple[str, str], ...] = (
        ("++", "AGRESIF"),
        ("+-", "DIVERSIFIKASI"),
        ("-+", "TURNAROUND"),
        ("--", "DEFENSIF"),
    )
    weight_tol: Fraction = Fraction(1, 10_000)


def read_rules(rules: Rulebook) -> Aturan:
    """The rules in force; raises YearNotPrepared through the rulebook."""
    return Aturan(
        priority_classes=tuple(rules["area.priority_classes"]),
        is_geometric=rules["check.projection_method"] == "geometric",
        density_cuts=tuple(rules["ssk.density_cuts"]),
        gw_depth=rules.exact("ssk.gw_depth"),
        hilly_steps=rules["ssk.hilly_steps"],
        kawasan_min_kk=rules["ssk.kawasan_min_kk"],
        om_start=rules["ssk.om_start"],
        phase_end=tuple(rules[f"ssk.phase.{name}"][-1] for name in ("pendek", "menengah", "panjang")),
        plan_years=rules["ssk.plan_years"],
        price_escalation=rules.exact("ssk.price_escalation"),
        price_year=rules["ssk.price_year"],
        regional_index=rules.exact("ssk.price_regional_index"),
        ps_cover=tuple(sorted(rules["ssk.ps_cover"].items())),
        ps_density=tuple(rules["ssk.ps_density"]),
        sludge_permil=rules["ssk.sludge_permil"],
        sources=tuple(rules["ssk.sources"]),
        start_year=tuple(sorted((int(k), v) for k, v in rules["ssk.start_year_by_class"].items())),
        wastewater_l=rules["ssk.wastewater_l_per_capita"],
        zone_risk_share=rules.exact("ssk.zone_risk_share"),
        history_years=rules["fund.history_years"],
        capability=rules["fund.capability"],
        pct_komitmen=rules.exact("fund.pct_komitmen"),
        growth_mean=rules["fund.growth_mean"],
        reason_min_chars=rules["area.reason_min_chars"],
        swot_issue_min=rules["ssk.swot.issue_min"],
        swot_scale=tuple(rules["ssk.swot.scale"]),
        swot_method=rules["ssk.swot.method"],
        swot_quadrants=tuple(sorted(rules["ssk.swot.quadrants"].items())),
        weight_tol=rules.exact("check.weight_sum_tol") / 100,
    )
