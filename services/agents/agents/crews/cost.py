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
    others = sorted({str(resource(line.urn)) for line in along})
    result: dict[str, Any] = {
        "resource": str(one),
        "alone": _added(cost, own, str(one)),
        "fixed_lines": [_line(line) for line in own + along if line.kind == "fixed"],
        "usage_lines_not_added": [_line(line) for line in own + along if line.kind == "usage"],
        "usage_note": "whether one more changes the use cannot be told from the report",
    }
    if not along:
        return result | {"what_goes_along": "cannot be told from the report"}
    both = " and ".join([str(one), *others])
    return result | {
        "what_goes_along": others,
        "why": "the report has it under the same name and the same parent",
        "with_what_goes_along": _added(cost, own + along, both),
    }


def _goes_along(other: Resource, one: Resource) -> bool:
    """Made together: components give both the same name under one parent. Which one is for the other is not told."""
    return other.type != one.type and (other.parents, other.name) == (one.parents, one.name)


def _added(cost: Cost, own: list[Line], what: str) -> dict[str, Any]:
    more = sum((line.exact for line in own if line.kind == "fixed"), Decimal(0))
    total = cost.upper + more
    result: dict[str, Any] = {
        "adds_fixed": Usd(more, f"one more {what}, fixed"),
        "total_then": Usd(total, f"total with one more {what}, with no more usage"),
    }
    if {line.urn for line in own} & {entry.urn for entry in cost.unpriced}:
        result["problem"] = "a part of it has no price: it costs more than this"
    return result | _room(cost, total, f" with one more {what}")


def _room(cost: Cost, total: Decimal, when: str) -> dict[str, Any]:
    if cost.cap is None:
        return {"cap": "none"}
    cap, room = Usd(cost.cap, "cap"), cost.cap - total
    if room < 0:
        return {"cap": cap, "over_the_cap_by": Usd(-room, "over the cap" + when)}
    if cost.unpriced or cost.verdict == "inconclusive":
        return {"cap": cap, "room_under_the_cap": "cannot be told: something has no price"}
    return {"cap": cap, "room_under_the_cap": Usd(room, "room under the cap" + when)}


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
        "source": line.source[:120],
        "as_of": line.asOf,
    }


def _matches(line: Line, asked: str) -> bool:
    return matches(asked, line.item, resource(line.urn).words)
