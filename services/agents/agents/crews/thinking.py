"""How a crew reaches its model: CrewAI's calls, made with a model of this service, under the limits of the answer."""

import asyncio
import json
import logging
import threading
from collections.abc import Callable
from concurrent.futures import Future
from concurrent.futures import TimeoutError as Waiting
from typing import Any

from agents.crews.meter import CALL_TOKENS, Meter
from agents.crews.plain import code, plain
from agents.crews.prompts import LAST_STEP
from agents.crews.toolbox import shown
from agents.errors import ApiError, error_body, upstream_failure
from agents.models import Model
from agents.request import ChatRequest

# Seconds between two looks at the clock, and at whether the client is still there.
LOOK = 0.1
# Tools that one step may call, and the characters of a call's arguments.
MOST_CALLS, MOST_ARGUMENTS = 8, 2000
KEPT = ("role", "content", "tool_calls", "tool_call_id")

log = logging.getLogger("agents")


class Stopped(Exception):
    """The answer is over; why stands in `Thinking`. Its text tells CrewAI nothing to retry or to work around."""


class Thinking:
    """One answer's calls of the model. Called from the crew's thread; the model runs on `loop`."""

    def __init__(
        self,
        model: Model,
        model_id: str,
        history: list[dict[str, str]],
        meter: Meter,
        loop: asyncio.AbstractEventLoop,
        tell: Callable[[str], None],
    ):
        self._model, self._model_id, self._history = model, model_id, history
        self._loop, self._tell = loop, tell
        self.meter = meter
        self.cancelled = threading.Event()
        self.limit: str | None = None
        self.error: ApiError | None = None
        self.cut: str | None = None
        """Why the model's endpoint cut the last step's text short, as a finish reason."""

    @property
    def over(self) -> bool:
        return bool(self.limit or self.error or self.cancelled.is_set())

    def call(self, messages: list[dict[str, Any]], tools: list[dict[str, Any]] | None) -> Any:
        """The model's text, or the tools that it calls, as CrewAI wants them. Raises Stopped."""
        self.limit = self.limit or self.meter.reached()
        if self.over:
            raise Stopped
        self.meter.steps += 1
        self._tell(f"step {self.meter.steps}")
        request = self._request(messages, tools)
        completion = self._completion(request)
        message = _message(completion)
        if message is None:
            self.error = upstream_failure(502, "the crew's model gave no answer that makes sense")
            raise Stopped
        reason = completion["choices"][0].get("finish_reason")
        self.cut = reason if reason in ("length", "content_filter") else None
        return self._tool_calls(message, tools) or message["content"]

    def _request(self, messages: list[dict[str, Any]], tools: list[dict[str, Any]] | None) -> ChatRequest:
        sent = [{key: message[key] for key in KEPT if key in message} for message in messages]
        systems = [message for message in sent if message["role"] == "system"]
        sent = systems + self._history + [message for message in sent if message["role"] != "system"]
        if self.meter.last_step:
            sent[-1] = sent[-1] | {"content": f"{sent[-1]['content']}\n{LAST_STEP}"}
        body = {"model": self._model_id, "messages": sent, "max_completion_tokens": CALL_TOKENS}
        offered = {"tools": [_offered(tool) for tool in tools]} if tools else {}
        return ChatRequest.model_validate(body | offered)

    def _completion(self, request: ChatRequest) -> Any:
        most_prompt = len(json.dumps(request.model_dump(exclude_unset=True), ensure_ascii=False).encode())
        future = asyncio.run_coroutine_threadsafe(self._model.complete(request), self._loop)
        completion = self._wait(future)
        if completion is None:
            # It may be on the bill, unless it was refused at once.
            if self.error is None or self.error.status >= 500:
                self.meter.count(None, most_prompt, CALL_TOKENS)
            raise Stopped
        usage = completion.get("usage") if isinstance(completion, dict) else None
        self.meter.count(usage, most_prompt, max(CALL_TOKENS, len(str(completion).encode(errors="replace"))))
        return completion

    def _wait(self, future: "Future[Any]") -> Any:
        """The completion; None when the answer is over, and then why is known."""
        while True:
            try:
                return future.result(timeout=LOOK)
            except Waiting:
                self.limit = self.meter.out_of_time()
                if self.limit or self.cancelled.is_set():
                    future.cancel()
                    return None
            except ApiError as error:
                self.error = error
                return None
            except Exception as error:
                log.warning("a crew's model failed: %s", type(error).__name__)
                self.error = ApiError(500, error_body("the crew's model failed", "internal_error"))
                return None

    def _tool_calls(
        self, message: dict[str, Any], tools: list[dict[str, Any]] | None
    ) -> list[dict[str, Any]]:
        """The calls, with arguments that are an object. One of a tool that there is not is told, and does nothing."""
        there = {tool["function"]["name"] for tool in tools or []}
        calls = [_tool_call(call) for call in message["tool_calls"][:MOST_CALLS]]
        for call in calls:
            function = call["function"]
            known = function["name"] in there
            text = code(shown(function["name"], json.loads(function["arguments"])), 300)
            self._tell(f"asking {text}" if known else f"{text} is no tool here: nothing was done")
        return calls


def _offered(tool: dict[str, Any]) -> dict[str, Any]:
    """The tool as every provider takes it: OpenAI's strict schemas may have no defaults, others know no `strict`."""
    function = tool["function"]
    schema = function["parameters"]
    told = {
        name: {"type": "string", "description": p["description"]} for name, p in schema["properties"].items()
    }
    parameters = {"type": "object", "properties": told, "required": list(told)}
    described = {"name": function["name"], "description": function["description"], "parameters": parameters}
    return {"type": "function", "function": described}


def _message(completion: Any) -> dict[str, Any] | None:
    """The message of a completion, with text or tool calls; None for what is neither."""
    try:
        message = completion["choices"][0]["message"]
        content, calls = message.get("content"), message.get("tool_calls") or []
        if calls and all(isinstance(call["function"]["name"], str) for call in calls):
            return {"content": "", "tool_calls": calls}
    except (AttributeError, KeyError, IndexError, TypeError):
        return None
    return {"content": content, "tool_calls": []} if isinstance(content, str) and content.strip() else None


def _tool_call(call: dict[str, Any]) -> dict[str, Any]:
    arguments = call["function"].get("arguments")
    try:
        read = (
            json.loads(arguments) if isinstance(arguments, str) and len(arguments) <= MOST_ARGUMENTS else {}
        )
    except (ValueError, RecursionError):
        read = {}
    function = {
        "name": plain(call["function"]["name"], 60),
        "arguments": json.dumps(read if isinstance(read, dict) else {}),
    }
    return {"id": plain(str(call.get("id")), 100), "type": "function", "function": function}
