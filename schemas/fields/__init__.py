"""Every submitted column, declared once as a constant (tables.md). `FIELDS` lists them as `<module>.<CONSTANT>`."""

from schemas.contract import Field
from schemas.fields import buku_putih, cetak, ehra, monev, mps, shared, ssk

FIELDS: dict[str, Field] = {
    f"{module.__name__.rpartition('.')[2]}.{constant}": value
    for module in (shared, buku_putih, ehra, ssk, mps, monev, cetak)
    for constant, value in vars(module).items()
    if isinstance(value, Field)
}

__all__ = ["FIELDS", "buku_putih", "cetak", "ehra", "monev", "mps", "shared", "ssk"]
