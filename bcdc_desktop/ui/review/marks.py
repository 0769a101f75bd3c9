"""Two texts side by side with their differences marked word by word, as HTML for ``RowsTable``."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Sequence
from html import escape

from PySide6.QtCore import QCoreApplication

from bcdc_desktop.ui import theme
from bcdc_desktop.ui.widgets.text import grouped

_Word = tuple[str, str]  # a word or a sign, and the space after it

_WORDS = re.compile(r"(\w+|[^\w\s])(\s*)")
_WORDS_AT_MOST = 4000  # a comparison beyond that would hold the window up
_CONTEXT = 12  # words kept around a difference in a long text
_ALIKE = 0.6  # how much of a row must be the same for it to be the same row
_LONG = 80  # words; longer stretches without a difference are shortened


def style_sheet() -> str:
    """How marks look in the colours of now: HTML that is kept must not keep the colours of another appearance."""
    roles = theme.current()
    grounds = {"del": ("line-through", roles.removed_ground), "ins": ("underline", roles.added_ground)}
    return "".join(
        f".{tag} {{ background-color: {ground}; text-decoration: {line}; }}\n"
        for tag, (line, ground) in grounds.items()
    )


def marked(before: str, after: str) -> tuple[str, str]:
    """Both texts as HTML: what is gone is struck out in the first, what is new is underlined in the second.

    Words are compared, not the space between them. Long stretches that are the same are shortened to …; a text too
    long to compare is shown by its beginning.
    """
    a, b = _words(before), _words(after)
    if not a or not b:
        return _plain(before, "del"), _plain(after, "ins")
    start, end = _alike(a, b)
    if len(a) + len(b) - 2 * (start + end) > _WORDS_AT_MOST:
        return _cut(before), _cut(after)
    old: list[str] = [_shorten(a[:start], first=True)]
    new: list[str] = [_shorten(b[:start], first=True)]
    middle_a, middle_b = a[start : len(a) - end], b[start : len(b) - end]
    codes = difflib.SequenceMatcher(None, [w for w, _ in middle_a], [w for w, _ in middle_b], autojunk=False)
    for kind, a1, a2, b1, b2 in codes.get_opcodes():
        if kind == "equal":
            old.append(_shorten(middle_a[a1:a2]))
            new.append(_shorten(middle_b[b1:b2]))
        else:
            old.append(_mark(middle_a[a1:a2], "del"))
            new.append(_mark(middle_b[b1:b2], "ins"))
    old.append(_shorten(a[len(a) - end :], last=True))
    new.append(_shorten(b[len(b) - end :], last=True))
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


def marked_groups(before: str, after: str) -> tuple[str, str]:
    """Two groups in words, a row a line, as ``marked_rows`` has them."""

    def unchanged(rows: int) -> str:
        one = QCoreApplication.translate("Marks", "1 row as before")
        return one if rows == 1 else QCoreApplication.translate("Marks", "{n} rows as before").format(n=rows)

    return marked_rows(before.splitlines(), after.splitlines(), unchanged)


def _paired(before: Sequence[str], after: Sequence[str]) -> list[tuple[str, str]]:
    """Each new row with the old one that it is most like; what has none stands alone."""
    left = list(before)
    pairs: list[tuple[str, str]] = []
    for row in after:
        likes = [(difflib.SequenceMatcher(None, old[:500], row[:500]).quick_ratio(), -i) for i, old in enumerate(left)]
        best = max(likes, default=(0.0, 0))
        pairs.append((left.pop(-best[1]), row) if best[0] >= _ALIKE else ("", row))
    return [(old, "") for old in left] + pairs


def _words(text: str) -> list[_Word]:
    return _WORDS.findall(text.lstrip())


def _alike(a: list[_Word], b: list[_Word]) -> tuple[int, int]:
    """How many words both begin with, and how many of the rest both end with."""
    limit = min(len(a), len(b))
    start = 0
    while start < limit and a[start][0] == b[start][0]:
        start += 1
    end = 0
    while end < limit - start and a[-1 - end][0] == b[-1 - end][0]:
        end += 1
    return start, end


def _shorten(words: list[_Word], *, first: bool = False, last: bool = False) -> str:
    if len(words) <= _LONG:
        return _html(_join(words))
    head = [] if first else words[:_CONTEXT]
    tail = [] if last else words[-_CONTEXT:]
    return f"{_html(_join(head))} … {_html(_join(tail))}"


def _mark(words: list[_Word], tag: str) -> str:
    if not words:
        return ""
    text = _join(words)
    return _marked(text.rstrip(), tag) + _html(text[len(text.rstrip()) :])


def _marked(text: str, tag: str) -> str:
    return f'<span class="{tag}">{_html(text)}</span>'


def _plain(text: str, tag: str) -> str:
    if not text:
        return ""
    return _marked(text, tag) if len(text) <= _WORDS_AT_MOST else _cut(text)


def _cut(text: str) -> str:
    if len(text) <= _WORDS_AT_MOST:
        return _html(text)
    words = QCoreApplication.translate("Marks", "{n} characters; they begin with:").format(n=grouped(len(text)))
    return f"<i>{_html(words)}</i><br>{_html(text[:_WORDS_AT_MOST])} …"


def _join(words: list[_Word]) -> str:
    return "".join(word + space for word, space in words)


def _html(text: str) -> str:
    return escape(text).replace("\n", "<br>")
