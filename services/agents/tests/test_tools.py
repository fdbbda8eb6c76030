"""Tools with Bedrock models, over the real AWS client and a stand-in that refuses what AWS refuses."""

import json

import pytest
from aws import service_on
from chat import PATH, answer_of, ask, body, error_of

MODELS = {
    "all": "amazon.nova-lite-v1:0",
    "whole": "mistral.mistral-large-2402-v1:0",
    "none": "meta.llama3-8b-instruct-v1:0",
    "unknown": "maker.a-new-model-v1:0",
}
STREAMS = pytest.mark.parametrize("stream", [False, True], ids=["whole", "streamed"])


def function(name, **fields):
    return {"type": "function", "function": {"name": name, **fields}}


def called(name, arguments="{}", call_id="call_1"):
    return {"id": call_id, "type": "function", "function": {"name": name, "arguments": arguments}}


def result(content, call_id="call_1"):
    return {"role": "tool", "tool_call_id": call_id, "content": content}


USER = {"role": "user", "content": "hi"}
CLOCK = function("clock", description="Tells the time.", parameters={"type": "object", "properties": {}})


@pytest.fixture(scope="module")
def served():
    with service_on(",".join(MODELS.values())) as (client, stand_in):
        yield client, stand_in


@pytest.fixture
def client(served):
    served[1].state.asked.clear()
    return served[0]


@pytest.fixture
def asked(served):
    return served[1].state.asked


def talk(client, model, *messages, **fields):
    return client.post(PATH, json={"model": MODELS[model], "messages": list(messages), **fields})


@STREAMS
@pytest.mark.parametrize("model", ["all", "unknown", "whole"])
def test_a_call_and_its_result_go_there_and_back(client, model, stream):
    first = answer_of(ask(client, MODELS[model], 'call clock {"zone": "Zürich"}', tools=[CLOCK], stream=stream))
    assert first["finish_reason"] == "tool_calls" and first["message"]["content"] is None
    [call] = first["message"]["tool_calls"]
    assert call["function"]["name"] == "clock" and json.loads(call["function"]["arguments"]) == {"zone": "Zürich"}
    second = talk(
        client, model, USER, first["message"], result("noon", call["id"]), tools=[CLOCK], stream=stream
    )
    assert answer_of(second)["message"]["content"] == "the tool said: noon"
    assert answer_of(second)["finish_reason"] == "stop"


@STREAMS
def test_calls_without_arguments_have_an_empty_object(client, stream):
    [call] = answer_of(ask(client, MODELS["all"], "call clock", tools=[CLOCK], stream=stream))["message"]["tool_calls"]
    assert call["function"]["arguments"] == "{}"


@STREAMS
def test_calls_side_by_side_and_their_results_are_one_turn_each(client, asked, stream):
    tools = [CLOCK, function("dice")]
    first = answer_of(ask(client, MODELS["all"], 'call clock call dice {"sides": 6}', tools=tools, stream=stream))
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


@pytest.mark.parametrize("fields", [{"tools": [CLOCK], "tool_choice": "none"}, {"tools": []}, {"tools": None}])
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
    assert asked[-1][2]["toolConfig"]["tools"] == [{"toolSpec": {"name": "f", "inputSchema": {"json": schema}}}]


@pytest.mark.parametrize(
    "arguments, sent",
    [
        ("", {}),
        (" ", {}),
        (None, {}),
        ('{"a": [1]}', {"a": [1]}),
        ('{"a": ', {"arguments": '{"a": '}),
        ("[1]", {"arguments": [1]}),
        ("null", {"arguments": None}),
        ('{"a": NaN}', {"arguments": '{"a": NaN}'}),
        pytest.param("[" * 100_000, {"arguments": "[" * 100_000}, id="deep"),
    ],
)
def test_arguments_of_the_past_may_be_anything(client, asked, arguments, sent):
    calling = {"role": "assistant", "content": "", "tool_calls": [called("clock", arguments)]}
    answer_of(talk(client, "all", USER, calling, result("noon"), tools=[CLOCK]))
    assert asked[-1][2]["messages"][1]["content"] == [
        {"toolUse": {"toolUseId": "call_1", "name": "clock", "input": sent}}
    ]


@pytest.mark.parametrize("call_id", ["", "a b", "x" * 65, "é"])
def test_ids_that_converse_does_not_take_are_replaced_on_both_sides(client, asked, call_id):
    calling = {"role": "assistant", "content": None, "tool_calls": [called("clock", call_id=call_id)]}
    answer = talk(client, "all", USER, calling, result("noon", call_id), tools=[CLOCK])
    assert answer_of(answer)["message"]["content"] == "the tool said: noon"


@pytest.mark.parametrize("content", ["", " \n", None, [], [{"type": "text", "text": ""}]])
def test_an_empty_result_is_told_as_one(client, content):
    calling = {"role": "assistant", "content": None, "tool_calls": [called("clock")]}
    answer = answer_of(talk(client, "all", USER, calling, result(content), tools=[CLOCK]))
    assert answer["message"]["content"] == "the tool said: (no output)"


def test_what_the_user_says_after_results_follows_them_in_one_turn(client, asked):
    two = {"role": "assistant", "content": None, "tool_calls": [called("clock"), called("clock", call_id="call_2")]}
    between = {"role": "user", "content": "well?"}
    answer_of(talk(client, "all", USER, two, result("a"), between, result("b", "call_2"), tools=[CLOCK]))
    kinds = [list(block)[0] for block in asked[-1][2]["messages"][2]["content"]]
    assert kinds == ["toolResult", "toolResult", "text"]


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
        ({"tools": [CLOCK], "tool_choice": {"type": "function", "function": {"name": "dice"}}}, "tool_choice"),
        ({"functions": [{"name": "f"}]}, "functions"),
        ({"function_call": "auto"}, "function_call"),
    ],
    ids=str,
)
def test_tools_that_cannot_be_offered_are_one_clear_refusal(client, asked, fields, param):
    error = error_of(ask(client, MODELS["all"], "hi", **fields), 400)
    assert error["param"] == param and "expected" in error["message"] or "is no" in error["message"]
    assert asked == []


@pytest.mark.parametrize(
    "messages",
    [
        [USER, {"role": "assistant", "content": None, "tool_calls": [called("clock")]}],
        [USER, {"role": "assistant", "content": None, "tool_calls": [called("clock")]}, USER],
        [USER, {"role": "assistant", "content": None, "tool_calls": [called("clock")]}, result("a", "other")],
        [USER, {"role": "assistant", "content": None, "tool_calls": [called("clock"), called("clock")]}, result("a")],
        [USER, result("a")],
        [result("a")],
        [USER, {"role": "tool", "content": "a"}],
        [USER, {"role": "assistant", "content": None, "tool_calls": [{"id": "a"}]}],
        [USER, {"role": "assistant", "content": None, "tool_calls": {"id": "a"}}],
        [USER, {"role": "assistant", "content": None, "tool_calls": [called("a b")]}, result("a")],
        [USER, {"role": "function", "name": "f", "content": "a"}],
        [USER, {"role": "assistant", "content": None, "function_call": {"name": "f", "arguments": ""}}],
        [{"role": "assistant", "content": "hello"}, USER],
        [{"role": "user", "content": " "}],
        [USER, {"role": "assistant", "content": "a"}, {"role": "user", "content": ""}],
        [{"role": "assistant", "content": ""}],
        [{"role": "system", "content": "s"}],
        [USER, {"role": "assistant", "content": [{"type": "image_url", "image_url": {"url": "data:"}}]}, USER],
    ],
    ids=str,
)
def test_conversations_that_converse_does_not_take_are_refused_here(client, asked, messages):
    assert error_of(talk(client, "all", *messages, tools=[CLOCK]), 400)["param"] == "messages"
    assert asked == []


@pytest.mark.parametrize(
    "messages, roles",
    [
        ([USER, USER], ["user"]),
        ([USER, {"role": "assistant", "content": ""}, USER], ["user"]),
        ([USER, {"role": "assistant", "content": None}, USER], ["user"]),
        ([{"role": "user", "content": ""}, USER], ["user"]),
        ([{"role": "assistant", "content": " "}, USER], ["user"]),
        ([{"role": "system", "content": " "}, USER], ["user"]),
        ([USER, {"role": "assistant", "content": "a "}, {"role": "assistant", "content": "b"}, USER], ["user", "assistant", "user"]),
    ],
    ids=str,
)
def test_blank_and_repeated_turns_are_put_in_order(client, asked, messages, roles):
    answer_of(talk(client, "all", *messages))
    assert [turn["role"] for turn in asked[-1][2]["messages"]] == roles


def test_an_answer_to_be_continued_does_not_end_with_space(client, asked):
    answer_of(talk(client, "all", USER, {"role": "assistant", "content": "It is \n"}))
    assert asked[-1][2]["messages"][-1] == {"role": "assistant", "content": [{"text": "It is"}]}


def test_a_name_that_is_not_offered_is_no_call(client):
    assert answer_of(ask(client, MODELS["all"], "call dice", tools=[CLOCK]))["finish_reason"] == "stop"


def test_what_is_said_before_a_call_is_kept():
    with service_on(MODELS["all"], brain=lambda messages, tools: ["wait", ("clock", {"a": 1})]) as (client, _):
        for stream in (False, True):
            answer = answer_of(client.post(PATH, json=body(MODELS["all"], "hi", tools=[CLOCK], stream=stream)))
            assert answer["message"]["content"] == "wait" and answer["finish_reason"] == "tool_calls"
            assert answer["message"]["tool_calls"][0]["function"]["arguments"] == '{"a": 1}'
