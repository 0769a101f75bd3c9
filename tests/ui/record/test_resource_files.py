"""Given a resource on screen, when someone wants to see its file, then its first rows, or the whole file, are there."""

import io
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import QProcess, Qt
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog

from bcdc_desktop.app.records.attachments import Attachment, attach
from bcdc_desktop.catalogue.revise import Revision
from bcdc_desktop.ui import opening
from bcdc_desktop.ui.record.file_preview import FilePreviewDialog
from bcdc_desktop.ui.window import MainWindow
from helpers.file_site import File, FileSite, serving_files
from helpers.sample_record import LINK

LONG = b"station,level\n" + b"".join(b"lake %d,%d\n" % (n, n) for n in range(100_000))


@pytest.fixture
def site() -> Iterator[FileSite]:
    with serving_files() as site:
        yield site


@pytest.fixture
def shown(window: MainWindow, server, record, show_record, site, qtbot) -> Callable[..., MainWindow]:
    """The window with a record on screen whose only resource links to a file that is answered like this."""

    def show(file: File, name: str = "levels.csv", **fields: object) -> MainWindow:
        site.files[f"/{name}"] = file
        link = {**LINK, "id": "0b5e1c4e-0000-4000-8000-000000000001", "name": "Levels", "format": "csv"}
        link |= {"url": f"{site.url}/{name}", **fields}
        server.revise(Revision(record["id"], new_resources=[link], deletions=[r["id"] for r in record["resources"]]))
        window.session.refresh_package(record["id"])
        show_record(window, record["id"])
        qtbot.waitUntil(lambda: [r.id for r in window.record.model.resources()] == [link["id"]])
        window.record.table.setCurrentIndex(window.record.model.index(0, 0))
        return window

    return show


@pytest.fixture
def previewed(shown, opened, qtbot) -> Callable[..., FilePreviewDialog]:
    """The preview of that file, once it shows something."""

    def show(file: File, *given: str, **fields: object) -> FilePreviewDialog:
        window = shown(file, *given, **fields)
        window.record.table.setFocus()
        qtbot.keyClick(window.record.table, Qt.Key.Key_Space)
        dialog = opened(FilePreviewDialog)
        qtbot.waitUntil(lambda: bool(dialog.facts.full_text()) or dialog.nothing.button.isVisible())
        return dialog

    return show


def column(dialog: FilePreviewDialog, section: int) -> str:
    return str(dialog.model.headerData(section, Qt.Orientation.Horizontal))


def test_space_shows_the_first_rows_and_the_types(previewed, site, qtbot):
    dialog = previewed(File(LONG))
    assert (dialog.model.rowCount(), column(dialog, 0), column(dialog, 1)) == (
        200,
        "station\ntext",
        "level\nwhole number",
    )
    assert dialog.model.index(199, 0).data() == "lake 199"
    assert "200" in dialog.shown.text()
    qtbot.mouseClick(dialog.more, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: dialog.model.rowCount() == 400)
    assert len(site.asked) == 1
    with qtbot.waitSignal(dialog.finished):
        qtbot.keyClick(dialog, Qt.Key.Key_Escape)


@pytest.mark.parametrize("way", ["key", "button"])
def test_the_other_ways_to_it(shown, opened, qtbot, way):
    window = shown(File(b"a,b\n1,2\n"))
    if way == "key":
        qtbot.keyClick(window.record.table, Qt.Key.Key_I, Qt.KeyboardModifier.ControlModifier)
    else:
        qtbot.mouseClick(window.record.page.area.preview_button, Qt.MouseButton.LeftButton)
    dialog = opened(FilePreviewDialog)
    qtbot.waitUntil(lambda: dialog.model.rowCount() == 1)
    assert not dialog.more.isEnabled()


def test_what_has_no_rows_is_named_and_can_be_downloaded(previewed, opened, qtbot):
    dialog = previewed(File(b"%PDF-1.7\n"), "levels.pdf", format="pdf")
    assert dialog.stack.currentWidget() is dialog.nothing
    assert "PDF" in dialog.nothing.accessibleDescription()
    qtbot.mouseClick(dialog.download, Qt.MouseButton.LeftButton)
    assert opened(QFileDialog).selectedFiles()[0].endswith("levels.pdf")


def test_a_server_that_fails_is_told_and_asked_again(previewed, site, qtbot):
    dialog = previewed(File(status=500))
    assert dialog.stack.currentWidget() is dialog.nothing
    site.files["/levels.csv"] = File(b"a,b\n1,2\n")
    qtbot.mouseClick(dialog.nothing.button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: dialog.model.rowCount() == 1)


def test_closing_ends_the_reading(shown, opened, qtbot):
    window = shown(File(b"", endless=True, headers={"Content-Length": "1000"}, ranges=False))
    window.record.files.preview(window.record.model.resources()[0].id)
    dialog = opened(FilePreviewDialog)
    dialog.close()
    qtbot.waitUntil(window.session.workers.idle)
    assert window.session.online  # what another server does says nothing about the catalogue


def test_markup_in_a_file_is_text(previewed):
    text = "<img src='file:///x'> &lt;b&gt; <b>bold</b>"
    dialog = previewed(File(f'"{text}",b\n"{text}",2\n'.encode()))
    assert dialog.model.index(0, 0).data() == " ".join(text[:300].split())
    tip = dialog.model.index(0, 0).data(Qt.ItemDataRole.ToolTipRole)
    assert not Qt.mightBeRichText(tip)


def test_a_file_of_the_draft_is_shown_from_this_computer(shown, opened, qtbot, tmp_path):
    window = shown(File(LONG))
    path = tmp_path / "mine.csv"
    path.write_bytes(b"mine\n1\n")
    resource = window.record.model.resources()[0].id
    window.record.editor.copy.take_files([Attachment(resource, attach(path), new=False)])
    window.record.files.preview(resource)
    dialog = opened(FilePreviewDialog)
    qtbot.waitUntil(lambda: dialog.model.rowCount() > 0)
    assert column(dialog, 0).startswith("mine")
    assert dialog.download.isHidden()


@pytest.fixture
def handed_over(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What was given to the system to open."""
    given: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: given.append(url.toLocalFile()) or True)
    return given


def test_a_download_is_there_and_can_be_opened(shown, opened, qtbot, tmp_path, handed_over):
    window = shown(File(LONG))
    qtbot.mouseClick(window.record.page.area.download_button, Qt.MouseButton.LeftButton)
    dialog, target = opened(QFileDialog), tmp_path / "here.csv"
    assert dialog.selectedFiles()[0].endswith("levels.csv")
    dialog.fileSelected.emit(str(target))
    qtbot.waitUntil(lambda: window.record.bar.kind == "success" and "here.csv" in window.record.bar.text())
    assert target.read_bytes() == LONG
    window.record.bar.buttons[0].click()
    assert handed_over == [str(target)]


def test_a_download_that_broke_off_goes_on(shown, opened, qtbot, tmp_path, site):
    window = shown(File(status=404))
    qtbot.mouseClick(window.record.page.area.download_button, Qt.MouseButton.LeftButton)
    opened(QFileDialog).fileSelected.emit(str(tmp_path / "here.csv"))
    qtbot.waitUntil(lambda: window.record.bar.kind == "error" and bool(window.record.bar.buttons))
    site.files["/levels.csv"] = File(LONG)
    window.record.bar.buttons[0].click()
    qtbot.waitUntil(lambda: (tmp_path / "here.csv").exists())


def test_a_file_is_opened_from_a_private_folder(shown, qtbot, handed_over, home):
    window = shown(File(LONG))
    window.record.page.area.openFileAsked.emit(window.record.model.resources()[0].id)
    qtbot.waitUntil(lambda: len(handed_over) == 1)
    path = Path(handed_over[0])
    assert (path.name, path.read_bytes()) == ("levels.csv", LONG)
    assert path.is_relative_to(home)


def test_the_program_that_opens_a_file_is_chosen(previewed, opened, qtbot, monkeypatch):
    started: list[tuple[str, list[str]]] = []
    monkeypatch.setattr(QProcess, "startDetached", lambda *call: started.append(call) or True)
    dialog = previewed(File(LONG))
    qtbot.mouseClick(dialog.open_with, Qt.MouseButton.LeftButton)
    if not opening.system_chooses_program():
        opened(QFileDialog).fileSelected.emit("/programs/tables")
    qtbot.waitUntil(lambda: len(started) == 1)
    command, arguments = started[0]
    assert opening.system_chooses_program() or "/programs/tables" in (command, *arguments)
    assert Path(arguments[-1]).read_bytes() == LONG


@pytest.mark.parametrize(
    ("body", "name"),
    [
        (b"MZ\x90\x00", "levels.exe"),
        (b"#!/bin/sh\n", "levels.csv"),
        (b"\x7fELF", "levels.csv"),
        (b"x", "levels.desktop"),
    ],
)
def test_what_may_be_a_program_is_not_opened(shown, qtbot, handed_over, body, name):
    window = shown(File(body), name)
    window.record.files.open_file(window.record.model.resources()[0].id)
    qtbot.waitUntil(lambda: window.record.bar.kind == "warning" and bool(window.record.bar.buttons))
    assert handed_over == []
    window.record.bar.buttons[0].click()
    assert Path(handed_over[0]).is_dir()


def office(*names: str) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as packed:
        for name in names:
            packed.writestr(name, b"x")
    return file.getvalue()


@pytest.mark.parametrize(
    ("name", "body", "data"),
    [
        ("a.csv", b"a,b\n", True),
        ("a.csv", b"ID;PLACE\n1;Victoria\n", True),
        ("a.csv", b"ID;PWXL;N;E\r\nO;E\r\nNN;NAuto_open;ER1C1\r\n", False),
        ("a.CSV", b"a,b\n", True),
        ("a.csv", b"<html>", False),
        ("a.csv", b"\xef\xbb\xbf#!/bin/sh", False),
        ("a.csv", b"\n[Desktop Entry]\n", False),
        ("a.xlsx", office("xl/workbook.xml"), True),
        ("a.xlsx", office("xl/workbook.xml", "xl/vbaProject.bin"), False),
        ("a.xlsx", office("xl/workbook.xml", "xl/macrosheets/sheet1.xml"), False),
        ("a.xlsx", b"PK\x03\x04", False),
        ("a.ods", office("content.xml", "Basic/Standard/Module1.xml"), False),
        ("a.odt", office("content.xml", "Scripts/python/x.py"), False),
        ("a.ods", office("content.xml"), True),
        ("a.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", False),
        ("a.docx", b"{\\rtf1", False),
        ("a.xlsx", b"MZ", False),
        ("a.xlsm", b"PK\x03\x04", False),
        ("a.pdf", b"%PDF-1.4", True),
        ("a.pdf", b"\x7fELF", False),
        ("a.json", b"{}", True),
        ("a.html", b"<html>", False),
        ("a.svg", b"<svg>", False),
        ("a.url", b"[InternetShortcut]", False),
        ("a.lnk", b"L\x00\x00\x00", False),
        ("a.csv.exe", b"a,b\n", False),
        ("csv", b"a,b\n", False),
    ],
)
def test_what_is_data(tmp_path, handed_over, name, body, data):
    path = tmp_path / name
    path.write_bytes(body)
    assert opening.is_data_file(path) is data
    if path.suffix.lower() in (".exe", ".html", ".url", ".lnk", ".svg", ".xlsm", ""):
        assert not opening.open_data_file(path)
        assert handed_over == []


def test_the_page_of_a_workbook_is_chosen(previewed, qtbot):
    book, out = openpyxl.Workbook(), io.BytesIO()
    book.active.append(["station"])
    book.active.append(["lake"])
    book.create_sheet("Other").append([5])
    book.save(out)
    dialog = previewed(File(out.getvalue()), "levels.xlsx", format="xlsx")
    assert dialog.model.index(0, 0).data() == "lake"
    dialog.page.setFocus()
    qtbot.keyClick(dialog.page, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: dialog.model.index(0, 0).data() == "5")
    assert dialog.page.currentText() == "Other"
    assert dialog.page.hasFocus()
