"""Models on Amazon Bedrock. Credentials are the task role's, never a setting."""

from collections.abc import AsyncGenerator
from contextlib import suppress
from typing import Any

import boto3
from anyio import to_thread
from botocore.config import Config
from botocore.eventstream import EventStream
from fastapi.concurrency import run_in_threadpool

from agents.answers import DONE, Answer
from agents.embeddings import EmbeddingRequest
from agents.errors import upstream_failure
from agents.models import SILENCE_SECONDS
from agents.models.bedrock.answer import Pieces, as_events, completion
from agents.models.bedrock.converse import call
from agents.models.bedrock.embeddings import embed
from agents.models.bedrock.errors import bedrock_errors
from agents.models.bedrock.features import features
from agents.request import ChatRequest


def client(region: str) -> Any:
    """A bedrock-runtime client. It never tries twice: a second try is a second model call on the bill."""
    return boto3.client(
        "bedrock-runtime",
        region_name=region,
        config=Config(
            connect_timeout=10,
            read_timeout=SILENCE_SECONDS,
            retries={"total_max_attempts": 1},
            max_pool_connections=40,  # as many as there are threads to wait in
        ),
    )


class Bedrock:
    """boto3 blocks: each call, and each wait for the next piece, is spent in a thread (40 at most)."""

    owner = "bedrock"

    def __init__(self, client: Any):
        self._client = client

    def capabilities(self, model_id: str) -> dict[str, bool]:
        taken = features(model_id)
        return {"vision": taken.images, "builtin_tools": taken.tools}

    async def complete(self, request: ChatRequest) -> dict[str, Any]:
        asked = call(request)
        with bedrock_errors(request.model):
            response = await run_in_threadpool(self._client.converse, **asked.arguments)
        return completion(request.model, response, asked.reading)

    async def stream(self, request: ChatRequest) -> AsyncGenerator[bytes]:
        asked = call(request)
        answer = Answer(request.model)
        pieces = Pieces(answer, asked.reading, request.wants_usage())
        with bedrock_errors(request.model):
            if not asked.can_stream:
                response = await run_in_threadpool(self._client.converse, **asked.arguments)
                return _whole(answer, pieces, response)
            response = await run_in_threadpool(self._client.converse_stream, **asked.arguments)
        return _events(request.model, answer, pieces, response["stream"])

    async def embed(self, request: EmbeddingRequest) -> dict[str, Any]:
        return await embed(self._client, request)

    async def close(self) -> None:
        self._client.close()


async def _whole(answer: Answer, pieces: Pieces, response: dict[str, Any]) -> AsyncGenerator[bytes]:
    yield answer.start()
    for event in as_events(response):
        for piece in pieces.of(event):
            yield piece
    yield DONE


async def _events(model: str, answer: Answer, pieces: Pieces, events: EventStream) -> AsyncGenerator[bytes]:
    yield answer.start()
    try:
        with bedrock_errors(model):
            async for event in _each(events):
                for piece in pieces.of(event):
                    yield piece
    finally:
        _hang_up(events)
    if not pieces.finished:
        raise upstream_failure(502, "Bedrock broke off in the middle of the answer")
    yield DONE


async def _each(events: EventStream) -> AsyncGenerator[dict[str, Any]]:
    """Unlike Starlette's iterate_in_threadpool, it does not wait for the next event when the caller leaves."""
    iterator = iter(events)
    while (event := await to_thread.run_sync(next, iterator, None, abandon_on_cancel=True)) is not None:
        yield event


def _hang_up(events: EventStream) -> None:
    """Bedrock then stops what nobody reads. To close alone would not wake a thread that waits for the next event."""
    # EventStream has no way of its own to do this.
    with suppress(Exception):
        events._raw_stream.shutdown()
    events.close()
