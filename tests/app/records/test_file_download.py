"""Given a resource's file, when it is downloaded, then it is there whole under its name, or nothing is."""

import os
import shutil
import stat
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from bcdc_desktop.app.progress import CancelToken, Progress
from bcdc_desktop.app.records.file_download import FileDownload, FileExists, opened_file, proposed_name
from bcdc_desktop.app.workspace import Workspace
from bcdc_desktop.catalogue import errors
from bcdc_desktop.domain.package import Resource
from helpers.file_site import File, FileSite, serving_files

BODY = b"station,level\n" + b"".join(b"lake %d,%d\n" % (n, n) for n in range(60_000))


@pytest.fixture
def site() -> Iterator[FileSite]:
    with serving_files() as site:
        yield site


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    found = tmp_path / "downloads"
    found.mkdir()
    return found


@pytest.fixture
def begin(practice: Any, site: FileSite, folder: Path) -> Callable[..., FileDownload]:
    """A download of a link that is answered like this."""
    workspace = practice.workspace()

    def make(file: File, name: str = "a.csv", **more: Any) -> FileDownload:
        site.files[f"/{name}"] = file
        resource = Resource({"id": "r", "url": f"{site.url}/{name}", "format": "csv"})
        return FileDownload(workspace, resource, folder / name, pauses=(0.0, 0.0), **more)

    return make


def names(folder: Path) -> list[str]:
    return sorted(p.name for p in folder.iterdir())


@pytest.mark.parametrize("length", [True, False])
def test_a_file_is_there_whole(begin: Callable[..., FileDownload], folder: Path, length: bool) -> None:
    told: list[Progress] = []
    file = File(BODY, headers={} if length else {"Content-Length": None})
    assert begin(file).run(report=told.append).read_bytes() == BODY
    assert names(folder) == ["a.csv"]
    assert (told[-1].done, told[-1].total, told[-1].bytes) == (len(BODY), len(BODY) if length else None, True)


@pytest.mark.parametrize("ranges", [True, False])
def test_what_breaks_off_goes_on_by_itself(
    begin: Callable[..., FileDownload], site: FileSite, folder: Path, ranges: bool
) -> None:
    download = begin(File(BODY, cut=300_000, cuts=2, ranges=ranges))
    assert download.run().read_bytes() == BODY
    assert site.asked[0][2] is None
    assert site.asked[1][2] == f"bytes={262144 - 64}-"
    assert names(folder) == ["a.csv"]


def test_it_goes_on_when_it_is_tried_again(begin: Callable[..., FileDownload], site: FileSite, folder: Path) -> None:
    download = begin(File(BODY, cut=300_000, cuts=1))
    site.files["/a.csv"].cuts = 1000
    site.files["/a.csv"].cut = 100
    with pytest.raises(errors.Offline):
        download.run()
    assert download.target.name not in names(folder)
    site.files["/a.csv"].cuts = 0
    assert download.run().read_bytes() == BODY


OLD = "Mon, 02 Mar 2026 08:00:00 GMT"


@pytest.mark.parametrize(
    "headers", [{}, {"ETag": None, "Last-Modified": OLD}, {"ETag": None}], ids=["mark", "time", "neither"]
)
@pytest.mark.parametrize("ranges", [True, False])
def test_a_file_that_was_replaced_begins_anew(
    begin: Callable[..., FileDownload], site: FileSite, folder: Path, headers: dict[str, str | None], ranges: bool
) -> None:
    download = begin(File(BODY, cut=300_000, cuts=1, ranges=ranges, headers=headers))
    other = BODY[:280_000] + BODY[280_000:].replace(b"lake", b"pond")

    def replaced(progress: Progress) -> None:
        if progress.done == 262_144:
            newer = {"Last-Modified": OLD.replace("08", "09")} if "Last-Modified" in headers else {}
            site.files["/a.csv"] = File(other, ranges=ranges, mark='"2"', headers=headers | newer)

    assert download.run(report=replaced).read_bytes() == other
    assert names(folder) == ["a.csv"]


def test_nothing_is_left_of_what_was_cancelled(begin: Callable[..., FileDownload], folder: Path) -> None:
    token = CancelToken()
    with pytest.raises(errors.Cancelled):
        begin(File(BODY, endless=True)).run(token, lambda _progress: token.cancel())
    assert names(folder) == []


def test_a_file_that_is_there_stays(begin: Callable[..., FileDownload], folder: Path) -> None:
    mine = folder / "a.csv"
    mine.write_text("mine")
    with pytest.raises(FileExists):
        begin(File(BODY)).run()
    assert (mine.read_text(), names(folder)) == ("mine", ["a.csv"])
    begin(File(BODY), overwrite=True).run()
    assert mine.read_bytes() == BODY


def test_a_failure_leaves_the_file_that_was_to_be_replaced(begin: Callable[..., FileDownload], folder: Path) -> None:
    (folder / "a.csv").write_text("mine")
    with pytest.raises(errors.NotFound):
        begin(File(status=404), overwrite=True).run()
    assert (folder / "a.csv").read_text() == "mine"


def test_a_sign_in_page_is_no_file(begin: Callable[..., FileDownload], folder: Path) -> None:
    page = b"<!doctype html><title>Sign in</title>"
    with pytest.raises(errors.ServerFault, match="web page"):
        begin(File(page)).run()
    assert "a.csv" not in names(folder)
    begin(File(page), name="a.html").run()
    assert "a.html" in names(folder)


def test_there_has_to_be_room(
    begin: Callable[..., FileDownload], folder: Path, site: FileSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    usage = shutil.disk_usage(folder)
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: usage._replace(free=1 << 26))
    with pytest.raises(OSError, match="free space"):
        begin(File(BODY)).run()
    assert names(folder) == []


def test_an_empty_file_is_a_file(begin: Callable[..., FileDownload]) -> None:
    assert begin(File(b"")).run().read_bytes() == b""


@pytest.mark.parametrize(
    ("raw", "name"),
    [
        ({"url": "https://x.example/a%20b.csv"}, "a b.csv"),
        ({"url": "https://x.example/..%2F..%2Fetc%2Fpasswd", "name": "Levels", "format": "csv"}, "Levels.csv"),
        ({"url": "https://x.example/", "name": "Lakes/2024", "format": "xlsx"}, "2024.xlsx"),
        ({"url": "https://x.example/evil\u202evsc.exe"}, "evilvsc.exe"),
        ({"url": "https://x.example/CON.csv"}, "_CON.csv"),
        ({"url": "https://x.example/page", "name": "", "format": ""}, "page"),
    ],
)
def test_the_name_that_is_proposed_is_ours(raw: dict[str, str], name: str) -> None:
    assert proposed_name(Resource({"id": "r", **raw})) == name


def test_what_is_opened_goes_to_a_private_folder_and_not_for_ever(practice: Any) -> None:
    workspace: Workspace = practice.workspace()
    resource = Resource({"id": "r", "url": "https://x.example/a.csv"})
    first = opened_file(workspace, resource)
    second = opened_file(workspace, resource)
    assert (first.name, second.name) == ("a.csv", "a.csv")
    assert first.parent != second.parent
    if sys.platform != "win32":
        assert stat.S_IMODE(first.parent.stat().st_mode) == 0o700
    os.utime(first.parent, (1, 1))
    opened_file(workspace, resource)
    assert (first.parent.exists(), second.parent.exists()) == (False, True)
