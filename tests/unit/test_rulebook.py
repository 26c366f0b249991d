"""Dated rules: what holds in a year, what is refused, and that nothing is said without a reference."""

from __future__ import annotations

import json
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
import yaml

from schemas.errors import UndeclaredRule, YearNotPrepared
from schemas.rulebook import (
    Rulebook,
    Ruling,
    confirmed_years,
    load_rulebook,
    read_rulebook,
    ruling_history,
)

ROOT = Path(__file__).parents[2]
RULES = ROOT / "schemas" / "rules"
METHOD = ROOT.parent / "shared" / "method" / "rules.md"
needs_method = pytest.mark.skipif(not METHOD.exists(), reason="the method reference is not beside the project")
NEWEST = max(confirmed_years())


def everything() -> list[Ruling]:
    return [r for name in load_rulebook(NEWEST).names for r in ruling_history(name).values()]


def method_rows() -> Iterator[list[str]]:
    """name, value, unit, valid from, status, reference of each row of the method's parameter table."""
    for line in METHOD.read_text(encoding="utf-8").splitlines():
        cells = [c.strip() for c in line.strip("| ").split(" | ")]
        if line.startswith("| ") and len(cells) == 6 and cells[3].isdigit():
            yield cells


@pytest.mark.parametrize("path", sorted((ROOT / "schemas").rglob("*.yaml")), ids=lambda p: p.name)
def test_no_key_is_written_twice_in_one_mapping(path):
    nodes = [yaml.compose(path.read_text(encoding="utf-8"), Loader=yaml.SafeLoader)]
    while nodes:
        node = nodes.pop()
        if isinstance(node, yaml.MappingNode):
            keys = [key.value for key, _ in node.value]
            assert len(keys) == len(set(keys)), node.start_mark
            nodes += [value for _, value in node.value]
        elif isinstance(node, yaml.SequenceNode):
            nodes += node.value


def test_every_name_stands_once():
    names = [entry["name"] for path in RULES.glob("*.yaml") if path.name != "tahun.yaml" for entry in _load(path)]
    assert len(names) == len(set(names))


def _load(path: Path) -> list[dict[str, object]]:
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def test_every_ruling_has_a_value_a_status_and_a_reference():
    for ruling in everything():
        assert ruling.status in ("published", "assumed"), ruling.name
        assert ruling.reference.strip(), ruling.name
        assert ruling.unit.strip(), ruling.name
        assert not _holds_float(ruling.value), f"{ruling.name}: write decimals as text"


def _holds_float(value: object) -> bool:
    parts = list(value.values()) if hasattr(value, "values") else value if isinstance(value, tuple) else ()
    return isinstance(value, float) or any(_holds_float(p) for p in parts)


def test_every_confirmed_year_says_who_and_why():
    confirmed = yaml.safe_load((RULES / "tahun.yaml").read_text(encoding="utf-8"))["confirmed"]
    assert all(said["by"] and said["reason"] for said in confirmed.values())
    first, last = load_rulebook(NEWEST)["rules.confirmed_years"]
    assert confirmed_years() == tuple(range(first, last + 1))


def test_an_unconfirmed_year_is_refused_by_name():
    with pytest.raises(YearNotPrepared, match=r"fiscal year 2031 is not confirmed.*schemas/rules/tahun\.yaml"):
        load_rulebook(2031)
    with pytest.raises(YearNotPrepared, match="2009"):
        load_rulebook(2009)


@pytest.mark.parametrize(
    ("name", "before", "after", "from_year"),
    [
        ("irs.unit", "strata", "desa", 2016),
        ("score.nd", None, 1, 2016),
        ("area.combine", "three_scores", "impact_x_exposure", 2016),
        ("ssk.komponen", ("AL", "PS", "DR", "PH"), ("AL", "PS", "DR"), 2015),
        ("mps.dak.rules_apply", False, True, 2014),
        ("edition.opd_label", "SKPD", "OPD", 2017),
        ("ehra.skip_table", None, "2021plus", 2021),
    ],
)
def test_the_latest_ruling_holds_and_does_not_leak_backwards(name, before, after, from_year):
    assert load_rulebook(from_year - 1)[name] == before
    assert load_rulebook(from_year)[name] == after
    assert load_rulebook(NEWEST)[name] == after


def test_a_repeated_value_takes_the_status_of_its_year():
    assert load_rulebook(2014).ruling("ssk.gw_depth").status == "assumed"
    assert load_rulebook(2015).ruling("ssk.gw_depth").status == "published"
    assert load_rulebook(2015).exact("ssk.gw_depth") == load_rulebook(2014).exact("ssk.gw_depth") == Fraction(3, 10)


def test_a_rule_without_a_ruling_yet_is_refused_by_name_and_year():
    whole = load_rulebook(2015)
    for rules in (whole, whole.only(("area.*",)), whole.only(("area.opd_min",))):
        with pytest.raises(YearNotPrepared, match=r"'area\.opd_min'.*2015"):
            rules["area.opd_min"]


def test_a_view_holds_only_what_was_declared():
    view = load_rulebook(2013).only(("score.k", "irs.w.*"))
    assert view.names == ("irs.w.1", "irs.w.2", "irs.w.3", "irs.w.4", "irs.w.5", "score.k")
    assert view["score.k"] == 4
    assert "irs.unit" not in view
    with pytest.raises(UndeclaredRule, match=r"irs\.unit"):
        view["irs.unit"]


@pytest.mark.parametrize("name", ["score.kk", "skor.*", "score", "irs.w*"])
def test_asking_for_an_unknown_name_raises_at_once(name):
    with pytest.raises(UndeclaredRule, match="there is no rule"):
        load_rulebook(2013).only((name,))


def test_a_value_that_nobody_may_change():
    rules = load_rulebook(2013)
    with pytest.raises(TypeError):
        rules["mps.criteria"]["pro_poor"] = 100
    assert rules["irs.w.2"] == ("100/3", "100/3", "100/3")


def test_the_digest_follows_what_is_in_force_and_not_the_order_of_names():
    one, other = load_rulebook(2013).only(("score.k", "irs.unit")), load_rulebook(2013).only(("irs.unit", "score.k"))
    assert one.digest == other.digest
    assert one.digest != load_rulebook(2016).only(("score.k", "irs.unit")).digest
    assert one.digest != load_rulebook(2013).only(("score.k",)).digest
    assert load_rulebook(2012).only(("score.*",)).digest == load_rulebook(2013).only(("score.*",)).digest


def test_kept_rules_read_the_same_and_the_order_of_members_counts_because_documents_print_it():
    for year in (2013, 2016):
        rules = load_rulebook(year)
        kept = read_rulebook(year, rules.dump())
        assert (kept.digest, kept.edition) == (rules.digest, rules.edition)
        assert [(n, kept[n]) for n in kept.names] == [(n, rules[n]) for n in rules.names]

    def book(value: Any) -> Rulebook:
        return Rulebook(2013, {"x": Ruling("x", "%", 2010, value, "assumed", "-")})

    assert book({"AL": 1, "DR": 2}).digest != book({"DR": 2, "AL": 1}).digest


def test_kept_rules_that_this_program_does_not_carry_out_are_refused():
    said = json.loads(load_rulebook(2013).dump())
    said["score.boundary"][0] = "lower bound inclusive"
    with pytest.raises(YearNotPrepared, match=r"score\.boundary"):
        read_rulebook(2013, json.dumps(said).encode())


def test_the_digest_follows_a_changed_reference_because_documents_print_it():
    def book(reference: str) -> Rulebook:
        return Rulebook(2013, {"x": Ruling("x", "%", 2010, 1, "assumed", reference)})

    assert book("a").digest != book("b").digest


@pytest.mark.parametrize(
    ("fiscal_year", "edition"),
    [(2010, "bp_2010"), (2011, "bp_2010"), (2012, "bp_2012"), (2013, "bp_2012"), (2014, "bp_2014"), (2015, "bp_2014"),
     (2016, "ssk_2016"), (2020, "ssk_2016"), (2021, "ssk_2021"), (2025, "ssk_2021")],
)  # fmt: skip
def test_each_year_has_one_edition(fiscal_year, edition):
    assert load_rulebook(fiscal_year).edition == edition


def test_the_mark_of_every_page_is_in_force_in_every_year():
    assert {load_rulebook(year)["document.mark"] for year in confirmed_years()} == {"contoh uji"}


def test_weights_sum_to_a_hundred():
    rules = load_rulebook(2016)
    for name in ("irs.w.1", "irs.w.2", "irs.w.3", "irs.w.4", "irs.w.5", "area.w_impact"):
        assert sum(Fraction(w) for w in rules[name]) == 100, name
    assert sum(rules["mps.criteria"].values()) == rules["mps.criteria_sum"] == sum(rules["qa.weights"].values())
    for name in ("area.w_scores", "area.w_exposure"):
        assert sum(Fraction(w) for w in rules[name].values()) == 1, name


@needs_method
def test_every_row_of_the_method_is_here_with_its_status():
    ours = {(r.name, r.valid_from): r for r in everything()}
    rows = list(method_rows())
    assert len(rows) > 250
    for name, value, _unit, year, status, _why in rows:
        ruling = ours.get((name, int(year)))
        assert ruling is not None, f"{name} {year} is missing"
        assert ruling.status == status.partition(",")[0], f"{name} {year}"
        assert "*local*" not in status or ruling.is_local, f"{name} {year}"
        if isinstance(ruling.value, int | str) and value.replace(".", "", 1).replace(",", "").isdigit():
            assert Fraction(ruling.value) == Fraction(value.replace(",", "")), f"{name} {year}"
    extra = set(ours) - {(row[0], int(row[3])) for row in rows}
    ehra = ("bootstrap_redraws", "bootstrap_seed", "design_effect", "n_desa_share")
    own = {("area.firm_share", 2010), *((f"ehra.{name}", 2010) for name in ehra)}
    own.add(("monev.document_order", 2010))
    # The outlines of both earlier editions stand in ssk.md section 2 instead.
    own |= {("document.outline_ssk", 2010), ("document.outline_ssk", 2015)}
    # The legal chain stands in programme.md section 2.
    own |= {("document.landasan_hukum", year) for year in (2010, 2012, 2014, 2017, 2022)}
    # Ranks redrawn, types of readiness and the order of stages: mps.md sections 4 and 6 in words.
    ranks = ("seed", "draws", "level", "weight_range")
    own |= {("mps.rank." + name, 2010) for name in ranks}
    own.add(("mps.alloc.lexicographic", 2010))
    own |= {("mps.readiness_type_names", 2010), ("mps.sidlacom_groups", 2010), ("mps.readiness_score_cuts", 2012)}
    # How large a file may be, and which amounts have another scale: buku-putih.md section 7 in words.
    own |= {rule for rule in extra if rule[0].startswith("intake.")}
    # How an auditor's sample is drawn: programme.md section 10 asks for it in words.
    own |= {rule for rule in extra if rule[0].startswith("audit.")}
    # The method has no national ranking.
    own |= {rule for rule in extra if rule[0].startswith("nasional.")}
    # How long answers of households are kept: the method asks for a period and names none.
    own.add(("privacy.retention_years", 2010))
    # Reports of the CF, reminders and the age of data: programme.md sections 4, 5 and 10 in words.
    own |= {(f"programme.{name}", 2010) for name in ("cf_reports", "reminder_days", "data_age_max")}
    assert extra == {("document.mark", 2010), ("edition.opd_label", 2017), *own}
