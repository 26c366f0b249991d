"""Gates, evidence, documents and waivers of the programme: the cases of the rules, a walk, and what no order may do."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.errors import WrongUsage
from schemas.findings import Finding
from tasks.programme.dokumen import ACTIONS, lives
from tasks.programme.orang import read_orang, read_peserta
from tasks.programme.rules import _CF, _PEOPLE, _RATIFY, _S2, _SURAT, RULES
from tasks.programme.tahap import stage_of, stages
from tests.support.contoh import examples
from tests.support.program import KAB, read

ERROR = Finding("BP-V07", "error", "Jiwa per KK di luar kisaran.", "penduduk", "99.01.01.2001|2013")
BY_ID = {rule.info.id: rule for rule in RULES}


@pytest.mark.parametrize("name", BY_ID)
def test_the_good_case_passes_and_the_bad_one_fails(name: str) -> None:
    rule = BY_ID[name]
    assert rule.check is not None
    assert [f for f in rule.check(read(rule.example_pass)) if f.rule == name] == []
    found = [f for f in rule.check(read(rule.example_fail)) if f.rule == name]
    assert found
    assert {f.severity for f in found} == {rule.info.severity}


RATIFIED_BEFORE = f"tahun_lalu{_PEOPLE}{_RATIFY}".replace("2014-1", "2013-1")
MPS = f"{_PEOPLE}{_RATIFY}\nsusunan mps=aa".replace("dokumen=ssk", "dokumen=mps")
READY = "\nbukti jenis=readiness_doc tanggal=2014-05-01 diperiksa=2014-06-01"
BUILT = "\nbukti jenis=kontrak tanggal=2014-05-01 diperiksa=2014-06-01"


@pytest.mark.parametrize(
    ("text", "stage", "held_by"),
    [
        ("hari 2014-02-01", "belum", ["s1"]),
        ("peserta peran=bp_ssk", "s1", ["s2/surat_minat"]),
        (_SURAT.format(1), "s2", ["s3/sk_pokja", "s3/anggaran_operasional", "s3/rencana_kerja", "s3/cf"]),
        (_S2, "s2", ["s3/cf"]),
        (f"{_S2}\n{_CF}", "s3", ["s4/ssk"]),
        (f"peserta peran=mps\nsusunan_lalu ssk=aa\n{MPS}", "s3", ["s4/ssk"]),
        (f"peserta peran=mps\nsusunan_lalu ssk=bb\n{MPS}\n{RATIFIED_BEFORE}", "s3", ["s4/ssk"]),
        (f"peserta peran=mps\nsusunan_lalu ssk=aa\n{MPS}\n{RATIFIED_BEFORE}", "s4", ["s5/readiness_doc"]),
        (f"peserta peran=mps\nsusunan_lalu ssk=aa\n{MPS}{READY}\n{RATIFIED_BEFORE}", "s5", ["s6/kontrak"]),
        (f"peserta peran=mps\nsusunan_lalu ssk=aa\n{MPS}{READY}{BUILT}\n{RATIFIED_BEFORE}", "s6", []),
    ],
)
def test_a_district_walks_from_belum_to_s6_and_each_step_names_what_holds_it(
    text: str, stage: str, held_by: list[str]
) -> None:
    found = stages(read(text))
    assert stage_of(found) == stage
    waiting = next((t for t in found if not t.is_entered), None)
    assert [f.row for f in (waiting.held_by if waiting else ())] == held_by


def test_an_open_error_holds_s4_and_its_waiver_opens_it() -> None:
    seen = read(f"peserta peran=mps\nsusunan_lalu ssk=aa\n{MPS}\n{RATIFIED_BEFORE}", findings=(ERROR,))
    assert stage_of(stages(seen)) == "s3"
    waiver = {"kind": "pengecualian", "seq": 90, "district": KAB, "temuan": ERROR.id, "tingkat": "error", "oleh": "K1"}
    waiver |= {"disetujui": "V1", "alasan": "sensus", "sampai": "2014-12-31", "tanggal_catat": "2014-02-01"}
    assert stage_of(stages(replace(seen, acts=[*seen.acts, waiver]))) == "s4"
    unsigned = waiver | {"disetujui": ""}
    assert stage_of(stages(replace(seen, acts=[*seen.acts, unsigned]))) == "s3"
    assert stage_of(stages(replace(seen, findings=None))) == "s3"


def test_evidence_of_last_year_opens_no_gate_of_this_year() -> None:
    seen = read(f"{_S2}\n{_CF}")
    assert stage_of(stages(seen)) == "s3"
    assert (
        stage_of(stages(replace(seen, acts=[], before=seen.acts, peserta=read("peserta peran=bp_ssk").peserta))) == "s1"
    )


PERSONS = ("K1", "S1", "V1", "B1", "F1", "X9")
ACT = st.tuples(st.sampled_from(ACTIONS), st.sampled_from(PERSONS), st.sampled_from(("aa", "bb")))


@given(st.lists(ACT, max_size=25))
@examples(300)
def test_no_order_of_acts_lets_one_person_write_and_approve_or_a_facilitator_approve(
    drawn: list[tuple[str, str, str]],
) -> None:
    people = read(_PEOPLE).people
    acts = [
        {"kind": "dokumen", "seq": i, "district": KAB, "dokumen": "ssk", "aksi": a, "oleh": who, "versi": d}
        | {"tanggal_catat": "2014-11-01", "alasan": "r", "oleh_kedua": "V1", "komentar_no": 1}
        for i, (a, who, d) in enumerate(drawn)
    ]
    life = lives(acts, people, {})["ssk"]
    by = {action: life.who(action) for action in ("submit", "review", "approve", "ratify")}
    done = [pair for pair in by.values() if pair[0]]
    if life.state in ("final", "ratified"):
        assert len({person for person, _ in done}) == len(done) >= 3
        assert len({role for _, role in done}) == len(done)
    assert all(role not in ("cf", "pf") for _, role in done)


def test_people_and_participants_are_read_and_a_bad_line_is_named() -> None:
    good = b"orang_id,peran,kode_wilayah,mulai,selesai\nK1,ketua_pokja,99.01,2013-01-01,\n"
    (one,) = read_orang([("o.csv", good)])
    assert (one.peran, one.mulai) == ("ketua_pokja", date(2013, 1, 1))
    assert (one.covers("99.01"), one.covers("99.02")) == (True, False)
    with pytest.raises(WrongUsage, match=r"o.csv line 2: peran 'ketua'"):
        read_orang([("o.csv", good.replace(b"ketua_pokja", b"ketua"))])
    with pytest.raises(WrongUsage, match=r"ends .* before it begins"):
        read_orang([("o.csv", good.replace(b"2013-01-01,", b"2013-01-01,2012-01-01"))])
    files = [
        (f"{i}.csv", f"fiscal_year,kode_kab,peran,mundur\n2014,15.07,mps,{why}\n".encode())
        for i, why in enumerate(("", "anggaran batal"))
    ]
    assert [p.mundur for p in read_peserta(files)] == ["anggaran batal"]


ENGLISH = re.compile(r"\b(the|is|are|was|needs?|holds?|of|by|which|there|nobody|ended)\b")


@pytest.mark.parametrize("name", BY_ID)
def test_a_finding_of_the_programme_speaks_indonesian(name: str) -> None:
    rule = BY_ID[name]
    assert rule.check is not None
    said = [f.message for f in rule.check(read(rule.example_fail))]
    assert [m for m in said if ENGLISH.search(m)] == []
