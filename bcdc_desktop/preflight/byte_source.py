"""A file as a stream of UTF-8 bytes, with what was found out about its encoding."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from bcdc_desktop.preflight.ebcdic import ebcdic_guess
from bcdc_desktop.preflight.encoding_guess import SINGLE_BYTE, EncodingCandidate, EncodingGuess, guess_encoding
from bcdc_desktop.preflight.encoding_names import MIXED, UTF8, label
from bcdc_desktop.preflight.escaped_text import EscapedText, EscapeSearch
from bcdc_desktop.preflight.file_content import FileContent, open_content
from bcdc_desktop.preflight.findings import Finding, shortened
from bcdc_desktop.preflight.text_decoder import TextDecoder
from bcdc_desktop.translation import tr

HEAD_BYTES = 1 << 16
"""How much of the file is looked at before anything is decided: encoding, kind, delimiter, header."""

_BOMS: tuple[tuple[bytes, str], ...] = (
    (codecs.BOM_UTF8, UTF8),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_WORDS_SHOWN = 3
_MARK_SAMPLE = 1 << 14
_NARROW = re.compile(rb"[\t\n\r -~]{40}")
_NARROW_END = re.compile(rb"\r\n|[ -~]{4}\n(?=[ -~]{4})")
_FEWEST_NARROW = 3
"""Of characters of one byte, and ends of lines among them: hardly any two bytes of UTF-16 are like those."""
_BY_CHANCE = re.compile(r"[^\x00-\x7f]+")
_LONE = re.compile(r"(?<=[A-Za-z])[\u0400-\u07ff](?![^\x00-\x7f])|(?<![^\x00-\x7f])[\u0400-\u07ff](?=[A-Za-z])")
"""A Cyrillic, Armenian, Hebrew or Arabic letter beside Latin ones: two letters of another encoding, which are UTF-8 by
chance, such as those of ``K’ómoks`` as old Macs wrote it."""
_NUL_SHARE = 0.3
"""ASCII characters are half NUL in UTF-16; where they are fewer, others have bytes beyond ASCII."""


@dataclass
class ByteSource:
    """Reads a file once; ``chunks`` gives its content as UTF-8 without byte order mark, cut between characters.

    ``chosen`` is the encoding that a person named; else it is told from the bytes, and where that is not certain,
    ``guess`` says what it may be. With ``strict`` no byte is ever replaced.

    Raises OSError when the file cannot be read.
    """

    path: Path
    file: FileContent
    chunk_bytes: int
    chosen: str | None = None
    strict: bool = False
    head_bytes: int = HEAD_BYTES
    head: bytes = b""
    encoding: str = UTF8
    guess: EncodingGuess | None = None
    has_bom: bool = False
    fault_at: int | None = None
    mixed: bool = False
    faulty: bool = False
    """There are bytes that the encoding does not have; they were replaced."""
    escaped: EscapedText | None = None
    """How a text in ASCII is written that stands for other letters."""
    _decoder: TextDecoder | None = None
    _escapes: EscapeSearch = field(default_factory=EscapeSearch)
    _by_chance: bool | None = None

    def read_head(self) -> bytes:
        """Return the first ``head_bytes`` of the file; decides on byte order marks, UTF-16 and EBCDIC."""
        self.head = self.file.read(self.head_bytes)
        marked = next((encoding for bom, encoding in _BOMS if self.head.startswith(bom)), None)
        chosen = self.chosen
        if chosen is None:
            if marked is not None and marked != UTF8 and _is_narrow(self.head[:_MARK_SAMPLE]):
                marked = None  # a mark before a text of one byte a character
            wide = marked or _wide_without_bom(self.head)
            if wide is None and (guess := ebcdic_guess(self.head)) is not None:
                self.guess, wide = guess, guess.candidates[0].encoding
            self.encoding, self.has_bom = wide or UTF8, marked is not None
        elif chosen in ("utf-16", "utf-32"):
            told = next(
                (name for name in (marked, _wide_without_bom(self.head)) if name and name.startswith(chosen)), ""
            )
            self.encoding, self.has_bom = told or f"{chosen}-le", told == marked
        else:
            self.encoding, self.has_bom = chosen, marked is not None and chosen.startswith(marked)
            self.mixed = chosen.startswith(MIXED)
        return self.head

    def chunks(self) -> Iterator[bytes]:
        """Return the content as UTF-8, from the head on.

        Raises:
            UnicodeDecodeError: with ``strict``, a byte that the encoding does not have.
        """
        first = self.head
        if self.has_bom:
            first = first[len(next(bom for bom, _ in _BOMS if first.startswith(bom))) :]
        clean = self.encoding == UTF8  # so far valid UTF-8, so bytes may pass as they are
        if not clean:
            self._decoder = TextDecoder(self.encoding, strict=self.strict)
        ascii_only = not self.has_bom
        pending = b""
        chunk, at_end = first, False
        while True:
            if clean:
                data = pending + chunk if pending else chunk
                plain = data.isascii()  # several times as fast as decoding
                end = len(data) if at_end or plain else _whole_characters(data)
                text = data[:end]
                try:
                    if not plain:
                        self._look_for_chance(text.decode(UTF8))
                except UnicodeDecodeError as fault:
                    good = data[: fault.start]
                    ascii_only = ascii_only and good.isascii()
                    self._decoder = self._other_decoder(self.file.position - len(data) + fault.start, ascii_only)
                    clean = False
                    yield good + self._decoded(data[fault.start :], at_end)
                else:
                    ascii_only = ascii_only and (plain or text.isascii())
                    if not ascii_only:
                        self.escaped = None
                    elif self.chosen is None and self.escaped is None:
                        self.escaped = self._escapes.look(text)
                    pending = data[end:]
                    yield text
            else:
                yield self._decoded(chunk, at_end)
            if at_end:
                if clean and self._by_chance and self.chosen is None and not self.has_bom:
                    self.guess = self._guess_of_chance()
                return
            chunk = self.file.read(self.chunk_bytes)
            at_end = not chunk

    def _look_for_chance(self, text: str) -> None:
        if self._by_chance is not False and (found := _BY_CHANCE.findall(text)):
            self._by_chance = len(found) == len(_LONE.findall(text))

    def _guess_of_chance(self) -> EncodingGuess | None:
        """Return what a text may be in that is UTF-8 by chance; UTF-8 is among it."""
        with open_content(self.path) as again:
            guess = guess_encoding(again)
        if not guess.candidates:
            return None
        first = guess.candidates[0]
        words = tuple(word.encode(first.encoding, "replace").decode(UTF8, "replace") for word in first.words)
        return EncodingGuess((*guess.candidates, EncodingCandidate(UTF8, words)))

    def is_proven(self) -> bool:
        """Return whether what ``chunks`` gave, encoded again, is the very bytes of the file (``strict`` only)."""
        return self._decoder is None or self._decoder.is_proven()

    def finding(self) -> Finding | None:
        """Return the finding about the encoding once everything is read."""
        if self.faulty:
            message = tr(
                "Choose another encoding: the file has bytes that {encoding} doesn't have.", encoding=self.label
            )
            return Finding("error", "undecodable", None, None, self.encoding, message)
        if self.mixed:
            return self._mixed_finding()
        if self.escaped is not None:
            message = tr("Save the file as UTF-8: it is probably {encoding}.", encoding=self.escaped.name)
            if self.escaped.words:
                message = tr(
                    "Save the file as UTF-8: it is probably {encoding}, with words such as {words}.",
                    encoding=self.escaped.name,
                    words=_listed(self.escaped.words),
                )
            return _whole_file("warning", "encoding", message, self.escaped.name)
        if self.encoding != UTF8 or self.guess is not None:
            message = tr("Save the file as UTF-8: it is {encoding}.", encoding=self.label)
            if self.guess is not None and not self.guess.sure:
                message = tr(
                    "Save the file as UTF-8: it is probably {encoding}, with words such as {words}.",
                    encoding=self.label,
                    words=_listed(self.guess.candidates[0].words),
                )
            told = self.guess.candidates[0].encoding if self.guess is not None else self.encoding
            return _whole_file("warning", "encoding", message, told)
        if self.has_bom:
            return _whole_file(
                "advice",
                "byte-order-mark",
                tr("Save the file as UTF-8 without a byte order mark: some programs show it as text."),
            )
        return None

    @property
    def label(self) -> str:
        """What the encoding is called; of a mixed text, also that of its odd bytes."""
        guessed = self.guess.candidates if self.guess is not None else ()
        return label(guessed[0].encoding if guessed else self.encoding)

    def _mixed_finding(self) -> Finding:
        line = self._line_of(self.fault_at or 0)
        message = tr(
            "Save the file as UTF-8 again: line {line} has bytes that are not UTF-8, unlike text before it.", line=line
        )
        if self.guess is not None and not self.guess.sure:
            message = tr(
                "Save the file as UTF-8 again: line {line} has bytes that are not UTF-8, perhaps {encoding} in words"
                " such as {words}.",
                line=line,
                encoding=label(self.guess.candidates[0].encoding.removeprefix(MIXED)),
                words=_listed(self.guess.candidates[0].words),
            )
        return _whole_file("warning", "mixed-encoding", message)

    def _decoded(self, data: bytes, final: bool) -> bytes:
        assert self._decoder is not None
        text = self._decoder.decode(data, final)
        self.faulty = self._decoder.faulty
        # half a character of UTF-16, which a decoder may give as such
        return text.encode(UTF8, "strict" if self.strict else "replace")

    def _line_of(self, position: int) -> int:
        line, left = 1, position
        with open_content(self.path) as again:
            while left > 0 and (chunk := again.read(min(left, 1 << 20))):
                line += chunk.count(b"\n")
                left -= len(chunk)
        return line

    def _other_decoder(self, position: int, ascii_only: bool) -> TextDecoder:
        """Return the decoder for the rest of a file whose byte at ``position`` is not UTF-8."""
        self.fault_at = position
        if self.chosen is not None:
            self.faulty = True
            return TextDecoder(UTF8, strict=self.strict)
        with open_content(self.path) as again:
            guess = guess_encoding(again)
        if not ascii_only and not guess.mixed:
            # What came before was read as UTF-8 already.
            guess = EncodingGuess(
                tuple(replace(one, encoding=f"{MIXED}{one.encoding}") for one in guess.candidates if _is_odd(one)),
                mixed=True,
            )
        if not guess.candidates:
            self.faulty = True
            return TextDecoder(UTF8, strict=self.strict)
        self.guess, self.mixed = guess, guess.mixed
        if not guess.mixed:
            self.encoding = guess.candidates[0].encoding
        return TextDecoder(guess.candidates[0].encoding, strict=self.strict)


def _is_odd(one: EncodingCandidate) -> bool:
    return one.encoding in SINGLE_BYTE


def _listed(words: Sequence[str]) -> str:
    return ", ".join(f"“{shortened(word, 30)}”" for word in words[:_WORDS_SHOWN])


def _whole_characters(data: bytes) -> int:
    """Return where the last whole UTF-8 character of ``data`` ends (a broken one counts as whole)."""
    for back in range(1, min(4, len(data) + 1)):
        byte = data[-back]
        if byte < 0x80:
            return len(data)
        if byte >= 0xC0:
            needed = 2 if byte < 0xE0 else 3 if byte < 0xF0 else 4
            return len(data) - back if needed > back else len(data)
    return len(data)


def _wide_without_bom(head: bytes) -> str | None:
    """Return whether text is UTF-16 or UTF-32 without its mark.

    ASCII characters, of which any table has some, have NUL in the same bytes of each: in one of two or in three of
    four, and nowhere else.
    """
    sample = head[: min(len(head), _MARK_SAMPLE) // 4 * 4]
    if len(sample) < 8 or b"\x00" not in sample or _is_narrow(sample):
        return None
    nul = [sample[place::4].count(0) for place in range(4)]
    if sample.isascii() and sum(nul) < _NUL_SHARE * len(sample) and not _has_wide_lines(sample):
        return None  # NULs in a text of one byte a character
    units = len(sample) // 4
    for name, filled in (("utf-32-le", 0), ("utf-32-be", 3)):
        if nul[filled] == 0 and nul[3 - filled] == units and _decodes(sample, name):
            return name
    odd, even = nul[1] + nul[3], nul[0] + nul[2]
    for name, empty, full in (("utf-16-le", odd, even), ("utf-16-be", even, odd)):
        if full == 0 and empty >= 0.1 * len(sample) / 2 and _decodes(sample, name):
            return name
    return None


def _is_narrow(sample: bytes) -> bool:
    """Return whether a text, or much of it, has characters of one byte, whatever its mark or its NULs say."""
    ends = len(_NARROW_END.findall(sample))
    wide = sample.count(b"\n\x00") + sample.count(b"\x00\n")
    return _NARROW.search(sample) is not None or (ends >= _FEWEST_NARROW and 4 * ends >= wide)


def _has_wide_lines(sample: bytes) -> bool:
    """Return whether all lines end with characters of two bytes, as in Cyrillic, whose other bytes are as of ASCII."""
    ends = sample.count(b"\n") + sample.count(b"\r")
    behind = sum(map(sample.count, (b"\n\x00", b"\r\x00")))
    before = sum(map(sample.count, (b"\x00\n", b"\x00\r")))
    return bool(ends) and ends in (behind, before)


def _decodes(sample: bytes, encoding: str) -> bool:
    """Return whether a sample is text with line ends or delimiters; its last character may be cut."""
    try:
        text = codecs.getincrementaldecoder(encoding)().decode(sample)
    except UnicodeDecodeError:
        return False
    return any(character in text for character in "\n\r,;\t|")


def _whole_file(severity: str, code: str, message: str, value: str | None = None) -> Finding:
    return Finding("advice" if severity == "advice" else "warning", code, None, None, value, message)
