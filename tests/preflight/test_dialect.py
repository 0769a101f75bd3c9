"""Delimiters and line ends that Excel, old Macs and careless programs write; fixing reads them as checking does."""

import csv
from pathlib import Path

import pytest

from bcdc_desktop.preflight.csv_check import CheckResult, check_file, check_in_chunks
from bcdc_desktop.preflight.line_ends import lines_with_ends, normalized
from bcdc_desktop.preflight.repair import repair, suggest_names


def check(folder: Path, data: bytes) -> CheckResult:
    path = folder / "a.csv"
    path.write_bytes(data)
    return check_file(path)


def fixed(folder: Path, data: bytes, **options: object) -> bytes:
    check(folder, data)
    repair(folder / "a.csv", folder / "b.csv", **options)
    return (folder / "b.csv").read_bytes()


@pytest.mark.parametrize("line", ["sep=;", '"sep=;"', "SEP=;", "sep=; "])
def test_the_line_that_tells_excel_the_delimiter_is_no_record(tmp_path: Path, line: str) -> None:
    data = f"{line}\r\nstation;depth;note, if any\r\nA1;3;ok\r\nA2;4;ok\r\n".encode()

    result = check(tmp_path, data)

    assert (result.delimiter, result.columns, result.rows) == (";", ("station", "depth", "note, if any"), 2)
    assert (result.header_row, result.has_errors) == (2, False)
    assert [(f.code, f.row) for f in result.findings if f.severity == "warning"] == [
        ("delimiter", None), ("separator-line", 1), ("header-spaces", 2),
    ]  # fmt: skip
    assert fixed(tmp_path, data, rename_header=suggest_names(result.columns)) == (
        b"station;depth;note_if_any\r\nA1;3;ok\r\nA2;4;ok\r\n"
    )


@pytest.mark.parametrize(
    "data", [b"sep=\r\na,b\r\n1,2\r\n", b"sep=ab\r\n1\r\n", b"separate=;\r\n1\r\n", b"sep\r\n1\r\n"]
)
def test_what_only_begins_like_it_is_a_record(tmp_path: Path, data: bytes) -> None:
    assert "separator-line" not in check(tmp_path, data).code_counts


def test_other_delimiters_that_the_line_names(tmp_path: Path) -> None:
    result = check(tmp_path, b"sep=^\r\na^b\r\n1^2,5\r\n")
    assert (result.columns, result.delimiter, result.rows) == (("a", "b"), "^", 1)


@pytest.mark.parametrize("end", [b"\r\n", b"\n", b"\r", b"\r\r\n"])
@pytest.mark.parametrize("extra", range(-3, 4))
def test_a_header_of_any_length_is_one_record(tmp_path: Path, end: bytes, extra: int) -> None:
    names = [f"column_{number:06}_{'x' * 130}" for number in range(400)]
    names.append("x" * (65536 - len(",".join(names)) - 1 + extra))
    data = b"".join(",".join(row).encode() + end for row in (names, ["1"] * 401, ["2"] * 401))

    result = check(tmp_path, data)

    assert (result.rows, len(result.columns)) == (2, 401)
    assert {finding.code for finding in result.findings} <= {"line-ends"}
    for chunk in (1000, 65536, 65537):
        assert check_in_chunks(tmp_path / "a.csv", chunk) == result


def test_doubled_returns_are_line_ends_and_no_empty_lines(tmp_path: Path) -> None:
    data = b"a,b\r\r\n" + b"".join(b'%d,"x\r\ny"\r\r\n' % number for number in range(3000))

    result = check(tmp_path, data)

    assert result.rows == 3000
    assert [(f.severity, f.code, f.value) for f in result.findings] == [("warning", "line-ends", "CR CR LF")]
    assert fixed(tmp_path, data) == data.replace(b"\r\r\n", b"\r\n")
    assert fixed(tmp_path, data, line_ends=False) == data


def test_a_fix_reads_the_table_as_the_check_does(tmp_path: Path) -> None:
    """More commas than semicolons in the header, quotes inside fields, and quoted delimiters at the end."""
    data = b'"Name (last, first, middle)";Year\n"A, b, c";2001\n6" pipe;2002\n7" pipe;2003\n;\n'
    result = check(tmp_path, data)
    assert (result.delimiter, result.rows) == (";", 3)
    names = suggest_names(result.columns)
    assert fixed(tmp_path, data, rename_header=names) == (
        b'Name_last_first_middle;Year\r\n"A, b, c";2001\r\n6" pipe;2002\r\n7" pipe;2003\r\n'
    )


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_a_fixed_copy_has_the_same_cells(tmp_path: Path, delimiter: str) -> None:
    records = [["a", "b, c; d | e\tf", "g"], *([f"{n}, {n}; {n}", 'say "x"', "1\n2"] for n in range(50))]
    with (tmp_path / "a.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, delimiter=delimiter, lineterminator="\n").writerows(records)
    data = (tmp_path / "a.csv").read_bytes()

    text = fixed(tmp_path, data).decode()

    assert list(csv.reader(text.splitlines(keepends=True), delimiter=check(tmp_path, data).delimiter)) == records


@pytest.mark.parametrize("size", range(1, 9))
def test_line_ends_are_the_same_however_the_text_is_cut(size: int) -> None:
    data = b"a\r\r\nb\r\n\r\r\r\nc\rd\n\r\r\n\r\re\r"
    pieces = [data[at : at + size] for at in range(0, len(data), size)]
    for kind in ("lines", "returns", "doubled"):
        assert b"".join(normalized(pieces, kind)) == b"".join(normalized([data], kind))
        assert list(lines_with_ends(pieces, kind)) == list(lines_with_ends([data], kind))
        assert b"".join(lines_with_ends(pieces, kind)) == data


@pytest.mark.parametrize(("name", "told"), [("a.tsv", True), ("a.TAB", True), ("a.csv", False)])
def test_a_table_of_commas_that_is_named_as_one_of_tabs_is_told_its_extension(
    tmp_path: Path, name: str, told: bool
) -> None:
    (tmp_path / name).write_bytes(b"lake,depth\r\nAtlin,283\r\n")
    found = [one.message for one in check_file(tmp_path / name).findings if one.code == "delimiter"]
    assert [".csv" in message for message in found] == [True] * told
