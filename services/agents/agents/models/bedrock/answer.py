"""Converse's answers as OpenAI's: whole, and event by event. Pure."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from agents.answers import Answer, usage
from agents.errors import upstream_failure

FINISH_REASONS = {
    "max_tokens": "length",
    "model_context_window_exceeded": "length",
    "guardrail_intervened": "content_filter",
    "content_filtered": "content_filter",
}


@dataclass(frozen=True)
class Reading:
    """What of an answer is for the caller. Reasoning never is."""

    most_calls: int
    as_json: bool
    """The input of the one call is the text of the answer, and there is no call."""


def completion(model: str, response: dict[str, Any], reading: Reading) -> dict[str, Any]:
    """A whole answer. Raises ApiError 502 for one that is none."""
    blocks = response["output"]["message"]["content"]
    uses = [block["toolUse"] for block in blocks if "toolUse" in block]
    text = "".join(block.get("text", "") for block in blocks)
    reason = response["stopReason"]
    if reading.as_json:
        _is_json(bool(uses), reason)
        text = json.dumps(uses[0]["input"]) if uses else ""
    calls = [_call(use) for use in uses[: reading.most_calls]]
    return Answer(model).completion(
        text, finish_reason(reason, bool(calls)), token_usage(response["usage"]), calls
    )


def finish_reason(stop_reason: str, called: bool) -> str:
    """OpenAI's word for a Converse stop reason. Raises ApiError 502 for an answer that is none."""
    if stop_reason.startswith("malformed_"):
        raise upstream_failure(502, f"the model's answer cannot be read: {stop_reason}")
    return FINISH_REASONS.get(stop_reason, "tool_calls" if called else "stop")


def token_usage(counts: dict[str, int]) -> dict[str, int]:
    return usage(counts["inputTokens"], counts["outputTokens"])


def as_events(response: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """A whole answer as ConverseStream's events, for models that do not stream when they have tools."""
    for number, block in enumerate(response["output"]["message"]["content"]):
        match block:
            case {"text": text}:
                yield {"contentBlockDelta": {"contentBlockIndex": number, "delta": {"text": text}}}
            case {"toolUse": use}:
                piece = {"toolUse": {"input": json.dumps(use["input"])}}
                yield {"contentBlockStart": {"contentBlockIndex": number, "start": {"toolUse": use}}}
                yield {"contentBlockDelta": {"contentBlockIndex": number, "delta": piece}}
        yield {"contentBlockStop": {"contentBlockIndex": number}}
    yield {"messageStop": {"stopReason": response["stopReason"]}}
    yield {"metadata": {"usage": response["usage"]}}


class Pieces:
    """One streamed answer: what each of ConverseStream's events is for OpenAI's clients."""

    def __init__(self, answer: Answer, reading: Reading, wants_usage: bool):
        self._answer = answer
        self._reading = reading
        self._wants_usage = wants_usage
        self._calls: dict[int, int] = {}  # block to call, as blocks of text and reasoning are counted, too
        self._empty: set[int] = set()
        self._json_block: int | None = None
        self.finished = False

    def of(self, event: dict[str, Any]) -> Iterator[bytes]:
        """Raises ApiError 502 at the end of an answer that is none."""
        match event:
            case {"contentBlockStart": {"contentBlockIndex": block, "start": {"toolUse": use}}}:
                yield from self._start(block, use)
            case {"contentBlockDelta": {"contentBlockIndex": block, "delta": {"toolUse": {"input": piece}}}}:
                yield from self._input(block, piece)
            case {"contentBlockDelta": {"delta": {"text": text}}}:
                if text and not self._reading.as_json:
                    yield self._answer.piece(text)
            case {"contentBlockStop": {"contentBlockIndex": block}}:
                if block in self._empty:  # without arguments it is an empty object, not an empty text
                    yield from self._input(block, "{}")
            case {"messageStop": {"stopReason": reason}}:
                if self._reading.as_json:
                    _is_json(self._json_block is not None, reason)
                self.finished = True
                yield self._answer.finish(finish_reason(reason, bool(self._calls)))
            case {"metadata": {"usage": counts}}:
                if self._wants_usage:
                    yield self._answer.usage(token_usage(counts))

    def _start(self, block: int, use: dict[str, Any]) -> Iterator[bytes]:
        self._empty.add(block)
        if self._reading.as_json and self._json_block is None:
            self._json_block = block
        elif len(self._calls) < self._reading.most_calls:
            self._calls[block] = len(self._calls)
            yield self._answer.call(self._calls[block], use["toolUseId"], use["name"])

    def _input(self, block: int, piece: str) -> Iterator[bytes]:
        if piece:
            self._empty.discard(block)
            if block == self._json_block:
                yield self._answer.piece(piece)
            elif block in self._calls:
                yield self._answer.arguments(self._calls[block], piece)


def _is_json(called: bool, stop_reason: str) -> None:
    if not called and finish_reason(stop_reason, False) == "stop":
        raise upstream_failure(502, "the model did not answer in JSON")


def _call(use: dict[str, Any]) -> dict[str, Any]:
    function = {"name": use["name"], "arguments": json.dumps(use["input"])}
    return {"id": use["toolUseId"], "type": "function", "function": function}
