"""The HTTP side: health, the list of models, chat completions and embeddings, in OpenAI's shapes."""

import time
from collections.abc import AsyncGenerator, Mapping
from contextlib import aclosing, asynccontextmanager
from typing import Any, TypeVar

from fastapi import APIRouter, FastAPI, Request, Security
from fastapi.exceptions import RequestValidationError
from fastapi.responses import StreamingResponse
from fastapi.security import HTTPBearer
from starlette.exceptions import HTTPException

from agents.answers import event
from agents.auth import KeyCheck
from agents.crews.plain import plain
from agents.embeddings import Embedder, EmbeddingRequest
from agents.errors import ApiError, Json, bad_request, error_body
from agents.models import Model
from agents.request import ChatRequest
from agents.schemas import (
    DESCRIPTIONS,
    Completion,
    EmbeddingList,
    Health,
    ModelList,
    failures,
)

Kind = TypeVar("Kind")
# Events whose data are chunks in JSON, and [DONE] at the end; or one with an error, and no [DONE].
EVENT = {"type": "object", "properties": {"data": {"type": "string"}}, "required": ["data"]}
STREAM = {"content": {"text/event-stream": {"schema": EVENT}}}


def create_app(models: Mapping[str, Model], embedders: Mapping[str, Embedder], api_key: str) -> FastAPI:
    """The service over the given models, by id, for callers with the key. The models are closed when it ends."""

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncGenerator[None]:
        yield
        for model in {*models.values(), *embedders.values()}:
            await model.close()

    app = FastAPI(
        title="The agents service of the AI stream",
        version="0.1.0",
        lifespan=lifespan,
        # Nobody in the deployment reads them there; `app.openapi()` has the description.
        docs_url=None,
        redoc_url=None,
        openapi_url=None,
        # A path with a slash too many is another path; a redirect would send the key again.
        redirect_slashes=False,
    )
    app.add_middleware(KeyCheck, api_key=api_key)
    app.exception_handler(ApiError)(_api_error)
    app.exception_handler(RequestValidationError)(_bad_body)
    app.exception_handler(HTTPException)(_http_error)
    app.exception_handler(Exception)(_mistake)

    @app.get("/health", response_model=Health)
    async def health() -> dict[str, str]:
        # Liveness only: a provider that is down must not make ECS replace tasks that are well.
        return {"status": "ok"}

    app.include_router(_with_key(models, embedders))
    return app


def _with_key(models: Mapping[str, Model], embedders: Mapping[str, Embedder]) -> APIRouter:
    # HTTPBearer only describes: the key is checked before anything gets here.
    router = APIRouter(prefix="/v1", dependencies=[Security(HTTPBearer(auto_error=False))])
    started = int(time.time())

    @router.get("/models", responses=failures(401) | {200: {"model": ModelList}}, response_model=None)
    async def list_models() -> dict[str, Any]:
        listed = [_listed(model_id, model, started) for model_id, model in models.items()]
        return {"object": "list", "data": listed}

    @router.post(
        "/chat/completions",
        responses=failures(*DESCRIPTIONS) | {200: {"model": Completion} | STREAM},
        response_model=None,
    )
    async def chat(request: ChatRequest) -> Json | StreamingResponse:
        model = _named(models, request.model)
        if not request.stream:
            return Json(await model.complete(request))
        events = await model.stream(request)
        return StreamingResponse(
            _guarded(events), media_type="text/event-stream", headers={"cache-control": "no-cache"}
        )

    @router.post(
        "/embeddings",
        responses=failures(*DESCRIPTIONS) | {200: {"model": EmbeddingList}},
        response_model=None,
    )
    async def embeddings(request: EmbeddingRequest) -> Json:
        return Json(await _named(embedders, request.model).embed(request))

    return router


def _listed(model_id: str, model: Model, started: int) -> dict[str, Any]:
    entry = {"id": model_id, "object": "model", "created": started, "owned_by": model.owner}
    capabilities = model.capabilities(model_id)
    # Not of OpenAI's API: Open WebUI keeps such an entry, and does not offer what it says is missing.
    return entry | {"info": {"meta": {"capabilities": capabilities}}} if capabilities else entry


def _named(models: Mapping[str, Kind], model_id: str) -> Kind:
    if model_id not in models:
        message = f"the model {plain(model_id, 100)} does not exist here"
        raise ApiError(404, error_body(message, "invalid_request_error", "model", "model_not_found"))
    return models[model_id]


async def _guarded(events: AsyncGenerator[bytes]) -> AsyncGenerator[bytes]:
    """The status is sent by now: a failure becomes an error event, and there is no [DONE]."""
    async with aclosing(events):
        try:
            async for piece in events:
                yield piece
        except ApiError as error:
            # The first line feed ends an event of which only the data line got through.
            yield b"\n" + event(error.body)


async def _api_error(_: Request, error: ApiError) -> Json:
    return Json(error.body, error.status)


async def _bad_body(request: Request, error: RequestValidationError) -> Json:
    first = error.errors()[0]
    # For a body that is not JSON, the location is an offset and not a field.
    where = "" if first["type"] == "json_invalid" else ".".join(str(part) for part in first["loc"][1:])
    message = first["msg"].removeprefix("Value error, ")
    return await _api_error(request, bad_request(f"{where or 'body'}: {message}", where or None))


async def _http_error(_: Request, error: HTTPException) -> Json:
    """Unknown paths and methods."""
    return Json(error_body(error.detail, "invalid_request_error"), error.status_code, error.headers)


async def _mistake(_: Request, __: Exception) -> Json:
    """Ours; the server logs where."""
    return Json(error_body("something is wrong in this service", "server_error"), 500)
