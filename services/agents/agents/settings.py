"""Settings, read from the environment once, at the start.

Every problem is one line: `<where>: <what is wrong>, got <value>; expected <allowed>. <what to change>`.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from agents.models.bedrock.embedding_models import EMBEDDING_MODELS

# Which settings each provider needs. One that it does not need is refused: it would silently do nothing.
NEEDS = {
    "echo": ("AGENTS_API_KEY",),
    "bedrock": ("AGENTS_API_KEY", "MODEL_IDS", "MODEL_REGION", "EMBEDDING_MODEL_ID"),
    "openai": ("AGENTS_API_KEY", "MODEL_IDS", "MODEL_BASE_URL", "MODEL_API_KEY", "EMBEDDING_MODEL_ID"),
    "ollama": ("AGENTS_API_KEY", "MODEL_IDS", "MODEL_BASE_URL", "EMBEDDING_MODEL_ID"),
}
ALLOWED = {
    "MODEL_IDS": "model ids separated by commas",
    "MODEL_BASE_URL": "an address such as https://models.example.com/v1",
    "MODEL_REGION": "an AWS region such as us-east-1",
    "MODEL_API_KEY": "the provider's key",
    "EMBEDDING_MODEL_ID": "the id of one model",
    "AGENTS_API_KEY": "the key that callers send, 16 or more printable ASCII characters without spaces",
}
SECRETS = ("MODEL_API_KEY", "AGENTS_API_KEY")
REGION = re.compile(r"[a-z]{2}(-[a-z]+)+-\d")
# Printable ASCII that JSON does not escape. A shorter one would be found by chance where it is to be hidden.
API_KEY = re.compile(r"""[!#-\[\]-~]{8,}""")
AGENTS_API_KEY = re.compile(r"[!-~]{16,}")


class SettingsError(Exception):
    """The settings cannot be used; the text is one line per problem."""


@dataclass(frozen=True)
class Settings:
    """What the service was told. Keys are left out of `repr`, so that they cannot get into a log."""

    provider: str
    model_ids: tuple[str, ...] = ()
    base_url: str = ""
    region: str = ""
    api_key: str = field(default="", repr=False)
    embedding_model_id: str = ""
    agents_api_key: str = field(default="", repr=False)


def read(environ: Mapping[str, str]) -> Settings:
    """Settings from MODEL_PROVIDER (default `echo`) and what it needs. Raises SettingsError."""
    provider = environ.get("MODEL_PROVIDER", "").strip() or "echo"
    if provider not in NEEDS:
        raise SettingsError(
            problem(
                "MODEL_PROVIDER",
                "is unknown",
                provider,
                ", ".join(NEEDS),
                "Set one of these, or leave it out.",
            )
        )
    values = {name: environ.get(name, "").strip() for name in ALLOWED}
    problems = [line for name, value in values.items() for line in _problems(provider, name, value)]
    problems += _unknown_embedding_model(provider, values["EMBEDDING_MODEL_ID"])
    if problems:
        raise SettingsError("\n".join(problems))
    return Settings(
        provider=provider,
        model_ids=_split(values["MODEL_IDS"]),
        base_url=values["MODEL_BASE_URL"].rstrip("/"),
        region=values["MODEL_REGION"],
        api_key=values["MODEL_API_KEY"],
        embedding_model_id=values["EMBEDDING_MODEL_ID"],
        agents_api_key=values["AGENTS_API_KEY"],
    )


def _problems(provider: str, name: str, value: str) -> list[str]:
    needed = name in NEEDS[provider]
    shown = f"{len(value)} characters" if name in SECRETS else value
    if needed and not value:
        return [problem(name, "is missing", "nothing", ALLOWED[name], f"MODEL_PROVIDER={provider} needs it.")]
    if value and not needed:
        return [
            problem(name, "is not used", shown, "nothing", f"Remove it, or change MODEL_PROVIDER={provider}.")
        ]
    return CHECKS[name](value) if value else []


def _model_ids(value: str) -> list[str]:
    ids = _split(value)
    if "" in ids:
        allowed = ALLOWED["MODEL_IDS"]
        return [problem("MODEL_IDS", "has an empty id", value, allowed, "Remove the extra comma.")]
    if len(set(ids)) < len(ids):
        return [problem("MODEL_IDS", "names a model twice", value, "each id once", "Remove the second one.")]
    if "echo" in ids:
        return [problem("MODEL_IDS", "names echo", value, "other ids", "Remove it: echo is always there.")]
    return []


def _base_url(value: str) -> list[str]:
    change = "Write scheme, host, port and path only."
    wrong, got = "is no address", value
    if any(mark in value for mark in "@?#"):
        # Such an address can carry a password or a key: it is not shown.
        wrong, got = "has more than a path", "user, query or fragment"
    elif _is_address(value):
        return []
    return [problem("MODEL_BASE_URL", wrong, got, ALLOWED["MODEL_BASE_URL"], change)]


def _is_address(value: str) -> bool:
    try:
        parts = urlsplit(value)
        port_is_possible = parts.port != 0
    except ValueError:
        return False
    printable = re.fullmatch(r"[!-~]+", value) is not None
    return parts.scheme in ("http", "https") and bool(parts.hostname) and port_is_possible and printable


def _region(value: str) -> list[str]:
    if REGION.fullmatch(value):
        return []
    allowed = ALLOWED["MODEL_REGION"]
    return [problem("MODEL_REGION", "is no region", value, allowed, "Name the models' region.")]


def _api_key(value: str) -> list[str]:
    if API_KEY.fullmatch(value):
        return []
    allowed = "8 or more printable ASCII characters without spaces, double quotes and backslashes"
    return [
        problem(
            "MODEL_API_KEY", "cannot be used", f"{len(value)} characters", allowed, "Set the provider's key."
        )
    ]


def _agents_api_key(value: str) -> list[str]:
    if AGENTS_API_KEY.fullmatch(value):
        return []
    got, allowed = f"{len(value)} characters", ALLOWED["AGENTS_API_KEY"]
    return [problem("AGENTS_API_KEY", "cannot be used", got, allowed, "Generate a longer one.")]


def _embedding_model_id(value: str) -> list[str]:
    if re.fullmatch(r"[^\s,]+", value):
        return []
    allowed = ALLOWED["EMBEDDING_MODEL_ID"]
    return [problem("EMBEDDING_MODEL_ID", "is no id", value, allowed, "Name one, without commas and spaces.")]


def _unknown_embedding_model(provider: str, value: str) -> list[str]:
    """Bedrock has another body for each maker's models."""
    if provider != "bedrock" or not value or value in EMBEDDING_MODELS:
        return []
    return [
        problem("EMBEDDING_MODEL_ID", "is unknown", value, ", ".join(EMBEDDING_MODELS), "Name one of these.")
    ]


CHECKS = {
    "MODEL_IDS": _model_ids,
    "MODEL_BASE_URL": _base_url,
    "MODEL_REGION": _region,
    "MODEL_API_KEY": _api_key,
    "EMBEDDING_MODEL_ID": _embedding_model_id,
    "AGENTS_API_KEY": _agents_api_key,
}


def _split(value: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in value.split(",")) if value else ()


def problem(where: str, wrong: str, got: str, expected: str, change: str) -> str:
    return f"{where}: {wrong}, got {' '.join(got.split())}; expected {expected}. {change}"
