"""What is stated of the certainty of a class, from counts and from answers, and where nothing is."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.support.area import run
from tests.support.survei import kode_of


def test_a_district_without_survey_has_no_statement():
    made = run(wilayah="desa | luas_adm_ha\nA | 100\nB | 200", penduduk="desa | penduduk_jiwa\nA | 100\nB | 100")
    assert [made.tables[name][1] for name in ("kepastian", "galat_ehra", "galat_irs")] == [[], [], []]
    assert made.summary["kepastian"] == {"catatan": "tidak dapat dihitung: tidak ada data EHRA"}


def test_statements_about_submitted_counts():
    ehra = "desa | strata | indikator | n_total | n_valid | n_berisiko"
    for stratum, risk in ((1, 20), (2, 900), (3, 640)):
        ehra += "".join(f"\n- | {stratum} | {key} | 1000 | 1000 | {risk}" for key in ("2.1", "2.2", "2.3"))
    made = run(
        wilayah="desa | strata | luas_adm_ha\nA | 1 | 100\nB | 2 | 100\nC | 3 | 100\nD | - | 100",
        penduduk="desa | penduduk_jiwa\nA | 100\nB | 100\nC | 100\nD | 100",
        ehra=ehra,
    )
    rows = {(r["kode_desa"][-1], r["komponen"]): r for r in made.tables["kepastian"][1]}
    assert [rows[d, "AL"]["is_pasti"] for d in "1234"] == [1, 1, 1, None]
    assert rows["4", "AL"]["catatan"] == "tidak dapat dihitung: kelas desa ini tidak memakai EHRA"
    assert rows["1", "PS"]["bertahan_pct"] is None
    assert "faktor desain 2,0" in rows["1", "AL"]["catatan"]
    assert [set(rows[d, "AL"]["kelas_ulang"] or "-") for d in "1234"] == [{"1"}, {"3"}, {"2"}, {"-"}]
    (error,) = (r for r in made.tables["galat_ehra"][1] if (r["area"], r["indikator"]) == ("strata-2", "2.1"))
    assert (error["pct"], error["galat_baku_pct"]) == (90, Decimal("1.34"))


def answers(place=True):
    """Ten households in each of eight RT of two desa; only latrines were asked."""
    return [
        {
            "no_responden": f"9901012{1 + d:03d}{r}{h:02d}"[:13],
            "kode_desa": kode_of(d) if place else None,
            "rt": str(r),
            "D.1": 4 if (r + h + 5 * d) % 4 < 1 + d else 1,
            "D.3": None if (r + h + 5 * d) % 4 < 1 + d else 1,
            "D.13": None,
            "E.3.1": 1 if (r * h) % 3 == 0 else 2,
        }
        for d in range(2)
        for r in range(8)
        for h in range(10)
    ]


@pytest.mark.parametrize("fiscal_year", [2013, 2016])
def test_statements_from_household_answers(fiscal_year):
    wilayah = "desa | strata | luas_adm_ha | klasifikasi_statistik\nA | 1 | 100 | 1\nB | 2 | 150 | 2"
    people = "desa | penduduk_jiwa | kk | kk_miskin\nA | 1000 | 200 | 50\nB | 900 | 190 | 90"
    made = run(fiscal_year, wilayah=wilayah, penduduk=people, ehra_responden=answers())
    rows = {(r["kode_desa"], r["komponen"]): r for r in made.tables["kepastian"][1]}
    assert rows[kode_of(0), "DR"]["catatan"] == "survei diulang per RT"
    assert {r["area"] for r in made.tables["galat_irs"][1]} == (
        {"strata-1", "strata-2"} if fiscal_year == 2013 else {f"desa-{kode_of(i)}" for i in range(2)}
    )
    assert made.summary["kepastian"]["ulangan"] == 200


@pytest.mark.parametrize("fiscal_year", [2013, 2016])
def test_a_survey_that_counts_nowhere_states_nothing(fiscal_year):
    nowhere = [{**row, "no_responden": f"x{i}"} for i, row in enumerate(answers(place=False))]
    unknown = "desa | strata | indikator | n_total | n_valid | n_berisiko\n- | 1 | 4.1 | - | - | -"
    for survey in ({"ehra_responden": nowhere}, {"ehra": unknown}):
        made = run(fiscal_year, wilayah="desa | strata\nA | 1", penduduk="desa | penduduk_jiwa\nA | 9", **survey)
        assert {r["bertahan_pct"] for r in made.tables["kepastian"][1]} <= {None}
        assert made.tables["galat_ehra"][1] == made.tables["galat_irs"][1] == []
