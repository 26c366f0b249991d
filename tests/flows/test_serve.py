"""The page for districts: entry by token, check, hand in, workbooks back; nobody reaches another district."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from openpyxl import load_workbook

from flows.district.serve import COOKIE, HEADERS, create_app
from flows.district.tokens import district_of_token, new_token, revoke
from tasks.lineage.proof.audit import audit
from tasks.lineage.records.receipts import receipts
from tasks.store.restricted import RestrictedStore
from tests.support.stores import folder_store
from tests.support.world import World

YEAR, MAX = 2013, 5_000_000


@pytest.fixture
def store(world: World) -> RestrictedStore:
    return folder_store(str(world.folder / "store"))


@pytest.fixture
def source(made: Path) -> Path:
    return next(p for p in sorted((made / "files/2013").iterdir()) if any(p.glob("*.xlsx")))


def client(store: RestrictedStore, token: str = "") -> TestClient:
    made = TestClient(create_app(store.url, YEAR, MAX), base_url="http://127.0.0.1", follow_redirects=True)
    if token:
        assert made.post("/masuk", data={"token": token}).status_code == 200
    return made


def upload(page: TestClient, path: Path, action: str) -> object:
    return page.post(
        "/kiriman", data={"aksi": action, "oleh": "Sari"}, files={"berkas": (path.name, path.read_bytes())}
    )


def test_a_token_opens_the_page_of_its_district_and_of_no_other(store: RestrictedStore, source: Path) -> None:
    token = new_token(store, source.name, "V1", "2013-01-01")
    assert district_of_token(store, token) == source.name
    assert token not in "".join(p.read_text() for p in Path(store.url, "tokens").rglob("*.json"))
    page = client(store, token)
    answer = page.get("/")
    assert source.name in answer.text
    assert "tepat waktu" in answer.text
    assert {k: answer.headers[k] for k in HEADERS} == HEADERS
    cookie = client(store).post("/masuk", data={"token": token}, follow_redirects=False).headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=strict" in cookie
    newer = new_token(store, source.name, "V1", "2013-01-02")
    assert "token" in page.get("/").text.lower()
    assert district_of_token(store, token) is None
    revoke(store, source.name, "V1", "2013-01-03")
    assert district_of_token(store, newer) is None
    assert audit(store).problems == []


@pytest.mark.parametrize("path", ["/instrumen.xlsx", "/perbaikan.xlsx", "/temuan"])
def test_nothing_is_given_without_a_token(store: RestrictedStore, path: str) -> None:
    page = client(store)
    assert page.get(path).status_code == 401
    page.cookies.set(COOKIE, "salah")
    assert page.get(path).status_code == 401
    assert client(store).post("/masuk", data={"token": "x"}).status_code == 401
    assert page.get("/docs").status_code == 404


def test_check_gives_the_findings_and_keeps_nothing_and_hand_in_keeps_both_of_two(
    store: RestrictedStore, source: Path, tmp_path: Path
) -> None:
    page = client(store, new_token(store, source.name, "V1", "2013-01-01"))
    (book,) = source.glob("*.xlsx")
    before = len(list(receipts(store, YEAR, source.name)))
    checked = upload(page, book, "periksa")
    assert "Temuan kiriman" in checked.text
    assert len(list(receipts(store, YEAR, source.name))) == before
    marked = load_workbook(io.BytesIO(upload(page, book, "buku").content))
    assert marked.sheetnames[0] == "Perbaikan"
    same = upload(page, book, "serahkan")
    assert "sudah diterima" in same.text
    other = tmp_path / "lain.xlsx"
    other.write_bytes(book.read_bytes())
    assert f"kiriman ke-{before + 1}" in upload(page, other, "serahkan").text
    newest = list(receipts(store, YEAR, source.name))[-1]
    assert (newest["by"], newest["files"][0]["name"]) == ("Sari", "lain.xlsx")


def test_workbooks_come_down_and_findings_are_those_of_the_run(store: RestrictedStore, source: Path) -> None:
    page = client(store, new_token(store, source.name, "V1", "2013-01-01"))
    instrument = load_workbook(io.BytesIO(page.get("/instrumen.xlsx").content))
    assert instrument.sheetnames[0] == "Petunjuk"
    assert "Perbaikan" in load_workbook(io.BytesIO(page.get("/perbaikan.xlsx").content)).sheetnames
    assert "Temuan kiriman" in page.get("/temuan").text


def test_too_large_foreign_or_empty_requests_are_refused_in_a_sentence(store: RestrictedStore, source: Path) -> None:
    page = client(store, new_token(store, source.name, "V1", "2013-01-01"))
    large = page.post("/kiriman", data={"aksi": "serahkan"}, files={"berkas": ("a.xlsx", b"x" * (MAX + 1))})
    assert (large.status_code, "terlalu besar" in large.text) == (413, True)
    foreign = page.post("/keluar", headers={"origin": "http://lain.example"})
    assert foreign.status_code == 403
    broken = page.post("/kiriman", data={"aksi": "periksa"}, files={"berkas": ("../a.xlsx", b"no workbook")})
    assert broken.status_code == 200
    assert "Menahan" in broken.text
    hostile = page.post(
        "/kiriman", data={"aksi": "periksa"}, files={"berkas": ("<script>x</script>.csv", b"a,b\n1,2\n")}
    )
    assert "<script>x" not in hostile.text
