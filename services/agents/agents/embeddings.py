"""The body of POST /v1/embeddings, what an embedding model is, and its answer in OpenAI's shape."""

import base64
import struct
from collections.abc import Sequence
from typing import Annotated, Any, Literal, Protocol

from pydantic import BeforeValidator, Field, field_validator

from agents.request import Body

Text = Annotated[str, Field(min_length=1)]
# OpenAI API Reference, "Create embeddings".
MOST_TEXTS = 2048


def _whole(value: Any) -> Any:
    """In JSON, 256.0 is a whole number, too."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


class EmbeddingRequest(Body):
    """An embedding request. OpenAI's also takes tokens as numbers, which are those of OpenAI's models only."""

    model: str = Field(min_length=1)
    input: Text | Annotated[list[Text], Field(min_length=1, max_length=MOST_TEXTS)]
    encoding_format: Literal["float", "base64"] | None = None
    dimensions: Annotated[int, Field(ge=1), BeforeValidator(_whole)] | None = None

    @field_validator("input", mode="before")
    @classmethod
    def _are_texts(cls, value: Any) -> Any:
        """One plain error instead of one for each kind that it could be."""
        texts = value if isinstance(value, list) else [value]
        if not 1 <= len(texts) <= MOST_TEXTS or not all(isinstance(text, str) and text for text in texts):
            raise ValueError(
                f"is no text that can be embedded; expected a text, or 1 to {MOST_TEXTS} in a list"
            )
        return value

    def texts(self) -> list[str]:
        return [self.input] if isinstance(self.input, str) else self.input


class Embedder(Protocol):
    """Something that turns texts into vectors."""

    async def embed(self, request: EmbeddingRequest) -> dict[str, Any]:
        """The whole answer. Raises ApiError."""

    async def close(self) -> None:
        """Gives back connections. Called once, at the end of the service."""


def embedding_list(
    request: EmbeddingRequest, vectors: Sequence[Sequence[float]], tokens: int
) -> dict[str, Any]:
    """The answer for the request's texts, in their order."""
    data = [
        {
            "object": "embedding",
            "index": number,
            "embedding": _packed(vector) if request.encoding_format == "base64" else vector,
        }
        for number, vector in enumerate(vectors)
    ]
    usage = {"prompt_tokens": tokens, "total_tokens": tokens}
    return {"object": "list", "data": data, "model": request.model, "usage": usage}


def _packed(vector: Sequence[float]) -> str:
    return base64.b64encode(struct.pack(f"<{len(vector)}f", *vector)).decode()
