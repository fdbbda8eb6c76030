"""What Open WebUI's page shall not offer for a model, as it reads it from the list of models."""

import pytest
from aws import service_on

OFFERS = {
    "echo": {"vision": False, "builtin_tools": False},
    "amazon.nova-lite-v1:0": {"vision": True, "builtin_tools": True},
    "amazon.nova-micro-v1:0": {"vision": False, "builtin_tools": True},
    "anthropic.claude-3-5-haiku-20241022-v1:0": {"vision": False, "builtin_tools": True},
    "anthropic.claude-3-5-sonnet-20240620-v1:0": {"vision": True, "builtin_tools": True},
    "anthropic.claude-v2:1": {"vision": False, "builtin_tools": False},
    "meta.llama3-2-11b-instruct-v1:0": {"vision": True, "builtin_tools": True},
    "meta.llama3-2-1b-instruct-v1:0": {"vision": False, "builtin_tools": False},
    "meta.llama3-1-70b-instruct-v1:0": {"vision": False, "builtin_tools": True},
    "meta.llama3-70b-instruct-v1:0": {"vision": False, "builtin_tools": False},
    "maker.a-new-model-v1:0": {"vision": True, "builtin_tools": True},
}


@pytest.fixture(scope="module")
def listed():
    with service_on(",".join(list(OFFERS)[1:])) as (client, _):
        yield {model["id"]: model for model in client.get("/v1/models").json()["data"]}


@pytest.mark.parametrize("model", OFFERS)
def test_the_list_tells_what_not_to_offer(listed, model):
    assert listed[model]["info"] == {"meta": {"capabilities": OFFERS[model]}}


def test_the_embedding_model_is_not_offered_for_chat(listed):
    assert set(listed) == set(OFFERS)
