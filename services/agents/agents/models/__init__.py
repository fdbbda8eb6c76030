"""The models that the service offers: what one is."""

from collections.abc import AsyncGenerator
from typing import Any, Protocol

from agents.request import ChatRequest

# How long a model may be silent, before and between tokens. Who asks waits longer, so that the reason gets through.
SILENCE_SECONDS = 300


class Model(Protocol):
    """Something that answers chat requests. Both answers raise ApiError before their first byte."""

    owner: str
    """Shown as `owned_by` in the list of models."""

    def capabilities(self, model_id: str) -> dict[str, bool]:
        """What Open WebUI's page shall not offer for this model, in its words, as False. Others count as True."""

    async def complete(self, request: ChatRequest) -> dict[str, Any]:
        """The whole answer."""

    async def stream(self, request: ChatRequest) -> AsyncGenerator[bytes]:
        """The answer as server-sent events, with `[DONE]`. An ApiError on the way becomes an error event."""

    async def close(self) -> None:
        """Gives back connections. Called once, at the end of the service."""
