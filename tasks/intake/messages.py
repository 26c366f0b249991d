"""Findings about whole files, sheets, tables and headings, in the officer's words."""

from __future__ import annotations

from collections.abc import Sequence

from schemas.findings import Finding

_SHOWN = 6


def shown(texts: Sequence[str]) -> str:
    """The texts as a short list for a sentence; the rest is counted."""
    head = ", ".join(texts[:_SHOWN])
    return head if len(texts) <= _SHOWN else f"{head}, dan {len(texts) - _SHOWN} lainnya"


def unreadable(name: str, why: str) -> Finding:
    """A file that gives no cell at all."""
    message = f"Berkas tidak dapat dibaca: {why}. Simpan ulang sebagai XLSX atau CSV lalu kirim kembali."
    return Finding("TB-09", "block", message, row=name, value=name)


def cp1252(name: str) -> Finding:
    """A text file in an old encoding."""
    message = (
        "Berkas teks ini tidak memakai UTF-8; dibaca sebagai Windows-1252, sehingga huruf khusus dapat keliru. "
        "Simpan sebagai CSV UTF-8 lalu kirim kembali."
    )
    return Finding("TB-01", "warning", message, row=name, column="pengodean", value=name)


def not_understood(name: str, headings: Sequence[str]) -> Finding:
    """A sheet or file that is no table of the method."""
    found = f"judul kolom yang ditemukan: {shown(headings)}" if headings else "tidak ada judul kolom yang dikenal"
    message = (
        f"Lembar atau berkas ini tidak dikenali sebagai tabel ({found}), maka tidak ada yang dibaca darinya. "
        "Beri nama sesuai tabel yang diminta, misalnya wilayah atau penduduk."
    )
    return Finding("TB-01", "warning", message, row=name, value=name)


def no_header(table: str, first: Sequence[str]) -> Finding:
    """A table whose header row is missing."""
    found = shown(first) if first else "lembar kosong"
    message = (
        f"Baris judul kolom tabel {table} tidak ditemukan (yang ditemukan: {found}), maka tabel ini tidak dibaca. "
        "Pasang kembali satu baris judul kolom di atas data."
    )
    return Finding("TB-01", "error", message, table=table, value=shown(first))


def unread_heading(table: str, key: str, heading: str) -> Finding:
    """A heading that no column takes."""
    message = (
        f"Judul kolom '{heading}' tidak dikenal pada tabel {table}; isinya tidak dibaca. "
        "Pakai judul pada formulir, atau hapus kolom ini bila tidak diperlukan."
    )
    return Finding("TB-02", "warning", message, table=table, column=key, value=heading)


def repeated_heading(table: str, column: str, heading: str) -> Finding:
    """Two headings of one sheet for one column."""
    message = (
        f"Dua kolom pada tabel {table} sama-sama berarti {column}; hanya yang pertama dibaca. "
        "Sisakan satu kolom dengan angka yang benar."
    )
    return Finding("TB-02", "error", message, table=table, column=column, value=heading)


def noted_heading(table: str, column: str, heading: str, note: str) -> Finding:
    """A heading that is taken with a reservation."""
    return Finding("TB-02", "warning", note, table=table, column=column, value=heading)


def no_key_column(table: str, column: str) -> Finding:
    """A table without one of its key columns."""
    message = (
        f"Tabel {table} tidak mempunyai kolom kunci {column}, maka barisnya tidak dapat dipakai. "
        f"Tambahkan kolom {column} dan isi di setiap baris."
    )
    return Finding("TB-03", "error", message, table=table, column=column)


def disagreeing(table: str, row: str, column: str, values: Sequence[str]) -> Finding:
    """One cell, submitted twice with different values."""
    message = (
        f"Dua berkas memberi nilai {column} yang berbeda untuk baris yang sama ({' dan '.join(values)}); "
        "nilainya dianggap tidak diketahui. Samakan keduanya atau kirim satu berkas saja."
    )
    return Finding("TB-06", "error", message, table=table, row=row, column=column, value=" | ".join(values))


def no_wilayah() -> Finding:
    """A Buku Putih submission without a usable list of desa."""
    message = (
        "Tabel wilayah tidak ada atau tidak satu pun barisnya dapat dipakai, maka kiriman Buku Putih ini ditahan. "
        "Kirim tabel wilayah dengan kode_desa, desa, dan kecamatan."
    )
    return Finding("TB-10", "block", message, table="wilayah")


def damaged_wilayah(rule: str, refused: int, total: int) -> Finding:
    """Most codes of wilayah are refused."""
    message = (
        f"Kode wilayah ditolak pada {refused} dari {total} baris tabel wilayah, maka kiriman ini ditahan. "
        "Periksa apakah berkasnya milik kabupaten/kota ini, memakai kode Kemendagri, dan kolom kodenya berformat teks."
    )
    return Finding(rule, "block", message, table="wilayah", value=f"{refused}/{total}")


def absent_desa(code: str, name: str) -> Finding:
    """A desa of the region list that the submission lacks."""
    message = (
        f"Desa/kelurahan {name} ({code}) ada dalam daftar wilayah tetapi tidak ada dalam tabel wilayah. "
        "Tambahkan barisnya, atau jelaskan mengapa tidak ada."
    )
    return Finding("BP-V29", "warning", message, table="wilayah", row=code, column="kode_desa", value=name)


def unlisted_district(kode_kab: str, retired: Sequence[tuple[str, str]], edition: str) -> Finding:
    """RG-03, with the names of RG-06: a submission of a district that the loaded lists do not have."""
    if retired:
        names = shown([f"{name} pada edisi {edition}" for edition, name in retired])
        message = (
            f"Kode kabupaten/kota {kode_kab} sudah tidak berlaku ({names}). Kirim dengan kode yang berlaku sekarang."
        )
        return Finding("RG-03", "block", message, value=kode_kab)
    where = f"daftar wilayah edisi {edition}" if edition else "daftar wilayah yang dimuat"
    message = (
        f"Kabupaten/kota {kode_kab} tidak ada dalam {where}, maka kode desanya tidak dapat diperiksa. "
        "Operator perlu memuat daftar wilayah yang memuatnya, lalu menjalankan ulang."
    )
    return Finding("RG-03", "block", message, value=kode_kab)
