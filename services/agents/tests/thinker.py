"""An OpenAI-compatible stand-in that thinks for the crews: a script of answers, one for each call."""

import asyncio
import json
import threading
from collections.abc import Callable
from typing import Any

from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse

USAGE = {"prompt_tokens": 100, "completion_tokens": 10, "total_tokens": 110}


def says(text: Any, usage: Any = USAGE) -> dict[str, Any]:
    """A completion with text."""
    return _completion({"role": "assistant", "content": text}, usage)


def calls(*asked: tuple[str, Any], usage: Any = USAGE) -> dict[str, Any]:
    """A completion that calls tools; arguments that are no text are sent as JSON."""
    tool_calls = [
        {
            "id": f"call_{i}",
            "type": "function",
            "function": {
                "name": name,
                "arguments": given if isinstance(given, str) else json.dumps(given),
            },
        }
        for i, (name, given) in enumerate(asked)
    ]
    return _completion({"role": "assistant", "content": None, "tool_calls": tool_calls}, usage)


class Thinker:
    """`script` holds completions, or functions that make one of the request; its last one repeats."""

    def __init__(self, *script: Any):
        self.script = list(script)
        self.requests: list[dict[str, Any]] = []
        self.let_go = threading.Event()
        self.app = FastAPI()
        self.app.add_api_route("/{path:path}", self._answer, methods=["POST"], response_model=None)

    @property
    def results(self) -> list[dict[str, Any]]:
        """What the tools returned, as the last request tells."""
        return [json.loads(m["content"]) for m in self.requests[-1]["messages"] if m["role"] == "tool"]

    async def _answer(self, path: str, request: Request):
        body = await request.json()
        self.requests.append(body)
        step = self.script[min(len(self.requests), len(self.script)) - 1]
        answer = step(body) if isinstance(step, Callable) else step
        try:
            return await answer if asyncio.iscoroutine(answer) else answer
        except asyncio.CancelledError:
            self.let_go.set()
            raise


def fails(status: int, message: str) -> Callable[[Any], JSONResponse]:
    return lambda _: JSONResponse({"error": {"message": message}}, status)


def _completion(message: dict[str, Any], usage: Any) -> dict[str, Any]:
    told = {} if usage is None else {"usage": usage}
    return {"object": "chat.completion", "choices": [{"index": 0, "message": message}]} | told
