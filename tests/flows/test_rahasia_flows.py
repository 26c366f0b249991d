"""Neither Prefect's database, the logs, the audit room nor anything else that a run writes holds an answer."""

from __future__ import annotations

from pathlib import Path

from flows.wiring import KEYRING
from tests.support.rahasia import BOOK, FY, KAB, PLANTED, district_book, holding
from tests.support.world import World


def test_commands_leave_no_answer_anywhere_but_in_the_sealed_part(empty_world: World, tmp_path: Path):
    world = empty_world
    data, respondents = district_book()
    (tmp_path / BOOK).write_bytes(data)
    world.json("submit", str(FY), KAB, str(tmp_path / BOOK), "--by", "Pokja", "--received", "2013-05-02")
    answer = world.json("run", str(FY), "--reason", "test")
    assert answer["counts"]["failed"] == 0
    world.call("site", "build", "room")
    shown = world.call("findings", str(FY), KAB)
    told = world.json("privacy", "subject", str(FY), KAB, respondents[0])
    assert told["answers"]
    outside = world.call("why", f"tabel/{FY}/{KAB}/ehra_responden/{respondents[0]}#D.1")
    assert "'" in outside.stdout, "who holds the key sees the text of the cell"
    (world.folder / f"store{KEYRING}").rename(tmp_path / "keys")
    closed = world.call("why", f"tabel/{FY}/{KAB}/ehra_responden/{respondents[0]}#D.1")
    assert "pemegang kunci" in closed.stdout
    assert BOOK in closed.stdout
    (world.folder / "said.txt").write_text(shown.stdout + shown.stderr + closed.stdout, encoding="utf-8")
    assert any((world.folder / ".prefect").rglob("*.db"))
    assert any((world.folder / "room").rglob("*.js"))
    assert list(holding(world.folder, PLANTED)) == []
