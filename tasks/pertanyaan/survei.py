"""Questionnaires that are alike, and clusters whose answers hardly differ."""

from __future__ import annotations

from collections.abc import Iterable
from statistics import median

from schemas.contract import Row
from tasks.pertanyaan.kiriman import Kiriman, Pertanyaan

_HEAD = {"no_responden", "kode_desa", "strata", "rt", "umur", "tanggal", "sumber", "tahun_sumber"}
_LEAST_ANSWERS, _LEAST_ALIKE = 15, 3
_CLUSTER, _AGREE, _APART = 5, 0.95, 0.1


def same_questionnaires(one: Kiriman) -> Iterable[Pertanyaan]:
    """Respondents with the very same answer to every question."""
    alike: dict[tuple[tuple[str, object], ...], list[str]] = {}
    for row in one.tables.get("ehra_responden", []):
        answers = _answers(row)
        if len(answers) >= _LEAST_ANSWERS:
            alike.setdefault(tuple(sorted(answers.items())), []).append(str(row["no_responden"]))
    groups = [g for g in alike.values() if len(g) >= _LEAST_ALIKE]
    for group in sorted(groups):
        says = (
            f"{len(group)} responden menjawab sama persis untuk semua pertanyaan, mulai {group[0]}. "
            "Apakah kuesionernya diisi di setiap rumah?"
        )
        yield Pertanyaan("Q-08", one.kode, "ehra_responden", tuple((n, "") for n in group), says)


def alike_clusters(one: Kiriman) -> Iterable[Pertanyaan]:
    """RT whose respondents agree in nearly every answer while those of the other RT do not."""
    clusters: dict[tuple[str, str], list[dict[str, object]]] = {}
    for row in one.tables.get("ehra_responden", []):
        clusters.setdefault((str(row.get("kode_desa")), str(row.get("rt"))), []).append(_answers(row))
    agreed = {c: _agreement(rows) for c, rows in clusters.items() if len(rows) >= _CLUSTER}
    usual = median(agreed.values()) if agreed else 0.0
    for (desa, rt), share in sorted(agreed.items()):
        if share >= _AGREE and share - usual >= _APART:
            says = (
                f"{len(clusters[desa, rt])} responden RT {rt} di {desa} sepakat pada {round(100 * share)} % pertanyaan,"
                f" RT lain {round(100 * usual)} %. Siapa pewawancaranya, dan apakah setiap rumah didatangi?"
            )
            yield Pertanyaan("Q-09", one.kode, "ehra_responden", ((f"{desa} RT {rt}", ""),), says)


def _answers(row: Row) -> dict[str, object]:
    return {k: v for k, v in row.items() if k not in _HEAD and v is not None}


def _agreement(rows: list[dict[str, object]]) -> float:
    """Part of the questions answered by all on which all agree."""
    asked = set.intersection(*(set(r) for r in rows))
    return sum(len({r[q] for r in rows}) == 1 for q in asked) / len(asked) if asked else 0.0
