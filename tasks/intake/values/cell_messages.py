"""What is wrong with a cell, in the officer's words."""

from __future__ import annotations

MAX_ID = 60


class Problem(str):
    """What is wrong with a cell."""

    __slots__ = ()


NOT_A_NUMBER = (
    "Isi sel ini bukan angka saja, maka nilainya dianggap tidak diketahui. "
    "Tulis angkanya saja; catatan pindahkan ke kolom lain."
)
OPEN = (
    "Tanda pada angka ini dapat berarti ribuan atau desimal dan tidak dapat dipastikan dari kolom maupun berkasnya. "
    "Tulis tanpa tanda ribuan, atau lengkapi desimalnya."
)
NOT_WHOLE = "Kolom ini berisi bilangan bulat, sedangkan angka ini berdesimal. Tulis bilangan bulatnya."
A_DATE = "Sel ini berisi tanggal, bukan angka; nilai aslinya hilang. Ubah format sel dan ketik ulang angkanya."
BARE = "Sel ini berisi rumus yang hasilnya tidak tersimpan. Buka berkas di Excel, hitung ulang, simpan, lalu kirim."
ERROR_CELL = "Sel ini berisi galat rumus. Betulkan rumusnya atau ketik nilainya."
NOT_A_CODE = "Isi sel ini bukan kode atau kata yang dikenal pada kolom ini. Pakai kode pada formulir."
NOT_A_DATE = (
    "Isi sel ini bukan tanggal yang ada dalam kalender, ditulis TTTT-BB-HH atau sebagai sel tanggal. "
    "Tulis ulang tanggalnya."
)
NOT_AN_ID = f"Kode baris hanya boleh huruf, angka, titik, garis, paling panjang {MAX_ID} tanda. Tulis ulang kodenya."
UNKNOWN_UNIT = "Satuan uang tidak diketahui, maka jumlahnya tidak diketahui."
RP_AMONG_OTHERS = (
    "Sel ini memakai Rp sedangkan tabelnya bersatuan lain, maka tidak pasti apakah isinya rupiah penuh. "
    "Tulis dalam satuan tabelnya, tanpa Rp."
)
MIXED = (
    "Kolom ini memakai titik dan koma sekaligus sebagai tanda desimal, maka seluruh isinya tidak dipakai. "
    "Pakai satu cara menulis angka di seluruh kolom."
)
ODD_MARK = (
    "Tanda desimal sel ini lain dari sel lain pada kolomnya, maka nilainya tidak dipakai. "
    "Tulis seperti sel lainnya, atau sebagai angka."
)
NOT_A_YEAR = (
    "Isi sel ini bukan satu tahun yang pasti, maka tidak dipakai. Tulis tahun dengan empat angka, misalnya 2012."
)
INVISIBLE = (
    "Sel ini berisi angka yang disembunyikan oleh format selnya, maka tidak dipakai. "
    "Ubah format selnya, periksa angkanya, atau kosongkan."
)
PERCENT_ELSEWHERE = (
    "Sel ini tampil sebagai persen, sedangkan kolomnya bukan persen, maka nilainya tidak dipakai. "
    "Ubah format sel menjadi angka dan ketik ulang."
)
SHOWN_SMALLER = (
    "Format sel ini menampilkan angka lebih kecil daripada yang tersimpan; yang dipakai ialah yang tampil. "
    "Ubah format sel menjadi angka biasa dan periksa nilainya."
)
UNKNOWN_FORM = (
    "Format sel persen pada jenis berkas ini tidak terbaca, sehingga 45 % dapat terbaca 0,45. Nilainya dipakai seperti "
    "tersimpan; simpan sebagai XLSX lalu kirim kembali."
)
LIKE_A_FRACTION = (
    "Angka ini lebih rinci daripada angka lain pada kolom persen ini, mungkin 2,09 % yang tersimpan sebagai 0,0209. "
    "Nilainya dipakai seperti tertulis; periksa dan tulis dalam persen 0-100."
)
FRACTIONS = (
    "Seluruh nilai kolom persen ini tidak lebih dari 1, mungkin karena 45 % tersimpan sebagai 0,45. "
    "Nilainya dipakai seperti tertulis; periksa dan tulis dalam persen 0-100."
)
