"""Renews requirements.txt: `python3 lock.py`, with uv (PyPI) on PATH. Reads direct.txt.

Open WebUI's wheel asks for packages that run models on the machine itself (torch and others, 7 GB). bc1's settings use
none of them: embeddings come from the agents service. They are left out here, all else that the wheel names is pinned
as it names it, with what it calls its slim set and its extra `postgres`.
"""

import re
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

HERE = Path(__file__).parent
# What runs a model on the task, or stands for a vector database that is not ours.
LOCAL_MODELS = {
    "accelerate",
    "chromadb",
    "einops",
    "faster-whisper",
    "onnxruntime",
    "opencv-python-headless",
    "rapidocr",
    "sentence-transformers",
    "transformers",
}
ASKED = re.compile(r"Requires-Dist: ([^;]+?)(?:; extra == '(\w+)')?")


def asked_by(wheel: Path) -> list[str]:
    """What the wheel names, without what runs models."""
    with zipfile.ZipFile(wheel) as archive:
        [metadata] = [name for name in archive.namelist() if name.endswith("/METADATA")]
        lines = archive.read(metadata).decode().splitlines()
        [slim] = [name for name in archive.namelist() if name.endswith("requirements-slim.txt")]
        asked = archive.read(slim).decode().splitlines()
    for found in filter(None, map(ASKED.fullmatch, lines)):
        if found[2] in (None, "postgres") and re.split(r"[\[=]", found[1])[0] not in LOCAL_MODELS:
            asked.append(found[1])
    return asked


def main() -> None:
    direct = [line for line in (HERE / "direct.txt").read_text().splitlines() if line and line[0] != "#"]
    [open_webui] = [line for line in direct if line.startswith("open-webui==")]
    with tempfile.TemporaryDirectory() as folder:
        download = [sys.executable, "-m", "pip", "download", "-q", "--no-deps", "-d", folder, open_webui]
        subprocess.run(download, check=True)
        [wheel] = Path(folder).glob("*.whl")
        wanted = Path(folder, "wanted.txt")
        wanted.write_text("\n".join([*asked_by(wheel), *(line for line in direct if line != open_webui)]))
        compiled = ["uv", "pip", "compile", "-q", "--no-header", "--no-annotate", "--python-version", "3.11"]
        pins = subprocess.run([*compiled, str(wanted)], check=True, capture_output=True, text=True).stdout
    head = "# Made by lock.py from direct.txt: changes here are lost.\n"
    (HERE / "requirements.txt").write_text(f"{head}{open_webui}\n{pins}")


if __name__ == "__main__":
    main()
