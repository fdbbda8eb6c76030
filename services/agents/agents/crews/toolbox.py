"""The tools of the crews: each reads reports, and none can change anything."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from agents.crews.figures import Found, figures
from agents.crews.plain import plain
from agents.crews.reports import ReportProblem, Reports
from agents.crews.usd import Usd

# Characters of one result: what a model has to read in every step that follows.
MOST = 12_000


@dataclass(frozen=True)
class Tool:
    """A tool: what it is for, its parameters (all text) with what they mean, and how the result is found."""

    name: str
    description: str
    parameters: dict[str, str]
    answer: Callable[..., Any]


class Toolbox:
    """A crew's tools over the reports, for one answer: it keeps what they returned."""

    def __init__(self, reports: Reports, tools: list[Tool]):
        self.tools = {tool.name: tool for tool in tools}
        self._reports = reports
        self.found: list[Found] = []
        self.results: list[tuple[str, str]] = []

    def ask(self, name: str, arguments: dict[str, Any]) -> str:
        """A tool's result as JSON. Whatever is wrong with a report or a parameter is in it, as `problem`."""
        tool = self.tools[name]
        given = {key: str(arguments.get(key) or "")[:200] for key in tool.parameters}
        try:
            result = tool.answer(self._reports, **given)
        except ReportProblem as problem:
            result = {"problem": str(problem)}
        text = json.dumps(_plain(result), ensure_ascii=False)
        if len(text) > MOST:
            result, text = {}, '{"problem": "the result is too long: ask for less"}'
        if "report" in result:  # without one, what is in the result may be what was asked
            source = (result["report"], result["age"])
            self.found += [Found(usd, *source) for usd in figures(result)]
        self.results.append((shown(name, given), text))
        return text


def shown(name: str, arguments: dict[str, Any]) -> str:
    """A call of a tool, for people: `cost_lines(word=NAT gateway)`."""
    given = [f"{plain(str(key), 40)}={plain(str(value), 80)}" for key, value in arguments.items() if value]
    return f"{plain(name, 60)}({', '.join(given[:10])})"


def _plain(result: Any) -> Any:
    """The result as JSON's types, its texts bounded and without hidden characters."""
    if isinstance(result, dict):
        return {plain(str(key), 100): _plain(value) for key, value in result.items()}
    if isinstance(result, list):
        return [_plain(value) for value in result]
    if isinstance(result, Usd):
        return str(result)
    return plain(result) if isinstance(result, str) else result
