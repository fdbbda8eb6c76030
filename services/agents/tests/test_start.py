import os
import subprocess
import sys
from pathlib import Path

import pytest
from serving import KEY

SERVICE = Path(__file__).parent.parent


def start(**settings):
    """The command of the Dockerfile, on a free port."""
    ours = ("MODEL_", "EMBEDDING_", "AGENTS_")
    environ = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
    return subprocess.Popen(
        [sys.executable, "-m", "uvicorn", "--factory", "agents.main:app", "--port", "0"],
        cwd=SERVICE,
        env=environ | settings,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


@pytest.mark.parametrize("key", ["short", "a key with sp\naces"])
def test_bad_settings_end_the_start_with_one_line_and_exit_2(key):
    process = start(AGENTS_API_KEY=key)
    out, err = process.communicate(timeout=30)
    assert (process.returncode, out) == (2, "")
    assert err.count("\n") == 1 and err.startswith("AGENTS_API_KEY: cannot be used, got") and key not in err


def test_good_settings_start_the_service_and_a_signal_ends_it():
    process = start(
        MODEL_PROVIDER="ollama",
        MODEL_IDS="a",
        MODEL_BASE_URL="http://127.0.0.1:9",
        EMBEDDING_MODEL_ID="e",
        AGENTS_API_KEY=KEY,
    )
    try:
        for line in process.stderr:
            if "running on" in line:
                break
        else:
            pytest.fail("the service did not start")
    finally:
        process.terminate()
        _, rest = process.communicate(timeout=30)
    assert "Application shutdown complete" in rest
