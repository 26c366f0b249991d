"""The catalogue at work: volumes of every rule, and the worked example of catalogue.md section 7."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest

from schemas.catalogue import load_catalogue
from tasks.ssk.aturan import Aturan
from tasks.ssk.fakta import Desa
from tasks.ssk.program.draf import Draf
from tasks.ssk.program.harga import DaftarHarga
from tasks.ssk.program.katalog import prepare
from tasks.ssk.program.tempat import Tempat
from tasks.ssk.program.volume import volume_of
from tasks.ssk.tahapan.tambahan import Tidak

DESA = "99.01.01.2001"
STEPS = {s.kode: s for s in load_catalogue(2013)}
VOLUMES = """
kode       | desa | kk    | besaran | genangan_ha | volume
AL-PMC-01  |  1   | -     | -       | -           | 1
AL-IND-02  |  1   | 47    | -       | -           | 47
AL-KOM-02  |  1   | 47    | -       | -           | 5
AL-KOM-02  |  1   | 50    | -       | -           | 5
AL-KOM-02  |  1   | 51    | -       | -           | 6
AL-KOM-02  |  1   | 0     | -       | -           | 0
AL-LEM-01  |  3   | 101   | -       | -           | 3
AL-LEM-03  |  3   | 101   | -       | -           | 1
AL-LEM-04  |  3   | 101   | -       | -           | 300
AL-LEM-05  |  3   | 101   | -       | -           | 3
AL-LEM-06  |  3   | 101   | -       | -           | 3
AL-LEM-07  |  3   | 101   | -       | -           | 101
AL-KWS-05  |  3   | 333   | -       | -           | 666
AL-KWS-11  |  3   | 333   | -       | -           | 266
AL-KWS-12  |  3   | 333   | -       | -           | 67
AL-IPLT-04 |  3   | -     | 18.1    | -           | 5000
AL-IPLT-05 |  3   | -     | 18.1    | -           | 19
AL-IPLT-06 |  3   | -     | 18.1    | -           | 3
PS-ANG-02  |  3   | 8001  | -       | -           | 81
PS-ANG-03  |  3   | 8001  | -       | -           | 33
PS-ANG-04  |  3   | 8001  | -       | -           | 9
PS-ANG-05  |  3   | 8001  | -       | -           | 3
PS-TPA-04  |  3   | -     | 101     | -           | 30000
PS-TPA-05  |  3   | -     | 101     | -           | 3
DR-SAL-03  |  1   | -     | -       | 2.03        | 305
DR-POM-04  |  1   | -     | -       | 10.1        | 2000
DR-POM-05  |  1   | -     | -       | 10.1        | 2
"""


def place(kode: str, *cells: str) -> Tempat:
    n, kk, besaran, genangan = cells
    area = None if genangan == "-" else Decimal(genangan)
    return Tempat(
        STEPS[kode].paket,
        DESA,
        tuple(Desa(f"99.01.01.200{i}", genangan_ha=area, kelas_al=4) for i in range(1, int(n) + 1)),
        kk=None if kk == "-" else int(kk),
        besaran=None if besaran == "-" else Fraction(besaran),
    )


@pytest.mark.parametrize("line", VOLUMES.strip().splitlines()[1:])
def test_the_volume_of_a_step(line):
    kode, *cells, expected = (cell.strip() for cell in line.split("|"))
    assert volume_of(STEPS[kode].volume, place(kode, *cells)) == int(expected)


def test_a_3r_site_for_every_full_400_households():
    served = Tempat("PS-3R", DESA, (Desa(DESA, kk=1199, kelas_ps=4),))
    assert volume_of(STEPS["PS-3R-04"].volume, served) == 2
    assert volume_of(STEPS["PS-3R-05"].volume, served) == 2
    assert volume_of(STEPS["PS-3R-03"].volume, served) == 400


def test_an_unknown_fact_gives_no_volume():
    for kode in ("AL-KOM-02", "PS-3R-04", "DR-SAL-03", "PS-TPA-05"):
        assert isinstance(volume_of(STEPS[kode].volume, place(kode, "1", "-", "-", "-")), Tidak), kode


def test_a_desa_of_47_households_in_a_communal_system():
    draf = Draf(prepare(load_catalogue(2013), Fraction(1)), Aturan(), "99.01", DaftarHarga(2013, Aturan()))
    draf.add([Tempat("AL-KOM", DESA, (Desa(DESA, kelas_al=4),), kk=47)])
    cost = {kid.removesuffix(f"-{DESA}"): row["jumlah_rp"] for kid, row in draf.rows.items()}
    operation = draf.rows[f"AL-KOM-05-{DESA}"]
    assert cost["AL-KOM-01"] == 7_500_000
    assert cost["AL-KOM-02"] == 300_000_000
    assert cost["AL-KOM-03"] == 5_000_000
    assert cost["AL-KOM-04"] == 3_000_000
    assert sum(rp for kode, rp in cost.items() if kode != "AL-KOM-05") == 315_500_000
    assert {operation[f"biaya_{t}_rp"] for t in range(1, 6)} - {0} == {9_000_000}
