"""The crews' settings: where the reports are, which model thinks, and what it may use."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path

from agents.settings import ALLOWED, REGION, SettingsError, problem

# What the crews are called among the models.
CLOUDOPS, FINOPS = "cloudops-crew", "finops-crew"
S3 = re.compile(r"s3://[a-z0-9][a-z0-9.-]{1,61}[a-z0-9](/[A-Za-z0-9._/-]*)?")
WHOLE = re.compile(r"[0-9]{1,9}")
# Name to the least and the most that it can be.
WHOLE_NUMBERS = {
    "CREW_MAX_STEPS": (2, 100),
    "CREW_MAX_TOKENS": (1000, 10_000_000),
    "CREW_MAX_SECONDS": (5, 3600),
}
LIMITS_IN_USD = ("CREW_MAX_USD_PER_ANSWER", "CREW_MAX_USD_PER_DAY")
PRICES = ("CREW_INPUT_USD_PER_MILLION_TOKENS", "CREW_OUTPUT_USD_PER_MILLION_TOKENS")
NAMES = ("CREW_MODEL_ID", *WHOLE_NUMBERS, *LIMITS_IN_USD, *PRICES)
MOST_USD = 100_000


@dataclass(frozen=True)
class CrewSettings:
    reports: str
    model_id: str
    max_steps: int
    max_tokens: int
    max_seconds: int
    max_usd_per_answer: Decimal
    max_usd_per_day: Decimal
    input_usd_per_million: Decimal
    output_usd_per_million: Decimal
    reports_region: str = ""
    """Of the bucket; empty for a folder."""


def read(environ: Mapping[str, str], model_ids: tuple[str, ...]) -> CrewSettings | None:
    """The settings, or None without REPORTS: then there are no crews. Raises SettingsError."""
    values = {name: environ.get(name, "").strip() for name in ("REPORTS", "REPORTS_REGION", *NAMES)}
    if not values["REPORTS"]:
        change = "Remove it, or set REPORTS: without it there are no crews."
        unused = [name for name in values if values[name]]
        _refuse([problem(name, "is not used", values[name], "nothing", change) for name in unused])
        return None
    region = values.pop("REPORTS_REGION")
    told = [p for name, value in values.items() for p in _problems(name, value, model_ids)]
    _refuse(_hidden(model_ids) + told + _region_problems(values["REPORTS"], region))
    whole = [int(values[name]) for name in WHOLE_NUMBERS]
    usd = [Decimal(values[name]) for name in (*LIMITS_IN_USD, *PRICES)]
    return CrewSettings(values["REPORTS"], values["CREW_MODEL_ID"], *whole, *usd, region)


def _hidden(model_ids: tuple[str, ...]) -> list[str]:
    """A model that a crew's name would hide."""
    names = [name for name in (CLOUDOPS, FINOPS) if name in model_ids]
    change = "Remove it, or REPORTS."
    return [problem("MODEL_IDS", "names a crew", name, "other ids", change) for name in names]


def _region_problems(reports: str, region: str) -> list[str]:
    """A bucket is in one region, whatever region the machine is set to."""
    name = "REPORTS_REGION"
    if not S3.fullmatch(reports):
        change = "Remove it: a folder has no region."
        return [problem(name, "is not used", region, "nothing", change)] if region else []
    if REGION.fullmatch(region):
        return []
    wrong = "is no region" if region else "is missing"
    return [problem(name, wrong, region or "nothing", ALLOWED["MODEL_REGION"], "Name the bucket's region.")]


def _refuse(problems: list[str]) -> None:
    if problems:
        raise SettingsError("\n".join(problems))


def _problems(name: str, value: str, model_ids: tuple[str, ...]) -> list[str]:
    allowed, good = _allowed(name, value, model_ids)
    if not value:
        return [problem(name, "is missing", "nothing", allowed, "REPORTS needs it.")]
    return [] if good else [problem(name, "cannot be used", value, allowed, "Change it.")]


def _allowed(name: str, value: str, model_ids: tuple[str, ...]) -> tuple[str, bool]:
    """What the setting can be, in words, and whether it is that."""
    if name == "REPORTS":
        return "an absolute path of a folder, or s3://bucket/prefix", _is_place(value)
    if name == "CREW_MODEL_ID":
        return f"one of MODEL_IDS: {', '.join(model_ids) or 'there are none'}", value in model_ids
    if name in WHOLE_NUMBERS:
        least, most = WHOLE_NUMBERS[name]
        good = WHOLE.fullmatch(value) is not None and least <= int(value) <= most
        return f"a whole number from {least} to {most}", good
    if name in PRICES:
        return f"USD from 0 to {MOST_USD}", 0 <= _usd(value) <= MOST_USD
    return f"USD above 0, to {MOST_USD}", 0 < _usd(value) <= MOST_USD


def _is_place(value: str) -> bool:
    return S3.fullmatch(value) is not None or ("://" not in value and Path(value).is_absolute())


def _usd(value: str) -> Decimal:
    """The number, or -1 for what is none."""
    try:
        usd = Decimal(value) if re.fullmatch(r"[0-9]+(\.[0-9]+)?(e-?[0-9]{1,2})?", value) else Decimal(-1)
    except InvalidOperation:
        return Decimal(-1)
    return usd
