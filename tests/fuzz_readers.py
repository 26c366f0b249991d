"""Damages files at random, bytes and members alike, and reads them: `python -X faulthandler -m tests.fuzz_readers`.

Each file must end in grids or in a finding. What raises, panics or takes too long is kept in the folder given and
named; a crash of the process is named by its last file, which is written before it is read. Exit code 1 when anything
is found.
"""

from __future__ import annotations

import argparse
import io
import random
import sys
import time
import traceback
import zipfile
from pathlib import Path

import openpyxl

from tests.support.xlsb import xlsb
from tests.unit.intake.support import read_grids, wilayah

SLOW_SECONDS = 20


def seeds() -> list[tuple[str, bytes]]:
    """Sound files of each kind that this place can write."""
    book = openpyxl.Workbook()
    sheet = book.active
    for line in wilayah().splitlines():
        sheet.append(line.split(","))
    sheet["F2"], sheet["G2"], sheet["H2"] = 0.5, "=1+1", 41000
    sheet["F2"].number_format, sheet["H2"].number_format = "0.0%", "dd/mm/yyyy"
    sheet.merge_cells("B3:B5")
    book.create_sheet("kosong").sheet_state = "hidden"
    out = io.BytesIO()
    book.save(out)
    text = wilayah().encode()
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("wilayah.csv", text)
        archive.writestr("a.xlsx", out.getvalue())
    return [
        ("wilayah.csv", text),
        ("wilayah.csv", text.replace(b",", b";").decode().encode("utf-16")),
        ("a.xlsx", out.getvalue()),
        ("a.ods", _ods()),
        ("a.xlsb", xlsb({"wilayah": [line.split(",") for line in wilayah().splitlines()]})),
        ("a.zip", packed.getvalue()),
    ]


def _ods() -> bytes:
    cells = '<table:table-cell office:value-type="percentage" office:value="0.5"/><table:table-cell office:value-type="string"><text:p>x</text:p></table:table-cell>'  # noqa: E501
    content = (
        '<?xml version="1.0"?><office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
        'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
        'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet>'
        f'<table:table table:name="a"><table:table-row table:number-rows-repeated="3">{cells}</table:table-row>'
        "</table:table></office:spreadsheet></office:body></office:document-content>"
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", "<manifest/>")
        archive.writestr("content.xml", content)
    return out.getvalue()


def damaged(data: bytes, draw: random.Random) -> bytes:
    """The file with some bytes changed: of the file itself or, for a zip, of one member packed anew."""
    if data.startswith(b"PK") and draw.random() < 0.7:
        return _repacked(data, draw)
    return _bitten(data, draw)


def _repacked(data: bytes, draw: random.Random) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        names = old.namelist()
        victim = draw.choice(names)
        for name in names:
            body = old.read(name)
            if name == victim:
                body = damaged(body, draw)
            if name != victim or draw.random() > 0.1:
                new.writestr(name, body)
    return out.getvalue()


def _bitten(data: bytes, draw: random.Random) -> bytes:
    body = bytearray(data)
    for _ in range(draw.choice([1, 1, 2, 4, 16])):
        at = draw.randrange(len(body) + 1)
        match draw.randrange(5):
            case 0:
                body[at : at + 1] = bytes([draw.randrange(256)])
            case 1:
                del body[at : at + draw.choice([1, 4, 64])]
            case 2:
                body[at:at] = draw.choice([b"999999999", b"\x00", b"<", b'"', b"\xff\xff\xff\xff", b"A1:XFD1048576"])
            case 3:
                body[at:at] = body[at : at + draw.choice([8, 200])] * draw.choice([1, 3, 50])
            case _:
                digits = [i for i, b in enumerate(body[:20000]) if 48 <= b <= 57]
                if digits:
                    body[draw.choice(digits)] = draw.randrange(48, 58)
    return bytes(body)


def main() -> int:
    """Read damaged files until the time is over."""
    ask = argparse.ArgumentParser()
    ask.add_argument("--minutes", type=float, default=20)
    ask.add_argument("--seed", type=int, default=random.SystemRandom().randrange(2**32))
    ask.add_argument("--keep", type=Path, default=Path("/tmp/fuzz-readers"))
    given = ask.parse_args()
    given.keep.mkdir(parents=True, exist_ok=True)
    draw, files, bad = random.Random(given.seed), seeds(), 0
    end, count, refused = time.monotonic() + given.minutes * 60, 0, 0
    while time.monotonic() < end:
        name, data = draw.choice(files)
        data = damaged(data, draw)
        last = given.keep / f"last-{name}"
        last.write_bytes(data)
        start = time.monotonic()
        try:
            grids, findings = read_grids(name, data)
            refused += not grids
            problem = "" if grids or findings or not data else "neither a grid nor a finding"
        except BaseException as error:  # a panic of a reader is no Exception
            if isinstance(error, KeyboardInterrupt):
                raise
            problem = "".join(traceback.format_exception(error)[-3:])
        if time.monotonic() - start > SLOW_SECONDS:
            problem = f"took {time.monotonic() - start:.0f} s"
        if problem:
            bad += 1
            (given.keep / f"{given.seed}-{count}-{name}").write_bytes(data)
            print(f"{count} {name}: {problem}", flush=True)
        count += 1
    print(f"seed {given.seed}: {count} files read, {refused} of them refused with a finding, {bad} found")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
