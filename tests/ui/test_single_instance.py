"""A second start hands over what it was to open; nothing else that may come is taken."""

import json
import uuid
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QObject, QUrl
from PySide6.QtNetwork import QLocalSocket

from bcdc_desktop.ui.pasted_files import handed_over, has_virtual_files, pasted_table
from bcdc_desktop.ui.single_instance import OpenRequest, SingleInstance, hand_over, server_name
from helpers.dragging import offered_files


@pytest.fixture
def name(tmp_path: Path) -> str:
    return server_name(tmp_path / uuid.uuid4().hex)


@pytest.fixture
def first(qapp, name: str):
    owner = QObject()
    instance = SingleInstance(name, owner)
    asked: list[OpenRequest] = []
    instance.asked.connect(asked.append)
    instance.heard = asked
    yield instance
    owner.deleteLater()


def sent(qtbot, name: str, data: bytes) -> QLocalSocket:
    socket = QLocalSocket()
    socket.connectToServer(name)
    qtbot.waitUntil(lambda: socket.state() is QLocalSocket.LocalSocketState.ConnectedState)
    socket.write(data)
    return socket


def test_without_a_first_instance_nothing_is_handed_over(qapp, name: str) -> None:
    assert not hand_over(name, OpenRequest())


def test_a_request_arrives_as_it_was_sent(qtbot, first: SingleInstance, name: str, tmp_path: Path) -> None:
    request = OpenRequest((str(tmp_path / "日本 é.csv"),), "bcdc://catalogue.example/dataset/x", "practice")
    socket = sent(qtbot, name, request.to_bytes())
    qtbot.waitUntil(lambda: first.heard == [request])
    qtbot.waitUntil(lambda: socket.bytesAvailable() > 0)
    assert socket.readAll().data() == b"taken"


@pytest.mark.parametrize(
    "data",
    [
        b"", b"\n", b"nonsense\n", b"[]\n", b"{}\n",
        json.dumps({"files": "x", "link": "", "profile": ""}).encode() + b"\n",
        json.dumps({"files": ["/x"] * 5000, "link": "", "profile": ""}).encode() + b"\n",
        json.dumps({"files": [], "link": "a\nb", "profile": ""}).encode() + b"\n",
        json.dumps({"files": [], "link": "x" * 9000, "profile": ""}).encode() + b"\n",
        json.dumps({"files": [3], "link": "", "profile": None}).encode() + b"\n",
        b"[" * 100_000 + b"\n", b"\xff\xfe\n",
    ],
    ids=lambda data: str(data[:30]),
)  # fmt: skip
def test_what_is_no_request_is_not_taken(data: bytes) -> None:
    assert OpenRequest.of_bytes(data) is None


def test_paths_without_a_root_are_dropped() -> None:
    data = json.dumps({"files": ["x.csv", "../y.csv"], "link": "", "profile": ""}).encode()
    assert OpenRequest.of_bytes(data) == OpenRequest()


def test_what_never_ends_is_cut_off(qtbot, first: SingleInstance, name: str) -> None:
    socket = sent(qtbot, name, b"x" * (1 << 21))
    qtbot.waitUntil(lambda: socket.state() is QLocalSocket.LocalSocketState.UnconnectedState)
    assert first.heard == []


def test_words_are_files_or_a_link(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.chdir(tmp_path)
    found = OpenRequest.of_arguments(["a.csv", "bcdc://x.example/dataset/y"], "test")
    assert found == OpenRequest((str(tmp_path / "a.csv"),), "bcdc://x.example/dataset/y", "test")


# the clipboard


def mime(text: str = "", *formats: str, file: str = "") -> QMimeData:
    data = QMimeData()
    if text:
        data.setText(text)
    for one in formats:
        data.setData(one, b"x")
    if file:
        data.setUrls([QUrl.fromLocalFile(file)])
    return data


NAMES = 'application/x-qt-windows-mime;value="FileGroupDescriptorW"'
SPREADSHEET = 'application/x-qt-windows-mime;value="XML Spreadsheet"'


@pytest.mark.parametrize(
    ("data", "table"),
    [
        (mime("lake\tdepth\nAtlin, the\t283\n"), 'lake,depth\r\n"Atlin, the",283\r\n'),
        (mime('a\tb\r\n"two\nlines"\t1\r\n\r\n'), 'a,b\r\n"two\nlines",1\r\n'),
        (mime("only\none\n", SPREADSHEET), "only\r\none\r\n"),
        (mime("only\none\n"), ""),
        (mime("a\tb\nc\n"), ""),
        (mime("a\tb\n"), ""),
        (mime(""), ""),
        (mime("a\tb\n1\t2\n", file="/tmp/x.csv"), ""),
    ],
)
def test_cells_in_the_clipboard_are_a_table(qapp, data: QMimeData, table: str) -> None:
    assert pasted_table(data) == table


def test_attachments_are_taken_with_their_names(qapp) -> None:
    data = offered_files(("Débits (1).csv", b"a,b\n", b"\0\0\0"), ("zip\\empty.csv", b"", b""), folder="zip")
    assert has_virtual_files(data)
    assert handed_over(data) == [("Débits (1).csv", b"a,b\n"), ("zip\\empty.csv", b"")]


@pytest.mark.parametrize(
    "data",
    [offered_files(("a.csv", b"1", b""), ("message.msg", None, b"")), mime("", NAMES), mime("text")],
    ids=["one is not handed over", "damaged", "none"],
)
def test_files_that_are_not_all_handed_over_are_not_taken(qapp, data: QMimeData) -> None:
    assert handed_over(data) == []


def test_more_than_fits_into_memory_is_not_asked_for(qapp) -> None:
    data = offered_files(("a.csv", b"1", b""))
    names = bytearray(data.data(NAMES).data())
    names[4 + 64 : 4 + 68] = (1).to_bytes(4, "little")  # 4 GiB
    data.setData(NAMES, bytes(names))
    assert handed_over(data) == []
    data.setData(NAMES, (1 << 31).to_bytes(4, "little") + bytes(names[4:]))
    assert handed_over(data) == []


def test_files_inside_another_program_are_recognised(qapp) -> None:
    outlook = 'application/x-qt-windows-mime;value="FileGroupDescriptorW"'
    assert has_virtual_files(mime("", outlook))
    assert not has_virtual_files(mime("", outlook, file="/tmp/x.csv"))
    assert not has_virtual_files(mime("text"))
