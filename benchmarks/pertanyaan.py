"""How often questions find seeded fakes in made-up districts, and how often they ask about clean ones."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

from flows.cli.submit import gather
from flows.wiring import raw_inputs, registry
from schemas.contract import Row, Rows
from schemas.tables import TABLES, table
from tasks.demo.write import write_demo
from tasks.intake.units import STEP as INTAKE
from tasks.lineage.records.history import Unit
from tasks.lineage.records.receipts import Submitted, receipts, submit
from tasks.lineage.units.unit import Job, run_units
from tasks.pertanyaan.kiriman import Kiriman, looked_at, newest, numbers
from tasks.pertanyaan.salinan import copied_neighbour
from tasks.pertanyaan.semua import ALONE, WORDS
from tasks.store.memory import MemoryStore
from tasks.validation.units import ALONE as VALIDATION

DISTRICTS, SEEDS, YEAR = 24, (1, 2), 2013
LEAST_FOUND, MOST_FALSE = 0.9, 0.02
_OWN = ("no_responden", "kode_desa", "strata", "rt", "umur")
Fake = Callable[[Kiriman, Random], Kiriman]


def main() -> int:
    """Print both rates of each question; 1 when one is beyond its limit."""
    found = rates(DISTRICTS, SEEDS)
    for rule, (hit, fakes, alarms, clean) in found.items():
        print(f"  {rule} {WORDS[rule]:<62} {hit:>3} of {fakes} fakes, {alarms} of {clean} clean districts")
    bad = [
        r
        for r, (hit, fakes, alarms, clean) in found.items()
        if hit < LEAST_FOUND * fakes or alarms > MOST_FALSE * clean
    ]
    return int(bool(bad))


def rates(districts: int, seeds: tuple[int, ...]) -> dict[str, tuple[int, int, int, int]]:
    """By question: fakes found, fakes made, clean districts asked, clean districts."""
    tally = {rule: [0, 0, 0, 0] for rule in ("Q-01", *FAKES)}
    for seed in seeds:
        every = made_up(districts, seed)
        _neighbours(every, Random(seed), tally["Q-01"])
        for rule, fake in FAKES.items():
            rng = Random(f"{seed}:{rule}")
            for one in every:
                if rule in ("Q-08", "Q-09") and "ehra_responden" not in one.tables:
                    continue
                if rule == "Q-07" and not one.tables.get("keuangan"):
                    continue
                tally[rule][1] += 1
                tally[rule][3] += 1
                tally[rule][0] += any(q.rule == rule for q in ALONE[rule](fake(one, rng)))
                tally[rule][2] += any(q.rule == rule for q in ALONE[rule](one))
    return {rule: (a, b, c, d) for rule, (a, b, c, d) in tally.items()}


def _neighbours(every: list[Kiriman], rng: Random, tally: list[int]) -> None:
    tally[2] += len({q.kode for q in copied_neighbour(every)})
    tally[3] += len(every)
    for i, one in enumerate(every):
        other = every[(i + 1) % len(every)]
        chosen = rng.choice(looked_at()).name
        mixed = [*every[:i], _taking(one, other, chosen), *every[i + 1 :]]
        tally[1] += 1
        tally[0] += any(q.kode == one.kode for q in copied_neighbour(mixed))


def _taking(one: Kiriman, other: Kiriman, name: str) -> Kiriman:
    """The district with the numbers of a third of another one's desa."""
    t = table(name)
    theirs = list(newest(t, other.tables[name]).values())
    rows = sorted(one.tables[name], key=t.key_of)
    last = max((r["tahun"] for r in rows if "tahun" in r), default=None, key=lambda y: int(str(y)))
    mine = [r for r in rows if last is None or r["tahun"] == last]
    count = max(8, len(mine) // 3)
    for row, their in zip(mine[:count], theirs, strict=False):
        rows[rows.index(row)] = {**row, **{f.name: their.get(f.name) for f in numbers(t)}}
    return _with(one, name, rows)


def _with(one: Kiriman, name: str, rows: Rows) -> Kiriman:
    return replace(one, tables={**one.tables, name: rows})


def _table_of(one: Kiriman, rng: Random) -> tuple[str, list[Row], list[str]]:
    """A table of the district, its newest rows in order, and its columns whose numbers are mostly large and differ."""
    found = []
    for t in looked_at():
        rows = [dict(r) for _, r in sorted(newest(t, one.tables.get(t.name, [])).items())]
        columns = [f.name for f in numbers(t) if len({r[f.name] for r in rows if f.name in r}) * 2 > len(rows)]
        if columns and len(rows) > 12:
            found.append((t.name, rows, columns))
    return rng.choice(found)


def _copied_rows(one: Kiriman, rng: Random) -> Kiriman:
    name, rows, _ = _table_of(one, rng)
    start, t = rng.randrange(len(rows) - 5), table(name)
    for i in range(start + 1, start + 5):
        rows[i] |= {f.name: rows[start][f.name] for f in numbers(t)}
    return _with(one, name, rows)


def _copied_year(one: Kiriman, rng: Random) -> Kiriman:
    name, rows, _ = _table_of(one, rng)
    then = [{**r, **({"tahun": int(str(r["tahun"])) - 1} if "tahun" in r else {})} for r in rows]
    return replace(_with(one, name, rows), before={name: then})


def _copied_down(one: Kiriman, rng: Random) -> Kiriman:
    name, rows, columns = _table_of(one, rng)
    column, start = rng.choice(columns), rng.randrange(len(rows) - 10)
    for i in range(start, start + 10):
        rows[i][column] = rows[start][column] or 77
    return _with(one, name, rows)


def _rounded(one: Kiriman, rng: Random) -> Kiriman:
    t = table("penduduk")
    rows = [dict(r) for r in newest(t, one.tables["penduduk"]).values()]
    for r in rows:
        r["penduduk_jiwa"] = round(int(str(r["penduduk_jiwa"] or 0)), -1)
    return _with(one, "penduduk", rows)


def _jumped(one: Kiriman, rng: Random) -> Kiriman:
    name, rows, columns = _table_of(one, rng)
    column, factor = rng.choice(columns), rng.choice((10, 1000))
    then = [{**r, **({"tahun": int(str(r["tahun"])) - 1} if "tahun" in r else {})} for r in rows]
    for r in rows:
        r[column] = None if r[column] is None else Decimal(str(r[column])) * factor
    return replace(_with(one, name, rows), before={name: then})


def _thousandfold(one: Kiriman, rng: Random) -> Kiriman:
    rows = sorted((dict(r) for r in one.tables["keuangan"]), key=lambda r: int(str(r["tahun"])))
    row = rows[rng.randrange(1, len(rows))]
    row["apbd_total_rp"] = int(str(row["apbd_total_rp"] or 10**12)) // 1000
    return _with(one, "keuangan", list(rows))


def _same_answers(one: Kiriman, rng: Random) -> Kiriman:
    rows = [dict(r) for r in one.tables["ehra_responden"]]
    start = rng.randrange(len(rows) - 4)
    for i in range(start + 1, start + 4):
        own: Row = {k: rows[i][k] for k in (*_OWN, "tanggal") if k in rows[i]}
        rows[i] = {**rows[start], **own}
    return _with(one, "ehra_responden", list(rows))


def _alike_cluster(one: Kiriman, rng: Random) -> Kiriman:
    rows = [dict(r) for r in one.tables["ehra_responden"]]
    clusters: dict[tuple[Any, Any], list[int]] = {}
    for i, r in enumerate(rows):
        clusters.setdefault((r["kode_desa"], r.get("rt")), []).append(i)
    members = rng.choice([c for c in clusters.values() if len(c) >= 5] or [list(range(5))])
    for i in members[1:]:
        own: Row = {k: rows[i][k] for k in _OWN if k in rows[i]}
        rows[i] = {**rows[members[0]], **own}
    return _with(one, "ehra_responden", list(rows))


FAKES: Mapping[str, Fake] = {
    "Q-02": _copied_rows,
    "Q-03": _copied_year,
    "Q-04": _copied_down,
    "Q-05": _rounded,
    "Q-06": _jumped,
    "Q-07": _thousandfold,
    "Q-08": _same_answers,
    "Q-09": _alike_cluster,
}


def made_up(districts: int, seed: int) -> list[Kiriman]:
    """Checked tables of demo districts, with a year before that moved by a few percent at every desa."""
    with TemporaryDirectory() as folder:
        written = [
            w for w in write_demo(Path(folder), districts=districts, seed=seed, year=YEAR) if w.fiscal_year == YEAR
        ]
        found = [_read(w.kode, gather([w.path]), Random(f"{seed}:{w.kode}")) for w in written]
    return [k for k in found if k.tables.get("penduduk")]


def _read(kode: str, files: list[tuple[str, bytes]], rng: Random) -> Kiriman:
    memory = MemoryStore()
    submit(memory, YEAR, kode, [Submitted(*f) for f in files], code_system=None, by="", received="", recorded="")
    raw = raw_inputs(memory, registry(memory).slice_for(kode), list(receipts(memory, YEAR, kode)))
    (read,) = run_units(memory, INTAKE, [Job(YEAR, kode, **raw)])
    (checked,) = run_units(memory, VALIDATION, [Job(YEAR, kode, parents={INTAKE.name: read.memo})])
    unit = Unit(memory, checked.memo)
    wanted = {*(t.name for t in looked_at()), "keuangan", "ehra_responden"}
    tables = {t.name: list(unit.rows(t).values()) for t in TABLES if t.name in wanted & unit.memo.tables.keys()}
    before = {t.name: [_moved(t.name, r, rng) for r in tables.get(t.name, [])] for t in looked_at()}
    return Kiriman(kode, YEAR, tables, before)


def _moved(name: str, row: Row, rng: Random) -> Row:
    """The row of the year before: every number a few percent other."""
    made = dict(row)
    for f in numbers(table(name)):
        value = made.get(f.name)
        if isinstance(value, int):
            made[f.name] = max(0, round(value * rng.uniform(0.93, 0.99)))
        elif isinstance(value, Decimal):
            made[f.name] = (value * Decimal(str(round(rng.uniform(0.93, 0.99), 3)))).quantize(Decimal("0.01"))
    if "tahun" in made:
        made["tahun"] = int(str(made["tahun"])) - 1
    return made


if __name__ == "__main__":
    sys.exit(main())
