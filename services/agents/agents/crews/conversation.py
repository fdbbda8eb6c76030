"""What a chat request asks of a crew: its last question, and the turns before it."""

from agents.crews.figures import without_section
from agents.errors import bad_request
from agents.request import ChatRequest, Message

# Turns before the question, and characters of a turn and of the question.
MOST_TURNS, MOST_OF_A_TURN, MOST_OF_A_QUESTION = 10, 4000, 8000


def conversation(request: ChatRequest) -> tuple[str, list[dict[str, str]]]:
    """The question, and the turns before it. Raises ApiError 400 where there is no question, or too long a one.

    System messages are left out: a crew has its own. So are the page's tools: a crew has no others.
    """
    asked = [i for i, message in enumerate(request.messages) if message.role == "user"]
    question = _question(request.messages[asked[-1]]) if asked else ""
    if not question:
        raise bad_request("there is no user message", "messages")
    if len(question) > MOST_OF_A_QUESTION:
        message = f"the question is longer than the {MOST_OF_A_QUESTION} characters that a crew reads"
        raise bad_request(message, "messages")
    turns = [_turn(message) for message in request.messages[: asked[-1]]]
    history = [turn for turn in turns if turn["content"] and turn["role"] in ("user", "assistant")]
    history = history[-MOST_TURNS:]
    while history and history[0]["role"] != "user":  # some providers want a user's turn first
        history.pop(0)
    return question, history


def _question(message: Message) -> str:
    """An answer to half of what was sent would be a wrong one: what is no text is refused."""
    parts = message.content if isinstance(message.content, list) else []
    if any(part.get("type") != "text" for part in parts):
        raise bad_request("a crew reads text parts only", "messages")
    return message.text().strip()


def _turn(message: Message) -> dict[str, str]:
    text = message.text()
    if message.role == "assistant":
        # Figures of an earlier answer are not this one's, and a model that sees such a section writes one.
        text = without_section(text)
    return {"role": message.role, "content": text.strip()[:MOST_OF_A_TURN]}
