"""Answers in OpenAI's shapes: a whole completion, or the events of a stream."""

import json
import time
import uuid
from typing import Any

DONE = b"data: [DONE]\n\n"


def event(document: dict[str, Any]) -> bytes:
    """One server-sent event. JSON is ASCII here, so no character in it can be taken for a line end."""
    return b"data: " + json.dumps(document, separators=(",", ":")).encode() + b"\n\n"


class Answer:
    """One answer under one id: either `completion`, or `start`, pieces, `finish` and perhaps `usage`."""

    def __init__(self, model: str):
        self._id = f"chatcmpl-{uuid.uuid4().hex}"
        self._created = int(time.time())
        self._model = model

    def completion(
        self, text: str, finish_reason: str, usage: dict[str, int], calls: list[dict[str, Any]] | None = None
    ) -> dict[str, Any]:
        message: dict[str, Any] = {"role": "assistant", "content": text, "refusal": None}
        if calls:
            message |= {"content": text or None, "tool_calls": calls}
        choice = {"index": 0, "message": message, "logprobs": None, "finish_reason": finish_reason}
        return self._document("chat.completion", [choice]) | {"usage": usage}

    def start(self) -> bytes:
        return self._chunk({"role": "assistant", "content": ""}, None)

    def piece(self, text: str) -> bytes:
        return self._chunk({"content": text}, None)

    def call(self, index: int, call_id: str, name: str) -> bytes:
        """The start of a tool call; its arguments follow in pieces."""
        function = {"name": name, "arguments": ""}
        return self._call({"index": index, "id": call_id, "type": "function", "function": function})

    def arguments(self, index: int, piece: str) -> bytes:
        return self._call({"index": index, "function": {"arguments": piece}})

    def reasoning(self, text: str) -> bytes:
        """What was done on the way to the answer, under the name that Open WebUI shows apart from the answer."""
        return self._chunk({"reasoning_content": text}, None)

    def finish(self, finish_reason: str) -> bytes:
        return self._chunk({}, finish_reason)

    def usage(self, usage: dict[str, int]) -> bytes:
        """The chunk that `stream_options.include_usage` asks for: no choices."""
        return event(self._document("chat.completion.chunk", []) | {"usage": usage})

    def _call(self, call: dict[str, Any]) -> bytes:
        return self._chunk({"tool_calls": [call]}, None)

    def _chunk(self, delta: dict[str, Any], finish_reason: str | None) -> bytes:
        choice = {"index": 0, "delta": delta, "logprobs": None, "finish_reason": finish_reason}
        return event(self._document("chat.completion.chunk", [choice]))

    def _document(self, kind: str, choices: list[dict[str, Any]]) -> dict[str, Any]:
        return {
            "id": self._id,
            "object": kind,
            "created": self._created,
            "model": self._model,
            "choices": choices,
        }


def usage(prompt: int, completion: int) -> dict[str, int]:
    """Token counts in OpenAI's names."""
    return {"prompt_tokens": prompt, "completion_tokens": completion, "total_tokens": prompt + completion}
