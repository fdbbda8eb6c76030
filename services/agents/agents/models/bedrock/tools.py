"""The tools that a request offers, in terms of Converse's `toolConfig`. Pure."""

import re
from typing import Any

from agents.errors import bad_request
from agents.request import ChatRequest

NAME = re.compile(r"[a-zA-Z0-9_-]{1,64}")


def offered(request: ChatRequest) -> list[dict[str, Any]]:
    """Every tool that may be called. Raises ApiError 400."""
    for name in ("functions", "function_call"):
        if request.option(name):
            raise bad_request(f"{name}: is not known here; expected tools and tool_choice", name)
    tools = request.option("tools")
    if not tools or request.option("tool_choice") == "none":
        return []
    if not isinstance(tools, list):
        raise bad_request("tools: is no list", "tools")
    specs = [_spec(tool, f"tools.{number}.function") for number, tool in enumerate(tools)]
    names = [spec["toolSpec"]["name"] for spec in specs]
    for name in names:
        if names.count(name) > 1:
            raise bad_request(f"tools: have {name} twice; expected each name once", "tools")
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
    """Converse wants tools wherever the turns hold calls: a bare one for each that is not offered (any more)."""
    known = {spec["toolSpec"]["name"] for spec in specs}
    called = [block["toolUse"]["name"] for turn in turns for block in turn["content"] if "toolUse" in block]
    return [tool(name, {}) for name in dict.fromkeys(called) if name not in known]


def tool(name: str, schema: dict[str, Any], description: str = "") -> dict[str, Any]:
    """Converse takes schemas of objects only; OpenAI's functions without arguments have none."""
    spec: dict[str, Any] = {
        "name": name,
        "inputSchema": {"json": {"type": "object", "properties": {}} | schema},
    }
    return {"toolSpec": spec | {"description": description} if description.strip() else spec}


def _spec(offer: Any, where: str) -> dict[str, Any]:
    match offer:
        # `strict` has no effect: most models refuse it in Converse, and arguments are the caller's to check anyway.
        case {"type": "function", "function": {"name": str(name)} as function}:
            description = function.get("description") or ""
            schema = function.get("parameters") or {}
        case _:
            raise bad_request(
                f"{where}: is missing; expected type function, and a function with a name", "tools"
            )
    if not NAME.fullmatch(name):
        raise bad_request(f"{where}.name: is no name; expected 1 to 64 letters, digits, _ and -", "tools")
    if not isinstance(description, str):
        raise bad_request(f"{where}.description: is no text", "tools")
    if not isinstance(schema, dict) or schema.get("type", "object") != "object":
        raise bad_request(f"{where}.parameters: is no schema of an object; expected type object", "tools")
    return tool(name, schema, description)
