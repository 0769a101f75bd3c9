"""The word diff of two texts: where they differ, and the change as lines of plain text."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator

_WHOLE = 200  # characters that are shown whole
_CONTEXT = 40  # characters around a difference
_STRETCH = 160  # characters of what differs; what is longer is shown by its beginning and end
_TOGETHER = 12  # words and gaps between two differences that are told as one
_COMPARED = 6000  # words and gaps; a comparison beyond that would take long
_PLACES = 20  # that are listed
_TOKENS = re.compile(r"\w+|\s+|[^\w\s]")


def describe_change(before: str, after: str) -> list[str]:
    """Return the change in lines: ``before -> after``, or one line for each place where two long texts differ."""
    if not before:
        return [_short(after) or "(nothing)"]
    if not after or max(len(before), len(after)) <= _WHOLE:
        return [f"{_short(before)} -> {_short(after)}"]
    places = list(changed_ranges(before, after))
    lines = [
        f"at character {a1 + 1}: {_around(before, a1, a2)} -> {_around(after, b1, b2)}"
        for a1, a2, b1, b2 in places[:_PLACES]
    ]
    more = len(places) - _PLACES
    return lines if more <= 0 else [*lines, "and 1 more place" if more == 1 else f"and {more} more places"]


def changed_ranges(
    before: str, after: str, *, join: int = _TOGETHER, limit: int = _COMPARED
) -> Iterator[tuple[int, int, int, int]]:
    """Yield the stretches that differ, by words: characters from and to in ``before``, then in ``after``.

    Args:
        join: words and gaps between two differences that are told as one.
        limit: words and gaps of both texts without their common ends; beyond it, all of them is one difference.
    """
    a, b = _TOKENS.findall(before), _TOKENS.findall(after)
    start = 0
    while start < min(len(a), len(b)) and a[start] == b[start]:
        start += 1
    end = 0
    while end < min(len(a), len(b)) - start and a[-1 - end] == b[-1 - end]:
        end += 1
    old, new = a[start : len(a) - end], b[start : len(b) - end]
    found = [(0, len(old), 0, len(new))]
    if len(old) + len(new) <= limit:
        found = []
        for kind, a1, a2, b1, b2 in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
            if kind == "equal":
                continue
            if found and a1 - found[-1][1] <= join:
                found[-1] = (found[-1][0], a2, found[-1][2], b2)
            else:
                found.append((a1, a2, b1, b2))
    ends_a, ends_b = _ends(a), _ends(b)
    for a1, a2, b1, b2 in found:
        from_a, to_a, from_b, to_b = ends_a[start + a1], ends_a[start + a2], ends_b[start + b1], ends_b[start + b2]
        # an endless word may begin alike
        pairs = enumerate(zip(before[from_a:to_a], after[from_b:to_b], strict=False))
        alike = next((n for n, (one, other) in pairs if one != other), min(to_a - from_a, to_b - from_b))
        yield from_a + alike, to_a, from_b + alike, to_b


def _ends(tokens: list[str]) -> list[int]:
    ends = [0]
    for token in tokens:
        ends.append(ends[-1] + len(token))
    return ends


def _around(text: str, begin: int, end: int) -> str:
    head, tail = text[max(0, begin - _CONTEXT) : begin], text[end : end + _CONTEXT]
    what = text[begin:end]
    if len(what) > _STRETCH:
        half = _STRETCH // 2
        what = f"{what[:half]} … ({len(what) - _STRETCH} characters) … {what[-half:]}"
    shown = ("…" if begin > _CONTEXT else "") + head + what + tail + ("…" if end + _CONTEXT < len(text) else "")
    return f"“{_line(shown)}”"


def _short(text: str) -> str:
    return text if len(text) <= _WHOLE else f"{text[: _WHOLE - 1]}… ({len(text)} characters)"


def _line(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\n", "⏎")
