"""Real HTTP for the tests: an app served by uvicorn on a free loopback port."""

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import httpx
import uvicorn
from fastapi import FastAPI

from agents.app import create_app
from agents.embeddings import Embedder
from agents.main import service
from agents.models import Model
from agents.settings import read

KEY = "tandem-canary-0123456789"


def app_of(models: dict[str, Model], embedders: dict[str, Embedder] | None = None) -> FastAPI:
    return create_app(models, embedders or {}, KEY)


def app_for(**environ: str) -> FastAPI:
    """As the deployment starts it."""
    return service(read({"AGENTS_API_KEY": KEY, **environ}))


@contextmanager
def serve(app: FastAPI) -> Iterator[str]:
    """The app's address while the block runs."""
    listener = socket.create_server(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(app, log_config=None))
    thread = threading.Thread(target=server.run, args=([listener],))
    thread.start()
    try:
        deadline = time.monotonic() + 10
        while not server.started:
            assert thread.is_alive() and time.monotonic() < deadline, "the server did not start"
            time.sleep(0.01)
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join(10)
        listener.close()


@contextmanager
def client_of(app: FastAPI) -> Iterator[httpx.Client]:
    """A client of the app, served as above."""
    headers = {"authorization": f"Bearer {KEY}"}
    with (
        serve(app) as address,
        httpx.Client(base_url=address, headers=headers, timeout=10, trust_env=False) as client,
    ):
        yield client
