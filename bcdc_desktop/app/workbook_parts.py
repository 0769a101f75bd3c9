"""Parts of an Excel workbook (.xlsx), unpacked within bounds, and what reading a damaged one raises.

A workbook is a ZIP of XML files, and few bytes of it may stand for very many.
"""

from __future__ import annotations

import lzma
import struct
import zipfile
import zlib
from xml.etree import ElementTree

MOST_OF_A_PART = 1 << 25
"""Bytes of the texts, the styles or the list of pages of a workbook."""

DAMAGED: tuple[type[Exception], ...] = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error, ElementTree.ParseError, EOFError, KeyError,
    ValueError, TypeError, AttributeError, IndexError, NotImplementedError, RuntimeError, ArithmeticError,
)  # fmt: skip
"""What zipfile, ElementTree and openpyxl raise of a workbook that is damaged, encrypted or made to do harm."""


class PartTooLarge(ValueError):
    """A part of a workbook is larger than it may be."""


def unpacked(packed: zipfile.ZipFile, name: str) -> bytes:
    """Return a part of a workbook.

    Raises:
        PartTooLarge: it has more than ``MOST_OF_A_PART`` bytes.
        KeyError: there is no such part.
    """
    with packed.open(name) as part:
        data = part.read(MOST_OF_A_PART + 1)
    if len(data) > MOST_OF_A_PART:
        raise PartTooLarge(name)
    return data
