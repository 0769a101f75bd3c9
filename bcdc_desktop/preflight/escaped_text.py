"""Text in ASCII that stands for other letters: UTF-7, HZ, ISO 2022. No byte is wrong, and none is what it means."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterable
from dataclasses import dataclass

_UTF_7 = re.compile(rb"\+([A-Za-z0-9+/]{3,})-?")
_HZ = re.compile(rb"~\{(?:[!-}][!-~]){1,200}?~\}")
# the sequences that begin a set of letters of two bytes (ISO 2022), or a set of a European language in one of Japanese
_ISO_2022 = re.compile(rb"\x1b(?:\$[(-/]?[@-Z]|\.[AF])")
_ISO_2022_RUN = re.compile(rb"\x1b\$\(?[@-Z](?:[!-~]{2}){1,200}?\x1b\([BJ]")
_NAMES = {b"C": "ISO-2022-KR", b"A": "ISO-2022-CN", b"G": "ISO-2022-CN"}  # by the end of ``ESC $ )``; else Japanese
_JAPANESE = ("iso2022_jp", "iso2022_jp_2", "iso2022_jp_ext", "iso2022_jp_2004", "iso2022_jp_3")
_FEWEST = 3
_SHARE = 0.9
_SHOWN = 3


@dataclass(frozen=True)
class EscapedText:
    """How a text is written, as people call it, and some of what it says."""

    name: str
    words: tuple[str, ...]


def escaped_text(head: bytes) -> EscapedText | None:
    """Return how the beginning of a text in ASCII is probably escaped; None where it is not."""
    if not head.isascii():
        return None
    if b"\x1b" in head:
        if (begin := _ISO_2022.search(head)) is None:
            return None
        if begin[0].startswith(b"\x1b$)"):
            return EscapedText(_NAMES.get(begin[0][-1:], "ISO-2022"), ())
        words = (_japanese(run[0]) for run in _ISO_2022_RUN.finditer(head))
        return EscapedText("ISO-2022-JP", tuple(dict.fromkeys(filter(None, words)))[:_SHOWN])
    if b"+" in head and (found := _told("UTF-7", "utf-7", _UTF_7.finditer(head))):
        return found
    return _told("HZ", "hz", _HZ.finditer(head)) if b"~{" in head else None


def _japanese(run: bytes) -> str:
    for encoding in _JAPANESE:
        with contextlib.suppress(UnicodeError):
            return run.decode(encoding)
    return ""


def _told(name: str, encoding: str, runs: Iterable[re.Match[bytes]]) -> EscapedText | None:
    read = [_letters(run, encoding) for run in runs]
    words = [word for word in read if word]
    if len(words) < _FEWEST or len(words) < _SHARE * len(read):
        return None
    return EscapedText(name, tuple(dict.fromkeys(words))[:_SHOWN])


def _letters(run: re.Match[bytes], encoding: str) -> str:
    """Return what a run stands for, with the letters beside it; empty where those are no letters, or it is written
    otherwise: a phone number is none, nor is a sum."""
    data = run[0]
    if encoding == "utf-7" and not any(65 <= byte <= 90 for byte in run[1]):
        return ""
    try:
        text = data.decode(encoding)
        same = text.encode(encoding).rstrip(b"-") == data.rstrip(b"-")
    except UnicodeError:
        return ""
    if not same or not all(map(str.isalpha, text)):
        return ""
    before = re.search(rb"[A-Za-z]{0,30}\Z", run.string[max(0, run.start() - 30) : run.start()])
    after = re.match(rb"[A-Za-z]{0,30}", run.string[run.end() : run.end() + 30])
    return f"{before[0].decode() if before else ''}{text}{after[0].decode() if after else ''}"
