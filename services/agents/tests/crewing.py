"""A service with crews for the tests: real CrewAI, over a stand-in for the model and published reports."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import httpx
from serving import client_of, serve
from thinker import Thinker

from agents.app import create_app
from agents.crews.catalogue import crews
from agents.crews.settings import CrewSettings
from agents.models.openai import OpenAi

REPORTS = Path(__file__).parent / "fixtures" / "reports"
KEY = "sk-canary-of-the-upstream"
NOW = datetime(2026, 12, 1, 10, 30, tzinfo=UTC)
SETTINGS = CrewSettings(
    str(REPORTS), "thinker", 12, 60_000, 60, Decimal("0.05"), Decimal(1), Decimal("0.06"), Decimal("0.24")
)


@contextmanager
def crewed(thinker: Thinker, **settings: Any) -> Iterator[httpx.Client]:
    """A client of a service whose crews think with the stand-in."""
    with serve(thinker.app) as address:
        model = OpenAi("openai", f"{address}/v1", KEY)
        made = crews(replace(SETTINGS, **settings), model, now=lambda: NOW)
        with client_of(create_app({"thinker": model} | made)) as client:
            yield client


@dataclass(frozen=True)
class Answered:
    """An answer, streamed or whole."""

    reasoning: str
    text: str
    reason: str
    usage: dict[str, int] | None


def streamed(received: list[Any]) -> Answered:
    """The answer that a stream's chunks make up. Fails on an error event, or without [DONE]."""
    assert received[-1] == "[DONE]", received[-1]
    choices = [c["choices"][0] for c in received[:-1] if c["choices"]]
    parts = {name: "".join(c["delta"].get(name, "") for c in choices) for name in ("reasoning_content", "content")}
    usages = [c["usage"] for c in received[:-1] if "usage" in c]
    reason = choices[-1]["finish_reason"]
    return Answered(parts["reasoning_content"], parts["content"], reason, usages[0] if usages else None)


def whole(response: httpx.Response) -> Answered:
    """The answer of a response that is not streamed."""
    assert response.status_code == 200, response.text
    body = response.json()
    choice = body["choices"][0]
    message = choice["message"]
    return Answered(message["reasoning_content"], message["content"], choice["finish_reason"], body["usage"])
