"""Text in ASCII that stands for other letters: UTF-7, HZ, ISO 2022. No byte is wrong, and none is what it means."""

from __future__ import annotations

import contextlib
import re
from dataclasses import dataclass, field

_HZ = re.compile(rb"~\{(?:[!-}][!-~]){1,200}?~\}")
_PLUS = re.compile(rb"\+(?:([A-Za-z0-9+/]{1,4000})(-[A-Za-z]?)?|-?)")
_LOWER = re.compile(rb"[a-z]")
_CAPITALS = re.compile("[\u00c0-\u00d6\u00d8-\u00de\u0100-\u017f]+")  # at the end of a word, too: VOIL+AMA
_WORD_BEFORE = re.compile(rb"[A-Z]{2}")
# the sequences that begin a set of letters of two bytes (ISO 2022), or a set of a European language in one of Japanese
_ISO_2022 = re.compile(rb"\x1b(?:\$[(-/]?[@-Z]|\.[AF])")
_ISO_2022_RUN = re.compile(rb"\x1b\$\(?[@-Z](?:[!-~]{2}){1,200}?\x1b\([BJ]")
_NAMES = {b"C": "ISO-2022-KR", b"A": "ISO-2022-CN", b"G": "ISO-2022-CN"}  # by the end of ``ESC $ )``; else Japanese
_JAPANESE = ("iso2022_jp", "iso2022_jp_2", "iso2022_jp_ext", "iso2022_jp_2004", "iso2022_jp_3")
_LONGEST_HZ = 404
_SHOWN = 3


@dataclass(frozen=True)
class EscapedText:
    """How a text is written, as people call it, and some of what it says."""

    name: str
    words: tuple[str, ...]


@dataclass
class EscapeSearch:
    """Looks for escapes in all of a text, piece by piece: a single word may have them, far behind its beginning.

    A single one counts as long as no sign that begins an escape stands for itself: in UTF-7 a plus is ``+-``, so that a
    phone number tells that a text is none.
    """

    _possible: set[str] = field(default_factory=lambda: {"UTF-7", "HZ"})

    def look(self, piece: bytes) -> EscapedText | None:
        """Return how a piece in ASCII is probably escaped; None where it is not. What is cut at its end is passed
        over."""
        if b"\x1b" in piece and (found := _iso_2022(piece)):
            return found
        if "UTF-7" in self._possible and b"+" in piece and (words := self._utf_7(piece)):
            return EscapedText("UTF-7", words)
        if "HZ" in self._possible and b"~{" in piece and (words := self._hz(piece)):
            return EscapedText("HZ", words)
        return None

    def _utf_7(self, piece: bytes) -> tuple[str, ...]:
        words = []
        for run in _PLUS.finditer(piece):
            if run.end() == len(piece) or run[0] == b"+-":
                continue
            text = _decoded(piece[run.start() : run.end(1)], "utf-7") if run[1] else ""
            if not text.isprintable() or text.isascii():
                self._possible.discard("UTF-7")
                return ()
            # “A+IBM” would read “A–”: capitals alone tell nothing, unless they end as within a word
            is_within = text.isalpha() and len(run[2] or b"") > 1
            is_end = _CAPITALS.fullmatch(text) and (
                run[2] or _WORD_BEFORE.search(piece, max(0, run.start() - 2), run.start())
            )
            if is_within or is_end or _LOWER.search(run[1]):
                words.append(_with_neighbours(text, piece, run.start(), run.end(1)))
        return tuple(dict.fromkeys(words))[:_SHOWN]

    def _hz(self, piece: bytes) -> tuple[str, ...]:
        words, place = [], -1
        while (place := piece.find(b"~{", place + 1)) >= 0:
            run = _HZ.match(piece, place)
            if run is None or not (text := _decoded(run[0], "hz")):
                if place + _LONGEST_HZ < len(piece):
                    self._possible.discard("HZ")
                    return ()
                break
            words.append(text)
        return tuple(dict.fromkeys(words))[:_SHOWN]


def _iso_2022(piece: bytes) -> EscapedText | None:
    if (begin := _ISO_2022.search(piece)) is None:
        return None
    if begin[0].startswith(b"\x1b$)"):
        return EscapedText(_NAMES.get(begin[0][-1:], "ISO-2022"), ())
    words = (_japanese(run[0]) for run in _ISO_2022_RUN.finditer(piece))
    return EscapedText("ISO-2022-JP", tuple(dict.fromkeys(filter(None, words)))[:_SHOWN])


def _japanese(run: bytes) -> str:
    for encoding in _JAPANESE:
        with contextlib.suppress(UnicodeError):
            return run.decode(encoding)
    return ""


def _decoded(run: bytes, encoding: str) -> str:
    """Return what a run stands for; empty where it stands for nothing, or would be written otherwise."""
    try:
        text = run.decode(encoding)
        same = text.encode(encoding).rstrip(b"-") == run.rstrip(b"-")
    except UnicodeError:
        return ""
    return text if same else ""


def _with_neighbours(text: str, data: bytes, start: int, end: int) -> str:
    """Return a text with the letters beside the run, from ``start`` to ``end``, that stands for it."""
    before = re.search(rb"[A-Za-z]{0,30}\Z", data[max(0, start - 30) : start])
    after = re.match(rb"-?([A-Za-z]{0,30})", data[end : end + 31])
    return f"{before[0].decode() if before else ''}{text}{after[1].decode() if after else ''}"
