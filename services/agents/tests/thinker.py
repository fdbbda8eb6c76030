"""An OpenAI-compatible stand-in that thinks for the crews: a script of answers, one for each call."""

import asyncio
import inspect
import json
import threading
from typing import Any

from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse, Response

USAGE = {"prompt_tokens": 100, "completion_tokens": 10, "total_tokens": 110}


def says(text: Any, usage: Any = USAGE) -> dict[str, Any]:
    """A completion with text."""
    return _completion({"role": "assistant", "content": text}, usage)


def calls(*asked: tuple[str, Any], usage: Any = USAGE) -> dict[str, Any]:
    """A completion that calls tools; arguments that are text are sent as they are."""
    made = []
    for i, (name, given) in enumerate(asked):
        arguments = given if isinstance(given, str) else json.dumps(given)
        made.append(
            {"id": f"call_{i}", "type": "function", "function": {"name": name, "arguments": arguments}}
        )
    return _completion({"role": "assistant", "content": None, "tool_calls": made}, usage)


class Thinker:
    """`script` holds completions, responses, or functions (of this and the request) that make one; its last repeats."""

    def __init__(self, *script: Any):
        self.script = script
        self.requests: list[dict[str, Any]] = []
        self.asked = threading.Event()
        self.let_go = threading.Event()
        self.app = FastAPI()
        self.app.add_api_route("/{path:path}", self._answer, methods=["POST"], response_model=None)

    @property
    def results(self) -> list[dict[str, Any]]:
        """What the tools returned, as the last request tells."""
        return [json.loads(m["content"]) for m in self.requests[-1]["messages"] if m["role"] == "tool"]

    async def _answer(self, path: str, request: Request):
        self.requests.append(await request.json())
        self.asked.set()
        step = self.script[min(len(self.requests), len(self.script)) - 1]
        answer = step(self, request) if callable(step) and not isinstance(step, Response) else step
        return await answer if inspect.isawaitable(answer) else answer


async def stalls(thinker: Thinker, request: Request) -> dict[str, Any]:
    """Says nothing until the caller has gone."""
    while not await request.is_disconnected():
        await asyncio.sleep(0.02)
    thinker.let_go.set()
    return says("nobody hears this")


def fails(status: int, message: str) -> JSONResponse:
    return JSONResponse({"error": {"message": message}}, status)


def _completion(message: dict[str, Any], usage: Any) -> dict[str, Any]:
    told = {} if usage is None else {"usage": usage}
    return {"object": "chat.completion", "choices": [{"index": 0, "message": message}]} | told
