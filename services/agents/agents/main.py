"""What uvicorn starts: `uvicorn --factory agents.main:app`."""

import os
import sys

from fastapi import FastAPI

from agents.app import create_app
from agents.crews.catalogue import crews
from agents.crews.settings import CrewSettings
from agents.crews.settings import read as read_crews
from agents.models.catalogue import catalogue
from agents.settings import Settings, SettingsError, read


def app() -> FastAPI:
    """The service for this environment. Settings that cannot be used: a line each on stderr, and exit 2."""
    try:
        settings = read(os.environ)
        crew_settings = read_crews(os.environ, settings.model_ids)
    except SettingsError as error:
        print(error, file=sys.stderr)
        raise SystemExit(2) from None
    return service(settings, crew_settings)


def service(settings: Settings, crew_settings: CrewSettings | None = None) -> FastAPI:
    """The service as told."""
    models, embedders = catalogue(settings)
    if crew_settings:
        models |= crews(crew_settings, models[crew_settings.model_id])
    return create_app(models, embedders, settings.agents_api_key)
