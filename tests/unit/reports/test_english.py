"""The English of the documents: every text has its pair, and nothing that people wrote is translated in part."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest
from jinja2 import Environment, meta

import reports
from reports.english import PLACE, known, pairs, translate
from reports.format_id import number, plain
from reports.html_text import html_text
from reports.language import English, Indonesian, joined, said, speaking, told
from reports.sentences import sentences
from schemas.canonical import digest
from tests.support.terjemahan import texts

SENTENCES = Path(reports.__file__).parent / "templates/sentences"
BLOCK = re.compile(r"\{% block (\w+) %\}\n(.*?)\{% endblock %\}", re.DOTALL)
STAMP = re.compile(r"\{# id (\w{8}) #\}\n")


def has_pair(text: str) -> bool:
    """Whether the text has its English, with a name or a number in the places of its values."""
    return any(known(re.sub(r"\{\w*\}", value, text).strip()) is not None for value in ("{}", "7", "Desa"))


def test_every_text_of_a_document_has_its_english() -> None:
    assert sorted({(where, text) for where, text in texts() if not has_pair(text)}) == []


def test_texts_are_found_at_all() -> None:
    found = {text for _, text in texts()}
    assert {"Pengelolaan {}", "Kata Pengantar", "Sumber: {}.", "Truk armroll", "amat tinggi", "Daftar isi"} <= found


def test_every_pair_stands_once_with_the_same_places() -> None:
    listed = list(pairs())
    assert [id for id, n in Counter(id for id, _ in listed).items() if n > 1] == []
    assert [id for id, en in listed if len(PLACE.findall(id)) != len(re.findall(r"\{\w*\}", en))] == []
    assert [id for id, en in listed if not en.strip()] == []


@pytest.mark.parametrize("name", [path.stem for path in sorted(SENTENCES.glob("*.j2"))])
def test_every_sentence_has_its_english(name: str) -> None:
    """A changed Indonesian block needs a look at the English one: then its stamp is the one named here."""
    ours = dict(BLOCK.findall((SENTENCES / f"{name}.j2").read_text(encoding="utf-8")))
    theirs = dict(BLOCK.findall((SENTENCES / "en" / f"{name}.j2").read_text(encoding="utf-8")))
    stamps = {block: "".join(STAMP.findall(text)) for block, text in theirs.items()}
    assert list(theirs) == list(ours)
    assert stamps == {block: digest(text.encode())[:8] for block, text in ours.items()}
    assert {b: values(t) for b, t in theirs.items()} == {b: values(t) for b, t in ours.items()}


def values(block: str) -> set[str]:
    """What a block prints or asks."""
    return meta.find_undeclared_variables(Environment().parse(block))


@pytest.mark.parametrize(
    ("indonesian", "english"),
    [
        ("Pengelolaan air limbah domestik", "Management of domestic wastewater"),
        ("Seluruh kabupaten/kota", "Whole district"),
        ("Air limbah domestik: Pemicuan, paket", "Domestic wastewater: Triggering, package"),
        ("DED (Kolam retensi dan pompa): DED, lahan", "DED (Retention pond and pumps): DED, land"),
        ("Talang Ketuari, Kec. Sumber Waroasa", "Talang Ketuari, Kec. Sumber Waroasa"),
        ("Komitmen sebagian: Rp1.500.000 dari Rp2.000.000.", "Partial commitment: Rp 1,500,000 of Rp 2,000,000."),
        ("Dokumen wajib belum ada dan tidak dibuat oleh langkah mana pun: lahan.",
         "Required documents are missing and no step makes them: land."),
        ("masterplan 2013-11-20", "master plan 2013-11-20"),
    ],
)  # fmt: skip
def test_texts_made_of_parts(indonesian: str, english: str) -> None:
    assert translate(indonesian) == english


@pytest.mark.parametrize(
    "written",
    [
        "Fisik 40 persen lebih kecil daripada triwulan sebelumnya; isi angka kumulatif.",
        "Kegiatan AL-1 tidak ada di MPS 2014: perbaiki nomornya.",
        "Memakai kekuatan untuk meraih peluang: kelembagaan sudah tersedia",
        "Bank sampah, Kec. Rawa Suyuuna",
        "Sampah: belum terangkut setiap hari",
        "Rawa Maliok",
    ],
)
def test_what_people_wrote_stays_whole(written: str) -> None:
    with speaking("en"):
        assert isinstance(said(written), Indonesian)
        assert said(written) == written


@pytest.mark.parametrize(
    "hostile",
    [
        "a" + " (b)" * 400,
        "Unit " * 300,
        "{}" * 50,
        "{0.__class__}",
        "Kec. , " * 200,
        "; " * 900,
        "(((a: " * 5000,
        "x" * 100000,
    ],
)
def test_nothing_that_a_district_writes_ends_it(hostile: str) -> None:
    with speaking("en"):
        assert said(hostile) in (hostile, translate(hostile))


def test_without_english_nothing_changes() -> None:
    assert said("Kata Pengantar") == "Kata Pengantar"
    assert (number(1234567, 1), plain(1234567, 1)) == ("1.234.567,0", "1234567.0")
    with speaking("en"):
        assert said("Kata Pengantar") == "Foreword"
        assert (number(1234567, 1), plain(1234567, 1)) == ("1,234,567.0", "1234567.0")


def test_a_part_that_stays_is_marked_inside_an_english_text() -> None:
    with speaking("en"):
        sources = told("Sumber: {}.", joined("; ", [said("BPS <dalam> angka"), said("tidak disebutkan")]))
        assert sources == "Source: BPS <dalam> angka; not named."
        assert html_text(sources) == 'Source: <span lang="id">BPS &lt;dalam&gt; angka</span>; not named.'


def test_a_name_in_a_sentence_is_marked() -> None:
    with speaking("en"):
        ((first, name, *_),) = sentences(
            "makna", "cakupan_AL", tinggi=("Rawa Suyuuna", "9"), rendah=("Kuala", "1"), tanpa=[]
        )
    assert isinstance(first, English)
    assert (first, name) == ("Adequate access is highest in Kecamatan ", Indonesian("Rawa Suyuuna"))
    assert isinstance(name, Indonesian)
