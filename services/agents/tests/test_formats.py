"""Answers in JSON from Bedrock models."""

import json

import pytest
from aws import service_on
from chat import answer_of, ask, error_of, events

MODEL, UNFORCED = "amazon.nova-lite-v1:0", "mistral.mistral-large-2402-v1:0"
SCHEMA = {"type": "object", "properties": {"said": {"type": "string"}}, "required": ["said"]}
FORMATS = [{"type": "json_object"}, {"type": "json_schema", "json_schema": {"name": "n", "schema": SCHEMA}}]
CLOCK = {"type": "function", "function": {"name": "clock"}}


@pytest.fixture(scope="module")
def served():
    with service_on(f"{MODEL},{UNFORCED}") as (client, stand_in):
        yield client, stand_in.state.asked


@pytest.mark.parametrize("stream", [False, True])
@pytest.mark.parametrize("wanted", FORMATS, ids=["object", "schema"])
def test_json_is_the_input_of_a_forced_tool(served, wanted, stream):
    client, asked = served
    answer = answer_of(ask(client, MODEL, "hi", response_format=wanted, stream=stream))
    assert json.loads(answer["message"]["content"]) == {"said": "You said: hi"}
    assert answer["finish_reason"] == "stop" and "tool_calls" not in answer["message"]
    config = asked[-1][2]["toolConfig"]
    [tool] = config["tools"]
    assert config["toolChoice"] == {"tool": {"name": tool["toolSpec"]["name"]}}
    assert wanted["type"] == "json_object" or tool["toolSpec"]["inputSchema"]["json"] == SCHEMA


@pytest.mark.parametrize(
    "model, fields",
    [
        (MODEL, {"response_format": {"type": "xml"}}),
        (MODEL, {"response_format": "json_object"}),
        (MODEL, {"response_format": {"type": "json_schema"}}),
        (MODEL, {"response_format": {"type": "json_schema", "json_schema": {"schema": {"type": "array"}}}}),
        (MODEL, {"response_format": FORMATS[0], "tools": [CLOCK]}),
        (UNFORCED, {"response_format": FORMATS[0]}),
    ],
    ids=str,
)
def test_json_that_cannot_be_promised_is_refused(served, model, fields):
    assert error_of(ask(served[0], model, "hi", **fields), 400)["param"] == "response_format"


def test_tools_that_may_not_be_called_are_no_hindrance(served):
    fields = {"response_format": FORMATS[0], "tools": [CLOCK], "tool_choice": "none"}
    json.loads(answer_of(ask(served[0], MODEL, "hi", **fields))["message"]["content"])


@pytest.mark.parametrize("stream", [False, True])
def test_what_is_said_beside_the_json_is_left_out(stream):
    with service_on(MODEL, brain=lambda messages, tools: ["Here:", ("json_answer", {"a": 1})]) as (client, _):
        answer = answer_of(ask(client, MODEL, "hi", response_format=FORMATS[0], stream=stream))
    assert json.loads(answer["message"]["content"]) == {"a": 1}


@pytest.mark.parametrize("stream", [False, True])
def test_text_in_place_of_json_is_an_error_and_not_an_answer(stream, monkeypatch):
    import bedrock

    with service_on(MODEL) as (client, _):
        monkeypatch.setattr(bedrock, "_forced", lambda body, parts: parts)
        response = ask(client, MODEL, "hi", response_format=FORMATS[0], stream=stream)
        error = events(response)[-1]["error"] if stream else error_of(response, 502)
    assert error["message"] == "the model did not answer in JSON"
