"""Dollar figures: which of them a text has, and which of those came from the reports."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from typing import Any

from agents.crews.plain import code, plain
from agents.crews.usd import Usd

Amount = tuple[Decimal, int]

# Bounded, as a search for numbers of any length takes minutes in a text of digits.
NUMBER = r"\d(?:[\d.,\u00a0\u202f']|\s(?=\d{3}\b)){0,40}"
MANY = r"(?:\s?(?:k|m|mn|bn|thousand|million|billion)\b)?"
# The sign in all its forms, also as HTML, and with Markdown between it and the number.
SIGN = r"(?:[$\uff04\ufe69]|&dollar;|&#36;|&#x24;)[\s*_`]{0,4}-?"
MONEY = re.compile(
    rf"{SIGN}({NUMBER}{MANY})|\bUSD[\s*_`]{{0,4}}-?({NUMBER}{MANY})"
    rf"|({NUMBER}{MANY})[\s*_`]{{0,4}}(?:USD\b|US dollars?\b|dollars?\b|(?:US)?\$(?!\s?\d))",
    re.IGNORECASE,
)
THOUSANDS = re.compile(r"\d{1,3}(,\d{3})+(\.\d+)?|\d+(\.\d+)?")
HEADING = "Figures used"
# However the model writes that heading: a section under it would pass for ours.
FORGED = re.compile(r"^[^\w\n]*figures\s+used\b", re.IGNORECASE | re.MULTILINE)
MOST = 20


@dataclass(frozen=True)
class Found:
    """A figure that a tool returned in this answer, and the report that it is from."""

    usd: Usd
    report: str
    age: str


def without_section(text: str) -> str:
    """The text up to a section of figures: such a section is written here, and by nobody else."""
    forged = FORGED.search(text)
    return text[: forged.start()].rstrip().removesuffix("---").rstrip() if forged else text


def figures(result: Any, where: str = "") -> Iterator[Usd]:
    """Every dollar figure in a tool's result: amounts, and those that the report's own texts name."""
    if isinstance(result, Usd):
        yield result
    elif isinstance(result, dict):
        for key, value in result.items():
            yield from figures(value, str(key))
    elif isinstance(result, list):
        for value in result:
            yield from figures(value, where)
    elif isinstance(result, str):
        for match in MONEY.finditer(result):
            if amount := _amount(match.group(0)):
                yield Usd(amount[0], f"written in {where}: {plain(result, 60)}")


def section(text: str, found: list[Found]) -> str:
    """What stands below an answer: its figures that are from the reports, then those that are not."""
    used: list[Found] = []
    unknown: list[str] = []
    for match in MONEY.finditer(text):
        amount = _amount(match.group(0))
        same = [one for one in found if amount and _same(amount, one.usd.amount)]
        used += same
        unknown += [] if same else [f"- not from the reports: {plain(_bare(match.group(0)), 60)}"]
    return "\n".join([f"---\n**{HEADING}**\n", listed(used), *dict.fromkeys(unknown)])


def listed(found: list[Found]) -> str:
    """A line for each figure: the figure, what it is, which report, how old that is."""
    told = (f"- {one.usd}: {code(one.usd.what)}, from {code(one.report)}, {plain(one.age)}" for one in found)
    lines = list(dict.fromkeys(told))
    left_out = [f"- and {len(lines) - MOST} more"] if len(lines) > MOST else []
    return "\n".join(lines[:MOST] + left_out) or "- none from the reports"


def _bare(money: str) -> str:
    """Without the punctuation of the sentence around it."""
    return money.strip().rstrip(".,'").strip()


def _amount(money: str) -> Amount | None:
    """The amount and the places behind its point; None where nobody can be sure which amount is meant."""
    matched = MONEY.fullmatch(money)
    number = _bare(next(group for group in matched.groups() if group)) if matched else ""
    if THOUSANDS.fullmatch(number) is None:
        return None
    try:
        value = Decimal(number.replace(",", ""))
    except InvalidOperation:
        return None
    return value, len(number.partition(".")[2])


def _same(amount: Amount, figure: Decimal) -> bool:
    """Whether both are the same: exactly, or rounded to no less than cents."""
    value, places = amount
    if places < 2:
        return value == figure
    return places <= 12 and value == figure.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
