"""Likely misspellings: where nothing is found, searches with the nearest words that the records here have."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, pairwise, product

from bcdc_desktop.domain.search.highlight import folded, highlights
from bcdc_desktop.domain.search.query import Query, Word, parse
from bcdc_desktop.store.search.index import PackageQuery

from ..gui_priority import give_way
from ..workspace import Workspace
from . import results

_OFFERED = 3
_NEAR = 3  # words that are tried for one that nothing has
_TRIED = 12  # searches
_SHORTEST = 3  # letters of a word that is corrected, and of each half of one that is split
_WORDS, _LONGEST = 8, 40  # of a search that is corrected; letters of one of its words
_AT_ONCE = 4000  # words compared before the window gets its turn


@dataclass(frozen=True)
class Suggestion:
    """A search that may have been meant: its text, the words in it that were corrected, how many records it finds."""

    text: str
    words: str
    count: int


@dataclass(frozen=True)
class _Correction:
    """Words that stand for a stretch of the search, and how many letters differ."""

    start: int
    end: int
    words: tuple[str, ...]
    distance: int


def suggestions(workspace: Workspace, search: str | Query) -> list[Suggestion]:
    """Return up to three searches that find something, with likely misspellings corrected; the likeliest first.

    Words may also have been joined or split. Only words of the records that are cached are suggested; phrases,
    conditions and words that are excluded stay. For a worker.
    """
    query = parse(search) if isinstance(search, str) else search
    typed = [w for w in query.wanted if w.prefix and len(w.text) <= _LONGEST][:_WORDS]
    if not typed:
        return []
    vocabulary = _Vocabulary(workspace)
    found = list[Suggestion]()
    for corrections in islice(_candidates(query.text, typed, vocabulary), _TRIED):
        spelled = [(c, " ".join(vocabulary.as_written(w) for w in c.words)) for c in corrections]
        text = query.text
        for correction, words in sorted(spelled, key=lambda s: -s[0].start):
            text = text[: correction.start] + words + text[correction.end :]
        if (count := results.count(workspace, PackageQuery(words=text))) and all(s.text != text for s in found):
            found.append(Suggestion(text, " ".join(w for _, w in spelled), count))
            if len(found) == _OFFERED:
                break
    return found


def _candidates(text: str, typed: Sequence[Word], vocabulary: _Vocabulary) -> Iterator[tuple[_Correction, ...]]:
    """Yield what may be corrected together; the likeliest first."""
    plain = [word for word in typed if word.column is None]
    for one, other in pairwise(plain):
        joined = "".join((*one.parts, *other.parts))
        if vocabulary.has(folded(joined)):
            yield (_Correction(one.start, other.end, (folded(joined),), 1),)
    unknown = [word for word in typed if not all(vocabulary.has(folded(part)) for part in word.parts)]
    options = [_corrections(text, word, vocabulary) for word in unknown]
    if unknown and all(options):
        together = product(*options)
        yield from sorted(islice(together, 4 * _TRIED), key=lambda chosen: sum(c.distance for c in chosen))
    if not unknown:  # each word is somewhere, but not together: one may be another word misspelt
        for word in typed:
            yield from ((c,) for c in _corrections(text, word, vocabulary))


def _corrections(text: str, word: Word, vocabulary: _Vocabulary) -> list[_Correction]:
    """Return what may have been meant by a word."""
    whole = folded("".join(word.parts))
    start, end = word.start, word.end
    if word.column is not None:  # “title:watr”: the place is that of the whole condition
        start = text.rfind(word.text, start, end)
        if start < 0:
            return []
        end = start + len(word.text)
    found = [_Correction(start, end, (near,), distance) for near, distance in vocabulary.near(whole)]
    found += [_Correction(start, end, halves, 1) for halves in vocabulary.halves(whole)]
    parts = [folded(part) for part in word.parts]
    if len(parts) > 1:
        each = [[(p, 0)] if vocabulary.has(p) else vocabulary.near(p)[:1] for p in parts]
        if all(each):
            words = tuple(options[0][0] for options in each)
            found.append(_Correction(start, end, words, sum(options[0][1] for options in each)))
    return sorted(found, key=lambda c: c.distance)


class _Vocabulary:
    """The words of the records that are cached."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._index = workspace.store.cache.index
        self._words = self._index.vocabulary()

    def has(self, begun: str) -> bool:
        """Return whether a word begins like this, as a search finds it. What is not compared counts as there."""
        if len(begun) < _SHORTEST or not begun.isalpha():
            return True
        at = bisect_left(self._words, begun)
        return at < len(self._words) and self._words[at].startswith(begun)

    def near(self, word: str) -> list[tuple[str, int]]:
        """Return the words nearest to one, with how many letters differ; of equal ones the most frequent first."""
        if len(word) < _SHORTEST:
            return []
        allowed = 1 if len(word) < 5 else 2 if len(word) < 9 else 3
        found = self._nearest(word, self._words, allowed)
        if not found and allowed > 1:  # it may be the beginning of a word that was not typed to its end
            begun = {w[: len(word)]: w for w in self._words if len(w) > len(word) and w[0] == word[0]}
            found = [(begun[start], distance) for start, distance in self._nearest(word, list(begun), allowed - 1)]
        often = self._index.frequencies(near for near, _ in found)
        return sorted(found, key=lambda one: (one[1], -often.get(one[0], 0)))[:_NEAR]

    def halves(self, word: str) -> list[tuple[str, str]]:
        """Return two words that were written as one."""
        cuts = range(_SHORTEST, len(word) - _SHORTEST + 1)
        return [
            (word[:cut], word[cut:])
            for cut in cuts
            if self._is_whole(word[:cut]) and word[cut:].isalpha() and self.has(word[cut:])
        ]

    def as_written(self, word: str) -> str:
        """Return a word with its accents, as a record has it."""
        only = Word(word, prefix=False)
        query = Query((only,), text=word)
        rows = results.rows(self._workspace, PackageQuery.of(query), limit=1)
        for row in rows:
            texts = [row.title]
            hit = results.hits(self._workspace, [row.id], query).get(row.id)
            texts += [hit.excerpt.text] if hit else []
            for text in texts:
                for start, end in highlights(text, [only]):
                    if folded(text[start:end]) == word:
                        return text[start:end].lower()
        return word

    def _is_whole(self, word: str) -> bool:
        at = bisect_left(self._words, word)
        return at < len(self._words) and self._words[at] == word

    @staticmethod
    def _nearest(word: str, words: Sequence[str], allowed: int) -> list[tuple[str, int]]:
        from rapidfuzz import process  # a moment to import: only where nothing was found
        from rapidfuzz.distance import OSA

        found = list[tuple[str, int]]()
        for start in range(0, len(words), _AT_ONCE):
            stretch = words[start : start + _AT_ONCE]
            near = process.extract(word, stretch, scorer=OSA.distance, score_cutoff=allowed, limit=_NEAR * 2)
            found += [(text, int(distance)) for text, distance, _ in near if text != word]
            give_way()
        return sorted(found, key=lambda one: one[1])[: _NEAR * 2]
