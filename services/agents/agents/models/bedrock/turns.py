"""A conversation in OpenAI's messages as Converse's turns. Pure.

Converse wants the user first, then user and assistant in turns; after an assistant turn with calls, a user turn with
exactly their results; no blank text anywhere.
"""

import hashlib
import json
import re
from typing import Any

from agents.errors import bad_request
from agents.models.bedrock.tools import NAME
from agents.request import ChatRequest, Message

CALL_ID = re.compile(r"[a-zA-Z0-9_.:-]{1,64}")
# Converse refuses an empty result, which is an answer all the same.
NO_OUTPUT = {"text": "(no output)"}


def turns(request: ChatRequest) -> list[dict[str, Any]]:
    """The turns without the system's. Raises ApiError 400."""
    found: list[dict[str, Any]] = []
    for number, message in enumerate(request.messages):
        if message.role in ("system", "developer"):
            continue
        role = "assistant" if message.role == "assistant" else "user"
        blocks = _blocks(message, f"messages.{number}")
        if not blocks:
            continue
        if found and found[-1]["role"] == role:
            found[-1]["content"] += blocks
        else:
            found.append({"role": role, "content": blocks})
    _check(request.messages, found)
    return found


def system(request: ChatRequest) -> list[dict[str, Any]]:
    """The system's texts, wherever they stand."""
    texts = (message.text() for message in request.messages if message.role in ("system", "developer"))
    return [{"text": text} for text in texts if text.strip()]


def _blocks(message: Message, where: str) -> list[dict[str, Any]]:
    match message.role:
        case "tool":
            return [_result(message, where)]
        case "function":
            raise bad_request(f"{where}: has the role function; expected tool", "messages")
    extra = message.model_extra or {}
    if extra.get("function_call"):
        raise bad_request(f"{where}: has a function_call; expected tool_calls", "messages")
    calls = extra.get("tool_calls") or []
    if calls and message.role != "assistant" or not isinstance(calls, list):
        raise bad_request(f"{where}: has tool_calls that are not an assistant's list", "messages")
    uses = [_use(call, f"{where}.tool_calls.{number}") for number, call in enumerate(calls)]
    return _content(message) + uses


def _content(message: Message) -> list[dict[str, Any]]:
    text = message.text()
    return [{"text": text}] if text.strip() else []


def _use(call: Any, where: str) -> dict[str, Any]:
    match call:
        case {"id": str(call_id), "function": {"name": str(name)} as function} if NAME.fullmatch(name):
            return {
                "toolUse": {
                    "toolUseId": _call_id(call_id),
                    "name": name,
                    "input": _input(function.get("arguments")),
                }
            }
    raise bad_request(f"{where}: is no call; expected id, function.name and function.arguments", "messages")


def _input(arguments: Any) -> dict[str, Any]:
    """A model can have written anything; Converse takes an object, so what is none is shown to the model in one."""
    try:
        value = json.loads(arguments) if isinstance(arguments, str) and arguments.strip() else arguments or {}
    except ValueError:
        value = arguments
    return value if isinstance(value, dict) else {"arguments": value}


def _result(message: Message, where: str) -> dict[str, Any]:
    call_id = (message.model_extra or {}).get("tool_call_id")
    if not isinstance(call_id, str):
        raise bad_request(f"{where}.tool_call_id: is missing; expected the id of a call", "messages")
    return {"toolResult": {"toolUseId": _call_id(call_id), "content": _content(message) or [NO_OUTPUT]}}


def _call_id(call_id: str) -> str:
    """The id itself, or for one that Converse does not take, another that is always the same."""
    return call_id if CALL_ID.fullmatch(call_id) else f"call_{hashlib.sha256(call_id.encode()).hexdigest()[:24]}"


def _check(messages: list[Message], found: list[dict[str, Any]]) -> None:
    said = [message for message in messages if message.role not in ("system", "developer")]
    if not said or said[-1].role == "user" and not _content(said[-1]):
        raise bad_request("messages: there is no user message, or the last one is blank", "messages")
    if not found or found[0]["role"] != "user":
        raise bad_request("messages: begin with the assistant; expected a user message first", "messages")
    for before, turn in zip([{"content": []}, *found], [*found, {"content": []}]):
        called = _ids(before, "toolUse")
        if sorted(called) != sorted(_ids(turn, "toolResult")):
            wanted = "each call of an assistant message answered by one tool message right after it"
            raise bad_request(f"messages: calls and results do not match; expected {wanted}", "messages")
        # Results come before what else the user says in the same turn.
        turn["content"].sort(key=lambda block: "toolResult" not in block)


def _ids(turn: dict[str, Any], kind: str) -> list[str]:
    return [block[kind]["toolUseId"] for block in turn["content"] if kind in block]
