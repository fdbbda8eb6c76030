from serving import app_of, client_of


def test_health_answers_without_any_model():
    with client_of(app_of({})) as client:
        response = client.get("/health")
    assert (response.status_code, response.json()) == (200, {"status": "ok"})
