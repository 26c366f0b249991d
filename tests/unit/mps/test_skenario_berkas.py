"""The scenario file: what it may say, and the sentence for everything else."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.canonical import dump_json
from schemas.errors import WrongUsage
from tasks.mps.skenario.berkas import read_file
from tests.support.contoh import examples

WHOLE = """
name: APBD separuh
ceilings: {APBD_K: {scale: 0.5}, APBN: {2016: 2000000000}}
weights: {AL: {pro_poor: 40, penerima_manfaat: 15}}
readiness: {AL-KOM-02-99.01.06.2003: {earliest: 2017}}
"""


def says(text: str | bytes) -> str:
    with pytest.raises(WrongUsage) as refused:
        read_file("a.yaml", text if isinstance(text, bytes) else text.encode())
    assert refused.value.exit_code == 2
    return str(refused.value)


def test_the_file_of_the_manual_is_read_exactly() -> None:
    skenario = read_file("a.yaml", WHOLE.encode())
    assert skenario.name == "APBD separuh"
    assert skenario.ceilings["APBD_K"].scale == Fraction(1, 2)
    assert skenario.ceilings["APBN"].years == {2016: 2_000_000_000}
    assert skenario.weights["AL"] == {"pro_poor": 40, "penerima_manfaat": 15}
    assert skenario.readiness["AL-KOM-02-99.01.06.2003"].earliest == 2017


def test_the_order_of_keys_and_the_way_of_writing_change_no_content() -> None:
    other = """
    readiness:
      'AL-KOM-02-99.01.06.2003': {earliest: "2017"}
    weights: {AL: {penerima_manfaat: 15.0, pro_poor: 040}}
    ceilings:
      APBN: {2016: 2_000_000_000}   # counted
      APBD_K:
        scale: 0.50
    name: APBD separuh
    """
    read = [read_file("a.yaml", text.encode()).content() for text in (WHOLE, other)]
    assert dump_json(read[0]) == dump_json(read[1])


def test_empty_parts_say_nothing() -> None:
    assert read_file("a.yaml", b"name: x\nceilings: {}\nweights: {}\nreadiness: {}").content() == {}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ceilings: {}", "name: missing; write `name: ...`"),
        ("name: x\nceiling: {}", "ceiling: unknown key; the keys are name, ceilings, weights, readiness"),
        ("name: ''", "name: a name has 1 to 80"),
        ("name: ../x", "name: a name has 1 to 80"),
        ("name: x\nceilings: {APBD_K: {scale: half}}", "ceilings.APBD_K.scale: 'half' is no factor; write a number"),
        ("name: x\nceilings: {APBD_K: {scale: -1}}", "ceilings.APBD_K.scale: '-1' is no factor"),
        ("name: x\nceilings: {APBD_K: {scale: 1e9}}", "ceilings.APBD_K.scale: '1e9' is no factor"),
        ("name: x\nceilings: {APBD_K: {scale: 101}}", "from 0 to 100"),
        ("name: x\nceilings: {APBD_K: {}}", "ceilings.APBD_K: nothing in it"),
        ("name: x\nceilings: {APBD_K: 0.5}", "ceilings.APBD_K: not a mapping; write `ceilings: {APBD_K: {scale"),
        ("name: x\nceilings: 3", "ceilings: not a mapping"),
        ("name: x\nceilings: {APBN: {sixteen: 1}}", "'sixteen' is no calendar year"),
        ("name: x\nceilings: {APBN: {2016: 2.5}}", "'2.5' is no amount; write whole rupiah"),
        ("name: x\nceilings: {APBN: {2016: 2.000.000}}", "write whole rupiah without dots"),
        ("name: x\nceilings: {APBN: {2016: 9000000000000000}}", "count its zeros"),
        ("name: x\nweights: {AL: {pro_poor: 140}}", "weights.AL.pro_poor: '140' is no weight"),
        ("name: x\nweights: {AL: 40}", "weights.AL: not a mapping"),
        ("name: x\nreadiness: {K: 2017}", "readiness.K: not a mapping; write `readiness: {<kegiatan>"),
        ("name: x\nreadiness: {K: {earliest: soon}}", "readiness.K.earliest: 'soon' is no calendar year"),
        ("name: x\nreadiness: {K: {latest: 2017}}", "readiness.K.latest: unknown key; the only key here is earliest"),
        ("name: x\nname: y", "line 2: name: stands twice"),
        ("name: x\nweights: {AL: {a: 1, 'a': 2}}", "line 2: weights.AL.a: stands twice"),
        ("- name: x", "no mapping; the file starts with `name"),
        ("just text", "no mapping"),
        ("", "no mapping"),
        ("# nothing", "no mapping"),
        ("name: x\nweights: [1, 2]", "line 2: weights: a list; write a mapping"),
        ("name: x\n? [a]\n: b", "a key that is no text"),
        ("name: x\nweights: {a: {b: {c: {d: {e: 1}}}}}", "more than 4 levels"),
        ("name: x\nweights: &a {AL: *a}", "anchors and aliases (& and *) are not accepted"),
        ("name: x\nweights: *b", "anchors and aliases"),
        ("name: !!python/object/apply:os.system ['true']", "tags (!) are not accepted"),
        ("name: x\n---\nname: y", "a second document"),
        ("name: x\n\tceilings: {}", "line 2: not YAML"),
        ("name: {x", "not YAML"),
        (b"name: \xff\xfe", "not UTF-8 text"),
        ("name: \x07", "not YAML"),
        ("name: " + "x" * 70_000, "a scenario file has at most 65536"),
        ("[" * 60_000, "no mapping"),
        ("name: x\nweights: " + "{a: " * 15_000, "more than 4 levels"),
    ],
)
def test_anything_else_is_refused_with_file_key_and_what_to_do(text: str | bytes, expected: str) -> None:
    said = says(text)
    assert said.startswith("a.yaml")
    assert expected in said


def test_every_problem_is_named_at_once() -> None:
    said = says("name: x\nweight: {}\nceilings: {APBN: {2016: x, y: 3}}").splitlines()
    assert len(said) == 3
    assert all(line.startswith("a.yaml: ") for line in said)


@examples(40)
@given(st.binary(max_size=200) | st.text(max_size=200).map(str.encode))
def test_no_bytes_break_the_reader(data: bytes) -> None:
    assert answered(data).startswith(("a.yaml", "read"))


def answered(data: bytes) -> str:
    try:
        return "read " + read_file("a.yaml", data).name
    except WrongUsage as refused:
        return str(refused)
