"""Where reports can lie: a folder, or a bucket."""

import logging
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from agents.crews.reports import MAX_BYTES, Place, ReportProblem

log = logging.getLogger("agents")
MOST = 1000


def place(where: str, region: str = "") -> Place:
    """`s3://bucket/prefix` in a region, or a folder's path."""
    if not where.startswith("s3://"):
        return Folder(Path(where))
    bucket, _, prefix = where.removeprefix("s3://").partition("/")
    return Bucket(s3_client(region), bucket, prefix)


class Folder:
    def __init__(self, root: Path):
        self._root = root

    def names(self) -> list[str]:
        try:
            found = [path for path in self._root.glob("*/*.json") if path.is_file()]
        except OSError as error:
            raise ReportProblem(f"the reports cannot be listed: {type(error).__name__}") from None
        return [path.relative_to(self._root).as_posix() for path in found][:MOST]

    def content(self, name: str) -> bytes | None:
        path = self._root / name
        try:
            if not path.is_file():  # nor anything that has no end, or waits to be written to
                return None
            with path.open("rb") as file:
                return file.read(MAX_BYTES + 1)
        except OSError as error:
            raise ReportProblem(f"{name} cannot be read: {type(error).__name__}") from None


def s3_client(region: str) -> Any:
    """Credentials are the task role's. Waits are short, as somebody waits for the answer."""
    import boto3
    from botocore.config import Config

    config = Config(connect_timeout=5, read_timeout=10, retries={"total_max_attempts": 2})
    return boto3.client("s3", region_name=region, config=config)


class Bucket:
    def __init__(self, client: Any, bucket: str, prefix: str):
        self._client, self._bucket = client, bucket
        self._prefix = f"{prefix.strip('/')}/" if prefix.strip("/") else ""

    def names(self) -> list[str]:
        with _s3_errors("the reports cannot be listed"):
            listed = self._client.list_objects_v2(Bucket=self._bucket, Prefix=self._prefix, MaxKeys=MOST)
        return [entry["Key"].removeprefix(self._prefix) for entry in listed.get("Contents", [])]

    def content(self, name: str) -> bytes | None:
        with _s3_errors(f"{name} cannot be read"):
            try:
                answer = self._client.get_object(Bucket=self._bucket, Key=self._prefix + name)
            except self._client.exceptions.NoSuchKey:
                return None
            with closing(answer["Body"]) as body:
                return body.read(MAX_BYTES + 1)


@contextmanager
def _s3_errors(what: str) -> Iterator[None]:
    from botocore.exceptions import BotoCoreError, ClientError
    from urllib3.exceptions import HTTPError

    from agents.aws_errors import reason

    try:
        yield
    except ClientError as error:
        raise _problem(what, f"S3 answered with {error.response['Error'].get('Code')}") from None
    except (BotoCoreError, HTTPError) as error:
        raise _problem(what, reason(error)) from None


def _problem(what: str, why: str) -> ReportProblem:
    # Without the report's name, in which there can be words of the question.
    log.warning("reports: %s", why)
    return ReportProblem(f"{what}: {why}")
