"""Who may ask: whoever sends the service's key. Only /health is open."""

import hmac

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from agents.errors import Json, error_body

OPEN = ("/health",)


class KeyCheck:
    """Before everything else, so that nothing of a request without the key is read, not even for an error about it."""

    def __init__(self, app: ASGIApp, api_key: str):
        self._app = app
        self._api_key = api_key.encode()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and scope["path"] not in OPEN and not self._has_key(Headers(scope=scope)):
            message = "the key is missing or wrong; expected the service's own as Authorization: Bearer"
            body = error_body(message, "invalid_request_error", code="invalid_api_key")
            refusal = Json(body, 401, {"WWW-Authenticate": "Bearer"})
            return await refusal(scope, receive, send)
        await self._app(scope, receive, send)

    def _has_key(self, headers: Headers) -> bool:
        scheme, _, key = headers.get("authorization", "").partition(" ")
        # In a time that does not tell how much of the key is right.
        return scheme.lower() == "bearer" and hmac.compare_digest(
            key.strip().encode("latin-1"), self._api_key
        )
