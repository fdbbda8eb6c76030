"""The HTTP side: health, the list of models, and chat completions, in OpenAI's shapes."""

import time
from collections.abc import AsyncGenerator, Mapping
from contextlib import aclosing, asynccontextmanager
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, StreamingResponse
from starlette.exceptions import HTTPException

from agents.answers import event
from agents.errors import ApiError, bad_request, error_body
from agents.models import Model
from agents.request import ChatRequest


def create_app(models: Mapping[str, Model]) -> FastAPI:
    """The service over the given models, by id. They are closed when it ends."""

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncGenerator[None]:
        yield
        for model in set(models.values()):
            await model.close()

    app = FastAPI(lifespan=lifespan, docs_url=None, redoc_url=None, openapi_url=None)
    app.exception_handler(ApiError)(_api_error)
    app.exception_handler(RequestValidationError)(_bad_body)
    app.exception_handler(HTTPException)(_http_error)
    started = int(time.time())

    @app.get("/health")
    async def health() -> dict[str, str]:
        # Liveness only: a provider that is down must not make ECS replace tasks that are well.
        return {"status": "ok"}

    @app.get("/v1/models")
    async def list_models() -> dict[str, Any]:
        listed = [
            {"id": model_id, "object": "model", "created": started, "owned_by": model.owner}
            for model_id, model in models.items()
        ]
        return {"object": "list", "data": listed}

    @app.post("/v1/chat/completions", response_model=None)
    async def chat(request: ChatRequest) -> JSONResponse | StreamingResponse:
        model = models.get(request.model)
        if model is None:
            message = f"the model {request.model} does not exist here"
            raise ApiError(404, error_body(message, "invalid_request_error", "model", "model_not_found"))
        if not request.stream:
            return JSONResponse(await model.complete(request))
        events = await model.stream(request)
        return StreamingResponse(
            _guarded(events), media_type="text/event-stream", headers={"cache-control": "no-cache"}
        )

    return app


async def _guarded(events: AsyncGenerator[bytes]) -> AsyncGenerator[bytes]:
    """The status is sent by now: a failure becomes an error event, and there is no [DONE]."""
    async with aclosing(events):
        try:
            async for piece in events:
                yield piece
        except ApiError as error:
            # The first line feed ends an event of which only the data line got through.
            yield b"\n" + event(error.body)


async def _api_error(_: Request, error: ApiError) -> JSONResponse:
    return JSONResponse(error.body, error.status)


async def _bad_body(request: Request, error: RequestValidationError) -> JSONResponse:
    first = error.errors()[0]
    # For a body that is not JSON, the location is an offset and not a field.
    where = "" if first["type"] == "json_invalid" else ".".join(str(part) for part in first["loc"][1:])
    return await _api_error(request, bad_request(f"{where or 'body'}: {first['msg']}", where or None))


async def _http_error(_: Request, error: HTTPException) -> JSONResponse:
    """Unknown paths and methods."""
    return JSONResponse(error_body(error.detail, "invalid_request_error"), error.status_code, error.headers)
