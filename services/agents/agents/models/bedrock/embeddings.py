"""Embeddings by Bedrock's InvokeModel, whose bodies are each model maker's own."""

import asyncio
import json
from collections.abc import Iterator, Sequence
from typing import Any

from fastapi.concurrency import run_in_threadpool

from agents.embeddings import EmbeddingRequest, embedding_list
from agents.errors import bad_request, upstream_failure
from agents.models.bedrock.embedding_models import EMBEDDING_MODELS, INPUT_TYPES
from agents.models.bedrock.errors import bedrock_errors

# Of the 40 threads that wait for Bedrock: a large document must not keep those who chat waiting.
AT_ONCE = 8


async def embed(client: Any, request: EmbeddingRequest) -> dict[str, Any]:
    """Raises ApiError."""
    bodies = _bodies(request)
    vectors: list[list[float]] = []
    tokens = 0
    for group in _groups(bodies, AT_ONCE):
        for found, counted in await asyncio.gather(*(_invoke(client, request.model, body) for body in group)):
            vectors += found
            tokens += counted
    if len(vectors) != len(request.texts()):
        raise upstream_failure(502, "Bedrock did not answer with one vector for each text")
    return embedding_list(request, vectors, tokens)


def _bodies(request: EmbeddingRequest) -> list[dict[str, Any]]:
    """One for each call. Raises ApiError 400."""
    model, texts = EMBEDDING_MODELS[request.model], request.texts()
    size = request.dimensions or model.sizes[0]
    if size not in model.sizes:
        allowed = ", ".join(map(str, model.sizes))
        raise bad_request(f"dimensions: are not this model's, got {size}; expected {allowed}", "dimensions")
    longest = max(map(len, texts))
    if longest > model.most_characters:
        raise bad_request(
            f"input: is too long for this model, got {longest} characters; expected {model.most_characters} at most",
            "input",
        )
    if request.model.startswith("cohere."):
        # Not of OpenAI's API, but clients that know such models send it: Open WebUI as a prefix field.
        kind = request.option("input_type") or INPUT_TYPES[0]
        if kind not in INPUT_TYPES:
            raise bad_request(f"input_type: is unknown; expected {', '.join(INPUT_TYPES)}", "input_type")
        return [{"texts": some, "input_type": kind} for some in _groups(texts, model.texts_a_call)]
    dimensions = {"dimensions": size} if request.dimensions and len(model.sizes) > 1 else {}
    return [{"inputText": text} | dimensions for text in texts]


def _groups(items: Sequence[Any], size: int) -> Iterator[Any]:
    for start in range(0, len(items), size):
        yield items[start : start + size]


async def _invoke(client: Any, model: str, body: dict[str, Any]) -> tuple[list[list[float]], int]:
    with bedrock_errors(model):
        response = await run_in_threadpool(_call, client, model, body)
    headers = response["ResponseMetadata"]["HTTPHeaders"]
    try:
        document = json.loads(response["body"])
        vectors = document["embeddings"] if "embeddings" in document else [document["embedding"]]
        vectors = [[float(number) for number in vector] for vector in vectors]
        # Cohere's answers have the count in a header only.
        return vectors, int(
            headers.get("x-amzn-bedrock-input-token-count") or document["inputTextTokenCount"]
        )
    except (ValueError, KeyError, TypeError):
        raise upstream_failure(502, "Bedrock's answer has no embeddings or no count of tokens") from None


def _call(client: Any, model: str, body: dict[str, Any]) -> dict[str, Any]:
    response = client.invoke_model(
        modelId=model,
        body=json.dumps(body).encode(),
        contentType="application/json",
        accept="application/json",
    )
    return response | {"body": response["body"].read()}
