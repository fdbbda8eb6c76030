"""Dollar figures: which of them a text has, and which of those came from the reports."""

import html
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from typing import Any

from agents.crews.plain import code, plain
from agents.crews.usd import Usd

Amount = tuple[Decimal, int]

# Bounded, as a search for numbers of any length takes minutes in a text of digits.
NUMBER = r"\d(?:[\d.,\u00a0\u202f']|\s(?=\d{3}\b)){0,40}"
# What makes another amount of a number: thousands and more, an exponent, letters that stick to it.
MANY = (
    r"(?:\s?(?:k|m|mn|mio|mil|mille|milliard[a-z]*|b|bn|t|tn|mrd|tsd|hundred|thousand|tausend|dozen|lakh|crore"
    r"|(?:m|b|tr)ill?i?[oó]n[a-z]*)\b|\s?[百千万萬億亿兆만억]"
    r"|\s?[x×]\s?10(?:\^|\*\*|[²³⁴-⁹])\d*|(?!USD?\b)[a-z][a-z0-9+-]{0,20})?"
)
# The sign in all its forms, also as HTML, and with Markdown or `about` between it and the number.
SIGN = r"(?:[$\uff04\ufe69]|&dollar;|&#36;|&#x24;)[\s*_`~≈(\\]{0,4}-?"
MONEY = re.compile(
    rf"{SIGN}({NUMBER}{MANY})|\bUSD[\s*_`~≈(:=]{{0,4}}-?({NUMBER}{MANY})"
    rf"|({NUMBER}{MANY})[\s*_`]{{0,4}}(?:USD\b|US dollars?\b|dollars?\b|(?:US)?\$(?!\s?\d))",
    re.IGNORECASE,
)
THOUSANDS = re.compile(r"\d{1,3}(,\d{3})+(\.\d+)?|\d+(\.\d+)?")
HEADING = "Figures used"
# Where a line of the answer can begin, and how far its first words are looked for.
LINE = re.compile(r"^|[\r\u0085\u2028\u2029]|<(?:br|p|div|li|h\d)\b", re.IGNORECASE | re.MULTILINE)
FAR = 80
MOST = 20


@dataclass(frozen=True)
class Found:
    """A figure that a tool returned in this answer, and the report that it is from."""

    usd: Usd
    report: str
    age: str


def without_section(text: str) -> str:
    """The text up to a section of figures: such a section is written here, and by nobody else."""
    heading = _read(HEADING)
    for line in LINE.finditer(text):
        if _read(text[line.start() : line.start() + FAR]).startswith(heading):
            return text[: line.start()].rstrip().removesuffix("---").rstrip()
    return text


def _read(text: str) -> str:
    """A line as it is read: its small letters and digits, without what marks it up or is not seen between them."""
    seen = re.sub(r"<[^<>]{0,40}>", "", unicodedata.normalize("NFKC", html.unescape(text)))
    words = re.sub(r"^[^\w\n]*(?:\d{1,3}[.)][ \t]+(?=\S))?(?!\n)", "", seen)
    return "".join(filter(str.isalnum, words.casefold()))


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
    """What stands below an answer: its figures that are not from the reports, then those that are."""
    used: list[Found] = []
    unknown: list[str] = []
    told = _words(text)
    for match in MONEY.finditer(_seen(text)):
        amount = _amount(match.group(0))
        same = [one for one in found if amount and _same(amount, one.usd.amount)]
        used += sorted(same, key=lambda one: -_named(one, told))
        unknown += [] if same else [f"- not from the reports: {plain(_bare(match.group(0)), 60)}"]
    # The reports' are below a line of their own: in one list the two would look alike.
    between = [""] if used and unknown else []
    return "\n".join([f"---\n**{HEADING}**\n", *dict.fromkeys(unknown), *between, listed(used)])


def listed(found: list[Found]) -> str:
    """The figures under the report that they are from and its age, each with what it is. The first is told first."""
    told = list(dict.fromkeys((one.report, one.age, f"- {one.usd}: {code(one.usd.what)}") for one in found))
    groups: dict[tuple[str, str], list[str]] = {}
    for report, age, line in told[:MOST]:
        groups.setdefault((report, age), []).append(line)
    parts = [
        "\n".join([f"From {code(report)}, {plain(age)}:\n", *lines]) for (report, age), lines in groups.items()
    ]
    left_out = [f"And {len(told) - MOST} more."] if len(told) > MOST else []
    return "\n\n".join(parts + left_out) or "- none from the reports"


def _named(one: Found, told: set[str]) -> float:
    """How much of what a figure is the text names: of two with the same amount it is the one that is meant."""
    what = _words(one.usd.what)
    return len(what & told) / max(1, len(what))


def _words(text: str) -> set[str]:
    return set(re.findall(r"\w+", text.casefold()))


def _seen(text: str) -> str:
    """Without characters that nobody sees: between a sign and its number they would hide a figure from us alone."""
    return "".join(c for c in text if unicodedata.category(c) != "Cf")


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
