"""Fuzzy matching: which texts may be meant by some typed letters, the likeliest first."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_WORD = re.compile(r"\w+")
_AT_MOST = 200  # letters of a text that are looked at, and of what was typed
_BEGINNING, _INSIDE, _SCATTERED = 8, 4, 1  # for a letter, by how it was found


def score(typed: str, text: str) -> int | None:
    """Return how well a text fits what was typed; None where it does not.

    Each typed word has to be found: at the beginning of a word, inside of one, or (from three letters on) as its
    letters in their order. Case and accents do not count.
    """
    there, total = folded(text), 0
    for word in folded(typed).split():
        found = _score_word(word, there)
        if found is None:
            return None
        total += found
    return total


@lru_cache(maxsize=4096)
def folded(text: str) -> str:
    """Return a text in small letters without accents, no longer than what is looked at."""
    apart = unicodedata.normalize("NFKD", text[:_AT_MOST].casefold())
    return "".join(c for c in apart if not unicodedata.combining(c))


def _score_word(word: str, text: str) -> int | None:
    starts = [m.start() for m in _WORD.finditer(text)]
    for number, start in enumerate(starts):
        if text.startswith(word, start):
            return _BEGINNING * len(word) + (2 if number == 0 else 0)
    if word in text:
        return _INSIDE * len(word)
    return _scattered(word, text, set(starts)) if len(word) > 2 else None


def _scattered(word: str, text: str, starts: set[int]) -> int | None:
    """Return the score of letters that stand in a text in their order, better where they begin words."""
    at, total = -1, 0
    for letter in word:
        at = text.find(letter, at + 1)
        if at < 0:
            return None
        total += _SCATTERED + (1 if at in starts else 0)
    return total
