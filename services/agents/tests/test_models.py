import pytest
from serving import app_of, client_of

from agents.models.catalogue import catalogue
from agents.settings import Settings


@pytest.mark.parametrize(
    "settings, owners",
    [
        (Settings("echo"), {"echo": "tandem"}),
        (
            Settings("openai", ("a", "b"), "http://127.0.0.1:9", "", "k" * 8),
            {"echo": "tandem", "a": "openai", "b": "openai"},
        ),
        (Settings("ollama", ("a",), "http://127.0.0.1:9"), {"echo": "tandem", "a": "ollama"}),
        (Settings("bedrock", ("a",), "", "us-east-1"), {"echo": "tandem", "a": "bedrock"}),
    ],
    ids=lambda value: getattr(value, "provider", ""),
)
def test_the_list_has_echo_and_the_named_models_only(settings, owners):
    with client_of(app_of(*catalogue(settings))) as client:
        listed = client.get("/v1/models").json()
    assert listed["object"] == "list"
    assert {model["id"]: model["owned_by"] for model in listed["data"]} == owners
    assert all(model["object"] == "model" and model["created"] > 1_700_000_000 for model in listed["data"])
