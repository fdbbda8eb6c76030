"""What a cost report says, as results of tools. Sums are exact; nothing is estimated that the report does not hold."""

from decimal import Decimal
from typing import Any

from agents.crews.documents import Cost, Line
from agents.crews.urns import Resource, matches, resource
from agents.crews.usd import Usd

MOST = 12


def summary(cost: Cost) -> dict[str, Any]:
    """Totals, cap, verdict, and what the total leaves out."""
    result = {
        "period_hours": str(cost.period.hours),
        "fixed": Usd(cost.exact("fixed"), "fixed costs"),
        "usage": Usd(cost.exact("usage"), "usage"),
        "upper": Usd(cost.upper, "total, fixed and usage"),
        "verdict": cost.verdict,
        "without_price": [f"{resource(entry.urn)}: {entry.reason}" for entry in cost.unpriced[:MOST]],
        "without_price_count": len(cost.unpriced),
    }
    return result | _room(cost, cost.upper, "")


def lines(cost: Cost, word: str) -> dict[str, Any]:
    """The lines that match the words; the dearest first."""
    found = sorted((line for line in cost.lines if _matches(line, word)), key=lambda line: -line.exact)
    result: dict[str, Any] = {"matching_lines": len(found)}
    if not found:
        return result | {"problem": "no line matches", "items": sorted({line.item for line in cost.lines})}
    total = sum((line.exact for line in found), Decimal(0))
    result["sum"] = Usd(total, f"sum of the lines that match {word}")
    return result | {"lines": [_line(line) for line in found[:MOST]], "left_out": max(0, len(found) - MOST)}


def top(cost: Cost) -> dict[str, Any]:
    """The dearest lines."""
    found = sorted(cost.lines, key=lambda line: -line.exact)
    return {"lines": [_line(line) for line in found[:MOST]], "left_out": max(0, len(found) - MOST)}


def assumptions(cost: Cost) -> dict[str, Any]:
    """What was taken for granted, and the usage that was counted."""
    usage = [_line(line) for line in cost.lines if line.kind == "usage"]
    return {
        "assumptions": cost.assumptions[:MOST],
        "usage_counted": usage[:MOST],
        "left_out": max(0, len(cost.assumptions) - MOST) + max(0, len(usage) - MOST),
    }


def one_more(cost: Cost, item: str) -> dict[str, Any]:
    """What one more of each matching resource adds, of the same size, as far as the report tells."""
    found = {resource(line.urn) for line in cost.lines if _matches(line, item)}
    if not found:
        problem = "no line matches, so what one more costs cannot be told"
        return {"problem": problem, "items": sorted({line.item for line in cost.lines})}
    if len(found) > 3:
        names = sorted(str(one) for one in found)
        return {"problem": "several resources match: name one of them", "resources": names[:MOST]}
    return {"one_more_like": [_one_more(cost, one) for one in sorted(found, key=str)]}


def _one_more(cost: Cost, one: Resource) -> dict[str, Any]:
    own = [line for line in cost.lines if resource(line.urn) == one]
    along = [line for line in cost.lines if _goes_along(resource(line.urn), one)]
    fixed = [line for line in own + along if line.kind == "fixed"]
    usage = [line for line in own + along if line.kind == "usage"]
    more = sum((line.exact for line in fixed), Decimal(0))
    told = "same name under the same parent" if along else "cannot be told from the report"
    result: dict[str, Any] = {
        "resource": str(one),
        "adds_fixed": Usd(more, f"one more {one}, fixed"),
        "made_of": [_line(line) for line in fixed],
        "goes_along": sorted({str(resource(line.urn)) for line in along}),
        "why_it_goes_along": told,
        "usage_not_added": [_line(line) for line in usage],
    }
    if usage:
        result["usage_note"] = (
            "paid by use; whether one more of it changes the use cannot be told from the report"
        )
    total = cost.upper + more
    result["total_with_it"] = Usd(total, f"total with one more {one}, without more usage")
    return result | _room(cost, total, f" with one more {one}")


def _goes_along(other: Resource, one: Resource) -> bool:
    """A part that is made for it: components give both the same name under one parent."""
    return other.type != one.type and (other.parents, other.name) == (one.parents, one.name)


def _room(cost: Cost, total: Decimal, when: str) -> dict[str, Any]:
    if cost.cap is None:
        return {"cap": "none"}
    room = cost.cap - total
    name = "room under the cap" if room >= 0 else "over the cap"
    return {"cap": Usd(cost.cap, "cap"), name.replace(" ", "_"): Usd(abs(room), name + when)}


def _line(line: Line) -> dict[str, Any]:
    one = resource(line.urn)
    return {
        "resource": str(one),
        "item": line.item,
        "usd": Usd(line.exact, f"{line.item} of {one}"),
        "quantity": f"{line.quantity:f}",
        "unit": line.unit,
        "unit_price": Usd(line.unitPrice, f"price of one {line.unit}, {line.item}"),
        "kind": line.kind,
        "source": line.source[:200],
        "as_of": line.asOf,
    }


def _matches(line: Line, asked: str) -> bool:
    return matches(asked, line.item, resource(line.urn).words)
