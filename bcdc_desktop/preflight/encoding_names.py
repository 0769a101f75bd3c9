"""The encodings that a table may be in: what they are called by people and by Python."""

from __future__ import annotations

import codecs
from typing import Final

UTF8: Final = "utf-8"
MIXED: Final = "utf-8+"
"""What the name of UTF-8 with odd bytes in another encoding begins with: ``utf-8+cp1252``."""

LABELS: Final = {
    "utf-8": "UTF-8",
    "utf-16-le": "UTF-16-LE",
    "utf-16-be": "UTF-16-BE",
    "utf-32-le": "UTF-32-LE",
    "utf-32-be": "UTF-32-BE",
    "cp1252": "Windows-1252",
    "cp1250": "Windows-1250",
    "cp1251": "Windows-1251",
    "cp1253": "Windows-1253",
    "cp1254": "Windows-1254",
    "cp1255": "Windows-1255",
    "cp1256": "Windows-1256",
    "cp1257": "Windows-1257",
    "cp1258": "Windows-1258",
    "cp874": "Windows-874",
    "mac-roman": "Mac Roman",
    "mac-cyrillic": "Mac Cyrillic",
    "mac-latin2": "Mac Central European",
    "mac-greek": "Mac Greek",
    "mac-turkish": "Mac Turkish",
    "mac-iceland": "Mac Icelandic",
    "cp437": "DOS 437",
    "cp737": "DOS 737",
    "cp775": "DOS 775",
    "cp850": "DOS 850",
    "cp852": "DOS 852",
    "cp855": "DOS 855",
    "cp857": "DOS 857",
    "cp858": "DOS 858",
    "cp860": "DOS 860",
    "cp861": "DOS 861",
    "cp862": "DOS 862",
    "cp863": "DOS 863",
    "cp864": "DOS 864",
    "cp865": "DOS 865",
    "cp866": "DOS 866",
    "cp869": "DOS 869",
    "iso8859-1": "ISO 8859-1",
    "iso8859-2": "ISO 8859-2",
    "iso8859-3": "ISO 8859-3",
    "iso8859-4": "ISO 8859-4",
    "iso8859-5": "ISO 8859-5",
    "iso8859-6": "ISO 8859-6",
    "iso8859-7": "ISO 8859-7",
    "iso8859-8": "ISO 8859-8",
    "iso8859-9": "ISO 8859-9",
    "iso8859-10": "ISO 8859-10",
    "iso8859-11": "ISO 8859-11",
    "iso8859-13": "ISO 8859-13",
    "iso8859-14": "ISO 8859-14",
    "iso8859-15": "ISO 8859-15",
    "iso8859-16": "ISO 8859-16",
    "koi8-r": "KOI8-R",
    "koi8-u": "KOI8-U",
    "tis-620": "TIS-620",
    "cp932": "Shift-JIS",
    "euc_jp": "EUC-JP",
    "iso2022_jp": "ISO-2022-JP",
    "gbk": "GBK",
    "gb18030": "GB 18030",
    "big5": "Big5",
    "big5hkscs": "Big5-HKSCS",
    "cp949": "EUC-KR",
    "cp037": "EBCDIC 037",
    "cp273": "EBCDIC 273",
    "cp424": "EBCDIC 424",
    "cp500": "EBCDIC 500",
    "cp875": "EBCDIC 875",
    "cp1026": "EBCDIC 1026",
    "cp1140": "EBCDIC 1140",
}
"""Every encoding that may be named, by Python's own name for it (``codecs.lookup(…).name``)."""

_OTHER_NAMES: Final = {
    "latin-9": "iso8859-15",
    "macroman": "mac-roman",
    "macintosh": "mac-roman",
    "mac": "mac-roman",
    "shift-jis": "cp932",
    "sjis": "cp932",
    "shift_jis": "cp932",
    "windows-31j": "cp932",
    "gb2312": "gbk",
    "euc-kr": "cp949",
    "euc_kr": "cp949",
    "ansi": "cp1252",
    "ascii": UTF8,
    "utf-16": "utf-16",
    "utf-32": "utf-32",
}


def known_encoding(name: str) -> str | None:
    """Return Python's name of an encoding that a person named: ``Windows-1252``, ``latin1``, ``DOS 850``, ``MacRoman``,
    ``utf-8+windows-1252``; None where there is no such encoding of texts.

    ``utf-16`` and ``utf-32`` stand for either byte order; the file tells which.
    """
    plain = name.strip().casefold().replace(" + ", "+")
    if plain.startswith(MIXED):
        odd = known_encoding(plain.removeprefix(MIXED))
        return f"{MIXED}{odd}" if odd is not None and not odd.startswith("utf") else None
    for label_key, label_text in LABELS.items():
        if plain == label_text.casefold():
            return label_key
    plain = plain.replace("dos ", "cp").replace("dos-", "cp").replace(" ", "-")
    if plain in _OTHER_NAMES:
        return _OTHER_NAMES[plain]
    try:
        found = codecs.lookup(plain).name
    except (LookupError, ValueError):
        return None
    found = _OTHER_NAMES.get(found, found)
    if found == "utf-8-sig":
        return UTF8
    return found if found in LABELS or found in ("utf-16", "utf-32") else None


def label(encoding: str) -> str:
    """Return an encoding's name for people."""
    if encoding.startswith(MIXED):
        return f"UTF-8 + {label(encoding.removeprefix(MIXED))}"
    try:
        return LABELS[codecs.lookup(encoding).name]
    except LookupError:
        return encoding.replace("_", "-").upper()
