"""A crew of CrewAI: one analyst with its tools. Memory, planning, caches, tracing and files are off."""

from typing import Any

from pydantic import BaseModel, Field, PrivateAttr, create_model

from agents.crews.prompts import EXPECTED, RULES, Prompt
from agents.crews.quiet import load
from agents.crews.thinking import Thinking
from agents.crews.toolbox import Tool, Toolbox

load()

from crewai import Agent, BaseLLM, Crew, Task  # noqa: E402
from crewai.tools import BaseTool  # noqa: E402
from crewai.utilities import agent_utils  # noqa: E402

MANY = 1000
# Who asks the same again is stopped by our limits, with what was found; CrewAI would end the answer with an error.
agent_utils.MAX_REPEATED_TOOL_CALLS = MANY


def work(prompt: Prompt, toolbox: Toolbox, thinking: Thinking, question: str) -> str:
    """The analyst's answer to the question. Raises what `Thinking.call` raises."""
    tools = [_tool(tool, toolbox) for tool in toolbox.tools.values()]
    agent = Agent(
        role=prompt.role,
        goal=prompt.goal,
        backstory=RULES,
        llm=_Llm.over(thinking),
        tools=tools,
        max_iter=MANY,  # the limit on steps is ours: CrewAI's ends with a prompt that revokes every rule
        max_retry_limit=0,
        respect_context_window=False,
        use_better_compaction=False,
        allow_delegation=False,
        cache=False,
        verbose=False,
    )
    task = Task(description=question, expected_output=EXPECTED, agent=agent)
    crew = _Crew(agents=[agent], tasks=[task], memory=False, planning=False, cache=False, tracing=False)
    return str(crew.kickoff().raw)


class _Llm(BaseLLM):
    """A model of this service as CrewAI sees one."""

    _thinking: Thinking = PrivateAttr()

    @classmethod
    def over(cls, thinking: Thinking) -> "_Llm":
        llm = cls(model="crew", provider="tandem")
        llm._thinking = thinking
        return llm

    def call(self, messages: Any, tools: Any = None, **_: Any) -> Any:
        return self._thinking.call(messages, tools)

    def supports_function_calling(self) -> bool:
        return True

    def supports_stop_words(self) -> bool:
        return False

    def is_tool_result_overflowing_threshold(self, tool_result: str) -> tuple[bool, int]:
        """Never: a result that is too long would be written to a file."""
        return False, 0


class _Forgets:
    """In place of the SQLite file in which CrewAI keeps what a task answered."""

    def reset(self) -> None:
        pass

    def update(self, task_index: int, log: dict[str, Any]) -> None:
        pass

    def load(self) -> None:
        return None


class _Crew(Crew):
    _task_output_handler: Any = PrivateAttr(default_factory=_Forgets)


class _Ask(BaseTool):
    """A tool of the toolbox as CrewAI sees one."""

    _toolbox: Toolbox = PrivateAttr()

    def _run(self, **arguments: Any) -> str:
        return self._toolbox.ask(self.name, arguments)


def _tool(tool: Tool, toolbox: Toolbox) -> _Ask:
    fields: dict[str, Any] = {
        name: (str, Field(default="", description=text)) for name, text in tool.parameters.items()
    }
    schema: type[BaseModel] = create_model(tool.name, **fields)
    made = _Ask(name=tool.name, description=tool.description, args_schema=schema)
    made._toolbox = toolbox
    return made
