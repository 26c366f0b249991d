"""Findings about whole files and sheets, in the officer's words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from schemas.cell_name import cell_name
from schemas.findings import Finding

if TYPE_CHECKING:
    from tasks.intake.grids.grid import Grid

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


def no_table_file(name: str) -> Finding:
    """A letter, a picture or another file that is no table."""
    message = (
        "Berkas ini bukan tabel (surat, gambar, atau berkas lain), maka disisihkan dan tidak dibaca. "
        "Tidak perlu dikirim; bila isinya data, kirim sebagai XLSX atau CSV."
    )
    return Finding("TB-09", "warning", message, row=name, value=name)


def empty_file(name: str) -> Finding:
    """A file that is meant to be a table and holds nothing."""
    message = (
        "Berkas ini kosong, maka tabelnya tidak dibaca. Isi lalu kirim kembali, atau hapus bila tidak ada datanya."
    )
    return Finding("TB-09", "error", message, row=name, value=name)


def misnamed(name: str, kind: str) -> Finding:
    """A file that is read although it is not what its ending says."""
    message = (
        f"Berkas ini sebenarnya {kind}, bukan seperti akhiran namanya; isinya tetap dibaca. "
        "Simpan ulang dengan jenis yang sesuai supaya dapat dibuka semua orang."
    )
    return Finding("TB-09", "advice", message, row=name, column="jenis", value=name)


def far_cells(label: str, cells: Sequence[str]) -> Finding:
    """Cells that stand so far from all others that they are not read."""
    where = f" ({shown(cells)})" if any(cells) else ""
    message = (
        f"Ada isi yang tersasar sangat jauh dari tabelnya{where}; isi itu tidak dibaca, sisanya dibaca. "
        "Hapus baris dan kolom yang tersasar lalu simpan kembali."
    )
    file, _, sheet = label.rpartition("!")
    return Finding("TB-13", "warning", message, row=label, value=shown(cells), place=(file, sheet, cells[0]))


def hidden_sheet(grid: Grid, table: str) -> Finding:
    """A hidden sheet that is read."""
    message = (
        f"Tabel {table} dibaca dari lembar yang {grid.hidden}. "
        "Tampilkan lembar itu dan periksa isinya; hapus bila hanya salinan lama."
    )
    return Finding(
        "TB-13", "warning", message, row=grid.label, column="lembar", value=grid.sheet or "", place=place_at(grid)
    )


def by_headings(grid: Grid, table: str) -> Finding:
    """A sheet or file whose name says nothing and whose headings fit one table."""
    message = (
        f"Namanya tidak menyebut tabel; dari judul kolomnya isinya dibaca sebagai tabel {table}. "
        f"Beri nama {table} supaya jelas."
    )
    return Finding("TB-01", "advice", message, row=grid.label, value=grid.stem, place=place_at(grid))


def not_understood(grid: Grid, headings: Sequence[str], tables: Sequence[str] = ()) -> Finding:
    """A sheet or file that is no table of the method."""
    if tables:
        found = f"judul kolomnya cocok dengan beberapa tabel: {shown(tables)}"
    else:
        found = f"judul kolom yang ditemukan: {shown(headings)}" if headings else "tidak ada judul kolom yang dikenal"
    message = (
        f"Lembar atau berkas ini tidak dikenali sebagai tabel ({found}), maka tidak ada yang dibaca darinya. "
        "Beri nama sesuai tabel yang diminta, misalnya wilayah atau penduduk."
    )
    return Finding("TB-01", "warning", message, row=grid.label, value=grid.label, place=place_at(grid))


def no_header(table: str, first: Sequence[str], grid: Grid) -> Finding:
    """A table whose header row is missing."""
    found = shown(first) if first else "lembar kosong"
    message = (
        f"Baris judul kolom tabel {table} tidak ditemukan (yang ditemukan: {found}), maka tabel ini tidak dibaca. "
        "Pasang kembali satu baris judul kolom di atas data."
    )
    return Finding("TB-01", "error", message, table=table, row=grid.label, value=shown(first), place=place_at(grid))


def place_at(grid: Grid, row: int = 0, column: int = 0) -> tuple[str, str, str]:
    return grid.file, grid.sheet or "", cell_name(row, column) if row else ""
