"""Two texts side by side with their differences marked word by word, as HTML for ``RowsTable``."""

from __future__ import annotations

import difflib
import re
from collections.abc import Sequence
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
_ROW = 500  # characters of a row by which it is found to be alike
_GAPS_AT_MOST = 200  # differences in space alone; a text that was wrapped again has one in each line
_SIGNS = str.maketrans({" ": "·", "\n": "↵", "\t": "→", "\u00a0": "·"})


def style_sheet() -> str:
    """Return the style sheet of the marks in the theme's colours: HTML that is kept must not keep those of another."""
    roles = theme.current()
    grounds = {"del": ("line-through", roles.removed_ground), "ins": ("underline", roles.added_ground)}
    return "".join(
        f".{tag} {{ background-color: {ground}; text-decoration: {line}; }}\n"
        for tag, (line, ground) in grounds.items()
    )


def marked(before: str, after: str) -> tuple[str, str]:
    """Return both texts as HTML: what was removed is struck out in the first, what is new underlined in the second.

    Words are compared; where they are the same and only the space between them differs, as at a new paragraph, signs
    for it are marked. Long stretches that are the same are shortened to …; a text too long to compare is shown by its
    beginning.
    """
    a, b = _words(before), _words(after)
    if not a or not b:
        return _plain(before, "del"), _plain(after, "ins")
    start, end = _alike(a, b)
    if len(a) + len(b) - 2 * (start + end) > _WORDS_AT_MOST:
        return _cut(before), _cut(after)
    last_a, last_b = len(a) - end, len(b) - end
    sides = [_same(a[:start], b[:start], first=True)]
    middle_a, middle_b = a[start:last_a], b[start:last_b]
    codes = difflib.SequenceMatcher(None, [w for w, _ in middle_a], [w for w, _ in middle_b], autojunk=False)
    for kind, a1, a2, b1, b2 in codes.get_opcodes():
        if kind == "equal":
            sides.append(_same(middle_a[a1:a2], middle_b[b1:b2]))
        else:
            sides.append((_mark(middle_a[a1:a2], "del"), _mark(middle_b[b1:b2], "ins")))
    sides.append(_same(a[last_a:], b[last_b:], last=True))
    return "".join(old for old, _ in sides), "".join(new for _, new in sides)


def marked_rows(before: Sequence[str], after: Sequence[str]) -> tuple[str, str]:
    """Return the rows of a group as HTML, matched by their contents: rows that stayed are only counted, one that was
    moved has its other position, one that was edited is compared with what it was.

    Args:
        before: a text for each row.
        after: the same, later.
    """
    codes = difflib.SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
    differing = [(a1, a2, b1, b2) for kind, a1, a2, b1, b2 in codes if kind != "equal"]
    left = {i: place for place, (a1, a2, _, _) in enumerate(differing) for i in range(a1, a2)}
    right = {j: place for place, (_, _, b1, b2) in enumerate(differing) for j in range(b1, b2)}
    pairs = _paired(before, after, list(left), list(right))
    there = {i: j for j, i in pairs.items()}
    old: list[str] = []
    new: list[str] = []
    for kind, a1, a2, b1, b2 in codes:
        if kind == "equal":
            words = f"<i>{_html(_unchanged(a2 - a1))}</i>"
            old.append(words)
            new.append(words)
            continue
        for i in range(a1, a2):
            to = there.get(i)
            text = marked(before[i], "" if to is None else after[to])[0]
            if to is not None and right[to] != left[i]:
                text = _moved(_tr("moved to position {n}:"), to, text)
            old.append(text)
        for j in range(b1, b2):
            was = pairs.get(j)
            text = marked("" if was is None else before[was], after[j])[1]
            if was is not None and left[was] != right[j]:
                text = _moved(_tr("moved from position {n}:"), was, text)
            new.append(text)
    return "<br>".join(old), "<br>".join(new)


def marked_groups(before: str, after: str) -> tuple[str, str]:
    """Return two groups as text, a row a line, as ``marked_rows`` has them."""
    return marked_rows(before.splitlines(), after.splitlines())


def _tr(text: str) -> str:
    return QCoreApplication.translate("Marks", text)


def _unchanged(rows: int) -> str:
    return _tr("1 unchanged row") if rows == 1 else _tr("{n} unchanged rows").format(n=rows)


def _moved(words: str, place: int, text: str) -> str:
    return f"<i>{_html(words.format(n=place + 1))}</i> {text}"


def _paired(before: Sequence[str], after: Sequence[str], left: list[int], right: list[int]) -> dict[int, int]:
    """Return new rows with the old ones that they were: first those with the same text, then the most similar."""
    pairs: dict[int, int] = {}
    rest = list(left)
    for j in right:
        same = next((i for i in rest if before[i] == after[j]), None)
        if same is not None:
            rest.remove(same)
            pairs[j] = same
    for j in right:
        if j not in pairs:
            row = after[j][:_ROW]
            likes = [(difflib.SequenceMatcher(None, before[i][:_ROW], row).quick_ratio(), -i) for i in rest]
            ratio, place = max(likes, default=(0.0, 0))
            if ratio >= _ALIKE:
                rest.remove(-place)
                pairs[j] = -place
    return pairs


def _same(a: list[_Word], b: list[_Word], *, first: bool = False, last: bool = False) -> tuple[str, str]:
    """Return words that are the same on both sides, split where the space after one differs."""
    cuts = [n for n in range(len(a) - 1) if _gap(a[n]) != _gap(b[n])][:_GAPS_AT_MOST]
    old: list[str] = []
    new: list[str] = []
    begin = 0
    for cut in [*cuts, len(a) - 1]:
        for words, side, tag in ((a, old, "del"), (b, new, "ins")):
            piece = words[begin : cut + 1]
            at_end = last and cut == len(a) - 1
            if cut in cuts:
                word, space = piece[-1]
                signs = _marked(_gap((word, space)).translate(_SIGNS), tag) if space else ""
                side.append(_shorten([*piece[:-1], (word, "")], first=first and not begin) + signs + _html(space))
            else:
                side.append(_shorten(piece, first=first and not begin, last=at_end))
        begin = cut + 1
    return "".join(old), "".join(new)


def _gap(word: _Word) -> str:
    return word[1].replace("\r\n", "\n")


def _words(text: str) -> list[_Word]:
    return _WORDS.findall(text.lstrip())


def _alike(a: list[_Word], b: list[_Word]) -> tuple[int, int]:
    """Return how many words both begin with, and how many of the rest both end with."""
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
    words = _tr("{n} characters, beginning with:").format(n=grouped(len(text)))
    return f"<i>{_html(words)}</i><br>{_html(text[:_WORDS_AT_MOST])} …"


def _join(words: list[_Word]) -> str:
    return "".join(word + space for word, space in words)


def _html(text: str) -> str:
    return escape(text).replace("\n", "<br>")
