"""Rules about household answers: the path of the interview and the respondent number (buku-putih.md 2.2, 2.3, 8)."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from schemas.canonical import columns_of, text_of
from schemas.contract import Rows, Value
from schemas.ehra import Item, Questionnaire, Skip, load_questionnaire
from schemas.findings import Finding
from schemas.tables.ehra_responden import EHRA_RESPONDEN
from tasks.validation.rules.base import Cell, Data, Rule, bp, found, whole

BP_V22 = bp("BP-V22", "warning", "Jawaban mengikuti alur lompatan kuesioner.", "published")
BP_V26 = bp(
    "BP-V26",
    "error",
    "Nomor responden 13 angka, sesuai desa dan stratanya, tidak berulang, dan milik kabupaten/kota ini.",
    "published",
)
NAME = EHRA_RESPONDEN.name
NUMBER = "no_responden"


def _skipped(data: Data) -> Iterator[Finding]:
    version, rows = data.rules["ehra.skip_table"], data.rows(NAME)
    if version is None or not rows:
        return
    questionnaire = load_questionnaire(version)
    answers = _Answers(questionnaire, rows)
    seen: set[tuple[int, str]] = set()
    for skip in questionnaire.skips:
        passing = answers.after(skip)
        for name in skip.skips:
            answered = answers.answered(name)
            kept = [i for i in passing if answered[i] and (i, name) not in seen]
            if kept:
                seen.update((i, name) for i in kept)
                yield _on_skipped_path(questionnaire.items[name], skip, [rows[i] for i in kept])


class _Answers:
    """The answers column by column, each column read once."""

    def __init__(self, questionnaire: Questionnaire, rows: Rows) -> None:
        self._items = questionnaire.items
        self._columns = columns_of(rows, EHRA_RESPONDEN.names)
        self._answered: dict[str, list[bool]] = {}

    def answered(self, name: str) -> list[bool]:
        """Whether each respondent answered: a multi item counts as answered only with a letter."""
        if name not in self._answered:
            item = self._items[name]
            blank = (None, 0) if item.kind == "multi" else (None,)
            columns = [self._columns[column] for column in item.columns]
            self._answered[name] = [any(v not in blank for v in cells) for cells in zip(*columns, strict=True)]
        return self._answered[name]

    def after(self, skip: Skip) -> list[int]:
        """Places of the respondents whose answer to `skip.after` passes over items."""
        if not skip.without:
            return [i for i, v in enumerate(self._columns[skip.after]) if v in skip.codes]
        letters = [self._columns[f"{skip.after}.{letter}"] for letter in skip.without]
        has_one = [1 in cells for cells in zip(*letters, strict=True)]
        return [i for i, is_answered in enumerate(self.answered(skip.after)) if is_answered and not has_one[i]]


def _on_skipped_path(item: Item, skip: Skip, rows: Rows) -> Finding:
    cells = sorted((EHRA_RESPONDEN.key_of(row), _first_answer(item, row), row) for row in rows)
    (key, column, row), *rest = cells
    text = (
        f"{len(rows)} responden menjawab {item.item} padahal alur kuesioner melewatinya sesudah {skip.after}; "
        "jawabannya tetap dihitung. Periksa alur wawancaranya."
    )
    return found(BP_V22, text, (NAME, key, column), row[column], [(NAME, k, c) for k, c, _ in rest])


def _first_answer(item: Item, row: dict[str, Value]) -> str:
    blank = (None, 0) if item.kind == "multi" else (None,)
    return next(column for column in item.columns if row.get(column) not in blank)


@dataclass(frozen=True, slots=True)
class _Problem:
    """What is wrong with respondent numbers, worded for `n` of them; `column` is the other cell that disagrees."""

    text: str
    column: str = ""


_NOT_13 = _Problem("{n} nomor responden desa {desa} bukan 13 angka (2-2-2-4-1-2); tulis ulang nomornya.")
_OTHER_DESA = _Problem(
    "{n} nomor responden memuat desa lain daripada kolom kode_desa ({desa}); yang dipakai kode_desa.", "kode_desa"
)
_UNLISTED = _Problem("{n} nomor responden memuat desa {desa} yang tidak ada di tabel wilayah; periksa nomornya.")
_OTHER_STRATA = _Problem(
    "{n} nomor responden desa {desa} memuat strata lain daripada kolom strata; samakan keduanya.", "strata"
)
_DOUBLED = _Problem(
    "{n} nomor responden desa {desa} sama bila tanda bacanya dibuang; beri setiap responden satu nomor."
)
_FOREIGN = "Responden ini bernomor kabupaten/kota lain ({told}), bukan {kab}; barisnya tidak dipakai."


def _numbers(data: Data) -> Iterator[Finding]:
    widths = [whole(w) for w in data.rules["ehra.respondent_code"]]
    shape = re.compile("".join(rf"(\d{{{w}}})" for w in widths))
    is_kemendagri = data.info.get("code_system") != "kode_bps"
    problems: dict[tuple[_Problem, str], list[Cell]] = defaultdict(list)
    first: dict[str, str] = {}
    for key, row in sorted(data.keyed(NAME), key=lambda pair: pair[0]):
        number, desa = text_of(row.get(NUMBER)), text_of(row.get("kode_desa"))
        digits = re.sub(r"\D", "", number)
        if first.setdefault(digits, key) != key:
            problems[_DOUBLED, desa].append((NAME, key, NUMBER))
        told = shape.fullmatch(number)
        if told is None:
            problems[_NOT_13, desa].append((NAME, key, NUMBER))
            continue
        place, stratum = ".".join(told.groups()[:4]), told[5]
        if is_kemendagri and place[:5] != data.kode_kab:
            text = _FOREIGN.format(told=place[:5], kab=data.kode_kab)
            yield found(BP_V26, text, (NAME, key, ""), number, [(NAME, key, NUMBER)])
            continue
        if is_kemendagri and desa and place != desa:
            problems[_OTHER_DESA, desa].append((NAME, key, NUMBER))
        elif is_kemendagri and data.desa and place not in data.desa:
            problems[_UNLISTED, place].append((NAME, key, NUMBER))
        if row.get("strata") is not None and stratum != text_of(row["strata"]):
            problems[_OTHER_STRATA, desa or place].append((NAME, key, NUMBER))
    for (problem, desa), cells in problems.items():
        yield _worded(problem, desa, cells)


def _worded(problem: _Problem, desa: str, cells: Sequence[Cell]) -> Finding:
    also = list(cells[1:])
    if problem.column:
        also += [(name, key, problem.column) for name, key, _ in cells]
    text = problem.text.format(n=len(cells), desa=desa or "yang tidak disebut")
    return found(BP_V26, text, cells[0], cells[0][1], also)


_EXAMPLE = "ehra_responden: no_responden | kode_desa | strata | D.1 | D.3\n {number} | 99.01.01.2001 | 1 | {d1} | {d3}"

RULES = (
    Rule(
        BP_V22,
        _skipped,
        example_pass=_EXAMPLE.format(number="9901012001101", d1=1, d3=2),
        example_fail=_EXAMPLE.format(number="9901012001101", d1=4, d3=2),
        example_year=2021,
    ),
    Rule(
        BP_V26,
        _numbers,
        example_pass=_EXAMPLE.format(number="9901012001101", d1=1, d3=2),
        example_fail=_EXAMPLE.format(number="9901012001201", d1=1, d3=2),
        effect="foreign",
    ),
)
