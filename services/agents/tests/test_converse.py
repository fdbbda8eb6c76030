import pytest

from agents.errors import ApiError
from agents.models.bedrock.answer import Reading, completion, finish_reason
from agents.models.bedrock.converse import call
from agents.request import ChatRequest


def converse_arguments(asked):
    return call(asked).arguments


def request(messages, **fields):
    return ChatRequest(
        model="m", messages=[{"role": role, "content": content} for role, content in messages], **fields
    )


def test_system_messages_leave_the_turns_and_neighbours_of_one_role_are_joined():
    asked = request(
        [("system", "s"), ("user", "a"), ("developer", "d"), ("user", "b"), ("assistant", "c"), ("user", "e")]
    )
    assert converse_arguments(asked) == {
        "modelId": "m",
        "system": [{"text": "s"}, {"text": "d"}],
        "messages": [
            {"role": "user", "content": [{"text": "a"}, {"text": "b"}]},
            {"role": "assistant", "content": [{"text": "c"}]},
            {"role": "user", "content": [{"text": "e"}]},
        ],
    }


@pytest.mark.parametrize(
    "fields, inference",
    [
        ({"temperature": 0, "top_p": 0.5, "max_tokens": 9}, {"temperature": 0, "topP": 0.5, "maxTokens": 9}),
        ({"max_tokens": 9, "max_completion_tokens": 7}, {"maxTokens": 7}),
        ({"stop": "x"}, {"stopSequences": ["x"]}),
        ({"stop": ["x", "y"]}, {"stopSequences": ["x", "y"]}),
    ],
)
def test_sampling_options_are_translated(fields, inference):
    assert converse_arguments(request([("user", "a")], **fields))["inferenceConfig"] == inference


def test_hints_that_converse_lacks_have_no_effect():
    hints = {
        "seed": 1,
        "user": "u",
        "n": 1,
        "response_format": {"type": "text"},
        "tools": [],
        "temperature": None,
    }
    assert converse_arguments(request([("user", "a")], **hints)) == converse_arguments(
        request([("user", "a")])
    )


@pytest.mark.parametrize(
    "messages, fields, param",
    [
        ([("user", "a")], {"tools": [{"type": "function"}]}, "tools"),
        ([("user", "a")], {"functions": [{"name": "f"}]}, "functions"),
        ([("user", "a")], {"n": 2}, "n"),
        ([("system", "a")], {}, "messages"),
    ],
)
def test_what_would_change_the_answer_is_refused(messages, fields, param):
    with pytest.raises(ApiError) as caught:
        converse_arguments(request(messages, **fields))
    assert caught.value.status == 400 and caught.value.body["error"]["param"] == param


@pytest.mark.parametrize(
    "stop_reason, expected",
    [
        ("end_turn", "stop"),
        ("stop_sequence", "stop"),
        ("max_tokens", "length"),
        ("model_context_window_exceeded", "length"),
        ("guardrail_intervened", "content_filter"),
        ("content_filtered", "content_filter"),
    ],
)
def test_stop_reasons_get_openais_words(stop_reason, expected):
    assert finish_reason(stop_reason, False) == expected


def test_reasoning_blocks_are_left_out_of_the_text():
    blocks = [{"reasoningContent": {"reasoningText": {"text": "hm"}}}, {"text": "a"}, {"text": "b"}]
    counts = {"inputTokens": 1, "outputTokens": 1, "totalTokens": 2}
    response = {"output": {"message": {"content": blocks}}, "stopReason": "end_turn", "usage": counts}
    assert (
        completion("m", response, Reading(most_calls=0, as_json=False))["choices"][0]["message"]["content"]
        == "ab"
    )
