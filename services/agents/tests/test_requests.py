import pytest
from chat import PATH, ask, error_of
from serving import app_of, client_of

from agents.models.echo import Echo

HI = [{"role": "user", "content": "hi"}]


@pytest.fixture(scope="module")
def client():
    with client_of(app_of({"echo": Echo()})) as client:
        yield client


@pytest.mark.parametrize("stream", [False, True])
def test_an_unknown_model_is_not_found(client, stream):
    error = error_of(ask(client, "gpt-5", "hi", stream=stream), 404)
    assert error["code"] == "model_not_found" and "gpt-5" in error["message"]


@pytest.mark.parametrize(
    "body, param",
    [
        ([], None),
        ({}, "model"),
        ({"model": "", "messages": HI}, "model"),
        ({"model": 7, "messages": HI}, "model"),
        ({"model": "echo"}, "messages"),
        ({"model": "echo", "messages": []}, "messages"),
        ({"model": "echo", "messages": "hi"}, "messages"),
        ({"model": "echo", "messages": [{"role": "king", "content": "hi"}]}, "messages.0.role"),
        ({"model": "echo", "messages": [{"content": "hi"}]}, "messages.0.role"),
        ({"model": "echo", "messages": [{"role": "user", "content": 5}]}, "messages.0.content"),
        ({"model": "echo", "messages": [{"role": "user", "content": {"a": 1}}]}, "messages.0.content"),
        ({"model": "echo", "messages": [{"role": "user", "content": ["hi"]}]}, "messages.0.content"),
        ({"model": "echo", "messages": HI, "stream": "yes"}, "stream"),
        ({"model": "echo", "messages": HI, "stream_options": 1}, "stream_options"),
    ],
    ids=str,
)
def test_a_bad_body_names_the_field(client, body, param):
    error = error_of(client.post(PATH, json=body), 400)
    assert error["type"] == "invalid_request_error" and error["param"] == param


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"\xff\xfe",
        b'{"model":"echo","messages":[{"role":"user","content":"hi"}],"seed":NaN}',
        b'{"model":"echo","messages":[{"role":"user","content":"\\ud800"}]}',
    ],
)
def test_a_body_that_is_no_json_is_a_bad_request(client, content):
    error_of(client.post(PATH, content=content, headers={"content-type": "application/json"}), 400)


def test_null_stream_means_no_stream(client):
    assert ask(client, "echo", "hi", stream=None).json()["object"] == "chat.completion"


def test_unknown_paths_and_methods_answer_in_the_same_shape(client):
    error_of(client.get("/v1/nothing"), 404)
    error_of(client.get(PATH), 405)
    error_of(client.get("/docs"), 404)
    error_of(client.get("/v1/models/"), 404)
    error_of(client.get("/health/"), 404)


def test_an_unknown_model_is_told_in_short_and_on_one_line(client):
    message = error_of(ask(client, "\u202e\n" + "x" * 10_000, "hi"), 404)["message"]
    assert message.startswith("the model \\u202e\\u000axxx") and len(message) < 200
