"""Every hostile file ends in a sentence that says what to do, or is read; its reader's process bears the rest."""

from __future__ import annotations

import os
import time
from typing import Any

import pytest

from schemas.errors import WrongUsage
from schemas.findings import Finding
from tasks.contained import process
from tasks.contained.bounds import BROKEN, DEPTH, MEMORY, TIRED_BYTES, Beyond
from tasks.contained.process import contained, vetted
from tests.hostile.corpus import Case, corpus
from tests.unit.intake.support import read_grids, take_in

CASES = corpus()
_MOST_SECONDS = 20


@pytest.mark.parametrize("case", CASES, ids=[f"{i}-{c.name!a}" for i, c in enumerate(CASES)])
def test_a_hostile_file_gets_its_sentence_or_is_read(case: Case) -> None:
    data, start = case.make(), time.process_time()
    outputs = take_in({case.name: data})
    grids, problems = read_grids(case.name, data)
    assert time.process_time() - start < _MOST_SECONDS
    findings = [*problems, *outputs.findings]
    if case.says:
        (told, *_) = [f for f in findings if case.says in f.message] or [None]
        assert told is not None, [f.message for f in findings]
        assert _is_a_sentence(told)
    else:
        assert grids


def _is_a_sentence(found: Finding) -> bool:
    return found.message[0].isupper() and found.message.endswith(".") and "Error" not in found.message


def spin(_: str, __: bytes) -> None:
    while True:
        pass


def swell(_: str, __: bytes) -> int:
    return len(bytearray(4 * 1024**3))


def dig(_: str, __: bytes) -> None:
    dig(_, __)


def abort(_: str, __: bytes) -> None:
    os.abort()


def fail(_: str, __: bytes) -> None:
    raise KeyError("x")


def refuse(name: str, __: bytes) -> None:
    raise WrongUsage(f"{name} is wrong")


def environment(_: str, __: bytes) -> dict[str, str]:
    return dict(os.environ)


def echo(name: str, data: bytes, more: int) -> list[Any]:
    return [name, data.decode(), more]


@pytest.mark.parametrize(("job", "bound"), [(swell, MEMORY), (dig, DEPTH), (abort, BROKEN), (fail, BROKEN)])
def test_what_goes_beyond_a_bound_ends_the_reader_alone_and_the_next_file_is_read(job: Any, bound: str) -> None:
    with pytest.raises(Beyond) as told:
        contained(job, "a", b"")
    assert told.value.bound == bound
    assert contained(echo, "b", b"c", more=1) == ["b", "c", 1]


def test_a_reader_that_runs_on_is_ended_by_its_seconds_of_processor(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(process, "SECONDS", 1)
    with pytest.raises(WrongUsage, match=r"a\.csv needs more than 1 seconds of processor to read"):
        vetted(spin, "a.csv", b"")


def test_a_refusal_comes_through_as_it_was_said() -> None:
    with pytest.raises(WrongUsage, match=r"^a\.csv is wrong$"):
        contained(refuse, "a.csv", b"")


def test_the_reader_sees_nothing_of_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "planted")
    assert "planted" not in contained(environment, "", b"").values()


def test_a_large_process_has_readers_that_are_not_taken_for_large_ones(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(process, "_READERS", [])
    held = bytes(TIRED_BYTES + 2**20).replace(b"\0", b"1")  # written to, so that it counts
    assert contained(environment, "", b"")
    process._READERS[0].close()
    del held
