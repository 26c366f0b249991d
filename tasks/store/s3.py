"""A store in an S3-compatible bucket. Create-if-absent is the server's own conditional put."""

from __future__ import annotations

import random
import time
from collections.abc import Iterator
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Any, TypedDict
from uuid import uuid4

import boto3
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError, ConnectionError, ReadTimeoutError

from schemas.errors import NotFound, StoreConflict, StoreUnavailable, WrongUsage
from tasks.store.keyring import Key
from tasks.store.retention import SEALED, Lock, content_md5, copied, kept, until

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client

_EXISTS = "412"
_BUSY = "409"
_ABSENT = ("404", "NoSuchKey", "NotFound")
_ATTEMPTS = 5
_CONNECTIONS = 32
_WAIT_SECONDS = 0.1
_PROBE = "probe/create-if-absent"
_CLOCK = "probe/clock-"
_LOCK_PROBE = "probe/lock-"
_LONGEST_LINK_SECONDS = 7 * 24 * 3600


class _Condition(TypedDict, total=False):
    IfMatch: str
    IfNoneMatch: str


class S3Store:
    """`s3://bucket/prefix` at any endpoint. Supported: AWS S3, Ceph RGW and servers with an atomic If-None-Match.

    The first use probes that a conditional put is refused for a key that exists; a server that ignores the condition
    (Swift's S3 layer, old gateways) is refused with StoreUnavailable. With a `lock`, ledger entries and run records are
    put with a retention; a bucket without object lock is refused too.
    """

    def __init__(
        self,
        bucket: str,
        prefix: str = "",
        endpoint: str | None = None,
        profile: str = "",
        lock: Lock | None = None,
    ) -> None:
        self._bucket = bucket
        self._prefix = prefix.strip("/") + "/" if prefix.strip("/") else ""
        self._endpoint = endpoint or None  # an empty setting is AWS itself
        self._profile = profile
        self._lock = lock
        self._connected: S3Client | None = None
        self.url = f"s3://{bucket}/{self._prefix}".rstrip("/")

    def __getstate__(self) -> dict[str, Any]:
        return {**self.__dict__, "_connected": None}

    @property
    def _client(self) -> S3Client:
        if self._connected is None:
            config = Config(
                retries={"max_attempts": _ATTEMPTS, "mode": "standard"},
                connect_timeout=10,
                read_timeout=60,
                max_pool_connections=_CONNECTIONS,
                signature_version="s3v4",
            )
            session = boto3.Session(profile_name=self._profile or None)
            self._connected = session.client("s3", endpoint_url=self._endpoint, config=config)
            try:
                self._probe()
                if self._lock:
                    self._ask_for_lock(self._lock)
            except StoreUnavailable:
                self._connected = None  # so that the next use asks again
                raise
        return self._connected

    def put_new(self, key: str, data: bytes) -> bool:
        """See Store.put_new. 412 means present, 409 is tried again, a time-out is followed by a read."""
        for attempt in range(_ATTEMPTS):
            code = self._put(key, data)
            if code == _BUSY:
                time.sleep(random.uniform(0, _WAIT_SECONDS * 2**attempt))
                continue
            if self.get(key) != data:
                raise StoreConflict(f"{key} is in {self.url} with other bytes; nothing was overwritten")
            self._copy_kept(key, data)
            return code != _EXISTS
        raise StoreUnavailable(f"{self.url} kept answering 409 for {key}; try again later")

    def get(self, key: str) -> bytes:
        """See Store.get."""
        try:
            return self._client.get_object(Bucket=self._bucket, Key=self._prefix + key)["Body"].read()
        except ClientError as error:
            if _code(error) in _ABSENT:
                raise NotFound(f"{key} is not in the store {self.url}") from None
            raise self._unavailable(error) from error
        except BotoCoreError as error:
            raise self._unavailable(error) from error

    def exists(self, key: str) -> bool:
        """See Store.exists."""
        try:
            return self._is_there(self._bucket, self._prefix + key)
        except (ClientError, BotoCoreError) as error:
            raise self._unavailable(error) from error

    def list(self, prefix: str) -> Iterator[str]:
        """See Store.list."""
        return (key for key, _ in self.sizes(prefix))

    def key_for(self, scope: str, *, may_be_new: bool = False) -> Key | None:
        """See Store.key_for: a plain bucket keeps no household answers."""
        return None

    def without_keys(self) -> S3Store:
        """See Store.without_keys."""
        return self

    def sizes(self, prefix: str) -> Iterator[tuple[str, int]]:
        """See KeptStore.sizes."""
        pages = self._client.get_paginator("list_objects_v2").paginate(
            Bucket=self._bucket, Prefix=self._prefix + prefix
        )
        try:
            found = [(o["Key"][len(self._prefix) :], o["Size"]) for page in pages for o in page.get("Contents", [])]
        except (ClientError, BotoCoreError) as error:
            raise self._unavailable(error) from error
        return iter(sorted(found))

    def remove(self, key: str) -> None:
        """See KeptStore.remove."""
        try:
            self._client.delete_object(Bucket=self._bucket, Key=self._prefix + key)
        except (ClientError, BotoCoreError) as error:
            raise self._unavailable(error) from error

    def swap(self, key: str, was: bytes | None, data: bytes) -> bool:
        """See KeptStore.swap. What the server answers counts less than what is there afterwards."""
        for attempt in range(_ATTEMPTS):
            found, tag = self._tagged(key)
            if found == data:
                return True
            if found != was:
                return False
            self._put(key, data, tag if attempt % 2 == 0 else f'"{tag}"')  # servers differ in how a tag is spelled
            if self._tagged(key)[0] == data:
                return True
            time.sleep(random.uniform(0, _WAIT_SECONDS * 2**attempt))
        raise StoreUnavailable(f"{self.url} does not replace {key} when told to (If-Match); try again later")

    def age(self, key: str) -> float:
        """See KeptStore.age: the answer's date less the object's; without one an object written now tells."""
        written, now = self._moments(key)
        if now is None:
            beside = f"{_CLOCK}{uuid4().hex}"
            self._put(beside, b"now")
            now, _ = self._moments(beside)
            self.remove(beside)
        return max(0.0, (now - written).total_seconds())

    def _moments(self, key: str) -> tuple[datetime, datetime | None]:
        """When the key was written, and when the server answered, if it says so."""
        try:
            answer = self._client.head_object(Bucket=self._bucket, Key=self._prefix + key)
        except (ClientError, BotoCoreError) as error:
            if isinstance(error, ClientError) and _code(error) in _ABSENT:
                raise NotFound(f"{key} is not in the store {self.url}") from None
            raise self._unavailable(error) from error
        told = answer["ResponseMetadata"]["HTTPHeaders"].get("date")
        return answer["LastModified"], parsedate_to_datetime(told) if told else None

    def _tagged(self, key: str) -> tuple[bytes | None, str]:
        """What is there, and its tag; None and "" where nothing is."""
        try:
            answer = self._client.get_object(Bucket=self._bucket, Key=self._prefix + key)
            return answer["Body"].read(), answer["ETag"].strip('"')
        except ClientError as error:
            if _code(error) in _ABSENT:
                return None, ""
            raise self._unavailable(error) from error
        except BotoCoreError as error:
            raise self._unavailable(error) from error

    def _put(self, key: str, data: bytes, tag: str = "") -> str:
        """Create the key, or replace what has the tag; "" when it was done, else _EXISTS or _BUSY."""
        try:
            self._client.put_object(
                Bucket=self._bucket,
                Key=self._prefix + key,
                Body=data,
                ContentMD5=content_md5(data),
                **_condition(tag),
                **kept(self._lock, key),
            )
        except ClientError as error:
            if _code(error) in ("412", "PreconditionFailed"):
                return _EXISTS
            if _code(error) in ("409", "ConditionalRequestConflict"):
                return _BUSY
            raise self._unavailable(error) from error
        except (ReadTimeoutError, ConnectionError):
            return "" if self.exists(key) else _BUSY
        except BotoCoreError as error:
            raise self._unavailable(error) from error
        return ""

    def _ask_for_lock(self, lock: Lock) -> None:
        bucket = lock.bucket or self._bucket
        try:
            self._client.get_object_lock_configuration(Bucket=bucket)
        except (ClientError, BotoCoreError) as error:
            raise StoreUnavailable(
                f"PPSP_S3_LOCK_DAYS is set and the bucket {bucket} has no object lock ({error}); a bucket gets it when "
                "it is made: make one with it, and name it in PPSP_S3_LOCK_BUCKET or `ppsp store copy` there"
            ) from None

    def _copy_kept(self, key: str, data: bytes) -> None:
        """A copy of what is sealed in the bucket where it is kept, once."""
        retention = copied(self._lock, key)
        if not (retention and self._lock):
            return
        bucket, name = self._lock.bucket, self._prefix + key
        try:
            if not self._is_there(bucket, name):
                self._client.put_object(Bucket=bucket, Key=name, Body=data, ContentMD5=content_md5(data), **retention)
        except (ClientError, BotoCoreError) as error:
            raise self._unavailable(error) from error

    def _is_there(self, bucket: str, name: str) -> bool:
        try:
            self._client.head_object(Bucket=bucket, Key=name)
        except ClientError as error:
            if _code(error) in _ABSENT:
                return False
            raise
        return True

    def protection(self) -> str:
        """See KeptStore.protection: a key of a minute's retention is put, and its retention asked for.

        Copies that a crash left out are made.
        """
        if not self._lock:
            return ""
        for key in (key for prefix in SEALED if self._lock.bucket for key in self.list(prefix)):
            if not self._is_there(self._lock.bucket, self._prefix + key):
                self._copy_kept(key, self.get(key))
        bucket, key = self._lock.bucket or self._bucket, f"{self._prefix}{_LOCK_PROBE}{uuid4().hex}"
        minute = until(self._lock, timedelta(minutes=1))
        try:
            self._client.put_object(Bucket=bucket, Key=key, Body=b"kept", ContentMD5=content_md5(b"kept"), **minute)
            mode = self._client.head_object(Bucket=bucket, Key=key).get("ObjectLockMode")
        except (ClientError, BotoCoreError) as error:
            raise StoreUnavailable(f"the bucket {bucket} does not lock objects: {error}") from None
        if mode != self._lock.mode:
            raise StoreUnavailable(f"the bucket {bucket} takes a lock and does not keep it; use AWS S3 or Ceph RGW")
        return f"ledger entries and run records are locked for {self._lock.days} days in {bucket} ({mode})"

    def link(self, key: str, seconds: int) -> str:
        """See KeptStore.link; at most seven days, as signatures last no longer."""
        if not 0 < seconds <= _LONGEST_LINK_SECONDS:
            raise WrongUsage("a link lasts at least a second and at most 7 days (168 hours)")
        if not self.exists(key):
            raise NotFound(f"{key} is not in the store {self.url}")
        where = {"Bucket": self._bucket, "Key": self._prefix + key}
        return self._client.generate_presigned_url("get_object", Params=where, ExpiresIn=seconds)

    def _probe(self) -> None:
        self._put(_PROBE, b"first")
        if self._put(_PROBE, b"second") != _EXISTS:
            raise StoreUnavailable(
                f"{self.url}: the server overwrites an existing key although told not to (If-None-Match). "
                "Use AWS S3, Ceph RGW or another server with conditional writes; on Ceph a bucket without versions."
            )

    def _unavailable(self, error: Exception) -> StoreUnavailable:
        return StoreUnavailable(f"{self.url} cannot be used: {error}")


def _condition(tag: str) -> _Condition:
    return {"IfMatch": tag} if tag.strip('"') else {"IfNoneMatch": "*"}


def _code(error: ClientError) -> str:
    code = str(error.response.get("Error", {}).get("Code", ""))
    return code or str(error.response.get("ResponseMetadata", {}).get("HTTPStatusCode", ""))
