"""Two texts side by side with their differences marked word by word, as HTML for a label."""

from __future__ import annotations

import difflib
import re
from html import escape

from bcdc_desktop.ui import theme

_WORDS = re.compile(r"\s+|\w+|[^\w\s]")
_WORDS_AT_MOST = 4000  # a comparison beyond that would hold the window up
_CONTEXT = 12  # words kept around a difference in a long text
_LONG = 80  # words; longer stretches without a difference are shortened


def marked(before: str, after: str) -> tuple[str, str]:
    """Both texts as HTML: what is gone is struck out in the first, what is new is underlined in the second.

    Long stretches that are the same are shortened to …; a text too long to compare is shown by its beginning.
    """
    a, b = _WORDS.findall(before), _WORDS.findall(after)
    if not a or not b:
        return _plain(before, "del"), _plain(after, "ins")
    if len(a) + len(b) > _WORDS_AT_MOST:
        a, b = _middle(a, b)
    if len(a) + len(b) > _WORDS_AT_MOST:
        return _cut(before), _cut(after)
    old: list[str] = []
    new: list[str] = []
    matcher = difflib.SequenceMatcher(None, a, b, autojunk=False)
    blocks = matcher.get_opcodes()
    for index, (kind, a1, a2, b1, b2) in enumerate(blocks):
        if kind == "equal":
            kept = _shorten(a[a1:a2], first=index == 0, last=index == len(blocks) - 1)
            old.append(kept)
            new.append(kept)
        else:
            old.append(_mark(a[a1:a2], "del"))
            new.append(_mark(b[b1:b2], "ins"))
    return "".join(old), "".join(new)


def _middle(a: list[str], b: list[str]) -> tuple[list[str], list[str]]:
    """Leaves out what both begin and end with, but for some words around."""
    start = 0
    while start < min(len(a), len(b)) and a[start] == b[start]:
        start += 1
    end = 0
    while end < min(len(a), len(b)) - start and a[-1 - end] == b[-1 - end]:
        end += 1
    start, end = max(0, start - _CONTEXT), max(0, end - _CONTEXT)
    head, tail = (["… "] if start else []), ([" …"] if end else [])
    return head + a[start : len(a) - end] + tail, head + b[start : len(b) - end] + tail


def _shorten(words: list[str], *, first: bool, last: bool) -> str:
    if len(words) <= _LONG:
        return _html("".join(words))
    head = [] if first else words[:_CONTEXT]
    tail = [] if last else words[-_CONTEXT:]
    return _html("".join(head) + " … " + "".join(tail))


def _mark(words: list[str], tag: str) -> str:
    if not words:
        return ""
    roles = theme.current()
    ground = roles.added_ground if tag == "ins" else roles.removed_ground
    line = "underline" if tag == "ins" else "line-through"
    text = _html("".join(words))
    return f'<span style="background-color:{ground}; text-decoration:{line};">{text}</span>'


def _plain(text: str, tag: str) -> str:
    if not text:
        return ""
    return _mark([text], tag) if len(text) <= _WORDS_AT_MOST else _cut(text)


def _cut(text: str) -> str:
    return _html(text[:_WORDS_AT_MOST]) + (" …" if len(text) > _WORDS_AT_MOST else "")


def _html(text: str) -> str:
    return escape(text).replace("\n", "<br>")
