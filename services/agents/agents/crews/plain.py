"""Text that others wrote, made harmless to show: one line, bounded, nothing invisible."""

import unicodedata

# Control characters, and those that hide or turn round what is shown (Cf), half characters (Cs), private ones (Co).
HIDDEN = ("C", "Zl", "Zp")


def plain(text: str, limit: int = 300) -> str:
    """The text with hidden characters as `\\u....` and cut at `limit` characters, which is shown."""
    cut = text[:limit]
    shown = "".join(_escape(c) if unicodedata.category(c).startswith(HIDDEN) else c for c in cut)
    return shown + "..." if len(text) > limit else shown


def code(text: str, limit: int = 120) -> str:
    """The text as Markdown code, in which nothing is markup."""
    return f"`{plain(text, limit).replace('`', chr(39))}`"


def _escape(character: str) -> str:
    return f"\\u{ord(character):04x}" if ord(character) <= 0xFFFF else f"\\U{ord(character):08x}"
