"""What the document steps compute themselves: the sums and shares that only a document prints."""

from schemas.contract import Field, Table


def _angka(name: str, document: str) -> Table:
    return Table(
        name,
        f"one row per sum or share printed in the {document}",
        ("nama",),
        (
            Field("nama", "id", "<table>.<row>.<column> in the document."),
            Field("nilai", "exact", "Exact value; empty when unknown."),
            Field("satuan", "text", "Unit of the value."),
            Field("is_sebagian", "flag", "The sum leaves out members whose value is unknown."),
        ),
        need="computed",
    )


ANGKA_BUKU_PUTIH = _angka("angka_bp", "Buku Putih")
ANGKA_SSK = _angka("angka_ssk", "SSK")
ANGKA_MPS = _angka("angka_mps", "MPS")
ANGKA_MONEV = _angka("angka_monev", "Laporan Pelaksanaan dan Monev")
