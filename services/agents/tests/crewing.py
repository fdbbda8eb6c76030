"""A service with crews for the tests: real CrewAI, over a stand-in for the model and published reports."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import httpx
from chat import PATH, body, events
from serving import app_of, client_of, serve
from thinker import Thinker

from agents.crews.catalogue import crews
from agents.crews.settings import CrewSettings
from agents.models.openai import OpenAi

REPORTS = Path(__file__).parent / "fixtures" / "reports"
KEY = "sk-canary-of-the-upstream"
NOW = datetime(2026, 12, 1, 10, 30, tzinfo=UTC)
SETTINGS = CrewSettings(
    reports=str(REPORTS),
    model_id="thinker",
    max_steps=12,
    max_tokens=60_000,
    max_seconds=60,
    max_usd_per_answer=Decimal("0.05"),
    max_usd_per_day=Decimal(1),
    input_usd_per_million=Decimal("0.06"),
    output_usd_per_million=Decimal("0.24"),
)


class Clock:
    """Seconds, and the time of day, that pass when told."""

    def __init__(self) -> None:
        self.seconds = 1000.0
        self.moment = NOW

    def __call__(self) -> float:
        return self.seconds

    def now(self) -> datetime:
        return self.moment


@contextmanager
def crewed(thinker: Thinker, clock: Clock | None = None, **settings: Any) -> Iterator[httpx.Client]:
    """A client of a service whose crews think with the stand-in."""
    clock = clock or Clock()
    with serve(thinker.app) as address:
        model = OpenAi("openai", f"{address}/v1", KEY)
        made = crews(replace(SETTINGS, **settings), model, clock.now, clock)
        with client_of(app_of({"thinker": model} | made)) as client:
            yield client


@dataclass(frozen=True)
class Answered:
    """An answer, streamed or whole."""

    reasoning: str
    text: str
    reason: str
    usage: dict[str, int] | None


def answered(client: httpx.Client, question: str, crew: str = "finops-crew", **fields: Any) -> Answered:
    """The crew's streamed answer. Fails on an error event, or without [DONE]."""
    wanted = body(crew, question, stream=True, stream_options={"include_usage": True}) | fields
    return streamed(events(client.post(PATH, json=wanted)))


def streamed(received: list[Any]) -> Answered:
    assert received[-1] == "[DONE]", received[-1]
    choices = [c["choices"][0] for c in received[:-1] if c["choices"]]
    reasoning, text = (
        "".join(c["delta"].get(name, "") for c in choices) for name in ("reasoning_content", "content")
    )
    usages = [c["usage"] for c in received[:-1] if "usage" in c]
    return Answered(reasoning, text, choices[-1]["finish_reason"], usages[0] if usages else None)


def whole(response: httpx.Response) -> Answered:
    """The answer of a response that is not streamed."""
    assert response.status_code == 200, response.text
    document = response.json()
    choice = document["choices"][0]
    message = choice["message"]
    return Answered(
        message["reasoning_content"], message["content"], choice["finish_reason"], document["usage"]
    )


def document(kind: str) -> dict[str, Any]:
    """A published report of the fixtures, to change and write elsewhere."""
    return json.loads((REPORTS / "bc1" / f"{kind}.json").read_text())


def publish(folder: Path, kind: str, report: Any, environment: str = "bc1") -> None:
    (folder / environment).mkdir(exist_ok=True)
    content = report if isinstance(report, bytes) else json.dumps(report).encode()
    (folder / environment / f"{kind}.json").write_bytes(content)
