"""OpenAI's `image_url` parts as Converse's image blocks. Pure: an image at another address is refused, never fetched.

To fetch what a caller names would let callers reach whatever this service reaches.
"""

import base64
import binascii
import re
from typing import Any

from agents.errors import bad_request

# Limits of an image and of a message: Amazon Bedrock API Reference, "Message".
MOST_BYTES = int(3.75 * 1024 * 1024)
MOST_IN_A_MESSAGE = 20
EMBEDDED = re.compile(r"data:image/[a-z0-9.+-]+;base64,", re.IGNORECASE)
# What the content begins with. The type in the address can be wrong, and models refuse a wrong one.
FORMATS = {
    "png": re.compile(rb"\x89PNG\r\n\x1a\n"),
    "jpeg": re.compile(rb"\xff\xd8\xff"),
    "gif": re.compile(rb"GIF8[79]a"),
    "webp": re.compile(rb"RIFF....WEBP", re.DOTALL),
}


def image(part: dict[str, Any], where: str) -> dict[str, Any]:
    """The block for a part of type `image_url`. Raises ApiError 400, which never repeats the image."""
    match part.get("image_url"):
        case {"url": str(url)} | str(url):
            content = _content(url, where)
        case _:
            raise bad_request(f"{where}.image_url: is missing; expected an object with url", "messages")
    for name, beginning in FORMATS.items():
        if beginning.match(content):
            return {"image": {"format": name, "source": {"bytes": content}}}
    raise bad_request(f"{where}: is no image that is known here; expected {', '.join(FORMATS)}", "messages")


def _content(url: str, where: str) -> bytes:
    head = EMBEDDED.match(url)
    if not head:
        raise bad_request(
            f"{where}: is not in the request itself, and is not fetched; expected data:image/...;base64,...",
            "messages",
        )
    try:
        content = base64.b64decode(url[head.end() :], validate=True)
    except binascii.Error:
        raise bad_request(f"{where}: is not base64", "messages") from None
    if len(content) > MOST_BYTES:
        raise bad_request(
            f"{where}: has {len(content)} bytes; expected {MOST_BYTES} at most. Send it smaller.", "messages"
        )
    return content
