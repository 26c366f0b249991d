"""A binary workbook is read like any other, and its bounds hold before a reader makes room for it."""

from __future__ import annotations

import io
import zipfile

import pytest

from tasks.intake.grids.grid import VERY_HIDDEN, VISIBLE
from tests.support.xlsb import VERY_HIDDEN as HIDE
from tests.support.xlsb import sheet, xlsb
from tests.unit.intake.support import read_grids

ROWS = [
    ["kode_desa", "desa", "kk", "persen"],
    ["99.01.01.2001", "Suka Maju", 12, 0.5],
    ["99.01.01.2002", None, -3, True],
]


def test_cells_kinds_and_hidden_sheets_of_a_binary_workbook_are_read():
    grids, findings = read_grids("a.xlsb", xlsb({"Wilayah": ROWS, "Rahasia": [["x"]]}, {"Rahasia": HIDE}))
    assert findings == []
    assert [(g.sheet, g.hidden) for g in grids] == [("Wilayah", VISIBLE), ("Rahasia", VERY_HIDDEN)]
    assert grids[0].rows == [
        ["kode_desa", "desa", "kk", "persen"],
        ["99.01.01.2001", "Suka Maju", "12", "0.5"],
        ["99.01.01.2002", "", "-3", "1"],
    ]


def _with_sheet(data: bytes) -> bytes:
    """A workbook whose only sheet is this stream."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(xlsb({"A": []}))) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            new.writestr(name, data if name.endswith("sheet1.bin") else old.read(name))
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (_with_sheet(sheet([(0, ["a"]), (1_048_575, [*[None] * 16_000, "z"])])), "baris"),
        (_with_sheet(sheet([(0, ["a", "b"])])[:-9]), "rusak"),
        (xlsb({"A": [["a"]]})[:-30], "rusak"),
    ],
)
def test_a_far_cell_and_a_damaged_stream_are_told(data: bytes, word: str):
    grids, (found,) = read_grids("a.xlsb", data)
    assert (grids, word in found.message) == ([], True), found.message
