"""From fiscal year 2016 the profile is Bab 2 of the SSK: its order, numbers and titles (buku-putih.md section 1)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from reports.blocks import Block, Chart, Heading, Level, Notice, Table, chart_label
from schemas.facts import Facts

SSK_EDITIONS = ("ssk_2016", "ssk_2021")
CHAPTER, CHAPTER_TITLE = "2", "Profil Sanitasi Saat Ini"
SECTIONS = {
    "2": ("2.1", "Gambaran Wilayah"),
    "4": ("2.2", "Kemajuan Pelaksanaan SSK"),
    "3": ("2.3", "Profil Sanitasi Saat Ini"),
    "5": ("2.4", "Area Berisiko dan Permasalahan Mendesak Sanitasi"),
}
_LEVELS: Mapping[int, Level] = {1: 2, 2: 3, 3: 4}


def is_ssk_chapter(facts: Facts) -> bool:
    """Whether the edition prints the profile as a chapter of the SSK."""
    return facts.edition in SSK_EDITIONS


def opening(_: Facts) -> Iterator[Block]:
    """The heading of the chapter; its number is spelt out, so that no section of the Buku Putih is meant."""
    yield Heading(1, f"Bab {CHAPTER} {CHAPTER_TITLE}")


def with_book_numbers(facts: Facts) -> Facts:
    """The words of the Pokja under the section numbers of the Buku Putih, from those of Bab 2 of the SSK."""
    return replace(facts, narasi=_back(facts.narasi), tidak_ada=_back(facts.tidak_ada))


def _back(said: Mapping[str, str]) -> dict[str, str]:
    return {_book_number(number): text for number, text in said.items()}


def _book_number(number: str) -> str:
    for book, (chapter, _) in SECTIONS.items():
        if number == chapter or number.startswith(f"{chapter}."):
            return book + number[len(chapter) :]
    return number


def as_ssk_chapter(blocks: Iterable[Block]) -> Iterator[Block]:
    """The blocks of one part of the profile with the numbers of Bab 2; tables, charts and maps are counted anew."""
    counted: Counter[str] = Counter()
    for block in blocks:
        if isinstance(block, Heading) and block.number.split(".")[0] in SECTIONS:
            yield _heading(block)
        elif isinstance(block, Heading):
            yield replace(block, number="") if block.number[:1].isdigit() else block
        elif isinstance(block, Table) and block.number[:1].isdigit():
            yield replace(block, number=_next(counted, "Tabel"))
        elif isinstance(block, Chart):
            yield replace(block, number=_next(counted, chart_label(block)))
        elif isinstance(block, Notice) and block.label == "Bagian":
            yield replace(block, number=_ssk_number(block.number))
        elif isinstance(block, Notice) and block.number:
            yield replace(block, number=_next(counted, block.label))
        else:
            yield block


def _next(counted: Counter[str], label: str) -> str:
    counted[label] += 1
    return f"{CHAPTER}.{counted[label]}"


def _ssk_number(number: str) -> str:
    book, _, rest = number.partition(".")
    return f"{SECTIONS[book][0]}.{rest}" if rest else SECTIONS[book][0]


def _heading(heading: Heading) -> Heading:
    text = SECTIONS[heading.number][1] if heading.level == 1 else heading.text
    return Heading(_LEVELS[heading.level], text, _ssk_number(heading.number))
