"""Errors in the shape that OpenAI's clients read: `{"error": {message, type, param, code}}`."""

import json
from typing import Any

from starlette.responses import JSONResponse


class Json(JSONResponse):
    """In ASCII: half a character, as a model that is cut off may end with, is sent on as it came."""

    def render(self, content: Any) -> bytes:
        return json.dumps(content, allow_nan=False, separators=(",", ":")).encode()


def error_body(message: str, type: str, param: str | None = None, code: str | None = None) -> dict[str, Any]:
    """The body of an error answer, and of an error event inside a stream."""
    return {"error": {"message": message, "type": type, "param": param, "code": code}}


class ApiError(Exception):
    """An answer other than 200. `status` is the HTTP status, `body` the JSON document."""

    def __init__(self, status: int, body: dict[str, Any]):
        super().__init__(body["error"]["message"])
        self.status = status
        self.body = body


def bad_request(message: str, param: str | None = None) -> ApiError:
    """400: the caller has to change the request."""
    return ApiError(400, error_body(message, "invalid_request_error", param))


def upstream_failure(status: int, message: str) -> ApiError:
    """502 or 504: the place where the model runs could not be reached or made no sense."""
    return ApiError(status, error_body(message, "upstream_error"))
