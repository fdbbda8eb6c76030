"""What families of Bedrock models take in Converse. Data, as Bedrock tells it nowhere by API.

Sources, looked up on 2026-11-26: Amazon Bedrock User Guide, "Supported models and model features" (in its last form
with a table for all models, of August 2025, and for Llama 3.2 and Mistral of October 2024), and "Meta Llama models"
for Llama 4; Amazon Bedrock API Reference, "ToolChoice", for `forced`. Llama 3.3 is in none of them: Bedrock is known
to refuse it tools in a stream, as it refuses all other Llama models.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Features:
    """What a model takes. A model that is not known is asked for everything: then Bedrock's refusal is the answer."""

    tools: bool = True
    streamed_tools: bool = True
    forced: bool = True
    """A tool choice that names a tool. JSON answers need it, too."""
    images: bool = True


TEXT_ONLY = Features(tools=False, streamed_tools=False, forced=False, images=False)

# By how the id begins; the longest wins.
FAMILIES = {
    "ai21.j2-": TEXT_ONLY,
    "ai21.jamba-instruct": TEXT_ONLY,
    "ai21.jamba-1-5-": Features(forced=False, images=False),
    "amazon.nova-": Features(),
    "amazon.nova-micro": Features(images=False),
    "amazon.titan-": TEXT_ONLY,
    "anthropic.claude-": Features(),
    "anthropic.claude-3-5-haiku": Features(images=False),
    "anthropic.claude-instant": TEXT_ONLY,
    "anthropic.claude-v": TEXT_ONLY,
    "cohere.command-": TEXT_ONLY,
    "cohere.command-r": Features(forced=False, images=False),
    "meta.llama": Features(streamed_tools=False, forced=False),
    "meta.llama2-": TEXT_ONLY,
    "meta.llama3-8b": TEXT_ONLY,
    "meta.llama3-70b": TEXT_ONLY,
    "meta.llama3-1-": Features(streamed_tools=False, forced=False, images=False),
    "meta.llama3-2-1b": TEXT_ONLY,
    "meta.llama3-2-3b": TEXT_ONLY,
    "meta.llama3-3-": Features(streamed_tools=False, forced=False, images=False),
    "mistral.mistral-7b": TEXT_ONLY,
    "mistral.mixtral-8x7b": TEXT_ONLY,
    "mistral.mistral-large-24": Features(streamed_tools=False, forced=False, images=False),
    "mistral.mistral-small-24": Features(streamed_tools=False, forced=False, images=False),
}


def features(model_id: str) -> Features:
    """Those of the family whose beginning is the longest that fits."""
    known = [start for start in FAMILIES if model_id.startswith(start)]
    return FAMILIES[max(known, key=len)] if known else Features()
