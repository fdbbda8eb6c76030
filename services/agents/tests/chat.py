"""Asking the service, and reading its event streams as a client does."""

import json
from typing import Any

import httpx

PATH = "/v1/chat/completions"


def body(model: str, *texts: str, **fields: Any) -> dict[str, Any]:
    """A request with user messages."""
    return {"model": model, "messages": [{"role": "user", "content": text} for text in texts], **fields}


def ask(client: httpx.Client, model: str, *texts: str, **fields: Any) -> httpx.Response:
    return client.post(PATH, json=body(model, *texts, **fields))


def events(response: httpx.Response) -> list[Any]:
    """Every event's document; `[DONE]` stays text. Fails on anything that is not a `data:` event."""
    assert response.status_code == 200, response.text
    assert response.headers["content-type"].startswith("text/event-stream")
    blocks = [block.strip("\n") for block in response.text.split("\n\n")]
    payloads = []
    for block in filter(None, blocks):
        assert block.startswith("data: ") and "\n" not in block, block
        payloads.append(block.removeprefix("data: "))
    return [payload if payload == "[DONE]" else json.loads(payload) for payload in payloads]


def text_of(chunks: list[Any]) -> str:
    """The text that the chunks' deltas add up to."""
    return "".join(delta.get("content") or "" for delta in deltas_of(chunks))


def deltas_of(chunks: list[Any]) -> list[dict[str, Any]]:
    return [chunk["choices"][0]["delta"] for chunk in chunks if chunk != "[DONE]" and chunk.get("choices")]


def calls_of(chunks: list[Any]) -> list[dict[str, Any]]:
    """The tool calls that the chunks add up to, put together as OpenAI's client does."""
    calls: list[dict[str, Any]] = []
    for piece in (piece for delta in deltas_of(chunks) for piece in delta.get("tool_calls", [])):
        if piece["index"] == len(calls):
            assert piece["id"] and piece["type"] == "function" and piece["function"]["name"], piece
            calls.append({name: piece[name] for name in ("id", "type", "function")})
        else:
            assert set(piece) == {"index", "function"} and set(piece["function"]) == {"arguments"}, piece
            calls[piece["index"]]["function"]["arguments"] += piece["function"]["arguments"]
    return calls


def answer_of(response: httpx.Response) -> dict[str, Any]:
    """The one choice of a whole or a streamed answer, in the shape of a whole one."""
    if not response.headers["content-type"].startswith("text/event-stream"):
        assert response.status_code == 200, response.text
        return response.json()["choices"][0]
    *chunks, done = events(response)
    assert done == "[DONE]", chunks[-1]
    reasons = [chunk["choices"][0]["finish_reason"] for chunk in chunks if chunk["choices"]]
    assert set(reasons[:-1]) <= {None}
    message = {"role": "assistant", "content": text_of(chunks) or None}
    if calls := calls_of(chunks):
        message["tool_calls"] = calls
    return {"message": message, "finish_reason": reasons[-1]}


def error_of(response: httpx.Response, status: int) -> dict[str, Any]:
    """The error of an answer in OpenAI's shape."""
    assert response.status_code == status, response.text
    error = response.json()["error"]
    assert set(error) == {"message", "type", "param", "code"} and error["message"] and error["type"]
    return error
