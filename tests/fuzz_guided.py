"""Inputs grown by the coverage they reach, against every reader of foreign bytes: `python -m tests.fuzz_guided`.

Each target runs in a process of its own under atheris, within 1 GiB and 20 seconds an input; each input must end in
what the reader gives or in its own refusal. What the growing kept is then read once more under coverage.py, which says
how much of the readers' modules was reached. Exit code 1 when anything else was raised.
"""

from __future__ import annotations

import argparse
import io
import json
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable
from pathlib import Path

MODULES = {
    "csv": [
        "tasks/intake/grids/textfile.py",
        "tasks/intake/grids/reading.py",
        "tasks/intake/grids/kinds.py",
        "tasks/intake/layouts/header.py",
    ],
    "xlsx": [
        "tasks/intake/grids/workbook.py",
        "tasks/intake/grids/package.py",
        "tasks/intake/grids/formats.py",
        "tasks/intake/grids/kinds.py",
    ],
    "zip": [
        "tasks/intake/grids/archive.py",
        "tasks/intake/grids/limits.py",
        "tasks/intake/grids/open_document.py",
        "tasks/intake/grids/xlsb.py",
    ],
    "geojson": ["tasks/intake/regions/boundaries.py"],
    "regions": ["tasks/intake/regions/regions.py"],
    "people": ["tasks/programme/berkas.py", "tasks/programme/orang.py", "tasks/programme/kas.py"],
    "scenario": ["tasks/mps/skenario/berkas.py", "tasks/mps/skenario/yaml_teks.py"],
    "record": ["tasks/store/records.py", "tasks/lineage/proof/witness.py", "tasks/lineage/proof/statement.py"],
}
INSTRUMENTED = sorted({path.removesuffix(".py").replace("/", ".") for paths in MODULES.values() for path in paths})
Read = Callable[[bytes], None]


def targets() -> dict[str, tuple[Read, list[bytes]]]:
    """The readers and the sound inputs from which they start."""
    from tests import fuzz_targets

    return fuzz_targets.targets()


def mutate_zip(data: bytes, size: int, seed: int) -> bytes:
    """A zip with one member grown instead of its packed bytes; other bytes as they come."""
    import atheris

    from schemas.archives import ZIP_ERRORS

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as old:
            members = {name: old.read(name) for name in old.namelist()}
    except ZIP_ERRORS:
        return bytes(atheris.Mutate(data, size))
    if not members or seed % 5 == 0:
        return bytes(atheris.Mutate(data, size))
    victim = sorted(members)[seed % len(members)]
    members[victim] = bytes(atheris.Mutate(members[victim], size))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name, body in members.items():
            new.writestr(name, body)
    return out.getvalue()[:size] if len(out.getvalue()) > size else out.getvalue()


def grow(target: str, runs: int, corpus: Path) -> None:
    """Grow inputs of one target; ends the process with libFuzzer's own exit code."""
    import atheris

    with atheris.instrument_imports(include=INSTRUMENTED):
        read, seeds = targets()[target]
    for i, seed in enumerate(seeds):
        (corpus / f"seed-{i}").write_bytes(seed)
    longest = max(map(len, seeds)) * 2 + 4096
    flags = [f"-runs={runs}", "-rss_limit_mb=1024", "-timeout=20", f"-max_len={longest}", "-verbosity=0", "-seed=1"]
    own = {"custom_mutator": mutate_zip} if target in ("xlsx", "zip") else {}
    atheris.Setup([sys.argv[0], *flags, f"-artifact_prefix={corpus.parent}/crash-{target}-", str(corpus)], read, **own)
    atheris.Fuzz()


def reached(folder: Path) -> dict[str, float]:
    """Reads everything that was kept under coverage.py: the share of lines of each module that ran, in percent."""
    import coverage

    measured = coverage.Coverage(data_file=None, include=[p for paths in MODULES.values() for p in paths])
    measured.start()
    for name, (read, _) in targets().items():
        for path in sorted((folder / name).iterdir()):
            read(path.read_bytes())
    measured.stop()
    with tempfile.NamedTemporaryFile(suffix=".json") as out:
        measured.json_report(outfile=out.name)
        files = json.loads(Path(out.name).read_text())["files"]
    return {name: round(file["summary"]["percent_covered"], 1) for name, file in sorted(files.items())}


def main() -> int:
    """Grow every target in turn, then say what was reached."""
    ask = argparse.ArgumentParser()
    ask.add_argument("--runs", type=int, default=2000, help="inputs per target")
    ask.add_argument("--folder", type=Path, default=Path("/tmp/fuzz-guided"))
    ask.add_argument("--target")
    ask.add_argument("--reached", action="store_true")
    given = ask.parse_args()
    if given.target:
        grow(given.target, given.runs, given.folder / given.target)
    if given.reached:
        print(json.dumps(reached(given.folder), indent=1))
        return 0
    bad = []
    for name in MODULES:
        (given.folder / name).mkdir(parents=True, exist_ok=True)
        again = [sys.executable, "-m", "tests.fuzz_guided", "--folder", str(given.folder)]
        done = subprocess.run([*again, "--runs", str(given.runs), "--target", name], capture_output=True, text=True)
        bad += [name] if done.returncode else []
        print(f"{name}: {given.runs} inputs, {len(list((given.folder / name).iterdir()))} kept", flush=True)
        if done.returncode:
            print((done.stdout + done.stderr)[-3000:])
    subprocess.run([sys.executable, "-m", "tests.fuzz_guided", "--folder", str(given.folder), "--reached"], check=True)
    print(f"{len(MODULES) * given.runs} inputs; {', '.join(bad) or 'nothing'} found")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
