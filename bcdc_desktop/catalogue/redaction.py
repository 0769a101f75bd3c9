"""Takes the API key out of what a server sends back, however it is written there."""

from __future__ import annotations

import base64
import html.entities
import re
from functools import cache, cached_property
from typing import Any

DETAIL = 2000
"""Characters of a server's text that are kept for the log."""
MOST_SEARCHED = 16_000
"""Characters that are searched for the key before they are cut to ``DETAIL``: a key that is cut is not found."""
_STAND_IN = "[key]"
_SHORTEST = 4  # characters of a key that is looked for: a shorter one stands in many texts by chance
# an ASCII letter or digit that is written as an escape: nobody needs that, except to hide something
_PERCENT = rb"%(?:3[0-9]|[46][1-9A-Fa-f]|[57][0-9Aa])"
_UNICODE = rb"\\u00[2-7]"
_ESCAPED_BYTES = (re.compile(_PERCENT), re.compile(_UNICODE))  # each begins with a letter of its own: found fast
_ESCAPED = re.compile(rf"{_PERCENT.decode()}|{_UNICODE.decode()}|&[#a-zA-Z]|%25|\\[xu01]|=[2-7][0-9A-Fa-f]")


class Redactor:
    """Replaces one API key, as it is and as JSON, an address, HTML, Base64 or a programming language may write it.
    Without a key it changes nothing."""

    def __init__(self, key: str | None) -> None:
        self._key = key if key and len(key) >= _SHORTEST else ""
        self._raw = self._key.encode("utf-8", "replace")
        digits = self._raw.hex()
        self._coded = (*_base64_forms(self._raw), digits, digits.upper()) if self._key else ()
        self._coded_raw = tuple(form.encode() for form in self._coded)
        self._entities = tuple(name.encode() for c in sorted(set(self._key)) for name in _entities(c))

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        # takes milliseconds, and is needed for few answers only
        return re.compile("".join(_spellings(c) for c in self._key))

    def text(self, text: str) -> str:
        """Return a text without the key."""
        if not self._key:
            return text
        if self._key in text or _ESCAPED.search(text) or "\\/" in text:
            text = self._pattern.sub(_STAND_IN, text)
        for form in self._coded:
            if form in text:
                text = text.replace(form, _STAND_IN)
        return text

    def may_be_in(self, body: bytes | bytearray) -> bool:
        """Return whether the key may be somewhere in a body: where it is certain that it is not, nothing more is
        looked at."""
        if not self._key:
            return False
        if self._raw in body or (b"&" in body and b"&#" in body) or ("/" in self._key and b"\\/" in body):
            return True
        if any(form in body for form in (*self._coded_raw, *self._entities)):
            return True
        return any(pattern.search(body) for pattern in _ESCAPED_BYTES)

    def clean(self, value: Any) -> Any:
        """Take the key out of all texts of a value that was read from JSON, in place, and return it."""
        if isinstance(value, str):
            return self.text(value)
        waiting = [value] if isinstance(value, dict | list) else []
        while waiting:
            within = waiting.pop()
            if isinstance(within, dict):
                for name in [n for n in within if self.text(n) != n]:
                    within[self.text(name)] = within.pop(name)
            for place, one in list(within.items() if isinstance(within, dict) else enumerate(within)):
                if isinstance(one, str):
                    if (clean := self.text(one)) is not one:
                        within[place] = clean
                elif isinstance(one, dict | list) and one:
                    waiting.append(one)
        return value


@cache
def _entities(character: str) -> list[str]:
    """Return the names that HTML has for a character: ``&lowbar;`` and ``&UnderBar;`` for ``_``."""
    return [f"&{name}" for name, text in html.entities.html5.items() if text == character and name.endswith(";")]


def _spellings(character: str) -> str:
    """Return a pattern for one character of the key as it may be written."""
    code = ord(character)
    hexadecimal = "".join(f"[{d.lower()}{d.upper()}]" if d.isalpha() else d for d in f"{code:02x}")
    forms = "|".join([rf"&#0{{0,5}}{code};|&#[xX]0{{0,5}}{hexadecimal};", *_entities(character)])
    of_languages = rf"\\{{1,4}}(?:u00{hexadecimal}|x{hexadecimal}|u\{{0{{0,4}}{hexadecimal}\}}|{code:03o})"
    return rf"(?:\\?{re.escape(character)}|%(?:25)?{hexadecimal}|={hexadecimal}|{of_languages}|{forms})"


def _base64_forms(key: bytes) -> tuple[str, ...]:
    """Return what stands in Base64 of every text that contains the key: one form for each place within three bytes,
    without the characters at its ends that its neighbours decide too."""
    forms = []
    for before in range(3):
        text = base64.b64encode(b"\0" * before + key).decode().rstrip("=")
        first = (0, 2, 3)[before]
        last = len(text) - (1 if (before + len(key)) % 3 else 0)
        forms.append(text[first:last])
    return tuple(form for form in forms if len(form) >= 2 * _SHORTEST)
