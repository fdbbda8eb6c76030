"""A chat request as arguments of Converse. Pure.

What would change the meaning of the answer and is not translated (several choices) is refused; sampling hints that
Converse lacks (seed, penalties, user, ...) have no effect.
"""

from typing import Any

from agents.errors import bad_request
from agents.models.bedrock import tools, turns
from agents.request import ChatRequest


def converse_arguments(request: ChatRequest) -> dict[str, Any]:
    """Arguments of `converse` and `converse_stream`. Raises ApiError 400 for what cannot be said in them."""
    if request.option("n") not in (None, 1):
        raise bad_request("Bedrock models give one choice", "n")
    if request.option("response_format") not in (None, {"type": "text"}):
        raise bad_request("Bedrock models answer in plain text here", "response_format")
    arguments: dict[str, Any] = {"modelId": request.model, "messages": turns.turns(request)}
    if system := turns.system(request):
        arguments["system"] = system
    if inference := _inference(request):
        arguments["inferenceConfig"] = inference
    if config := _tool_config(request, arguments["messages"]):
        arguments["toolConfig"] = config
    return arguments


def _tool_config(request: ChatRequest, said: list[dict[str, Any]]) -> dict[str, Any]:
    specs = tools.offered(request)
    choice = tools.choice(request, specs)
    specs += tools.stand_ins(said, specs)
    config: dict[str, Any] = {"tools": specs} if specs else {}
    return config | {"toolChoice": choice} if choice else config


def _inference(request: ChatRequest) -> dict[str, Any]:
    stop = request.option("stop")
    values = {
        "maxTokens": request.option("max_completion_tokens") or request.option("max_tokens"),
        "temperature": request.option("temperature"),
        "topP": request.option("top_p"),
        "stopSequences": [stop] if isinstance(stop, str) else stop,
    }
    return {name: value for name, value in values.items() if value is not None}
