"""A command's answer holds nothing that the solver says."""

from __future__ import annotations

import subprocess
import sys

SCRIPT = """
import ctypes
from tasks.mps.diam import remarks_to_stderr
c = ctypes.CDLL(None)
with remarks_to_stderr(), remarks_to_stderr():
    c.puts(b"remark")
print("answer", flush=True)
"""


def test_what_c_code_prints_goes_to_standard_error() -> None:
    said = subprocess.run([sys.executable, "-c", SCRIPT], capture_output=True, text=True, check=True)
    assert (said.stdout, said.stderr) == ("answer\n", "remark\n")
