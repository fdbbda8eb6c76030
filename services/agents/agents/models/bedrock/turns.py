"""A conversation in OpenAI's messages as Converse's turns. Pure.

Converse wants the user first, then user and assistant in turns; after an assistant turn with calls, a user turn with
exactly their results; no blank text anywhere.
"""

import hashlib
import json
import re
from typing import Any

from agents.errors import bad_request
from agents.models.bedrock.features import Features
from agents.models.bedrock.images import MOST_IN_A_MESSAGE, image
from agents.models.bedrock.tools import NAME
from agents.request import ChatRequest, Message

CALL_ID = re.compile(r"[a-zA-Z0-9_.:-]{1,64}")
# Converse refuses an empty result, which is an answer all the same.
NO_OUTPUT = {"text": "(no output)"}


def turns(request: ChatRequest, features: Features) -> list[dict[str, Any]]:
    """The turns without the system's. Raises ApiError 400."""
    found: list[dict[str, Any]] = []
    blocks: list[dict[str, Any]] = []
    for number, message in enumerate(request.messages):
        if message.role in ("system", "developer"):
            continue
        role = "assistant" if message.role == "assistant" else "user"
        blocks = _blocks(message, f"messages.{number}", features)
        if blocks and found and found[-1]["role"] == role:
            found[-1]["content"] += blocks
        elif blocks:
            found.append({"role": role, "content": blocks})
    if not found or not blocks and role == "user":
        raise bad_request("messages: there is no user message, or the last one is blank", "messages")
    if found[0]["role"] != "user":
        raise bad_request("messages: begin with the assistant; expected a user message first", "messages")
    last = found[-1]["content"][-1]
    if found[-1]["role"] == "assistant" and "text" in last:
        last["text"] = last["text"].rstrip()  # an answer to be continued: space at its end is refused
    _pair(found)
    return found if features.tools else [_as_text(turn) for turn in found]


def system(request: ChatRequest) -> list[dict[str, Any]]:
    """The system's texts, wherever they stand. Raises ApiError 400."""
    said = [(n, m) for n, m in enumerate(request.messages) if m.role in ("system", "developer")]
    return [block for number, message in said for block in _texts(message, f"messages.{number}")]


def _blocks(message: Message, where: str, features: Features) -> list[dict[str, Any]]:
    extra = message.model_extra or {}
    if message.role == "function" or extra.get("function_call"):
        raise bad_request(
            f"{where}: has a function's call or result; expected tool_calls and role tool", "messages"
        )
    if message.role == "tool":
        return [_result(message, where)]
    if message.role == "user":
        return _content(message, where, features)
    calls = extra.get("tool_calls") or []
    if not isinstance(calls, list):
        raise bad_request(f"{where}.tool_calls: is no list", "messages")
    uses = [_use(call, f"{where}.tool_calls.{number}") for number, call in enumerate(calls)]
    return _texts(message, where) + uses


def _content(message: Message, where: str, features: Features) -> list[dict[str, Any]]:
    """What a user says: texts and images."""
    if not isinstance(message.content, list) or all(part.get("type") == "text" for part in message.content):
        return _texts(message, where)
    blocks = []
    for number, part in enumerate(message.content):
        at = f"{where}.content.{number}"
        if part.get("type") != "image_url":
            blocks += _texts(message.model_copy(update={"content": [part]}), at)
        elif features.images:
            blocks.append(image(part, at))
        else:
            raise bad_request(f"{at}: is an image, and this model takes none; expected text", "messages")
    if sum("image" in block for block in blocks) > MOST_IN_A_MESSAGE:
        raise bad_request(f"{where}: has too many images; expected {MOST_IN_A_MESSAGE} at most", "messages")
    return blocks


def _texts(message: Message, where: str) -> list[dict[str, Any]]:
    """One block, or none for blank text."""
    if isinstance(message.content, list) and any(part.get("type") != "text" for part in message.content):
        raise bad_request(f"{where}: has a part that this model cannot read here; expected text", "messages")
    text = message.text()
    return [{"text": text}] if text.strip() else []


def _use(call: Any, where: str) -> dict[str, Any]:
    match call:
        case {"id": str(call_id), "function": {"name": str(name)} as function} if NAME.fullmatch(name):
            given = _input(function.get("arguments"))
            return {"toolUse": {"toolUseId": _call_id(call_id), "name": name, "input": given}}
    raise bad_request(f"{where}: is no call; expected id, function.name and function.arguments", "messages")


def _input(arguments: Any) -> dict[str, Any]:
    """A model can have written anything; Converse takes an object, so what is none is shown to the model in one."""
    if not arguments or isinstance(arguments, str) and not arguments.strip():
        return {}
    try:
        value = json.loads(arguments, parse_constant=_no_number) if isinstance(arguments, str) else arguments
    except (ValueError, RecursionError):
        value = arguments
    return value if isinstance(value, dict) else {"arguments": value}


def _no_number(name: str) -> None:
    raise ValueError(f"{name} is Python's, not JSON's")


def _result(message: Message, where: str) -> dict[str, Any]:
    call_id = (message.model_extra or {}).get("tool_call_id")
    if not isinstance(call_id, str):
        raise bad_request(f"{where}.tool_call_id: is missing; expected the id of a call", "messages")
    content = _texts(message, where) or [NO_OUTPUT]
    return {"toolResult": {"toolUseId": _call_id(call_id), "content": content}}


def _call_id(call_id: str) -> str:
    """The id itself, or for one that Converse does not take, another that is always the same."""
    return (
        call_id if CALL_ID.fullmatch(call_id) else f"call_{hashlib.sha256(call_id.encode()).hexdigest()[:24]}"
    )


def _pair(found: list[dict[str, Any]]) -> None:
    """Refuses calls without results and results without calls; puts results before what else a turn says."""
    nothing: dict[str, Any] = {"content": []}
    for before, turn in zip([nothing, *found], [*found, nothing]):
        called, answered = _ids(before, "toolUse"), _ids(turn, "toolResult")
        if sorted(called) != sorted(answered) or len(set(called)) < len(called):
            wanted = "each call of an assistant message answered by one tool message right after it"
            raise bad_request(f"messages: calls and results do not match; expected {wanted}", "messages")
        turn["content"].sort(key=lambda block: "toolResult" not in block)


def _ids(turn: dict[str, Any], kind: str) -> list[str]:
    return [block[kind]["toolUseId"] for block in turn["content"] if kind in block]


def _as_text(turn: dict[str, Any]) -> dict[str, Any]:
    """For models without tools, which can go on with a conversation in which another model has called some."""
    blocks = []
    for block in turn["content"]:
        match block:
            case {"toolUse": {"name": name, "input": given}}:
                block = {"text": f"[call of {name}: {json.dumps(given)}]"}
            case {"toolResult": {"content": [{"text": text}]}}:
                block = {"text": f"[result: {text}]"}
        blocks.append(block)
    return {"role": turn["role"], "content": blocks}
