"""A store in a real object gateway on loopback, beside a bare loop and beside a folder.

Small objects: each is put and read back; by the store (created only if absent, with a checksum, compared) and by a bare
boto3 loop with as many threads, in turns; limit: at least 0.8 of the bare loop's speed. A year: the same made-up
districts handed in and run in this process on the gateway and in a folder, in turns; limit: 1.5 times the folder.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from statistics import median
from time import perf_counter
from uuid import uuid4

import boto3
import pytest

from benchmarks.kacau import fresh, prepared, run_year
from flows.settings import choose
from tasks.store.s3 import S3Store
from tests.support.rgw import Gateway, gateway

BUCKET = "ppsp"
SIZE_BYTES = 600
THREADS = 16
ROUNDS = 10
LEAST_SPEED = 0.8
MOST_TIMES = 1.5


def seconds_of(work: Callable[[], object]) -> float:
    """By the clock: waiting for the gateway counts."""
    began = perf_counter()
    work()
    return perf_counter() - began


def small_objects(running: Gateway, count: int) -> bool:
    """Print how fast the store is beside the bare loop; whether it keeps the limit."""
    store, bare = S3Store(BUCKET, "store", running.endpoint), boto3.client("s3", endpoint_url=running.endpoint)
    store.exists("connected")

    def by_store(n: int) -> None:
        data = f"{n:>{SIZE_BYTES}}".encode()
        store.put_new(f"objects/{uuid4().hex}", data)

    def by_loop(n: int) -> None:
        data, key = f"{n:>{SIZE_BYTES}}".encode(), f"bare/{uuid4().hex}"
        bare.put_object(Bucket=BUCKET, Key=key, Body=data)
        bare.get_object(Bucket=BUCKET, Key=key)["Body"].read()

    def timed(way: Callable[[int], None]) -> float:
        return seconds_of(lambda: list(pool.map(way, range(each))))

    each = count // ROUNDS
    spent: dict[str, list[float]] = {"store": [], "loop": []}
    with ThreadPoolExecutor(THREADS) as pool:
        for n in range(ROUNDS + 1):
            ways = [("store", by_store), ("loop", by_loop)]
            for name, way in ways if n % 2 else reversed(ways):
                taken = timed(way)
                spent[name] += [taken] if n else []
    speed = median(b / s for s, b in zip(spent["store"], spent["loop"], strict=True))
    per = {name: 1000 * sum(times) / (each * ROUNDS) for name, times in spent.items()}
    print(
        f"{each * ROUNDS} objects of {SIZE_BYTES} bytes, {THREADS} threads: {per['store']:.2f} ms each by the store, "
    )
    print(f"{per['loop']:.2f} ms by the bare loop; {speed:.2f} of its speed (limit {LEAST_SPEED})")
    return speed >= LEAST_SPEED


def year(folder: Path, districts: int, rounds: int) -> bool:
    """Print how long the year takes on the gateway beside the folder; whether it keeps the limit."""
    source = prepared(folder, districts, seed=1)
    run_year(fresh(source, str(folder)))  # everything imported
    times = []
    for _ in range(rounds):
        on_folder = seconds_of(lambda: run_year(fresh(source, str(folder))))
        on_gateway = seconds_of(lambda: run_year(fresh(source, f"s3://{BUCKET}")))
        times.append(on_gateway / on_folder)
        print(f"{districts} districts: {on_folder:.1f} s in a folder, {on_gateway:.1f} s on the gateway", flush=True)
    print(f"{median(times):.2f} times the folder (limit {MOST_TIMES})")
    return median(times) <= MOST_TIMES


def main() -> int:
    """1 when a limit is exceeded."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--objects", type=int, default=5000)
    asked.add_argument("--districts", type=int, default=4)
    asked.add_argument("--rounds", type=int, default=3)
    given = asked.parse_args()
    with tempfile.TemporaryDirectory() as name, pytest.MonkeyPatch.context() as patch:
        folder = Path(name)
        (folder / "rgw").mkdir()
        with gateway(folder / "rgw") as running:
            patch.setenv("AWS_ACCESS_KEY_ID", running.access_key)
            patch.setenv("AWS_SECRET_ACCESS_KEY", running.secret_key)
            patch.setenv("AWS_DEFAULT_REGION", "us-east-1")
            patch.setenv("PPSP_S3_ENDPOINT", running.endpoint)
            choose(keyring=str(folder / "keyring"))
            boto3.client("s3", endpoint_url=running.endpoint).create_bucket(Bucket=BUCKET)
            kept = [small_objects(running, given.objects), year(folder, given.districts, given.rounds)]
    return 0 if all(kept) else 1


if __name__ == "__main__":
    sys.exit(main())
