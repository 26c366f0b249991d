"""Files that mean harm, made here and kept nowhere: name, bytes, and the sentence owed ("" for an acceptance)."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from tests.hostile.workbooks import BOOKS
from tests.unit.intake.support import wilayah

TABLE = wilayah(3).encode()


@dataclass(frozen=True)
class Case:
    """A hostile file. `says` stands in one of its findings; without it the file is read."""

    name: str
    make: Callable[[], bytes]
    says: str = ""


def corpus() -> list[Case]:
    """All of them."""
    return [Case(*case) for case in (*_archives(), *_texts(), *BOOKS)]


def zipped(*members: tuple[str, bytes], mode: int = 0) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members:
            info = zipfile.ZipInfo(name)
            info.compress_type, info.external_attr = zipfile.ZIP_DEFLATED, mode << 16
            archive.writestr(info, data)
    return out.getvalue()


def _archives() -> Iterator[tuple]:
    yield "bom.zip", lambda: zipped(("wilayah.csv", bytes(60_000_000))), "terlalu rapat"
    yield "besar.zip", lambda: _claims(500_000_000), "terlalu besar setelah dibuka"
    yield "berlapis.zip", lambda: zipped(("a.zip", zipped(("b.zip", zipped(("wilayah.csv", TABLE)))))), "di dalam arsip"
    yield "tumpang.zip", _overlapping, "arsip zip rusak"
    yield "tautan.zip", lambda: zipped(("wilayah.csv", b"/etc/passwd"), mode=0o120777), "tautan"
    yield "mutlak.zip", lambda: zipped(("/etc/wilayah.csv", TABLE)), "ke luar arsip"
    yield "induk.zip", lambda: zipped(("../../wilayah.csv", TABLE)), "ke luar arsip"
    yield "miring.zip", lambda: zipped(("..\\..\\wilayah.csv", TABLE)), "ke luar arsip"
    yield "nol.zip", lambda: zipped(("wilayahX.csv", TABLE)).replace(b"wilayahX", b"wilayah\x00"), "bukan tabel"
    yield "panjang.zip", lambda: zipped(("w" * 60_000 + ".csv", TABLE)), "lebih panjang dari"
    yield "kembar.zip", _twins, "nama yang sama"
    yield "besarkecil.zip", lambda: zipped(("wilayah.csv", TABLE), ("WILAYAH.CSV", TABLE)), "dengan isi yang sama"
    yield "banyak.zip", lambda: zipped(*((f"{i}.csv", b"") for i in range(501))), "lebih dari 500 berkas"
    yield "sandi.zip", _locked, "kata sandi"
    yield "potong.zip", lambda: zipped(("wilayah.csv", TABLE))[:-40], "rusak"
    yield "gif.zip", lambda: b"GIF89a" + zipped(("wilayah.csv", TABLE)), "bukan tabel"
    yield "pdf.xlsx", lambda: b"%PDF-1.7\n" + zipped(("wilayah.csv", TABLE)), "bukan tabel"
    yield "wilayah.csv", lambda: zlib.compress(TABLE, wbits=31), "bukan tabel"
    yield "arah\u202egpj.csv", lambda: TABLE, ""
    yield "a.zip", lambda: zipped(("a\u202e\x1b[31m/wilayah.csv", TABLE)), ""


def _texts() -> Iterator[tuple]:
    head, line = TABLE.split(b"\n")[:2]
    code = line.split(b",")[0]
    wide = TABLE.decode()
    yield "wilayah.csv", lambda: b'"a","b"\n' * 1_000_000, "terlalu besar untuk dibaca"
    yield "wilayah.csv", lambda: b'"' + b"a\n" * 1_000_000, "terlalu besar untuk dibaca"
    yield "wilayah.csv", lambda: b"a" * 100_000_000, "baris 1 lebih panjang"
    yield "wilayah.csv", lambda: b"," * 500_000 + b"\n", "terlalu besar untuk dibaca"
    yield "wilayah.csv", lambda: b"a," * 16_384 + b"\n", "16385 kolom"
    yield "wilayah.csv", lambda: TABLE + b"\x00", "bukan tabel"
    yield "wilayah.csv", lambda: b"<!DOCTYPE html><html><script>alert(1)</script>", "halaman web"
    yield "wilayah.csv", lambda: b"\xff\xfe" + b"\x00\xd8" * 100, "judul kolom"
    yield (
        "wilayah.csv",
        lambda: TABLE.replace(b"kode_desa", b"kode_desa\xed\xa0\x80"),
        "UTF-8",
    )
    yield "wilayah.csv", lambda: b'{"a": ' * 100_000, "judul kolom"
    yield "wilayah.csv", lambda: b"", "kosong"
    yield "wilayah.csv", lambda: TABLE.replace(code, b"=cmd|'/c calc'!A1"), "kode"
    yield "wilayah.csv", lambda: TABLE.replace(code, b'"=DDE(""cmd"",""/c calc"",""x"")"'), "kode"
    yield "wilayah.csv", lambda: wide.replace(".", ".\u200b", 4).encode(), ""
    yield "wilayah.csv", lambda: wide.replace("99.", "\u202e99\u202c.", 1).encode(), "(U+202C, U+202E)"
    yield "wilayah.csv", lambda: wide.replace("9", "\uff19").encode(), "(U+FF19)"
    yield "wilayah.csv", lambda: wide.replace(",Suka", ",\u0405uka").replace("a", "\u0430", 3).encode(), "(U+0430)"
    yield "wilayah.csv", lambda: head + b"\n" + line.replace(b",", b",<script>alert(1)</script>", 1), "tidak cocok"
    yield "wilayah.csv", lambda: head + b"\n" + line.rpartition(b",")[0] + b"," + b"9" * 5000, "bukan angka"
    yield "wilayah.csv", lambda: head + b"\n" + line.rpartition(b",")[0] + b",1e999999999", "bukan angka"


def _claims(size: int) -> bytes:
    """An archive whose directory says of a small member that it is huge."""
    data = bytearray(zipped(*((f"{i}.csv", bytes(range(256)) * 400) for i in range(2))))
    at = data.index(b"PK\x01\x02")
    data[at + 20 : at + 24] = (size // 150).to_bytes(4, "little")
    data[at + 24 : at + 28] = size.to_bytes(4, "little")
    return bytes(data)


def _overlapping() -> bytes:
    """Many entries of the directory that share one member."""
    one = zipped(("a.csv", TABLE * 1000))
    at, end = one.index(b"PK\x01\x02"), one.index(b"PK\x05\x06")
    entries = b"".join(one[at:end].replace(b"a.csv", b"%c.csv" % c) for c in b"abcdefghij")
    tail = bytearray(one[end:])
    tail[8:12] = (10).to_bytes(2, "little") * 2
    tail[12:16] = len(entries).to_bytes(4, "little")
    return one[:at] + entries + bytes(tail)


def _twins() -> bytes:
    return zipped(("wilayah.csv", TABLE), ("wilayaX.csv", TABLE)).replace(b"wilayaX.csv", b"wilayah.csv")


def _locked() -> bytes:
    data = bytearray(zipped(("wilayah.csv", TABLE)))
    data[6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    return bytes(data)
