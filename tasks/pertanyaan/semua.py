"""All questions, in the order of their numbers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from tasks.pertanyaan.angka import jumps, money, regular_digits
from tasks.pertanyaan.buku import hidden_rows, typed_totals
from tasks.pertanyaan.kiriman import Kiriman, Pertanyaan
from tasks.pertanyaan.salinan import copied_down, copied_neighbour, copied_rows, copied_year
from tasks.pertanyaan.survei import alike_clusters, same_questionnaires

ALONE: Mapping[str, Callable[[Kiriman], Iterable[Pertanyaan]]] = {
    "Q-02": copied_rows,
    "Q-03": copied_year,
    "Q-04": copied_down,
    "Q-05": regular_digits,
    "Q-06": jumps,
    "Q-07": money,
    "Q-08": same_questionnaires,
    "Q-09": alike_clusters,
    "Q-10": hidden_rows,
    "Q-11": typed_totals,
}
WORDS: Mapping[str, str] = {
    "Q-01": "rows that stand in another district with the same numbers",
    "Q-02": "desa of one district with the same numbers in a whole row",
    "Q-03": "a table that repeats the year before",
    "Q-04": "one number copied down a column",
    "Q-05": "counts that end in 0 or 5 too often",
    "Q-06": "sums or rows ten or a thousand times those of the year before",
    "Q-07": "money a thousand times that of the year beside it",
    "Q-08": "questionnaires with the same answers throughout",
    "Q-09": "clusters whose answers hardly differ",
    "Q-10": "hidden rows with values",
    "Q-11": "totals typed over formulas",
}


def questions(every: Sequence[Kiriman]) -> list[Pertanyaan]:
    """The questions to all districts, by district and number."""
    found = [*copied_neighbour(every), *(q for one in every for ask in ALONE.values() for q in ask(one))]
    return sorted(found, key=lambda q: (q.kode, q.rule, q.table, q.cells))
