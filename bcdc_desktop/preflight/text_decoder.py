"""Bytes to text, piece by piece, with the proof that no byte was lost."""

from __future__ import annotations

import codecs
import hashlib
import re

from bcdc_desktop.preflight.encoding_names import MIXED, UTF8

_ODD = re.compile("[\udc80-\udcff]+")


class TextDecoder:
    """Decodes one text in an encoding of ``encoding_names``, mixed ones included.

    Args:
        strict: raise at the first byte that the encoding does not have, and keep the proof; else such bytes become
            U+FFFD, and ``faulty`` is true from then on.
    """

    def __init__(self, encoding: str, *, strict: bool) -> None:
        self.faulty = False
        self._odd = encoding.removeprefix(MIXED) if encoding.startswith(MIXED) else None
        self._name = UTF8 if self._odd is not None else encoding
        self._strict = strict
        self._errors = "surrogateescape" if self._odd is not None else "strict"
        self._decoder = codecs.getincrementaldecoder(self._name)(self._errors)
        self._encoder = codecs.getincrementalencoder(self._name)(self._errors)
        self._given = hashlib.sha256()
        self._encoded = hashlib.sha256()

    def decode(self, data: bytes, final: bool = False) -> str:
        """Return the text of the next bytes; what is half a character waits for the next call.

        Raises:
            UnicodeDecodeError: it is strict, and the encoding has no such bytes.
        """
        if self._strict:
            text = self._decoder.decode(data, final)
            self._given.update(data)
            self._encoded.update(self._encoder.encode(text, final))
            return self._odd_ones(text)
        state = self._decoder.getstate()
        try:
            text = self._decoder.decode(data, final)
        except UnicodeDecodeError:
            self.faulty = True
            self._decoder = codecs.getincrementaldecoder(self._name)("replace")
            self._decoder.setstate(state)
            text = self._decoder.decode(data, final)
        return self._odd_ones(text)

    def is_proven(self) -> bool:
        """Return whether the text so far, encoded again, is the very bytes that it came from."""
        return self._given.digest() == self._encoded.digest()

    def _odd_ones(self, text: str) -> str:
        """Read the bytes that are not UTF-8, which came as lone surrogates, in the other encoding."""
        odd = self._odd
        if odd is None or text.isascii():
            return text

        def read(found: re.Match[str]) -> str:
            data = found[0].encode("ascii", "surrogateescape")
            try:
                return data.decode(odd)
            except UnicodeDecodeError:
                if self._strict:
                    raise
                self.faulty = True
                return data.decode(odd, "replace")

        return _ODD.sub(read, text)
