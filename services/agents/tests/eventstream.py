"""AWS's event stream encoding, as Bedrock sends it: lengths, headers, payload, two checksums.

Source: docs.aws.amazon.com/lexv2/latest/dg/event-stream-encoding.html
"""

import json
import struct
from typing import Any
from zlib import crc32


def frame(event: str, payload: dict[str, Any], kind: str = "event") -> bytes:
    """One message; `kind` is `event` or `exception`."""
    named = {":message-type": kind, f":{kind}-type": event, ":content-type": "application/json"}
    headers = b"".join(_header(name, value) for name, value in named.items())
    content = json.dumps(payload).encode()
    prelude = struct.pack("!II", 16 + len(headers) + len(content), len(headers))
    message = prelude + struct.pack("!I", crc32(prelude)) + headers + content
    return message + struct.pack("!I", crc32(message))


def _header(name: str, value: str) -> bytes:
    return struct.pack("!B", len(name)) + name.encode() + struct.pack("!BH", 7, len(value)) + value.encode()
