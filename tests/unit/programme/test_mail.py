"""Digests by mail and to a web address: once, by a server that speaks STARTTLS, and again when it failed."""

from __future__ import annotations

import json
import ssl
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.message import Message
from functools import partial
from http.server import BaseHTTPRequestHandler, HTTPServer
from ipaddress import ip_address
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Message as Keeps
from aiosmtpd.smtp import AuthResult, LoginPassword
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from flows.programme.mail import addresses, deliver
from flows.settings import MailSettings
from schemas.errors import WrongUsage
from tasks.lineage.proof.audit import audit
from tasks.lineage.records.receipts import write_numbered
from tasks.store.keys import reminder_key
from tasks.store.memory import MemoryStore
from tests.support.programs import free_ports

DAY = "2013-06-01"


class Letters(Keeps):
    def __init__(self) -> None:
        super().__init__()
        self.got: list[Message] = []

    def handle_message(self, message: Message) -> None:
        self.got.append(message)


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    path = tmp_path_factory.mktemp("tls") / "server.pem"
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    path.write_bytes(private + made.public_bytes(serialization.Encoding.PEM))
    return path


@pytest.fixture
def server(certificate: Path) -> Iterator[Controller]:
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(certificate)

    def allowed(_server: object, _session: object, _envelope: object, _mechanism: str, data: object) -> AuthResult:
        is_known = isinstance(data, LoginPassword) and (data.login, data.password) == (b"ppsp", b"rahasia")
        return AuthResult(success=is_known, handled=False)

    running = Controller(
        Letters(),
        "127.0.0.1",
        free_ports(1)[0],
        tls_context=context,
        require_starttls=True,
        auth_required=True,
        authenticator=allowed,
    )
    running.start()
    yield running
    running.stop()


@pytest.fixture
def store() -> MemoryStore:
    made = MemoryStore()
    write(made, "V1", baru=["SSK belum diserahkan"])
    return made


def write(store: MemoryStore, reader: str, known: int = 0, **lines: list[str]) -> None:
    items = {name: [{"kode": "99.01", "kalimat": text} for text in texts] for name, texts in lines.items()}
    body: dict[str, Any] = {"fiscal_year": 2013, "reader": reader, "hari": DAY, "baru": [], "selesai": [], **items}
    write_numbered(store, partial(reminder_key, 2013, reader), {**body, "items": body["baru"]}, known)


def mail(server: Controller, certificate: Path, book: Path, password: str = "rahasia") -> MailSettings:
    return MailSettings(
        smtp_host="127.0.0.1", smtp_port=server.port, smtp_user="ppsp",
        smtp_password=password, smtp_ca=str(certificate), PPSP_MAIL_ADDRESSES=str(book),
    )  # fmt: skip


@pytest.fixture
def book(tmp_path: Path) -> Path:
    path = tmp_path / "alamat.csv"
    path.write_text("orang_id,alamat\nV1,v1@contoh.test\n")
    return path


def test_a_digest_goes_out_once_and_the_next_one_again(
    store: MemoryStore, server: Controller, certificate: Path, book: Path
) -> None:
    settings = mail(server, certificate, book)
    assert [r["state"] for r in deliver(store, 2013, DAY, settings)] == ["terkirim"]
    assert deliver(store, 2013, DAY, settings) == []
    write(store, "V1", known=1, selesai=["SSK belum diserahkan"])
    assert [r["state"] for r in deliver(store, 2013, DAY, settings)] == ["terkirim"]
    first, second = server.handler.got
    assert (first["To"], first["Subject"]) == ("v1@contoh.test", "PPSP 2013: 1 hal baru, 0 selesai")
    assert "- 99.01 SSK belum diserahkan" in first.get_payload(decode=True).decode()
    assert "Sudah selesai:" in second.get_payload(decode=True).decode()
    assert audit(store).problems == []


def test_what_was_not_taken_is_tried_again_and_who_has_no_address_is_named(
    store: MemoryStore, server: Controller, certificate: Path, book: Path
) -> None:
    write(store, "F9", baru=["Laporan CF terlambat"])
    told = deliver(store, 2013, DAY, mail(server, certificate, book, password="salah"))
    assert {r["reader"]: r["state"] for r in told} == {"V1": "gagal", "F9": "tanpa_alamat"}
    assert all("salah" not in r["says"] for r in told)
    told = deliver(store, 2013, DAY, mail(server, certificate, book))
    assert {r["reader"]: r["state"] for r in told} == {"V1": "terkirim", "F9": "tanpa_alamat"}


def test_a_server_whose_certificate_nobody_vouches_for_gets_nothing(
    store: MemoryStore, server: Controller, certificate: Path, book: Path
) -> None:
    settings = mail(server, certificate, book).model_copy(update={"smtp_ca": ""})
    (told,) = deliver(store, 2013, DAY, settings)
    assert told["state"] == "gagal"
    assert server.handler.got == []


def test_a_web_address_gets_the_digest_itself(store: MemoryStore) -> None:
    got: list[dict[str, Any]] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            got.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            self.send_response(204)
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:
            pass

    listening = HTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=listening.serve_forever, daemon=True).start()
    settings = MailSettings(webhook=f"http://127.0.0.1:{listening.server_port}/")
    assert [r["state"] for r in deliver(store, 2013, DAY, settings)] == ["terkirim"]
    assert deliver(store, 2013, DAY, settings) == []
    listening.shutdown()
    listening.server_close()
    assert got[0]["baru"][0]["kode"] == "99.01"
    assert [r["state"] for r in deliver(store, 2013, DAY, MailSettings())] == []


@pytest.mark.parametrize("text", ["nama,alamat\nV1,a@b\n", "orang_id,alamat\nV1,bukan\n", ""])
def test_an_address_book_that_cannot_be_used_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "alamat.csv"
    path.write_text(text)
    with pytest.raises(WrongUsage, match="alamat"):
        addresses(str(path))
