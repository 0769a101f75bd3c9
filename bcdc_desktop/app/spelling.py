"""Spelling of titles and descriptions, offline: Hunspell's dictionaries and the words that the user added."""

from __future__ import annotations

import re
import threading
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from bcdc_desktop.store.settings import Settings

Language = Literal["en_CA", "fr"]
LANGUAGES: tuple[Language, ...] = ("en_CA", "fr")
PREFERENCE, PERSONAL = "spelling_languages", "spelling_words"  # in the settings
PERSONAL_LIMIT = 10_000  # words

_WORD_LIMIT = 50  # characters; Hunspell takes seconds to find something like a longer word
_REMEMBERED = 20_000  # words whose spelling is known
# A word: letters, with apostrophes, hyphens or colons (Stó:lō) between them
_WORD = re.compile(r"[^\W\d_]+(?:['’·:-][^\W\d_]+)*")
_JOINTS = re.compile(r"[·:-]")
_CODE = re.compile(r"`[^`\n]{1,200}`|\]\([^)\s]{1,500}\)")  # in Markdown: code, and the address of a link
_TOKEN = re.compile(r"\S+")
_NO_PROSE = re.compile(r"://|[@\\_\d]|\w\.\w")  # in a token: an address, a file's name, an identifier


@dataclass(frozen=True)
class Misspelling:
    """A word that no dictionary has: where it begins in its text, and what it is."""

    start: int  # characters
    word: str


def chosen_languages(settings: Settings, window_language: str) -> tuple[Language, ...]:
    """Return the languages that are checked; none where checking is off. Until the user chooses, it is English, and
    French too where the window is in French.
    """
    chosen = settings.get(PREFERENCE)
    if isinstance(chosen, list):
        return tuple(language for language in LANGUAGES if language in chosen)
    return LANGUAGES if window_language == "fr" else ("en_CA",)


def choose_languages(settings: Settings, languages: Iterable[Language]) -> None:
    """Store the languages to check.

    Raises:
        OSError: the settings could not be written.
    """
    settings.put(PREFERENCE, [language for language in LANGUAGES if language in set(languages)])


class SpellChecker:
    """Checks words against dictionaries of several languages: a word is right where one of them has it.

    Loading takes about a second, so it is made in a worker. May be used from any thread.
    """

    def __init__(self, folder: Path, languages: Sequence[Language], personal: Iterable[str] = ()) -> None:
        """Load the dictionaries.

        Args:
            folder: holds ``en_CA.aff``, ``en_CA.dic`` …, and ``terms.txt``.
            languages: those to check; the first is asked first for suggestions.
            personal: words that the user added.

        Raises:
            OSError: a dictionary is missing.
        """
        from hunspell import Hunspell  # its library is loaded where spelling is checked, not at each start

        self._lock = threading.Lock()  # Hunspell is not made for several threads
        self._known: dict[str, bool] = {}
        self._dictionaries: list[Any] = []
        for language in languages:
            for ending in ("aff", "dic"):
                (folder / f"{language}.{ending}").stat()  # Hunspell itself would say nothing and know no word
            self._dictionaries.append(Hunspell(language, hunspell_data_dir=str(folder)))
        terms = (folder / "terms.txt").read_text("utf-8").split()
        self._words = {_key(word) for word in (*terms, *personal)}

    def misspellings(self, text: str) -> list[Misspelling]:
        """Return the words of a text that are in no dictionary, in their order. Addresses, code, names in capitals
        and words with digits are passed over.
        """
        if not self._dictionaries:
            return []
        prose = _CODE.sub(lambda found: " " * len(found[0]), text)
        return [
            Misspelling(token.start() + word.start(), word[0])
            for token in _TOKEN.finditer(prose)
            if not _NO_PROSE.search(token[0])
            for word in _WORD.finditer(token[0])
            if not self.is_right(word[0])
        ]

    def is_right(self, word: str) -> bool:
        """Return whether a dictionary has the word, or it is none that a dictionary could have."""
        if len(word) < 2 or len(word) > _WORD_LIMIT or word.isupper():
            return True
        known = self._known.get(word)
        if known is None:
            with self._lock:
                if len(self._known) >= _REMEMBERED:
                    self._known.clear()
                known = self._known[word] = self._look_up(word)
        return known

    def suggestions(self, word: str, at_most: int = 5) -> list[str]:
        """Return what could have been meant, the likeliest first. Takes tens of milliseconds."""
        if len(word) > _WORD_LIMIT:
            return []
        with self._lock:
            found = [tuple(d.suggest(word)) for d in self._dictionaries]
        ranked = [words[i] for i in range(at_most) for words in found if i < len(words)]
        return list(dict.fromkeys(ranked))[:at_most]

    def add(self, word: str) -> None:
        """Take a word as right from now on."""
        with self._lock:
            self._words.add(_key(word))
            self._known.clear()

    def _look_up(self, word: str) -> bool:
        """Return whether a word is right as it is, or each of its parts is."""
        plain = unicodedata.normalize("NFC", word).replace("’", "'")
        if _key(plain) in self._words or any(d.spell(plain) for d in self._dictionaries):
            return True
        stem = plain[:-2] if plain.endswith("'s") else plain
        if _key(stem) in self._words:
            return True
        parts = _JOINTS.split(plain)
        return len(parts) > 1 and all(len(part) < 2 or self._look_up(part) for part in parts)


def personal_words(settings: Settings) -> list[str]:
    """Return the words that the user added."""
    stored = settings.get(PERSONAL)
    return [word for word in stored if isinstance(word, str)] if isinstance(stored, list) else []


def put_personal_words(settings: Settings, words: Iterable[str]) -> None:
    """Store the words that the user added, at most ``PERSONAL_LIMIT`` of them.

    Raises:
        OSError: the settings could not be written.
    """
    settings.put(PERSONAL, sorted(set(words))[:PERSONAL_LIMIT])


def _key(word: str) -> str:
    """Return the form in which added words are compared: at the beginning of a sentence they are capitalized."""
    return unicodedata.normalize("NFC", word).replace("’", "'").casefold()
