"""Folders stand for the files in them, as far as anybody would want to publish those."""

from pathlib import Path

import pytest

from bcdc_desktop.app.uploads.file_walk import matches, walk
from helpers.system import link_to_folder


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    names = ["b.csv", "a.CSV", "deep/er/c.csv", "deep/d.pdf", ".git/config", ".hidden.csv", "Thumbs.db", "~$a.xlsx"]
    for name in [*names, "deep/__MACOSX/x.csv", "deep/desktop.ini"]:
        path = tmp_path / "data" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"id\r\n")
    return tmp_path / "data"


def test_a_folder_stands_for_what_is_in_it_and_below(folder: Path) -> None:
    walked = walk([folder])
    assert [file.inside for file in walked.files] == ["a.CSV", "b.csv", "deep/d.pdf", "deep/er/c.csv"]
    assert {file.size for file in walked.files} == {4}
    assert [file.kind for file in walked.files] == ["csv", "csv", "pdf", "csv"]
    assert not walked.beyond


def test_a_file_that_is_given_itself_is_taken_whatever_it_is_called(folder: Path) -> None:
    walked = walk([folder / ".hidden.csv", folder / "deep"], include=["*.csv"])
    assert [(file.path.name, file.inside) for file in walked.files] == [(".hidden.csv", ""), ("c.csv", "er/c.csv")]


def test_a_file_that_is_named_twice_is_one_file(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder.parent)
    walked = walk([folder, folder / "b.csv", Path("data/b.csv"), Path("data/deep")])
    assert [file.inside for file in walked.files] == ["a.CSV", "b.csv", "deep/d.pdf", "deep/er/c.csv"]


def test_filters_see_the_name_and_the_path(folder: Path) -> None:
    assert [f.inside for f in walk([folder], include=["*.csv"], exclude=["deep/*"]).files] == ["a.CSV", "b.csv"]
    assert matches("Deep/Er/C.csv", ["deep/*"])
    assert not matches("deep/c.csv", ["*.pdf", "*.xlsx"])


def test_a_whole_disk_is_not_one_drop(folder: Path) -> None:
    walked = walk([folder], limit=2)
    assert (len(walked.files), walked.beyond) == (2, True)
    assert not walk([folder], limit=4).beyond


def test_walking_stops_when_asked(folder: Path) -> None:
    assert walk([folder], cancelled=lambda: True).files == ()


def test_a_link_to_a_folder_above_does_not_go_round(folder: Path) -> None:
    link_to_folder(folder / "loop", folder)
    assert len(walk([folder]).files) == 4


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    (gone,) = walk([tmp_path / "gone.csv"]).files
    assert gone.size == 0
