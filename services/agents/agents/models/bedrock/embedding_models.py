"""The embedding models of Bedrock that are known here. Data.

Sources: Amazon Bedrock User Guide, "Amazon Titan Text Embeddings models", "Amazon Titan Embeddings G1 - Text" and
"Cohere Embed v3".
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class EmbeddingModel:
    texts_a_call: int
    most_characters: int
    """Of one text."""
    sizes: tuple[int, ...]
    """Of a vector; the first is what comes unasked."""


EMBEDDING_MODELS = {
    "amazon.titan-embed-text-v1": EmbeddingModel(1, 50_000, (1536,)),
    "amazon.titan-embed-text-v2:0": EmbeddingModel(1, 50_000, (1024, 512, 256)),
    "cohere.embed-english-v3": EmbeddingModel(96, 2048, (1024,)),
    "cohere.embed-multilingual-v3": EmbeddingModel(96, 2048, (1024,)),
}
# Cohere's models make other vectors for what is searched than for what is searched for.
INPUT_TYPES = ("search_document", "search_query", "classification", "clustering")
