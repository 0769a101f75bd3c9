"""Characters that set the direction of the text after them: what is shown to people has none.

They make ``fdp.exe`` look like ``exe.pdf``, and turn the rest of the sentence in which a title stands.
"""

from __future__ import annotations

DIRECTION_CONTROLS = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
"""Embeddings, overrides and isolates, and what ends them. The marks of Arabic and Hebrew turn nothing, and stay."""

_STAND_INS = dict.fromkeys(map(ord, DIRECTION_CONTROLS), "\ufffd")


def in_reading_order(text: str) -> str:
    """Return a text with a visible stand-in for each character that sets a direction, so it is as long as before."""
    return text if text.isascii() else text.translate(_STAND_INS)
