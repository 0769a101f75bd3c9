"""Characters that do not belong in a table: NUL, control characters, smart quotes, text that was decoded wrongly."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import polars as pl

from bcdc_desktop.preflight.findings import KEPT_PER_CODE, Finding, FindingLog, Severity, shortened
from bcdc_desktop.preflight.table_block import Block
from bcdc_desktop.translation import tr

_CONTROLS = bytes(set(range(32)) - {0, 9, 10, 13}) + b"\x7f"
_SUSPECT_SEQUENCES = (b"\xe2\x80", b"\xc2", b"\xc3\x83", b"\xc3\xa2", b"\xef\xbf\xbd")
_INVISIBLE_SEQUENCES = (
    b"\xe2\x80",
    b"\xe2\x81",
    b"\xc2\xad",
    b"\xef\xbb\xbf",
    b"\xef\xbf",
    b"\xd8\x9c",
    b"\xe1\xa0\x8e",
)


@dataclass(frozen=True)
class _Fault:
    severity: Severity
    code: str
    pattern: str
    message: Callable[[], str]


_NUL = _Fault(
    "error", "nul-byte", r"\x00", lambda: tr("Remove the NUL byte from this cell; saving it again as CSV usually does.")
)
_CONTROL = _Fault(
    "warning",
    "control-character",
    "[\x01-\x08\x0b\x0c\x0e-\x1f\x7f\u0080-\u0090\u0095-\u009f]",
    lambda: tr("Remove the invisible control character from this cell."),
)
_INVISIBLE = _Fault(
    "warning",
    "invisible-character",
    # joiners only where no script needs them: beside ASCII, and at the ends
    "[\u00ad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u2064\u2066-\u2069\ufeff\ufff9-\ufffb]"
    "|[ -~][\u200c\u200d]|[\u200c\u200d][ -~]|^[\u200c\u200d]|[\u200c\u200d]$",
    lambda: tr("Remove the invisible character from this cell: programs take it as part of the value."),
)
_SMART = _Fault(
    "warning",
    "smart-quotes",
    "[\u2018\u2019\u201a\u201c\u201d\u201e\u0091-\u0094]",
    lambda: tr("Write straight quotes (' or \") instead of “smart quotes”."),
)
_GARBLED = _Fault(
    "warning",
    "garbled-text",
    "\ufffd|[\u00c2\u00c3][\u0080-\u00bf]|\u00e2\u20ac[\u0080-\uffff]",
    lambda: tr("Write this text again: characters were lost when the file was saved with the wrong encoding."),
)


_ESCAPED = _Fault(
    "warning",
    "escaped-character",
    "_x00[01][0-9A-F]_",
    lambda: tr("Remove “_x000D_” and the like: a spreadsheet program wrote it in the place of a line break."),
)
_ESCAPE = b"_x00"


def header_characters(header: Sequence[str], labels: Sequence[str | int], row: int, log: FindingLog) -> None:
    for position, (cell, label) in enumerate(zip(header, labels, strict=True), 1):
        for fault in (_NUL, _CONTROL, _SMART, _GARBLED, _INVISIBLE):
            if re.search(fault.pattern, cell):
                log.add(Finding(fault.severity, fault.code, row, label, _visible(cell), fault.message()), position)


def block_characters(block: Block, labels: Sequence[str | int], log: FindingLog) -> None:
    """Look for such characters in a block; the cells are looked at only where the bytes give a reason to."""
    faults = _suspected(block.source, controls=not block.clean)
    if not faults:
        return
    for position, (column, label) in enumerate(zip(block.frame, labels, strict=True), 1):
        if column.dtype != pl.String:
            continue
        for fault in faults:
            places = column.str.contains(fault.pattern).arg_true()
            values = column.gather(places.head(KEPT_PER_CODE)).to_list()
            for place, value in zip(places.to_list(), values, strict=False):
                log.add(
                    Finding(fault.severity, fault.code, block.rows[place], label, _visible(value), fault.message()),
                    position,
                )
            log.count(fault.severity, fault.code, max(0, places.len() - KEPT_PER_CODE))


def _suspected(source: bytes, *, controls: bool) -> list[_Fault]:
    faults: list[_Fault] = []
    if controls and b"\x00" in source:
        faults.append(_NUL)
    if controls and len(source.translate(None, _CONTROLS)) != len(source):
        faults.append(_CONTROL)
    if not source.isascii() and any(sequence in source for sequence in _SUSPECT_SEQUENCES):
        if _CONTROL not in faults:
            faults.append(_CONTROL)
        faults += [_SMART, _GARBLED]
    if not source.isascii() and any(sequence in source for sequence in _INVISIBLE_SEQUENCES):
        faults.append(_INVISIBLE)
    if b"_" in source and _ESCAPE in source:  # one byte is found several times as fast
        faults.append(_ESCAPED)
    return faults


def _visible(cell: str) -> str:
    """Return the cell with its invisible characters written out, such as ``\\x07`` and ``\\u200b``."""
    return shortened("".join(map(_written_out, cell[:200])))


def _written_out(character: str) -> str:
    code = ord(character)
    if code < 32 or 0x7F <= code < 0xA0:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if _FORMAT.match(character) else character


_FORMAT = re.compile("[\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]")
