"""What a person fills in for a flow run: the name, sentence and choices that Prefect's form shows for each parameter.

The schema is kept with each deployment, and the server refuses a flow run that does not fit it.
"""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import Field, WithJsonSchema

from flows.cycle.renderer import FORMATS
from schemas.rulebook import confirmed_years

_FIRST, *_, _LAST = confirmed_years()
_YEAR = {"type": "integer", "minimum": _FIRST, "maximum": _LAST}  # a list of choices would be shown as 2,013


def _shown(title: str, sentence: str) -> Any:
    """Prefect writes its own title over a field's, but not over what is added to the schema."""
    return Field(json_schema_extra={"title": title, "description": sentence})


def _list(items: dict[str, Any], **more: Any) -> WithJsonSchema:
    return WithJsonSchema({"type": "array", "items": {"type": "string", **items}, "uniqueItems": True, **more})


FiscalYear = Annotated[
    int,
    WithJsonSchema(_YEAR),
    _shown("Fiscal year", f"The year of the submissions, {_FIRST} to {_LAST}: others have no confirmed rules."),
]
AnyFiscalYear = Annotated[
    int | None,
    WithJsonSchema({"anyOf": [_YEAR, {"type": "null"}]}),
    _shown("Fiscal year", "Only this year. Leave it as it is for every year with a submission not yet validated."),
]
Districts = Annotated[
    tuple[str, ...],
    _list({"title": "District", "pattern": r"^\d{2}\.\d{2}$"}),
    _shown(
        "Districts",
        "Codes such as 15.07, to run these districts only. Leave it empty for all that handed something in.",
    ),
]
Reason = Annotated[
    str,
    WithJsonSchema({"type": "string", "minLength": 3}),
    _shown("Reason", "Why this run is made, in a few words. It stands in the run record, which auditors read."),
]
Person = Annotated[
    str,
    WithJsonSchema({"type": "string"}),
    _shown("Run by", "Your name or number, for the run record. Empty: PPSP_BY of the worker, else its account."),
]
Formats = Annotated[
    tuple[str, ...],
    _list({"title": "Format", "enum": list(FORMATS)}, minItems=1),
    _shown(
        "Formats of the documents",
        "HTML is always published. PDF to print and sign, DOCX to write on, XLSX to calculate with; each takes longer.",
    ),
]
Forced = Annotated[
    bool,
    WithJsonSchema({"type": "boolean"}),
    _shown(
        "Make everything again", "Make also what is known and unchanged. Slow, and seldom needed: for suspicion only."
    ),
]
Alternatives = Annotated[
    bool,
    WithJsonSchema({"type": "boolean"}),
    _shown(
        "With alternatives", "Also the other ways of allocating the MPS and what more money would be worth; slower."
    ),
]
Drafts = Annotated[
    bool,
    WithJsonSchema({"type": "boolean"}),
    _shown("From drafts", "Make the MPS from the newest sealed SSK, ratified or not. Such an MPS is to look at only."),
]
StoreUrl = Annotated[
    str,
    WithJsonSchema({"type": "string"}),
    _shown("Store", "Folder or s3://bucket/prefix. Leave it empty for the store that the deployment was made for."),
]
