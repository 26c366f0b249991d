"""Where things lie in a store. Every key is built here."""

from __future__ import annotations

OBJECT_PREFIX = "objects/sha256/"


RESTRICTED_PREFIX = "restricted/"


def object_key(digest: str) -> str:
    """Bytes by their SHA-256; a household name is a key already."""
    return digest if is_household(digest) else f"{OBJECT_PREFIX}{digest[:2]}/{digest}"


def is_household(name: str) -> bool:
    """Whether a name (in place of a digest) or key is that of household answers."""
    return name.startswith(RESTRICTED_PREFIX)


def household_scope(fiscal_year: int, district: str) -> str:
    """The district and year that share a key."""
    return f"{fiscal_year}/{district}"


def household_key(scope: str, keyed: str) -> str:
    """Household answers by a digest that only the holder of the key can make."""
    return f"{RESTRICTED_PREFIX}{scope}/{keyed}"


def scope_of(name: str) -> str:
    """The district and year of a household name."""
    return "/".join(name.split("/")[1:3])


def receipt_prefix(fiscal_year: int, district: str = "") -> str:
    """All receipts of a fiscal year, or of one of its districts."""
    return f"submissions/{fiscal_year}/" + (f"{district}/" if district else "")


def receipt_key(fiscal_year: int, district: str, seq: int) -> str:
    """The seq-th submission of a district for a fiscal year; from 1."""
    return f"{receipt_prefix(fiscal_year, district)}{seq:04d}.json"


def reference_key(kind: str, seq: int) -> str:
    """The seq-th loaded reference file of a kind; from 1."""
    return f"reference/{kind}/{seq:04d}.json"


def act_prefix(fiscal_year: int, district: str = "") -> str:
    """All acts of a fiscal year, or of one of its districts."""
    return f"acts/{fiscal_year}/" + (f"{district}/" if district else "")


def act_key(fiscal_year: int, district: str, seq: int) -> str:
    """The seq-th act of a district in a fiscal year; from 1."""
    return f"{act_prefix(fiscal_year, district)}{seq:04d}.json"


def reminder_prefix(fiscal_year: int, reader: str = "") -> str:
    """All digests of a fiscal year, or of one of their readers."""
    return f"reminders/{fiscal_year}/" + (f"{reader}/" if reader else "")


def reminder_key(fiscal_year: int, reader: str, seq: int) -> str:
    """The seq-th digest for a reader in a fiscal year; from 1."""
    return f"{reminder_prefix(fiscal_year, reader)}{seq:04d}.json"


def delivery_prefix(fiscal_year: int, reader: str, way: str) -> str:
    """All records of what was sent to a reader one way."""
    return f"deliveries/{fiscal_year}/{reader}/{way}/"


def delivery_key(fiscal_year: int, reader: str, way: str, seq: int) -> str:
    """The seq-th record of what was sent to a reader one way; from 1."""
    return f"{delivery_prefix(fiscal_year, reader, way)}{seq:04d}.json"


KEY_PREFIX = "keys/"
STATEMENT_PREFIX = "statements/"


def key_record_key(seq: int) -> str:
    """The seq-th public key that the store knows; from 1."""
    return f"{KEY_PREFIX}{seq:04d}.json"


def statement_key(n: int, key_id: str) -> str:
    """What one key signed about the n-th ledger entry."""
    return f"{STATEMENT_PREFIX}{n:06d}.{key_id[:16]}.json"


def token_prefix(district: str = "") -> str:
    """All records of tokens, or those of a district."""
    return "tokens/" + (f"{district}/" if district else "")


def token_key(district: str, seq: int) -> str:
    """The seq-th record of a district's token; from 1."""
    return f"{token_prefix(district)}{seq:04d}.json"


def memo_key(fiscal_year: int, district: str, step: str, unit_key: str) -> str:
    """What a unit gave, under the key of everything that went into it."""
    return f"units/{fiscal_year}/{district}/{step}/{unit_key}.json"


def manifest_key(run_id: str) -> str:
    """The record of a run."""
    return f"runs/{run_id}/manifest.json"


def ledger_key(n: int) -> str:
    """The n-th ledger entry; from 1."""
    return f"ledger/{n:06d}.json"


LEASE_PREFIX = "leases/"


def lease_key(name: str) -> str:
    """Who is at work on a fiscal year, or on what `name` says; the only kind of key whose bytes change."""
    return f"{LEASE_PREFIX}{name}.json"


def published_key(fiscal_year: int, district: str, name: str) -> str:
    """A page under a human name."""
    return f"published/{fiscal_year}/{district}/{name}"


def index_key(fiscal_year: int, run_id: str) -> str:
    """The index page of a run."""
    return f"published/{fiscal_year}/{run_id}.html"


def result_prefix(kind: str, *path: str) -> str:
    """Results kept beside the runs (`scenarios/<fy>/<district>/`, `national/<fy>/`)."""
    return "/".join((kind, *path)) + "/"
