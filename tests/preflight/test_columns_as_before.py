"""Blocks of records whose columns are as before are read at once: with the same result as cell by cell."""

import csv
import io
import random
from pathlib import Path

import polars as pl
import pytest

from bcdc_desktop.preflight import cells
from bcdc_desktop.preflight.column_patterns import WITH_PATTERN, field_pattern
from bcdc_desktop.preflight.csv_check import check_in_chunks

PIECES = (
    *("true", "false", "NA", "n/a", "nan", "null", "None", "nil", "do.", "ditto", "as above", "Same as above", "jan"),
    *("Sept.", "mars", "févr.", "août", "déc", "mai", "juin", "juil", "5", "05", "2024", ".", "-", " ", ",", ";", "\t"),
    *("\u00a0", "é", "x", "word", "Q", "st", "12", "e", "E", "T", "Z", "am", "pm", ":", "/", "%", "$", "=", "@", "("),
    *(")", "\n", '"', "'", "1e5", "2-Jan", "Jan-05", "juin-05", "3 Feb 2024", "Feb 3, 2024", "0", "+", "E+11", "−"),
    *("2024-02-29", "2023-02-29", "2000-02-29", "1900-02-29", "2023-04-31", "0000-01-01", "12:30:00", "24:00:00"),
    *("13", "31", "#REF!", "—", "\u2009", "\u200b", "×", "日", "same", "as", "tru", "decade", "May", "ſ"),
)
VALUES = {
    "id": lambda n, draw: str(n),
    "level": lambda n, draw: f"{draw.randrange(9999) / 100}",
    "day": lambda n, draw: f"2024-{n % 12 + 1:02}-{n % 28 + 1:02}",
    "seen": lambda n, draw: f"2024-02-{n % 29 + 1:02} {n % 24:02}:00:59",
    "open": lambda n, draw: draw.choice(["true", "false"]),
    "station": lambda n, draw: f"0{draw.randrange(10**7):07}",
    "town": lambda n, draw: draw.choice(["Nanaimo", "Marine, North", "Ft. St. John", 'The "Lot"', "déjà", "08NB005"]),
    "due": lambda n, draw: f"{n % 12 + 1}/{n % 12 + 1}/2024",
    "notes": lambda n, draw: "" if draw.random() < 0.5 else "two\r\nlines",
}  # fmt: skip
ODD = (
    *(
        "007",
        "1.23457E+11",
        "12",
        "1,234",
        "5%",
        "N/A",
        "-",
        "2-Sep",
        "45291",
        "2024-02-30",
        "13/02/2024",
        "02/13/2024",
    ),
    *(" x", "x ", "=SUM(A1)", "#REF!", "−5", "true", "Total", "\u200bx", "it’s", "Feb 3, 2024", "1e5", "+5", "x\x07y"),
    *("", "9" * 19, "24:00:00", "id", "ditto", "Ã©", "mai-05", "0", "00"),
)


@pytest.mark.parametrize("kind", sorted(WITH_PATTERN))
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("quoting", [csv.QUOTE_MINIMAL, csv.QUOTE_ALL])
def test_a_pattern_accepts_cells_of_its_kind_alone(kind: str, delimiter: str, quoting: int) -> None:
    draw = random.Random(7)
    values = ["".join(draw.choice(PIECES) for _ in range(draw.choice([1, 1, 2, 2, 3, 4]))) for _ in range(20_000)]
    fields = []
    for value in values:
        out = io.StringIO(newline="")
        csv.writer(out, delimiter=delimiter, quoting=quoting, lineterminator="").writerow([value])
        fields.append(out.getvalue())

    accepted = pl.Series(fields).str.contains(rf"\A(?:{field_pattern(kind, delimiter, filled=True)})\z")

    found = {value for value, fits in zip(values, accepted, strict=True) if fits}
    also = {cells.INTEGER} if kind == cells.NUMBER else set()
    assert {cells.kind_of(value) for value in found} <= {kind} | also
    assert all(value == value.strip(" \t\u00a0") for value in found)
    assert found or quoting == csv.QUOTE_ALL or kind == cells.DATETIME


@pytest.mark.parametrize("seed", range(12))
def test_odd_cells_late_in_a_file_are_found_as_early_ones_are(tmp_path: Path, seed: int) -> None:
    draw = random.Random(seed)
    names = draw.sample(sorted(VALUES), draw.randrange(2, len(VALUES) + 1))
    records = [[VALUES[name](n, draw) for name in names] for n in range(2000)]
    for _ in range(draw.choice([0, 1, 1, 3, 10])):
        records[draw.randrange(200, 2000)][draw.randrange(len(names))] = draw.choice(ODD)
    if draw.random() < 0.2:
        records[draw.randrange(200, 2000)] = list(names)
    if draw.random() < 0.2:
        records[draw.randrange(200, 2000)] = [""] * len(names)
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=draw.choice(",;\t"), lineterminator=draw.choice(["\r\n", "\n"]))
    writer.writerows([names, *records])
    (tmp_path / "a.csv").write_bytes(out.getvalue().encode())

    whole = check_in_chunks(tmp_path / "a.csv", 1 << 22)

    assert check_in_chunks(tmp_path / "a.csv", 2048) == whole
    assert whole.rows >= 1999
