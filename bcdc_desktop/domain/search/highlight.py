"""Where in a text the words of a search are, to be marked; and the stretch of a long text that shows them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from .query import Word

Highlight = tuple[int, int]
_TOKEN = re.compile(r"[^\W_]+")
_LENGTH = 160  # characters of an excerpt


@dataclass(frozen=True)
class TextExcerpt:
    """A stretch of a text with the marks in it; “…” stands where it was cut."""

    text: str
    marks: tuple[Highlight, ...]


def highlights(text: str, words: Sequence[Word]) -> tuple[Highlight, ...]:
    """Return start and end of every hit, in order, without overlaps; as the index compares: no case, no accents."""
    tokens = [(m.start(), m.end(), folded(m.group())) for m in _TOKEN.finditer(text)]
    found: set[Highlight] = set()
    for word in words:
        parts = [folded(p) for p in word.parts]
        for at in range(len(tokens) - len(parts) + 1) if parts else ():
            stretch = tokens[at : at + len(parts)]
            if any(t[2] != p for t, p in zip(stretch[:-1], parts[:-1], strict=True)):
                continue
            last = stretch[-1][2]
            if last == parts[-1] or (word.prefix and last.startswith(parts[-1])):
                # of a longer word only the beginning that was typed, where folding kept its length
                whole = last == parts[-1] or len(last) != stretch[-1][1] - stretch[-1][0]
                found.add((stretch[0][0], stretch[-1][1] if whole else stretch[-1][0] + len(parts[-1])))
    return tuple(_joined(sorted(found)))


def excerpt(text: str, words: Sequence[Word], length: int = _LENGTH) -> TextExcerpt | None:
    """Return about ``length`` characters around the first hit; None where there is no hit."""
    text = " ".join(text.split())
    hits = highlights(text, words)
    if not hits:
        return None
    begin = max(0, hits[0][0] - length // 4)
    if begin:
        begin = max(text.rfind(" ", 0, begin) + 1, 0)
    end = min(len(text), begin + length)
    if end < len(text):
        end = max(text.rfind(" ", begin, end), hits[0][1])
    before, after = ("…" if begin else ""), ("…" if end < len(text) else "")
    shift = len(before) - begin
    inside = tuple((a + shift, b + shift) for a, b in hits if a >= begin and b <= end)
    return TextExcerpt(before + text[begin:end] + after, inside)


def folded(text: str) -> str:
    """Return a text without case and accents, to be compared."""
    plain = unicodedata.normalize("NFKD", text)
    return "".join(c for c in plain if not unicodedata.combining(c)).casefold()


def _joined(hits: list[Highlight]) -> list[Highlight]:
    out: list[Highlight] = []
    for start, end in hits:
        if out and start < out[-1][1]:
            out[-1] = (out[-1][0], max(end, out[-1][1]))
        else:
            out.append((start, end))
    return out
