"""Tables of a few desa that the specifications of areas at risk share."""

from __future__ import annotations

from tests.support.area import rows_of

WILAYAH = """
    desa | luas_adm_ha | luas_terbangun_ha | klasifikasi_statistik
    A    |         100 |                10 | 1
    B    |         100 |                20 | 2
    C    |         100 |                30 | 2
    D    |         100 |                50 | 1
"""
PENDUDUK = """
    desa | penduduk_jiwa |  kk | rumah | kk_miskin
    A    |          1000 | 250 |   200 | 0
    B    |          2000 | 500 |   200 | 50
    C    |          4000 | 500 |   200 | 400
    D    |          5000 | 500 |   200 | 500
"""
AIR_LIMBAH = """
    desa | jamban_unit
    A    | 200
    B    | 160
    C    | 80
    D    | 0
"""


def persepsi(*scores: tuple[str, str, int]) -> str:
    rows = "".join(f"\n{desa} | OPD{i} | {komponen} | {skor}" for i, (desa, komponen, skor) in enumerate(scores))
    return "desa | opd | komponen | skor" + rows


def ehra(*risks: tuple[int, str, int]) -> str:
    rows = "".join(f"\n- | {stratum} | {key} | 100 | 100 | {n}" for stratum, key, n in risks)
    return "desa | strata | indikator | n_total | n_valid | n_berisiko" + rows


def indicator_scores(made, name):
    return [r["skor"] for r in rows_of(made, "indikator") if r["indikator"] == name]


MODES = {
    "wilayah": "desa\nA\nB\nC\nD\nE\nF",
    "sanitasi_mayoritas": """
        desa | jamban_mayoritas | pembuangan_tinja_mayoritas
        A    | 1                | 1
        B    | 3                | 1
        C    | 1                | 3
        D    | 1                | 2
        E    | 4                | 0
        F    | -                | 1
    """,
    "banjir": """
        desa | banjir | banjir_rob | banjir_bandang | kejadian_1 | kejadian_2
        A    | 0      | 0          | 0              | 0          | -
        B    | 1      | 0          | 0              | -          | -
        C    | 1      | 0          | 0              | 1          | 2
        D    | 1      | 0          | 0              | 2          | 2
        E    | 0      | 1          | 0              | 0          | 0
        F    | -      | 1          | 1              | -          | -
    """,
}
