"""What starting costs, with crews and without, and what CrewAI may not do."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from serving import KEY
from test_crew_settings import GOOD

SERVICE = Path(__file__).parent.parent
MODELS = {
    "AGENTS_API_KEY": KEY,
    "MODEL_PROVIDER": "ollama",
    "MODEL_IDS": "thinker",
    "MODEL_BASE_URL": "http://127.0.0.1:9",
    "EMBEDDING_MODEL_ID": "embedder",
}

# Python tells of each file that is opened to be written, each folder made, and each connection.
WATCH = """
import os, sys
def watch(event, arguments):
    if event == "open" and isinstance(arguments[2], int) and arguments[2] & (os.O_WRONLY | os.O_RDWR | os.O_CREAT):
        print("writes", arguments[0])
    elif event in ("os.mkdir", "socket.connect", "socket.getaddrinfo", "subprocess.Popen", "sqlite3.connect"):
        print(event, arguments[0] if event == "os.mkdir" else arguments[1:])
sys.addaudithook(watch)
sys.stdout = sys.stderr
"""
ANSWER = """
from agents.main import app
app()
print("STARTED")
import asyncio, threading
from agents.crews import prompts, tools
from agents.crews.crew import work
from agents.crews.places import place
from agents.crews.reports import Reports
from agents.crews.toolbox import Toolbox
from datetime import datetime, UTC
class Thinking:
    calls = 0
    def call(self, messages, tools):
        self.calls += 1
        call = {"id": "a", "type": "function", "function": {"name": "cost_summary", "arguments": "{}"}}
        return "$180" if self.calls == 2 else [call]
box = Toolbox(Reports(place(os.environ["REPORTS"]), lambda: datetime.now(UTC)), tools.FINOPS)
assert work(prompts.FINOPS, box, Thinking(), "hi") == "$180" and box.found
print("ANSWERED")
"""


def run(code, **environ):
    """The code in a process of its own, whose home cannot be written to and is not there."""
    kept = {
        name: value for name, value in os.environ.items() if not name.startswith(("MODEL_", "CREW", "OTEL"))
    }
    environ = (
        kept | {"HOME": "/nowhere/home", "PYTHONDONTWRITEBYTECODE": "1", "PYTHONPATH": str(SERVICE)} | environ
    )
    return subprocess.run(
        [sys.executable, "-c", code], env=environ, cwd=SERVICE, capture_output=True, text=True, timeout=120
    )


def test_a_service_without_reports_does_not_load_crewai():
    code = "import sys; from agents.main import app; app(); print([m for m in sys.modules if m.startswith('crewai')])"
    ended = run(code, **MODELS)
    assert (ended.returncode, ended.stdout) == (0, "[]\n"), ended.stderr


def test_crewai_reaches_no_network_and_writes_only_a_folder_that_goes_as_it_is_loaded():
    ended = run(WATCH + ANSWER, **MODELS, **GOOD)
    assert ended.returncode == 0, ended.stderr
    before, answering = ended.stderr.split("STARTED\n")
    told = [line for line in before.splitlines() if line.startswith(("writes", "os.mkdir"))]
    assert told and all(f" {Path('/tmp')}/" in line or line == "writes /dev/null" for line in told), told
    assert (
        "socket." not in ended.stderr and "sqlite3." not in ended.stderr and "subprocess." not in ended.stderr
    )
    assert answering == "ANSWERED\n"
    assert not [path for path in told if Path(path.split(" ", 1)[1]).exists() and "null" not in path]


def test_what_the_image_leaves_out_is_not_missed():
    dockerfile = (SERVICE / "Dockerfile").read_text()
    names = re.search(r"pip uninstall -y (.+)", dockerfile)[1].replace("pillow", "PIL").split()
    absent = f"import os, sys\nfor name in {names}: sys.modules[name] = None\n"
    ended = run(absent + ANSWER, **MODELS, **GOOD)
    assert ended.returncode == 0 and ended.stdout.endswith("ANSWERED\n"), ended.stderr
    assert "pyarrow" in names


@pytest.mark.parametrize("name, wrong", [("CREW_MODEL_ID", "nobody"), ("CREW_MAX_STEPS", "")])
def test_bad_settings_end_the_start_with_a_line_and_exit_2(name, wrong):
    ended = run("from agents.main import app; app()", **MODELS, **GOOD | {name: wrong})
    assert (ended.returncode, ended.stderr.count("\n")) == (2, 1) and ended.stderr.startswith(f"{name}: ")


def test_a_service_with_crews_starts_and_a_signal_ends_it(monkeypatch):
    for name, value in (MODELS | GOOD | {"HOME": "/nowhere/home"}).items():
        monkeypatch.setenv(name, value)
    command = [sys.executable, "-m", "uvicorn", "--factory", "agents.main:app", "--port", "0"]
    process = subprocess.Popen(command, cwd=SERVICE, stderr=subprocess.PIPE, text=True)
    try:
        assert any("running on" in line for line in process.stderr), "the service did not start"
    finally:
        process.terminate()
        _, rest = process.communicate(timeout=30)
    assert "Application shutdown complete" in rest
