"""Which tools each crew has. All of them read, and none can change anything."""

from collections.abc import Callable
from typing import Any

from agents.crews import cost, operations
from agents.crews.reports import Reports
from agents.crews.toolbox import Tool

ENVIRONMENT = {"environment": "name of the environment; empty for the only one"}
MOST = 50


def _environments(reports: Reports) -> dict[str, Any]:
    found = reports.environments()
    return {"environments": dict(list(found.items())[:MOST]), "left_out": max(0, len(found) - MOST)}


def _of(kind: str, answer: Callable[..., Any]) -> Callable[..., Any]:
    """A tool's answer from one report of an environment, with which report that was and its age."""

    def read(reports: Reports, environment: str, **parameters: str) -> dict[str, Any]:
        report = reports.read(environment, kind)
        return report.header | answer(report.document, **parameters)

    return read


def _of_now(kind: str, answer: Callable[..., Any]) -> Callable[..., Any]:
    """The same, where the answer hangs on the time."""

    def read(reports: Reports, environment: str, **parameters: str) -> dict[str, Any]:
        report = reports.read(environment, kind)
        return report.header | answer(report.document, reports.now(), **parameters)

    return read


ENVIRONMENTS = Tool(
    "environments", "The environments that have reports, and which kinds of report.", {}, _environments
)

FINOPS = [
    ENVIRONMENTS,
    Tool(
        "cost_summary",
        "An environment's cost in a period: fixed, usage, total, cap, room under the cap, verdict.",
        ENVIRONMENT,
        _of("cost", cost.summary),
    ),
    Tool(
        "cost_lines",
        "The cost lines that match words such as 'NAT gateway', 'secret' or 'fargate', with exact figures.",
        ENVIRONMENT | {"word": "words that are in the line's item or resource"},
        _of("cost", cost.lines),
    ),
    Tool(
        "cost_of_one_more",
        "What one more of a resource adds, e.g. a second NAT gateway, and the total and the cap with it.",
        ENVIRONMENT | {"item": "words that are in the resource's type or name"},
        _of("cost", cost.one_more),
    ),
    Tool("top_costs", "The dearest cost lines.", ENVIRONMENT, _of("cost", cost.top)),
    Tool(
        "usage_assumptions",
        "The usage that was counted, and what the estimate takes for granted.",
        ENVIRONMENT,
        _of("cost", cost.assumptions),
    ),
]

CLOUDOPS = [
    ENVIRONMENTS,
    Tool(
        "last_run",
        "How the last published run of an environment ended, what it changed, what it left behind.",
        ENVIRONMENT,
        _of("up", operations.state),
    ),
    Tool(
        "gates",
        "The gates and triggers of an environment, in short.",
        ENVIRONMENT,
        _of("triggers", operations.gates),
    ),
    Tool(
        "evidence",
        "Each trigger's evidence: measured value, threshold, and whether it is fresh, stale or missing.",
        ENVIRONMENT,
        _of_now("triggers", operations.evidence),
    ),
    Tool(
        "what_would_open",
        "What would open the gate of a feature, its override, and what it adds to the cap.",
        ENVIRONMENT | {"feature": "the feature, such as k3s"},
        _of_now("triggers", operations.opens),
    ),
]
