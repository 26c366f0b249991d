"""Settings from the environment: the only place that reads or sets it."""

from __future__ import annotations

import getpass
import json
import logging
import os
import socket
from collections.abc import Mapping
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

DEFAULT_STORE = "./store"
ENGINES = ("processes", "threads", "dask")
EMBEDDED_START_SECONDS = 120
DATABASE = "PREFECT_SERVER_DATABASE_CONNECTION_URL"
_KNOCK_SECONDS = 1.0


class Settings(BaseSettings):
    """What the environment says, each as `PPSP_` and its name.

    `PPSP_STORE`, `PPSP_S3_ENDPOINT`, `PPSP_S3_LOCK_DAYS`, `PPSP_S3_LOCK_BUCKET`, `PPSP_S3_LOCK_MODE`,
    `PPSP_CHUNK_SIZE`, `PPSP_WORKERS`, `PPSP_ENGINE`, `PPSP_SCHEDULER`, `PPSP_BY`, `PPSP_SIGNING_KEY`,
    `PPSP_LEASE_SECONDS`, `PPSP_METRICS`, `PPSP_TRACES`.
    Of household answers: `PPSP_KEYRING` (file of their keys) or `PPSP_KEYS` (the same as text), `PPSP_RESTRICTED_STORE`
    (where they lie, else in the store), `PPSP_RESTRICTED_S3_ENDPOINT` and `PPSP_RESTRICTED_S3_PROFILE` (credentials).
    """

    model_config = SettingsConfigDict(env_prefix="PPSP_", hide_input_in_errors=True)

    store: str = DEFAULT_STORE
    s3_endpoint: str | None = None
    s3_lock_days: int = Field(default=0, ge=0)
    s3_lock_bucket: str = ""
    s3_lock_mode: Literal["GOVERNANCE", "COMPLIANCE"] = "GOVERNANCE"
    chunk_size: int = 40
    workers: int = 0
    by: str = ""
    signing_key: str = ""
    keyring: str = ""
    keys: SecretStr = SecretStr("")
    restricted_store: str = ""
    restricted_s3_endpoint: str | None = None
    restricted_s3_profile: str = ""
    engine: str = ENGINES[0]
    scheduler: str = ""
    metrics: str = ""
    traces: bool = False
    lease_seconds: float = Field(default=120.0, gt=0)

    def worker_count(self) -> int:
        """Worker processes of a run: PPSP_WORKERS, else one per core that this process may use."""
        return self.workers or len(os.sched_getaffinity(0))

    def person(self) -> str:
        """Who acts: PPSP_BY, else the account that runs the program."""
        return self.by or getpass.getuser()


class MailSettings(BaseSettings):
    """How digests are sent, by mail always with STARTTLS.

    `PPSP_SMTP_HOST`, `PPSP_SMTP_PORT`, `PPSP_SMTP_USER`, `PPSP_SMTP_PASSWORD`, `PPSP_SMTP_CA` (PEM of the server's
    authority), `PPSP_MAIL_FROM`, `PPSP_MAIL_ADDRESSES` (CSV with orang_id and alamat), and `PPSP_WEBHOOK`.
    """

    model_config = SettingsConfigDict(env_prefix="PPSP_", hide_input_in_errors=True)

    smtp_host: str = ""
    smtp_port: int = 587
    smtp_user: str = ""
    smtp_password: SecretStr = SecretStr("")
    smtp_ca: str = ""
    mail_from: str = "ppsp@localhost"
    addresses: str = Field(default="", validation_alias="PPSP_MAIL_ADDRESSES")
    webhook: str = ""


def prefect_server() -> str:
    """Address of the Prefect server that the operator keeps; empty: each run starts its own."""
    return os.environ.get("PREFECT_API_URL", "")


def prefect_database() -> str:
    """Address of the database that the operator named for a Prefect server; empty: SQLite."""
    return os.environ.get(DATABASE, "")


def server_note() -> Path:
    """Where `ppsp server start` notes which server it started, for the runs that reuse it."""
    return Path(os.environ["PREFECT_HOME"]) / "ppsp-server.json"


def server_log() -> Path:
    """What the server says that `ppsp server start` started."""
    return Path(os.environ["PREFECT_HOME"]) / "server.log"


def kept_server() -> str:
    """Address of the server that `ppsp server start` started, where something listens there; else empty."""
    try:
        url = str(json.loads(server_note().read_text(encoding="utf-8"))["url"])
        place = urlsplit(url)
        socket.create_connection((place.hostname, place.port), _KNOCK_SECONDS).close()
    except (OSError, ValueError, KeyError):
        return ""
    return url


def choose(**named: str) -> None:
    """Set what was named on the command line, for this process and those below it; what is empty stays."""
    os.environ.update({f"PPSP_{name.upper()}": value for name, value in named.items() if value})


def child_environment(changed: Mapping[str, str]) -> dict[str, str]:
    """The environment for a child process: this one's with some variables changed."""
    return {**os.environ, **changed}


def log_file() -> Path:
    """Where tracebacks of failed units go when no Prefect server collects them: beside Prefect's own files."""
    return Path(os.environ["PREFECT_HOME"]) / "ppsp.log"


def prepare_environment(store_url: str) -> None:
    """Telemetry off everywhere; Prefect's own files beside the store, so that clones do not share a database.

    Must be called before prefect or great_expectations is imported. A server that the operator named in
    PREFECT_API_URL is used as it is, else the one that `ppsp server start` keeps.
    """
    os.environ["DO_NOT_TRACK"] = "1"
    os.environ["GX_ANALYTICS_ENABLED"] = "false"
    os.environ["PREFECT_SERVER_ANALYTICS_ENABLED"] = "false"
    here = Path(".") if os.access(".", os.W_OK) else Path.home()
    home = here if store_url.startswith("s3://") else Path(store_url).absolute().parent
    os.environ.setdefault("PREFECT_HOME", str((home / ".prefect").absolute()))
    os.environ.setdefault("PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS", str(EMBEDDED_START_SECONDS))
    os.environ.setdefault("PREFECT_LOGGING_LEVEL", "WARNING")
    os.environ.setdefault("PREFECT_SERVER_LOGGING_LEVEL", "ERROR")
    if not prefect_server() and (kept := kept_server()):
        os.environ["PREFECT_API_URL"] = kept
    if prefect_server():  # which keeps what runs say; the terminal shows warnings
        os.environ.setdefault("PREFECT_LOGGING_LOGGERS_PREFECT_FLOW_RUNS_LEVEL", "INFO")
        os.environ.setdefault("PREFECT_LOGGING_LOGGERS_PREFECT_TASK_RUNS_LEVEL", "INFO")
        os.environ.setdefault("PREFECT_LOGGING_HANDLERS_CONSOLE_LEVEL", "WARNING")
    else:
        os.environ.setdefault("PREFECT_SERVER_ALLOW_EPHEMERAL_MODE", "true")
    log = logging.getLogger("ppsp")
    if not log.handlers:
        log_file().parent.mkdir(parents=True, exist_ok=True)
        log.addHandler(logging.FileHandler(log_file(), encoding="utf-8", delay=True))
        log.propagate = False
