"""A command's answer holds nothing that the solver says."""

from __future__ import annotations

import subprocess
import sys

SCRIPT = """
import ctypes
from tasks.mps.alokasi.cara.diam import without_remarks
c = ctypes.CDLL(None)
with without_remarks(), without_remarks():
    c.puts(b"remark")
print("answer", flush=True)
"""


def test_what_c_code_prints_meanwhile_is_dropped() -> None:
    said = subprocess.run([sys.executable, "-c", SCRIPT], capture_output=True, text=True, check=True)
    assert (said.stdout, said.stderr) == ("answer\n", "")
