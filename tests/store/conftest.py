"""A bucket of a real object gateway."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from tasks.store.s3 import S3Store
from tests.support.rgw import Gateway, gateway

Bucket = Callable[..., S3Store]


@pytest.fixture(scope="module")
def rgw(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Gateway]:
    """The gateway, started for the tests of a module, with a bucket and the credentials in the environment."""
    import boto3

    with gateway(tmp_path_factory.mktemp("rgw")) as running, pytest.MonkeyPatch.context() as patch:
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
