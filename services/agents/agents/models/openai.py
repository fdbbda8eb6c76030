"""Models behind an OpenAI-compatible endpoint: OpenAI's, vLLM's and others', and Ollama's under /v1."""

import json
import logging
from collections.abc import AsyncGenerator, Iterator
from contextlib import asynccontextmanager, contextmanager
from typing import Any

import httpx

from agents.embeddings import EmbeddingRequest
from agents.errors import ApiError, error_body, upstream_failure
from agents.models import SILENCE_SECONDS
from agents.request import ChatRequest

# Seconds to connect, and between two pieces of an answer.
TIMEOUT = httpx.Timeout(10, read=SILENCE_SECONDS)

log = logging.getLogger("agents")


class OpenAi:
    """Passes requests on as they came, with our key instead of the caller's, and answers back unchanged."""

    def __init__(self, owner: str, base_url: str, api_key: str):
        self.owner = owner
        self._root = f"{base_url}/v1" if owner == "ollama" and not base_url.endswith("/v1") else base_url
        self._api_key = api_key.encode()
        headers = {"authorization": f"Bearer {api_key}"} if api_key else {}
        # trust_env would let a .netrc or a proxy variable decide who sees the requests and with which key.
        self._http = httpx.AsyncClient(headers=headers, timeout=TIMEOUT, trust_env=False)

    def capabilities(self, model_id: str) -> dict[str, bool]:
        return {}

    async def complete(self, request: ChatRequest) -> dict[str, Any]:
        return await self._document("chat/completions", request)

    async def embed(self, request: EmbeddingRequest) -> dict[str, Any]:
        return await self._document("embeddings", request)

    async def stream(self, request: ChatRequest) -> AsyncGenerator[bytes]:
        response = await self._send("chat/completions", request)
        if not response.headers.get("content-type", "").startswith("text/event-stream"):
            await response.aclose()
            raise upstream_failure(502, "the model's endpoint did not answer with an event stream")
        return self._lines(response)

    async def close(self) -> None:
        await self._http.aclose()

    async def _document(self, path: str, request: ChatRequest | EmbeddingRequest) -> dict[str, Any]:
        response = await self._send(path, request)
        async with _reading(response):
            document = _document(self._hide(await response.aread()))
        if document is None:
            raise upstream_failure(502, "the model's endpoint did not answer with a JSON object")
        return document

    async def _send(self, path: str, request: ChatRequest | EmbeddingRequest) -> httpx.Response:
        """The answer, status 200, with its body unread; who reads it closes it."""
        body = request.model_dump(exclude_unset=True)
        with _connection_errors():
            response = await self._http.send(
                self._http.build_request("POST", f"{self._root}/{path}", json=body), stream=True
            )
        if response.status_code == 200:
            return response
        log.warning("model %s: its endpoint answered with status %d", request.model, response.status_code)
        async with _reading(response):
            raise self._error(response.status_code, await response.aread())

    async def _lines(self, response: httpx.Response) -> AsyncGenerator[bytes]:
        """The events, in whole lines: the key cannot hide between two pieces, and no half event gets out."""
        rest = b""
        async with _reading(response):
            async for piece in response.aiter_bytes():
                lines, feed, rest = (rest + piece).rpartition(b"\n")
                if feed:
                    yield self._hide(lines + feed)
        if rest:
            yield self._hide(rest)

    def _error(self, status: int, content: bytes) -> ApiError:
        """The endpoint's own error under its own status; a redirect, which is not followed, becomes 502."""
        error = (_document(self._hide(content)) or {}).get("error")
        if isinstance(error, str):  # Ollama outside /v1
            error = {"message": error}
        if not isinstance(error, dict):
            error = {}
        body = error_body(f"the model's endpoint answered with status {status}", "upstream_error")
        # A code is now and then a number; anything else is no text for people.
        kinds = dict.fromkeys(body["error"], str) | {"code": str | int}
        body["error"] |= {name: error[name] for name, kind in kinds.items() if isinstance(error.get(name), kind)}
        return ApiError(status if status >= 400 else 502, body)

    def _hide(self, content: bytes) -> bytes:
        """The content without our key: some servers repeat it in errors, some with escaped slashes."""
        if not self._api_key:
            return content
        return content.replace(self._api_key, b"***").replace(self._api_key.replace(b"/", b"\\/"), b"***")


def _document(content: bytes) -> dict[str, Any] | None:
    try:
        document = json.loads(content, parse_constant=_no_number)
    except (ValueError, RecursionError):
        return None
    return document if isinstance(document, dict) else None


def _no_number(name: str) -> None:
    """NaN and the like, which JSON does not have and we could not send on."""
    raise ValueError(name)


@asynccontextmanager
async def _reading(response: httpx.Response) -> AsyncGenerator[None]:
    """Closes the response, also when our caller leaves: the endpoint then stops what nobody reads."""
    try:
        with _connection_errors():
            yield
    finally:
        await response.aclose()


@contextmanager
def _connection_errors() -> Iterator[None]:
    """The kind of failure only: httpx's own messages can quote addresses and headers."""
    try:
        yield
    except httpx.TimeoutException as error:
        log.warning("the model's endpoint: %s", type(error).__name__)
        raise upstream_failure(504, "the model's endpoint took too long") from None
    except httpx.HTTPError as error:
        log.warning("the model's endpoint: %s", type(error).__name__)
        raise upstream_failure(502, "the model's endpoint cannot be reached, or broke off") from None
