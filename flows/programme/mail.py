"""Digests on their way: by mail or to a web address, each once; what was not taken is tried again the next night."""

from __future__ import annotations

import csv
import io
import smtplib
import ssl
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from email.message import EmailMessage
from email.utils import parseaddr
from functools import partial
from pathlib import Path
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit

from flows.programme.reminders import newest
from flows.settings import MailSettings
from schemas.canonical import dump_json
from schemas.errors import WrongUsage
from tasks.lineage.records.receipts import write_numbered
from tasks.store.keys import delivery_key, delivery_prefix
from tasks.store.ports import Store
from tasks.store.records import record

Digest = Mapping[str, Any]
Send = Callable[[Digest, str], None]
_SECONDS = 30


class NotSent(Exception):
    """The other side did not take a digest; the sentence says why."""


def deliver(store: Store, fiscal_year: int, day: str, settings: MailSettings) -> list[dict[str, str]]:
    """Send the newest digest of each reader that was not sent yet; one row per digest: reader, to, state, says.

    `state` is terkirim (sent now, and on record), tanpa_alamat (no address is known) or gagal (tried again next time).
    Nothing is sent twice, also when the run is repeated. Empty where neither mail nor a web address is set up.
    Raises WrongUsage for an address book that cannot be read.
    """
    book = addresses(settings.addresses)
    ways: list[tuple[str, Send, Callable[[str], str]]] = []
    if settings.smtp_host:
        ways.append(("mail", lambda d, to: _mail(d, to, settings), lambda reader: book.get(reader, "")))
    if settings.webhook:
        ways.append(("webhook", lambda d, to: _post(d, to), lambda _: settings.webhook))
    waiting = (
        (digest, way, send, to(str(digest["reader"])), _sent(store, digest, way))
        for digest in newest(store, fiscal_year).values()
        for way, send, to in ways
        if digest["baru"] or digest["selesai"]
    )
    return [
        _one(store, digest, way, send, to, day, len(sent))
        for digest, way, send, to, sent in waiting
        if digest["digest"] not in sent
    ]


def _one(store: Store, digest: Digest, way: str, send: Send, to: str, day: str, known: int) -> dict[str, str]:
    row = {"reader": str(digest["reader"]), "way": way, "to": _place(to) if "://" in to else to}
    if not to:
        return row | {"state": "tanpa_alamat", "says": f"no address of {digest['reader']} in PPSP_MAIL_ADDRESSES"}
    try:
        send(digest, to)
    except NotSent as error:
        return row | {"state": "gagal", "says": str(error)}
    key_of = partial(delivery_key, int(digest["fiscal_year"]), row["reader"], way)
    write_numbered(store, key_of, {"ringkasan": digest["digest"], "hari": day}, known)
    return row | {"state": "terkirim", "says": f"{len(digest['baru'])} new, {len(digest['selesai'])} settled"}


def _sent(store: Store, digest: Digest, way: str) -> list[str]:
    """The digests that the reader of this one was sent already."""
    prefix = delivery_prefix(int(digest["fiscal_year"]), str(digest["reader"]), way)
    return [record(store, key)["ringkasan"] for key in store.list(prefix)]


def addresses(path: str) -> dict[str, str]:
    """Address per person, from a CSV with the columns orang_id and alamat that is kept outside the store."""
    if not path:
        return {}
    try:
        rows = list(csv.DictReader(io.StringIO(Path(path).read_text(encoding="utf-8"))))
    except (OSError, UnicodeDecodeError) as error:
        raise WrongUsage(f"cannot read the address book {path}: {error}") from None
    if not rows or not {"orang_id", "alamat"} <= rows[0].keys():
        raise WrongUsage(f"{path}: an address book has the columns orang_id and alamat")
    wrong = [r["alamat"] for r in rows if not _is_address(r["alamat"] or "")]
    if wrong:
        raise WrongUsage(f"{path}: {wrong[0]!r} is no mail address")
    return {str(r["orang_id"]): str(r["alamat"]) for r in rows}


def _is_address(text: str) -> bool:
    """Whether it is one address; a line break in it would begin a header of its own."""
    return text.isprintable() and "@" in parseaddr(text)[1]


def message(digest: Digest, sender: str, to: str) -> EmailMessage:
    """The digest as a letter in plain Indonesian."""
    made = EmailMessage()
    made["From"], made["To"] = sender, to
    made["Subject"] = f"PPSP {digest['fiscal_year']}: {len(digest['baru'])} hal baru, {len(digest['selesai'])} selesai"
    made.set_content("\n".join(_lines(digest)))
    return made


def _lines(digest: Digest) -> Iterator[str]:
    yield f"Ringkasan tahun anggaran {digest['fiscal_year']} per {digest['hari']}."
    for title, name in (("Baru", "baru"), ("Sudah selesai", "selesai")):
        if digest[name]:
            yield from (
                "",
                f"{title}:",
                *(f"- {item['kode']} {' '.join(item['kalimat'].split())}" for item in digest[name]),
            )
    still = len(digest["items"]) - len(digest["baru"])
    if still:
        yield from ("", f"{still} hal dari ringkasan sebelumnya masih terbuka.")


def _mail(digest: Digest, to: str, settings: MailSettings) -> None:
    context = ssl.create_default_context(cafile=settings.smtp_ca or None)
    try:
        with smtplib.SMTP(settings.smtp_host, settings.smtp_port, timeout=_SECONDS) as server:
            server.starttls(context=context)
            if settings.smtp_user:
                server.login(settings.smtp_user, settings.smtp_password.get_secret_value())
            server.send_message(message(digest, settings.mail_from, to))
    except (OSError, smtplib.SMTPException) as error:
        raise NotSent(f"{settings.smtp_host}:{settings.smtp_port}: {error}") from error


def _place(address: str) -> str:
    """Host and port of a web address; the rest of it often is a password."""
    parts = urlsplit(address)
    return parts.netloc.rpartition("@")[2] or "the web address"


def _reason(error: Exception) -> str:
    """Why it was not taken; an error of the address itself would repeat it."""
    if isinstance(error, HTTPError):
        return f"it answered {error.code}"
    return str(error.reason) if isinstance(error, URLError) else "no web address, or no answer in time"


def _post(digest: Digest, to: str) -> None:
    request = urllib.request.Request(to, dump_json(dict(digest)), {"Content-Type": "application/json"})
    try:
        urllib.request.urlopen(request, timeout=_SECONDS).close()
    except (URLError, TimeoutError, ValueError) as error:
        raise NotSent(f"{_place(to)}: {_reason(error)}") from None
