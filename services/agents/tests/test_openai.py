import json
import logging
from contextlib import contextmanager

import httpx
import pytest
from chat import PATH, ask, body, error_of, events, text_of
from serving import KEY as AGENTS_KEY
from serving import app_for, client_of, serve
from upstream import CHUNK, Upstream

from agents.models import openai

KEY = "sk-canary/0123456789+abc"
IDS = (
    "tick,refuses,refuses-escaped,refuses-oddly,is-down,redirects,talks-html,is-slow,half,not-a-number,too-deep,"
    "breaks,leaks,never-ends"
)


@contextmanager
def service(provider, address):
    settings = {
        "MODEL_PROVIDER": provider,
        "MODEL_IDS": IDS,
        "MODEL_BASE_URL": address,
        "EMBEDDING_MODEL_ID": "tick",
    }
    if provider == "openai":
        settings["MODEL_API_KEY"] = KEY
    with client_of(app_for(**settings)) as client:
        yield client


@pytest.fixture(scope="module")
def served():
    """An endpoint, its address, and the service in front of it: one for all, as starting servers takes long."""
    upstream = Upstream()
    with serve(upstream.app) as address, service("openai", f"{address}/v1") as client:
        yield upstream, address, client


@pytest.fixture
def upstream(served):
    served[0].requests.clear()
    return served[0]


@pytest.fixture
def address(served):
    return served[1]


@pytest.fixture
def client(served):
    return served[2]


@pytest.mark.parametrize(
    "provider, suffix, key",
    [
        ("openai", "/v1", f"Bearer {KEY}"),
        ("openai", "/api/v1/", f"Bearer {KEY}"),
        ("ollama", "", None),
        ("ollama", "/", None),
        ("ollama", "/v1", None),
    ],
)
def test_the_request_is_passed_on_whole_with_our_key_and_not_the_callers(
    upstream, address, provider, suffix, key
):
    asked = body("tick", "hi", temperature=0, tools=[{"type": "function"}], seed=None)
    with service(provider, address + suffix) as client:
        answer = client.post(PATH, json=asked)
    assert answer.json() == {
        "object": "chat.completion",
        "choices": [{"message": {"content": "tock"}}],
        "extra": 1,
    }
    [(path, headers, received)] = upstream.requests
    assert path == f"{suffix.strip('/') or 'v1'}/chat/completions"
    assert headers.get("authorization") == key
    assert received == asked
    assert AGENTS_KEY not in str(headers)


@pytest.mark.parametrize("provider", ["openai", "ollama"])
def test_a_stream_is_passed_on_event_by_event(address, provider):
    with service(provider, f"{address}/v1") as client:
        received = events(ask(client, "tick", "hi", stream=True))
    assert received == [CHUNK, "[DONE]"]
    assert text_of(received) == "tick\u2028"


def test_pieces_arrive_while_the_answer_goes_on_and_leaving_ends_it(client, upstream):
    upstream.let_go.clear()
    with client.stream("POST", PATH, json=body("never-ends", "hi", stream=True)) as response:
        first = next(response.iter_text())
        assert first.startswith("data: ") and not upstream.let_go.is_set()
    assert upstream.let_go.wait(5), "the endpoint is still generating for nobody"


def test_models_that_are_not_named_never_reach_the_endpoint(client, upstream):
    error_of(ask(client, "gpt-5", "hi"), 404)
    assert ask(client, "echo", "hi").json()["choices"][0]["message"]["content"] == "hi"
    assert upstream.requests == []


@pytest.mark.parametrize("stream", [False, True])
def test_the_endpoints_own_error_is_passed_on(client, stream):
    error = error_of(ask(client, "refuses", "hi", stream=stream), 401)
    assert error == {
        "message": "bad key: Bearer ***",
        "type": "auth",
        "param": None,
        "code": "invalid_api_key",
    }


@pytest.mark.parametrize(
    "model, status, message",
    [
        ("refuses-escaped", 403, "bad key: Bearer ***"),
        ("is-down", 503, "the model's endpoint answered with status 503"),
        ("redirects", 502, "the model's endpoint answered with status 307"),
    ],
)
def test_an_error_in_another_shape_gets_openais(client, model, status, message):
    error = error_of(ask(client, model, "hi"), status)
    assert (error["message"], error["type"]) == (message, "upstream_error")


@pytest.mark.parametrize("stream, wanted", [(False, "a JSON object"), (True, "an event stream")])
def test_an_answer_that_is_no_answer_is_a_bad_gateway(client, stream, wanted):
    assert wanted in error_of(ask(client, "talks-html", "hi", stream=stream), 502)["message"]


@pytest.mark.parametrize("stream", [False, True])
def test_an_endpoint_that_cannot_be_reached_is_a_bad_gateway(stream):
    with serve(Upstream().app) as address:
        pass
    with service("openai", address) as client:
        error_of(ask(client, "tick", "hi", stream=stream), 502)


def test_an_endpoint_that_says_nothing_is_a_gateway_timeout(address, monkeypatch):
    monkeypatch.setattr(openai, "TIMEOUT", httpx.Timeout(0.2))
    with service("openai", address) as client:
        error_of(ask(client, "is-slow", "hi"), 504)


def test_a_stream_that_breaks_off_ends_with_an_error_and_without_done(client):
    first, last = events(ask(client, "breaks", "hi", stream=True))
    assert first == CHUNK
    assert last["error"]["type"] == "upstream_error"


def test_the_key_is_in_no_answer_and_in_no_log(client, upstream, caplog, capfd):
    caplog.set_level(logging.DEBUG)
    answers = [
        ask(client, model, "hi", stream=stream).text
        for model in IDS.split(",")[:-1]
        for stream in (False, True)
    ]
    assert {headers["authorization"] for _, headers, _ in upstream.requests} == {f"Bearer {KEY}"}
    assert any("***!" in answer for answer in answers), "the key that came in two pieces was not even tried"
    assert "its endpoint answered with status 401" in caplog.text and "httpcore" in caplog.text
    printed = "".join(capfd.readouterr())
    for shown in [*answers, caplog.text, printed]:
        assert (
            AGENTS_KEY not in shown
            and KEY not in shown
            and json.dumps(KEY).replace("/", "\\/")[1:-1] not in shown
        )


def test_half_a_character_at_the_end_of_an_answer_is_sent_on(client):
    response = ask(client, "half", "hi")
    assert response.status_code == 200 and b'"so \\ud83d"' in response.content


@pytest.mark.parametrize("model", ["not-a-number", "too-deep"])
def test_what_nobody_could_read_is_the_endpoints_failure(client, model):
    assert "JSON" in error_of(ask(client, model, "hi"), 502)["message"]


def test_an_error_that_is_no_text_is_told_by_its_status(client):
    error = error_of(ask(client, "refuses-oddly", "hi"), 400)
    assert error == {
        "message": "the model's endpoint answered with status 400",
        "type": "upstream_error",
        "param": None,
        "code": None,
    }
