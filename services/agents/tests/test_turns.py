"""Conversations as turns of Converse, over the real AWS client and a stand-in that refuses what AWS refuses."""

import pytest
from chat import answer_of, error_of
from talking import CLOCK, USER, asked, called, client, result, served, talk


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
    two = {
        "role": "assistant",
        "content": None,
        "tool_calls": [called("clock"), called("clock", call_id="call_2")],
    }
    between = {"role": "user", "content": "well?"}
    answer_of(talk(client, "all", USER, two, result("a"), between, result("b", "call_2"), tools=[CLOCK]))
    kinds = [list(block)[0] for block in asked[-1][2]["messages"][2]["content"]]
    assert kinds == ["toolResult", "toolResult", "text"]


@pytest.mark.parametrize(
    "messages",
    [
        [USER, {"role": "assistant", "content": None, "tool_calls": [called("clock")]}],
        [USER, {"role": "assistant", "content": None, "tool_calls": [called("clock")]}, USER],
        [USER, {"role": "assistant", "content": None, "tool_calls": [called("clock")]}, result("a", "other")],
        [
            USER,
            {"role": "assistant", "content": None, "tool_calls": [called("clock"), called("clock")]},
            result("a"),
        ],
        [
            USER,
            {"role": "assistant", "content": None, "tool_calls": [called("clock"), called("clock")]},
            result("a"),
            result("b"),
        ],
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
        [
            USER,
            {"role": "assistant", "content": [{"type": "image_url", "image_url": {"url": "data:"}}]},
            USER,
        ],
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
        (
            [USER, {"role": "assistant", "content": "a "}, {"role": "assistant", "content": "b"}, USER],
            ["user", "assistant", "user"],
        ),
    ],
    ids=str,
)
def test_blank_and_repeated_turns_are_put_in_order(client, asked, messages, roles):
    answer_of(talk(client, "all", *messages))
    assert [turn["role"] for turn in asked[-1][2]["messages"]] == roles


def test_an_answer_to_be_continued_does_not_end_with_space(client, asked):
    answer_of(talk(client, "all", USER, {"role": "assistant", "content": "It is \n"}))
    assert asked[-1][2]["messages"][-1] == {"role": "assistant", "content": [{"text": "It is"}]}
