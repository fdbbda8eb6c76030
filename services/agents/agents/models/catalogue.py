"""Which model answers to which id."""

from agents.models import Model
from agents.models.echo import Echo
from agents.settings import Settings


def catalogue(settings: Settings) -> dict[str, Model]:
    """Model id to model: `echo`, and the provider's for exactly the ids that the settings name."""
    models: dict[str, Model] = {"echo": Echo()}
    if settings.provider != "echo":
        models |= dict.fromkeys(settings.model_ids, _provider(settings))
    return models


def _provider(settings: Settings) -> Model:
    # Imported only where used: each is slow to load next to the rest of the service.
    if settings.provider == "bedrock":
        from agents.models.bedrock.model import Bedrock, client

        return Bedrock(client(settings.region))
    from agents.models.openai import OpenAi

    return OpenAi(settings.provider, settings.base_url, settings.api_key)
