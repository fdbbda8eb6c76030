"""The body of POST /v1/chat/completions: what every model needs is checked, all else is kept as it came."""

import json
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

from agents.errors import bad_request


class Body(BaseModel):
    """A JSON body. Fields that are not named stay in `model_extra`."""

    model_config = ConfigDict(strict=True, extra="allow")

    @model_validator(mode="before")
    @classmethod
    def _can_be_passed_on(cls, body: Any) -> Any:
        """Python reads NaN and half characters, nobody after us would: refused here, not in the middle."""
        if isinstance(body, bytes):
            raise ValueError("is not JSON; expected the content type application/json")
        try:
            json.dumps(body, allow_nan=False, ensure_ascii=False).encode()
        except (ValueError, RecursionError):
            raise ValueError(
                "holds a number or character that is not valid in JSON, or is too deep"
            ) from None
        return body

    def option(self, name: str) -> Any:
        """A field that is not named here; null counts as absent."""
        return (self.model_extra or {}).get(name)


class Message(BaseModel):
    """One turn. `content` is text, a list of typed parts, or null (an assistant's tool call)."""

    model_config = ConfigDict(strict=True, extra="allow")

    role: Literal["system", "developer", "user", "assistant", "tool", "function"]
    content: str | list[dict[str, Any]] | None = None

    @field_validator("content", mode="before")
    @classmethod
    def _is_content(cls, value: Any) -> Any:
        """One plain error instead of one for each kind that it could be."""
        parts = value if isinstance(value, list) else []
        if not (value is None or isinstance(value, str | list)) or not all(isinstance(p, dict) for p in parts):
            raise ValueError("is no content; expected a text, a list of parts that are objects, or null")
        return value

    def text(self) -> str:
        """The turn's text; text parts are joined, others left out. Raises ApiError 400 on a text part without text."""
        if isinstance(self.content, list):
            return "".join(_text(part) for part in self.content if part.get("type") == "text")
        return self.content or ""


class ChatRequest(Body):
    """A chat request. Temperature, tools and the like are for the models that know them."""

    model: str = Field(min_length=1)
    messages: list[Message] = Field(min_length=1)
    stream: bool | None = None
    stream_options: dict[str, Any] | None = None

    def wants_usage(self) -> bool:
        """Whether a stream has to end with a usage chunk."""
        return bool(self.stream_options and self.stream_options.get("include_usage"))


def _text(part: dict[str, Any]) -> str:
    if not isinstance(part.get("text"), str):
        raise bad_request("messages: have a text part without text", "messages")
    return part["text"]
