"""Sealed runs that cannot be taken away before their time, and links to single keys, on a real object gateway."""

from __future__ import annotations

import urllib.request
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.error import HTTPError
from uuid import uuid4

import boto3
import pytest
from botocore.exceptions import ClientError
from moto import mock_aws

from flows.wiring import open_store
from schemas.errors import NotFound, StoreUnavailable, WrongUsage
from tasks.lineage.records.ledger import seal
from tasks.store.folder import FolderStore
from tasks.store.lease import Lease, renew, take
from tasks.store.memory import MemoryStore
from tasks.store.ports import KeptStore
from tasks.store.retention import Lock
from tasks.store.s3 import S3Store
from tests.store.conftest import Bucket
from tests.support.rgw import Gateway

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client


def clock() -> datetime:
    return datetime.now(UTC)


def thirty(bucket: str = "") -> Lock:
    return Lock(30, "GOVERNANCE", clock, bucket)


def made(client: S3Client, *, with_lock: bool) -> str:
    name = f"bucket-{uuid4().hex[:8]}"
    client.create_bucket(Bucket=name, ObjectLockEnabledForBucket=with_lock)
    return name


def locked_in(client: S3Client, bucket: str) -> list[str]:
    keys = [found["Key"] for found in client.list_objects_v2(Bucket=bucket)["Contents"]]
    return [key for key in keys if "ObjectLockMode" in client.head_object(Bucket=bucket, Key=key)]


def check_kept(store: S3Store, client: S3Client, bucket: str) -> None:
    """Seal a run and see that its record and entry cannot be taken from the bucket, and that objects can."""
    store.put_new("objects/a", b"one")
    seal(store, "2013-tahunan-1", b'{"run_id": 1}')
    seal(store, "2013-tahunan-1", b'{"run_id": 1}')
    for key in ("p/ledger/000001.json", "p/runs/2013-tahunan-1/manifest.json"):
        kept = client.head_object(Bucket=bucket, Key=key)
        assert kept["ObjectLockMode"] == "GOVERNANCE"
        assert timedelta(days=29) < kept["ObjectLockRetainUntilDate"] - clock() <= timedelta(days=30)
        (version,) = client.list_object_versions(Bucket=bucket, Prefix=key)["Versions"]
        with pytest.raises(ClientError, match="AccessDenied"):
            client.delete_object(Bucket=bucket, Key=key, VersionId=version["VersionId"])
    assert all(not name.startswith("p/objects/") for name in locked_in(client, bucket))
    assert store.protection() == f"ledger entries and run records are locked for 30 days in {bucket} (GOVERNANCE)"


def test_on_ceph_copies_are_locked_in_a_bucket_of_their_own(rgw: Gateway, bucket: Bucket) -> None:
    client = boto3.client("s3", endpoint_url=rgw.endpoint)
    main, kept = made(client, with_lock=False), made(client, with_lock=True)
    check_kept(S3Store(main, "p", rgw.endpoint, lock=thirty(kept)), client, kept)
    S3Store(main, "p", rgw.endpoint).put_new("runs/made-without/manifest.json", b"{}")
    S3Store(main, "p", rgw.endpoint, lock=thirty(kept)).protection()
    assert "p/runs/made-without/manifest.json" in locked_in(client, kept)


def test_ceph_with_versions_overwrites_and_is_refused(rgw: Gateway, bucket: Bucket) -> None:
    client = boto3.client("s3", endpoint_url=rgw.endpoint)
    with pytest.raises(StoreUnavailable, match="on Ceph a bucket without versions"):
        S3Store(made(client, with_lock=True), "p", rgw.endpoint, lock=thirty()).put_new("objects/a", b"one")


def test_where_conditions_hold_with_versions_the_bucket_itself_is_locked(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, "testing")
    monkeypatch.setenv("AWS_DEFAULT_REGION", "us-east-1")
    with mock_aws():
        client = boto3.client("s3")
        kept = made(client, with_lock=True)
        store = S3Store(kept, "p", lock=thirty())
        check_kept(store, client, kept)
        mine = take(store, Lease("2014", "Anna", "a", "", "now", 60), lambda _: False)
        mine = renew(store, renew(store, mine))
        assert store.get("leases/2014.json") == mine.dump()


def test_a_bucket_without_object_lock_is_refused(rgw: Gateway, bucket: Bucket) -> None:
    with pytest.raises(StoreUnavailable, match="has no object lock"):
        S3Store("ppsp", "x", rgw.endpoint, lock=thirty()).put_new("objects/a", b"one")
    assert bucket("x").protection() == ""


def test_the_place_of_household_answers_is_not_locked(
    rgw: Gateway, bucket: Bucket, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = boto3.client("s3", endpoint_url=rgw.endpoint)
    main, kept, apart = (made(client, with_lock=name == "kept") for name in ("main", "kept", "apart"))
    monkeypatch.setenv("PPSP_S3_ENDPOINT", rgw.endpoint)
    monkeypatch.setenv("PPSP_S3_LOCK_DAYS", "30")
    monkeypatch.setenv("PPSP_RESTRICTED_STORE", f"s3://{apart}/p")
    with pytest.raises(StoreUnavailable, match=f"bucket {main} has no object lock"):
        open_store(f"s3://{main}/p").exists("objects/a")
    monkeypatch.setenv("PPSP_S3_LOCK_BUCKET", kept)
    store = open_store(f"s3://{main}/p")
    assert store.protection().startswith("ledger entries and run records are locked for 30 days")
    assert list(store.sizes("restricted/")) == []


def test_a_link_opens_one_key_without_an_account(bucket: Bucket) -> None:
    store = bucket(uuid4().hex)
    store.put_new("published/2013/page.html", b"<p>halaman</p>")
    address = store.link("published/2013/page.html", 60)
    assert urllib.request.urlopen(address, timeout=20).read() == b"<p>halaman</p>"
    with pytest.raises(HTTPError, match="403"):
        urllib.request.urlopen(address.replace("page.html", "other.html"), timeout=20)
    with pytest.raises(NotFound):
        store.link("published/2013/none.html", 60)
    with pytest.raises(WrongUsage, match="168 hours"):
        store.link("published/2013/page.html", 8 * 24 * 3600)


def test_other_stores_say_what_to_do_instead(tmp_path: Path) -> None:
    folder: KeptStore = FolderStore(tmp_path / "store")
    with pytest.raises(WrongUsage, match=r"hand over the file .*/store/ledger/1"):
        folder.link("ledger/1", 60)
    with pytest.raises(WrongUsage, match="no links"):
        MemoryStore().link("ledger/1", 60)
