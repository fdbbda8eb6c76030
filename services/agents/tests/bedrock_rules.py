"""What Bedrock refuses in a Converse request: its service model's shapes, and the rules for turns and tools.

The shapes are botocore's own; messages are worded as AWS words them, as far as they are known.
"""

import base64
import binascii
import re
from typing import Any

import botocore.session
from botocore.validate import ParamValidator

SERVICE = botocore.session.get_session().get_service_model("bedrock-runtime")
MOST_IMAGES, MOST_IMAGE_BYTES = 20, int(3.75 * 1024 * 1024)

# Models by how their ids begin. A table of its own: a mistake in the service's must meet somebody who does not share it.
NO_TOOLS = ("amazon.titan-text", "meta.llama3-8b", "mistral.mistral-7b", "anthropic.claude-v2")
NO_STREAMED_TOOLS = ("meta.llama3-1", "mistral.mistral-large-24")
NO_CHOICE = ("meta.", "cohere.")
NO_IMAGES = (*NO_TOOLS, "amazon.nova-micro", "meta.llama3-1", "mistral.mistral-large-24")


class Refusal(Exception):
    """An error answer of AWS."""

    def __init__(self, message: str, code: str = "ValidationException", status: int = 400):
        super().__init__(message)
        self.code = code
        self.status = status


def check_converse(model: str, body: dict[str, Any], streamed: bool) -> None:
    """Raises Refusal."""
    shape = SERVICE.operation_model("Converse").input_shape
    params = {"modelId": model, **body}
    report = ParamValidator().validate(params, shape)
    if report.has_errors():
        raise Refusal(report.generate_report())
    _limits(shape, params, "")
    _turns(body.get("messages", []))
    config = body.get("toolConfig", {})
    _tools(config)
    blocks = [block for message in body["messages"] for block in message["content"]]
    if not config and any("toolUse" in block or "toolResult" in block for block in blocks):
        raise Refusal(
            "The toolConfig field must be defined when using toolUse and toolResult content blocks."
        )
    if config and model.startswith(NO_TOOLS):
        raise Refusal("This model doesn't support tool use.")
    if config and streamed and model.startswith(NO_STREAMED_TOOLS):
        raise Refusal("This model doesn't support tool use in streaming mode.")
    if config.get("toolChoice") and model.startswith(NO_CHOICE):
        raise Refusal("This model doesn't support the toolConfig.toolChoice field. Remove it and try again.")
    if model.startswith(NO_IMAGES) and any("image" in block for block in blocks):
        raise Refusal("This model doesn't support the image content block that you provided.")


def _limits(shape: Any, value: Any, where: str) -> None:
    """Enums, patterns and greatest sizes, which botocore leaves to AWS."""
    if getattr(shape, "document", False) or shape.metadata.get("document"):
        return
    if shape.type_name == "structure":
        for name, member in shape.members.items():
            if name in value:
                _limits(member, value[name], f"{where}.{name}" if where else name)
    elif shape.type_name == "list":
        for number, item in enumerate(value):
            _limits(shape.member, item, f"{where}.{number}")
    elif shape.type_name == "blob":
        _image(value, where)
    if shape.type_name == "string":
        pattern = shape.metadata.get("pattern")
        if getattr(shape, "enum", None) and value not in shape.enum:
            raise Refusal(
                f"Value at '{where}' failed to satisfy constraint: Member must be one of {shape.enum}"
            )
        if pattern and not re.fullmatch(pattern, value):
            raise Refusal(f"Value at '{where}' failed to satisfy constraint: must satisfy pattern: {pattern}")
    greatest = shape.metadata.get("max")
    size = len(value) if shape.type_name in ("string", "list") else value
    if greatest is not None and shape.type_name != "blob" and size > greatest:
        raise Refusal(f"Value at '{where}' failed to satisfy constraint: must be at most {greatest}")


def _image(value: str, where: str) -> None:
    try:
        content = base64.b64decode(value, validate=True)
    except binascii.Error:
        raise Refusal(f"Value at '{where}' is not base64") from None
    if len(content) > MOST_IMAGE_BYTES:
        raise Refusal(f"The image at {where} is larger than 3.75 MB.")


def _turns(messages: list[dict[str, Any]]) -> None:
    if not messages or messages[0]["role"] != "user":
        raise Refusal("A conversation must start with a user message.")
    used: list[str] = []
    for number, message in enumerate(messages):
        if message["role"] != ("user", "assistant")[number % 2]:
            raise Refusal("A conversation must alternate between user and assistant roles.")
        _blocks(message, f"messages.{number}")
        results = [block["toolResult"]["toolUseId"] for block in message["content"] if "toolResult" in block]
        if missing := [use for use in used if use not in results]:
            raise Refusal(
                f"Expected toolResult blocks at messages.{number}.content for the following Ids: {missing}"
            )
        if len(results) > len(used):
            raise Refusal(
                f"The number of toolResult blocks at messages.{number}.content exceeds the number of toolUse blocks "
                "of previous turn."
            )
        used = [block["toolUse"]["toolUseId"] for block in message["content"] if "toolUse" in block]
        if len(set(used)) < len(used):
            raise Refusal(f"messages.{number}.content contains duplicate Ids: {used}")
    if used:
        raise Refusal(f"Expected toolResult blocks at messages.{len(messages)}.content for the Ids: {used}")


def _blocks(message: dict[str, Any], where: str) -> None:
    content = message["content"]
    if not content:
        raise Refusal(f"The content field in the Message object at {where} is empty.")
    for number, block in enumerate(content):
        at = f"{where}.content.{number}"
        texts = [block, *block.get("toolResult", {}).get("content", [])]
        if any("text" in part and not part["text"].strip() for part in texts):
            raise Refusal(f"The text field in the ContentBlock object at {at} is blank.")
        if "toolUse" in block and not isinstance(block["toolUse"]["input"], dict):
            raise Refusal(f"The format of the value at {at}.toolUse.input is invalid. Provide a json object.")
        allowed = {"assistant": ("toolResult", "image"), "user": ("toolUse",)}[message["role"]]
        if wrong := [kind for kind in allowed if kind in block]:
            raise Refusal(f"{at}: {wrong[0]} is not allowed in the role {message['role']}.")
    if sum("image" in block for block in content) > MOST_IMAGES:
        raise Refusal(f"{where} has more than {MOST_IMAGES} images.")


def _tools(config: dict[str, Any]) -> None:
    names = []
    for number, tool in enumerate(config.get("tools", [])):
        spec = tool["toolSpec"]
        names.append(spec["name"])
        schema = spec["inputSchema"]["json"]
        if not isinstance(schema, dict) or schema.get("type") != "object":
            raise Refusal(
                f"The value at toolConfig.tools.{number}.toolSpec.inputSchema.json.type must be one of the "
                "following: object."
            )
    if len(set(names)) < len(names):
        raise Refusal("toolConfig.tools: tool names must be unique.")
    chosen = config.get("toolChoice", {}).get("tool", {}).get("name")
    if chosen and chosen not in names:
        raise Refusal(f"toolConfig.toolChoice.tool.name: {chosen} is not in toolConfig.tools.")
