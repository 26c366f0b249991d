"""Secrets that lie in the environment are in nothing that the program writes or says."""

from __future__ import annotations

import sqlite3
from functools import partial
from pathlib import Path

import pytest

from flows.audit.keys import register
from flows.district.tokens import new_token
from flows.programme.mail import deliver
from flows.settings import MailSettings
from tasks.lineage.proof.statement import new_private_pem
from tasks.lineage.records.receipts import write_numbered
from tasks.store.keys import reminder_key
from tasks.store.memory import MemoryStore
from tests.hostile.conftest import PLANTED, SECRETS, Traced


def _found(data: bytes) -> list[str]:
    return [secret for secret in PLANTED if secret.encode() in data]


def _files(folder: Path) -> list[Path]:
    return [p for p in folder.rglob("*") if p.is_file()]


def test_nothing_that_a_run_leaves_behind_holds_a_secret(traced: Traced) -> None:
    files = _files(traced.folder)
    databases = [p for p in files if p.read_bytes().startswith(b"SQLite format 3")]
    assert any(_rows(p) for p in databases), "the flow engine keeps its record here"
    assert [(p, found) for p in files if (found := _found(p.read_bytes()))] == []
    assert _found(traced.said.encode()) == []


def _rows(path: Path) -> int:
    with sqlite3.connect(f"file:{path}?mode=ro", uri=True) as base:
        tables = [name for (name,) in base.execute("select name from sqlite_master where type = 'table'")]
        return int(base.execute("select count(*) from flow_run").fetchone()[0]) if "flow_run" in tables else 0


@pytest.mark.parametrize(
    "words",
    [
        ["status", "2013", "--store", "s3://bucket/prefix"],
        ["verify", "--store", "s3://bucket"],
        ["doctor"],
        ["remind", "2013", "--send"],
        ["sign", "--key", "absent.key"],
        ["deploy"],
        ["findings", "2013", "99.01", "--json"],
    ],
)
def test_no_sentence_and_no_error_says_a_secret(traced: Traced, words: list[str]) -> None:
    told = traced.call(*words)
    assert told.stdout + told.stderr
    assert "Traceback" not in told.stderr
    assert _found((told.stdout + told.stderr).encode()) == []
    assert [p for p in _files(traced.folder) if _found(p.read_bytes())] == []


def test_settings_show_no_secret_and_name_a_wrong_one_without_its_value(
    traced: Traced, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in SECRETS.items():
        monkeypatch.setenv(name, value)
    assert "planted-smtp-password" not in repr(MailSettings())
    monkeypatch.setitem(SECRETS, "PPSP_WORKERS", "planted-smtp-user")
    told = traced.call("run", "2013")
    assert (told.returncode, told.stdout) == (2, "")
    assert "workers" in told.stderr
    assert "Traceback" not in told.stderr
    assert _found(told.stderr.encode()) == []


def test_a_store_keeps_the_digest_of_a_token_and_no_private_key() -> None:
    store = MemoryStore()
    made = new_token(store, "99.01", "V1", "2013-01-01")
    assert [key for key in store.list("") if made.encode() in store.get(key)] == []
    private = new_private_pem()
    register(store, "operator", private, "U1", "2013-01-01")
    assert b"PRIVATE KEY" in private
    assert [key for key in store.list("") if b"PRIVATE KEY" in store.get(key)] == []


def test_a_letter_and_a_web_address_that_are_not_taken_say_why_without_the_secret(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name, value in SECRETS.items():
        monkeypatch.setenv(name, value)
    item = {"kode": "x", "kalimat": "y"}
    body = {"fiscal_year": 2013, "reader": "V1", "hari": "2013-01-01", "baru": [item], "selesai": [], "items": [item]}
    store = MemoryStore()
    write_numbered(store, partial(reminder_key, 2013, "V1"), body, 0)
    told = deliver(store, 2013, "2013-01-01", MailSettings())
    assert [(r["way"], r["state"], r["to"]) for r in told] == [
        ("mail", "tanpa_alamat", ""),
        ("webhook", "gagal", "127.0.0.1:9"),
    ]
    assert _found(str(told).encode()) == []
