"""What encoding a text is in that is not UTF-8: candidates, with words as they would read, and whether it is sure.

A guess is only called sure where the words read soundly in one encoding, and in no other that gives another text. It is
told from the words of the whole file, up to a bound, and from every byte of it.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, BinaryIO, Final

from bcdc_desktop.preflight.encoding_names import MIXED, UTF8, label
from bcdc_desktop.preflight.encoding_words import Reading, clear_places, is_known, reading, usual_letters

SINGLE_BYTE: Final = (
    *("cp1252", "mac-roman", "cp850", "cp437", "cp863", "iso8859-15", "cp1250", "iso8859-2", "cp852", "mac-latin2"),
    *("cp1251", "koi8-r", "cp866", "iso8859-5", "mac-cyrillic", "koi8-u", "cp855"),
    *("cp1253", "iso8859-7", "cp737", "cp869", "mac-greek", "cp1254", "cp857", "cp1257", "iso8859-13", "iso8859-4"),
    *("cp775", "iso8859-16", "iso8859-10", "cp865", "cp861", "cp860", "cp1258", "cp1255", "cp862", "cp1256", "cp874"),
)
_WESTERN: Final = frozenset({"cp1252", "mac-roman", "cp850", "cp437", "iso8859-15"})
"""Only of those a guess is ever sure: what decides are French and English words."""
_MULTI_BYTE: Final = ("cp932", "gbk", "big5", "cp949", "euc_jp", "gb18030")
"""Both in the order in which they are likely here, where words do not tell them apart."""

_CHUNK = 1 << 20
_WORDS_READ = 1 << 26  # bytes in which words are looked for
_WORDS_KEPT = 2000
_LINES_KEPT = 500
_LONGEST_LINE = 10_000
_LONGEST = 40
_EDGE = re.compile(rb"[\x00-\x20,;|\"()\[\]{}<>=:/]")
_STRANGE = re.compile(rb"[\x80-\xff](?:[^\x00-\x20,;|\"()\[\]{}<>=:/]{0,40}[\x80-\xff])?")
_BAD = re.compile("[\udc80-\udcff]+")
_EDGE_OF_TEXT = re.compile(r"[\x00-\x20,;|\"()\[\]{}<>=:/]")
_ENOUGH = 0.95
_SOME = 0.8
_FEW = 3
_TWO = 2
_FRENCH_ALONE: Final = frozenset("àÀ")
"""French words of one letter; no other language has one of its letters in that place."""
_SHOWN = 3
_OFFERED = 8


@dataclass(frozen=True)
class EncodingCandidate:
    """An encoding that a file may be in, and up to three of its words as they would read."""

    encoding: str
    words: tuple[str, ...] = ()


@dataclass(frozen=True)
class EncodingGuess:
    """What a text that is not UTF-8 may be in, the likeliest first; ``sure``: the first is it.

    Empty where there is no encoding that has all of the bytes. ``mixed``: the text is UTF-8 but for odd bytes, and the
    candidates are about those.
    """

    candidates: tuple[EncodingCandidate, ...] = ()
    sure: bool = False
    mixed: bool = False

    def to_json(self) -> dict[str, Any]:
        """Return what ``bcdc check --json`` tells of it."""
        candidates = [
            {"encoding": one.encoding, "name": label(one.encoding), "words": list(one.words)} for one in self.candidates
        ]
        return {"sure": self.sure, "candidates": candidates}


@dataclass
class _Survey:
    """What a file has beyond ASCII: words with their number, all bytes, and how much of it is UTF-8."""

    words: Counter[bytes] = field(default_factory=Counter)
    lines: list[bytes] = field(default_factory=list)
    odd_words: Counter[str] = field(default_factory=Counter)
    bytes_seen: set[int] = field(default_factory=set)
    odd_bytes: set[int] = field(default_factory=set)
    utf8_letters: int = 0
    odd: int = 0


def guess_encoding(file: BinaryIO) -> EncodingGuess:
    """Return what a file may be in that is not UTF-8 as a whole; it is read from where it stands to its end.

    Raises:
        OSError: the file cannot be read.
    """
    survey = _survey(file)
    if survey.odd and survey.utf8_letters >= max(1, survey.odd // 4):
        return _of_odd_bytes(survey)
    return _of_whole(survey)


def _of_whole(survey: _Survey) -> EncodingGuess:
    words = [word for word, _ in survey.words.most_common()]
    judged = [
        _judge(encoding, [word.decode(encoding) for word in words], place)
        for place, encoding in enumerate(SINGLE_BYTE)
        if not _lacks(encoding, survey.bytes_seen)
    ]
    for place, encoding in enumerate(_MULTI_BYTE, len(SINGLE_BYTE)):
        whole = [text for line in survey.lines if (text := _decoded(line, encoding)) is not None]
        if whole and len(whole) >= 0.99 * len(survey.lines):
            texts = [word for text in whole for word in _EDGE_OF_TEXT.split(text) if not word.isascii()]
            readings = tuple(word.decode(encoding, "replace") for word in words)
            judged.append(replace(_judge(encoding, texts, place), readings=readings))
    return _choose(judged, mixed=False)


def _of_odd_bytes(survey: _Survey) -> EncodingGuess:
    words = [word for word, _ in survey.odd_words.most_common()]
    judged = [
        _judge(f"{MIXED}{encoding}", [_with_odd_bytes(word, encoding) for word in words], place)
        for place, encoding in enumerate(SINGLE_BYTE)
        if not _lacks(encoding, survey.odd_bytes)
    ]
    return _choose(judged, mixed=True)


@dataclass(frozen=True)
class _Judged:
    """How words read in one encoding. Shares of those that tell something: ``possible`` in any language, ``sound`` in
    French or English; ``certain`` is the latter without those that have marks alone, ``usual`` the share of their
    letters that are usual in one language."""

    encoding: str
    readings: tuple[str, ...]
    possible: float
    sound: float
    certain: float
    usual: float
    place: int

    @property
    def rank(self) -> tuple[float, ...]:
        if self.possible < _SOME:
            return (0, round(self.possible, 1), -self.place)
        return (1, round(self.sound, 2) if self.sound >= 0.5 else 0, round(self.usual * self.possible, 1), -self.place)


def _judge(encoding: str, texts: Sequence[str], place: int) -> _Judged:
    counts = Counter(reading(text) for text in texts)
    told = sum(counts.values()) - counts[None]
    possible = (told - counts["wrong"]) / told if told else 0.0
    sound = (counts["sound"] + counts["marked"]) / told if told else 0.0
    certain = counts["sound"] / max(1, told - counts["marked"])
    return _Judged(encoding, tuple(texts), possible, sound, certain, usual_letters(texts, encoding), place)


def _choose(judged: Sequence[_Judged], *, mixed: bool) -> EncodingGuess:
    if not judged:
        return EncodingGuess(mixed=mixed)
    best, *others = sorted(judged, key=lambda one: one.rank, reverse=True)
    others = [one for one in others if one.readings != best.readings]
    sure = best.encoding.removeprefix(MIXED) in _WESTERN and best.certain >= _ENOUGH
    sure = sure and not any(_is_rival(one, best) for one in others)
    offered = [best, *_distinct(others)]
    likely = [one for one in offered if one.possible >= 0.5]
    offered = (likely if len(likely) > _FEW else offered[:_FEW])[:_OFFERED]
    shown = _samples(offered)
    candidates = (EncodingCandidate(one.encoding, tuple(one.readings[n] for n in shown)) for one in offered)
    return EncodingGuess(tuple(candidates), sure, mixed)


def _is_rival(one: _Judged, best: _Judged) -> bool:
    """Return whether the words in which two encodings differ do not decide for the better one.

    A single word decides only where nobody would write the other one, or where it is known: "Liepéja" is how Latvian
    reads in the wrong encoding. One with marks alone counts against the better one, and never for it.
    """
    counts: Counter[tuple[str | None, str | None]] = Counter()
    clear, distinct = False, set()
    is_french = len({here.lower() for here in best.readings if is_known(here)}) >= _TWO
    for here, there in zip(best.readings, one.readings, strict=True):
        if here != there and not (is_french and here in _FRENCH_ALONE):
            counts[reading(here), _against(here, there)] += 1
            clear = clear or any(there[place : place + 1] != here[place] for place in clear_places(here))
            if reading(here) == "sound":
                distinct.add(here.lower())
    if is_french and not counts:
        return False
    told = sum(number for (here, _), number in counts.items() if here not in (None, "marked"))
    sound_here = sum(number for (here, _), number in counts.items() if here == "sound")
    sound_there = sum(number for (_, there), number in counts.items() if there == "sound")
    wrong_there = sum(number for (_, there), number in counts.items() if there == "wrong")
    if wrong_there >= 0.3 * sum(counts.values()):
        return False
    if len(distinct) < _TWO and not any(map(is_known, distinct)):
        return True
    return not (clear or sound_here > _FEW) or sound_here < _ENOUGH * told or sound_there >= 0.5 * told


def _against(here: str, there: str) -> Reading | None:
    """Return how a word reads in another encoding; marks are nothing against a word that is known."""
    found = reading(there)
    if found == "marked":
        return "possible" if is_known(here) else "sound"
    return found


def _distinct(others: Sequence[_Judged]) -> Iterator[_Judged]:
    """Leave out those that read as one before them: to choose between them changes nothing."""
    seen: set[tuple[str, ...]] = set()
    for one in others:
        if one.readings not in seen:
            seen.add(one.readings)
            yield one


def _samples(offered: Sequence[_Judged]) -> list[int]:
    """Return the places of three words in which the candidates differ most."""
    size = min(len(one.readings) for one in offered)
    places = range(min(size, 500))
    lone = [sum(map(str.isalpha, offered[0].readings[n])) < 3 for n in places]
    differing = {n: len({one.readings[n] for one in offered}) for n in places}
    cut = [any("\ufffd" in one.readings[n] for one in offered) for n in places]
    return sorted(sorted(places, key=lambda n: (cut[n], lone[n], -differing[n], n))[:_SHOWN])


def _lacks(encoding: str, wanted: set[int]) -> bool:
    """Return whether a single-byte encoding has no character for one of the bytes; a control character is none."""
    for byte in wanted:
        try:
            character = bytes([byte]).decode(encoding)
        except UnicodeDecodeError:
            return True
        if "\x80" <= character <= "\x9f":
            return True
    return False


def _decoded(line: bytes, encoding: str) -> str | None:
    try:
        return line.decode(encoding)
    except UnicodeDecodeError:
        return None


def _with_odd_bytes(word: str, encoding: str) -> str:
    """Return a word with its bytes that are not UTF-8 (lone surrogates) read in an encoding."""
    return _BAD.sub(lambda odd: odd[0].encode("ascii", "surrogateescape").decode(encoding), word)


_ASCII: Final = bytes(range(128))
_HIGH: Final = bytes(range(128, 256))


def _survey(file: BinaryIO) -> _Survey:
    survey = _Survey()
    unseen, read, rest = _ASCII, 0, b""
    while chunk := file.read(_CHUNK):
        read += len(chunk)
        new = chunk.translate(None, unseen)
        if new:
            survey.bytes_seen.update(new)
            unseen = _ASCII + bytes(survey.bytes_seen)
        if read > _WORDS_READ or (len(survey.words) >= _WORDS_KEPT and read > 4 * _CHUNK):
            continue
        rest += chunk
        # words are cut where a line ends, so that none is read in halves
        end = rest.rfind(b"\n") + 1 or (len(rest) if len(rest) > 4 * _CHUNK else 0)
        _collect(rest[:end], survey)
        rest = rest[end:]
    _collect(rest, survey)
    return survey


def _collect(data: bytes, survey: _Survey) -> None:
    if data.isascii():
        return
    if len(survey.lines) < _LINES_KEPT:
        whole = (line for line in data.splitlines() if not line.isascii())
        survey.lines.extend(line[:_LONGEST_LINE] for line in itertools.islice(whole, _LINES_KEPT))
    if len(survey.words) < _WORDS_KEPT:
        for found in _STRANGE.finditer(data):
            word = data[_left(data, found.start()) : _right(data, found.end())]
            survey.words[word] += 1
            if len(survey.words) >= _WORDS_KEPT:
                break
    text = data.decode(UTF8, "surrogateescape")
    odd = _BAD.findall(text)
    survey.odd += sum(map(len, odd))
    survey.odd_bytes.update(*(run.encode("ascii", "surrogateescape") for run in set(odd)))
    survey.utf8_letters += len(_LATIN.findall(text))
    if odd and len(survey.odd_words) < _WORDS_KEPT:
        for bad in _BAD.finditer(text):
            start, end = bad.start(), bad.end()
            left = max((e.end() for e in _EDGE_OF_TEXT.finditer(text, max(0, start - _LONGEST), start)), default=None)
            right = _EDGE_OF_TEXT.search(text, end, end + _LONGEST)
            first = max(0, start - _LONGEST) if left is None else left
            survey.odd_words[text[first : right.start() if right else end + _LONGEST]] += 1
            if len(survey.odd_words) >= _WORDS_KEPT:
                break


_LATIN = re.compile("[\u00c0-\u00ff\u0100-\u017f\u2010-\u203a\u4e00-\u9fff]")
"""What two or three bytes of UTF-8 are where a text is meant to be UTF-8: they are hardly ever so by chance."""


def _left(data: bytes, start: int) -> int:
    first = max(0, start - _LONGEST)
    return max((edge.end() for edge in _EDGE.finditer(data, first, start)), default=first)


def _right(data: bytes, end: int) -> int:
    edge = _EDGE.search(data, end, end + _LONGEST)
    return edge.start() if edge else min(len(data), end + _LONGEST)
