"""Tools with Bedrock models, over the real AWS client and a stand-in that refuses what AWS refuses."""

import json

import pytest
from aws import service_on
from chat import PATH, answer_of, ask, body, error_of, events
from talking import (
    CLOCK,
    MODELS,
    USER,
    asked,
    called,
    client,
    function,
    result,
    served,
    talk,
)

STREAMS = pytest.mark.parametrize("stream", [False, True], ids=["whole", "streamed"])


@STREAMS
@pytest.mark.parametrize("model", ["all", "unknown", "whole"])
def test_a_call_and_its_result_go_there_and_back(client, model, stream):
    first = answer_of(
        ask(client, MODELS[model], 'call clock {"zone": "Zürich"}', tools=[CLOCK], stream=stream)
    )
    assert first["finish_reason"] == "tool_calls" and first["message"]["content"] is None
    [call] = first["message"]["tool_calls"]
    assert call["function"]["name"] == "clock" and json.loads(call["function"]["arguments"]) == {
        "zone": "Zürich"
    }
    second = talk(
        client, model, USER, first["message"], result("noon", call["id"]), tools=[CLOCK], stream=stream
    )
    assert answer_of(second)["message"]["content"] == "the tool said: noon"
    assert answer_of(second)["finish_reason"] == "stop"


@STREAMS
def test_calls_without_arguments_have_an_empty_object(client, stream):
    [call] = answer_of(ask(client, MODELS["all"], "call clock", tools=[CLOCK], stream=stream))["message"][
        "tool_calls"
    ]
    assert call["function"]["arguments"] == "{}"


@STREAMS
def test_calls_side_by_side_and_their_results_are_one_turn_each(client, asked, stream):
    tools = [CLOCK, function("dice")]
    first = answer_of(
        ask(client, MODELS["all"], 'call clock call dice {"sides": 6}', tools=tools, stream=stream)
    )
    calls = first["message"]["tool_calls"]
    assert [call["function"]["name"] for call in calls] == ["clock", "dice"]
    assert len({call["id"] for call in calls}) == 2
    results = [result(f"r{number}", call["id"]) for number, call in enumerate(calls)]
    second = talk(client, "all", USER, first["message"], *results, tools=tools, stream=stream)
    assert answer_of(second)["message"]["content"] == "the tool said: r0, r1"
    assert [turn["role"] for turn in asked[-1][2]["messages"]] == ["user", "assistant", "user"]


@STREAMS
def test_without_parallel_calls_there_is_one_at_most(client, stream):
    fields = {"tools": [CLOCK, function("dice")], "parallel_tool_calls": False, "stream": stream}
    calls = answer_of(ask(client, MODELS["all"], "call clock call dice", **fields))["message"]["tool_calls"]
    assert [call["function"]["name"] for call in calls] == ["clock"]


@pytest.mark.parametrize(
    "choice, sent",
    [
        (None, None),
        ("auto", None),
        ("required", {"any": {}}),
        ({"type": "function", "function": {"name": "clock"}}, {"tool": {"name": "clock"}}),
    ],
)
def test_the_choice_of_a_tool_is_translated(client, asked, choice, sent):
    answer_of(ask(client, MODELS["all"], "hi", tools=[CLOCK], tool_choice=choice))
    assert asked[-1][2]["toolConfig"].get("toolChoice") == sent


@pytest.mark.parametrize(
    "fields", [{"tools": [CLOCK], "tool_choice": "none"}, {"tools": []}, {"tools": None}]
)
@STREAMS
def test_a_history_with_calls_needs_no_tools_any_more_and_none_is_called(client, asked, fields, stream):
    said = [USER, {"role": "assistant", "content": None, "tool_calls": [called("clock")]}, result("noon")]
    answer = answer_of(talk(client, "all", *said, stream=stream, **fields))
    assert answer["message"]["content"] == "the tool said: noon"
    [tool] = asked[-1][2]["toolConfig"]["tools"]
    assert tool["toolSpec"]["name"] == "clock"
    said += [{"role": "assistant", "content": "noon"}, {"role": "user", "content": "call clock"}]
    answer = answer_of(talk(client, "all", *said, stream=stream, **fields))
    assert "tool_calls" not in answer["message"] and answer["finish_reason"] == "stop"


@STREAMS
def test_a_model_without_tools_answers_and_reads_what_another_has_called(client, asked, stream):
    calling = {"role": "assistant", "content": "wait", "tool_calls": [called("clock", '{"a": 1}')]}
    said = [USER, calling, result("noon"), {"role": "user", "content": "thanks"}]
    answer = answer_of(talk(client, "none", *said, tools=[CLOCK], stream=stream))
    assert answer["finish_reason"] == "stop" and "thanks" in answer["message"]["content"]
    assert [[block["text"] for block in turn["content"]] for turn in asked[-1][2]["messages"]] == [
        ["hi"],
        ["wait", '[call of clock: {"a": 1}]'],
        ["[result: noon]", "thanks"],
    ]


@pytest.mark.parametrize("choice", ["required", {"type": "function", "function": {"name": "clock"}}])
def test_a_model_without_tools_cannot_be_forced(client, asked, choice):
    error = error_of(ask(client, MODELS["none"], "hi", tools=[CLOCK], tool_choice=choice), 400)
    assert error["param"] == "tool_choice" and asked == []


@pytest.mark.parametrize(
    "offer, schema",
    [
        (function("f"), {"type": "object", "properties": {}}),
        (function("f", description="  ", parameters=None), {"type": "object", "properties": {}}),
        (function("f", parameters={"properties": {"a": {}}}), {"type": "object", "properties": {"a": {}}}),
        (
            function("f", strict=True, parameters={"type": "object", "required": ["a"]}),
            {"type": "object", "properties": {}, "required": ["a"]},
        ),
    ],
)
def test_tools_are_completed_to_what_converse_takes(client, asked, offer, schema):
    answer_of(ask(client, MODELS["all"], "hi", tools=[offer]))
    assert asked[-1][2]["toolConfig"]["tools"] == [
        {"toolSpec": {"name": "f", "inputSchema": {"json": schema}}}
    ]


@pytest.mark.parametrize(
    "fields, param",
    [
        ({"tools": {"a": 1}}, "tools"),
        ({"tools": ["a"]}, "tools"),
        ({"tools": [{"type": "web_search"}]}, "tools"),
        ({"tools": [function("a.b")]}, "tools"),
        ({"tools": [function("x" * 65)]}, "tools"),
        ({"tools": [function("")]}, "tools"),
        ({"tools": [function("f"), function("f")]}, "tools"),
        ({"tools": [function("f", description=7)]}, "tools"),
        ({"tools": [function("f", parameters={"type": "string"})]}, "tools"),
        ({"tools": [function("f", parameters=[1])]}, "tools"),
        ({"tool_choice": "required"}, "tool_choice"),
        ({"tools": [CLOCK], "tool_choice": "any"}, "tool_choice"),
        (
            {"tools": [CLOCK], "tool_choice": {"type": "function", "function": {"name": "dice"}}},
            "tool_choice",
        ),
        ({"functions": [{"name": "f"}]}, "functions"),
        ({"function_call": "auto"}, "function_call"),
    ],
    ids=str,
)
def test_tools_that_cannot_be_offered_are_one_clear_refusal(client, asked, fields, param):
    error = error_of(ask(client, MODELS["all"], "hi", **fields), 400)
    assert error["param"] == param and "expected" in error["message"] or "is no" in error["message"]
    assert asked == []


def test_a_name_that_is_not_offered_is_no_call(client):
    assert answer_of(ask(client, MODELS["all"], "call dice", tools=[CLOCK]))["finish_reason"] == "stop"


def test_what_is_said_before_a_call_is_kept():
    with service_on(MODELS["all"], brain=lambda messages, tools: ["wait", ("clock", {"a": 1})]) as (
        client,
        _,
    ):
        for stream in (False, True):
            answer = answer_of(
                client.post(PATH, json=body(MODELS["all"], "hi", tools=[CLOCK], stream=stream))
            )
            assert answer["message"]["content"] == "wait" and answer["finish_reason"] == "tool_calls"
            assert answer["message"]["tool_calls"][0]["function"]["arguments"] == '{"a": 1}'


@pytest.mark.parametrize(
    "model, fields, operation",
    [
        ("all", {"tools": [CLOCK]}, "converse-stream"),
        ("whole", {"tools": [CLOCK]}, "converse"),
        ("whole", {}, "converse-stream"),
        ("none", {"tools": [CLOCK]}, "converse-stream"),
    ],
)
def test_a_stream_is_whole_behind_only_where_it_has_to_be(client, asked, model, fields, operation):
    wanted = {"stream": True, "stream_options": {"include_usage": True}}
    *_, usage, done = events(ask(client, MODELS[model], "hi", **wanted, **fields))
    assert done == "[DONE]" and usage["usage"]["prompt_tokens"] > 0
    assert [name for name, _, _ in asked] == [operation]
