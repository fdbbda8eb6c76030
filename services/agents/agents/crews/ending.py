"""How an answer of a crew ends: the model's text or what was found, what cut it short, and the figures."""

from dataclasses import dataclass

from agents.crews.figures import listed, section, without_section
from agents.crews.meter import CALL_TOKENS, Meter
from agents.crews.plain import code
from agents.crews.thinking import Thinking
from agents.crews.toolbox import Toolbox

MOST_RESULTS = 12


@dataclass(frozen=True)
class Ending:
    text: str
    reason: str
    """OpenAI's finish reason: `length` where a limit cut the answer short."""
    prompt: int
    completion: int


def ending(text: str | None, toolbox: Toolbox, thinking: Thinking) -> Ending:
    """The end of an answer. `text` is the model's, None where a limit came first."""
    meter = thinking.meter
    if text is None:
        parts, reason = [_found(toolbox, thinking.limit)], "length"
        return Ending("\n\n".join(parts + _estimated(meter)), reason, meter.prompt, meter.completion)
    own = without_section(text)
    parts, reason = [own], thinking.cut or "stop"
    if thinking.cut:
        parts.append(
            f"The model's endpoint cut this short ({thinking.cut}; a step has {CALL_TOKENS} tokens at most)."
        )
    if meter.last_step:
        parts.append(
            f"This took all the {meter.steps} steps of an answer (CREW_MAX_STEPS): it may be incomplete."
        )
        reason = "length"
    parts += [*_estimated(meter), section(own, toolbox.found)]
    return Ending("\n\n".join(parts), reason, meter.prompt, meter.completion)


def _estimated(meter: Meter) -> list[str]:
    if not meter.estimated:
        return []
    steps = f"{meter.estimated} of {meter.steps} steps"
    return [
        f"For {steps} the model's endpoint told no use that can be right: the most that it can be was counted."
    ]


def _found(toolbox: Toolbox, limit: str | None) -> str:
    """What a crew that was stopped had found."""
    results = [f"- {code(asked)}: {code(result, 500)}" for asked, result in toolbox.results[-MOST_RESULTS:]]
    found = "\n".join(results) or "- nothing yet"
    return (
        f"Stopped without an answer: the limit of {limit} is reached. Found so far:\n\n{found}\n\n"
        f"---\n**Figures found**\n\n{listed(toolbox.found)}"
    )
