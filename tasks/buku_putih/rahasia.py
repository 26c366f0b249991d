"""Which cells of the survey are not published, so that neither they nor differences of sums tell of a few households.

A cell is a count of households: at risk, or safe, or asked. One of 1 to `privacy.min_cell` - 1 is small; nobody is in
a cell of 0. Suppressed are small cells with their row, and as many further rows as it takes until what is left of each
sum is not small (complementary suppression); the smallest rows go first.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from schemas.contract import Rows
from tasks.buku_putih.ehra import DESA, DISTRICT, STRATUM, Counts, Irs
from tasks.buku_putih.irs import COMPONENTS
from tasks.buku_putih.irs import TOTAL as WHOLE
from tasks.buku_putih.jawaban.cetak import TOTAL
from tasks.buku_putih.strata import Stratum

FLAG = "is_rahasia"
Pair = tuple[int, int]


def withheld(parts: Mapping[str, Pair], whole: Pair, least: int, start: Iterable[str] = ()) -> frozenset[str]:
    """The parts that are not published, with TOTAL where the whole is not; `start` are not published in any case.

    A pair holds two counts that add up to those asked; the parts add up to the whole.
    """
    hidden = {*start, *(name for name, pair in parts.items() if _is_small(pair, least))}
    if _is_small(whole, least) or TOTAL in hidden:
        return frozenset({*hidden, TOTAL})
    order = sorted(parts.keys() - hidden, key=lambda name: (sum(parts[name]), name))
    while hidden and order and _is_small(_sum(parts[n] for n in hidden if n in parts), least):
        hidden.add(order.pop(0))
    return frozenset(hidden)


def _is_small(pair: Pair, least: int) -> bool:
    return any(0 < n < least for n in (*pair, sum(pair)))


def _sum(pairs: Iterable[Pair]) -> Pair:
    first = second = 0
    for a, b in pairs:
        first, second = first + a, second + b
    return first, second


def mark_printed(rows: Rows, least: int) -> None:
    """Set the flag in rows of ehra_hitung: by sub-indicator, and in every one for a stratum with few respondents."""
    asked: dict[str, int] = {}
    for row in rows:
        asked[str(row["strata"])] = max(asked.get(str(row["strata"]), 0), _int(row["n_total"]))
    bases = {s: (n, 0) for s, n in asked.items() if s != TOTAL}
    base = withheld(bases, (asked.get(TOTAL, 0), 0), least)
    of_key: dict[str, dict[str, Pair]] = {}
    for row in rows:
        risk, valid = _int(row["n_berisiko"]), _int(row["n_valid"])
        of_key.setdefault(str(row["indikator"]), {})[str(row["strata"])] = (risk, valid - risk)
    hidden = {key: _of_strata(pairs, least, base) for key, pairs in of_key.items()}
    for row in rows:
        row[FLAG] = int(str(row["strata"]) in hidden[str(row["indikator"])])
        row["is_n_rahasia"] = int(str(row["strata"]) in base)


def _of_strata(pairs: Mapping[str, Pair], least: int, base: frozenset[str]) -> frozenset[str]:
    parts = {s: pair for s, pair in pairs.items() if s != TOTAL}
    return withheld(parts, pairs.get(TOTAL, (0, 0)), least, base)


def _int(value: object) -> int:
    return value if isinstance(value, int) else 0


def hidden_counts(counts: Counts, strata: Mapping[str, Stratum], printed: Rows, least: int) -> set[tuple[str, str]]:
    """(area, sub-indicator) not to be published: strata and district as printed, desa so that no stratum tells one."""
    hidden = {(_area(str(row["strata"])), str(row["indikator"])) for row in printed if row[FLAG]}
    desa: dict[tuple[str, str], dict[str, Pair]] = {}
    for area, counted in counts.items():
        if area.startswith(f"{DESA}-"):
            known = strata.get(area.removeprefix(f"{DESA}-"))
            stratum = _area(str(known.nilai)) if known else DISTRICT
            for key, c in counted.items():
                desa.setdefault((stratum, key), {})[area] = (c.n_berisiko, c.n_valid - c.n_berisiko)
    for (_, key), parts in desa.items():
        hidden |= {(area, key) for area in withheld(parts, _sum(parts.values()), least) if area != TOTAL}
        if _is_small(_sum(parts.values()), least):
            hidden |= {(area, key) for area in parts}
    return hidden


def _area(stratum: str) -> str:
    return DISTRICT if stratum == TOTAL else f"{STRATUM}-{stratum}"


def hidden_parts(irs: Irs, strata: Mapping[str, Stratum], hidden: set[tuple[str, str]]) -> set[tuple[str, str]]:
    """(area, component) whose index would tell a count that is not published; the component may be the total.

    Of a stratum and of the district the other sub-indicators are published, so that the index of a component tells the
    hidden ones, and the total tells that index. Of a desa none is: only an index of few sub-indicators, or of a desa
    that is nearly alone in its stratum, can be solved for its counts; one more component then keeps the total silent.
    """
    near = Counter(known.nilai for known in strata.values())
    found: set[tuple[str, str]] = set()
    for area, values in irs.nilai.items():
        keys = {c: [k for k in COMPONENTS[c] if k in irs.counts[area]] for c in values if c != WHOLE}
        secret = {c for c, of in keys.items() if any((area, k) in hidden for k in of)}
        if area.startswith(f"{DESA}-"):
            known = strata.get(area.removeprefix(f"{DESA}-"))
            desa = near[known.nilai] if known else 1
            secret = {c for c in secret if (desa - 1) * (len(keys[c]) - 1) <= 1}
            others = sorted(keys.keys() - secret, key=lambda c: (-len(keys[c]), c))
            secret |= set(others[:1]) if len(secret) == 1 and WHOLE in values and desa > 1 else set()
            secret |= {WHOLE} if secret and desa == 1 else set()
        elif secret:
            secret |= {WHOLE}
        found |= {(area, c) for c in secret if c in values}
    return found


def mark(rows: Rows, hidden: set[tuple[str, str]], area: str, part: str) -> None:
    """Set the flag in rows of a table by what its columns `area` and `part` name."""
    for row in rows:
        row[FLAG] = int((str(row[area]), str(row[part])) in hidden)
