"""The same rows by a plain pandas script: what one would write for districts that counted village modes only.

Floats, no findings, no lineage, and no column that nothing fills. It refuses what it does not cover (a desa with a
density, a drainage need with its flooded area), so that it never does less than it is compared with. All frames have a
column `kab`: the script takes one district or many at once. The methods are those of buku-putih.md section 5, ssk.md
section 3, catalogue.md section 2 and mps.md sections 4 and 5.2.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import reduce
from operator import add
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

Frames = Mapping[str, pd.DataFrame]
KEY = ["kab", "kode_desa"]
YEARS = range(1, 6)
VOLUMES, COSTS = [f"vol_{t}" for t in YEARS], [f"biaya_{t}_rp" for t in YEARS]
BELUM = "belum_ditentukan"
START_BY_CLASS = {4: 1, 3: 2}
WEIGHTS = {
    "skor_penerima_manfaat": 30,
    "skor_permasalahan_mendesak": 25,
    "skor_persepsi_pokja": 20,
    "skor_pro_poor": 25,
}
POOR_CUTS = (0.5, 1.0, 1.5)
LEAST_WEIGHT = 50
_SHARED_DATA = "kepadatan penduduk, KK miskin, air minum"
NO_DATA = {
    "UMUM": f"belum dapat dinilai: tidak ada data {_SHARED_DATA}, jamban, sampah terangkut, luas genangan",
    "AL": f"belum dapat dinilai: tidak ada data {_SHARED_DATA}, jamban",
    "PS": "belum dapat dinilai: tidak ada data sampah terangkut, kepadatan penduduk, luas terbangun",
    "DR": "belum dapat dinilai: tidak ada data luas genangan, kepadatan penduduk, luas terbangun",
}
NO_DENSITY = "jumlah penduduk dan luas terbangun tidak diketahui atau 0"
BLANK = {
    "cbd": "CBD tidak diisi, dianggap bukan CBD",
    "klasifikasi_statistik": "klasifikasi statistik tidak diisi, dianggap bukan perkotaan",
}
NO_CEILING = "Tahun dan sumber dana masih indikasi karena kemampuan pendanaan belum diketahui."


def plain(frames: Frames, steps: pd.DataFrame, fiscal_year: int) -> dict[str, pd.DataFrame]:
    """Every table of area berisiko, SSK and the MPS of the next year; `steps` are the catalogue steps of one desa."""
    people = newest(frames["penduduk"], fiscal_year)
    areas = area(frames)
    issues = isu(areas)
    zones = zona(frames, people, areas)
    lines = kegiatan(zones, people, steps)
    ranked = prioritas(lines, areas, people)
    plan = baris(lines, ranked, fiscal_year + 1)
    return {
        "area": areas,
        "ringkasan_area": tally(areas),
        "isu": issues,
        "zona": zones,
        "kegiatan": lines,
        "program": program(lines, issues),
        "kegiatan_sumber": kegiatan_sumber(lines),
        "tidak_dibuat": tidak_dibuat(people),
        "prioritas": ranked,
        "bobot_dipakai": bobot_dipakai(lines),
        "baris": plan,
        **recaps(plan),
    }


def newest(penduduk: pd.DataFrame, fiscal_year: int) -> pd.DataFrame:
    """The newest row of each desa."""
    known = penduduk[penduduk["tahun"] <= fiscal_year]
    return known.sort_values("tahun").drop_duplicates(KEY, keep="last")


def area(frames: Frames) -> pd.DataFrame:
    """Class of every desa and komponen from village modes."""
    desa = frames["wilayah"][KEY]
    modes = desa.merge(frames["sanitasi_mayoritas"], on=KEY, how="left")
    latrine, disposal = modes["jamban_mayoritas"], modes["pembuangan_tinja_mayoritas"]
    al = np.select(
        [
            (latrine == 4) | disposal.isin([2, 4]),
            disposal == 3,
            (disposal == 1) & latrine.isin([2, 3]),
            (disposal == 1) & (latrine == 1),
        ],
        [4.0, 3.0, 2.0, 1.0],
        np.nan,
    )
    floods = desa.merge(frames["banjir"], on=KEY, how="left")
    events = floods[["kejadian_1", "kejadian_2"]].sum(axis=1, min_count=1).fillna(floods["banjir"])
    others = floods[["banjir_rob", "banjir_bandang"]]
    dr = np.select(
        [events.isna(), events >= 4, events >= 2, (events == 1) | (others == 1).any(axis=1), others.isna().any(axis=1)],
        [np.nan, 4.0, 3.0, 2.0, np.nan],
        1.0,
    )
    unknown = np.full(len(desa), np.nan)
    made = pd.concat(
        [
            desa.assign(komponen=k, skor_sekunder=s)
            for k, s in (("UMUM", unknown), ("AL", al), ("PS", unknown), ("DR", dr))
        ],
        ignore_index=True,
    )
    made["skor_hitung"] = made["skor_akhir"] = made["skor_sekunder"]
    is_scored = made["skor_akhir"].notna()
    made["is_sementara"] = is_scored.astype(int)
    made["sumber_ada"] = np.where(is_scored, "sekunder", "")
    made["sumber_tidak_ada"] = np.where(is_scored, "persepsi;ehra", "sekunder;persepsi;ehra")
    made["catatan"] = np.where(is_scored, "sementara, dari modus desa", made["komponen"].map(NO_DATA))
    return made


def tally(areas: pd.DataFrame) -> pd.DataFrame:
    """Number of desa per class, with the notes of the komponen."""
    group = ["kab", "komponen"]
    counted = areas.groupby([*group, areas["skor_akhir"].fillna(0)]).size().unstack(fill_value=0)
    counted = counted.reindex(columns=[1, 2, 3, 4, 0], fill_value=0)
    made = counted.set_axis([*(f"kelas_{k}" for k in range(1, 5)), "tanpa_kelas"], axis=1)
    made["prioritas"] = made["kelas_3"] + made["kelas_4"]
    made[[f"hitung_{k}" for k in range(1, 5)]] = made[[f"kelas_{k}" for k in range(1, 5)]]
    made["hitung_tanpa_kelas"] = made["tanpa_kelas"]
    made["catatan"] = areas.groupby(group)["catatan"].agg(lambda notes: "; ".join(notes.unique()))
    return made.reset_index()


def isu(areas: pd.DataFrame) -> pd.DataFrame:
    """One issue per komponen with desa of a priority class."""
    risky = areas[(areas["skor_akhir"] >= 3) & (areas["komponen"] != "UMUM")]
    made = risky.groupby(["kab", "komponen"])["kode_desa"].agg(n_desa="size", kode_desa=";".join).reset_index()
    made["isu_id"] = made["komponen"] + "-ISU-area_berisiko"
    made["uraian"] = "Desa berkelas 3 dan 4 untuk " + made["komponen"] + " perlu ditangani lebih dulu."
    return made


def zona(frames: Frames, people: pd.DataFrame, areas: pd.DataFrame) -> pd.DataFrame:
    """Outcome of every desa and komponen; without a density AL and PS are undecided."""
    desa = frames["wilayah"].merge(people[[*KEY, "penduduk_jiwa"]], on=KEY, how="left")
    desa = desa.merge(frames["banjir"][[*KEY, "banjir_rob"]], on=KEY, how="left")
    density = desa["penduduk_jiwa"] / desa["luas_terbangun_ha"]
    if density.notna().any():
        raise NotImplementedError("a desa with a density needs the whole catalogue")
    kelas = areas[areas["komponen"] != "UMUM"].pivot(index=KEY, columns="komponen", values="skor_akhir")
    desa = desa.join(kelas, on=KEY)
    town = (desa["klasifikasi_statistik"] == 1) | (desa["cbd"] == 1)
    rob, ponding = desa["rob"].fillna(desa["banjir_rob"]), desa["luas_rawan_genangan_ha"]
    is_high, is_low = desa["DR"] >= 3, desa["DR"] < 3
    dr = np.select(
        [is_high & ((ponding > 0) | (rob == 1)), ~is_high & is_low & town & (ponding > 0), is_low & ~town],
        ["TINGGI", "SEDANG", "RENDAH"],
        BELUM,
    )
    made = pd.concat(
        [
            desa[KEY].assign(komponen=k, kelas_risiko=desa[k], sistem=s, alasan=why, catatan=note)
            for k, s, why, note in (
                ("AL", BELUM, NO_DENSITY, ""),
                ("PS", BELUM, NO_DENSITY, ""),
                ("DR", dr, np.where(dr == BELUM, "luas genangan tidak diketahui", ""), _blanks(desa, dr)),
            )
        ],
        ignore_index=True,
    )
    zone = "Z-" + made["kode_desa"].str[:8] + "-" + made["sistem"]
    made["zona_id"] = zone.where(made["sistem"] != BELUM, "")
    made["sistem_hitung"] = made["sistem"]
    return made


def _blanks(desa: pd.DataFrame, outcome: NDArray[Any]) -> pd.Series:
    """What was read as no, beside a decided drainage zone."""
    first, second = (desa[c].isna().map({True: note, False: ""}).astype(str) for c, note in BLANK.items())
    both = (first + "; " + second).str.strip("; ")
    return both.where(outcome != BELUM, "")


def kegiatan(zones: pd.DataFrame, people: pd.DataFrame, steps: pd.DataFrame) -> pd.DataFrame:
    """Draft lines of the undecided desa of class 3 and 4, with volumes, costs and years."""
    if zones["sistem"].isin(["TINGGI", "SEDANG"]).any():
        raise NotImplementedError("a drainage need with its flooded area needs the whole catalogue")
    need = zones.loc[(zones["kelas_risiko"] >= 3) & (zones["sistem"] == BELUM), [*KEY, "komponen", "kelas_risiko"]]
    lines = need.rename(columns={"komponen": "risiko"}).merge(steps, on="risiko")
    lines = lines.merge(people[[*KEY, "kk"]].rename(columns={"kk": "penerima_manfaat_kk"}), on=KEY, how="left")
    lines["kegiatan_id"] = lines["kode_katalog"] + "-" + lines["kode_desa"]
    lines["lokasi"] = lines["kode_desa"]
    lines["area"] = lines["kode_desa"] + "/" + lines["risiko"]
    lines["tahun"] = lines["kelas_risiko"].map(START_BY_CLASS)
    _put_in_years(lines, lines["tahun"])
    return lines


def _put_in_years(lines: pd.DataFrame, year: pd.Series) -> None:
    for t, volume, cost in zip(YEARS, VOLUMES, COSTS, strict=True):
        lines[volume] = (year == t).astype(int)
        lines[cost] = lines[volume] * lines["harga_satuan_rp"]
    lines["jumlah_rp"] = lines[COSTS].sum(axis=1)


def kegiatan_sumber(lines: pd.DataFrame) -> pd.DataFrame:
    """The first allowed source of every line, as an indication."""
    return lines[["kab", "kegiatan_id", "sumber_dana", *COSTS, "jumlah_rp"]].assign(share=1, is_indikasi=1)


def program(lines: pd.DataFrame, issues: pd.DataFrame) -> pd.DataFrame:
    """Programmes in use, with the issue of their komponen."""
    used = lines[["kab", "program_id", "komponen", "risiko", "nama_paket"]].drop_duplicates()
    named = issues[["kab", "komponen", "isu_id"]].rename(columns={"komponen": "risiko"})
    return used.rename(columns={"nama_paket": "nama"}).merge(named, on=["kab", "risiko"], how="left")


def tidak_dibuat(people: pd.DataFrame) -> pd.DataFrame:
    """Why no district has a sludge plant: people are unknown."""
    unknown = people["penduduk_jiwa"].isna().groupby(people["kab"]).sum()
    if (unknown == 0).any():
        raise NotImplementedError("a district with all people counted needs the sludge plant")
    made = unknown.rename("n").reset_index().assign(kode_katalog="AL-IPLT-05")
    made["lokasi"] = made["kab"]
    made["alasan"] = "jumlah penduduk tidak diketahui pada " + made["n"].astype(str) + " desa"
    return made


def prioritas(lines: pd.DataFrame, areas: pd.DataFrame, people: pd.DataFrame) -> pd.DataFrame:
    """Scores, totals rescaled to the criteria present, dense ranks and the order of the lines."""
    columns = ["kegiatan_id", "komponen", "risiko", "program_id", "penerima_manfaat_kk", "jumlah_rp"]
    made = lines[[*KEY, *columns]].copy()
    group = ["kab", "komponen"]
    cuts = made.groupby(group)["penerima_manfaat_kk"].quantile(np.array([0.25, 0.5, 0.75])).unstack().add_prefix("q")
    cuts = made.join(cuts, on=group)[list(cuts)]
    served = made["penerima_manfaat_kk"]
    made["skor_penerima_manfaat"] = (1.0 + cuts.lt(served, axis=0).sum(axis=1)).where(served.notna())
    kelas = areas[[*KEY, "komponen", "skor_akhir"]].rename(columns={"komponen": "risiko", "skor_akhir": "kelas"})
    made = made.merge(kelas, on=[*KEY, "risiko"], how="left")
    made["skor_permasalahan_mendesak"] = made["kelas"]
    made["skor_persepsi_pokja"] = np.nan
    made["skor_pro_poor"] = made[KEY].merge(poor_scores(people), on=KEY, how="left")["skor"]
    scores, weights = made[list(WEIGHTS)], pd.Series(WEIGHTS)
    made["bobot_ada_pct"] = scores.notna().mul(weights).sum(axis=1)
    total = scores.mul(weights).sum(axis=1) / made["bobot_ada_pct"]
    made["total"] = total.where(made["bobot_ada_pct"] >= LEAST_WEIGHT)
    made["is_sementara"] = (made["bobot_ada_pct"] != 100).astype(int)
    made["rank_komponen"] = made.groupby(group)["total"].rank("dense", ascending=False)
    made["rank_semua"] = made.groupby("kab")["total"].rank("dense", ascending=False)
    made["n_seri"] = made.groupby(["kab", "total"])["total"].transform("size")
    empty = (scores[name].isna().map({True: name.removeprefix("skor_") + ";", False: ""}) for name in WEIGHTS)
    made["kriteria_kosong"] = reduce(add, empty).str.removesuffix(";")
    made["biaya_per_kk"] = made["jumlah_rp"] / made["penerima_manfaat_kk"]
    by = ["kab", "total", "kelas", "penerima_manfaat_kk", "biaya_per_kk", "kegiatan_id"]
    made = made.sort_values(by, ascending=[True, False, False, False, True, True])
    made["urutan"] = made.groupby("kab").cumcount() + 1
    return made


def poor_scores(people: pd.DataFrame) -> pd.DataFrame:
    """Score of each desa by its share of poor households against the district."""
    both = people[people["kk_miskin"].notna() & people["kk"].notna()]
    sums = both.groupby("kab")[["kk_miskin", "kk"]].transform("sum")
    ratio = (both["kk_miskin"] / both["kk"]) / (sums["kk_miskin"] / sums["kk"])
    return both[KEY].assign(skor=1.0 + sum((ratio > cut).astype(int) for cut in POOR_CUTS))


def bobot_dipakai(lines: pd.DataFrame) -> pd.DataFrame:
    """The weights of every komponen in use."""
    weights = pd.Series(WEIGHTS, name="bobot_pct").rename_axis("kriteria").reset_index()
    weights["kriteria"] = weights["kriteria"].str.removeprefix("skor_")
    return lines[["kab", "komponen"]].drop_duplicates().merge(weights, how="cross").assign(asal="bawaan")


def baris(lines: pd.DataFrame, ranked: pd.DataFrame, fiscal_year: int) -> pd.DataFrame:
    """Lines of the MPS; the i-th of n package locations starts at 1 + floor(5 * (i - 1) / n)."""
    package = ["kab", "program_id", "kode_desa"]
    first = ranked[package].drop_duplicates()
    place = first.groupby("kab").cumcount()
    first = first.assign(mulai=1 + 5 * place // first.groupby("kab")["program_id"].transform("size"))
    made = lines.merge(first, on=package)
    year = made["mulai"].where(made["mulai"] >= made["tahun"] - 1, made["tahun"] - 1)
    _put_in_years(made, year)
    made["tahun_mulai"] = fiscal_year + year
    made["dipindah_dari"] = np.where(made["tahun"] == 1, fiscal_year, np.nan)
    made["ssk_ref"] = f"ssk/{fiscal_year - 1}/" + made["kab"] + "/" + made["kegiatan_id"]
    made = made.assign(share=1, sisa_rp=0, status="indikatif", alasan=NO_CEILING)
    return made


def recaps(plan: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """Costs by komponen, by source and by both."""
    money = [*COSTS, "jumlah_rp"]
    return {
        "rekap_komponen": plan.groupby(["kab", "komponen"])[money].sum().reset_index(),
        "rekap_sumber": plan.groupby(["kab", "sumber_dana"])[money].sum().reset_index(),
        "rekap_sumber_komponen": plan.groupby(["kab", "sumber_dana", "komponen"])["jumlah_rp"].sum().reset_index(),
    }
