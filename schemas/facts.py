"""Facts: what a document prints, as typed figures in plain rows. How they look is decided in reports."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from fractions import Fraction
from typing import Literal

Number = int | Decimal | Fraction
DocumentName = Literal["buku_putih", "ssk", "mps", "monev"]


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with the reference that leads to its source. An unknown value is None.

    `is_partial` says that a sum leaves out members whose value is unknown, `is_withheld` that a known value is not
    published; it is None then.
    """

    value: Number | None
    ref: str
    decimals: int = 0
    unit: str = ""
    is_partial: bool = False
    is_withheld: bool = False


@dataclass(frozen=True, slots=True)
class Kelas:
    """A class or score 1..4, None when there is none; `is_sementara` marks a provisional one."""

    value: int | None
    ref: str
    is_sementara: bool = False


Fact = Figure | Kelas | str
FactRow = dict[str, Fact]


@dataclass(frozen=True, slots=True)
class FactTable:
    """Rows of facts by column name. `absent` names the submitted table whose absence leaves it empty.

    `total` is the row below the last one. `sources` are the texts printed under the table. `reads` are the submitted
    columns behind it, `<table>#<column>` or `<table>` for all of its columns: findings about them are noted under it.
    """

    rows: tuple[FactRow, ...] = ()
    total: FactRow | None = None
    absent: str = ""
    sources: tuple[str, ...] = ()
    reads: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Parameter:
    """A rule value in force that nobody has verified (status `assumed`)."""

    name: str
    value: str
    unit: str
    reference: str


@dataclass(frozen=True, slots=True)
class Remark:
    """A finding as a document repeats it: severity, the cells concerned as `<table>#<column>`, and what to read.

    The column is empty when a whole table is meant. The text names the desa, never a place in a file.
    """

    severity: str
    cells: tuple[str, ...]
    text: str


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything that one document of one district says.

    `pins` are (Indonesian label, digest) of what the document was made from. `narasi` and `tidak_ada` are the
    paragraphs and the declared absences of the Pokja by section number. `figures` are single figures by name.
    `edition` is the edition of the guides, `opd` what it calls an office, `irs_labels` its names of the IRS classes.
    `remarks` are the findings of the submission, gravest first.
    `outline` names the edition of the chapters where a document has several.
    `batas` are the outlines of desa by code, as BATAS has them.
    """

    document: DocumentName
    fiscal_year: int
    kode_kab: str
    kabupaten: str
    provinsi: str
    edisi_wilayah: str
    mark: str
    labels: Mapping[int, str]
    years: tuple[int, ...] = ()
    pins: tuple[tuple[str, str], ...] = ()
    tables: Mapping[str, FactTable] = field(default_factory=dict)
    figures: Mapping[str, Figure] = field(default_factory=dict)
    narasi: Mapping[str, str] = field(default_factory=dict)
    tidak_ada: Mapping[str, str] = field(default_factory=dict)
    parameters: tuple[Parameter, ...] = ()
    edition: str = ""
    opd: str = "OPD"
    irs_labels: Mapping[int, str] = field(default_factory=dict)
    remarks: tuple[Remark, ...] = ()
    outline: str = ""
    batas: Mapping[str, str] = field(default_factory=dict)

    def table(self, name: str) -> FactTable:
        """The table called `name`; KeyError when the facts were built without it."""
        return self.tables[name]

    def with_table(self, name: str, table: FactTable) -> Facts:
        """The same facts with one table replaced."""
        return replace(self, tables={**self.tables, name: table})

    def with_batas(self, batas: Mapping[str, str]) -> Facts:
        """The same facts with other outlines of desa."""
        return replace(self, batas=batas)
