"""Texts to search for and tables to check that nobody would think of, from a seed."""

from __future__ import annotations

import gzip
import random

_PIECES = (
    *("title:", "org:", "state:draft", "modified:>", "modified:30d", "due:<today", "format:csv", "-", "--", '"', "'"),
    *("(", ")", "[", "]", "{", "}", "*", "?", "~", "^", "\\", "/", "&&", "||", "AND", "OR", "NOT", "TO", ":", "::"),
    *("water", "é", "日本", "\U0001f600", "%", "_", "ß", "ſ", "İ", "\u0301", "\u200b", "\u202e", "\ufeff", " ", "\t"),
    *("\n", "\x1b[2J", "\x7f", "\udc80", "\ud800", "x" * 3000, "a" * 40 + "!", "0", "9" * 30, "2024-02-30", "*:*"),
    *("lacks:", "tag:", "has:", "is:", "id:", ",", ";", "|", "..", "<", ">", "=", "+", "$x", "`x`", "NEAR/2", "rowid"),
)
_ENCODINGS = (
    *("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252", "mac-roman", "cp850", "cp437"),
    *("cp1250", "cp1251", "koi8-r", "cp932", "gb18030", "big5", "iso8859-15", "cp500", "utf-7", "iso2022_jp"),
)
_CELLS = (
    *("1", "-0", "007", "1e5", "1.23457E+11", "1,234", "5%", "N/A", "", " x", "2024-02-30", "13/02/2024", "2-Sep"),
    *("Québec", "Москва", "東京", "=1+1", "@x", "#REF!", '"', "a\nb", "a\r\nb", "a\rb", ",", ";", "\t", "\x00", "\x07"),
    *("\ufeff", "\u2028", "\u202e", "x" * 5000, "true", "total", "Note: x", "1 234", "−5", "''", '""'),
)


def query(rng: random.Random) -> str:
    """Return a search."""
    return "".join(rng.choice(_PIECES) for _ in range(rng.choice((1, 2, 3, 5, 12, 40))))


def table(rng: random.Random) -> bytes:
    """Return the bytes of a table, or of what is called one."""
    width, delimiter = rng.choice((1, 2, 3, 8, 60)), rng.choice(",,,;\t|^")
    ending = rng.choice(("\r\n", "\r\n", "\n", "\r", "\r\r\n"))
    quoting = rng.choice(("never", "needed", "always"))

    def field(cell: str) -> str:
        if quoting == "always" or (quoting == "needed" and any(c in cell for c in f'{delimiter}"\r\n')):
            return '"' + cell.replace('"', '""') + '"'
        return cell

    names = [
        rng.choice(("id", "name", "", "id", "é", "=x", "a b", "SIN", "9", "x" * 300)) + str(n) for n in range(width)
    ]
    usual = [rng.choice(_CELLS) for _ in range(width)]
    records = [names]
    for _ in range(rng.choice((0, 1, 5, 300))):
        record = [rng.choice(_CELLS) if rng.random() < 0.1 else cell for cell in usual]
        if rng.random() < 0.02:
            record = record[: rng.randrange(width + 1)] * rng.choice((1, 2))
        records.append(record)
    if rng.random() < 0.1:
        records.insert(0, [rng.choice(("sep=;", "Title", "", "\ufeff"))])
    text = ending.join(delimiter.join(map(field, record)) for record in records) + rng.choice((ending, "", ending * 5))
    data = bytearray(text.encode(rng.choice(_ENCODINGS), rng.choice(("ignore", "replace"))))
    for _ in range(rng.choice((0, 0, 0, 1, 3, 30))):
        place = rng.randrange(len(data) + 1)
        data[place : place + rng.choice((0, 1, 100))] = rng.choice(
            (b"\x00", b"\xff", b"\xe9", b"\xef\xbb\xbf", b'"', b"\r", b"\n", b"\x1a", b"\xc3", rng.randbytes(20))
        )
    whole = bytes(data)
    return gzip.compress(whole)[: rng.choice((None, None, 50, -5))] if rng.random() < 0.1 else whole
