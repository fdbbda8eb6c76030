"""The running service against its own description, by schemathesis: what it sends must be what it promises."""

import json
import subprocess
import sys
from contextlib import contextmanager

import pytest
from aws import only_these_credentials
from bedrock import create_bedrock
from chat import error_of
from serving import KEY, app_for, client_of, serve
from upstream import Upstream

EXAMPLES = 15
CHAT = {"echo": "echo", "bedrock": "amazon.nova-lite-v1:0", "openai": "tick", "ollama": "tick"}
EMBEDDING = {"echo": "none", "bedrock": "cohere.embed-english-v3", "openai": "e", "ollama": "e"}
# What the description leaves to the models, for the one that translates it.
ANYTHING: dict = {}
CALL = {
    "type": "object",
    "required": ["id", "function"],
    "properties": {
        "id": {"enum": ["1", "2"]},
        "function": {"type": "object", "required": ["name"], "properties": {"name": {"enum": ["f", ""]}}},
    },
}
CALLS = {"tool_calls": {"type": "array", "items": CALL}, "tool_call_id": {"enum": ["1", "2", ""]}}
OPTIONS = {
    "tools": {
        "type": "array",
        "items": {
            "type": "object",
            "required": ["type", "function"],
            "properties": {
                "type": {"enum": ["function", "x"]},
                "function": {
                    "type": "object",
                    "properties": {"name": {"enum": ["f", "g", "a b"]}, "parameters": ANYTHING},
                },
            },
        },
    },
    "tool_choice": ANYTHING,
    "response_format": ANYTHING,
    "temperature": ANYTHING,
    "max_tokens": ANYTHING,
    "stop": ANYTHING,
    "n": ANYTHING,
}


# These refuse conversations for reasons that no schema tells, such as a result without its call; and what is added to
# the description above is looser in some places, and stricter in others, than what the model takes.
EXCLUDED = {"echo": "positive_data_acceptance", "bedrock": "positive_data_acceptance,negative_data_rejection"}


@contextmanager
def served(provider):
    """The service with the provider's stand-in behind it, and its description."""
    with pytest.MonkeyPatch.context() as patch:
        only_these_credentials(patch)
        with serve(create_bedrock() if provider == "bedrock" else Upstream().app) as address:
            patch.setenv("AWS_ENDPOINT_URL_BEDROCK_RUNTIME", address)
            environ = {
                "echo": {},
                "bedrock": {"MODEL_REGION": "eu-central-1"},
                "openai": {"MODEL_BASE_URL": f"{address}/v1", "MODEL_API_KEY": "sk-canary/0123456789"},
                "ollama": {"MODEL_BASE_URL": address},
            }[provider]
            if provider != "echo":
                environ |= {"MODEL_IDS": CHAT[provider], "EMBEDDING_MODEL_ID": EMBEDDING[provider]}
            app = app_for(MODEL_PROVIDER=provider, **environ)
            with serve(app) as service:
                yield service, app.openapi()


@pytest.mark.parametrize("provider", CHAT)
def test_the_service_is_what_its_description_says(provider, tmp_path):
    with served(provider) as (address, description):
        schemas = description["components"]["schemas"]
        schemas["ChatRequest"]["properties"]["model"] = {"const": CHAT[provider]}
        schemas["EmbeddingRequest"]["properties"]["model"] = {"const": EMBEDDING[provider]}
        if provider == "bedrock":
            schemas["ChatRequest"]["properties"] |= OPTIONS
            schemas["Message"]["properties"] |= CALLS
        (tmp_path / "openapi.json").write_text(json.dumps(description))
        command = [sys.executable, "-m", "schemathesis.cli", "run", "openapi.json", "--url", address]
        command += [
            "--header",
            f"Authorization: Bearer {KEY}",
            "--checks",
            "all",
            "--seed",
            "1",
            "--no-color",
        ]
        command += ["--max-examples", str(EXAMPLES), "--generation-database", "none", "--warnings", "off"]
        if provider == "ollama":
            command += [
                "--phases",
                "fuzzing",
            ]  # the same code as for openai, so the long phase is left to that
        if provider in EXCLUDED:
            command += ["--exclude-checks", EXCLUDED[provider]]
        done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stdout[-8000:] + done.stderr


def test_the_description_has_every_path_and_is_not_served():
    app = app_for()
    paths = app.openapi()["paths"]
    assert set(paths) == {"/health", "/v1/models", "/v1/chat/completions", "/v1/embeddings"}
    assert all(
        ("401" in operation["responses"]) == path.startswith("/v1/")
        for path, item in paths.items()
        for operation in item.values()
    )
    with client_of(app) as client:
        for path in ("/openapi.json", "/docs", "/redoc"):
            error_of(client.get(path), 404)
