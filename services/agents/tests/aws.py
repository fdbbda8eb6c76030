"""The service over the strict stand-in for Bedrock, with the real AWS client in between."""

from collections.abc import Iterator
from contextlib import contextmanager

import boto3
import httpx
import pytest
from bedrock import Brain, create_bedrock
from fastapi import FastAPI
from serving import app_for, client_of, serve

TITAN = "amazon.titan-embed-text-v2:0"
CREDENTIALS = {
    "AWS_CONFIG_FILE": "/dev/null",
    "AWS_SHARED_CREDENTIALS_FILE": "/dev/null",
    "AWS_ACCESS_KEY_ID": "AKIDEXAMPLE",
    "AWS_SECRET_ACCESS_KEY": "example",
    "NO_PROXY": "127.0.0.1",
}


def only_these_credentials(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever the machine has."""
    for name in ("AWS_PROFILE", "AWS_SESSION_TOKEN", "AWS_BEARER_TOKEN_BEDROCK"):
        monkeypatch.delenv(name, raising=False)
    for name, value in CREDENTIALS.items():
        monkeypatch.setenv(name, value)


def no_credentials(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever the machine has, and wherever else they could come from."""
    only_these_credentials(monkeypatch)
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.delenv("AWS_CONTAINER_CREDENTIALS_FULL_URI", raising=False)
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    # It keeps those of an earlier test.
    monkeypatch.setattr(boto3, "DEFAULT_SESSION", None)


@contextmanager
def service_on(
    models: str, brain: Brain | None = None, embedding: str = TITAN
) -> Iterator[tuple[httpx.Client, FastAPI]]:
    """A client of the service, and the stand-in that it calls."""
    stand_in = create_bedrock(brain)
    with pytest.MonkeyPatch.context() as patch, serve(stand_in) as address:
        only_these_credentials(patch)
        patch.setenv("AWS_ENDPOINT_URL_BEDROCK_RUNTIME", address)
        app = app_for(
            MODEL_PROVIDER="bedrock",
            MODEL_IDS=models,
            MODEL_REGION="eu-central-1",
            EMBEDDING_MODEL_ID=embedding,
        )
        with client_of(app) as client:
            yield client, stand_in
