"""Which model answers to which id."""

from typing import NamedTuple

from agents.embeddings import Embedder
from agents.models import Model
from agents.models.echo import Echo
from agents.settings import Settings


class Catalogue(NamedTuple):
    """Models and embedding models by id: exactly those that the settings name, and `echo`."""

    models: dict[str, Model]
    embedders: dict[str, Embedder]


def catalogue(settings: Settings) -> Catalogue:
    models: dict[str, Model] = {"echo": Echo()}
    if settings.provider == "echo":
        return Catalogue(models, {})
    provider = _provider(settings)
    return Catalogue(
        models | dict.fromkeys(settings.model_ids, provider), {settings.embedding_model_id: provider}
    )


def _provider(settings: Settings):
    """Both a model and an embedding model, over one set of connections."""
    # Imported only where used: each is slow to load next to the rest of the service.
    if settings.provider == "bedrock":
        from agents.models.bedrock.model import Bedrock, client

        return Bedrock(client(settings.region))
    from agents.models.openai import OpenAi

    return OpenAi(settings.provider, settings.base_url, settings.api_key)
