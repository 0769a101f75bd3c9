"""Text files in whatever encoding an editor or a shell wrote them: UTF-8, UTF-16, UTF-32, or one that is recognised."""

from __future__ import annotations

import codecs
import locale
from pathlib import Path
from typing import Any, BinaryIO

import click

from .exit_codes import Failure

# before the shorter ones that they begin with
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_ONE_BYTE = ("cp1252", "mac_roman", "iso8859_15", "latin_1", "cp1250", "cp1251", "cp1253", "cp1254", "cp850", "cp437")
_MOST_MB = 64
SAMPLE = "é ñ ü “ ” ’ – € œ"
"""Characters that tell the encodings of one byte a character apart, for a line of a text that is to be edited."""


class UnknownEncoding(ValueError):
    """Bytes that are no text in any encoding that can be told."""


class TextFile(click.File):
    """A parameter that is a text to be read, or ``-``: no pipe or device, which may have no end."""

    def __init__(self) -> None:
        super().__init__("rb", lazy=False)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return the open file.

        Raises:
            BadParameter: it cannot be read.
        """
        from bcdc_desktop.error_text import system_reason
        from bcdc_desktop.preflight.file_content import open_given

        if value != "-":
            try:
                open_given(Path(value)).close()
            except OSError as error:
                self.fail(f"'{click.format_filename(value)}': {system_reason(error)}", param, ctx)
        return super().convert(value, param, ctx)


def read_text_file(path: Path, *, like: str = "") -> str:
    """Return the text of a file, with ``\\n`` at the ends of its lines.

    Raises:
        OSError: it cannot be read, or is a pipe or a device.
        Failure: it is too large.
        UnknownEncoding: as from ``decoded``.
    """
    from bcdc_desktop.preflight.file_content import open_given

    with open_given(path) as file:
        return decoded(read_bounded(file, path.name), like=like)


def read_bounded(file: BinaryIO, name: str) -> bytes:
    """Return all of a file that is to be read as a text.

    Raises:
        Failure: it is too large, or has no end.
    """
    data = file.read((_MOST_MB << 20) + 1)
    if len(data) > _MOST_MB << 20:
        raise Failure("file", f"{name} is larger than {_MOST_MB} MB, so it can't be read as a text.")
    return data


def decoded(data: bytes, *, like: str = "") -> str:
    """Return bytes as a text, with ``\\n`` at the ends of its lines.

    Args:
        like: a text of which this is an edited copy. Its lines that are not plain ASCII tell an encoding of one byte a
            character, which nothing else does for certain.

    Raises:
        UnknownEncoding: the encoding cannot be told, or it lacks characters of ``like``, which are lost then.
    """
    encoding = _unicode_encoding(data) or _recognised(data, like)
    if encoding is None:
        raise UnknownEncoding("the encoding of the text can't be recognised")
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        raise UnknownEncoding(f"the text isn't valid {encoding.upper()}") from error
    if SAMPLE in like and SAMPLE not in text and any(map(_is_damaged, text.splitlines())):
        raise UnknownEncoding("the editor saved question marks in place of letters")
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")


def _is_damaged(line: str) -> bool:
    """Return whether a line is the sample with question marks in place of letters that an encoding lacks."""
    line = line.removeprefix("#: ").rstrip()
    return len(line) == len(SAMPLE) and all(c in (s, "?") for c, s in zip(line, SAMPLE, strict=True))


def _unicode_encoding(data: bytes) -> str | None:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return encoding
    # no text has this character: half of the bytes of plain letters in UTF-16 are zero
    even, odd = data[0:2000:2].count(0), data[1:2000:2].count(0)
    if even or odd:
        return "utf-16-le" if odd > even else "utf-16-be"
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return None
    return "utf-8"


def _recognised(data: bytes, like: str) -> str | None:
    """Return the encoding in which most lines of ``like`` are found again; None where none is, or two read differently,
    or one that lacks characters of it."""
    wanted = {line.strip() for line in like.splitlines() if not line.isascii()}
    best, found, ambiguous = 0, None, False
    seen: set[str] = set()
    for encoding in dict.fromkeys((*_ONE_BYTE, locale.getpreferredencoding(False))):
        try:
            text = data.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            continue
        if text in seen:
            continue
        seen.add(text)
        score = len(wanted & {line.strip() for line in text.splitlines()})
        if score > best:
            best, found, ambiguous = score, encoding, False
        elif score == best:
            ambiguous = True
    if found is None or ambiguous:
        return None
    try:
        like.encode(found)
    except UnicodeEncodeError:
        return None
    return found
