"""Scores from village modes: the first line of the table that holds decides (buku-putih.md section 5.1)."""

from __future__ import annotations

import pytest

from tasks.buku_putih.modus import skor_al, skor_dr


@pytest.mark.parametrize(
    ("jamban", "pembuangan", "skor"),
    [
        (1, 1, 1), (2, 1, 2), (3, 1, 2), (1, 3, 3), (3, 3, 3), (1, 2, 4), (1, 4, 4), (4, 0, 4), (4, 1, 4),
        (1, 0, None), (None, 1, None), (1, None, None), (None, 4, 4), (4, None, 4), (None, None, None),
    ],
)  # fmt: skip
def test_latrine_and_disposal(jamban, pembuangan, skor):
    assert skor_al({"jamban_mayoritas": jamban, "pembuangan_tinja_mayoritas": pembuangan}) == skor


@pytest.mark.parametrize(
    ("events", "flag", "rob", "bandang", "skor"),
    [
        ((0, 0), 0, 0, 0, 1), ((1, 0), 1, 0, 0, 2), ((0, 0), 0, 1, 0, 2), ((0, 0), 0, 0, 1, 2), ((1, 1), 1, 0, 0, 3),
        ((3, 0), 1, 0, 0, 3), ((4, 0), 1, 0, 0, 4), ((9, 90), 1, 1, 1, 4), ((2, None), 1, 0, 0, 3),
        ((None, 0), 1, 0, 0, 1), ((None, None), 1, 0, 0, 2), ((None, None), 0, 0, 0, 1), ((None, None), 0, 1, 0, 2),
        ((None, None), None, 1, 1, None), ((0, 0), 0, None, 0, None), ((0, 0), 0, None, 1, 2),
        ((1, 0), 1, None, None, 2),
    ],
)  # fmt: skip
def test_flood_events(events, flag, rob, bandang, skor):
    row = {"kejadian_1": events[0], "kejadian_2": events[1], "banjir": flag, "banjir_rob": rob}
    assert skor_dr({**row, "banjir_bandang": bandang}) == skor
