"""Pulumi's names of resources: `urn:pulumi:<stack>::<project>::<parent types>$<type>::<name>`."""

import re
from dataclasses import dataclass


@dataclass(frozen=True)
class Resource:
    parents: str
    """The types of what it belongs to."""
    type: str
    name: str

    def __str__(self) -> str:
        kind = self.type.rpartition(":")[2]
        return f"{kind} {self.name}" if kind else self.name

    @property
    def words(self) -> str:
        """What a word can match: `NatGateway` is also `nat gateway`."""
        apart = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", " ", f"{self.type} {self.name}")
        return re.sub(r"[^a-z0-9.]+", " ", apart.lower())


def resource(urn: str) -> Resource:
    """What a URN says. One that is none is a name."""
    parts = urn.split("::", 3)
    if len(parts) < 4:
        return Resource("", "", urn)
    parents, _, type_ = parts[2].rpartition("$")
    return Resource(parents, type_, parts[3])


def matches(asked: str, *texts: str) -> bool:
    """Whether every word of `asked` is in one of the texts, at the start of a word; plurals as well."""
    words = re.findall(r"[a-z0-9.]+", re.sub(r"(?<=[a-z0-9])(?=[A-Z])", " ", asked).lower())
    there = " " + " ".join(re.sub(r"[^a-z0-9.]+", " ", text.lower()) for text in texts)
    return bool(words) and all(f" {word}" in there or f" {word.removesuffix('s')}" in there for word in words)
