"""The uploads as the panel shows them, over a filled store."""

import dataclasses
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QDropEvent, QGuiApplication
from PySide6.QtWidgets import QMessageBox, QToolButton
from pytestqt.qtbot import QtBot

from bcdc_desktop.app.uploads.outcome import Backoff
from bcdc_desktop.app.uploads.queue import UploadQueue
from bcdc_desktop.app.uploads.rows import UploadSetSummary
from bcdc_desktop.app.uploads.saved import sheet_of
from bcdc_desktop.app.uploads.transfer import TransferProgress
from bcdc_desktop.catalogue.client import Catalogue
from bcdc_desktop.catalogue.errors import Offline
from bcdc_desktop.store.uploads import State, Upload, Uploads
from bcdc_desktop.ui.session import Session
from bcdc_desktop.ui.uploads.dialog import UploadSheet
from bcdc_desktop.ui.uploads.queue_model import QueueColumn, ShareRole, format_outcome, format_time_left
from bcdc_desktop.ui.uploads.queue_panel import UploadsDialog, UploadsPanel
from bcdc_desktop.ui.uploads.queue_table import QueueTable
from bcdc_desktop.ui.uploads.windows import UploadWatch

from .conftest import read, table

MB = 1_000_000
NEEDED = {
    "bcdc_type": "document",
    "format": "csv",
    "resource_update_cycle": "annually",
    "resource_storage_location": "catalogue data store",
    "resource_type": "data",
    "resource_access_method": "direct access",
}
"""Fields that a new resource has to have, besides its name."""


def upload(name: str, state: State, **more: Any) -> Upload:
    return Upload(
        **{
            "id": name,
            "upload_set": "batch",
            "position": 0,
            "package": "package-1",
            "package_title": "Caseloads",
            "resource": f"resource-{name}",
            "operation": "create",
            "path": f"/tmp/{name}.csv",
            "file_name": f"{name}.csv",
            "size": 2 * MB,
            "mtime_ns": 1,
            "sha256": None,
            "fields": {"name": name.capitalize()},
            "before": {},
            "state": state,
            "created": 1.0,
            **more,
        }
    )


@pytest.fixture
def show(qtbot: QtBot, session: Session) -> Iterator[Callable[..., UploadsPanel]]:
    """Puts rows into the store and opens the panel over them."""
    dialogs = []

    def shown(*rows: Upload) -> UploadsPanel:
        placed = [dataclasses.replace(row, position=n) for n, row in enumerate(rows)]
        if placed:
            session.workspace.store.uploads.add(placed)
        dialog = UploadsDialog(session)
        qtbot.addWidget(dialog)
        dialogs.append(dialog)
        with qtbot.waitSignal(dialog.panel.loaded):
            dialog.show()
        return dialog.panel

    yield shown
    dialogs.clear()


Watched = Callable[..., tuple[UploadWatch, Uploads]]


@pytest.fixture
def watched(qtbot: QtBot, session: Session) -> Watched:
    """Puts rows into the store and watches them as the window does."""

    def begin(*rows: Upload) -> tuple[UploadWatch, Uploads]:
        uploads = session.workspace.store.uploads
        uploads.add([dataclasses.replace(row, position=n) for n, row in enumerate(rows)])
        watch = UploadWatch(session, session)
        with qtbot.waitSignal(watch.countChanged):
            pass
        return watch, uploads

    return begin


def cells(panel: UploadsPanel, column: QueueColumn) -> list[str]:
    return [str(panel.model.index(row, column).data()) for row in range(panel.model.rowCount())]


def choose(panel: UploadsPanel, row: int) -> None:
    selection = panel.table.selectionModel()
    flags = selection.SelectionFlag
    selection.setCurrentIndex(panel.model.index(row, 0), flags.ClearAndSelect | flags.Rows)


def opened(qtbot: QtBot, panel: UploadsPanel) -> UploadSheet:
    """The sheet that the panel opens, once its files are read."""
    qtbot.waitUntil(lambda: panel.dialogs != [])
    sheet = panel.dialogs[0]
    read(qtbot, sheet)
    return sheet


def press(panel: UploadsPanel, name: str) -> None:
    button = panel.findChild(QToolButton, name)
    assert button is not None and button.isEnabled()
    button.click()


def test_every_state_in_words(show: Callable[..., UploadsPanel]) -> None:
    refused = {"kind": "invalid", "message": "The catalogue refuses: name: Missing value"}
    panel = show(
        upload("waits", State.WAITING),
        upload("done", State.DONE, verified="content"),
        upload("replaced", State.DONE, operation="replace", fields={}, before={"name": "Old one"}, verified="size"),
        upload("paused", State.PAUSED),
        upload("failed", State.FAILED, error=refused),
        upload("gone", State.CANCELLED),
        upload("person", State.ATTENTION, error={"kind": "file", "message": "person.csv is not there any more."}),
    )
    assert cells(panel, QueueColumn.STATE) == [
        "Waiting",
        "Paused",
        "Done",
        "Done",
        "Failed",
        "Cancelled",
        "Needs attention",
    ]
    assert cells(panel, QueueColumn.MESSAGE) == [
        "",
        "Paused by you",
        "On the server as “Done” · content verified",
        "On the server; the file of “Old one” was replaced · size verified",
        "The catalogue refuses: name: Missing value",
        "Not uploaded",
        "person.csv is not there any more.",
    ]
    assert cells(panel, QueueColumn.SIZE)[0] == "2.0\u00a0MB"


def test_nothing_yet(show: Callable[..., UploadsPanel]) -> None:
    panel = show()
    assert panel.stack.currentWidget() is panel.empty
    assert panel.total.text() == ""
    assert not panel.findChild(QToolButton, "pauseUploads").isEnabled()


def test_the_progress_of_a_batch(show: Callable[..., UploadsPanel], monkeypatch: pytest.MonkeyPatch) -> None:
    panel = show(
        upload("a", State.DONE),
        upload("b", State.SENDING, batch="one"),
        upload("c", State.SENDING, batch="one"),
        upload("d", State.WAITING),
    )
    queue = panel.session.queue
    monkeypatch.setattr(queue, "busy", lambda: True)
    monkeypatch.setattr(
        queue, "pace", lambda: {"one": TransferProgress(3 * MB, 4 * MB, 0.5 * MB, {"b": 2 * MB, "c": 1 * MB})}
    )
    panel.show_progress()
    shares = [panel.model.index(row, QueueColumn.PROGRESS).data(ShareRole) for row in range(4)]
    assert shares == [1.0, 0.5, None, 1.0]
    assert cells(panel, QueueColumn.PROGRESS)[1] == "50%"
    assert cells(panel, QueueColumn.MESSAGE)[:2] == [
        "Uploaded; waiting for the rest of the batch",
        "1.0\u00a0MB of 2.0\u00a0MB · 500\u00a0KB/s · 2 s left",
    ]
    assert panel.total.text() == "1 of 4 files · 5.0\u00a0MB of 8.0\u00a0MB · 500\u00a0KB/s · 6 s left"
    assert panel.progress_timer.isActive()
    monkeypatch.setattr(queue, "busy", lambda: False)
    panel.show_progress()
    assert not panel.progress_timer.isActive()


def test_the_badge_and_the_end_of_a_batch(qtbot: QtBot, watched: Watched) -> None:
    watch, uploads = watched(upload("a", State.WAITING), upload("b", State.WAITING))
    with qtbot.waitSignal(watch.countChanged) as count:
        uploads.change(["a"], state=State.DONE)
    assert count.args == [1]
    with qtbot.waitSignal(watch.uploadSetEnded) as ended:
        uploads.change(["b"], state=State.DONE)
    assert ended.args == [UploadSetSummary("batch", "Caseloads", files=2, done=2, failed=0, held=0)]
    assert ended.args[0].succeeded


def test_a_batch_that_needs_a_person(qtbot: QtBot, watched: Watched) -> None:
    watch, uploads = watched(upload("a", State.DONE), upload("b", State.SENDING))
    with qtbot.waitSignal(watch.uploadSetEnded) as ended:
        uploads.change(["b"], state=State.FAILED, error={"kind": "x", "message": "No."})
    assert ended.args == [UploadSetSummary("batch", "Caseloads", files=2, done=1, failed=1, held=0)]
    assert not ended.args[0].succeeded


def test_a_batch_that_stands_still_is_told_and_told_again_at_its_end(qtbot: QtBot, watched: Watched) -> None:
    """One file was refused: the others of its batch wait for a person, who may be elsewhere."""
    watch, uploads = watched(*(upload(name, State.SENDING) for name in "abc"))
    with qtbot.waitSignal(watch.uploadSetEnded) as ended:
        uploads.change(["b", "c"], state=State.PAUSED, error={"kind": "held", "message": "Held back."})
        uploads.change(["a"], state=State.FAILED, error={"kind": "invalid", "message": "No."})
    assert ended.args == [UploadSetSummary("batch", "Caseloads", files=3, done=0, failed=1, held=2)]
    with qtbot.waitSignal(watch.countChanged):
        uploads.change(["b", "c"], state=State.WAITING, error=None)
    with qtbot.waitSignal(watch.uploadSetEnded) as ended:
        uploads.change(["b", "c"], state=State.DONE)
    assert ended.args == [UploadSetSummary("batch", "Caseloads", files=3, done=2, failed=1, held=0)]


def test_what_a_person_paused_has_not_ended(qtbot: QtBot, watched: Watched) -> None:
    watch, uploads = watched(upload("a", State.SENDING), upload("b", State.PAUSED), upload("c", State.WAITING))
    with qtbot.assertNotEmitted(watch.uploadSetEnded), qtbot.waitSignal(watch.countChanged) as count:
        uploads.change(["a", "c"], state=State.DONE)
    assert count.args == [1]


def test_the_window_says_that_files_wait(
    qtbot: QtBot, watched: Watched, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    watch, uploads = watched(upload("a", State.WAITING), upload("b", State.PAUSED))
    monkeypatch.setattr(UploadQueue, "trouble", "The catalogue does not answer.")
    with qtbot.waitSignal(watch.troubleChanged) as told:
        uploads.change(["a"], state=State.VERIFYING)
    assert told.args == [1, "The catalogue does not answer."]
    monkeypatch.setattr(UploadQueue, "trouble", "")
    with qtbot.waitSignal(watch.troubleChanged) as told:
        uploads.change(["a"], state=State.DONE)
    assert told.args == [0, ""]


def test_what_ended_before_is_not_told_again(qtbot: QtBot, watched: Watched) -> None:
    watch, uploads = watched(upload("a", State.DONE), upload("b", State.WAITING, upload_set="another"))
    with qtbot.waitSignal(watch.uploadSetEnded) as ended:
        uploads.change(["b"], state=State.CANCELLED)
    assert ended.args[0].id == "another"


def test_hold_back_and_let_go(qtbot: QtBot, show: Callable[..., UploadsPanel]) -> None:
    panel = show(upload("a", State.WAITING), upload("b", State.WAITING))
    uploads = panel.session.workspace.store.uploads
    choose(panel, 1)
    press(panel, "pauseUploads")
    qtbot.waitUntil(lambda: cells(panel, QueueColumn.STATE) == ["Waiting", "Paused"])
    press(panel, "resumeUploads")
    qtbot.waitUntil(lambda: cells(panel, QueueColumn.STATE) == ["Waiting", "Waiting"])
    assert [row.id for row in panel.table.chosen()] == ["b"]  # what is selected survives
    press(panel, "cancelUploads")
    qtbot.waitUntil(lambda: cells(panel, QueueColumn.STATE) == ["Waiting", "Cancelled"])
    press(panel, "resumeUploads")
    qtbot.waitUntil(lambda: uploads.get("b").state is State.WAITING)


def test_ended_rows_are_removed(qtbot: QtBot, show: Callable[..., UploadsPanel]) -> None:
    panel = show(upload("a", State.WAITING), upload("b", State.DONE), upload("c", State.CANCELLED))
    press(panel, "removeUploads")
    qtbot.waitUntil(lambda: cells(panel, QueueColumn.FILE) == ["a.csv"])


def test_trouble_says_what_is_kept(
    qtbot: QtBot, show: Callable[..., UploadsPanel], monkeypatch: pytest.MonkeyPatch
) -> None:
    panel = show(*(upload(name, State.WAITING) for name in "abc"))
    queue = panel.session.queue
    monkeypatch.setattr(UploadQueue, "trouble", "The catalogue does not answer.")
    with qtbot.waitSignal(panel.loaded):
        panel.reload()
    assert panel.bar.text() == "The catalogue does not answer. 3 files are waiting and will be uploaded automatically."
    woken: list[int] = []
    monkeypatch.setattr(queue, "wake", lambda: woken.append(1))
    monkeypatch.setattr(panel.session, "try_again", lambda: woken.append(2))
    panel.bar.buttons[0].click()
    assert woken == [1, 2]
    monkeypatch.setattr(UploadQueue, "trouble", "")
    with qtbot.waitSignal(panel.loaded):
        panel.reload()
    assert panel.bar.text() == ""


def test_the_menu_of_a_row(qtbot: QtBot, show: Callable[..., UploadsPanel]) -> None:
    panel = show(upload("a", State.DONE))
    assert panel.menu() is None
    choose(panel, 0)
    menu = panel.menu()
    assert menu is not None
    actions = {action.text(): action for action in menu.actions()}
    actions["Copy resource ID"].trigger()
    assert QGuiApplication.clipboard().text() == "resource-a"
    with qtbot.waitSignal(panel.openAsked) as opened:
        actions["Open in browser"].trigger()
    assert opened.args == ["http://127.0.0.1:9/dataset/package-1/resource/resource-a"]
    with qtbot.waitSignal(panel.recordAsked) as asked:
        actions["Show record"].trigger()
    assert asked.args == ["package-1", "resource-a"]


def test_copy_by_key(qtbot: QtBot, show: Callable[..., UploadsPanel]) -> None:
    panel = show(upload("a", State.DONE), upload("b", State.DONE))
    panel.table.selectAll()
    QGuiApplication.clipboard().clear()
    qtbot.keyClick(panel.table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == "resource-a\nresource-b"


def test_a_refused_row_is_corrected_in_a_sheet(
    qtbot: QtBot, show: Callable[..., UploadsPanel], write: Callable[[str, str | bytes], Path]
) -> None:
    path = write("a.csv", table(2024))
    refused = {"kind": "invalid", "message": "The catalogue refuses: name: Too long"}
    fields = {"name": "Too long", **NEEDED}
    panel = show(
        upload("refused", State.FAILED, error=refused, path=str(path), file_name="a.csv", fields=fields),
        upload("elsewhere", State.FAILED, error={"kind": "not_authorized", "message": "Not yours."}),
    )
    panel.table.selectAll()
    menu = panel.menu()
    assert menu is not None
    next(action for action in menu.actions() if action.text() == "Fix and upload again…").trigger()
    sheet = opened(qtbot, panel)
    assert sheet.state is not None
    assert [row.file_name for row in sheet.state.rows] == ["a.csv"]
    sheet.state.set_field(sheet.state.rows[0], "name", "Short")
    sheet.refresh()
    with qtbot.waitSignal(sheet.confirmed):
        sheet.send_button.click()
    uploads = panel.session.workspace.store.uploads
    qtbot.waitUntil(lambda: uploads.get("refused") is None)
    assert sorted((row.name, row.state) for row in uploads.rows()) == [
        ("Elsewhere", State.FAILED),
        ("Short", State.WAITING),
    ]


def test_what_was_said_of_the_columns_goes_with_a_refused_row(
    qtbot: QtBot, show: Callable[..., UploadsPanel], write: Callable[[str, str | bytes], Path]
) -> None:
    path = write("a.csv", "code,n\r\n01,1\r\n02,-\r\n")
    columns = [
        {"name": "code", "type": "string", "description": "The station"},
        {"name": "n", "type": "integer", "missingValues": ["", "-"]},
    ]
    refused = {"kind": "invalid", "message": "The catalogue refuses: name: Too long"}
    fields = {"name": "Too long", "json_table_schema": {"fields": columns}}
    status = path.stat()
    row = upload("refused", State.FAILED, error=refused, path=str(path), file_name="a.csv", fields=fields)
    row = replace(row, size=status.st_size, mtime_ns=status.st_mtime_ns)
    panel = show(row)
    panel.table.selectAll()
    panel.fix()
    sheet = opened(qtbot, panel)
    assert sheet.state is not None
    kept = sheet.state.rows[0].schema
    assert kept is not None
    said = [{key: f[key] for key in ("type", "description", "missingValues") if key in f} for f in kept["fields"]]
    assert said == [{k: v for k, v in column.items() if k != "name"} for column in columns]
    path.write_bytes(b"code,n\r\nx,1\r\ny,2\r\n")  # changed: only the descriptions still hold
    assert sheet_of([row]).body["rows"][0]["columns"] == {"code": {"description": "The station"}}


def test_a_refused_row_whose_sheet_was_kept_goes_once(
    qtbot: QtBot, show: Callable[..., UploadsPanel], write: Callable[[str, str | bytes], Path]
) -> None:
    path = write("a.csv", table(2024))
    refused = {"kind": "invalid", "message": "The catalogue refuses: name: Too long"}
    panel = show(upload("refused", State.FAILED, error=refused, path=str(path), file_name="a.csv", fields={}))
    panel.table.selectAll()
    panel.fix()
    first = opened(qtbot, panel)
    first.save_for_later()
    qtbot.waitUntil(lambda: panel.dialogs == [])
    store = panel.session.workspace.store
    assert store.uploads.get("refused") is not None
    panel.reopen(store.sheets.all()[0].id)
    sheet = opened(qtbot, panel)
    assert sheet.state is not None
    row = sheet.state.rows[0]
    for name, value in {"name": "A", **NEEDED}.items():
        sheet.state.set_field(row, name, value)
    sheet.refresh()
    with qtbot.waitSignal(sheet.confirmed):
        sheet.send_button.click()
    assert [r.state for r in store.uploads.rows()] == [State.WAITING]


def waiting(panel: UploadsPanel) -> list[str]:
    return [row.id for row in panel.model.waiting()]


def test_what_waits_goes_out_in_the_order_that_one_wants(qtbot: QtBot, show: Callable[..., UploadsPanel]) -> None:
    panel = show(*(upload(name, State.WAITING) for name in "abcd"), upload("e", State.DONE))
    table, alt = panel.table, Qt.KeyboardModifier.AltModifier
    choose(panel, 2)
    qtbot.keyClick(table, Qt.Key.Key_Home, alt)
    qtbot.waitUntil(lambda: waiting(panel) == ["c", "a", "b", "d"])
    assert [row.id for row in table.chosen()] == ["c"]
    qtbot.keyClick(table, Qt.Key.Key_Down, alt)
    qtbot.waitUntil(lambda: waiting(panel) == ["a", "c", "b", "d"])
    panel.down_action.trigger()
    qtbot.waitUntil(lambda: waiting(panel) == ["a", "b", "c", "d"])
    panel.up_action.trigger()
    qtbot.waitUntil(lambda: waiting(panel) == ["a", "c", "b", "d"])
    assert [row.id for row in panel.session.workspace.store.uploads.rows()][:4] == ["a", "c", "b", "d"]
    table.choose({"a", "b"})
    panel.down_action.trigger()
    qtbot.waitUntil(lambda: waiting(panel) == ["c", "d", "a", "b"])


def test_only_what_waits_is_moved(show: Callable[..., UploadsPanel]) -> None:
    panel = show(upload("a", State.SENDING), upload("b", State.WAITING), upload("c", State.PAUSED))
    choose(panel, 0)
    assert not panel.first_action.isEnabled()
    choose(panel, 2)
    assert panel.first_action.isEnabled()
    drag = Qt.ItemFlag.ItemIsDragEnabled
    assert [bool(panel.model.flags(panel.model.index(row, 0)) & drag) for row in range(3)] == [False, True, True]


def test_rows_that_wait_are_dragged(qtbot: QtBot, show: Callable[..., UploadsPanel]) -> None:
    panel = show(*(upload(name, State.WAITING) for name in "abc"), upload("d", State.DONE))
    table, model = panel.table, panel.model
    below = table.visualRect(model.index(2, 0)).bottomLeft() - QPoint(0, 2)
    data = model.mimeData([model.index(0, 0)])
    drop(table, data, below)
    qtbot.waitUntil(lambda: waiting(panel) == ["b", "c", "a"])
    drop(table, model.mimeData([model.index(2, 0)]), table.visualRect(model.index(0, 0)).topLeft() + QPoint(4, 2))
    qtbot.waitUntil(lambda: waiting(panel) == ["a", "b", "c"])


def drop(table: QueueTable, data: QMimeData, at: QPoint) -> None:
    """A drop of the table's own rows."""

    class OwnDrop(QDropEvent):
        def source(self) -> QueueTable:  # otherwise only the window system can name it
            return table

    table.dropEvent(
        OwnDrop(QPointF(at), Qt.DropAction.MoveAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    )


def test_what_is_on_the_server_is_shown_with_links(qtbot: QtBot, show: Callable[..., UploadsPanel]) -> None:
    panel = show(upload("a", State.DONE, verified="size", sha256="0"), upload("b", State.DONE, fields={"name": "<b>"}))
    details = panel.details
    assert not details.isVisible()
    panel.show_upload_set("batch")
    qtbot.waitUntil(details.isVisible)
    assert "2 files on the server" in details.text.text()
    assert "&lt;b&gt;" in details.text.text()
    details.copy_button.click()
    page = "http://127.0.0.1:9/dataset/package-1/resource/resource-{}"
    assert QGuiApplication.clipboard().text() == f"{page.format('a')}\n{page.format('b')}"
    choose(panel, 0)
    assert "size verified" in details.text.text()
    with qtbot.waitSignal(panel.openAsked) as opened:
        details.text.linkActivated.emit(page.format("a"))
    assert opened.args == [page.format("a")]


def test_content_is_compared_on_demand(
    qtbot: QtBot, show: Callable[..., UploadsPanel], monkeypatch: pytest.MonkeyPatch
) -> None:
    panel = show(upload("a", State.DONE, sha256="0"), upload("b", State.WAITING))
    asked: list[list[str]] = []
    monkeypatch.setattr(panel.session.queue, "compare", lambda ids, _token: asked.append(ids) or 1)
    panel.table.selectAll()
    panel.details.compare_button.click()
    qtbot.waitUntil(lambda: panel.bar.text() == "The content of 1 file on the server is identical.")
    assert asked == [["a"]]


def test_time_left_in_words() -> None:
    assert [format_time_left(s) for s in (0.2, 59, 150, 5400)] == [
        "1 s left",
        "59 s left",
        "2 min left",
        "1.5 h left",
    ]


@pytest.mark.parametrize(
    ("counts", "text"),
    [
        ((1, 1, 0, 0), "1 file was uploaded to “Caseloads”."),
        ((2, 2, 0, 0), "2 files were uploaded to “Caseloads”."),
        ((2, 0, 0, 0), "The upload to “Caseloads” was cancelled."),
        ((2, 1, 1, 0), "1 of 2 files for “Caseloads” could not be uploaded. Open Uploads to try again."),
    ],
)
def test_outcomes_in_words(counts: tuple[int, int, int, int], text: str) -> None:
    files, done, failed, held = counts
    assert format_outcome(UploadSetSummary("batch", "Caseloads", files, done, failed, held)) == text


@pytest.mark.parametrize(("held", "part"), [(1, "1 other file in"), (2, "2 other files in")])
def test_files_on_hold_are_counted(held: int, part: str) -> None:
    assert part in format_outcome(UploadSetSummary("batch", "Caseloads", 3, 0, 1, held))


@pytest.fixture
def sending(show: Callable[..., UploadsPanel], monkeypatch: pytest.MonkeyPatch) -> UploadsPanel:
    """A panel with a file of which half was sent."""
    panel = show(upload("a", State.SENDING, batch="one"), upload("b", State.WAITING))
    monkeypatch.setattr(panel.session.queue, "busy", lambda: True)
    progress = {"one": TransferProgress(MB, 2 * MB, 0.5 * MB, {"a": MB})}
    monkeypatch.setattr(panel.session.queue, "pace", lambda: progress)
    panel.show_progress()
    return panel


def question(qtbot: QtBot, panel: UploadsPanel) -> QMessageBox:
    qtbot.waitUntil(lambda: panel.findChild(QMessageBox, "uploadQuestion") is not None)
    box = panel.findChild(QMessageBox, "uploadQuestion")
    assert isinstance(box, QMessageBox)
    return box


@pytest.mark.parametrize(("name", "state"), [("pauseUploads", State.PAUSED), ("cancelUploads", State.CANCELLED)])
def test_what_was_sent_is_not_given_up_unasked(sending: UploadsPanel, qtbot: QtBot, name: str, state: State) -> None:
    uploads = sending.session.workspace.store.uploads
    press(sending, name)
    box = question(qtbot, sending)
    assert "1.0" in box.informativeText() and "2.0" in box.informativeText()
    assert uploads.get("b").state is State.WAITING
    qtbot.keyClick(box, Qt.Key.Key_Return)  # the answer that loses nothing
    qtbot.waitUntil(lambda: sending.findChild(QMessageBox, "uploadQuestion") is None)
    assert uploads.get("b").state is State.WAITING
    press(sending, name)
    box = question(qtbot, sending)
    next(b for b in box.buttons() if box.buttonRole(b) is QMessageBox.ButtonRole.AcceptRole).click()
    qtbot.waitUntil(lambda: uploads.get("b").state is state)


def test_after_pause_the_focus_is_where_one_resumes(show: Callable[..., UploadsPanel], qtbot: QtBot) -> None:
    panel = show(upload("a", State.WAITING), upload("b", State.WAITING))
    uploads = panel.session.workspace.store.uploads
    pause, resume = (panel.findChild(QToolButton, name) for name in ("pauseUploads", "resumeUploads"))
    pause.setFocus()
    qtbot.keyClick(pause, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: not pause.isEnabled())
    assert {uploads.get(i).state for i in "ab"} == {State.PAUSED}
    assert panel.focusWidget() is resume
    qtbot.keyClick(resume, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: {uploads.get(i).state for i in "ab"} == {State.WAITING})
    qtbot.waitUntil(pause.isEnabled)
    assert panel.focusWidget() is pause


def test_a_lost_connection_is_no_full_bar(show: Callable[..., UploadsPanel]) -> None:
    lost = {"kind": "offline", "message": "Can't reach the catalogue."}
    panel = show(upload("lost", State.VERIFYING, error=lost), upload("sent", State.VERIFYING))
    assert [panel.model.index(row, QueueColumn.PROGRESS).data(ShareRole) for row in range(2)] == [None, 1.0]
    texts = cells(panel, QueueColumn.STATE)
    assert texts[0] != texts[1]


def test_a_queue_that_cannot_reach_the_catalogue_makes_the_window_offline(qtbot: QtBot, session: Session) -> None:
    planner = session.queue.planner
    planner.back_off(Backoff(Offline("Can't reach the catalogue."), 0.0))
    qtbot.waitUntil(lambda: session.connection == "offline")
    planner.back_off(None)
    qtbot.waitUntil(lambda: session.connection == "connected")


def test_without_a_key_uploads_wait_for_sign_in(
    qtbot: QtBot, session: Session, show: Callable[..., UploadsPanel], monkeypatch: pytest.MonkeyPatch
) -> None:
    session.workspace.profile = session.workspace.profile.with_user("editor")
    session.workspace.catalogue = Catalogue(session.workspace.profile, None)
    panel = show(upload("a", State.WAITING), upload("b", State.VERIFYING), upload("c", State.DONE))
    texts = cells(panel, QueueColumn.STATE)
    assert texts[0] == texts[1] != texts[2]
    (button,) = panel.bar.buttons
    with qtbot.waitSignal(panel.signInAsked):
        button.click()
    watch = UploadWatch(session, session)
    with qtbot.waitSignal(watch.troubleChanged) as told:
        pass
    assert told.args[0] == 2


def test_a_retry_of_all_leaves_alone_what_is_for_a_person(show: Callable[..., UploadsPanel], qtbot: QtBot) -> None:
    theirs = {"kind": "conflict", "message": "Someone else replaced this file.", "theirs": True}
    panel = show(upload("theirs", State.ATTENTION, error=theirs), upload("failed", State.FAILED))
    uploads = panel.session.workspace.store.uploads
    press(panel, "resumeUploads")
    qtbot.waitUntil(lambda: uploads.get("failed").state is State.WAITING)
    assert uploads.get("theirs").state is State.ATTENTION


def test_where_no_backup_could_be_made_one_may_go_on_without(show: Callable[..., UploadsPanel], qtbot: QtBot) -> None:
    panel = show(upload("a", State.ATTENTION, error={"kind": "not_kept", "message": "No backup."}))
    choose(panel, 0)
    panel.details.no_backup_button.click()
    uploads = panel.session.workspace.store.uploads
    qtbot.waitUntil(lambda: uploads.get("a").state is State.WAITING)
    assert uploads.get("a").copy == ""
