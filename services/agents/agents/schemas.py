"""The answers as the API's description tells them. OpenAI's own schemas have more; these are what holds with every model."""

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict


class Health(BaseModel):
    model_config = ConfigDict(extra="forbid")

    status: Literal["ok"]


class ListedModel(BaseModel):
    """`info` is what Open WebUI knows a model by: what its page shall not offer for it."""

    id: str
    object: Literal["model"]
    created: int
    owned_by: str
    info: dict[str, Any] = {}


class ModelList(BaseModel):
    object: Literal["list"]
    data: list[ListedModel]


class Choice(BaseModel):
    message: dict[str, Any]


class Completion(BaseModel):
    object: Literal["chat.completion"]
    choices: list[Choice]


class Embedding(BaseModel):
    object: Literal["embedding"]
    index: int
    embedding: list[float] | str


class EmbeddingList(BaseModel):
    object: Literal["list"]
    data: list[Embedding]


class Problem(BaseModel):
    model_config = ConfigDict(extra="forbid")

    message: str
    type: str
    param: str | None
    code: str | int | None


class Failure(BaseModel):
    """Every answer that is no success."""

    model_config = ConfigDict(extra="forbid")

    error: Problem


def failures(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """Their description for an operation."""
    return {status: {"model": Failure, "description": DESCRIPTIONS[status]} for status in statuses}


DESCRIPTIONS = {
    400: "The request cannot be answered as it is.",
    401: "The key is missing or wrong.",
    402: "The model's provider wants money.",
    403: "The model's provider refuses this service.",
    404: "There is no such model.",
    408: "The model's provider gave up waiting.",
    413: "The model's provider finds the request too large.",
    422: "The model's provider cannot read the request.",
    424: "The model failed.",
    429: "The model's provider wants fewer requests.",
    500: "Something is wrong here, or at the model's provider.",
    502: "The model's provider cannot be reached, or makes no sense.",
    503: "The model's provider is down.",
    504: "The model's provider is silent.",
}
