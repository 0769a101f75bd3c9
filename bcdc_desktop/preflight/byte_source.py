"""A file as a stream of UTF-8 bytes, hashed on the way, with what was found out about its encoding."""

from __future__ import annotations

import codecs
import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

import xxhash
from charset_normalizer import from_bytes

from bcdc_desktop.preflight.findings import Finding
from bcdc_desktop.translation import tr

HEAD_BYTES = 1 << 16
"""How much of the file is looked at before anything is decided: encoding, kind, delimiter, header."""

_BOMS: tuple[tuple[bytes, str], ...] = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SAMPLE = 1 << 14
_LONE_BYTES = "bcdc-lone-windows-1252-bytes"


def _lone_byte(error: UnicodeError) -> tuple[str, int]:
    """Decode the bytes that are not UTF-8 in a mostly UTF-8 file as what they nearly always are."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return error.object[error.start : error.end].decode("cp1252", "replace"), error.end


codecs.register_error(_LONE_BYTES, _lone_byte)


@dataclass
class ByteSource:
    """Reads a file once; ``chunks`` gives its content as UTF-8 without byte order mark, cut between characters.

    Raises OSError when the file cannot be read.
    """

    path: Path
    file: BinaryIO
    chunk_bytes: int
    head: bytes = b""
    encoding: str = "utf-8"
    has_bom: bool = False
    fault_at: int | None = None
    mixed: bool = False
    bytes_read: int = 0
    _hash: hashlib._Hash = field(default_factory=hashlib.sha256)
    _quick_hash: xxhash.xxh3_128 = field(default_factory=xxhash.xxh3_128)

    def read_head(self) -> bytes:
        """Return the first ``HEAD_BYTES`` of the file; decides on byte order marks and UTF-16."""
        self.head = self.file.read(HEAD_BYTES)
        self._count(self.head)
        for bom, encoding in _BOMS:
            if self.head.startswith(bom):
                self.encoding, self.has_bom = encoding, True
                return self.head
        self.encoding = _utf16_without_bom(self.head) or "utf-8"
        return self.head

    def drain(self, report: Callable[[], None]) -> None:
        """Read the rest for the hash alone."""
        while chunk := self.file.read(1 << 20):
            self._count(chunk)
            report()

    @property
    def sha256(self) -> str:
        return self._hash.hexdigest()

    @property
    def fingerprint(self) -> str:
        """XXH3-128 of the same bytes: enough to notice that a file changed, at a thirtieth of the cost."""
        return self._quick_hash.hexdigest()

    def chunks(self) -> Iterator[bytes]:
        """Return the content as UTF-8, from the head on."""
        decoder = codecs.getincrementaldecoder(self.encoding)("replace")
        first = self.head
        if self.has_bom:
            first = first[len(next(bom for bom, name in _BOMS if name == self.encoding and first.startswith(bom))) :]
        utf8 = self.encoding == "utf-8"
        clean = utf8  # so far valid UTF-8, so bytes may pass as they are
        ascii_only = not self.has_bom
        pending = b""
        chunk, at_end = first, False
        while True:
            if clean:
                data = pending + chunk
                end = len(data) if at_end else _whole_characters(data)
                try:
                    text = data[:end].decode("utf-8")
                except UnicodeDecodeError as fault:
                    good = data[: fault.start]
                    ascii_only = ascii_only and good.isascii()
                    decoder = self._other_decoder(self.bytes_read - len(data) + fault.start, ascii_only)
                    clean = False
                    yield good + decoder.decode(data[fault.start :], at_end).encode("utf-8", "replace")
                else:
                    ascii_only = ascii_only and text.isascii()
                    pending = data[end:]
                    yield data[:end]
            else:
                yield decoder.decode(chunk, at_end).encode("utf-8", "replace")
            if at_end:
                return
            chunk = self.file.read(self.chunk_bytes)
            self._count(chunk)
            at_end = not chunk

    def finding(self) -> Finding | None:
        """Return the finding about the encoding once everything is read."""
        if self.mixed:
            line = self._line_of(self.fault_at or 0)
            return _whole_file(
                "warning",
                "mixed-encoding",
                tr(
                    "Save the file as UTF-8 again: line {line} has bytes that are not UTF-8, unlike text before it.",
                    line=line,
                ),
            )
        if self.encoding != "utf-8":
            return _whole_file(
                "warning",
                "encoding",
                tr("Save the file as UTF-8: it is {encoding}.", encoding=label(self.encoding)),
                self.encoding,
            )
        if self.has_bom:
            return _whole_file(
                "advice",
                "byte-order-mark",
                tr("Save the file as UTF-8 without a byte order mark: some programs show it as text."),
            )
        return None

    def _line_of(self, position: int) -> int:
        line, left = 1, position
        with self.path.open("rb") as again:
            while left > 0 and (chunk := again.read(min(left, 1 << 20))):
                line += chunk.count(b"\n")
                left -= len(chunk)
        return line

    def _count(self, chunk: bytes) -> None:
        self._hash.update(chunk)
        self._quick_hash.update(chunk)
        self.bytes_read += len(chunk)

    def _other_decoder(self, position: int, ascii_only: bool) -> codecs.IncrementalDecoder:
        """Return the decoder for the rest of a file whose byte at ``position`` is not UTF-8."""
        self.fault_at = position
        if not ascii_only:
            self.mixed = True
            return codecs.getincrementaldecoder("utf-8")(_LONE_BYTES)
        with self.path.open("rb") as again:
            again.seek(max(0, position - _SAMPLE // 4))
            self.encoding = guess_encoding(again.read(_SAMPLE))
        return codecs.getincrementaldecoder(self.encoding)("replace")


def label(encoding: str) -> str:
    """Return an encoding's name for people."""
    return {"cp1252": "Windows-1252", "latin_1": "Latin-1", "mac_roman": "Mac Roman"}.get(
        encoding, encoding.replace("_", "-").upper()
    )


def guess_encoding(sample: bytes) -> str:
    """Return the most likely encoding of a sample that is not UTF-8; a Western one is taken to be Windows-1252.

    Detection cannot tell the Western single-byte encodings apart on a few accented letters, and Windows-1252 is the
    one that Office programs here write.
    """
    best = from_bytes(sample).best()
    name = best.encoding if best is not None else "cp1252"
    if name.startswith(("latin", "iso8859_1", "cp125", "cp850", "cp437", "cp858", "hp_roman", "ascii", "utf_8")):
        return "cp1252" if name not in ("cp1251", "cp1253", "cp1255", "cp1256") else name
    return name if name in _TRUSTED else "cp1252"


_TRUSTED = frozenset(
    {"mac_roman", "big5", "gb18030", "gb2312", "gbk", "shift_jis", "cp932", "euc_jp", "euc_kr", "cp949"}
)


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


def _utf16_without_bom(head: bytes) -> str | None:
    """Return whether text is UTF-16 without its mark: every other byte of Latin text is NUL."""
    sample = head[:4096]
    if len(sample) < 8:
        return None
    half = len(sample) // 2
    if sample[1::2].count(0) > 0.9 * half and sample[0::2].count(0) == 0:
        return "utf-16-le"
    if sample[0::2].count(0) > 0.9 * half and sample[1::2].count(0) == 0:
        return "utf-16-be"
    return None


def _whole_file(severity: str, code: str, message: str, value: str | None = None) -> Finding:
    return Finding("advice" if severity == "advice" else "warning", code, None, None, value, message)
