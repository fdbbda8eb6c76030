"""OpenAI's chat shapes in terms of Bedrock's Converse API, and back. Pure.

Text only. What would change the meaning of the answer and is not translated (tools, images, several choices,
response formats) is refused; sampling hints that Converse lacks (seed, penalties, user, ...) have no effect.
"""

from typing import Any

from agents.answers import usage
from agents.errors import bad_request
from agents.request import ChatRequest

FINISH_REASONS = {
    "max_tokens": "length",
    "model_context_window_exceeded": "length",
    "guardrail_intervened": "content_filter",
    "content_filtered": "content_filter",
}


def converse_arguments(request: ChatRequest) -> dict[str, Any]:
    """Arguments of `converse` and `converse_stream`. Raises ApiError 400 for what cannot be said in them."""
    _refuse_untranslated(request)
    arguments: dict[str, Any] = {"modelId": request.model, "messages": _turns(request)}
    if system := [{"text": m.text()} for m in request.messages if m.role in ("system", "developer")]:
        arguments["system"] = system
    if inference := _inference(request):
        arguments["inferenceConfig"] = inference
    return arguments


def answer_text(response: dict[str, Any]) -> str:
    """The text blocks of a Converse answer; reasoning blocks are left out."""
    return "".join(block.get("text", "") for block in response["output"]["message"]["content"])


def finish_reason(stop_reason: str) -> str:
    """OpenAI's word for a Converse stop reason; `stop` for all ordinary ends."""
    return FINISH_REASONS.get(stop_reason, "stop")


def token_usage(counts: dict[str, int]) -> dict[str, int]:
    return usage(counts["inputTokens"], counts["outputTokens"])


def _refuse_untranslated(request: ChatRequest) -> None:
    for name in ("tools", "functions"):
        if request.option(name):
            raise bad_request(f"{name} cannot be used with Bedrock models here", name)
    if request.option("n") not in (None, 1):
        raise bad_request("Bedrock models give one choice", "n")
    if request.option("response_format") not in (None, {"type": "text"}):
        raise bad_request("Bedrock models answer in plain text here", "response_format")
    if any(message.role in ("tool", "function") for message in request.messages):
        raise bad_request("tool results cannot be used with Bedrock models here", "messages")


def _turns(request: ChatRequest) -> list[dict[str, Any]]:
    """Converse wants user and assistant to alternate, so neighbours of one role are joined."""
    turns: list[dict[str, Any]] = []
    for message in request.messages:
        if message.role not in ("user", "assistant"):
            continue
        block = {"text": message.text()}
        if turns and turns[-1]["role"] == message.role:
            turns[-1]["content"].append(block)
        else:
            turns.append({"role": message.role, "content": [block]})
    if not turns:
        raise bad_request("there is no user message", "messages")
    return turns


def _inference(request: ChatRequest) -> dict[str, Any]:
    stop = request.option("stop")
    values = {
        "maxTokens": request.option("max_completion_tokens") or request.option("max_tokens"),
        "temperature": request.option("temperature"),
        "topP": request.option("top_p"),
        "stopSequences": [stop] if isinstance(stop, str) else stop,
    }
    return {name: value for name, value in values.items() if value is not None}
