"""The checks of catalogue.md section 7 on the catalogue itself, for every confirmed fiscal year."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from graphlib import TopologicalSorter
from pathlib import Path
from typing import get_args

import pytest
import yaml

from schemas.catalogue import CatalogueStep, Fact, Location, catalogue_digest, load_catalogue
from schemas.errors import YearNotPrepared
from schemas.rulebook import confirmed_years, load_rulebook

ROOT = Path(__file__).parents[2]
METHOD = ROOT.parent / "shared" / "method" / "catalogue.md"
needs_method = pytest.mark.skipif(not METHOD.exists(), reason="the method reference is not beside the project")
YEARS = [confirmed_years()[0], 2014, 2015, confirmed_years()[-1]]
DOCUMENTS = {"minat", "ksm", "lahan", "sppl", "ded", "fs", "ukl_upl", "amdal", "masterplan", "lembaga"}
BY_THRESHOLD = "amdal_atau_ukl_upl_ambang"

every_year = pytest.mark.parametrize("fiscal_year", YEARS)


def names_of(token: str) -> set[str]:
    """The documents of which one satisfies (or is made by) what the catalogue writes."""
    return {"amdal", "ukl_upl"} if token == BY_THRESHOLD else set(token.split("|"))


@every_year
def test_codes_are_unique_and_begin_with_their_package_and_komponen(fiscal_year):
    steps = load_catalogue(fiscal_year)
    assert len({s.kode for s in steps}) == len(steps)
    for s in steps:
        assert s.kode.rpartition("-")[0] == s.paket
        assert s.paket.partition("-")[0] == s.komponen
        assert s.komponen in load_rulebook(fiscal_year)["ssk.komponen"]


@every_year
def test_a_package_has_one_name(fiscal_year):
    named = {(s.paket, s.nama_paket) for s in load_catalogue(fiscal_year)}
    assert len(named) == len({paket for paket, _ in named})


@every_year
def test_codes_of_lists_are_known(fiscal_year):
    for s in load_catalogue(fiscal_year):
        assert s.tahap in "SIDLAOM", s.kode
        assert s.jenis in "abcdefgks", s.kode
        assert s.volume.fact in get_args(Fact), s.kode
        assert s.volume.bulat in ("", "ceil", "floor", "half_up"), s.kode
        assert s.lokasi in get_args(Location), s.kode
        assert s.status in ("published", "assumed"), s.kode
        assert set().union(*map(names_of, (*s.dokumen_buat, *s.dokumen_perlu))) <= DOCUMENTS, s.kode


def test_no_field_of_the_files_is_left_unread():
    package = {"paket", "nama", "komponen", "lokasi", "status", "langkah"}
    step = {"kode", "nama", "layanan", "lokasi", "tahap", "jenis", "satuan", "volume", "sumber", "harga_rp", "om_pct",
            "om_dari", "setelah", "dokumen_buat", "dokumen_perlu"}  # fmt: skip
    for path in (ROOT / "schemas" / "catalogue").glob("*.yaml"):
        for edition in yaml.safe_load(path.read_text(encoding="utf-8")):
            assert set(edition) == {"valid_from", "paket"}
            for p in edition["paket"]:
                assert set(p) == package
                for s in p["langkah"]:
                    assert set(s) <= step, s["kode"]
                    assert set(s["volume"]) <= {"fakta", "per", "bulat", "kali", "sisa"}, s["kode"]


@every_year
def test_what_comes_before_a_step_is_a_step_and_no_step_waits_for_itself(fiscal_year):
    steps = {s.kode: s for s in load_catalogue(fiscal_year)}
    for s in steps.values():
        assert {kode for kode, _ in s.setelah} <= set(steps), s.kode
        assert {mark for _, mark in s.setelah} <= {"", "+1", "="}, s.kode
    TopologicalSorter({s.kode: [kode for kode, _ in s.setelah] for s in steps.values()}).prepare()


@every_year
def test_what_comes_before_a_step_stands_before_it_or_is_a_study(fiscal_year):
    order = [s.kode for s in load_catalogue(fiscal_year)]
    for s in load_catalogue(fiscal_year):
        for kode, _ in s.setelah:
            assert kode.endswith("-STD-02") or order.index(kode) < order.index(s.kode), s.kode


@every_year
def test_every_needed_document_is_made_by_the_package_or_the_masterplan(fiscal_year):
    steps = load_catalogue(fiscal_year)
    for s in steps:
        makers = {s.paket, f"{s.komponen}-STD"}
        made = set().union(*(names_of(d) for m in steps if m.paket in makers and m is not s for d in m.dokumen_buat))
        for needed in s.dokumen_perlu:
            assert names_of(needed) & made, (s.kode, needed)


@every_year
def test_the_documents_before_construction_are_those_of_the_readiness_types(fiscal_year):
    for paket, documents in load_rulebook(fiscal_year)["mps.readiness_types"].items():
        needing = [s for s in load_catalogue(fiscal_year) if s.paket == paket and s.dokumen_perlu]
        assert [set(s.dokumen_perlu) for s in needing] == [set(documents)], paket
        assert needing[0].jenis == "k"


@every_year
def test_the_number_of_sources_is_the_published_one(fiscal_year):
    rules, steps = load_rulebook(fiscal_year), load_catalogue(fiscal_year)
    order = rules["ssk.catalogue_count_reading"]
    for paket, counts in rules["ssk.catalogue_counts"].items():
        own = [s for s in steps if s.paket == paket]
        assert {s.status for s in own} == {"published"}
        assert sorted(len(s.sumber) for s in own) == sorted(counts)
        for s in own:
            assert s.sumber == order[: len(s.sumber)], s.kode


def test_the_published_count_of_each_step():
    counts = {s.kode: len(s.sumber) for s in load_catalogue(2015) if s.status == "published"}
    assert [n for kode, n in counts.items() if kode.startswith("AL-KOM")] == [4, 5, 3, 3, 2]
    assert counts["AL-LEM-03"] == 2  # perencanaan
    assert counts["AL-LEM-04"] == 1  # lahan
    assert counts["AL-KWS-03"] == counts["AL-KWS-01"] == 1
    assert counts["AL-KWS-09"] == counts["AL-KWS-10"] == 4


@every_year
def test_sources_are_known_and_land_is_paid_by_the_district(fiscal_year):
    rules = load_rulebook(fiscal_year)
    for s in load_catalogue(fiscal_year):
        assert s.sumber, s.kode
        assert set(s.sumber) <= set(rules["ssk.sources"]), s.kode
        assert s.tahap != "L" or s.sumber == (rules["mps.land_source"],), s.kode


@every_year
def test_a_step_has_a_price_or_is_paid_as_a_share_of_others(fiscal_year):
    steps = {s.kode: s for s in load_catalogue(fiscal_year)}
    for s in steps.values():
        if not s.om_of:
            assert isinstance(s.price_rp, int), s.kode
            assert s.price_rp > 0, s.kode
            assert s.jenis != "d", s.kode
            continue
        assert (s.price_rp, s.om_pct, s.jenis, s.tahap, s.volume.fact) == (None, None, "d", "O", "per_tahun")
        assert dict(s.setelah) == dict.fromkeys(s.om_of, "+1"), s.kode
        assert all((steps[kode].om_pct or 0) > 0 for kode in s.om_of), s.kode


@every_year
def test_what_has_operating_cost_is_operated(fiscal_year):
    steps = load_catalogue(fiscal_year)
    operated = {kode for s in steps for kode in s.om_of}
    assert {s.kode for s in steps if s.om_pct} == operated


@every_year
def test_the_volume_fits_the_place_of_the_step(fiscal_year):
    places = {"kk": {"desa"}, "genangan_ha": {"desa"}, "kk_ps": {"zona"}, "n_desa": {"zona"},
              "lumpur_kurang_m3_hari": {"kabupaten"}, "terangkut_m3_hari": {"kabupaten"}}  # fmt: skip
    for s in load_catalogue(fiscal_year):
        assert s.lokasi in places.get(s.volume.fact, set(get_args(Location))), s.kode
        assert s.volume.per > 0, s.kode
        assert s.volume.kali > 0, s.kode


def test_hygiene_promotion_is_its_own_komponen_to_2014_and_wastewater_from_2015():
    def phbs(fiscal_year: int) -> list[str]:
        return [s.kode for s in load_catalogue(fiscal_year) if "PHBS" in s.kode]

    assert phbs(2014) == ["PH-PHBS-01", "PH-PHBS-02"]
    assert phbs(2015) == ["AL-PHBS-01", "AL-PHBS-02"]


def test_published_packages_keep_their_codes_and_names_in_every_edition():
    def published(fiscal_year: int) -> dict[str, str]:
        return {s.kode: s.nama for s in load_catalogue(fiscal_year) if s.status == "published"}

    assert all(published(year) == published(YEARS[0]) for year in confirmed_years())


def test_an_unconfirmed_year_has_no_catalogue():
    with pytest.raises(YearNotPrepared, match="2031"):
        load_catalogue(2031)


def test_the_digest_follows_the_steps_in_force():
    assert catalogue_digest(2013) == catalogue_digest(2014)
    assert catalogue_digest(2014) != catalogue_digest(2015)


def method_rows() -> Iterator[list[str]]:
    """The step rows of the method's tables, with {k} and {PH,AL} written out for fiscal years from 2015."""
    for line in METHOD.read_text(encoding="utf-8").splitlines():
        cells = [c.strip() for c in line.strip("| ").split(" | ")]
        if not line.startswith("| ") or len(cells) != 11 or cells[0] == "kode":
            continue
        kode = cells[0].replace("{PH,AL}", "AL")
        for komponen in ("AL", "PS", "DR") if "{k}" in kode else ("",):
            yield [kode.replace("{k}", komponen), *cells[1:]]


@needs_method
def test_every_step_of_the_method_is_here():
    ours = {s.kode: s for s in load_catalogue(2015)}
    rows = {cells[0].removesuffix(" L"): cells for cells in method_rows()}
    assert set(rows) == set(ours)
    for kode, (marked, nama, tahap, jenis, satuan, _volume, sumber, price, om, setelah, _dokumen) in rows.items():
        s = ours[kode]
        assert s.is_layanan == marked.endswith(" L"), kode
        assert s.nama == nama or "above" in nama or "only" in nama, kode
        assert (s.tahap, s.jenis, s.satuan) == (tahap, jenis, satuan), kode
        assert ", ".join(s.sumber) == sumber, kode
        assert s.price_rp == (None if price.startswith("om of") else int(price.replace(",", ""))), kode
        assert s.om_pct == (None if om == "-" else Fraction(om)), kode
        assert s.setelah == before_of(s, setelah), kode


def before_of(step: CatalogueStep, text: str) -> tuple[tuple[str, str], ...]:
    found = []
    for part in text.split(", ") if text != "-" else ():
        mark = "=" if part.startswith("=") else "+1" if part.endswith("+1") else ""
        kode = part.removeprefix("=").removesuffix("+1")
        found.append((kode if "-" in kode else f"{step.paket}-{kode}", mark))
    return tuple(found)
