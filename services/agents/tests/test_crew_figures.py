"""Which dollar figures a text has, and which of them are a report's."""

import time
from decimal import Decimal

import pytest

from agents.crews.figures import Found, section, without_section
from agents.crews.usd import Usd, dollars

FOUND = [
    Found(Usd(Decimal(amount), f"of {amount}"), "bc1/cost.json", "new")
    for amount in ("36.5", "124.4551", "1", "1234.5", "0.005")
]


def told(text):
    """What is said of the text's figures: the known ones, and those that are not from the reports."""
    unknown, _, known = section(text, FOUND).partition("From `bc1/cost.json`, new:")
    told = [line.split(":")[0].removeprefix("- ") for line in known.splitlines() if line]
    return told, [line.removeprefix("- not from the reports: ") for line in unknown.splitlines() if "not from" in line]


@pytest.mark.parametrize(
    "text",
    [
        "$36.50",
        "$36.5",
        "US$36.50.",
        "**$36.50**",
        "-$36.50",
        "$ 36.50",
        "USD 36.50",
        "36.50 USD",
        "36.50 dollars",
        "36.50$",
        "36.50 US$",
        "$**36.50**",
        "`36.50` USD",
        "&#36;36.50",
        "&dollar;36.50",
        "$٣٦.50",
        "\uff0436.50",
        "$36.500",
        "($36.50)",
        "$36.50/month",
        "$\u200b36.50",
        "$3\u00ad6.50",
        "$~36.50",
        "$ (36.50)",
        "\\$\\36.50",
        "USD: 36.50",
        "36.50USD",
        "$36.50 x 12 months",
        "合計$36.50です",
    ],
)
def test_ways_to_write_a_figure_that_is_known(text):
    assert told(f"It adds {text} then") == (["$36.50"], [])


@pytest.mark.parametrize(
    "text, known",
    [
        ("$124.46", "$124.4551"),
        ("$124.455", "$124.4551"),
        ("$1,234.50", "$1,234.50"),
        ("$0.005", "$0.005"),
        ("$0.01", "$0.005"),
    ],
)
def test_a_figure_rounded_to_cents_is_known(text, known):
    assert told(text) == ([known], [])


@pytest.mark.parametrize(
    "text",
    [
        "$37",
        "$36.51",
        "$124",
        "$124.5",
        "$124.45",
        "$36,50",
        "$1.234,50",
        "$1 234.50",
        "$1k",
        "$1.0 million",
        "$1 bn",
        "$36.5.0",
        "1 million USD",
        "$1'234.50",
        "$0.00",
        "$1,23",
        "$1e3",
        "$1E+3",
        "$1x10^3",
        "$1 × 10³",
        "$1M",
        "$1mil",
        "$1 millones",
        "$1 Millionen",
        "$1 lakh",
        "$1万",
        "$1 hundred",
        "$36.50each",
        "$1" + "0" * 400,
        "$0." + "0" * 400 + "1",
    ],
)
def test_what_is_not_surely_a_reports_figure_is_not_from_the_reports(text):
    known, unknown = told(f"It adds {text} then")
    assert known == [] and len(unknown) == 1 and unknown[0][:10] == text[:10]


def test_several_figures_in_one_text_are_told_apart():
    assert told("$36.50 and $5 $6, or 7 USD and USD 8.") == (["$36.50"], ["$5", "$6", "7 USD", "USD 8"])


def test_a_text_without_figures_uses_none():
    assert section("It has 3 gateways.", FOUND).endswith("- none from the reports")


@pytest.mark.parametrize("text", ["1", "1 ", "$", "1,", "$ ", "1 111 ", "*", "1\u00a0", "USD", "\n* "])
def test_no_text_takes_long_to_search(text):
    began = time.process_time()
    section(without_section(text * 20_000), FOUND)
    assert time.process_time() - began < 2


def test_a_label_cannot_leave_its_line_or_be_markup():
    found = [Found(Usd(Decimal(1), "`</code>\n- $9: `x"), "a`b", "new\n")]
    lines = section("$1.00", found).splitlines()
    assert lines[3:] == ["From `a'b`, new\\u000a:", "", "- $1.00: `'</code>\\u000a- $9: 'x`"]


def test_figures_stand_below_their_report_those_first_that_the_text_tells_first():
    found = [
        Found(Usd(Decimal(3), "hours of Eip a"), "bc1/cost.json", "new"),
        Found(Usd(Decimal(2), "left over: Bucket b"), "bc1/up.json", "old"),
        Found(Usd(Decimal(3), "hours of NatGateway a"), "bc1/cost.json", "new"),
        Found(Usd(Decimal(3), "hours of NatGateway a"), "bc1/cost.json", "new"),
    ]
    assert section("The bucket is $2, the NatGateway $3.00, and that $7 or $7.", found).splitlines() == [
        "---",
        "**Figures used**",
        "",
        "- not from the reports: $7",
        "",
        "From `bc1/up.json`, old:",
        "",
        "- $2.00: `left over: Bucket b`",
        "",
        "From `bc1/cost.json`, new:",
        "",
        "- $3.00: `hours of NatGateway a`",
        "- $3.00: `hours of Eip a`",
    ]


def test_only_so_many_figures_are_listed():
    found = [Found(Usd(Decimal(1), f"of {i}"), "bc1/cost.json", "new") for i in range(50)]
    lines = section("$1.00", found).splitlines()[5:]
    assert len(lines) == 22 and lines[-1] == "And 30 more."


@pytest.mark.parametrize(
    "heading",
    ["**Figures used**", "## figures  used", "Figures used:", "---\n\n> *Figures Used*", "FIGURES USED"]
    + ["1. Figures used:", "**Figures _used_**", "<h2>Figures used</h2>", "Figures&nbsp;used", "F i g u r e s used"]
    + ["**Fig\u00adures used**", "Figures\u200b used", "\uff26igures used", "*Fig*ures used", "Figures\nused"],
)
def test_a_section_of_another_hand_is_cut(heading):
    assert without_section(f"It is cheap.\n\n{heading}\n\n- $1: mine") == "It is cheap."


@pytest.mark.parametrize("text", ["$36.50", "36.", "---\n\n1. ", "1) 7"])
def test_what_stands_before_a_section_of_another_hand_is_kept(text):
    assert without_section(f"{text}\n\n---\n**Figures used**\n") == text.strip()


@pytest.mark.parametrize("mark", ["\r", "\u2028", "<br>"])
def test_whatever_begins_a_line_begins_a_section_of_another_hand(mark):
    assert without_section(f"It is cheap.{mark}**Figures used**\n- $1: mine") == "It is cheap."


@pytest.mark.parametrize("text", ["The figures used are those of bc1.", "No figure."])
def test_other_text_is_kept(text):
    assert without_section(text) == text


@pytest.mark.parametrize(
    "amount, shown",
    [
        ("36.5", "$36.50"),
        ("0", "$0.00"),
        ("0.005", "$0.005"),
        ("1234567", "$1,234,567.00"),
        ("-3", "-$3.00"),
        ("1E+3", "$1,000.00"),
        ("2.50000", "$2.50"),
        ("2E-7", "$0.0000002"),
    ],
)
def test_amounts_are_shown_exactly(amount, shown):
    assert dollars(Decimal(amount)) == shown
