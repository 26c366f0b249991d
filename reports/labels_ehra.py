"""Indonesian words for the codes of the EHRA survey."""

from __future__ import annotations

STRATA = {
    **{str(n): f"Strata {n}" for n in range(5)},
    "5": "Tanpa strata (5)",
    "tanpa": "Strata tidak diketahui",
    "total": "Kabupaten/kota",
}
BAGIAN_IRS = {
    "1": "1 Sumber air",
    "2": "2 Air limbah domestik",
    "3": "3 Persampahan",
    "4": "4 Genangan air",
    "5": "5 Perilaku hidup bersih dan sehat",
    "total": "Jumlah (IRS)",
}
INDIKATOR_EHRA = {
    "1.1": "1.1 Sumber air minum tidak terlindungi atau dekat penampung tinja",
    "1.2": "1.2 Memakai sumber air tidak terlindungi",
    "1.3": "1.3 Mengalami kelangkaan air",
    "2.1": "2.1 Tangki septik suspek tidak aman",
    "2.2": "2.2 Pencemaran karena pembuangan isi tangki",
    "2.3": "2.3 Pencemaran karena SPAL",
    "3.1": "3.1 Pengelolaan sampah tidak memadai",
    "3.2": "3.2 Frekuensi pengangkutan sampah tidak memadai",
    "3.3": "3.3 Pengangkutan sampah tidak tepat waktu",
    "3.4": "3.4 Sampah tidak diolah setempat",
    "4.1": "4.1 Ada genangan air atau banjir",
    "5.1": "5.1 Tidak CTPS pada lima waktu penting",
    "5.2a": "5.2a Lantai dan dinding jamban tidak bersih",
    "5.2b": "5.2b Jamban tidak bebas kecoa dan lalat",
    "5.2c": "5.2c Penggelontor tidak berfungsi",
    "5.2d": "5.2d Tidak ada sabun di dekat jamban",
    "5.3": "5.3 Wadah dan penanganan air tercemar",
    "5.4": "5.4 Masih ada praktik BABS",
}
