"""One set of hostile texts goes through a whole run and is looked for in everything that comes out of it."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Iterator
from datetime import date
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree.ElementTree import fromstring

import pytest
from openpyxl import load_workbook
from pypdf import PdfReader

from flows.cycle.documents import newest_documents
from flows.cycle.summary import run_markdown
from flows.district.annotate import annotate
from flows.district.instrument import make_instrument
from flows.programme.mail import addresses, message
from flows.programme.nawasis import export
from flows.site.build import build
from reports.excel_csv import defused_csv
from schemas.errors import WrongUsage
from tasks.store.folder import FolderStore
from tests.hostile.planted import HOST, KODE, TEXTS

if TYPE_CHECKING:
    from playwright.sync_api import Browser

FORMULA = re.compile(r"=(SUM|SUBTOTAL)\([A-Z]+\d+(:[A-Z]+\d+)?(,[A-Z]+\d+(:[A-Z]+\d+)?)*\)|=[A-Z]+\d+(\+[A-Z]+\d+)*")
MARKUP = {"script", "style", "iframe", "object", "embed", "base", "link", "img", "form"}


@pytest.fixture(scope="module")
def published(run: FolderStore) -> dict[str, bytes]:
    return {key: run.get(key) for key in run.list("published/")}


@pytest.fixture(scope="module")
def documents(run: FolderStore) -> dict[str, bytes]:
    return {
        f"{made[1]}.{made[2]}": made[3]
        for year, formats in ((2013, ("docx", "xlsx")), (2014, ("pdf", "docx", "xlsx")))
        for made in newest_documents(run, year, KODE, formats)
    }


@pytest.fixture(scope="module")
def room(run: FolderStore, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("room")
    build(run.url, out, date(2014, 6, 1))
    return out


class Page(HTMLParser):
    """What a browser would make of a page: its elements with their attributes, and its text."""

    def __init__(self, data: bytes) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.text = ""
        self.feed(data.decode())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attrs}))

    def handle_data(self, data: str) -> None:
        self.text += data


def _harm(page: Page, own: set[str]) -> Iterator[str]:
    """What would run or be fetched; `own` are the addresses of the page's own files."""
    for tag, attributes in page.elements:
        for name, value in attributes.items():
            if name.startswith("on") or value.lower().strip().startswith("javascript:"):
                yield f"{tag} {name}={value}"
            if name in ("src", "href", "data", "action", "srcset") and "://" in value:
                yield f"{tag} {name}={value}"
        if tag in MARKUP and tag != "form" and attributes.get("src", attributes.get("href", "")) not in own:
            yield tag


def _of_each_kind(room: Path) -> list[Path]:
    """Pages of the room, one for each name that a digest or a number makes many of."""
    return list({re.sub(r"\d+|\.[0-9a-f]{12}", "", p.name): p for p in sorted(room.rglob("*.html"))}.values())


def _policy(page: Page) -> str:
    found = [a for tag, a in page.elements if tag == "meta" and a.get("http-equiv") == "Content-Security-Policy"]
    return found[0]["content"]


def test_published_pages_show_the_texts_and_obey_none(published: dict[str, bytes]) -> None:
    pages = {key: Page(data) for key, data in published.items() if key.endswith(".html")}
    assert {key.rpartition("/")[2].split(".")[0] for key in pages} >= {"temuan", "buku-putih", "ssk", "mps"}
    for page in pages.values():
        assert list(_harm(page, {""})) == []
        assert _policy(page).startswith("default-src 'none'; style-src 'unsafe-inline'; style-src-elem 'sha256-")
        assert not any(word in _policy(page) for word in ("script-src", "http", "*"))
    shown = " ".join("".join(page.text for page in pages.values()).split())
    assert [text for text in TEXTS if " ".join(text.split()) not in shown] == []


def test_the_audit_room_shows_the_texts_and_obeys_none(room: Path) -> None:
    pages = {path: Page(path.read_bytes()) for path in _of_each_kind(room)}
    for path, page in pages.items():
        own = {a.get("src", a.get("href", "")) for _, a in page.elements} - {""}
        assert list(_harm(page, {o for o in own if "://" not in o} | {""})) == [], path
        assert _policy(page).startswith("default-src 'none'; script-src 'self' file:; ")
        inline = [a for tag, a in page.elements if tag == "script" and "src" not in a]
        assert all(a.get("type") == "application/json" for a in inline)
    shown = " ".join("".join(page.text for page in pages.values()).split())
    assert sum(" ".join(text.split()) in shown for text in TEXTS) > len(TEXTS) // 2
    for script in room.rglob("*.js"):
        assert "</script" not in script.read_text().lower()


@pytest.mark.parametrize("where", ["published", "room"])
def test_no_page_asks_anything_of_a_network(
    chromium: Browser, published: dict[str, bytes], room: Path, tmp_path: Path, where: str
) -> None:
    for key, data in published.items():
        (tmp_path / key.replace("/", "_")).write_bytes(data)
    pages = sorted(tmp_path.glob("*.html")) if where == "published" else _of_each_kind(room)
    assert len(pages) > 3
    asked: list[str] = []
    context = chromium.new_context()
    page = context.new_page()
    page.on("request", lambda request: asked.append(request.url))
    page.on("dialog", lambda dialog: asked.append(dialog.message))
    for path in pages:
        page.goto(path.as_uri())
    context.close()
    assert [url for url in asked if not url.startswith(("file:", "data:"))] == []


def _books(documents: dict[str, bytes], run: FolderStore) -> dict[str, bytes]:
    own = {name: data for name, data in documents.items() if name.endswith(".xlsx")}
    return own | dict(annotate(run, 2013, KODE)) | {"instrumen.xlsx": make_instrument(run, 2014, KODE)}


def test_no_workbook_holds_a_formula_or_a_link_of_theirs(documents: dict[str, bytes], run: FolderStore) -> None:
    seen = set()
    for name, data in _books(documents, run).items():
        for sheet in load_workbook(io.BytesIO(data)):
            for cell in (c for row in sheet.iter_rows() for c in row if c.value is not None):
                if cell.data_type == "f":
                    assert FORMULA.fullmatch(str(cell.value)), (name, cell.coordinate, cell.value)
                assert not cell.hyperlink or (cell.hyperlink.target or "#").startswith("#"), (name, cell.coordinate)
                seen |= {text for text in TEXTS if text in str(cell.value)}
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            outward = [n for n in archive.namelist() if n.endswith(".rels") and HOST.encode() in archive.read(n)]
        assert outward == []
    assert {t for t in TEXTS if t.startswith(("=", "http", "external"))} <= seen


def test_no_csv_for_people_holds_a_cell_that_runs(
    published: dict[str, bytes], run: FolderStore, tmp_path: Path
) -> None:
    export(run, 2014, KODE, tmp_path)
    files = [d for key, d in published.items() if key.endswith(".csv")] + [
        p.read_bytes() for p in tmp_path.glob("*.csv")
    ]
    assert len(files) > 3
    for data in files:
        for row in csv.reader(io.StringIO(data.decode("utf-8-sig")), delimiter=";"):
            assert not [cell for cell in row if cell.startswith(("=", "+", "@", "\t"))]


def test_a_canonical_table_for_people_keeps_its_bytes_unless_a_cell_would_run() -> None:
    sound = b'kode,nilai,nama\n99.01,-1/3,Suka\n99.02,-2,"a,b"\n'
    assert defused_csv(sound) == sound
    assert defused_csv(b"nama\n=1+1\n-2+3\n") == b"nama\n'=1+1\n'-2+3\n"


def test_word_files_hold_the_texts_as_text(documents: dict[str, bytes]) -> None:
    shown = ""
    for data in (d for name, d in documents.items() if name.endswith(".docx")):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            assert not [n for n in archive.namelist() if "vba" in n.lower() or "embeddings" in n or "afchunk" in n]
            for rels in (n for n in archive.namelist() if n.endswith(".rels")):
                assert HOST.encode() not in archive.read(rels)
            body = archive.read("word/document.xml")
        assert b"DDEAUTO" not in body
        shown += "".join(fromstring(body).itertext())
    assert sum(text in shown for text in TEXTS) == len(TEXTS)


def test_pdf_files_hold_the_texts_as_text_and_run_nothing(documents: dict[str, bytes]) -> None:
    (data,) = (d for name, d in documents.items() if name.endswith(".pdf"))
    assert not re.search(rb"/(JavaScript|JS|Launch|OpenAction|EmbeddedFile|URI)\b", data)
    squeezed = "".join("".join(page.extract_text() for page in PdfReader(io.BytesIO(data)).pages).split())
    assert "root:" not in squeezed
    assert {t[:12] for t in TEXTS if "".join(t.split())[:12] in squeezed} >= {TEXTS[6][:12], TEXTS[7][:12]}


def test_markdown_for_operators_shows_a_text_as_it_is() -> None:
    district = {"kode": KODE, "nama": TEXTS[8], "state": "failed", "verdict": "", "error": f"{TEXTS[3]}\n# x"}
    district |= {"findings": {}, "documents": []}
    counts = dict.fromkeys(("districts", "used", "late", "held", "failed", "missing"), 1)
    told = run_markdown({
        "fiscal_year": 2013, "run_id": "r", "counts": counts, "units": {"run": 1, "reused": 0}, "districts": [district],
    })  # fmt: skip
    lines = told.splitlines()
    assert not re.search(r"<\w|\]\(|!\[", told)
    assert len([line for line in lines if line.startswith("#")]) == 1
    assert len({line.count("|") for line in lines if line.startswith("|")}) == 1


def test_a_letter_is_one_letter_whatever_its_sentences_say(tmp_path: Path) -> None:
    item = {"kode": "X", "kalimat": "a\n.\nBcc: x@example.org\n\nBaru:"}
    digest = {"fiscal_year": 2013, "hari": "2013-01-01", "baru": [item], "selesai": [], "items": [item]}
    made = message(digest, "ppsp@localhost", "a@localhost")
    assert made.get_content_type() == "text/plain"
    assert set(made.keys()) >= {"From", "To", "Subject"}
    assert "- X a . Bcc: x@example.org Baru:" in made.get_content()
    book = tmp_path / "a.csv"
    book.write_text('orang_id,alamat\nV1,"a@localhost\nBcc: b@localhost"\n')
    with pytest.raises(WrongUsage, match="is no mail address"):
        addresses(str(book))
