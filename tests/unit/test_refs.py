"""References: one spelling without blanks, read back to the same row key, and the spelling of before understood."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from schemas import refs
from schemas.refs import Ref, canonical, parse, spelled
from tests.support.contoh import examples

PART = st.text(st.characters(exclude_characters="|", exclude_categories=("Cs",)), min_size=1).filter(lambda t: t != "*")
KEYS = st.lists(PART, min_size=1, max_size=4).map("|".join)


@given(KEYS)
@examples(200)
def test_a_spelled_key_needs_no_quotes_and_reads_back(key: str) -> None:
    text = refs.tabel(2013, "99.01", "persampahan", key, "volume")
    assert not set(text) - set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.:,+@=*-~%/#")
    assert parse(text) == Ref("tabel", 2013, "99.01", key, "volume", "persampahan")
    assert str(parse(text)) == canonical(text) == text


def test_every_kind_reads_back() -> None:
    made = [
        refs.area(2013, "99.01.01.2001", "AL", "skor_akhir"),
        refs.every("area", 2013, "99.01", "skor_akhir"),
        refs.mps(2014, "99.01", "K 1/a", "APBD_K", "biaya_1_rp"),
        refs.layanan(2013, "99.01", "AL", "A1"),
        refs.tabel(2013, "99.01", "info", "", "email"),
        refs.agg(2013, "99.01", "rentang_jamban"),
    ]
    assert [str(parse(text)) for text in made] == made
    assert parse(made[0]).key == "99.01.01.2001|AL"
    assert (parse(made[1]).district, parse(made[1]).is_whole_column) == ("99.01", True)
    assert parse(made[2]).key == "K 1/a|APBD_K"
    assert spelled("Kontainer 6 m3|2012") == "Kontainer%206%20m3~2012"


def test_the_spelling_of_before_is_understood() -> None:
    old = "tabel/2013/99.01/tps3r/TPS 3R Pasar/Barat|2012#unit"
    assert canonical(old) == refs.tabel(2013, "99.01", "tps3r", "TPS 3R Pasar/Barat|2012", "unit")
    assert canonical("angka_mps/2014/99.01/a.AL-P/99.01.n") == "angka_mps/2014/99.01/a.AL-P%2F99.01.n"
    assert canonical("kesenjangan/2014/99.01/APBD_K|2015") == "kesenjangan/2014/99.01/APBD_K~2015"
    assert parse("mps/2014/99.01/AL-KOM~APBD_K").key == "AL-KOM|APBD_K"
