"""Text of mainframes (EBCDIC), in which no letter, digit, space or end of a line is where ASCII has it.

It is told from its head, before anything is read as UTF-8: what reads as that by chance would be lost. Which of its
variants it is cannot be told from the bytes, so several are offered, with words in which they differ.
"""

from __future__ import annotations

import re
import string
import unicodedata
from collections.abc import Sequence
from typing import Final

from bcdc_desktop.preflight.encoding_guess import EncodingCandidate, EncodingGuess

VARIANTS: Final = ("cp037", "cp1140", "cp500", "cp273", "cp1026", "cp424", "cp875")
"""Those that Python has, in the order in which they are likely here."""

_SAMPLE = 1 << 14
_FEWEST = 16  # bytes in which anything can be told
_ENDS: Final = (0x15, 0x25)  # of lines: NEL, LF
_DELIMITERS: Final = (0x6B, 0x5E, 0x4F, 0x05)  # , ; | tab
_SIGNS: Final = bytes((0x40, *_ENDS, *_DELIMITERS, *range(0xF0, 0xFA)))  # with the space and digits
_OF_ASCII: Final = bytes(set(range(0x20, 0x40)) - {0x25, 0x3F} | {0x0A})  # space, digits and delimiters there
_MOST_OF_ASCII, _FEWEST_SIGNS = 0.01, 0.1  # shares
_EDGE: Final = re.compile(rb"[\x00-\x40\x4b\x4f\x5e\x6b]+")
_AROUND: Final = string.punctuation + string.digits
_SHOWN = 3


def ebcdic_guess(head: bytes) -> EncodingGuess | None:
    """Return what a text may be in that begins so; None where it is not EBCDIC."""
    sample = head[:_SAMPLE]
    if len(sample) < _FEWEST or 0 in sample or not any(end in sample for end in _ENDS):
        return None
    if not any(delimiter in sample for delimiter in _DELIMITERS):
        return None
    of_ascii = len(sample) - len(sample.translate(None, _OF_ASCII))
    signs = len(sample) - len(sample.translate(None, _SIGNS))
    if of_ascii > _MOST_OF_ASCII * len(sample) or signs < _FEWEST_SIGNS * len(sample):
        return None
    words = list(dict.fromkeys(word for word in _EDGE.split(head) if len(word) > 1))
    readings = {variant: [word.decode(variant, "replace") for word in words] for variant in VARIANTS}
    differing = {n: len({texts[n] for texts in readings.values()}) for n in range(len(words))}
    shown = sorted(differing, key=lambda n: (-differing[n], n))[:_SHOWN]
    # those that read alike are offered too: what comes behind the head may differ
    offered = sorted(VARIANTS, key=lambda variant: (-_clean(readings[variant]), VARIANTS.index(variant)))
    return EncodingGuess(tuple(EncodingCandidate(v, tuple(readings[v][n] for n in shown)) for v in offered))


def _clean(words: Sequence[str]) -> float:
    """Return the share of words that look like words: letters of one script, with capitals where words have them, and
    other signs at most around them."""
    return round(sum(map(_is_clean, words)) / max(1, len(words)), 2)


def _is_clean(word: str) -> bool:
    inner = word.strip(_AROUND)
    if inner.isascii():
        return inner.isalnum() or not inner
    scripts = {unicodedata.name(letter, "").partition(" ")[0] for letter in inner}
    return inner.isalpha() and len(scripts) == 1 and inner in (inner.lower(), inner.upper(), inner.capitalize())
