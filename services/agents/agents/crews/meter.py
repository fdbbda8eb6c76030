"""What one answer may use, and all answers of a day: steps, tokens, seconds and dollars, counted as they are used.

Checked before each call of the model, so a limit is passed by one call of the model at most.
"""

import threading
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

from agents.crews.settings import CrewSettings
from agents.crews.usd import dollars

# The most that one call of the model may answer with, reasoning included.
CALL_TOKENS = 4096
MILLION = 1_000_000


class Day:
    """Dollars spent on this UTC day by this process; another process counts for itself."""

    def __init__(self, day: Callable[[], date]):
        self._day, self._lock = day, threading.Lock()
        self._counted, self._spent = day(), Decimal(0)

    def add(self, usd: Decimal) -> Decimal:
        """What was spent today, with `usd` more."""
        with self._lock:
            if (now := self._day()) != self._counted:
                self._counted, self._spent = now, Decimal(0)
            self._spent += usd
            return self._spent


class Meter:
    """One answer's use. `clock` gives seconds."""

    def __init__(self, limits: CrewSettings, day: Day, clock: Callable[[], float]):
        self._limits, self._day, self._clock = limits, day, clock
        self._started = clock()
        self.steps = self.prompt = self.completion = self.estimated = 0
        self.usd = Decimal(0)
        self._last_prompt = 0

    @property
    def last_step(self) -> bool:
        return self.steps >= self._limits.max_steps

    @property
    def tokens(self) -> int:
        return self.prompt + self.completion

    def out_of_time(self) -> str | None:
        """The limit of seconds in words, once it is reached."""
        if self._clock() - self._started < self._limits.max_seconds:
            return None
        return f"{self._limits.max_seconds} seconds (CREW_MAX_SECONDS)"

    def reached(self) -> str | None:
        """The limit that forbids a next call, in words. That call holds what the last one did, and costs that again."""
        limits = self._limits
        least = self._cost(self._last_prompt, 0)
        if self.last_step:
            return f"{limits.max_steps} steps (CREW_MAX_STEPS)"
        if self.tokens + self._last_prompt >= limits.max_tokens:
            return f"{limits.max_tokens} tokens (CREW_MAX_TOKENS)"
        if _over(self.usd + least, limits.max_usd_per_answer):
            return f"{dollars(limits.max_usd_per_answer)} for one answer (CREW_MAX_USD_PER_ANSWER)"
        if _over(self._day.add(Decimal(0)) + least, limits.max_usd_per_day):
            most = dollars(limits.max_usd_per_day)
            return f"{most} a day, UTC, counted by this process alone (CREW_MAX_USD_PER_DAY)"
        return self.out_of_time()

    def count(self, usage: Any, most_prompt: int, most_completion: int) -> None:
        """Adds a call's use. Where the model's endpoint tells none that can be right, the most that it can be."""
        told = _told(usage)
        if told is None:
            self.estimated += 1
        prompt, completion = told or (most_prompt, most_completion)
        self.prompt, self.completion = self.prompt + prompt, self.completion + completion
        # An estimate is no lower bound for the next call.
        self._last_prompt = prompt if told else 0
        cost = self._cost(prompt, completion)
        self.usd += cost
        self._day.add(cost)

    def _cost(self, prompt: int, completion: int) -> Decimal:
        limits = self._limits
        usd = prompt * limits.input_usd_per_million + completion * limits.output_usd_per_million
        return usd / MILLION


def _over(usd: Decimal, limit: Decimal) -> bool:
    return usd >= limit


def _told(usage: Any) -> tuple[int, int] | None:
    if not isinstance(usage, dict):
        return None
    prompt, completion = usage.get("prompt_tokens"), usage.get("completion_tokens")
    if type(prompt) is not int or type(completion) is not int or prompt < 1 or completion < 0:
        return None
    return prompt, completion
