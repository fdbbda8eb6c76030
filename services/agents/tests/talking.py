"""Messages and tools in OpenAI's shapes, and the service over models of Bedrock that differ in what they take."""

from typing import Any

import httpx
import pytest
from aws import service_on
from chat import PATH

MODELS = {
    "all": "amazon.nova-lite-v1:0",
    "whole": "mistral.mistral-large-2402-v1:0",
    "none": "meta.llama3-8b-instruct-v1:0",
    "unknown": "maker.a-new-model-v1:0",
}


def function(name: str, **fields: Any) -> dict[str, Any]:
    return {"type": "function", "function": {"name": name, **fields}}


def called(name: str, arguments: Any = "{}", call_id: str = "call_1") -> dict[str, Any]:
    return {"id": call_id, "type": "function", "function": {"name": name, "arguments": arguments}}


def result(content: Any, call_id: str = "call_1") -> dict[str, Any]:
    return {"role": "tool", "tool_call_id": call_id, "content": content}


USER = {"role": "user", "content": "hi"}
CLOCK = function("clock", description="Tells the time.", parameters={"type": "object", "properties": {}})


def talk(client: httpx.Client, model: str, *messages: Any, **fields: Any) -> httpx.Response:
    return client.post(PATH, json={"model": MODELS[model], "messages": list(messages), **fields})


@pytest.fixture(scope="module")
def served():
    with service_on(",".join(MODELS.values())) as (client, stand_in):
        yield client, stand_in


@pytest.fixture
def client(served):
    served[1].state.asked.clear()
    return served[0]


@pytest.fixture
def asked(served):
    return served[1].state.asked
