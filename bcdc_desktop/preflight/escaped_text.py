"""Text in ASCII that stands for other letters: UTF-7, HZ, ISO 2022. No byte is wrong, and none is what it means."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

_UTF_7 = re.compile(rb"\+([A-Za-z0-9+/]{3,})-?")
_HZ = re.compile(rb"~\{(?:[!-}][!-~]){1,200}?~\}")
_ISO_2022_JP = re.compile(rb"\x1b\$[@B](?:[!-~]{2}){1,200}?\x1b\([BJ]")
_ISO_2022_KR = b"\x1b$)C"
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
        if _ISO_2022_KR in head:
            return EscapedText("ISO-2022-KR", ())
        japanese = [run[0].decode("iso2022_jp", "replace") for run in _ISO_2022_JP.finditer(head)]
        return EscapedText("ISO-2022-JP", tuple(dict.fromkeys(japanese))[:_SHOWN]) if japanese else None
    if b"+" in head and (found := _told("UTF-7", "utf-7", _UTF_7.finditer(head))):
        return found
    return _told("HZ", "hz", _HZ.finditer(head)) if b"~{" in head else None


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
