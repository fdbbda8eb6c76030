"""What uvicorn starts: `uvicorn --factory agents.main:app`."""

import os
import sys

from fastapi import FastAPI

from agents.app import create_app
from agents.models.catalogue import catalogue
from agents.settings import Settings, SettingsError, read


def app() -> FastAPI:
    """The service for this environment. Settings that cannot be used: a line each on stderr, and exit 2."""
    try:
        settings = read(os.environ)
    except SettingsError as error:
        print(error, file=sys.stderr)
        raise SystemExit(2) from None
    return service(settings)


def service(settings: Settings) -> FastAPI:
    """The service as told."""
    return create_app(*catalogue(settings), settings.agents_api_key)
