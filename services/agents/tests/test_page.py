"""Requests as Open WebUI's page sends them, through every provider. fixtures/page has their bodies, recorded as they
came from Open WebUI to a model's endpoint."""

import json
from pathlib import Path

import pytest
from aws import service_on
from chat import PATH, answer_of, events, text_of
from serving import app_for, client_of, serve
from upstream import Upstream

PAGES = sorted((Path(__file__).parent / "fixtures" / "page").glob("*.json"))
EVERY_PAGE = pytest.mark.parametrize("page", PAGES, ids=lambda path: path.stem)
# Families that differ in what they take. Those without images do not get a page with one: see test_listing.py.
SEEING = ["amazon.nova-lite-v1:0", "anthropic.claude-sonnet-4-20250514-v1:0", "maker.a-new-model-v1:0"]
BLIND = ["amazon.nova-micro-v1:0", "mistral.mistral-large-2402-v1:0", "meta.llama3-8b-instruct-v1:0"]


def test_there_are_pages():
    assert {"first-message", "tool-results", "image"} <= {page.stem for page in PAGES}


@pytest.fixture(scope="module")
def bedrock():
    # Whatever a page says, which could be words that the default brain obeys.
    with service_on(",".join(SEEING + BLIND), brain=lambda messages, tools: ["well ", "then"]) as (client, _):
        yield client


@EVERY_PAGE
@pytest.mark.parametrize("stream", [False, True], ids=["whole", "streamed"])
@pytest.mark.parametrize("model", ["echo", *SEEING, *BLIND])
def test_bedrock_and_echo_answer_the_page(bedrock, page, model, stream):
    body = json.loads(page.read_text())
    response = bedrock.post(PATH, json=body | {"model": model, "stream": stream})
    if model in BLIND and "image_url" in page.read_text():
        assert "takes none" in response.json()["error"]["message"]
    else:
        answer = answer_of(response)
        assert answer["message"]["content"] and answer["finish_reason"] == "stop"


@pytest.fixture(scope="module", params=["openai", "ollama"])
def endpoint(request):
    upstream = Upstream()
    key = {"MODEL_API_KEY": "sk-canary/0123456789"} if request.param == "openai" else {}
    with serve(upstream.app) as address:
        app = app_for(
            MODEL_PROVIDER=request.param,
            MODEL_IDS="tick",
            MODEL_BASE_URL=f"{address}/v1",
            EMBEDDING_MODEL_ID="e",
            **key,
        )
        with client_of(app) as client:
            yield client, upstream


@EVERY_PAGE
def test_an_endpoint_gets_the_page_whole(endpoint, page):
    client, upstream = endpoint
    body = json.loads(page.read_text()) | {"model": "tick"}
    answer = client.post(PATH, json=body)
    assert text_of(events(answer)) if body["stream"] else answer_of(answer)
    assert upstream.requests[-1][2] == body
