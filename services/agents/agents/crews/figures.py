"""Dollar figures: which of them a text has, and which of those came from the reports."""

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

from agents.crews.plain import code, plain
from agents.crews.usd import Usd

NUMBER = r"\d(?:[\d.,\u00a0\u202f']|\s(?=\d{3}\b))*"
MANY = r"(?:\s?(?:k|m|mn|bn|thousand|million|billion)\b)?"
MONEY = re.compile(
    rf"[$\uff04\ufe69]\s?-?({NUMBER}{MANY})|\bUSD\s?-?({NUMBER}{MANY})"
    rf"|({NUMBER}{MANY})\s?(?:USD\b|US dollars?\b|dollars?\b|\$(?!\s?\d))",
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


def section(text: str, found: list[Found]) -> str:
    """What stands below an answer: its figures that are from the reports, then those that are not."""
    written = [match.group(0) for match in MONEY.finditer(text)]
    used = {id(one): one for money in written for one in found if _same(money, one.usd.amount)}
    unknown = [money for money in written if not any(_same(money, one.usd.amount) for one in found)]
    parts = [f"---\n**{HEADING}**\n", listed(list(used.values()))]
    parts += [f"- not from the reports: {plain(money.strip(), 60)}" for money in dict.fromkeys(unknown)]
    return "\n".join(parts)


def listed(found: list[Found]) -> str:
    """A line for each figure: the figure, what it is, which report, how old that is."""
    lines = [
        f"- {one.usd}: {code(one.usd.what)}, from {code(one.report)}, {plain(one.age)}" for one in found
    ]
    lines = list(dict.fromkeys(lines))
    left_out = [f"- and {len(lines) - MOST} more"] if len(lines) > MOST else []
    return "\n".join(lines[:MOST] + left_out) or "- none from the reports"


def _same(money: str, amount: Decimal) -> bool:
    """Whether the text is this amount: exactly, or rounded to no less than cents."""
    number = next(group for group in MONEY.fullmatch(money).groups() if group).strip().rstrip(".,'")
    if THOUSANDS.fullmatch(number) is None:
        return False  # another way to write numbers, or thousands: nobody can be sure which amount it is
    try:
        value = Decimal(number.replace(",", ""))
        places = -value.as_tuple().exponent
        rounded = amount.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP) if places >= 2 else amount
    except InvalidOperation:
        return False
    return value in (rounded, -rounded)
