"""A chat request as arguments of Converse, and how its answer is to be read. Pure.

What would change the meaning of the answer and cannot be said in Converse (several choices) is refused; sampling hints
that Converse lacks (seed, penalties, user, ...) have no effect.
"""

import sys
from dataclasses import dataclass
from typing import Any

from agents.errors import bad_request
from agents.models.bedrock import formats, tools, turns
from agents.models.bedrock.answer import Reading
from agents.models.bedrock.features import Features, features
from agents.request import ChatRequest


@dataclass(frozen=True)
class Call:
    """One call of Converse."""

    arguments: dict[str, Any]
    reading: Reading
    can_stream: bool


def call(request: ChatRequest) -> Call:
    """The arguments are those of `converse` and `converse_stream`. Raises ApiError 400."""
    if request.option("n") not in (None, 1):
        raise bad_request("n: Bedrock models give one choice; expected 1", "n")
    taken = features(request.model)
    arguments: dict[str, Any] = {"modelId": request.model, "messages": turns.turns(request, taken)}
    if system := turns.system(request):
        arguments["system"] = system
    if inference := _inference(request):
        arguments["inferenceConfig"] = inference
    specs = tools.offered(request)
    as_json = formats.json_tool(request, taken, bool(specs))
    if config := _tool_config(request, taken, arguments["messages"], specs, as_json):
        arguments["toolConfig"] = config
    # Converse cannot be asked for one call at most: what is more is left out of the answer.
    most_calls = 1 if request.option("parallel_tool_calls") is False else sys.maxsize
    reading = Reading(most_calls=most_calls if specs else 0, as_json=as_json is not None)
    return Call(arguments, reading, can_stream=taken.streamed_tools or not config)


def _tool_config(
    request: ChatRequest,
    taken: Features,
    said: list[dict[str, Any]],
    specs: list[dict[str, Any]],
    as_json: dict[str, Any] | None,
) -> dict[str, Any]:
    choice = tools.choice(request, specs)
    if choice and not (taken.forced if "tool" in choice else taken.tools):
        raise bad_request("tool_choice: cannot be forced on this model; expected none or auto", "tool_choice")
    if not taken.tools:
        # It simply calls none: Open WebUI offers its own in every message, whatever the model.
        return {}
    if as_json:
        specs, choice = [as_json], {"tool": {"name": formats.NAME}}
    specs = specs + tools.stand_ins(said, specs)
    return ({"tools": specs} if specs else {}) | ({"toolChoice": choice} if choice else {})


def _inference(request: ChatRequest) -> dict[str, Any]:
    stop = request.option("stop")
    values = {
        "maxTokens": request.option("max_completion_tokens") or request.option("max_tokens"),
        "temperature": request.option("temperature"),
        "topP": request.option("top_p"),
        "stopSequences": [stop] if isinstance(stop, str) else stop,
    }
    return {name: value for name, value in values.items() if value is not None}
