"""Tables without repetitions: nothing that a row says may get lost."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from reports.blocks import Column
from reports.catatan import BREAK, shorten
from schemas.facts import FactTable, Figure

COLUMNS = (Column("nama", "Kegiatan"), Column("status", "Status"), Column("ket", "Keterangan"))
LONG = "Bersyarat: lahan dibuat oleh langkah sebelumnya"
remarks = st.lists(st.sampled_from(("dipindah dari 2014", LONG, f"{LONG} juga", "pasti")), unique=True)


def rows_of(said: list[list[str]], status: str = "indikatif") -> FactTable:
    return FactTable(tuple({"nama": str(i), "status": status, "ket": BREAK.join(s)} for i, s in enumerate(said)))


@given(st.lists(remarks, min_size=1, max_size=30))
def test_what_a_row_said_can_be_read_from_its_cell_the_key_and_the_notes(said: list[list[str]]) -> None:
    short = shorten(rows_of(said), COLUMNS, remarks="ket")
    key = {entry[:3]: entry[4:].removesuffix(".") for entry in short.key}
    shared = {n.removeprefix("Berlaku bagi semua baris: ").removesuffix(".") for n in short.notes}
    for before, row in zip(said, short.rows.rows, strict=True):
        cell = [key.get(part, part) for part in str(row["ket"]).split("; ") if part]
        assert set(cell) | shared == set(before)


def test_what_all_rows_share_is_said_once_below_the_table() -> None:
    short = shorten(rows_of([[LONG], [LONG, "pasti"]]), COLUMNS, same=("status",), remarks="ket")
    assert [c.name for c in short.columns] == ["nama", "ket"]
    assert short.notes == ("Status semua baris: indikatif.", f"Berlaku bagi semua baris: {LONG}.")
    assert [row["ket"] for row in short.rows.rows] == ["", "pasti"]


def test_a_single_row_keeps_its_words() -> None:
    short = shorten(rows_of([["pasti", "sementara"]]), COLUMNS, same=("status",), remarks="ket")
    assert (short.columns, short.notes) == (COLUMNS, ())
    assert short.rows.rows[0]["ket"] == "pasti; sementara"


def test_an_unknown_column_is_named_and_an_empty_one_only_goes() -> None:
    columns = (*COLUMNS, Column("skor", "Per\u00adsepsi", "number", "Skor"), Column("catatan", "Catatan"))
    rows = tuple({**r, "skor": Figure(None, "a/b"), "catatan": ""} for r in rows_of([["x"], ["y"]]).rows)
    short = shorten(FactTable(rows), columns, unknown=("skor",), empty=("catatan",))
    assert [c.name for c in short.columns] == ["nama", "status", "ket"]
    assert short.notes == ("Tidak diketahui pada semua baris: Skor persepsi.",)
    known = (rows[0], {**rows[1], "skor": Figure(0, "a/b")})
    assert "skor" in [c.name for c in shorten(FactTable(known), columns, unknown=("skor",)).columns]
