"""Mendings write a new file, change only what was asked for, and leave the original alone."""

from pathlib import Path

import pytest

from bcdc_desktop.preflight.findings import CheckCancelled
from bcdc_desktop.preflight.repair import RepairRefused, repair, suggest_names


def mended(folder: Path, data: bytes, **options: object) -> bytes:
    original = folder / "a.csv"
    original.write_bytes(data)
    repair(original, folder / "b.csv", **options)
    assert original.read_bytes() == data
    return (folder / "b.csv").read_bytes()


def test_everything_at_once(tmp_path: Path) -> None:
    data = "lake name,town\n1,Québec\n\n,\n".encode("cp1252")

    assert mended(tmp_path, data, rename_header={"lake name": "lake_name"}) == (
        "lake_name,town\r\n1,Québec\r\n".encode()
    )


def test_only_what_is_asked_for(tmp_path: Path) -> None:
    data = b"\xef\xbb\xbfa,b\n1,2\n\n"
    nothing = {"encoding": False, "line_ends": False, "trailing_empty": False}

    assert mended(tmp_path, data, **nothing) == data
    assert mended(tmp_path, data, **nothing | {"encoding": True}) == b"a,b\n1,2\n\n"
    assert mended(tmp_path, data, **nothing | {"line_ends": True}) == b"\xef\xbb\xbfa,b\r\n1,2\r\n\r\n"
    assert mended(tmp_path, data, **nothing | {"trailing_empty": True}) == b"\xef\xbb\xbfa,b\n1,2\n"


def test_line_breaks_inside_quotes_and_empty_lines_inside_the_table_stay(tmp_path: Path) -> None:
    assert mended(tmp_path, b'a,b\n1,"x\ny"\n\n2,z\n') == b'a,b\r\n1,"x\ny"\r\n\r\n2,z\r\n'


def test_header_cells_are_renamed_by_name_or_position(tmp_path: Path) -> None:
    assert mended(tmp_path, b"a,,a\r\n1,2,3\r\n", rename_header={2: "b", 3: "c"}) == b"a,b,c\r\n1,2,3\r\n"
    assert suggest_names(("Lake name", "", "x", "X", "2nd")) == {
        "Lake name": "Lake_name", 2: "column_2", 4: "X_2", "2nd": "c_2nd",
    }  # fmt: skip


def test_what_cannot_be_done_safely_is_refused_and_nothing_is_written(tmp_path: Path) -> None:
    original, target = tmp_path / "a.csv", tmp_path / "b.csv"
    original.write_bytes(b'a,b\n1,"open\n2,x\n')
    with pytest.raises(RepairRefused, match="quote"):
        repair(original, target)
    with pytest.raises(RepairRefused, match="another name"):
        repair(original, original)
    original.write_bytes(b"a,b\n1,\xe9\n")
    with pytest.raises(RepairRefused, match="UTF-8"):
        repair(original, target, encoding=False)
    with pytest.raises(CheckCancelled):
        repair(original, target, cancelled=lambda: True)
    with pytest.raises(FileNotFoundError):
        repair(tmp_path / "gone.csv", target)

    assert [path.name for path in tmp_path.iterdir()] == ["a.csv"]
