"""Every backend, one after another; a bucket of a real object gateway."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from moto import mock_aws

from tasks.store.folder import FolderStore
from tasks.store.memory import MemoryStore
from tasks.store.ports import KeptStore
from tasks.store.s3 import S3Store
from tests.support.rgw import Gateway, gateway

Bucket = Callable[..., S3Store]


@pytest.fixture(scope="session")
def rgw(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Gateway]:
    """The gateway, with a bucket; `bucket` puts its credentials into the environment of a test."""
    import boto3

    with gateway(tmp_path_factory.mktemp("rgw")) as running:
        with pytest.MonkeyPatch.context() as patch:
            credentials(patch, running)
            boto3.client("s3", endpoint_url=running.endpoint).create_bucket(Bucket="ppsp")
        yield running


def credentials(patch: pytest.MonkeyPatch, running: Gateway) -> None:
    """Let boto3 find the gateway's user in the environment, in a session that knows no other."""
    patch.setattr("boto3.DEFAULT_SESSION", None)
    patch.setenv("AWS_ACCESS_KEY_ID", running.access_key)
    patch.setenv("AWS_SECRET_ACCESS_KEY", running.secret_key)
    patch.setenv("AWS_DEFAULT_REGION", "us-east-1")


@pytest.fixture
def bucket(rgw: Gateway, monkeypatch: pytest.MonkeyPatch) -> Bucket:
    """Opens a store under a prefix of the bucket, at the gateway or at an address before it."""
    credentials(monkeypatch, rgw)
    return lambda prefix, endpoint=rgw.endpoint: S3Store("ppsp", prefix, endpoint)


@pytest.fixture(params=["memory", "folder", "s3", "rgw"])
def store(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[KeptStore]:
    if request.param == "memory":
        yield MemoryStore()
    elif request.param == "folder":
        yield FolderStore(tmp_path / "store")
    elif request.param == "rgw":
        yield request.getfixturevalue("bucket")(uuid4().hex)
    else:
        for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
            monkeypatch.setenv(name, "testing")
        monkeypatch.setenv("AWS_DEFAULT_REGION", "us-east-1")
        with mock_aws():
            import boto3

            from tasks.store.s3 import S3Store

            boto3.client("s3").create_bucket(Bucket="ppsp")
            yield S3Store("ppsp", "national")
