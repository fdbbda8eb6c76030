import json
import logging

import httpx
import pytest
from chat import PATH, body, error_of
from serving import KEY, app_of, client_of

from agents.models.echo import Echo

PATHS = [
    ("GET", "/v1/models"),
    ("POST", PATH),
    ("POST", "/v1/embeddings"),
    ("GET", "/v1/nothing"),
    ("DELETE", PATH),
    ("GET", "/v1"),
    ("GET", "/v1/"),
    ("GET", "//v1/models"),
    ("GET", "/%761/models"),
    ("GET", "/openapi.json"),
    ("GET", "/docs"),
    ("GET", "/health/"),
    ("GET", "/"),
]
WRONG = [
    None,
    "",
    "Bearer",
    f"Bearer {KEY}x",
    f"Bearer {KEY[:-1]}",
    f"Bearer {KEY.upper()}",
    f"Basic {KEY}",
    KEY,
    f"Bearer {KEY} {KEY}",
    "Bearer schlüssel".encode(),
    b"Bearer \xff\xfe",
]


@pytest.fixture(scope="module")
def client():
    with client_of(app_of({"echo": Echo()})) as client:
        yield client


def send(client, method, path, authorization=None, **fields):
    headers = {} if authorization is None else {"authorization": authorization}
    with httpx.Client(base_url=client.base_url, trust_env=False) as bare:
        return bare.request(method, path, headers=headers, **fields)


@pytest.mark.parametrize("method, path", PATHS)
def test_everything_but_health_wants_the_key(client, method, path):
    response = send(client, method, path)
    assert error_of(response, 401)["code"] == "invalid_api_key"
    assert response.headers["www-authenticate"] == "Bearer"


@pytest.mark.parametrize("authorization", WRONG, ids=repr)
def test_a_wrong_key_is_refused_before_the_body_is_read(client, authorization):
    assert error_of(send(client, "POST", PATH, authorization, content=b"{"), 401)["code"] == "invalid_api_key"


@pytest.mark.parametrize("authorization", [f"Bearer {KEY}", f"bearer {KEY}", f"Bearer  {KEY}"])
def test_the_key_lets_in(client, authorization):
    assert send(client, "GET", "/v1/models", authorization).status_code == 200


def test_health_is_open(client):
    assert send(client, "GET", "/health").json() == {"status": "ok"}


def test_the_key_is_in_no_answer_and_no_log(client, caplog, capfd):
    caplog.set_level(logging.DEBUG)
    shown = [send(client, "GET", "/v1/models", value).text for value in WRONG]
    shown += [client.request(method, path).text for method, path in PATHS]
    shown += [client.post(PATH, json=body("echo", "hi")).text, caplog.text, *capfd.readouterr()]
    assert KEY not in json.dumps(shown)
