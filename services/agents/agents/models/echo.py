"""The model `echo` answers with the last user message: a deployment can be tried without a provider."""

import asyncio
import re
from collections.abc import AsyncGenerator
from typing import Any

from agents.answers import DONE, Answer, usage
from agents.errors import bad_request
from agents.request import ChatRequest


# Seconds before the first word. Open WebUI's page now and then loses an answer that is complete before its own request has
# returned, and shows an empty one; no model is that fast.
THINKING = 0.3


class Echo:
    owner = "tandem"

    def capabilities(self, model_id: str) -> dict[str, bool]:
        return {"vision": False, "builtin_tools": False}

    async def complete(self, request: ChatRequest) -> dict[str, Any]:
        text = _last_user_text(request)
        return Answer(request.model).completion(text, "stop", _usage(request, text))

    async def stream(self, request: ChatRequest) -> AsyncGenerator[bytes]:
        return _events(request, _last_user_text(request))

    async def close(self) -> None:
        pass


async def _events(request: ChatRequest, text: str) -> AsyncGenerator[bytes]:
    answer = Answer(request.model)
    yield answer.start()
    await asyncio.sleep(THINKING)
    for word in re.findall(r"\s*\S+|\s+$", text):
        yield answer.piece(word)
    yield answer.finish("stop")
    if request.wants_usage():
        yield answer.usage(_usage(request, text))
    yield DONE


def _last_user_text(request: ChatRequest) -> str:
    for message in reversed(request.messages):
        if message.role == "user":
            text = message.text()
            if not text and isinstance(message.content, list):
                raise bad_request("messages: the last user message has no text to echo", "messages")
            return text
    raise bad_request("messages: there is no user message to echo", "messages")


def _usage(request: ChatRequest, text: str) -> dict[str, int]:
    """Words, as there is no tokenizer here."""
    asked = (message.content for message in request.messages if isinstance(message.content, str))
    return usage(sum(len(content.split()) for content in asked), len(text.split()))
