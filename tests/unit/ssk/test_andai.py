"""What would change a zone: the nearest cut-off, and one other fact at a time."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from tasks.ssk.aturan import Aturan
from tasks.ssk.fakta import Desa
from tasks.ssk.zona.andai import changes
from tasks.ssk.zona.zonasi import decide
from tests.support.contoh import examples

RULES = Aturan()
DRY = {"banjir": 0, "rob": 0, "cbd": 0, "cbd_rencana": 0, "berbukit": 0, "urban": 0, "air_tanah_m": Decimal(5)}


def desa(penduduk: int = 1000, terbangun: int = 20, **facts: object) -> Desa:
    known = {"kelas_al": 2, "kelas_ps": 2, "kelas_dr": 2, "genangan_ha": Decimal(0), **DRY, **facts}
    return Desa("15.07.01.2001", penduduk=penduduk, terbangun_ha=Decimal(terbangun), **known)


def told(d: Desa, komponen: str = "AL") -> dict[tuple[str, str], str]:
    return {(c["fakta"], c["menjadi"]): c["sistem"] for c in changes(d, komponen, RULES)}


def test_a_scattered_desa_is_told_the_next_cut_that_matters_and_where_it_stands() -> None:
    first = changes(desa(penduduk=300), "AL", RULES)[0]
    assert (first["menjadi"], first["sistem"]) == ("100 jiwa/ha atau lebih", "ONSITE_KOMUNAL")
    assert (first["luas_terbangun_ha"], first["penduduk_jiwa"]) == (3, 2000)
    risky = told(desa(penduduk=300, kelas_al=4))
    assert risky["kepadatan", "25 jiwa/ha atau lebih"] == "ONSITE_KOMUNAL"


def test_class_water_and_business_district_are_named_where_they_matter() -> None:
    found = told(desa())
    assert found["kelas risiko", "3 atau 4"] == "ONSITE_KOMUNAL"
    assert found["air tanah dangkal, banjir, atau rob", "ya"] == "ONSITE_KOMUNAL"
    assert found["rencana CBD", "ya"] == "OFFSITE_TERPUSAT"
    assert ("berbukit", "ya") not in found


def test_drainage_and_waste_have_their_own_facts() -> None:
    assert told(desa(kelas_dr=4), "DR") == {("genangan", "ada"): "TINGGI", ("rob", "ya"): "TINGGI"}
    assert told(desa(penduduk=3000), "PS")["perkotaan menurut statistik", "ya"] == "TIDAK_LANGSUNG_100"


def test_an_undecided_desa_has_nothing_to_change() -> None:
    assert changes(desa()._replace(terbangun_ha=None), "AL", RULES) == []


@given(
    st.integers(1, 9000),
    st.integers(1, 60),
    st.sampled_from([1, 2, 3, 4]),
    st.booleans(),
    st.sampled_from(["AL", "PS"]),
)
@examples(150)
def test_on_the_cut_the_desa_has_the_system_it_was_told(
    people: int, area: int, kelas: int, wet: bool, komponen: str
) -> None:
    d = desa(people, area, kelas_al=kelas, banjir=int(wet))
    now, dense = decide(d, komponen, RULES), Fraction(people, area)
    for change in changes(d, komponen, RULES):
        if change["fakta"] == "kepadatan":
            cut = people / change["luas_terbangun_ha"]
            at = cut if cut > dense else cut - Fraction(1, 1000)
            assert decide(d, komponen, RULES, at).sistem == change["sistem"]
            between = (cut + dense) / 2
            assert decide(d, komponen, RULES, between) == now or cut == dense
