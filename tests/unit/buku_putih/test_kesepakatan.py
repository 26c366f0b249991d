"""Agreed scores against computed ones, by hand from buku-putih.md section 5.3 (BP-V24)."""

from __future__ import annotations

import pytest

from schemas.rulebook import load_rulebook
from tasks.buku_putih.kesepakatan import agreed_findings, catatan_sepakat

RULES = load_rulebook(2013)
REASON = "tangki septik terbukti kedap air"
LARGE = ("warning", "skor_disepakati")
KEY = ("15.07.01.1010", "AL")


def found(hitung: int | None, **given: object) -> list[tuple[str, str]]:
    """(severity, column) of the findings of one desa and komponen."""
    agreed = {"kode_desa": KEY[0], "komponen": KEY[1], **given}
    area = {"kode_desa": KEY[0], "komponen": KEY[1], "skor_hitung": hitung}
    return [(f.severity, f.column) for f in agreed_findings([area], {KEY: agreed}, RULES)]


@pytest.mark.parametrize(
    ("hitung", "given", "owed"),
    [
        (3, {"skor_disepakati": 1}, [("error", "alasan"), ("error", "ba_id"), ("warning", "skor_disepakati")]),
        (3, {"skor_disepakati": 2, "alasan": REASON}, [("error", "ba_id")]),
        (3, {"skor_disepakati": 2, "alasan": REASON, "ba_id": "BA-1"}, []),
        (3, {"skor_disepakati": 2, "alasan": "x" * 19, "ba_id": "BA-1"}, [("error", "alasan")]),
        (3, {"skor_disepakati": 2, "alasan": "x" * 20, "ba_id": "BA-1"}, []),
        (3, {"skor_disepakati": 3}, []),
        (3, {"skor_kunjungan": 1, "alasan": REASON, "ba_id": "BA-1"}, [("warning", "skor_kunjungan")]),
        (
            1,
            {"skor_disepakati": 3, "skor_kunjungan": 1, "alasan": REASON, "ba_id": "B"},
            [("warning", "skor_disepakati")],
        ),
        (3, {"skor_kunjungan": 2}, [("error", "alasan"), ("error", "ba_id")]),
        (None, {"skor_disepakati": 1}, [("error", "alasan"), ("error", "ba_id")]),
        (None, {"skor_disepakati": 1, "alasan": REASON, "ba_id": "BA-1"}, []),
        (3, {}, []),
    ],
)
def test_every_given_score_is_held_against_the_computed_one(hitung, given, owed):
    assert found(hitung, **given) == owed


def test_what_changed_without_reason_is_said_beside_the_class():
    assert (
        catatan_sepakat({"skor_disepakati": 1}, 3, 20)
        == "diubah Pokja dari skor hitung 3 menjadi 1 tanpa alasan dan berita acara"
    )
    assert catatan_sepakat({"skor_disepakati": 1, "alasan": REASON}, None, 20) == (
        "diubah Pokja dari tanpa skor hitung menjadi 1 tanpa berita acara"
    )
    assert catatan_sepakat({"skor_disepakati": 1, "alasan": REASON, "ba_id": "BA"}, 3, 20) == ""
    assert catatan_sepakat({"skor_disepakati": 3}, 3, 20) == ""
