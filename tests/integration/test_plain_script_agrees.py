"""An independent check of the method: a plain pandas script, written apart from our steps, gives the same rows."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from benchmarks.agree import Made, apart, compared, differences, frames_of, steps_of_desa, together
from benchmarks.jambi import FIRST, Source, given
from benchmarks.pandas_plain import plain
from benchmarks.steps import compute

PlainTables = list[dict[str, pd.DataFrame]]


@pytest.fixture(scope="module")
def both(public: Path, jambi_files: Path) -> tuple[Made, PlainTables]:
    folders = tuple(sorted(p for p in jambi_files.iterdir() if p.is_dir()))
    inputs = given(Source("Jambi", folders, (public / "data/regions/regions_jambi.csv",)))
    tables = plain(together(frames_of(inputs)), steps_of_desa(FIRST), FIRST)
    return compute(inputs), apart(tables, [folder.name for folder in folders])


def test_every_row_of_area_ssk_and_mps_is_the_same(both: tuple[Made, PlainTables]) -> None:
    ours, theirs = both
    assert len(ours) == 11
    assert compared(ours) > 20_000
    assert differences(ours, theirs) == []


@pytest.mark.parametrize(
    ("table", "column"),
    [
        ("area", "skor_akhir"),
        ("zona", "sistem"),
        ("kegiatan", "biaya_1_rp"),
        ("prioritas", "urutan"),
        ("baris", "vol_2"),
    ],
)
def test_a_single_other_cell_would_be_found(both: tuple[Made, PlainTables], table: str, column: str) -> None:
    ours, theirs = both
    changed = theirs[0][table].copy()
    row = changed[column].first_valid_index()
    changed.loc[row, column] = "LAIN" if isinstance(changed.loc[row, column], str) else 99
    assert len(differences(ours[:1], [{**theirs[0], table: changed}])) == 1


def test_the_script_refuses_what_it_does_not_cover() -> None:
    frame = pd.DataFrame({"kab": ["99.01"], "kode_desa": ["99.01.01.2001"], "tahun": [2012], "penduduk_jiwa": [400]})
    land = frame[["kab", "kode_desa"]].assign(luas_terbangun_ha=4.0)
    modes = frame[["kab", "kode_desa"]].assign(jamban_mayoritas=1, pembuangan_tinja_mayoritas=1)
    floods = frame[["kab", "kode_desa"]].assign(kejadian_1=0, kejadian_2=0, banjir=0, banjir_bandang=0, banjir_rob=0)
    frames = {"penduduk": frame, "wilayah": land, "sanitasi_mayoritas": modes, "banjir": floods}
    with pytest.raises(NotImplementedError, match="density"):
        plain(frames, steps_of_desa(FIRST), FIRST)
