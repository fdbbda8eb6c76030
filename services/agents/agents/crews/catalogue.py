"""Which crew answers to which id."""

import time
from collections.abc import Callable
from datetime import UTC, datetime

from agents.crews import prompts, tools
from agents.crews.meter import Day
from agents.crews.model import Crew, Shared, Slots
from agents.crews.places import place
from agents.crews.reports import Reports
from agents.crews.settings import CLOUDOPS, FINOPS, CrewSettings
from agents.models import Model

# Answers that crews work on at once, in one process.
AT_ONCE = 4


def crews(
    settings: CrewSettings,
    model: Model,
    now: Callable[[], datetime] = lambda: datetime.now(UTC),
    clock: Callable[[], float] = time.monotonic,
) -> dict[str, Model]:
    """The crews by id, thinking with `model`. CrewAI is loaded here, as it takes seconds."""
    from agents.crews.crew import work

    reports = Reports(place(settings.reports, settings.reports_region), now)
    shared = Shared(settings, model, reports, Day(lambda: now().date()), Slots(AT_ONCE), clock)
    return {
        CLOUDOPS: Crew(prompts.CLOUDOPS, tools.CLOUDOPS, shared, work),
        FINOPS: Crew(prompts.FINOPS, tools.FINOPS, shared, work),
    }
