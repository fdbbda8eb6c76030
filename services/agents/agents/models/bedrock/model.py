"""Models on Amazon Bedrock, by its Converse API. Credentials are the task role's, never a setting."""

import logging
from collections.abc import AsyncGenerator, Iterator
from contextlib import contextmanager
from typing import Any

import boto3
from botocore.config import Config
from botocore.eventstream import EventStream, ParserError
from botocore.exceptions import (
    BotoCoreError,
    ClientError,
    ConnectTimeoutError,
    ParamValidationError,
    ReadTimeoutError,
)
from fastapi.concurrency import iterate_in_threadpool, run_in_threadpool
from urllib3.exceptions import HTTPError

from agents.answers import DONE, Answer
from agents.errors import ApiError, bad_request, error_body, upstream_failure
from agents.models.bedrock.answer import Pieces, completion
from agents.models.bedrock.converse import converse_arguments
from agents.request import ChatRequest

log = logging.getLogger("agents")


def client(region: str) -> Any:
    """A bedrock-runtime client. It never tries twice: a second try is a second model call on the bill."""
    return boto3.client(
        "bedrock-runtime",
        region_name=region,
        config=Config(
            connect_timeout=10,
            read_timeout=300,
            retries={"total_max_attempts": 1},
            max_pool_connections=40,  # as many as there are threads to wait in
        ),
    )


class Bedrock:
    """boto3 blocks: each call, and each wait for the next piece, is spent in a thread (40 at most)."""

    owner = "bedrock"

    def __init__(self, client: Any):
        self._client = client

    async def complete(self, request: ChatRequest) -> dict[str, Any]:
        arguments = converse_arguments(request)
        with _bedrock_errors(request.model):
            response = await run_in_threadpool(self._client.converse, **arguments)
        return completion(request.model, response)

    async def stream(self, request: ChatRequest) -> AsyncGenerator[bytes]:
        arguments = converse_arguments(request)
        with _bedrock_errors(request.model):
            response = await run_in_threadpool(self._client.converse_stream, **arguments)
        return _events(request, response["stream"])

    async def close(self) -> None:
        self._client.close()


async def _events(request: ChatRequest, events: EventStream) -> AsyncGenerator[bytes]:
    answer = Answer(request.model)
    pieces = Pieces(answer, request.wants_usage())
    yield answer.start()
    try:
        with _bedrock_errors(request.model):
            async for event in iterate_in_threadpool(iter(events)):
                for piece in pieces.of(event):
                    yield piece
    finally:
        events.close()
    if not pieces.finished:
        raise upstream_failure(502, "Bedrock broke off in the middle of the answer")
    yield DONE


@contextmanager
def _bedrock_errors(model: str) -> Iterator[None]:
    try:
        yield
    except ParamValidationError as error:
        raise bad_request(" ".join(str(error).split())) from None
    except ClientError as error:
        code = error.response["Error"].get("Code")
        log.warning("model %s: Bedrock answered with %s", model, code)
        # An error inside a stream has no status of its own; nobody sees this one then.
        status = error.response.get("ResponseMetadata", {}).get("HTTPStatusCode", 502)
        message = error.response["Error"].get("Message") or "Bedrock gave no reason"
        raise ApiError(status, error_body(message, "upstream_error", code=code)) from None
    except (ConnectTimeoutError, ReadTimeoutError):
        log.warning("model %s: Bedrock took too long", model)
        raise upstream_failure(504, "Bedrock took too long") from None
    except (BotoCoreError, HTTPError, ParserError) as error:
        log.warning("model %s: no use of Bedrock: %s", model, type(error).__name__)
        raise upstream_failure(502, f"Bedrock cannot be used, or broke off: {type(error).__name__}") from None
