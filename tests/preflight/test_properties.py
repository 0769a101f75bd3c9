"""What holds for any table and for any bytes, whatever the file is cut into."""

import csv
import io
import string
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path

import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from bcdc_desktop.preflight.column_profile import ColumnProfile, RowNumbers
from bcdc_desktop.preflight.csv_check import CHUNK_BYTES, CheckResult, HowRead, check_file, check_in_chunks
from bcdc_desktop.preflight.repair import RepairRefused, repair, suggest_names
from bcdc_desktop.preflight.table_schema import STATISTICS_KEY

# Words that are not numbers, dates, marks of a missing value, or spaced, controlled and smartly quoted text.
WORDS = st.text(alphabet="abcdefgßéü,\"\n'日;|\t", min_size=1, max_size=12).map(lambda text: f"w{text}w")
TYPED = {
    "integer": st.integers(-(10**12), 10**12).map(str),
    "number": st.decimals(-1000, 1000, places=2, allow_nan=False).map(str),
    "date": st.dates(date(1700, 1, 1), date(2200, 1, 1)).map(str),
    "datetime": st.datetimes(datetime(1700, 1, 1), datetime(2200, 1, 1)).map(
        lambda at: f"{at:%Y-%m-%d %H:%M:%S}".rjust(19, "0")
    ),
    "time": st.times().map(lambda at: f"{at:%H:%M:%S}"),
    "boolean": st.sampled_from(["true", "false"]),
    "string": WORDS,
}


@st.composite
def tables(draw: st.DrawFn) -> tuple[list[str], list[list[str]]]:
    """A header and records of a table that keeps the guideline, with no column and no record wholly empty."""
    types = draw(st.lists(st.sampled_from(sorted(TYPED)), min_size=1, max_size=5))
    header = [f"c{position}_{kind}" for position, kind in enumerate(types)]
    height = draw(st.integers(2, 12))
    columns = []
    for position, kind in enumerate(types):
        values = draw(st.lists(TYPED[kind], min_size=height, max_size=height))
        if position:
            empty = draw(st.lists(st.booleans(), min_size=height - 1, max_size=height - 1))
            values = [values[0], *("" if gone else value for gone, value in zip(empty, values[1:], strict=True))]
        columns.append(values)
    return header, [list(record) for record in zip(*columns, strict=True)]


def written(header: Sequence[str], records: Sequence[Sequence[str]], **form: object) -> bytes:
    out = io.StringIO(newline="")
    csv.writer(out, **form).writerows([header, *records])
    return out.getvalue().encode()


def check(folder: Path, data: bytes, chunk: int = CHUNK_BYTES, reading: HowRead | None = None) -> CheckResult:
    path = folder / "table.csv"
    path.write_bytes(data)
    return check_in_chunks(path, chunk, reading=reading)


@given(table=tables(), quoting=st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]))
def test_a_table_that_keeps_the_guideline_has_no_error_and_no_warning(
    tmp_path: Path, table: tuple[list[str], list[list[str]]], quoting: int
) -> None:
    header, records = table

    result = check(tmp_path, written(header, records, quoting=quoting))

    assert result.findings == ()
    assert result.rows == len(records)
    assert result.columns == tuple(header)
    assert result.schema is not None
    for position, field in enumerate(result.schema["fields"]):
        cells = [record[position] for record in records]
        seen = field[STATISTICS_KEY]
        kind = header[position].split("_")[1]
        # 1.00 is written as a number, and an integer column may look like one of numbers only if it is not.
        assert field["type"] == kind
        assert (seen["count"], seen["missing"]) == (len(cells) - cells.count(""), cells.count(""))
        if kind in ("date", "datetime", "time"):
            filled = [cell for cell in cells if cell]
            assert (seen["minimum"], seen["maximum"]) == (min(filled), max(filled))
        if kind in ("integer", "number"):
            numbers = [float(cell) for cell in cells if cell]
            assert (seen["minimum"], seen["maximum"]) == (min(numbers), max(numbers))


LINES = st.lists(
    st.sampled_from(
        [
            b"1,Ann,2024-01-01\r\n",
            b'2,"two\r\nlines, ""three""",2024-01-02\r\n',
            "3,Québec,2024-01-03\r\n".encode(),
            b"4,short\r\n",
            b"5,a,2024-01-05,more\r\n",
            b"\r\n",
            b",,\r\n",
            b'6,"open,2024-01-06\r\n',
            b'7,"a "b" c",2024-01-07\r\n',
            b'8,6" pipe,2024-01-08\r\n',
            b"9,x\x00y,2024-01-09\n",
            b"10,tab\tbed,02/01/2024\r\n",
            "11,it’s,N/A\r\n".encode(),
            b"12,caf\xe9,2024-02-30\r\n",
            b"13, spaced ,2024-01-13\r",
            b"Note: estimated,,\r\n",
            b"x,y,z\r\n",
        ]
    ),
    max_size=30,
)


# How often the lines are repeated, and the size of the pieces in bytes. What an open quote holds is read again with
# each piece: a long file in small ones takes minutes and tells no more than a short one.
CUTS = st.sampled_from([*((1, chunk) for chunk in (1, 2, 3, 7, 64, 1000, 4096)), (40, 997), (40, 4096)])


@given(lines=LINES, cut_into=CUTS)
def test_the_result_does_not_depend_on_how_the_file_is_cut(
    tmp_path: Path, lines: list[bytes], cut_into: tuple[int, int]
) -> None:
    repeat, chunk = cut_into
    data = b"id,name,day\r\n" + b"".join(lines) * repeat
    small = HowRead(head_bytes=256, header_block=64)

    whole = check(tmp_path, data, reading=small)
    cut = check(tmp_path, data, chunk=chunk, reading=small)

    assert cut == whole


CELLS = st.one_of(
    st.sampled_from(["", "", "1", "-0", "007", "1.", "+.5", "1e9", "12,5", "1,234", "$5", "7 %", "(3)", "TRUE"]),
    st.sampled_from(["2024-02-30", "2024-02-29", "0000-01-01", "2024-1-2", "1/2/24", "2 Jan 2024", "23:59:59"]),
    st.sampled_from(["2024-01-01 00:00:00", "2024-02-30 00:00:00", "2024-01-01T10:00Z", "24:00", "N/A", "-", "ditto"]),
    st.sampled_from([" 5", "x ", "\t", " \u00a0", "é", "9" * 18, "9" * 19, "-" + "9" * 19, "w\nw", "1\n", "may", '"']),
    st.text(string.printable + "é\u00a0", max_size=6),
)


@given(cells=st.lists(CELLS, max_size=40), cut=st.integers(0, 40))
def test_cells_are_told_apart_alike_one_by_one_and_in_columns(cells: list[str], cut: int) -> None:
    def profile(few: int) -> ColumnProfile:
        found = ColumnProfile("c", few_cells=few)
        for first, block in ((2, cells[:cut]), (2 + cut, cells[cut:])):
            found.add(pl.Series(block, dtype=pl.String), RowNumbers(first))
        found.firsts = {kind: sorted(places) for kind, places in found.firsts.items()}
        return found

    assert profile(1000) == profile(0)


@given(data=st.binary(max_size=300) | st.text(string.printable + "é\ufeff\x00", max_size=200).map(str.encode))
def test_any_bytes_are_checked_without_a_fault_of_ours(tmp_path: Path, data: bytes) -> None:
    result = check(tmp_path, data)

    assert result.size == len(data)
    assert sum(result.counts.values()) >= len(result.findings)
    assert all(finding.row is None or finding.row >= 1 for finding in result.findings)


@given(
    tokens=st.lists(st.sampled_from(['"', ",", "\r\n", "\n", "a", " ", '""', ',"', '",', "b"]), max_size=25),
    width=st.integers(1, 3),
)
def test_reading_quickly_and_carefully_gives_the_same(tmp_path: Path, tokens: list[str], width: int) -> None:
    data = (",".join(f"c{n}" for n in range(width)) + "\r\n" + "".join(tokens)).encode()
    quick = check(tmp_path, data, reading=HowRead(header_block=4))
    careful = check(tmp_path, data, reading=HowRead(header_block=4, quickly=False))

    assert quick == careful


@given(
    table=tables(),
    ends=st.sampled_from(["\n", "\r\n", "\r"]),
    mark=st.sampled_from([b"", b"\xef\xbb\xbf"]),
    tail=st.integers(0, 3),
)
def test_a_mended_table_keeps_the_guideline_and_its_values(
    tmp_path: Path, table: tuple[list[str], list[list[str]]], ends: str, mark: bytes, tail: int
) -> None:
    header, records = table
    spoilt = [f"{name} !" for name in header]
    quoting = csv.QUOTE_ALL if ends == "\r" else csv.QUOTE_MINIMAL
    data = mark + written(spoilt, records, lineterminator=ends, quoting=quoting) + ends.encode() * tail
    original, target = tmp_path / "spoilt.csv", tmp_path / "mended.csv"
    original.write_bytes(data)

    done = repair(original, target, rename_header=suggest_names(tuple(spoilt)))

    result = check_file(target)
    assert [finding.code for finding in result.findings] == []
    assert result.size == done.size
    assert done.trailing_empty == tail
    with target.open(encoding="utf-8", newline="") as file:
        assert list(csv.reader(file)) == [header, *records]
    assert original.read_bytes() == data


@given(data=st.binary(max_size=200))
def test_mending_any_bytes_writes_all_or_nothing(tmp_path: Path, data: bytes) -> None:
    original, target = tmp_path / "any.csv", tmp_path / "mended.csv"
    target.unlink(missing_ok=True)
    original.write_bytes(data)
    try:
        repair(original, target)
    except RepairRefused:
        assert not target.exists()
    else:
        assert target.exists()
    assert original.read_bytes() == data
    assert {path.name for path in tmp_path.iterdir()} <= {"any.csv", "mended.csv"}
