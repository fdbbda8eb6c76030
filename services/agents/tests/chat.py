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
    return "".join(
        c["choices"][0]["delta"].get("content", "") for c in chunks if c != "[DONE]" and c.get("choices")
    )


def error_of(response: httpx.Response, status: int) -> dict[str, Any]:
    """The error of an answer in OpenAI's shape."""
    assert response.status_code == status, response.text
    error = response.json()["error"]
    assert set(error) == {"message", "type", "param", "code"} and error["message"] and error["type"]
    return error
