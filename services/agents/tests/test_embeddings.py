import base64
import math
import struct

import pytest
from aws import service_on
from bedrock_embeddings import vector
from chat import error_of
from serving import app_for, client_of, serve
from upstream import Upstream

PATH = "/v1/embeddings"
V1, V2, COHERE = "amazon.titan-embed-text-v1", "amazon.titan-embed-text-v2:0", "cohere.embed-multilingual-v3"
SIZES = {V1: 1536, V2: 1024, COHERE: 1024}


@pytest.fixture(scope="module", params=SIZES)
def served(request):
    with service_on("amazon.nova-lite-v1:0", embedding=request.param) as (client, stand_in):
        yield client, request.param, stand_in.state.asked


@pytest.fixture
def embed(served):
    client, model, asked = served
    asked.clear()
    return lambda texts, **fields: client.post(PATH, json={"model": model, "input": texts, **fields})


@pytest.fixture
def model(served):
    return served[1]


@pytest.fixture
def bodies(served):
    return lambda: [body for _, _, body in served[2]]


def near(one, other):
    return sum(a * b for a, b in zip(one, other, strict=True))


@pytest.mark.parametrize("count", [1, 2, 9, 97, 200])
def test_every_text_gets_its_vector_in_order(embed, model, count):
    texts = [f"text {number}" for number in range(count)]
    answer = embed(texts).json()
    assert answer["object"] == "list" and answer["model"] == model
    assert [item["index"] for item in answer["data"]] == list(range(count))
    assert {item["object"] for item in answer["data"]} == {"embedding"}
    assert [item["embedding"] for item in answer["data"]] == [vector(text, SIZES[model]) for text in texts]
    assert answer["usage"] == {"prompt_tokens": 2 * count, "total_tokens": 2 * count}


def test_a_single_text_is_one_of_one_and_like_texts_are_near(embed):
    found = [embed(text).json()["data"] for text in ("the cat sat", "the cat sat down", "stocks fell")]
    one, like, unlike = (item["embedding"] for [item] in found)
    assert near(one, like) > 0.8 and near(one, unlike) < 0.3 and math.isclose(near(one, one), 1)


def test_base64_has_the_same_numbers(embed):
    plain = embed("a b c").json()["data"][0]["embedding"]
    packed = base64.b64decode(embed("a b c", encoding_format="base64").json()["data"][0]["embedding"])
    assert struct.unpack(f"<{len(plain)}f", packed) == pytest.approx(plain)


def test_calls_are_no_more_than_needed(embed, model, bodies):
    embed([f"text {number}" for number in range(97)])
    assert len(bodies()) == (2 if model == COHERE else 97)


@pytest.mark.parametrize("size", [256, 512, 1024, 1536, 1000])
def test_dimensions_are_the_models_own(embed, model, size):
    response = embed("a", dimensions=size)
    if size == SIZES[model] or model == V2 and size in (256, 512):
        assert len(response.json()["data"][0]["embedding"]) == size
    else:
        assert error_of(response, 400)["param"] == "dimensions"


@pytest.mark.parametrize("kind", [None, "search_document", "search_query"])
def test_cohere_is_told_what_the_texts_are_for(embed, model, bodies, kind):
    assert embed("a", input_type=kind).status_code == 200
    [body] = bodies()
    assert body.get("input_type") == ((kind or "search_document") if model == COHERE else None)


@pytest.mark.parametrize(
    "fields, param",
    [
        ({"input": ""}, "input"),
        ({"input": []}, "input"),
        ({"input": ["a", ""]}, "input"),
        ({"input": [1, 2]}, "input"),
        ({"input": [[1, 2]]}, "input"),
        ({"input": None}, "input"),
        ({"input": {"a": 1}}, "input"),
        ({"input": ["a"] * 2049}, "input"),
        ({"input": "x" * 50_001}, "input"),
        ({"encoding_format": "hex"}, "encoding_format"),
        ({"dimensions": 0}, "dimensions"),
        ({"dimensions": "256"}, "dimensions"),
        ({"model": ""}, "model"),
    ],
    ids=lambda value: str(value)[:40],
)
def test_a_bad_request_names_its_field_and_is_not_sent(embed, bodies, fields, param):
    error = error_of(embed("a", **fields), 400)
    assert error["param"] == param and "xxx" not in error["message"] and bodies() == []


def test_other_models_do_not_exist(embed):
    for other in ("amazon.nova-lite-v1:0", "echo", "text-embedding-3-small"):
        assert error_of(embed("a", model=other), 404)["code"] == "model_not_found"


def test_the_most_texts_are_answered(embed, model):
    if model != COHERE:
        return  # one call for each text takes too long here, and is the same as with 200
    assert len(embed(["a"] * 2048).json()["data"]) == 2048


def test_without_a_setting_there_is_no_embedding_model():
    with client_of(app_for()) as client:
        error = error_of(client.post(PATH, json={"model": "echo", "input": "a"}), 404)
    assert error["code"] == "model_not_found"


def test_bedrocks_refusal_is_passed_on_and_not_tried_again(served, embed, bodies, monkeypatch):
    import bedrock

    monkeypatch.setattr(bedrock, "embed", refuse)
    error = error_of(embed("a"), 429)
    assert error["code"] == "ThrottlingException" and len(bodies()) == 1


def refuse(model, body):
    from bedrock_rules import Refusal

    raise Refusal("slow down", "ThrottlingException", 429)


@pytest.mark.parametrize(
    "answer",
    [
        {},
        {"embedding": [1.0]},
        {"embeddings": [[1.0], [2.0]], "inputTextTokenCount": 1},
        {"embeddings": 1, "inputTextTokenCount": 1},
        [],
    ],
)
def test_an_answer_that_is_none_is_a_bad_gateway(embed, monkeypatch, answer):
    import bedrock

    monkeypatch.setattr(bedrock, "embed", lambda model, body: (answer, ""))
    error_of(embed("a"), 502)


@pytest.mark.parametrize("provider", ["openai", "ollama"])
def test_an_endpoint_gets_the_request_whole(provider):
    upstream = Upstream()
    key = {"MODEL_API_KEY": "sk-canary/0123456789"} if provider == "openai" else {}
    with serve(upstream.app) as address:
        app = app_for(
            MODEL_PROVIDER=provider,
            MODEL_IDS="tick",
            MODEL_BASE_URL=f"{address}/v1",
            EMBEDDING_MODEL_ID="e",
            **key,
        )
        with client_of(app) as client:
            sent = {
                "model": "e",
                "input": ["a", "b"],
                "dimensions": 3,
                "encoding_format": "float",
                "prefix": "p",
            }
            answer = client.post(PATH, json=sent).json()
            assert answer["object"] == "list" and len(answer["data"]) == 2
            error_of(client.post(PATH, json=sent | {"model": "tick"}), 404)
            error_of(client.post(PATH, json=sent | {"input": [[1]]}), 400)
    [(path, headers, received)] = upstream.requests
    assert path == "v1/embeddings" and received == sent
    assert headers.get("authorization") == (f"Bearer {key['MODEL_API_KEY']}" if key else None)
