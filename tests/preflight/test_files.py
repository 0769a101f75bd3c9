"""Files of other names than .csv, files that are none, files that change, and files of nearly nothing."""

import gzip
import hashlib
import os
import socket
from pathlib import Path

import pytest

from bcdc_desktop.file_operations import open_regular
from bcdc_desktop.preflight.csv_check import check_file
from bcdc_desktop.preflight.file_content import FileContent
from bcdc_desktop.preflight.repair import RepairRefused, repair, suggest_names

TABLE = b"id,name\r\n1,x\r\n2,y\r\n3\r\n"
TABS = TABLE.replace(b",", b"\t")
ENDLESS = ["pipe", "socket", "device", "link to a device"] if hasattr(os, "mkfifo") else []  # Windows has none


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.csv", TABLE), ("a.CSV", TABLE), ("a.tsv", TABS), ("a.tab", TABS), ("a", TABLE), ("a", TABS),
        ("a.csv.gz", gzip.compress(TABLE, mtime=0)), ("a.tsv.gz", gzip.compress(TABS, mtime=0)),
    ],
)  # fmt: skip
def test_tables_of_other_names_are_looked_into(tmp_path: Path, name: str, data: bytes) -> None:
    (tmp_path / name).write_bytes(data)

    result = check_file(tmp_path / name)

    assert {one.code for one in result.findings} - {"delimiter"} == {"ragged-row"}
    assert ("delimiter" in result.code_counts) == (name == "a" and data == TABS)
    assert (result.columns, result.rows, result.encoding) == (("id", "name"), 3, "utf-8")
    assert (result.size, result.sha256) == (len(data), hashlib.sha256(data).hexdigest())


@pytest.mark.parametrize(
    ("name", "data"),
    [("a.tab", b"!table\r\n!version 300\r\n\r\nDefinition Table\r\n"), ("README", b"Some words,\nof no table.\n")],
)
def test_what_is_no_table_is_not_read_as_one(tmp_path: Path, name: str, data: bytes) -> None:
    (tmp_path / name).write_bytes(data)
    result = check_file(tmp_path / name)
    assert (result.findings, result.schema, result.encoding) == ((), None, None)


def test_a_packed_table_in_another_encoding(tmp_path: Path) -> None:
    text = "id,name\r\n1,Québec\r\n2,Trois-Rivières\r\n".encode("cp1252")
    (tmp_path / "a.csv.gz").write_bytes(gzip.compress(text))
    assert check_file(tmp_path / "a.csv.gz").encoding == "cp1252"
    with pytest.raises(RepairRefused):
        repair(tmp_path / "a.csv.gz", tmp_path / "b.csv")
    assert not (tmp_path / "b.csv").exists()


@pytest.mark.parametrize("spoil", [lambda data: data[:-20], lambda data: data[:40] + b"\0\0\0\0" + data[44:]])
def test_a_packed_file_that_is_damaged(tmp_path: Path, spoil: object) -> None:
    data = gzip.compress(TABLE * 1000, compresslevel=1)
    (tmp_path / "a.csv.gz").write_bytes(spoil(data))  # type: ignore[operator]
    assert "damaged-archive" in check_file(tmp_path / "a.csv.gz").code_counts


def test_a_packed_file_is_not_unpacked_without_end(tmp_path: Path) -> None:
    (tmp_path / "a.csv.gz").write_bytes(gzip.compress(b"x" * 1_000_000))
    with open_regular(tmp_path / "a.csv.gz") as file:
        content = FileContent(tmp_path / "a.csv.gz", file, most_unpacked=100_000)
        assert len(content.read(60_000)) == 60_000
        assert (len(content.read(60_000)), content.cut) == (40_000, False)
        assert (content.read(1), content.cut) == (b"", True)


@pytest.mark.parametrize("kind", [*ENDLESS, "folder"])
def test_what_has_no_end_is_refused_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str) -> None:
    path = tmp_path / "a.csv"
    if kind == "folder":
        path.mkdir()
        with pytest.raises(IsADirectoryError):
            check_file(path)
        return
    with socket.socket(socket.AF_UNIX) as one:
        if kind == "pipe":
            os.mkfifo(path)
        elif kind == "socket":
            monkeypatch.chdir(tmp_path)  # the name of a socket may not be long
            one.bind("a.csv")
        elif kind == "device":
            path = Path("/dev/zero")
        else:
            path.symlink_to("/dev/zero")
        with pytest.raises(OSError, match="pipe"):
            check_file(path)
        with pytest.raises(OSError, match="pipe"):
            repair(path, tmp_path / "b.csv")


def test_a_file_that_grows_is_read_up_to_its_size_and_said_to_have_changed(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"id,name\r\n" + b"1,lake\r\n" * 500_000)
    size = path.stat().st_size

    def grow(done: int, _size: int) -> None:
        with path.open("ab") as file:
            file.write(b"2,more\r\n" * 1000)

    result = check_file(path, on_progress=grow)

    assert result.size == size
    assert "file-changed" in result.code_counts
    assert result.rows == 500_000


def test_a_file_of_holes(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    with path.open("wb") as file:
        file.write(TABLE)
        file.truncate(30_000_000)
    assert check_file(path).has_errors


@pytest.mark.parametrize(
    ("name", "example"),
    [("日本語.csv", "ri-ben-yu.csv"), ("озёра.csv", "oziora.csv"), ("Sḵwx̱wú7mesh.csv", None), ("forêt d'été.csv", None),
     ("lakes 2024.csv", None), ("___.csv", None)],
)  # fmt: skip
def test_a_name_of_which_ckan_would_leave_nothing(tmp_path: Path, name: str, example: str | None) -> None:
    (tmp_path / name).write_bytes(b"a,b\r\n1,2\r\n")
    messages = [one.message for one in check_file(tmp_path / name).findings]
    assert len(messages) == (1 if example else 0)
    if example:
        assert "“.csv”" in messages[0]
        assert messages[0].rstrip(".").endswith(".csv")


def test_millions_of_empty_lines_are_counted_like_few(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    for number in (1, 150, 200, 201, 400, 401, 1000):
        path.write_bytes(b"a,b\r\n1,2\r\n" + b"\r\n" * number + b"3,4\r\n")
        result = check_file(path)
        assert result.code_counts == {"blank-line": number}
        assert [one.row for one in result.findings] == list(range(3, 3 + min(number, 100)))
    path.write_bytes(b"a,b\r\n1,2\r\n" + b"\n" * 3_000_000)
    result = check_file(path)
    assert (result.rows, set(result.code_counts)) == (1, {"blank-line", "trailing-empty-lines", "line-ends"})
    done = repair(path, tmp_path / "b.csv")
    assert (done.trailing_empty, (tmp_path / "b.csv").read_bytes()) == (3_000_000, b"a,b\r\n1,2\r\n")


@pytest.mark.parametrize("number", [1, 99, 100, 101, 300_000])
def test_a_file_of_nothing_but_its_header_is_counted_as_any(tmp_path: Path, number: int) -> None:
    """In time that grows with the file as for any other: some kilobytes of gzip are gigabytes of copies."""
    (tmp_path / "a.csv.gz").write_bytes(gzip.compress(b"a,b\r\n1,2\r\n" + b"a,b\r\n a ,b\r\nA,b\r\na,\r\n" * number))
    result = check_file(tmp_path / "a.csv.gz")
    assert result.code_counts["header-repeated"] == 2 * number
    listed = [one.row for one in result.findings if one.code == "header-repeated"]
    assert listed == [row for n in range(min(number, 50)) for row in (3 + 4 * n, 4 + 4 * n)]


def test_a_table_far_below_empty_lines_is_never_lost(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"\r\n" * 100_000 + TABLE)
    assert [one.code for one in check_file(path).findings] == ["empty-file"]
    with pytest.raises(RepairRefused):
        repair(path, tmp_path / "b.csv")


def test_a_packed_file_that_cannot_be_unpacked_is_not_called_empty(tmp_path: Path) -> None:
    (tmp_path / "a.csv.gz").write_bytes(b"id,name\r\n1,x\r\n")
    assert set(check_file(tmp_path / "a.csv.gz").code_counts) == {"damaged-archive"}


def test_names_for_very_many_columns_are_made_in_time_that_grows_with_them(tmp_path: Path) -> None:
    names = suggest_names(("a",) * 30_000)  # took hours when each name was compared with all before it
    assert len(names) == 29_999
    assert len({name.casefold() for name in names.values()}) == 29_999


def test_a_line_separator_within_a_cell_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes("id,name\r\n1,a\u2028b\r\n".encode())
    assert "invisible-character" in check_file(tmp_path / "a.csv").code_counts
