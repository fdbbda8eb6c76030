import pytest
from aws import no_credentials, only_these_credentials, service_on
from botocore.stub import Stubber
from chat import PATH, ask, body, error_of, events, text_of
from eventstream import frame
from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse, StreamingResponse
from serving import app_for, app_of, client_of, serve

from agents.models.bedrock import model as bedrock

MODEL = "anthropic.some-model-v1:0"
TEXT = [
    frame("messageStart", {"role": "assistant"}),
    frame("contentBlockDelta", {"contentBlockIndex": 0, "delta": {"reasoningContent": {"text": "hm"}}}),
    frame("contentBlockDelta", {"contentBlockIndex": 1, "delta": {"text": "good "}}),
    frame("contentBlockDelta", {"contentBlockIndex": 1, "delta": {"text": "day"}}),
    frame("contentBlockStop", {"contentBlockIndex": 1}),
]
END = [
    frame("messageStop", {"stopReason": "max_tokens"}),
    frame(
        "metadata",
        {"usage": {"inputTokens": 4, "outputTokens": 2, "totalTokens": 6}, "metrics": {"latencyMs": 1}},
    ),
]


@pytest.fixture(autouse=True)
def aws(monkeypatch):
    only_these_credentials(monkeypatch)


@pytest.fixture
def stubbed():
    """The service over a stubbed client, and its stubber."""
    client = bedrock.client("us-east-1")
    with Stubber(client) as stubber, client_of(app_of({MODEL: bedrock.Bedrock(client)})) as http:
        yield http, stubber
        stubber.assert_no_pending_responses()


def answering(respond):
    """A stand-in for Bedrock's HTTP side; `respond` answers converse-stream."""
    app = FastAPI()
    app.asked = []

    @app.post("/model/{model}/converse-stream", response_model=None)
    async def converse_stream(model: str, request: Request):
        app.asked.append((model, await request.json()))
        return respond()

    return app


def streaming(frames):
    return answering(lambda: StreamingResponse(iter(frames), media_type="application/vnd.amazon.eventstream"))


def ask_stream(app, monkeypatch, **fields):
    with serve(app) as address:
        monkeypatch.setenv("AWS_ENDPOINT_URL_BEDROCK_RUNTIME", address)
        bedrock_app = app_for(
            MODEL_PROVIDER="bedrock",
            MODEL_IDS=MODEL,
            MODEL_REGION="eu-central-1",
            EMBEDDING_MODEL_ID="amazon.titan-embed-text-v2:0",
        )
        with client_of(bedrock_app) as client:
            return ask(client, MODEL, "hi", stream=True, **fields)


def test_a_request_becomes_converse_and_its_answer_a_completion(stubbed):
    client, stubber = stubbed
    stubber.add_response(
        "converse",
        {
            "output": {"message": {"role": "assistant", "content": [{"text": "good day"}]}},
            "stopReason": "end_turn",
            "usage": {"inputTokens": 4, "outputTokens": 2, "totalTokens": 6},
            "metrics": {"latencyMs": 1},
        },
        {
            "modelId": MODEL,
            "messages": [{"role": "user", "content": [{"text": "hi"}]}],
            "inferenceConfig": {"temperature": 0.5},
        },
    )
    answer = ask(client, MODEL, "hi", temperature=0.5).json()
    assert answer["object"] == "chat.completion" and answer["model"] == MODEL
    assert answer["choices"][0]["message"]["content"] == "good day"
    assert answer["choices"][0]["finish_reason"] == "stop"
    assert answer["usage"] == {"prompt_tokens": 4, "completion_tokens": 2, "total_tokens": 6}


@pytest.mark.parametrize(
    "operation, stream", [("converse", False), ("converse_stream", True)], ids=["plain", "streamed"]
)
@pytest.mark.parametrize(
    "code, status",
    [("ThrottlingException", 429), ("AccessDeniedException", 403), ("ValidationException", 400)],
)
def test_bedrocks_own_error_is_passed_on(stubbed, operation, stream, code, status):
    client, stubber = stubbed
    stubber.add_client_error(operation, code, "not now", status)
    error = error_of(ask(client, MODEL, "hi", stream=stream), status)
    assert (error["message"], error["code"], error["type"]) == ("not now", code, "upstream_error")


@pytest.fixture
def out_of_reach(monkeypatch):
    """The service over the real client, with nothing at Bedrock's address."""
    with serve(FastAPI()) as address:
        pass
    monkeypatch.setenv("AWS_ENDPOINT_URL_BEDROCK_RUNTIME", address)
    with client_of(app_of({MODEL: bedrock.Bedrock(bedrock.client("us-east-1"))})) as client:
        yield client


@pytest.mark.parametrize("stream", [False, True])
def test_an_option_of_the_wrong_type_is_a_bad_request_before_any_call(out_of_reach, stream):
    message = error_of(ask(out_of_reach, MODEL, "hi", temperature="hot", stream=stream), 400)["message"]
    assert "inferenceConfig.temperature" in message and "\n" not in message


@pytest.mark.parametrize("stream", [False, True])
def test_bedrock_out_of_reach_is_a_bad_gateway(out_of_reach, stream):
    error_of(ask(out_of_reach, MODEL, "hi", stream=stream), 502)


@pytest.mark.parametrize("stream", [False, True])
def test_without_credentials_answer_and_log_say_so_in_a_line(monkeypatch, caplog, capfd, stream):
    no_credentials(monkeypatch)
    with client_of(app_of({MODEL: bedrock.Bedrock(bedrock.client("us-east-1"))})) as client:
        message = error_of(ask(client, MODEL, "hi", stream=stream), 502)["message"]
    why = "this service has no AWS credentials (NoCredentialsError)"
    assert message == f"Bedrock cannot be used, or broke off: {why}"
    assert [line.getMessage() for line in caplog.records if line.name == "agents"] == [
        f"model {MODEL}: no use of Bedrock: {why}"
    ]
    assert "Traceback" not in caplog.text + "".join(capfd.readouterr())


def test_a_stream_becomes_chunks_with_usage_when_asked(monkeypatch):
    app = streaming(TEXT + END)
    *chunks, done = events(ask_stream(app, monkeypatch, stream_options={"include_usage": True}))
    assert app.asked == [(MODEL, {"messages": [{"role": "user", "content": [{"text": "hi"}]}]})]
    assert done == "[DONE]"
    assert [c["choices"][0]["delta"] for c in chunks[:-1]] == [
        {"role": "assistant", "content": ""},
        {"content": "good "},
        {"content": "day"},
        {},
    ]
    assert chunks[-2]["choices"][0]["finish_reason"] == "length"
    assert chunks[-1]["usage"] == {"prompt_tokens": 4, "completion_tokens": 2, "total_tokens": 6}


def test_a_stream_without_the_wish_has_no_usage(monkeypatch):
    received = events(ask_stream(streaming(TEXT + END), monkeypatch))
    assert received[-1] == "[DONE]" and all("usage" not in chunk for chunk in received[:-1])


def test_an_error_before_the_stream_keeps_its_status_and_is_not_tried_again(monkeypatch):
    headers = {"x-amzn-errortype": "ThrottlingException"}
    app = answering(lambda: JSONResponse({"message": "slow down"}, 429, headers))
    assert error_of(ask_stream(app, monkeypatch), 429)["code"] == "ThrottlingException"
    assert len(app.asked) == 1


@pytest.mark.parametrize(
    "tail, message",
    [
        (frame("throttlingException", {"message": "slow down"}, kind="exception"), "slow down"),
        (b"", "broke off"),
        (END[0][:20], "broke off"),
        (END[0][:-1] + b"!", "broke off"),
    ],
    ids=["exception", "early end", "half a frame", "bad checksum"],
)
def test_a_stream_that_fails_ends_with_an_error_and_without_done(monkeypatch, tail, message):
    received = events(ask_stream(streaming([*TEXT, tail]), monkeypatch))
    assert text_of(received[:-1]) == "good day"
    assert message in received[-1]["error"]["message"]


def test_a_caller_who_leaves_a_silent_stream_is_not_waited_for():
    with service_on(MODEL) as (client, stand_in):
        with client.stream("POST", PATH, json=body(MODEL, "stall", stream=True)) as response:
            texts = response.iter_text()
            assert "assistant" in next(texts) and "You" in next(texts)
            assert not stand_in.state.let_go.is_set()
        assert stand_in.state.let_go.wait(5), "Bedrock is still generating for nobody"
