"""The scenario file: what it may say, checked at the edge, and its canonical content."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, model_validator

from schemas.errors import WrongUsage
from tasks.mps.skenario.yaml_teks import read_mapping

MAX_RP = 10**15
MAX_SCALE = 100
_DECIMAL = re.compile(r"\d{1,9}(\.\d{1,9})?")
_WHOLE = re.compile(r"\d{1,3}(_\d{3})+|\d{1,18}")
_YEAR = re.compile(r"\d{4}")
_NAME = re.compile(r"[^\W_](?:[\w .,()+%&'-]{0,78}[\w.,()+%&'])?")
_EXAMPLE = {
    "ceilings": "ceilings: {APBD_K: {scale: 0.5}, APBN: {2016: 2000000000}}",
    "weights": "weights: {AL: {pro_poor: 40, penerima_manfaat: 15}}",
    "readiness": "readiness: {<kegiatan>: {earliest: 2017}}",
}
_TOP = "the keys are name, ceilings, weights, readiness"


def _decimal(most: int, what: str) -> Any:
    def read(value: object) -> Fraction:
        text = value if isinstance(value, str) else ""
        if not _DECIMAL.fullmatch(text) or Fraction(text) > most:
            raise ValueError(f"{value!r} is no {what}; write a number from 0 to {most}, with a point for decimals")
        return Fraction(text)

    return read


def _rupiah(value: object) -> int:
    if not isinstance(value, str) or not _WHOLE.fullmatch(value):
        raise ValueError(f"{value!r} is no amount; write whole rupiah without dots, such as 2000000000")
    if int(value) > MAX_RP:
        raise ValueError(f"{value} is more than {MAX_RP} rupiah; count its zeros")
    return int(value)


def _year(value: object) -> int:
    if not isinstance(value, str) or not _YEAR.fullmatch(value):
        raise ValueError(f"{value!r} is no calendar year; write four digits such as 2016")
    return int(value)


def _name(value: object) -> str:
    if not isinstance(value, str) or not _NAME.fullmatch(value):
        raise ValueError("a name has 1 to 80 letters, digits, blanks and - _ . , ( ) + % &, first a letter or digit")
    return value


Year = Annotated[int, BeforeValidator(_year)]
_strict = ConfigDict(extra="forbid", frozen=True, arbitrary_types_allowed=True)


class Ceiling(BaseModel):
    """Change of one source: a factor for every known ceiling, and ceilings of single years that hold as written."""

    model_config = _strict
    scale: Annotated[Fraction | None, BeforeValidator(_decimal(MAX_SCALE, "factor"))] = None
    years: dict[Year, Annotated[int, BeforeValidator(_rupiah)]] = Field(default_factory=dict)

    @model_validator(mode="before")
    @classmethod
    def _split(cls, value: Any) -> Any:
        if not isinstance(value, dict):
            return value
        if not value:
            raise ValueError("nothing in it; write scale or a year, or leave the source out")
        return {
            **{k: v for k, v in value.items() if k == "scale"},
            "years": {k: v for k, v in value.items() if k != "scale"},
        }


class Earliest(BaseModel):
    """Readiness of one activity: it does not start before this calendar year."""

    model_config = _strict
    earliest: Year


class Skenario(BaseModel):
    """A scenario as written. What it does not name stays as in the plan."""

    model_config = _strict
    name: Annotated[str, BeforeValidator(_name)]
    ceilings: dict[str, Ceiling] = Field(default_factory=dict)
    weights: dict[str, dict[str, Annotated[Fraction, BeforeValidator(_decimal(100, "weight"))]]] = Field(
        default_factory=dict
    )
    readiness: dict[str, Earliest] = Field(default_factory=dict)

    def content(self) -> dict[str, Any]:
        """What the file means, for hashing: the same for any order of keys and any way to write a number."""
        said = {
            "ceilings": {
                s: {**({} if c.scale is None else {"scale": str(c.scale)}), **{str(y): rp for y, rp in c.years.items()}}
                for s, c in self.ceilings.items()
            },
            "weights": {k: {n: str(w) for n, w in named.items()} for k, named in self.weights.items() if named},
            "readiness": {k: {"earliest": e.earliest} for k, e in self.readiness.items()},
        }
        return {name: part for name, part in said.items() if part}


def read_file(name: str, data: bytes) -> Skenario:
    """The scenario in a file; raises WrongUsage with one line per problem: file, key, and what to write."""
    mapping = read_mapping(name, data)
    try:
        return Skenario.model_validate(mapping)
    except ValidationError as error:
        raise WrongUsage("\n".join(f"{name}: {_sentence(e)}" for e in error.errors(include_url=False))) from None


def content_of(name: str, data: bytes) -> dict[str, Any]:
    """What a scenario file means; raises WrongUsage as `read_file` does."""
    return read_file(name, data).content()


def _sentence(error: Any) -> str:
    path = [str(p) for p in error["loc"] if p not in ("years", "[key]")]
    key = ".".join(path)
    match error["type"]:
        case "extra_forbidden":
            return f"{key}: unknown key; {_TOP if len(path) == 1 else 'the only key here is earliest'}"
        case "missing":
            return f"{key}: missing; write {'`name: ...`' if key == 'name' else 'a calendar year'}"
        case "value_error":
            return f"{key}: {error['ctx']['error']}"
    return f"{key}: not a mapping; write `{_EXAMPLE.get(path[0], _TOP)}`"
