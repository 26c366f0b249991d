"""A page for districts: hand in, check, get the workbook back, see versions and findings. Works without JavaScript.

The district comes from the token alone, never from an address, so that no request reaches another one's files. The page
calls the functions of the command line.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any

from fastapi import FastAPI, File, Form, Request, Response, UploadFile
from fastapi.responses import HTMLResponse, RedirectResponse

from flows.district.annotate import annotate, annotate_files
from flows.district.findings import check_files, sealed_findings
from flows.district.hand_in import hand_in
from flows.district.instrument import make_instrument
from flows.district.tokens import district_of_token
from flows.district.versions import versions
from flows.wiring import newest_runs, now, open_store
from reports.findings_page import FindingsPage, findings_html
from reports.serve_pages import District, district_page, login_page, message_page
from schemas.errors import PpspError
from schemas.findings import SEVERITIES
from schemas.rulebook import load_rulebook
from tasks.store.ports import Store

COOKIE = "ppsp_token"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; img-src data:; form-action 'self'; "
    "frame-ancestors 'none'; base-uri 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cache-Control": "no-store",
}
CHECK, BOOK, HAND_IN = "periksa", "buku", "serahkan"


class Refused(PpspError):
    """A request that is answered with a sentence and a status."""

    def __init__(self, status: int, sentence: str) -> None:
        super().__init__(sentence)
        self.status = status


def create_app(store_url: str, fiscal_year: int, max_bytes: int) -> FastAPI:
    """The application over a store for one fiscal year; uploads beyond `max_bytes` are refused before they are read."""
    app = FastAPI(title="PPSP", docs_url=None, redoc_url=None, openapi_url=None)
    year = load_rulebook(fiscal_year).fiscal_year

    @app.middleware("http")
    async def guard(request: Request, call_next: Callable[[Request], Any]) -> Response:
        why = _refused(request, max_bytes)
        response = _told(why) if why else await call_next(request)
        for name, value in HEADERS.items():
            response.headers[name] = value
        return response

    @app.exception_handler(PpspError)
    async def sentence(_request: Request, error: PpspError) -> Response:
        return _told(error if isinstance(error, Refused) else Refused(400, str(error)))

    def mine(request: Request) -> tuple[Store, str]:
        store = open_store(store_url)
        kode = district_of_token(store, request.cookies.get(COOKIE, ""))
        if kode is None:
            raise Refused(401, "Masuk dahulu dengan token kabupaten/kota Anda.")
        return store, kode

    @app.get("/", response_class=HTMLResponse)
    def home(request: Request) -> Response:
        store = open_store(store_url)
        kode = district_of_token(store, request.cookies.get(COOKIE, ""))
        if kode is None:
            return HTMLResponse(login_page(year))
        return HTMLResponse(district_page(_view(store, year, kode, max_bytes)))

    @app.post("/masuk")
    def enter(token: Annotated[str, Form()]) -> Response:
        if district_of_token(open_store(store_url), token.strip()) is None:
            raise Refused(401, "Token tidak dikenal atau sudah diganti. Minta token baru kepada Pokja Provinsi.")
        answer = RedirectResponse("/", status_code=303)
        answer.set_cookie(COOKIE, token.strip(), httponly=True, samesite="strict", max_age=8 * 3600)
        return answer

    @app.post("/keluar")
    def leave() -> Response:
        answer = RedirectResponse("/", status_code=303)
        answer.delete_cookie(COOKIE)
        return answer

    @app.post("/kiriman")
    def files(
        request: Request,
        berkas: Annotated[list[UploadFile], File()],
        aksi: Annotated[str, Form()],
        oleh: Annotated[str, Form()] = "",
    ) -> Response:
        store, kode = mine(request)
        read = [(f.filename or "berkas", f.file.read()) for f in berkas if f.filename]
        if not read:
            raise Refused(400, "Pilih dahulu berkas yang akan diperiksa atau diserahkan.")
        if aksi == HAND_IN:
            return _handed_in(store, year, kode, read, oleh)
        _, rows, verdict = check_files(store, year, kode, read, None)
        if aksi == BOOK:
            return _books(annotate_files(read, rows, year, kode))
        return HTMLResponse(_findings(store, year, kode, rows, verdict))

    @app.get("/instrumen.xlsx")
    def instrument(request: Request) -> Response:
        store, kode = mine(request)
        return _download(f"instrumen-{kode}-{year}.xlsx", make_instrument(store, year, kode))

    @app.get("/perbaikan.xlsx")
    def book(request: Request) -> Response:
        store, kode = mine(request)
        return _books(annotate(store, year, kode))

    @app.get("/temuan", response_class=HTMLResponse)
    def findings(request: Request) -> Response:
        store, kode = mine(request)
        rows, verdict = sealed_findings(store, year, kode)
        return HTMLResponse(_findings(store, year, kode, rows, verdict))

    return app


def _refused(request: Request, max_bytes: int) -> Refused | None:
    if request.method != "POST":
        return None
    origin, host = request.headers.get("origin"), request.headers.get("host", "")
    if origin is not None and origin.split("://")[-1] != host:
        return Refused(403, "Permintaan dari halaman lain tidak diterima.")
    length = request.headers.get("content-length", "")
    if not length.isdigit():
        return Refused(411, "Ukuran kiriman tidak disebut.")
    if int(length) > max_bytes:
        return Refused(413, f"Berkas terlalu besar; paling besar {max_bytes // 1_000_000} MB. Serahkan per bagian.")
    return None


def _told(why: Refused) -> Response:
    return HTMLResponse(message_page(str(why)), status_code=why.status)


def _handed_in(store: Store, year: int, kode: str, files: list[tuple[str, bytes]], by: str) -> Response:
    moment = now()
    receipt, is_new = hand_in(store, year, kode, files, code_system=None, by=by.strip() or f"laman {kode}",
                             received=moment.date().isoformat(), recorded=moment.isoformat())  # fmt: skip
    said = f"Diterima sebagai kiriman ke-{receipt['seq']} dengan sidik {receipt['digest'][:12]}."
    if not is_new:
        said = f"Berkas yang sama sudah diterima sebagai kiriman ke-{receipt['seq']}; tidak ada yang ditulis lagi."
    return HTMLResponse(message_page(said), status_code=200)


def _view(store: Store, year: int, kode: str, max_bytes: int) -> District:
    run = newest_runs(store, year).get(kode)
    told: dict[str, Any] = run.told.get(kode, {}) if run else {}
    listed = versions(store, year, kode)
    return District(
        kode,
        told.get("nama", kode),
        year,
        listed,
        told.get("verdict"),
        {s: told.get("findings", {}).get(s) for s in SEVERITIES},
        max_bytes // 1_000_000,
        has_findings=bool(told.get("verdict")),
    )


def _findings(store: Store, year: int, kode: str, rows: list[dict[str, Any]], verdict: str) -> bytes:
    counts: dict[str, int] = {s: len({r["id"] for r in rows if r["severity"] == s}) for s in SEVERITIES}
    run = newest_runs(store, year).get(kode)
    nama = run.told.get(kode, {}).get("nama", kode) if run else kode
    mark = str(load_rulebook(year)["document.mark"])
    return findings_html(FindingsPage(kode, nama, year, verdict, counts, rows, mark))


def _books(books: list[tuple[str, bytes]]) -> Response:
    if len(books) == 1:
        return _download(*books[0])
    import io
    import zipfile

    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in books:
            archive.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), data)
    return _download("perbaikan.zip", buffer.getvalue(), "application/zip")


def _download(name: str, data: bytes, kind: str = XLSX) -> Response:
    plain = "".join(c if c.isalnum() or c in ".-_" else "_" for c in name)
    return Response(data, media_type=kind, headers={"Content-Disposition": f'attachment; filename="{plain}"'})
