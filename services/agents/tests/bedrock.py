"""A strict stand-in for Bedrock's HTTP side: Converse, ConverseStream, and InvokeModel for embeddings.

What AWS would refuse, it refuses the way AWS does. `create_bedrock(brain)` makes one whose answers are the brain's;
`uvicorn --app-dir services/agents/tests bedrock:app` runs one with `default_brain`, and
AWS_ENDPOINT_URL_BEDROCK_RUNTIME leads the service to it. In the last user text, `stall` sends one piece and is silent
then, `break off` ends in the middle, and `throttle` is answered with 429.
"""

import asyncio
import json
import re
import threading
from collections.abc import AsyncGenerator, Callable
from typing import Any

from bedrock_embeddings import embed
from bedrock_rules import Refusal, check_converse
from eventstream import frame
from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse, StreamingResponse

Part = str | tuple[str, dict[str, Any]]
"""A piece of text, or the name and the input of a tool call."""
Brain = Callable[[list[dict[str, Any]], list[dict[str, Any]]], list[Part]]
"""The parts of an answer to Converse's messages, with Converse's tools."""


def create_bedrock(brain: Brain | None = None, thinking: float = 0) -> FastAPI:
    """The stand-in. `app.state.asked` holds operation, model and body of every call, the refused ones too; `GET /asked`
    tells them to another process.

    `thinking` is how many seconds it takes before the first piece of a stream, as Open WebUI's page loses answers that are
    there at once. `app.state.let_go` is set when a stream has ended, or its reader has left.
    """
    app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)
    app.state.asked = []
    app.state.thinking = thinking
    app.state.let_go = threading.Event()
    app.state.brain = brain or default_brain
    app.add_exception_handler(Refusal, _refused)
    for operation, answer in {"converse": _converse, "converse-stream": _stream, "invoke": _invoke}.items():
        app.add_api_route(
            f"/model/{{model:path}}/{operation}",
            answer,
            methods=["POST"],
            response_model=None,
            name=operation,
        )
    app.add_api_route("/asked", lambda: app.state.asked, methods=["GET"], response_model=None)
    return app


def default_brain(messages: list[dict[str, Any]], tools: list[dict[str, Any]]) -> list[Part]:
    """`call <tool> {...}` calls a tool that is offered; a tool's result is told; all else is repeated."""
    results = [block["toolResult"] for block in messages[-1]["content"] if "toolResult" in block]
    if results:
        told = (part.get("text", "") for result in results for part in result["content"])
        return ["the tool ", "said: ", ", ".join(told)]
    text = last_text(messages)
    calls: list[Part] = []
    for name, given in re.findall(r"call ([\w-]+)\s*(\{.*?\})?", text):
        if name in [tool["toolSpec"]["name"] for tool in tools if "toolSpec" in tool]:
            calls.append((name, json.loads(given) if given else {}))
    return calls or ["You ", "said: ", *re.findall(r"\s*\S+", text)]


def last_text(messages: list[dict[str, Any]]) -> str:
    return " ".join(block["text"] for block in messages[-1]["content"] if "text" in block)


async def _converse(model: str, request: Request):
    body, parts = await _asked("converse", model, request)
    if "stall" in last_text(body["messages"]):
        while not await request.is_disconnected():
            await asyncio.sleep(0.02)
    content: list[dict[str, Any]] = []
    if text := "".join(part for part in parts if isinstance(part, str)):
        content.append({"text": text})
    for number, call in enumerate(_calls(parts)):
        content.append({"toolUse": {"toolUseId": _use_id(body, number), "name": call[0], "input": call[1]}})
    return {
        "output": {"message": {"role": "assistant", "content": content}},
        "stopReason": "tool_use" if _calls(parts) else "end_turn",
        "usage": _usage(body, parts),
        "metrics": {"latencyMs": 1},
    }


async def _stream(model: str, request: Request):
    body, parts = await _asked("converse-stream", model, request)
    await asyncio.sleep(request.app.state.thinking)
    frames = _until_let_go(_frames(body, parts), request.app.state.let_go)
    return StreamingResponse(frames, media_type="application/vnd.amazon.eventstream")


async def _invoke(model: str, request: Request):
    _authorized(request)
    body = await _json(request)
    request.app.state.asked.append(("invoke", model, body))
    document, tokens = embed(model, body)
    return JSONResponse(document, headers={"x-amzn-bedrock-input-token-count": str(tokens)})


async def _asked(operation: str, model: str, request: Request) -> tuple[dict[str, Any], list[Part]]:
    _authorized(request)
    body = await _json(request)
    request.app.state.asked.append((operation, model, body))
    check_converse(model, body, streamed=operation == "converse-stream")
    if "throttle" in last_text(body["messages"]):
        raise Refusal("Too many requests, please wait before trying again.", "ThrottlingException", 429)
    parts = request.app.state.brain(body["messages"], body.get("toolConfig", {}).get("tools", []))
    return body, _forced(body, parts)


def _forced(body: dict[str, Any], parts: list[Part]) -> list[Part]:
    """Where a call is wanted and the brain makes none, what it says becomes the input of one."""
    config = body.get("toolConfig", {})
    match config.get("toolChoice"):
        case {"tool": {"name": name}} | {"any": name} if not _calls(parts):
            return [(name or config["tools"][0]["toolSpec"]["name"], {"said": "".join(parts)})]
    return parts


async def _until_let_go(frames: AsyncGenerator[bytes], let_go: threading.Event) -> AsyncGenerator[bytes]:
    try:
        async for frame in frames:
            yield frame
    finally:
        let_go.set()


async def _frames(body: dict[str, Any], parts: list[Part]) -> AsyncGenerator[bytes]:
    text = last_text(body["messages"])
    yield frame("messageStart", {"role": "assistant"})
    block = 0
    for part in (part for part in parts if isinstance(part, str)):
        yield frame("contentBlockDelta", {"contentBlockIndex": block, "delta": {"text": part}})
        if "stall" in text:
            await asyncio.sleep(3600)
        if "break off" in text:
            yield frame("contentBlockDelta", {"contentBlockIndex": block, "delta": {"text": part}})[:20]
            return
    if any(isinstance(part, str) for part in parts):
        yield frame("contentBlockStop", {"contentBlockIndex": block})
        block += 1
    for number, (name, given) in enumerate(_calls(parts)):
        start = {"toolUse": {"toolUseId": _use_id(body, number), "name": name}}
        yield frame("contentBlockStart", {"contentBlockIndex": block, "start": start})
        written = json.dumps(given) if given else ""  # an input without members comes as an empty text
        for piece in [written[: len(written) // 2], written[len(written) // 2 :]]:
            yield frame(
                "contentBlockDelta", {"contentBlockIndex": block, "delta": {"toolUse": {"input": piece}}}
            )
        yield frame("contentBlockStop", {"contentBlockIndex": block})
        block += 1
    yield frame("messageStop", {"stopReason": "tool_use" if _calls(parts) else "end_turn"})
    yield frame("metadata", {"usage": _usage(body, parts), "metrics": {"latencyMs": 1}})


def _calls(parts: list[Part]) -> list[tuple[str, dict[str, Any]]]:
    return [part for part in parts if isinstance(part, tuple)]


def _use_id(body: dict[str, Any], number: int) -> str:
    return f"tooluse_{len(body['messages'])}_{number}"


def _usage(body: dict[str, Any], parts: list[Part]) -> dict[str, int]:
    """Words, as there is no tokenizer here."""
    asked, answered = len(json.dumps(body).split()), len(json.dumps(parts).split())
    return {"inputTokens": asked, "outputTokens": answered, "totalTokens": asked + answered}


def _authorized(request: Request) -> None:
    if not request.headers.get("authorization", "").startswith("AWS4-HMAC-SHA256 "):
        raise Refusal("Missing Authentication Token", "MissingAuthenticationTokenException", 403)


async def _json(request: Request) -> dict[str, Any]:
    try:
        return json.loads(await request.body())
    except ValueError:
        raise Refusal("The request body is not JSON.", "SerializationException") from None


async def _refused(_: Request, refusal: Refusal) -> JSONResponse:
    return JSONResponse({"message": str(refusal)}, refusal.status, {"x-amzn-errortype": refusal.code})


app = create_bedrock(thinking=0.3)
