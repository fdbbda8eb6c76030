"""Answers in JSON. Converse has no such option for all models: a tool is forced whose input is the answer. Pure."""

from typing import Any

from agents.errors import bad_request
from agents.models.bedrock.features import Features
from agents.models.bedrock.tools import tool
from agents.request import ChatRequest

NAME = "json_answer"
PURPOSE = "Takes the answer to the user, whole, as its input."


def json_tool(request: ChatRequest, features: Features, with_tools: bool) -> dict[str, Any] | None:
    """The tool to force for the request's `response_format`; None for text. Raises ApiError 400."""
    match request.option("response_format"):
        case None | {"type": "text"}:
            return None
        case {"type": "json_object"}:
            schema: dict[str, Any] = {}
        case {"type": "json_schema", "json_schema": {"schema": {"type": "object"} as schema}}:
            pass
        case _:
            expected = "text, json_object, or json_schema with a schema of type object"
            raise bad_request(f"response_format: cannot be followed; expected {expected}", "response_format")
    if not features.forced:
        raise bad_request(
            "response_format: this model answers in text only; expected text", "response_format"
        )
    if with_tools:
        raise bad_request(
            "response_format: Bedrock models answer in JSON or call tools; expected no tools with it",
            "response_format",
        )
    return tool(NAME, schema, PURPOSE)
