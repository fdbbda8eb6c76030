"""A small OpenAI-compatible server to proxy to. The model id says how it behaves."""

import asyncio
import json
import threading
from typing import Any

from fastapi import FastAPI, Request
from fastapi.responses import (
    JSONResponse,
    PlainTextResponse,
    RedirectResponse,
    StreamingResponse,
)

CHUNK = {"object": "chat.completion.chunk", "choices": [{"index": 0, "delta": {"content": "tick\u2028"}}]}


class Upstream:
    """What came in, and whether an endless stream has been let go."""

    def __init__(self) -> None:
        self.requests: list[tuple[str, dict[str, str], dict[str, Any]]] = []
        self.let_go = threading.Event()
        self.app = FastAPI()
        self.app.add_api_route("/{path:path}", self._answer, methods=["POST"], response_model=None)

    async def _answer(self, path: str, request: Request):
        body = await request.json()
        self.requests.append((path, dict(request.headers), body))
        key = request.headers.get("authorization", "")
        match body["model"]:
            case "refuses":
                error = {
                    "message": f"bad key: {key}",
                    "type": "auth",
                    "param": None,
                    "code": "invalid_api_key",
                }
                return JSONResponse({"error": error}, 401)
            case "refuses-escaped":
                text = json.dumps({"error": f"bad key: {key}"}).replace("/", "\\/")
                return PlainTextResponse(text, 403, media_type="application/json")
            case "is-down":
                return PlainTextResponse(f"<h1>503</h1> {key}", 503)
            case "redirects":
                return RedirectResponse("http://127.0.0.1:9/")
            case "talks-html":
                return PlainTextResponse("<h1>hello</h1>")
            case "half":
                content = '{"choices": [{"message": {"content": "so \\ud83d"}}]}'
                return PlainTextResponse(content, media_type="application/json")
            case "not-a-number":
                return PlainTextResponse('{"choices": [], "x": NaN}', media_type="application/json")
            case "too-deep":
                return PlainTextResponse("[" * 100_000, media_type="application/json")
            case "refuses-oddly":
                error = {"message": {"a": 1}, "type": 5, "param": [], "code": {"b": 2}}
                return JSONResponse({"error": error}, 400)
            case "leaks" if not body.get("stream"):
                return {"object": "chat.completion", "choices": [{"message": {"content": f"{key}!"}}]}
            case "is-slow":
                await asyncio.sleep(0.5)
        if path.endswith("embeddings"):
            texts = [body["input"]] if isinstance(body["input"], str) else body["input"]
            data = [
                {"object": "embedding", "index": number, "embedding": [0.5]} for number, _ in enumerate(texts)
            ]
            return {"object": "list", "data": data, "model": body["model"], "usage": {"total_tokens": 1}}
        if body.get("stream"):
            return StreamingResponse(self._events(body["model"], key), media_type="text/event-stream")
        return {"object": "chat.completion", "choices": [{"message": {"content": "tock"}}], "extra": 1}

    async def _events(self, model: str, key: str):
        chunk = "data: " + json.dumps(CHUNK, ensure_ascii=False) + "\n\n"
        yield chunk[:30]
        await asyncio.sleep(0.02)
        yield chunk[30:]
        if model == "breaks":
            yield 'data: {"choices": [{"del'
            await asyncio.sleep(0.02)
            raise ConnectionAbortedError
        if model == "leaks":
            event = "data: " + json.dumps({"error": {"message": f"bad key: {key}!"}}) + "\n\n"
            middle = event.index(key) + len(key) // 2
            yield event[:middle]
            await asyncio.sleep(0.02)
            yield event[middle:]
        try:
            while model == "never-ends":
                yield chunk
                await asyncio.sleep(0.02)
        finally:
            self.let_go.set()
        yield "data: [DONE]"  # without its empty line: the end of the body ends it, too


# For uvicorn, as a process of its own.
app = Upstream().app
