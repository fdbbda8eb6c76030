from serving import client_of

from agents.app import create_app


def test_health_answers_without_any_model():
    with client_of(create_app({})) as client:
        response = client.get("/health")
    assert (response.status_code, response.json()) == (200, {"status": "ok"})
