"""The published reports: where they lie, what they hold, how old they are. A report that is no good is said to be."""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any, Protocol

from pydantic import BaseModel, TypeAdapter, ValidationError

from agents.crews.documents import KINDS, Moment
from agents.crews.plain import plain

MAX_BYTES = 2 * 1024 * 1024
ENVIRONMENT = re.compile(r"[A-Za-z0-9_-][A-Za-z0-9_.-]{0,99}")
TIME = re.compile(r"\d{4}-\d\d-\d\dT")
# Two clocks are never quite the same.
SKEW = timedelta(minutes=5)
OLD = timedelta(days=1)


class ReportProblem(Exception):
    """A report cannot be used; the text says which and why, in one line."""


class Place(Protocol):
    """Where reports lie. Both raise ReportProblem."""

    def names(self) -> list[str]:
        """`<environment>/<report>.json` of all, at most 1000."""

    def content(self, name: str) -> bytes | None:
        """One report's bytes, at most MAX_BYTES and one more; None where there is none."""


@dataclass(frozen=True)
class Report:
    environment: str
    kind: str
    document: Any
    age: str
    """In words; says so when it is old, or cannot be told."""

    @property
    def header(self) -> dict[str, str]:
        """Which report this is, for the start of a tool's result."""
        return {"report": f"{self.environment}/{self.kind}.json", "age": self.age}


class Reports:
    def __init__(self, place: Place, now: Callable[[], datetime]):
        self._place = place
        self.now = now

    def environments(self) -> dict[str, list[str]]:
        """Environment to the kinds of report that it has."""
        found: dict[str, list[str]] = {}
        for name in sorted(self._place.names()):
            environment, _, file = name.partition("/")
            kind = file.removesuffix(".json")
            if kind in KINDS and file != kind and ENVIRONMENT.fullmatch(environment):
                found.setdefault(environment, []).append(kind)
        return found

    def read(self, environment: str, kind: str) -> Report:
        """The report of an environment; of the only one, where none is named. Raises ReportProblem."""
        environment = environment.strip() or self._only_one()
        if not ENVIRONMENT.fullmatch(environment):
            raise ReportProblem(f"{plain(environment)!r} is no name of an environment")
        name = f"{environment}/{kind}.json"
        content = self._place.content(name)
        if content is None:
            raise ReportProblem(f"{name} is missing: nothing was published for it")
        if len(content) > MAX_BYTES:
            raise ReportProblem(f"{name} is broken: it is larger than {MAX_BYTES} bytes")
        published_at, document = _parse(name, content, KINDS[kind])
        if document.environment != environment:
            told = plain(str(document.environment), 100)
            raise ReportProblem(f"{name} is broken: it says that it is of the environment {told}")
        return Report(environment, kind, document, self._age(published_at))

    def _only_one(self) -> str:
        names = list(self.environments())
        if len(names) == 1:
            return names[0]
        raise ReportProblem(f"name the environment; there are: {', '.join(names[:50]) or 'none'}")

    def _age(self, published_at: datetime) -> str:
        age = self.now() - published_at
        if age < -SKEW:
            return f"cannot be told: it is dated {duration(-age)} in the future, {stamp(published_at)}"
        old = ", which is old: things may have changed since" if age > OLD else ""
        return f"published {duration(age)} ago, {stamp(published_at)}{old}"


def duration(span: timedelta) -> str:
    """`2 days 3 hours`: the two largest units, or `less than a minute`."""
    minutes = max(0, int(span.total_seconds() // 60))
    units = {"day": minutes // 1440, "hour": minutes // 60 % 24, "minute": minutes % 60}
    parts = [f"{n} {unit}{'' if n == 1 else 's'}" for unit, n in units.items() if n]
    return " ".join(parts[:2]) or "less than a minute"


def stamp(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%d %H:%M UTC")


def _parse(name: str, content: bytes, kind: type[BaseModel]) -> tuple[datetime, Any]:
    try:
        wrapped = json.loads(content, parse_float=Decimal, parse_int=Decimal, parse_constant=_no_number)
        if not isinstance(wrapped, dict):
            raise ReportProblem(f"{name} is broken: it is no JSON object")
        if not TIME.match(str(wrapped.get("publishedAt"))):
            raise ReportProblem(f"{name} is broken: publishedAt is no time")
        published_at = TypeAdapter(Moment).validate_python(wrapped["publishedAt"])
        return published_at, kind.model_validate(wrapped.get("document"))
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        where = plain(".".join(str(part) for part in first["loc"]) or "publishedAt or document", 100)
        raise ReportProblem(f"{name} is broken: {where}: {plain(first['msg'].removeprefix('Value error, '))}") from None
    except (ValueError, ArithmeticError, RecursionError):
        raise ReportProblem(f"{name} is broken: it is no JSON") from None


def _no_number(name: str) -> None:
    raise ValueError(name)
