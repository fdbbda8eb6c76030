"""The tools that a request offers, in terms of Converse's `toolConfig`. Pure."""

import re
from typing import Any

from agents.errors import bad_request
from agents.request import ChatRequest

NAME = re.compile(r"[a-zA-Z0-9_-]{1,64}")


def offered(request: ChatRequest) -> list[dict[str, Any]]:
    """The `toolSpec` of every tool that may be called. Raises ApiError 400."""
    tools = request.option("tools")
    if request.option("functions") or request.option("function_call"):
        raise bad_request("functions: are not known here; send them as tools", "functions")
    if not tools or request.option("tool_choice") == "none":
        return []
    if not isinstance(tools, list):
        raise bad_request("tools: is no list", "tools")
    specs = [_spec(tool, f"tools.{number}") for number, tool in enumerate(tools)]
    names = [spec["toolSpec"]["name"] for spec in specs]
    for name in names:
        if names.count(name) > 1:
            raise bad_request(f"tools: names {name} twice; expected each name once", "tools")
    return specs


def choice(request: ChatRequest, specs: list[dict[str, Any]]) -> dict[str, Any] | None:
    """Converse's `toolChoice`; None leaves it to the model. Raises ApiError 400."""
    match request.option("tool_choice"):
        case None | "none" | "auto":
            return None
        case "required" if specs:
            return {"any": {}}
        case {"type": "function", "function": {"name": str(name)}}:
            if name in [spec["toolSpec"]["name"] for spec in specs]:
                return {"tool": {"name": name}}
    expected = "none, auto, required or a function that is among tools"
    raise bad_request(f"tool_choice: cannot be followed; expected {expected}", "tool_choice")


def stand_ins(turns: list[dict[str, Any]], specs: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Converse wants tools wherever the turns hold calls: a bare one for each that is not offered any more."""
    known = {spec["toolSpec"]["name"] for spec in specs}
    called = [block["toolUse"]["name"] for turn in turns for block in turn["content"] if "toolUse" in block]
    missing = [name for name in dict.fromkeys(called) if name not in known]
    return [{"toolSpec": {"name": name, "inputSchema": {"json": {"type": "object"}}}} for name in missing]


def _spec(tool: Any, where: str) -> dict[str, Any]:
    function = tool.get("function") if isinstance(tool, dict) and tool.get("type") == "function" else None
    if not isinstance(function, dict):
        raise bad_request(f"{where}: is no function; expected type function and its function", "tools")
    name, description = function.get("name"), function.get("description")
    if not isinstance(name, str) or not NAME.fullmatch(name):
        raise bad_request(
            f"{where}.function.name: is no name; expected 1 to 64 letters, digits, _ and -", "tools"
        )
    if not isinstance(description, str | None):
        raise bad_request(f"{where}.function.description: is no text", "tools")
    # `strict` has no effect: most models refuse it in Converse, and arguments are the caller's to check anyway.
    spec = {"name": name, "inputSchema": {"json": _schema(function.get("parameters"), where)}}
    if description and description.strip():
        spec["description"] = description
    return {"toolSpec": spec}


def _schema(parameters: Any, where: str) -> dict[str, Any]:
    """Converse takes schemas of type object only; OpenAI's functions without arguments have none at all."""
    if parameters is None:
        parameters = {}
    if not isinstance(parameters, dict) or parameters.get("type", "object") != "object":
        raise bad_request(
            f"{where}.function.parameters: is no schema of an object; expected type object", "tools"
        )
    return {"type": "object", "properties": {}} | parameters
