"""A Ceph object gateway of one node on loopback, in memory: a real S3 server for the tests of the store.

To try the project with one: `python -m tests.support.rgw`. It makes a bucket, says the settings, and ends with Ctrl-C;
what was put is lost then.
"""

from __future__ import annotations

import base64
import os
import signal
import struct
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.support.programs import free_ports, program

_START_SECONDS = 120
_KEY = base64.b64encode(struct.pack("<hiih", 1, 0, 0, 16) + bytes(range(16))).decode()
_CAPS = "".join(f'caps {kind} = "allow *"\n' for kind in ("mon", "osd", "mgr"))
_KEYRING = "".join(f"[{name}]\nkey = {_KEY}\n{_CAPS}" for name in ("mon.", "client.admin", "osd.0"))
_CONFIG = """
[global]
fsid = {fsid}
mon initial members = a
mon host = [v2:127.0.0.1:{mon}/0]
ms bind ipv6 = false
public addr = 127.0.0.1
cluster addr = 127.0.0.1
osd pool default size = 1
osd pool default min size = 1
osd pool default pg num = 1
osd pool default pgp num = 1
osd crush chooseleaf type = 0
mon allow pool size one = true
mon data = {folder}/mon
osd data = {folder}/osd
osd objectstore = memstore
memstore device bytes = 2147483648
keyring = {folder}/keyring
run dir = {folder}
pid file = {folder}/$name.pid
log file = {folder}/$name.log
admin socket = {folder}/$name.asok
rgw frontends = beast endpoint=127.0.0.1:{http} tcp_nodelay=1
"""


@dataclass(frozen=True)
class Gateway:
    """Where the gateway listens, and its one user."""

    endpoint: str
    access_key: str
    secret_key: str


@contextmanager
def gateway(folder: Path, port: int = 0) -> Iterator[Gateway]:
    """The gateway, started in `folder` and ended with the block; skips, in CI fails, where Ceph is not installed."""
    names = ("ceph", "ceph-mon", "ceph-osd", "monmaptool", "radosgw", "radosgw-admin")
    ceph, mon, osd, monmap, rgw, admin = (program(n) for n in names)
    mon_port, http = free_ports(2)
    http = port or http
    fsid, osd_id = str(uuid.uuid4()), str(uuid.uuid4())
    for name in ("mon", "osd"):
        (folder / name).mkdir()
    config = folder / "ceph.conf"
    config.write_text(_CONFIG.format(fsid=fsid, mon=mon_port, http=http, folder=folder))
    (folder / "keyring").write_text(_KEYRING)
    with_config = ("-c", str(config))
    running: list[subprocess.Popen[bytes]] = []

    def call(*words: str) -> str:
        return subprocess.run(words, check=True, capture_output=True, text=True, timeout=_START_SECONDS).stdout

    def start(*words: str) -> None:
        with (folder / "output").open("ab") as output:
            running.append(subprocess.Popen([*words, "-f"], stdout=output, stderr=output))

    try:
        map_file = str(folder / "monmap")
        call(monmap, "--create", "--fsid", fsid, "--addv", "a", f"[v2:127.0.0.1:{mon_port}/0]", map_file)
        call(mon, *with_config, "-i", "a", "--mkfs", "--monmap", map_file, "--keyring", str(folder / "keyring"))
        start(mon, *with_config, "-i", "a")
        call(ceph, *with_config, "osd", "new", osd_id, "0")
        call(osd, *with_config, "-i", "0", "--mkfs", "--osd-uuid", osd_id)
        start(osd, *with_config, "-i", "0")
        call(
            admin, *with_config, "user", "create", "--uid", "ppsp", "--display-name", "ppsp",
            "--access-key", "ppsp-test", "--secret-key", "ppsp-test-secret",
        )  # fmt: skip
        start(rgw, *with_config, "-n", "client.admin")
        endpoint = f"http://127.0.0.1:{http}"
        _wait_for(endpoint)
        yield Gateway(endpoint, "ppsp-test", "ppsp-test-secret")
    finally:
        for process in reversed(running):
            process.kill()
            process.wait()


def _wait_for(endpoint: str) -> None:
    ends = time.monotonic() + _START_SECONDS
    while True:
        try:
            urllib.request.urlopen(endpoint, timeout=5).close()
            return
        except urllib.error.HTTPError:
            return
        except OSError:
            if time.monotonic() > ends:
                raise
            time.sleep(0.2)


def main(bucket: str = "ppsp", port: int = 7480) -> None:
    """Keep a gateway with one bucket until it is interrupted; the settings that a store in it needs are printed."""
    import boto3

    signal.signal(signal.SIGTERM, lambda *_: sys.exit())
    with tempfile.TemporaryDirectory(prefix="ppsp-gateway-") as folder, gateway(Path(folder), port) as rgw:
        os.environ |= {"AWS_ACCESS_KEY_ID": rgw.access_key, "AWS_SECRET_ACCESS_KEY": rgw.secret_key}
        boto3.client("s3", endpoint_url=rgw.endpoint, region_name="default").create_bucket(Bucket=bucket)
        print(f"PPSP_STORE=s3://{bucket}/programme\nPPSP_S3_ENDPOINT={rgw.endpoint}")
        print(f"AWS_ACCESS_KEY_ID={rgw.access_key}\nAWS_SECRET_ACCESS_KEY={rgw.secret_key}", flush=True)
        signal.pause()


if __name__ == "__main__":
    main()
