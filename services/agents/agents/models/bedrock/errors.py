"""What goes wrong with Bedrock, as answers to the caller. Logs name the kind only: messages can repeat a prompt."""

import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager

from botocore.eventstream import ParserError
from botocore.exceptions import (
    BotoCoreError,
    ClientError,
    ConnectTimeoutError,
    ParamValidationError,
    ReadTimeoutError,
)
from urllib3.exceptions import HTTPError

from agents.aws_errors import reason
from agents.errors import ApiError, bad_request, error_body, upstream_failure

log = logging.getLogger("agents")
# At DEBUG they write whole requests and answers.
logging.getLogger("botocore").setLevel(logging.WARNING)


@contextmanager
def bedrock_errors(model: str) -> Iterator[None]:
    try:
        yield
    except ParamValidationError as error:
        # botocore tells the wrong values, too, which can be all of a prompt.
        names = re.findall(r"parameter:? ([\w.\[\]]+)", str(error))
        raise bad_request(f"not what Bedrock takes: {', '.join(names) or 'the request'}") from None
    except ClientError as error:
        code = error.response["Error"].get("Code")
        log.warning("model %s: Bedrock answered with %s", model, code)
        # An error inside a stream has no status of its own; nobody sees this one then.
        status = error.response.get("ResponseMetadata", {}).get("HTTPStatusCode", 502)
        message = error.response["Error"].get("Message") or "Bedrock gave no reason"
        raise ApiError(status, error_body(message, "upstream_error", code=code)) from None
    except (ConnectTimeoutError, ReadTimeoutError):
        log.warning("model %s: Bedrock took too long", model)
        raise upstream_failure(504, "Bedrock took too long") from None
    except (BotoCoreError, HTTPError, ParserError) as error:
        log.warning("model %s: no use of Bedrock: %s", model, reason(error))
        raise upstream_failure(502, f"Bedrock cannot be used, or broke off: {reason(error)}") from None
