import base64

import pytest
from aws import service_on
from chat import PATH, answer_of, error_of

SEES, BLIND, OLLAMA_STYLE = "amazon.nova-lite-v1:0", "amazon.nova-micro-v1:0", "maker.a-new-model-v1:0"
CONTENTS = {
    "png": b"\x89PNG\r\n\x1a\n-png",
    "jpeg": b"\xff\xd8\xff-jpeg",
    "gif": b"GIF89a-gif",
    "webp": b"RIFF\x00\x00\x00\x00WEBP-webp",
}


def url(content, kind="png"):
    return f"data:image/{kind};base64,{base64.b64encode(content).decode()}"


def picture(address):
    return {"type": "image_url", "image_url": {"url": address}}


@pytest.fixture(scope="module")
def served():
    with service_on(f"{SEES},{BLIND},{OLLAMA_STYLE}") as (client, stand_in):
        yield client, stand_in.state.asked


def show(client, *parts, model=SEES, role="user"):
    messages = [{"role": "user", "content": "hi"}, {"role": role, "content": list(parts)}]
    return client.post(PATH, json={"model": model, "messages": messages})


@pytest.mark.parametrize("model", [SEES, OLLAMA_STYLE])
@pytest.mark.parametrize("kind", CONTENTS)
def test_an_image_is_sent_as_what_it_is_whatever_its_address_says(served, kind, model):
    client, asked = served
    for said in (kind, "PNG", "jpg"):
        answer_of(
            show(client, {"type": "text", "text": "what?"}, picture(url(CONTENTS[kind], said)), model=model)
        )
        source = {"bytes": base64.b64encode(CONTENTS[kind]).decode()}
        assert asked[-1][2]["messages"][0]["content"] == [
            {"text": "hi"},
            {"text": "what?"},
            {"image": {"format": kind, "source": source}},
        ]


def test_an_image_needs_no_text(served):
    answer_of(show(served[0], picture(url(CONTENTS["png"]))))


@pytest.mark.parametrize(
    "part, told",
    [
        (picture("https://canary.example.com/a.png"), "is not fetched"),
        (picture("http://169.254.169.254/latest/canary"), "is not fetched"),
        (picture("file:///canary"), "is not fetched"),
        (picture("data:text/html;base64,canary"), "is not fetched"),
        (picture("data:image/png;base64,can!ary=="), "is not base64"),
        (picture(url(b"canary")), "no image that is known here"),
        (picture(url(b"<svg canary", "svg+xml")), "no image that is known here"),
        (picture(url(b"")), "no image that is known here"),
        (picture(url(b"\x89PNG\r\n\x1a\n" + bytes(3_932_153))), "3932160 at most"),
        ({"type": "image_url"}, "is missing"),
        ({"type": "input_audio", "input_audio": {"data": "canary"}}, "cannot read"),
        ({"type": "text", "text": 7}, "without text"),
    ],
    ids=lambda value: str(value)[:60],
)
def test_what_cannot_be_an_image_is_refused_without_repeating_it(served, part, told):
    client, asked = served
    asked.clear()
    error = error_of(show(client, part), 400)
    assert told in error["message"] and "canary" not in error["message"] and error["param"] == "messages"
    assert asked == []


def test_the_largest_image_that_aws_takes_is_sent(served):
    answer_of(show(served[0], picture(url((CONTENTS["png"] + bytes(3_932_160))[:3_932_160]))))


def test_images_are_counted(served):
    client, _ = served
    answer_of(show(client, *[picture(url(CONTENTS["png"]))] * 20))
    assert "20 at most" in error_of(show(client, *[picture(url(CONTENTS["png"]))] * 21), 400)["message"]


def test_a_model_that_takes_none_says_so(served):
    assert (
        "takes none" in error_of(show(served[0], picture(url(CONTENTS["png"])), model=BLIND), 400)["message"]
    )


@pytest.mark.parametrize("role", ["assistant", "system", "tool"])
def test_only_users_show_images(served, role):
    error_of(show(served[0], picture(url(CONTENTS["png"])), role=role), 400)


def test_echo_reads_the_text_beside_an_image(served):
    answer = answer_of(show(served[0], {"type": "text", "text": "see"}, picture("http://a"), model="echo"))
    assert answer["message"]["content"] == "see"
