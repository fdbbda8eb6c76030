"""Converse's answers as OpenAI's: whole, and event by event. Pure."""

import json
from collections.abc import Iterator
from typing import Any

from agents.answers import Answer, usage
from agents.errors import upstream_failure

FINISH_REASONS = {
    "max_tokens": "length",
    "model_context_window_exceeded": "length",
    "guardrail_intervened": "content_filter",
    "content_filtered": "content_filter",
}


def completion(model: str, response: dict[str, Any]) -> dict[str, Any]:
    """A whole answer; reasoning blocks are left out."""
    blocks = response["output"]["message"]["content"]
    text = "".join(block.get("text", "") for block in blocks)
    calls = [_call(block["toolUse"]) for block in blocks if "toolUse" in block]
    reason = finish_reason(response["stopReason"], bool(calls))
    return Answer(model).completion(text, reason, token_usage(response["usage"]), calls)


def finish_reason(stop_reason: str, called: bool) -> str:
    """OpenAI's word for a Converse stop reason. Raises ApiError 502 for an answer that is none."""
    if stop_reason.startswith("malformed_"):
        raise upstream_failure(502, f"the model's answer cannot be read: {stop_reason}")
    return FINISH_REASONS.get(stop_reason, "tool_calls" if called else "stop")


def token_usage(counts: dict[str, int]) -> dict[str, int]:
    return usage(counts["inputTokens"], counts["outputTokens"])


class Pieces:
    """One streamed answer: what each of Converse's events is for OpenAI's clients."""

    def __init__(self, answer: Answer, wants_usage: bool):
        self._answer = answer
        self._wants_usage = wants_usage
        self._calls: dict[int, int] = {}  # block to call: blocks of text and reasoning are counted in between
        self._empty: set[int] = set()
        self.finished = False

    def of(self, event: dict[str, Any]) -> Iterator[bytes]:
        match event:
            case {"contentBlockStart": {"contentBlockIndex": block, "start": {"toolUse": use}}}:
                self._calls[block] = len(self._calls)
                self._empty.add(block)
                yield self._answer.call(self._calls[block], use["toolUseId"], use["name"])
            case {"contentBlockDelta": {"contentBlockIndex": block, "delta": {"toolUse": {"input": piece}}}}:
                if piece:
                    self._empty.discard(block)
                    yield self._answer.arguments(self._calls[block], piece)
            case {"contentBlockDelta": {"delta": {"text": text}}}:
                if text:
                    yield self._answer.piece(text)
            case {"contentBlockStop": {"contentBlockIndex": block}}:
                if block in self._empty:  # no arguments are an empty object, not an empty text
                    yield self._answer.arguments(self._calls[block], "{}")
            case {"messageStop": {"stopReason": reason}}:
                self.finished = True
                yield self._answer.finish(finish_reason(reason, bool(self._calls)))
            case {"metadata": {"usage": counts}}:
                if self._wants_usage:
                    yield self._answer.usage(token_usage(counts))


def _call(use: dict[str, Any]) -> dict[str, Any]:
    function = {"name": use["name"], "arguments": json.dumps(use["input"])}
    return {"id": use["toolUseId"], "type": "function", "function": function}
