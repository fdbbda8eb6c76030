"""A crew as a model of this service: it streams what it does as reasoning, then the answer with its figures."""

import asyncio
import logging
import threading
from collections.abc import AsyncGenerator, Callable
from contextlib import aclosing
from dataclasses import dataclass
from typing import Any

from agents.answers import DONE, Answer, usage
from agents.crews.conversation import conversation
from agents.crews.ending import Ending, ending
from agents.crews.meter import Day, Meter
from agents.crews.prompts import Prompt
from agents.crews.reports import Reports
from agents.crews.settings import CrewSettings
from agents.crews.thinking import Thinking
from agents.crews.toolbox import Tool, Toolbox
from agents.errors import ApiError, error_body
from agents.models import Model
from agents.request import ChatRequest

log = logging.getLogger("agents")


class Slots:
    """How many answers crews may work on at once; each is a thread."""

    def __init__(self, most: int):
        self._free = threading.BoundedSemaphore(most)
        self._most = most

    def take(self) -> None:
        """Raises ApiError 429 when all are taken: waiting would only use up the seconds of an answer."""
        if not self._free.acquire(blocking=False):
            message = f"the crews work on {self._most} answers already, the most at once: try again later"
            raise ApiError(429, error_body(message, "rate_limit_error", code="crews_busy"))

    def give_back(self) -> None:
        self._free.release()


@dataclass(frozen=True)
class Shared:
    """What the crews of a service have in common."""

    settings: CrewSettings
    model: Model
    reports: Reports
    day: Day
    slots: Slots
    clock: Callable[[], float]


class Crew:
    """A crew's `Model`. `work` is agents.crews.crew.work."""

    owner = "tandem"

    def __init__(self, prompt: Prompt, tools: list[Tool], shared: Shared, work: Callable[..., str]):
        self._prompt, self._tools, self._shared, self._work = prompt, tools, shared, work
        self._at_work: set[Thinking] = set()

    def capabilities(self, model_id: str) -> dict[str, bool]:
        """A crew reads text and has tools of its own: the page's would be paid for, and never called."""
        return {"vision": False, "builtin_tools": False}

    async def complete(self, request: ChatRequest) -> dict[str, Any]:
        steps: list[str] = []
        async with aclosing(self._begin(request)) as told:
            async for item in told:
                if isinstance(item, Ending):
                    end = item
                else:
                    steps.append(item)
        completion = Answer(request.model).completion(end.text, end.reason, usage(end.prompt, end.completion))
        completion["choices"][0]["message"]["reasoning_content"] = "".join(map(_step, steps))
        return completion

    async def stream(self, request: ChatRequest) -> AsyncGenerator[bytes]:
        return _events(request, self._begin(request))

    async def close(self) -> None:
        for thinking in list(self._at_work):
            thinking.cancelled.set()

    def _begin(self, request: ChatRequest) -> AsyncGenerator[str | Ending]:
        """What the crew tells, and its ending last. Raises ApiError before, or on the way."""
        question, history = conversation(request)
        shared, loop, told = (
            self._shared,
            asyncio.get_running_loop(),
            asyncio.Queue[str | Ending | ApiError](),
        )

        def tell(item: str | Ending | ApiError) -> None:
            if not loop.is_closed():
                loop.call_soon_threadsafe(told.put_nowait, item)

        meter = Meter(shared.settings, shared.day, shared.clock)
        thinking = Thinking(shared.model, shared.settings.model_id, history, meter, loop, tell)
        shared.slots.take()
        self._at_work.add(thinking)
        threading.Thread(target=self._run, args=(question, thinking, tell), daemon=True).start()
        return _told(told, thinking)

    def _run(self, question: str, thinking: Thinking, tell: Callable[[Any], None]) -> None:
        """The crew's thread. Whatever happens, its slot is free again and the answer gets an end."""
        try:
            end = self._end(question, thinking)
        except BaseException as error:  # SystemExit is one of CrewAI's ways to give up
            log.warning("a crew failed: %s", type(error).__name__)
            end = ApiError(500, error_body("the crew failed", "internal_error"))
        self._at_work.discard(thinking)
        self._shared.slots.give_back()
        tell(end)

    def _end(self, question: str, thinking: Thinking) -> Ending | ApiError:
        toolbox = Toolbox(self._shared.reports, self._tools)
        text = None
        try:
            text = self._work(self._prompt, toolbox, thinking, question)
        except BaseException:
            if not thinking.over:
                raise
        # Whatever CrewAI made of it: an answer that was stopped has no text of the model's.
        if thinking.error:
            return thinking.error
        if text is None and not thinking.limit:
            return ApiError(503, error_body("the service ended before the answer", "internal_error"))
        return ending(None if thinking.limit else text, toolbox, thinking)


def _step(told: str) -> str:
    """An entry of a Markdown list: Open WebUI shows reasoning as Markdown."""
    return f"- {told}\n"


async def _told(told: "asyncio.Queue[Any]", thinking: Thinking) -> AsyncGenerator[str | Ending]:
    try:
        while True:
            item = await told.get()
            if isinstance(item, ApiError):
                raise item
            yield item
            if isinstance(item, Ending):
                return
    finally:
        thinking.cancelled.set()


async def _events(request: ChatRequest, told: AsyncGenerator[str | Ending]) -> AsyncGenerator[bytes]:
    answer = Answer(request.model)
    async with aclosing(told):
        yield answer.start()
        async for item in told:
            if isinstance(item, str):
                yield answer.reasoning(_step(item))
                continue
            yield answer.piece(item.text)
            yield answer.finish(item.reason)
            if request.wants_usage():
                yield answer.usage(usage(item.prompt, item.completion))
    yield DONE
