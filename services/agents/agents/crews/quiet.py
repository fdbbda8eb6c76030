"""The one way to CrewAI: its telemetry, tracing, update checks, prompts and files are off before it is loaded.

It is loaded late, when crews are wanted: it takes seconds, and much memory.
"""

import logging
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from types import ModuleType

OFF = {
    "CREWAI_DISABLE_TELEMETRY": "true",
    "CREWAI_DISABLE_TRACKING": "true",
    "CREWAI_DISABLE_VERSION_CHECK": "true",
    "CREWAI_TRACING_ENABLED": "false",
    # No question on the terminal at its first run, and no file that says that there was one.
    "CREWAI_TESTING": "true",
    "OTEL_SDK_DISABLED": "true",
    # It would read a .env of whatever folder the service is started in.
    "PYTHON_DOTENV_DISABLED": "1",
}


def load() -> ModuleType:
    """CrewAI."""
    os.environ.update(OFF)
    # What it logs of an error has the question in it; errors that matter are logged here, without.
    logging.getLogger("crewai").setLevel(logging.CRITICAL + 1)
    with _home_that_goes():
        import crewai
    return crewai


@contextmanager
def _home_that_goes() -> Iterator[None]:
    """CrewAI makes folders and a key in the home as it is loaded; the service has none that it may write to."""
    before = os.environ.get("HOME")
    with tempfile.TemporaryDirectory() as home:
        os.environ["HOME"] = home
        try:
            yield
        finally:
            if before is None:
                del os.environ["HOME"]
            else:
                os.environ["HOME"] = before
