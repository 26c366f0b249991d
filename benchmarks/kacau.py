"""Runs that are killed with SIGKILL at random moments, then run again: they must end like an undisturbed one.

Each round copies a store with handed-in data, runs its year in a process that is killed after a random part of the
time that an undisturbed run takes (up to three times), and lets the next run finish. Compared are the digests of all
outputs; the whole store is verified, and nothing may be left that no record refers to. `--bucket s3://BUCKET` (with
PPSP_S3_ENDPOINT) does the same in an object gateway, `--prefect` with whole `ppsp run` commands: Prefect, worker
processes and all.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from uuid import uuid4

from flows.cli.submit import gather
from flows.cycle.chain import CHAIN, walk
from flows.cycle.yearly import Asked, close_year, holding_year, open_year
from flows.district.hand_in import hand_in
from flows.settings import Settings, child_environment, choose, prepare_environment
from flows.wiring import now, open_store, plain_store
from tasks.demo.write import write_demo
from tasks.lineage.proof.audit import audit
from tasks.lineage.records.ledger import sealed_runs
from tasks.lineage.units.unit import run_apart
from tasks.store.keeping import copy, copy_apart, unreferenced
from tasks.store.ports import KeptStore
from tasks.store.restricted import RestrictedStore

YEAR = 2013
Start = Callable[[str], int]


def prepared(folder: Path, districts: int, seed: int) -> RestrictedStore:
    """A store in which the made-up districts have handed in and nothing was run."""
    write_demo(folder / "files", districts=districts, seed=seed, year=YEAR)
    store = open_store(str(folder / "store"), may_be_new=True)
    for path in sorted((folder / "files" / str(YEAR)).iterdir()):
        files, day = gather([path]), f"{YEAR}-05-20"
        hand_in(store, YEAR, path.name, files, code_system=None, by="bench", received=day, recorded=day)
    prepare_environment(str(folder / "store"))
    return store


def run_year(url: str) -> None:
    """The year under its lease, in this process and without Prefect."""
    started, store, asked = now(), open_store(url), Asked(YEAR, reason="chaos", by="bench")
    with holding_year(store, asked) as lease:
        cycle = open_year(store, asked)
        walk(cycle, lambda step, jobs: run_apart(store, step, jobs) if jobs else [], CHAIN)
        close_year(cycle, asked, started, now(), lease)


def forked(url: str) -> int:
    """The process of a run of the year, which begins at once with everything imported."""
    pid = os.fork()
    if pid:
        return pid
    try:
        run_year(url)
    finally:
        os._exit(0)  # whether it sealed is read from the store


def commanded(url: str) -> int:
    """The process of `ppsp run`, with worker processes."""
    words = [str(Path(sys.executable).with_name("ppsp")), "run", str(YEAR), "--store", url]
    quiet = child_environment({"PPSP_WORKERS": "2"})
    return subprocess.Popen(words, env=quiet, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL).pid


def ended(pid: int, after_seconds: float | None = None) -> bool:
    """Wait for a process, or kill it after a while; whether it was killed."""
    if after_seconds is not None:
        time.sleep(after_seconds)
        if os.waitpid(pid, os.WNOHANG)[0] == pid:
            return False
        os.kill(pid, signal.SIGKILL)
    os.waitpid(pid, 0)
    return after_seconds is not None


def faults_of(store: KeptStore, expected: object) -> list[str]:
    """What a store got wrong: outputs that differ, problems of its verification, keys that nothing refers to."""
    newest = next(iter(sealed_runs(store, YEAR)), None)
    if newest is None:
        return ["nothing was sealed"]
    wrong = [] if newest["outputs"] == expected else ["outputs differ"]
    wrong += [f"{p.kind}: {p.key}" for p in audit(store).problems]
    return wrong + [f"left behind: {key}" for key, _ in unreferenced(store)]


def disturbed(start: Start, url: str, seconds: float, draw: random.Random) -> int:
    """Kill runs of a store up to three times, then let one finish; how often one was killed."""
    kills = sum(ended(start(url), draw.uniform(0, seconds)) for _ in range(draw.randint(1, 3)))
    ended(start(url))
    return kills


def fresh(source: RestrictedStore, where: str) -> str:
    """The address of a copy of what was handed in, with its household part."""
    url = f"{where}/{uuid4().hex}"
    copy(source, open_store(url, may_be_new=True))
    copy_apart(source.apart, plain_store(url, Settings().s3_endpoint, may_be_new=True))
    return url


def rounds(count: int, start: Start, fresh: Callable[[], str], seed: int) -> int:
    """Play the rounds and tell of them; how many went wrong."""
    run_year(fresh())  # so that the processes that are forked have everything imported
    url = fresh()
    began = time.monotonic()
    ended(start(url))
    seconds = time.monotonic() - began
    expected = next(iter(sealed_runs(open_store(url), YEAR)))["outputs"]
    print(f"undisturbed: {seconds:.1f} s, {len(expected)} outputs", flush=True)
    draw, tally, wrong = random.Random(seed), Counter[str](), 0
    for number in range(1, count + 1):
        url = fresh()
        tally["kills"] += disturbed(start, url, seconds, draw)
        store = open_store(url)
        found = faults_of(store, expected)
        record = next(iter(sealed_runs(store, YEAR)), None)
        tally["taken over"] += bool(record and record["lease"]["taken_from"])
        wrong += bool(found)
        for line in found:
            print(f"round {number}: {line}", flush=True)
        if number % 10 == 0:
            print(f"{number} rounds, {tally['kills']} kills, {wrong} rounds wrong", flush=True)
        shutil.rmtree(url, ignore_errors=True)
    print(
        f"{count} rounds: {tally['kills']} runs killed, {tally['taken over']} leases taken over, {wrong} rounds wrong"
    )
    return wrong


def main() -> int:
    """1 when a round went wrong."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--runs", type=int, default=100)
    asked.add_argument("--districts", type=int, default=1)
    asked.add_argument("--seed", type=int, default=1)
    asked.add_argument("--bucket", default="", help="s3://bucket of a gateway (PPSP_S3_ENDPOINT), else a folder")
    asked.add_argument("--prefect", action="store_true", help="whole `ppsp run` commands")
    given = asked.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        choose(keyring=str(folder / "keyring"))
        source = prepared(folder, given.districts, given.seed)

        start = commanded if given.prefect else forked
        where = given.bucket or str(folder)
        return 1 if rounds(given.runs, start, lambda: fresh(source, where), given.seed) else 0


if __name__ == "__main__":
    sys.exit(main())
