"""What zipfile raises for damaged, locked or odd archives: its own errors, and those of what it reads a number into."""

from __future__ import annotations

import lzma
import struct
import zipfile
import zlib

ZIP_ERRORS = (
    zipfile.BadZipFile, zipfile.LargeZipFile, NotImplementedError, RuntimeError, OSError, EOFError, ValueError,
    KeyError, IndexError, OverflowError, struct.error, zlib.error, lzma.LZMAError,
)  # fmt: skip
