import pytest
from chat import PATH, ask, error_of, events, text_of
from serving import app_of, client_of

from agents.models.echo import Echo


@pytest.fixture(scope="module")
def client():
    with client_of(app_of({"echo": Echo()})) as client:
        yield client


def test_the_last_user_message_comes_back_whole(client):
    answer = ask(client, "echo", "first", "hello again").json()
    assert answer["object"] == "chat.completion" and answer["model"] == "echo"
    assert answer["id"].startswith("chatcmpl-") and answer["created"] > 1_700_000_000
    [choice] = answer["choices"]
    assert (choice["index"], choice["finish_reason"]) == (0, "stop")
    assert (choice["message"]["role"], choice["message"]["content"]) == ("assistant", "hello again")
    assert answer["usage"] == {"prompt_tokens": 3, "completion_tokens": 2, "total_tokens": 5}


def test_a_stream_sends_role_pieces_finish_and_done(client):
    *chunks, done = events(ask(client, "echo", "one two three", stream=True))
    assert done == "[DONE]"
    assert len({chunk["id"] for chunk in chunks}) == 1
    assert {chunk["object"] for chunk in chunks} == {"chat.completion.chunk"}
    assert [chunk["choices"][0]["delta"] for chunk in chunks] == [
        {"role": "assistant", "content": ""},
        {"content": "one"},
        {"content": " two"},
        {"content": " three"},
        {},
    ]
    assert [chunk["choices"][0]["finish_reason"] for chunk in chunks] == [None] * 4 + ["stop"]


@pytest.mark.parametrize("text", ["", "  ", " a\n\nb \n", "Zürich 日本 \u2028 \x85 🙂 data: [DONE]\r\n\r\n"])
def test_pieces_add_up_to_the_message(client, text):
    assert text_of(events(ask(client, "echo", text, stream=True))) == text


def test_usage_ends_a_stream_that_asks_for_it(client):
    *_, last, done = events(ask(client, "echo", "a b", stream=True, stream_options={"include_usage": True}))
    assert done == "[DONE]" and last["choices"] == []
    assert last["usage"] == {"prompt_tokens": 2, "completion_tokens": 2, "total_tokens": 4}


def test_text_parts_are_joined(client):
    content = [{"type": "text", "text": "a"}, {"type": "text", "text": "b"}]
    answer = client.post(
        PATH, json={"model": "echo", "messages": [{"role": "user", "content": content}]}
    ).json()
    assert answer["choices"][0]["message"]["content"] == "ab"


@pytest.mark.parametrize("stream", [False, True])
@pytest.mark.parametrize(
    "message", [{"role": "system", "content": "a"}, {"role": "user", "content": [{"type": "image_url"}]}]
)
def test_nothing_to_echo_is_a_bad_request_also_for_a_stream(client, message, stream):
    response = client.post(PATH, json={"model": "echo", "messages": [message], "stream": stream})
    assert error_of(response, 400)["param"] == "messages"
