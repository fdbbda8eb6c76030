import pytest

from agents.settings import Settings, SettingsError, read

KEY = "sk-canary-0123456789"
AGENTS_KEY = "tandem-canary-0123456789"
ECHO = {"AGENTS_API_KEY": AGENTS_KEY}
OPENAI = ECHO | {
    "MODEL_PROVIDER": "openai",
    "MODEL_IDS": "a",
    "MODEL_BASE_URL": "https://x/v1",
    "MODEL_API_KEY": KEY,
    "EMBEDDING_MODEL_ID": "e",
}
OLLAMA = ECHO | {
    "MODEL_PROVIDER": "ollama",
    "MODEL_IDS": "a",
    "MODEL_BASE_URL": "http://ollama:11434",
    "EMBEDDING_MODEL_ID": "e:1",
}
TITAN = "amazon.titan-embed-text-v2:0"
BEDROCK = ECHO | {
    "MODEL_PROVIDER": "bedrock",
    "MODEL_IDS": "a",
    "MODEL_REGION": "us-east-1",
    "EMBEDDING_MODEL_ID": TITAN,
}


def settings(provider, *values, embedding=""):
    return Settings(provider, *values, embedding_model_id=embedding, agents_api_key=AGENTS_KEY)


AGENTS = "expected the key that callers send, 16 or more printable ASCII characters without spaces."
URL = "MODEL_BASE_URL: is no address, got {}; expected an address such as https://models.example.com/v1. Write scheme, host, port and path only."
SECRET_URL = "MODEL_BASE_URL: has more than a path, got user, query or fragment; expected an address such as https://models.example.com/v1. Write scheme, host, port and path only."


@pytest.mark.parametrize(
    "environ, expected",
    [
        (ECHO, settings("echo")),
        (ECHO | {"MODEL_PROVIDER": "", "MODEL_IDS": " "}, settings("echo")),
        (OPENAI, settings("openai", ("a",), "https://x/v1", "", KEY, embedding="e")),
        (
            OLLAMA | {"MODEL_IDS": "a:1b, c/d"},
            settings("ollama", ("a:1b", "c/d"), "http://ollama:11434", embedding="e:1"),
        ),
        (
            BEDROCK | {"MODEL_REGION": "us-gov-west-1"},
            settings("bedrock", ("a",), "", "us-gov-west-1", embedding=TITAN),
        ),
    ],
)
def test_good_settings_are_read(environ, expected):
    assert read(environ) == expected


@pytest.mark.parametrize(
    "environ, message",
    [
        (
            {"MODEL_PROVIDER": "azure"},
            "MODEL_PROVIDER: is unknown, got azure; expected echo, bedrock, openai, ollama. Set one of these, or leave it out.",
        ),
        (
            {**BEDROCK, "MODEL_REGION": ""},
            "MODEL_REGION: is missing, got nothing; expected an AWS region such as us-east-1. MODEL_PROVIDER=bedrock needs it.",
        ),
        (
            {**BEDROCK, "MODEL_REGION": "us-east-1a"},
            "MODEL_REGION: is no region, got us-east-1a; expected an AWS region such as us-east-1. Name the models' region.",
        ),
        (
            {**OLLAMA, "MODEL_IDS": ""},
            "MODEL_IDS: is missing, got nothing; expected model ids separated by commas. MODEL_PROVIDER=ollama needs it.",
        ),
        (
            {**OLLAMA, "MODEL_IDS": "a,,b"},
            "MODEL_IDS: has an empty id, got a,,b; expected model ids separated by commas. Remove the extra comma.",
        ),
        (
            {**OLLAMA, "MODEL_IDS": "a,b,a"},
            "MODEL_IDS: names a model twice, got a,b,a; expected each id once. Remove the second one.",
        ),
        (
            {**OLLAMA, "MODEL_IDS": "a,echo"},
            "MODEL_IDS: names echo, got a,echo; expected other ids. Remove it: echo is always there.",
        ),
        (
            {**ECHO, "MODEL_IDS": "a"},
            "MODEL_IDS: is not used, got a; expected nothing. Remove it, or change MODEL_PROVIDER=echo.",
        ),
        (
            {**BEDROCK, "MODEL_API_KEY": KEY},
            "MODEL_API_KEY: is not used, got 20 characters; expected nothing. Remove it, or change MODEL_PROVIDER=bedrock.",
        ),
        (
            {**OPENAI, "MODEL_API_KEY": "short"},
            "MODEL_API_KEY: cannot be used, got 5 characters; expected 8 or more printable ASCII characters without spaces, double quotes and backslashes. Set the provider's key.",
        ),
        ({}, f"AGENTS_API_KEY: is missing, got nothing; {AGENTS} MODEL_PROVIDER=echo needs it."),
        (
            {**OLLAMA, "AGENTS_API_KEY": "fifteen-letters"},
            f"AGENTS_API_KEY: cannot be used, got 15 characters; {AGENTS} Generate a longer one.",
        ),
        (
            {**OLLAMA, "EMBEDDING_MODEL_ID": ""},
            "EMBEDDING_MODEL_ID: is missing, got nothing; expected the id of one model. MODEL_PROVIDER=ollama needs it.",
        ),
        (
            {**OLLAMA, "EMBEDDING_MODEL_ID": "a,b"},
            "EMBEDDING_MODEL_ID: is no id, got a,b; expected the id of one model. Name one, without commas and spaces.",
        ),
        (
            {**ECHO, "EMBEDDING_MODEL_ID": "a"},
            "EMBEDDING_MODEL_ID: is not used, got a; expected nothing. Remove it, or change MODEL_PROVIDER=echo.",
        ),
        (
            {**BEDROCK, "EMBEDDING_MODEL_ID": "amazon.titan-embed-image-v1"},
            "EMBEDDING_MODEL_ID: is unknown, got amazon.titan-embed-image-v1; expected amazon.titan-embed-text-v1, amazon.titan-embed-text-v2:0, cohere.embed-english-v3, cohere.embed-multilingual-v3. Name one of these.",
        ),
        ({**OLLAMA, "MODEL_BASE_URL": "ollama:11434"}, URL.format("ollama:11434")),
        ({**OLLAMA, "MODEL_BASE_URL": "ftp://ollama"}, URL.format("ftp://ollama")),
        ({**OLLAMA, "MODEL_BASE_URL": "http://"}, URL.format("http://")),
        ({**OLLAMA, "MODEL_BASE_URL": "http://a:99999"}, URL.format("http://a:99999")),
        ({**OLLAMA, "MODEL_BASE_URL": "http://a\nb"}, URL.format("http://a b")),
        ({**OLLAMA, "MODEL_BASE_URL": f"http://me:{KEY}@a"}, SECRET_URL),
        ({**OLLAMA, "MODEL_BASE_URL": f"http://a/v1?key={KEY}"}, SECRET_URL),
    ],
)
def test_a_bad_setting_is_one_line_that_says_what_to_change(environ, message):
    with pytest.raises(SettingsError) as caught:
        read(environ)
    assert str(caught.value) == message


@pytest.mark.parametrize("bad", [f"{KEY} {KEY}", f'{KEY}"', f"{KEY}\\", f"{KEY}\nx", f"{KEY}é"])
def test_a_key_that_cannot_be_a_header_is_refused_and_not_shown(bad):
    with pytest.raises(SettingsError) as caught:
        read({**OPENAI, "MODEL_API_KEY": bad})
    assert KEY not in str(caught.value) and "\n" not in str(caught.value)


@pytest.mark.parametrize("bad", [f"{AGENTS_KEY} x", f"{AGENTS_KEY}\nx", f"{AGENTS_KEY}é", AGENTS_KEY[:15]])
def test_an_agents_key_that_cannot_be_used_is_refused_and_not_shown(bad):
    with pytest.raises(SettingsError) as caught:
        read({"AGENTS_API_KEY": bad})
    assert bad[:15] not in str(caught.value) and "\n" not in str(caught.value)


def test_all_problems_are_told_at_once():
    with pytest.raises(SettingsError) as caught:
        read({"MODEL_PROVIDER": "openai"})
    assert [line.split(":")[0] for line in str(caught.value).splitlines()] == [
        "MODEL_IDS",
        "MODEL_BASE_URL",
        "MODEL_API_KEY",
        "EMBEDDING_MODEL_ID",
        "AGENTS_API_KEY",
    ]


def test_the_keys_are_not_in_the_settings_repr():
    shown = repr(read(OPENAI))
    assert KEY not in shown and AGENTS_KEY not in shown
