"""InvokeModel of the stand-in for Bedrock: Titan's and Cohere's embeddings, with vectors that are words counted.

Sources: Amazon Bedrock User Guide, "Amazon Titan Embeddings G1 - Text" and "Cohere Embed v3".
"""

import hashlib
import math
import re
from typing import Any

from bedrock_rules import Refusal

KINDS = ("search_document", "search_query", "classification", "clustering")


def embed(model: str, body: dict[str, Any]) -> tuple[dict[str, Any], int]:
    """The answer and its count of tokens. Raises Refusal."""
    if model == "amazon.titan-embed-text-v1":
        return _titan(body, {"inputText"}, 1536)
    if model == "amazon.titan-embed-text-v2:0":
        size = body.get("dimensions", 1024)
        if size not in (256, 512, 1024):
            raise Refusal(f"Malformed input request: {size} is not a valid enum value for dimensions.")
        return _titan(body, {"inputText", "dimensions", "normalize", "embeddingTypes"}, size)
    if model in ("cohere.embed-english-v3", "cohere.embed-multilingual-v3"):
        return _cohere(body)
    raise Refusal("The provided model identifier is invalid.")


def vector(text: str, size: int) -> list[float]:
    """Words counted in places that their hashes name, at length 1: texts that share words are near."""
    counts = [0.0] * size
    for word in re.findall(r"\w+", text.lower()) or [text]:
        counts[int.from_bytes(hashlib.sha256(word.encode()).digest()[:4]) % size] += 1
    length = math.sqrt(sum(count * count for count in counts))
    return [count / length for count in counts]


def _titan(body: dict[str, Any], allowed: set[str], size: int) -> tuple[dict[str, Any], int]:
    _keys(body, allowed)
    text = body.get("inputText")
    if not isinstance(text, str) or not 1 <= len(text) <= 50_000:
        raise Refusal("Malformed input request: inputText: expected 1 to 50000 characters.")
    tokens = len(text.split())
    return {"embedding": vector(text, size), "inputTextTokenCount": tokens}, tokens


def _cohere(body: dict[str, Any]) -> tuple[dict[str, Any], int]:
    _keys(body, {"texts", "input_type", "truncate", "embedding_types"})
    texts = body.get("texts")
    if not isinstance(texts, list) or not 1 <= len(texts) <= 96:
        raise Refusal("Malformed input request: #/texts: expected minimum 1 and maximum 96 items.")
    if any(not isinstance(text, str) or len(text) > 2048 for text in texts):
        raise Refusal("Malformed input request: #/texts: expected maxLength: 2048.")
    if body.get("input_type") not in KINDS:
        raise Refusal("Malformed input request: #: required key [input_type] not found.")
    document = {
        "id": "0",
        "texts": texts,
        "embeddings": [vector(text, 1024) for text in texts],
        "response_type": "embeddings_floats",
    }
    return document, sum(len(text.split()) for text in texts)


def _keys(body: dict[str, Any], allowed: set[str]) -> None:
    if extra := set(body) - allowed:
        raise Refusal(f"Malformed input request: extraneous key {sorted(extra)} is not permitted.")
