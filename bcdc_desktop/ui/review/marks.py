"""Two texts side by side with their differences marked word by word, as HTML for a label."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Sequence
from html import escape

from bcdc_desktop.ui import theme

_WORDS = re.compile(r"\s+|\w+|[^\w\s]")
_WORDS_AT_MOST = 4000  # a comparison beyond that would hold the window up
_CONTEXT = 12  # words kept around a difference in a long text
_ALIKE = 0.6  # how much of a row must be the same for it to be the same row
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
    blocks = _blocks(a, b)
    for index, (equal, left, right) in enumerate(blocks):
        if equal:
            kept = _shorten(left, first=index == 0, last=index == len(blocks) - 1)
            old.append(kept)
            new.append(kept)
        else:
            old.append(_mark(left, "del"))
            new.append(_mark(right, "ins"))
    return "".join(old), "".join(new)


def marked_rows(before: Sequence[str], after: Sequence[str], unchanged: Callable[[int], str]) -> tuple[str, str]:
    """The rows of a group, matched by what is in them; rows that stayed are only counted.

    Args:
        before: a text for each row.
        after: the same, later.
        unchanged: the words for so many rows that stayed as they are.
    """
    old: list[str] = []
    new: list[str] = []
    for kind, a1, a2, b1, b2 in difflib.SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind == "equal":
            words = f"<i>{_html(unchanged(a2 - a1))}</i>"
            old.append(words)
            new.append(words)
            continue
        for left, right in _paired(before[a1:a2], after[b1:b2]):
            first, second = marked(left, right)
            old.append(first)
            new.append(second)
    return "<br>".join(t for t in old if t), "<br>".join(t for t in new if t)


def _paired(before: Sequence[str], after: Sequence[str]) -> list[tuple[str, str]]:
    """Each new row with the old one that it is most like; what has none stands alone."""
    left = list(before)
    pairs: list[tuple[str, str]] = []
    for row in after:
        likes = [(difflib.SequenceMatcher(None, old[:500], row[:500]).quick_ratio(), -i) for i, old in enumerate(left)]
        best = max(likes, default=(0.0, 0))
        pairs.append((left.pop(-best[1]), row) if best[0] >= _ALIKE else ("", row))
    return [(old, "") for old in left] + pairs


def _blocks(a: list[str], b: list[str]) -> list[tuple[bool, list[str], list[str]]]:
    """Stretches that are equal or not; a gap of mere space between two differences belongs to them."""
    blocks: list[tuple[bool, list[str], list[str]]] = []
    codes = difflib.SequenceMatcher(None, a, b, autojunk=False).get_opcodes()
    for index, (kind, a1, a2, b1, b2) in enumerate(codes):
        inside = 0 < index < len(codes) - 1
        equal = kind == "equal" and not (inside and "".join(a[a1:a2]).isspace())
        if blocks and not equal and not blocks[-1][0]:
            blocks[-1] = (False, blocks[-1][1] + a[a1:a2], blocks[-1][2] + b[b1:b2])
        else:
            blocks.append((equal, a[a1:a2], b[b1:b2]))
    return blocks


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
