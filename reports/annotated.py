"""A district's own workbook back, with each finding in the cell where it is and a list of what to do."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.comments import Comment
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet.worksheet import Worksheet
from openpyxl.writer.excel import ExcelWriter

from reports.labels import SEVERITY
from reports.perbaikan import SIGN, About, Row, certificate, dress, sheet_of, sheet_title, to_do
from schemas.own_sheets import MARK, PERBAIKAN, SERTIFIKAT

_EPOCH = datetime(2000, 1, 1)
Titles = dict[tuple[str, str], str]


@dataclass(frozen=True, slots=True)
class Source:
    """One file of a submission: `book` is the workbook whose looks are kept, else `sheets` its cells.

    Those are texts under the names of their sheets; `note` says what could not be kept.
    """

    name: str
    book: Workbook | None
    sheets: Sequence[tuple[str, Sequence[Sequence[str]]]] = ()
    note: str = ""

    @property
    def is_plain(self) -> bool:
        """Whether the file has no sheets of its own, as a CSV."""
        return self.book is None and all(not title for title, _ in self.sheets)


def annotated(sources: Sequence[Source], rows: Sequence[Row], about: About) -> list[tuple[str, bytes]]:
    """The workbooks with their notes; files without sheets come back together as `kiriman.xlsx`.

    The same files and findings give the same bytes. Findings about no file stand in the first workbook.
    """
    plain = [s for s in sources if s.is_plain]
    books = [(s.name, [s]) for s in sources if not s.is_plain] + ([("kiriman.xlsx", plain)] if plain else [])
    made, taken = [], set[str]()
    for i, (name, files) in enumerate(books):
        book, titles = _opened(files)
        names = {s.name for s in files}
        mine = [_titled(r, titles) for r in rows if r["file"] in names or (i == 0 and not _is_of(r, sources))]
        title = _xlsx(name) if _xlsx(name) not in taken else f"{name}.xlsx".replace("/", "-")
        taken.add(title)
        made.append((title, _saved(_marked(book, mine, about, [s.note for s in files if s.note]))))
    return made


def _is_of(row: Row, sources: Sequence[Source]) -> bool:
    return any(row["file"] == s.name for s in sources)


def _xlsx(name: str) -> str:
    return f"{name.rpartition('.')[0] or name}.xlsx".replace("/", "-")


def open_book(data: bytes) -> Workbook | None:
    """The workbook with its looks; None where they cannot be kept."""
    try:
        return load_workbook(io.BytesIO(data))
    except (InvalidFileException, KeyError, ValueError, TypeError, AttributeError, zipfile.BadZipFile):
        return None


def _opened(files: Sequence[Source]) -> tuple[Workbook, Titles]:
    """The workbook of the files, and where it is made of cells, under which title each sheet of a file stands."""
    if files[0].book is not None:
        return files[0].book, {}
    book, titles = Workbook(), {}
    book.properties.created = _EPOCH
    book.remove(book.worksheets[0])
    for source in files:
        for name, rows in source.sheets:
            sheet = book.create_sheet(sheet_title(source.name, name))
            titles[source.name, name] = sheet.title
            for row in rows:
                _append(sheet, row)
    if not book.worksheets:
        book.create_sheet(sheet_title(files[0].name, ""))
    return book, titles


def _append(sheet: Worksheet, row: Sequence[str]) -> None:
    """Add a row of texts; what begins like a formula stays a text, also when somebody edits it."""
    sheet.append([None if text == "" else text for text in row])
    for at, text in enumerate(row, 1):
        if text.startswith("="):
            cell = sheet.cell(sheet.max_row, at)
            cell.data_type, cell.quotePrefix = "s", True


def _titled(row: Row, titles: Titles) -> Row:
    """The finding with the titles that its sheets, and those of its further cells, have in the workbook."""
    also = [_titled(a, titles) for a in row.get("also", ())]
    sheet = titles.get((str(row["file"]), str(row["sheet"] or "")), row["sheet"])
    return {**row, "sheet": sheet, **({"also": also} if also else {})}


def _marked(book: Workbook, rows: Sequence[Row], about: About, notes: Sequence[str]) -> Workbook:
    for title in (PERBAIKAN, SERTIFIKAT):
        if title in book.sheetnames and book[title]["A1"].value == MARK:
            book.remove(book[title])
    for row in rows:
        _mark(book, row)
    if any(r["severity"] != "advice" for r in rows):
        to_do(book, rows, about, notes)
    else:
        certificate(book, rows, about, notes)
    return book


def _mark(book: Workbook, row: Row) -> None:
    sheet = sheet_of(book, row)
    place = row.get("cell") or ("A1" if row["sheet"] else "")
    if sheet is None or not place:
        return
    for a in row.get("also", ()):
        other = sheet_of(book, a) if a.get("cell") else None
        if other is not None:
            dress(_seen(other, a["cell"]), row["severity"])
    cell = _seen(sheet, place)
    dress(cell, row["severity"])
    text = f"{SIGN[row['severity']]} {SEVERITY[row['severity']].upper()} ({row['rule']}): {row['message']}"
    if cell.comment is not None:
        text = f"{cell.comment.text}\n\n{text}"
    cell.comment = Comment(text, "PPSP", width=380, height=60 + 18 * (len(text) // 52 + text.count("\n")))


def _seen(sheet: Worksheet, place: str) -> Any:
    """The cell that a person sees at the place: of merged cells the first one."""
    for merged in sheet.merged_cells.ranges:
        if place in merged:
            return sheet.cell(merged.min_row, merged.min_col)
    return sheet[place]


class _Archive(zipfile.ZipFile):
    """An archive without clocks."""

    def writestr(self, zinfo_or_arcname: Any, data: Any, *args: Any, **kwargs: Any) -> None:
        """Write an entry under a fixed time."""
        name = zinfo_or_arcname if isinstance(zinfo_or_arcname, str) else zinfo_or_arcname.filename
        info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
        info.compress_type = zipfile.ZIP_DEFLATED
        super().writestr(info, data)

    def write(self, filename: Any, arcname: Any = None, *args: Any, **kwargs: Any) -> None:
        """Write a file under a fixed time."""
        with open(filename, "rb") as file:
            self.writestr(str(arcname or filename), file.read())


def _saved(book: Workbook) -> bytes:
    book.properties.modified = _EPOCH
    buffer = io.BytesIO()
    with _Archive(buffer, "w", zipfile.ZIP_DEFLATED, allowZip64=True) as archive:
        ExcelWriter(book, archive).save()
    return buffer.getvalue()
