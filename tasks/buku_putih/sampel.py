"""Drawing the sample of an EHRA survey: size, desa by stratum, RT and households (buku-putih.md section 2.2).

Everything random comes from SHA-256 over the seed and the name of what is drawn, so that anybody can draw it again with
any tool, and one desa more changes no draw inside another.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from fractions import Fraction
from typing import Any

from schemas.canonical import digest
from schemas.contract import Rows
from schemas.errors import NotFound, WrongUsage
from schemas.findings import order
from schemas.rulebook import Rulebook, load_rulebook
from schemas.tables.penduduk import PENDUDUK
from schemas.tables.rt import RT
from schemas.tables.wilayah import WILAYAH
from tasks.buku_putih.fakta import Desa, newest
from tasks.buku_putih.sampel_periksa import Gaps, findings_of
from tasks.buku_putih.sampel_ukuran import Size, allocate, size_of
from tasks.buku_putih.strata import strata_of
from tasks.lineage.records.history import history_of
from tasks.store.ports import Store

Answer = dict[str, Any]
ALL, UNKNOWN = "semua", "tidak diketahui"
_BITS = 64


@dataclass(frozen=True, slots=True)
class Kerangka:
    """The sampling frame: desa with names, households, stratum (as text) and RT (name and households, in order)."""

    desa: Sequence[str]
    nama: Mapping[str, str]
    kk: Mapping[str, int]
    strata: Mapping[str, str]
    rt: Mapping[str, Sequence[tuple[str, int | None]]] | None


@dataclass(frozen=True, slots=True)
class Seed:
    """Random numbers by name."""

    text: str

    def key(self, *names: object) -> str:
        """A random text to sort by."""
        return digest("|".join((self.text, *map(str, names))).encode())

    def fraction(self, *names: object) -> Fraction:
        """A random start, 0 <= start < 1."""
        return Fraction(int(self.key(*names)[: _BITS // 4], 16), 2**_BITS)


def sample(store: Store, fiscal_year: int, kode_kab: str, seed: int) -> Answer:
    """The sample of a district from its newest sealed run: formulas, strata, desa, RT, households and findings.

    Raises NotFound when nothing sealed has the district, WrongUsage when no desa has a number of households.
    """
    rules = load_rulebook(fiscal_year)
    history = history_of(store, fiscal_year, kode_kab, "validation")
    unit = history.unit(fiscal_year, kode_kab, "validation")
    if unit is None:
        raise NotFound(f"run {history.manifest['run_id']} did not validate {kode_kab}")
    tables = {t.name: list(unit.rows(t).values()) for t in (WILAYAH, PENDUDUK, RT)}
    rt = tables[RT.name] if RT.name in unit.memo.tables else None
    frame = frame_of(tables[WILAYAH.name], tables[PENDUDUK.name], rt, fiscal_year)
    return {"run": history.manifest["run_id"], **draw(frame, rules, Seed(f"{seed}|{fiscal_year}|{kode_kab}"))} | {
        "fiscal_year": fiscal_year,
        "kode_kab": kode_kab,
        "seed": seed,
    }


def frame_of(wilayah: Rows, penduduk: Rows, rt: Rows | None, fiscal_year: int) -> Kerangka:
    """The frame from typed rows; households are those of the newest year, a desa without them is not in `kk`."""
    people = newest(penduduk, fiscal_year)
    desa = [Desa(str(r["kode_desa"]), {**people.get(str(r["kode_desa"]), {}), **r}) for r in wilayah]
    strata = strata_of(desa)
    by_desa: dict[str, list[tuple[str, int | None]]] = {}
    for row in sorted(rt or [], key=lambda r: str(r["rt"]).zfill(8)):
        kk = row["kk"]
        by_desa.setdefault(str(row["kode_desa"]), []).append((str(row["rt"]), kk if isinstance(kk, int) else None))
    return Kerangka(
        desa=sorted(d.kode for d in desa),
        nama={d.kode: str(d.fakta.get("desa") or "") for d in desa},
        kk={d.kode: kk for d in desa if isinstance(kk := d.fakta.get("kk"), int)},
        strata={d.kode: str(strata[d.kode].nilai) if d.kode in strata else UNKNOWN for d in desa},
        rt=None if rt is None else by_desa,
    )


def draw(frame: Kerangka, rules: Rulebook, seed: Seed) -> Answer:
    """Size, strata, desa, RT and households of a frame."""
    known = [kode for kode in frame.desa if frame.kk.get(kode)]
    if not known:
        raise WrongUsage("no desa has a number of households; table penduduk needs column kk to draw a sample")
    size = size_of(sum(frame.kk[kode] for kode in known), len(known), rules)
    cara = str(rules["ehra.desa_selection"])
    grouped: dict[str, list[str]] = {}
    for kode in known:
        grouped.setdefault(frame.strata[kode] if cara.startswith("stratified") else ALL, []).append(kode)
    strata = _strata(grouped, frame, size)
    drawn = [_desa(frame, rules, seed, kode, s) for s in strata for kode in _chosen(grouped[s["strata"]], s, seed)]
    made: Answer = {"cara": cara, "rumus": size.formulas, "n": size.n, "strata": strata, "desa": drawn}
    made["n_rencana"] = sum(d["n_kk"] for d in drawn)
    gaps = Gaps(sorted(set(frame.desa) - set(known)), grouped.get(UNKNOWN, []), frame.rt is not None)
    found = findings_of(made, gaps, rules)
    return {**made, "findings": [asdict(f) for f in order(found)]}


def _strata(grouped: Mapping[str, list[str]], frame: Kerangka, size: Size) -> list[Answer]:
    names = sorted(grouped)
    kk = [sum(frame.kk[kode] for kode in grouped[name]) for name in names]
    desa = [len(grouped[name]) for name in names]
    households = allocate(size.n, kk, kk)
    taken = allocate(max(size.n_desa, len(names)), kk, desa)
    return [
        {"strata": name, "n_desa": d, "kk": k, "n_kk": n, "ambil_desa": t}
        for name, d, k, n, t in zip(names, desa, kk, households, taken, strict=True)
    ]


def _chosen(desa: Sequence[str], stratum: Answer, seed: Seed) -> list[str]:
    return sorted(sorted(desa, key=lambda kode: seed.key("desa", kode))[: stratum["ambil_desa"]])


def _desa(frame: Kerangka, rules: Rulebook, seed: Seed, kode: str, stratum: Answer) -> Answer:
    wanted = max(rules["ehra.min_respondents_desa"], _up(stratum["n_kk"], stratum["ambil_desa"]))
    listed = frame.rt.get(kode, ()) if frame.rt is not None else None
    n_rt, least = rules["ehra.min_rt_per_desa"], rules["ehra.min_respondents_rt"]
    n_rt = n_rt if listed is None else min(n_rt, len(listed))
    shares = [max(least, wanted // n_rt + (i < wanted % n_rt)) for i in range(n_rt)]
    awal = seed.fraction("rt", kode)
    if listed is None:
        rt = [{"rt": None, "urutan": None, "n_kk": n, "kk": []} for n in shares]
    else:
        places = systematic(len(listed), n_rt, awal)
        rt = [_rt(i, *listed[i], n, seed, kode) for i, n in zip(places, shares, strict=True)]
    named = {"kode_desa": kode, "desa": frame.nama[kode], "strata": frame.strata[kode], "kk": frame.kk[kode]}
    return {**named, "n_kk": sum(r["n_kk"] for r in rt), "awal": f"0.{int(awal * 10**6):06d}", "rt": rt}


def _rt(i: int, name: str, kk: int | None, n: int, seed: Seed, kode: str) -> Answer:
    """One RT with its place in the list of the desa, and the places of its households in the list of the RT.

    No households where their number is unknown; they are then drawn on the spot.
    """
    if kk is None:
        return {"rt": name, "urutan": i + 1, "n_kk": n, "kk": []}
    chosen = [place + 1 for place in systematic(kk, n, seed.fraction("kk", kode, name))]
    return {"rt": name, "urutan": i + 1, "n_kk": len(chosen), "kk": chosen}


def systematic(of: int, n: int, start: Fraction) -> list[int]:
    """`n` places among 0 .. of-1 at the interval of / n from a random start; all of them where there are no more."""
    if of <= n:
        return list(range(of))
    return [int((start + i) * of / n) for i in range(n)]


def _up(n: int, parts: int) -> int:
    return -(-n // parts)
