"""Findings about tables and headings, in the officer's words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

from schemas.cell_name import cell_name
from schemas.findings import Finding
from tasks.intake.grids.file_messages import place_at, shown

if TYPE_CHECKING:
    from tasks.intake.grids.grid import Grid


def unheaded_column(
    table: str, name: str, first: str, count: int, grid: Grid, row: int, column: int
) -> Finding:  # fmt: skip
    """A column that holds data and has no heading."""
    letters = cell_name(row, column).rstrip("0123456789")
    message = (
        f"Kolom {letters} tabel {table} tidak berjudul tetapi berisi {count} sel, maka isinya tidak dibaca. "
        "Beri judul seperti pada formulir, atau hapus isinya bila bukan data."
    )
    return Finding("TB-02", "warning", message, table, "", name, first, place=place_at(grid, row, column))


def more_unheaded(others: Sequence[Finding]) -> Finding:
    """Further columns that hold data and have no heading."""
    first = others[0]
    message = (
        f"Masih ada {len(others)} kolom lain yang tidak berjudul tetapi berisi data, mulai dari sel {first.place[2]}; "
        "isinya tidak dibaca. Beri judul seperti pada formulir, atau hapus isinya bila bukan data."
    )
    also = tuple((f.table, f.row, f.column) for f in others)
    return replace(first, message=message, column="kolom_lain", also=also)


def repeated_years(table: str, years: Sequence[int], grid: Grid, header: int) -> Finding:
    """Years side by side that are read as one row per year."""
    message = (
        f"Tabel {table} memuat tahun {shown([str(y) for y in years])} berdampingan; dibaca satu baris per tahun. "
        "Lebih aman memakai kolom tahun seperti pada formulir."
    )
    return Finding("TB-02", "advice", message, table=table, column="tahun", place=place_at(grid, header, 1))


YEARS_IN_ONE_COLUMN = (
    "Kolom ini berulang untuk beberapa tahun, padahal tabel ini memuat satu tahun saja, maka nilainya tidak dipakai. "
    "Sisakan kolom tahun data dasar."
)
OPEN_QUOTE = (
    "Baris ini memuat tanda kutip yang tidak ditutup, sehingga batas selnya tidak pasti; nilainya tidak dipakai. "
    "Hapus tanda kutip itu atau simpan ulang dari Excel."
)
TOO_WIDE = (
    "Baris ini mempunyai lebih banyak sel daripada judulnya, biasanya karena koma desimal dalam berkas berpemisah "
    "koma; nilainya bergeser dan tidak dipakai. Apit angkanya dengan tanda kutip, atau simpan ulang dari Excel."
)
TOO_SHORT = (
    "Baris ini berhenti sebelum kolom terakhir; sel yang tidak ada dianggap tidak diketahui. "
    "Periksa apakah barisnya terpotong atau kehilangan pemisah, lalu simpan ulang dari Excel."
)
MERGED_NUMBER = (
    "Satu angka ini tersimpan dalam sel gabungan untuk beberapa baris, sehingga bagian tiap baris tidak diketahui. "
    "Pisahkan selnya dan isi angka tiap baris."
)


def two_units(units: Sequence[str]) -> str:
    """Two units of money above one table."""
    return f"Di atas tabel ini tertulis dua satuan uang ({' dan '.join(units)}), maka jumlahnya tidak diketahui."


def unread_heading(table: str, key: str, heading: str) -> Finding:
    """A heading that no column takes."""
    message = (
        f"Judul kolom '{heading}' tidak dikenal pada tabel {table}; isinya tidak dibaca. "
        "Pakai judul pada formulir, atau hapus kolom ini bila tidak diperlukan."
    )
    return Finding("TB-02", "warning", message, table=table, column=key, value=heading)


def dropped_heading(table: str, key: str, heading: str, why: str) -> Finding:
    """A heading that is known and on purpose not taken in."""
    message = (
        f"Kolom '{heading}' tabel {table} tidak diambil: {why}. Berkasnya disimpan tersendiri dan tersandi; "
        "hapus kolom ini sebelum mengirim bila tidak diperlukan."
    )
    return Finding("TB-02", "advice", message, table=table, column=key, value=heading)


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


def no_key_column(table: str, column: str, rows: int) -> Finding:
    """A table without one of its key columns."""
    message = (
        f"Tabel {table} tidak mempunyai kolom kunci {column}, maka {rows} barisnya tidak dapat dipakai. "
        f"Tambahkan kolom {column} dan isi di setiap baris."
    )
    return Finding("TB-03", "error", message, table=table, column=column)


def disagreeing(
    table: str, cells: Sequence[tuple[str, str, str]], values: Sequence[str], names: Sequence[str]
) -> Finding:
    """Cells that two sheets or files of one table give with different values."""
    what = "Dua lembar" if all("lembar" in n for n in names) else "Dua berkas"
    many = f"{len(cells)} sel" if len(cells) > 1 else f"kolom {cells[0][2]} dari baris yang sama"
    message = (
        f"{what} mengisi tabel {table} dengan nilai berbeda ({' dan '.join(names)}) pada {many}, misalnya "
        f"{' dan '.join(values)}; nilainya dianggap tidak diketahui. Samakan keduanya atau kirim satu saja."
    )
    _, row, column = cells[0]
    also = tuple(cells) if len(cells) > 1 else ()
    return Finding("TB-06", "error", message, table, "" if also else row, column, " | ".join(values), also)


def same_twice(table: str, names: Sequence[str]) -> Finding:
    """One table, handed in twice with the same content."""
    message = f"Tabel {table} ada dua kali dengan isi yang sama ({' dan '.join(names)}). Kirim satu saja."
    return Finding("TB-06", "advice", message, table=table)


def unit_lost(tables: Sequence[str], cells: Sequence[tuple[str, str, str]], given: str) -> Finding:
    """Money whose unit the form does not tell."""
    why = f"tertulis '{given}', yang bukan satuan uang" if given else "tidak terisi"
    message = (
        f"Satuan uang pada formulir info {why}, maka semua jumlah uang pada {shown(tables)} tidak diketahui. "
        "Isi Satuan Uang dengan Rp, Rp ribu, atau Rp juta, atau tulis satuannya pada judul kolom."
    )
    return Finding("TB-14", "error", message, "info", "", "satuan_uang", given, tuple(cells))


def unit_assumed(tables: Sequence[str]) -> Finding:
    """Money of a submission that has no form `info` and states no unit anywhere."""
    message = (
        f"Kiriman ini tidak menyebut satuan uang; jumlah pada {shown(tables)} dibaca dalam rupiah penuh. "
        "Bila angkanya dalam ribuan atau jutaan, kirim formulir info dengan Satuan Uang, atau tulis pada judul kolom."
    )
    return Finding("TB-14", "warning", message, tables[0], "", "", "")


def too_many(cells: int, first: str) -> str:
    """A column with so many bad cells that each is not told."""
    return (
        f"{cells} sel di kolom ini tidak terbaca, terlalu banyak untuk disebut satu per satu; agaknya kolom ini berisi "
        f"hal lain. Pada sel pertama: {first}"
    )


def other_unit(table: str, here: str, form: str) -> Finding:
    """A title above a table that names another unit than the form."""
    message = (
        f"Judul tabel {table} menyebut {here}, sedangkan formulir info menyebut {form}; dipakai {here} dari tabelnya. "
        "Samakan keduanya."
    )
    return Finding("TB-14", "warning", message, table, "", "", here)


def budget_per_head(cells: Sequence[tuple[str, str, str]], total: int, people: int, least: int, most: int) -> Finding:
    """A budget that no district of this size has: the unit of money is another one."""
    table, row, _ = cells[0]
    message = (
        f"APBD {row} menjadi Rp {_digits(total)}, atau Rp {_digits(total // people)} per jiwa; di luar batas wajar "
        f"Rp {_digits(least)} sampai Rp {_digits(most)} per jiwa (batas anggapan), maka satuan uangnya keliru dan "
        "semua jumlah tahun ini tidak dipakai. Periksa Satuan Uang pada formulir info dan cara menulis angkanya."
    )
    return Finding("TB-17", "error", message, table, row, "apbd_total_rp", _digits(total), tuple(cells))


def other_scale(cell: tuple[str, str, str], value: int, times: Fraction) -> Finding:
    """An amount a hundred times or more away from the other years of its column."""
    table, row, column = cell
    ratio = f"{_digits(int(times))} kali" if times > 1 else f"seper{_digits(int(1 / times))} dari"
    message = (
        f"Jumlah ini menjadi Rp {_digits(value)}, {ratio} nilai tengah tahun lain pada kolom yang sama, maka tidak "
        "dipakai. Periksa apakah satuannya sama dengan tahun lain, lalu tulis ulang."
    )
    return Finding("TB-17", "error", message, table, row, column, _digits(value))


def _digits(number: int) -> str:
    return f"{number:,}".replace(",", ".")


def still_in_force(tables: Sequence[str], seq: int, newest: int) -> Finding:
    """Tables that the newest submission lacks and an older one has."""
    message = (
        f"Kiriman {newest} tidak memuat {shown(tables)}; yang dipakai tetap dari kiriman {seq}. "
        "Bila sudah berubah, kirim tabel yang baru."
    )
    return Finding("TB-15", "advice", message, row=f"kiriman-{seq}", value=f"kiriman {seq}")


def other_instrument(grid: Grid, year: str, fy: int) -> Finding:
    """An instrument of another fiscal year than the submission's."""
    message = (
        f"Instrumen ini dibuat untuk tahun anggaran {year}, tetapi diserahkan untuk {fy}; isinya tetap dibaca. "
        f"Minta instrumen {fy}, atau serahkan untuk tahunnya sendiri."
    )
    return Finding("TB-18", "warning", message, value=year, place=place_at(grid, 1, 2))


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
