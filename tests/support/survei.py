"""A made-up survey as a matrix of risks, inside a district with secondary data."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import numpy as np

from schemas.contract import Rows
from tasks.buku_putih.bahan import Bahan, gather
from tasks.buku_putih.ehra import irs_of_district
from tasks.buku_putih.jawaban.hitung import counts
from tasks.buku_putih.matriks import RiskMatrix
from tasks.buku_putih.strata import Stratum
from tasks.buku_putih.ulangan import KEYS
from tests.support.area import KAB, inputs_of


def kode_of(i: int) -> str:
    """The code of the i-th desa, from 0."""
    return f"{KAB}.01.{2001 + i}"


def matrix(desa: int, rt: int, households: int, seed: int = 1, spread: float = 0.2, blank: float = 0.1) -> RiskMatrix:
    """`desa` times `rt` times `households` respondents; neighbours of an RT are alike, desa differ."""
    made = np.random.default_rng(seed)
    of_desa = made.uniform(0.2, 0.8, (desa, len(KEYS))).repeat(rt, 0)
    of_rt = np.clip(of_desa + made.choice((-spread, spread), of_desa.shape), 0, 1).repeat(households, 0)
    risk = (made.random(of_rt.shape) < of_rt).astype(np.int8)
    risk[made.random(of_rt.shape) < blank] = -1
    at = np.arange(desa * rt).repeat(households)
    return RiskMatrix(
        KEYS,
        tuple(kode_of(i) for i in range(desa)),
        risk,
        (at // rt).astype(np.int32),
        at.astype(np.int32),
        (at // rt % 5).astype(np.int8),
    )


def district(survey: RiskMatrix, fiscal_year: int) -> Bahan:
    """What the scores of a district with this survey are made of; strata go round 0 to 4."""
    n = range(len(survey.kode_desa))
    strata = {kode_of(i): Stratum(i % 5, is_declared=True) for i in n}
    wilayah: Rows = [
        {"kode_desa": kode_of(i), "luas_adm_ha": Decimal(100 + i), "klasifikasi_statistik": 1 + i % 2, "strata": i % 5}
        for i in n
    ]
    penduduk: Rows = [
        {
            "kode_desa": kode_of(i),
            "tahun": 2012,
            "penduduk_jiwa": 1000 + 37 * i % 3000,
            "kk": 300,
            "rumah": 250,
            "kk_miskin": i * 3,
        }
        for i in n
    ]
    air_limbah: Rows = [{"kode_desa": kode_of(i), "jamban_unit": 250 - i * 5} for i in n]
    inputs = inputs_of({"wilayah": wilayah, "penduduk": penduduk, "air_limbah": air_limbah}, fiscal_year)
    rows = counts(survey)
    irs = irs_of_district(rows, list(strata), strata, inputs.rules)
    return replace(gather(inputs), strata=strata, ehra=rows, matriks=survey, irs=irs)
