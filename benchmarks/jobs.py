"""What an editor does in the window, job by job: clicks, keys, and how long the program takes.

    python benchmarks/jobs.py [--only NUMBER ...]

Each job begins in a window on a practice catalogue that was just opened, with a fresh profile, and is done as a user
would do it: by the mouse, by keys, by dropping files. Letters that are typed into a field are counted apart from keys
that command something. The time is that of the program, from the first key to the last effect: reading and deciding
take as long as they take. Prints the table of docs/jobs.md. The platform is QT_QPA_PLATFORM, or Qt's offscreen one.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
HOME = Path(tempfile.mkdtemp(prefix="bcdc-jobs-"))
os.environ["BCDC_DESKTOP_HOME"] = str(HOME)
os.environ.setdefault("PYTHON_KEYRING_BACKEND", "keyring.backends.fail.Keyring")

from PySide6.QtCore import QEventLoop, QMimeData, QPoint, QPointF, Qt, QTimer, QUrl
from PySide6.QtGui import QAction, QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QPushButton, QWidget

from bcdc_desktop.catalogue.client import Catalogue
from bcdc_desktop.demo.server import DemoCatalogue
from bcdc_desktop.domain.profile import Profile
from bcdc_desktop.store.paths import Places
from bcdc_desktop.store.uploads import State
from bcdc_desktop.ui import theme
from bcdc_desktop.ui.app import name_application
from bcdc_desktop.ui.dialogs.publish import PublishDialog
from bcdc_desktop.ui.dialogs.sign_in import SignInDialog
from bcdc_desktop.ui.garbage import GarbageCollector
from bcdc_desktop.ui.journal.view import JournalDialog
from bcdc_desktop.ui.program import Program
from bcdc_desktop.ui.record_list.export_dialog import ExportDialog
from bcdc_desktop.ui.reports.quality_dialog import QualityDialog
from bcdc_desktop.ui.review import ChangesDialog, ConflictDialog
from bcdc_desktop.ui.uploads.dialog import UploadSheet
from bcdc_desktop.ui.window import MainWindow

Modifier = Qt.KeyboardModifier
BRANCH = "information-management-cfd"
PATIENCE = 60.0  # seconds


class Desk:
    """A window on a practice catalogue of its own, and a hand that counts what it does."""

    def __init__(self, app: QApplication, folder: Path, role: str = "editor") -> None:
        self.app, self.folder = app, folder
        self.demo = DemoCatalogue(folder / "practice")
        self.demo.start()
        self.program = Program(Places.below(folder / "home").make(), lambda _places: self.demo)
        self.window = MainWindow(self.program)
        self.clicks = self.keys = self.letters = 0
        self.begun = time.perf_counter()
        self.window.show()
        self.program.open("practice", practice_role=role)
        self.until(lambda: self.window.packages.model.rowCount() > 0)
        self.ready = time.perf_counter() - self.begun
        self.until(lambda: self.window.session is not None and not self.window.session.synchronizing)
        self.settle()

    def close(self) -> None:
        """End the window and its catalogue."""
        self.program.close()
        self.window.close()
        self.demo.stop()

    def restart(self) -> None:
        """Count from here on."""
        self.clicks = self.keys = self.letters = 0
        self.begun = time.perf_counter()

    def until(self, condition: Callable[[], object]) -> None:
        """Run the event loop until something holds.

        Raises:
            SystemExit: it never does.
        """
        end = time.monotonic() + PATIENCE
        while not condition():
            if time.monotonic() > end:
                raise SystemExit("waited in vain")
            self.app.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents, 20)

    def settle(self) -> None:
        """Let what is on its way be shown."""
        loop = QEventLoop()
        QTimer.singleShot(300, loop.quit)
        loop.exec()

    def key(self, key: Qt.Key, modifiers: Modifier = Modifier.NoModifier, times: int = 1) -> None:
        """Press a key where the cursor is."""
        for _ in range(times):
            self.keys += 1
            QTest.keyClick(self.focus(), key, modifiers)

    def type(self, text: str) -> None:
        """Type a text where the cursor is."""
        self.letters += len(text)
        QTest.keyClicks(self.focus(), text)

    def command(self, name: str) -> None:
        """Press the keys of a command."""
        self.keys += 1
        action = self.window.findChild(QAction, name)
        assert action is not None
        action.trigger()

    def click(self, widget: QWidget, at: QPoint | None = None) -> None:
        """Click."""
        self.clicks += 1
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton, pos=at or QPoint())

    def click_row(self, view: Any, row: int) -> None:
        """Click a row of a list."""
        index = view.model().index(row, 0)
        view.scrollTo(index)
        self.click(view.viewport(), view.visualRect(index).center())

    def drop(self, target: QWidget, files: list[Path]) -> None:
        """Drop files: one drag of the mouse."""
        self.clicks += 1
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(file)) for file in files])
        at, button, copy = QPointF(target.rect().center()), Qt.MouseButton.LeftButton, Qt.DropAction.CopyAction
        for event in (
            QDragEnterEvent(at.toPoint(), copy, data, button, Modifier.NoModifier),
            QDropEvent(at, copy, data, button, Modifier.NoModifier),
        ):
            QApplication.sendEvent(target, event)

    def focus(self) -> QWidget:
        """Where keys go."""
        top = QApplication.activeModalWidget() or QApplication.activeWindow() or self.window
        return QApplication.activePopupWidget() or QApplication.focusWidget() or top.focusWidget() or top

    def dialog(self, kind: type) -> Any:
        """Wait for a dialog."""

        def find() -> QWidget | None:
            tops = QApplication.topLevelWidgets()
            return next((w for w in tops if isinstance(w, kind) and w.isVisible()), None)

        self.until(find)
        self.app.processEvents()
        return find()

    @property
    def colleague(self) -> Catalogue:
        """The catalogue, as someone else uses it."""
        return Catalogue(Profile("colleague", "Colleague", self.demo.url), self.demo.tokens["orgadmin"])

    def record(self, *, state: str = "PUBLISHED") -> dict[str, Any]:
        """The record of the editor's branch in a state that has the most resources."""
        found = self.colleague.search(fq=f'owner_org:"{self.colleague.organization(BRANCH)["id"]}"', rows=100).packages
        return max((p for p in found if p["publish_state"] == state), key=lambda p: len(p["resources"]))

    def show(self, record: dict[str, Any]) -> None:
        """Have a record on screen before the job begins."""
        self.window.show_record(record["id"])
        self.until(lambda: self.window.record.package is not None and self.window.record.package.id == record["id"])
        self.until(lambda: self.window.record.editor is not None and bool(self.window.record.editor.resource_id))
        self.settle()
        self.restart()


def files(desk: Desk, count: int) -> list[Path]:
    """Tables to drop."""
    folder = desk.folder / "dropped"
    folder.mkdir(exist_ok=True)
    made = []
    for number in range(count):
        made.append(folder / f"levels_{1970 + number}.csv")
        made[-1].write_text("DATE,LEVEL\r\n" + f"{1970 + number}-05-01,{number}\r\n" * 20, "utf-8")
    return made


def first_start(desk: Desk) -> None:
    """Start, and see the records."""
    desk.begun = time.perf_counter() - desk.ready


def find_by_words(desk: Desk) -> None:
    """Find a record by words."""
    desk.command("search")
    desk.type("well skeena")
    desk.until(lambda: 0 < desk.window.packages.model.rowCount() < 10)
    desk.key(Qt.Key.Key_Down)
    desk.key(Qt.Key.Key_Return)
    desk.until(lambda: desk.window.record.package is not None)


def find_by_organization(desk: Desk) -> None:
    """Find a record by its organization."""
    desk.clicks += 2  # on the arrow before the ministry, and on the branch
    organizations = desk.window.organizations
    branch = organizations.model.tree.get(BRANCH)
    organizations.view.expand(organizations.model.find(branch.parent))
    organizations.choose(branch.id)
    desk.until(lambda: 0 < desk.window.packages.model.rowCount() < 20)
    desk.click_row(desk.window.packages.view, 4)
    desk.until(lambda: desk.window.record.package is not None)


def rename_by_keys(desk: Desk) -> None:
    """Find a record, rename it, and save, with the keyboard alone."""
    find_by_words(desk)
    desk.until(lambda: desk.window.record.editor is not None and bool(desk.window.record.editor.resource_id))
    desk.command("editRecord")
    desk.until(lambda: desk.window.record.editor.target == "")
    desk.key(Qt.Key.Key_End)
    desk.type(", renamed")
    desk.command("save")
    desk.dialog(ChangesDialog)
    desk.key(Qt.Key.Key_Return)
    desk.until(lambda: not desk.window.record.editor.busy and not desk.window.record.editor.copy.counts())


def edit_with_a_mistake(desk: Desk) -> None:
    """Change a resource, go to the mistake, correct it, review and save."""
    editor = desk.window.record.editor
    desk.click(editor.form.editor("name"))
    desk.key(Qt.Key.Key_A, Modifier.ControlModifier)
    desk.key(Qt.Key.Key_Delete)
    desk.command("save")
    desk.settle()
    desk.type("Download water levels")
    desk.command("save")
    desk.dialog(ChangesDialog)
    desk.key(Qt.Key.Key_Return)
    desk.until(lambda: not editor.busy and not editor.copy.counts())


def offer_for_publishing(desk: Desk) -> None:
    """Offer a draft for publishing."""
    desk.command("publish")
    dialog = desk.dialog(PublishDialog)
    desk.click(dialog.buttons["PENDING PUBLISH"])
    desk.until(lambda: desk.window.record.page.summary.state.text() == "Pending Publish")


def publish(desk: Desk) -> None:
    """Publish a record that waits, as an administrator."""
    desk.command("publish")
    dialog = desk.dialog(PublishDialog)
    desk.click(dialog.buttons["PUBLISHED"])
    desk.until(lambda: desk.window.record.page.summary.state.text() == "Published")


def fifty_files(desk: Desk) -> None:
    """Drop fifty files on a record, and have them on the server."""
    desk.drop(desk.window.record.page, files(desk, 50))
    sheet = desk.dialog(UploadSheet)
    desk.until(lambda: sheet.state is not None and not sheet.state.reading and not sheet.state.undecided())
    desk.until(sheet.send_button.isEnabled)
    desk.key(Qt.Key.Key_Return)
    _send(desk, sheet)
    rows = desk.window.session.workspace.store.uploads.rows
    desk.until(lambda: len(rows()) == 50 and all(row.state is State.DONE for row in rows()))


def _send(desk: Desk, sheet: UploadSheet) -> None:
    """Answer the question about a public record."""
    desk.settle()
    asked = sheet.findChild(QPushButton, "publicSendButton")
    if asked is not None:
        desk.click(asked)


def replace_a_file(desk: Desk) -> None:
    """Replace the file of a resource."""
    resource = next(r for r in desk.window.record.model.resources() if r.uploaded)
    name = Path(resource.url).name
    path = desk.folder / name
    path.write_text("DATE,LEVEL\r\n2024-05-01,1\r\n", "utf-8")
    desk.clicks += 1
    desk.window.uploads.add_files(desk.window.record.package.id, resource.id, [path])
    sheet = desk.dialog(UploadSheet)
    desk.until(sheet.send_button.isEnabled)
    desk.key(Qt.Key.Key_Return)
    _send(desk, sheet)
    rows = desk.window.session.workspace.store.uploads.rows
    desk.until(lambda: bool(rows()) and all(row.state is State.DONE for row in rows()))


def conflict(desk: Desk) -> None:
    """Save what someone else changed meanwhile, and keep one's own."""
    record = desk.window.record
    desk.command("editRecord")
    desk.until(lambda: record.editor.target == "")
    desk.key(Qt.Key.Key_End)
    desk.type(", mine")
    desk.colleague.patch_package(record.package.id, {"title": f"{record.package.title}, theirs"})
    desk.command("save")
    desk.dialog(ChangesDialog)
    desk.key(Qt.Key.Key_Return)
    dialog = desk.dialog(ConflictDialog)
    desk.click(next(r for r in dialog.pane.radios.values() if r.isVisible()))
    desk.click(dialog.save_button)
    desk.until(lambda: not record.editor.busy and not record.editor.copy.counts())


def offline(desk: Desk) -> None:
    """Edit without a network; save once it is back."""
    record = desk.window.record
    url = desk.demo.url
    desk.demo.stop()
    desk.command("editRecord")
    desk.until(lambda: record.editor.target == "")
    desk.key(Qt.Key.Key_End)
    desk.type(", offline")
    port = int(url.rsplit(":", 1)[1])
    desk.demo = DemoCatalogue(desk.folder / "practice", port=port)
    desk.demo.start()
    desk.command("save")
    desk.dialog(ChangesDialog)
    desk.key(Qt.Key.Key_Return)
    desk.until(lambda: not record.editor.busy and not record.editor.copy.counts())


def undo(desk: Desk) -> None:
    """Undo the last change from the journal."""
    rename = desk.window.record.editor
    title = desk.window.record.package.title
    desk.command("editRecord")
    desk.until(lambda: rename.target == "")
    desk.key(Qt.Key.Key_End)
    desk.type(", wrong")
    desk.command("save")
    desk.dialog(ChangesDialog)
    desk.key(Qt.Key.Key_Return)
    desk.until(lambda: not rename.busy and not rename.copy.counts())
    desk.settle()
    desk.restart()
    desk.command("journal")
    journal = desk.dialog(JournalDialog)
    desk.until(lambda: journal.table.topLevelItemCount() > 0)
    desk.settle()
    button = next(b for b in journal.findChildren(QPushButton) if b.text().startswith("Undo") and b.isVisible())
    desk.click(button)
    review = desk.dialog(ChangesDialog)
    desk.click(review.save_button)
    desk.until(lambda: desk.window.record.package.title == title)


def quality(desk: Desk) -> None:
    """See the data quality of an organization."""
    desk.command("quality")
    dialog = desk.dialog(QualityDialog)
    desk.until(lambda: dialog.view is not None)


def compare(desk: Desk) -> None:
    """Compare two catalogues."""
    desk.command("compare")
    desk.dialog(QDialog)
    desk.settle()


def export(desk: Desk) -> None:
    """Export the list as CSV."""
    desk.command("exportList")
    desk.dialog(ExportDialog)
    desk.key(Qt.Key.Key_Return)
    chooser = desk.dialog(QFileDialog)
    target = desk.folder / "list.csv"
    desk.keys += 1
    chooser.fileSelected.emit(str(target))
    chooser.close()
    desk.until(lambda: target.exists() and target.stat().st_size > 0)


def other_user(desk: Desk) -> None:
    """Sign in with an API key from the clipboard, and out again."""
    desk.click(desk.window.top.account)
    dialog = desk.dialog(SignInDialog)
    QApplication.clipboard().setText(desk.demo.tokens["orgadmin"])
    desk.key(Qt.Key.Key_V, Modifier.ControlModifier)
    assert dialog.key.text()
    desk.key(Qt.Key.Key_Return)
    desk.until(lambda: desk.window.session is not None and desk.window.session.workspace.user == "orgadmin")
    desk.until(lambda: desk.window.session is not None and desk.window.session.account is not None)
    desk.clicks += 2  # on the account, and on Sign out
    desk.window.sign_out()
    desk.until(lambda: desk.window.session is not None and not desk.window.session.workspace.catalogue.has_key)


def _open_without_a_key(desk: Desk) -> None:
    desk.program.settings.put_profile(Profile("other", "Other catalogue", desk.demo.url))
    desk.program.open("other")
    desk.until(lambda: desk.window.session is not None and desk.window.session.workspace.profile.name == "other")
    desk.until(lambda: desk.window.packages.model.rowCount() > 0 and not desk.window.session.synchronizing)


def much(desk: Desk) -> None:
    """Look at a record with 200 resources and a description of 1 MB."""
    desk.command("search")
    desk.type("much of everything")
    desk.until(lambda: desk.window.packages.model.rowCount() == 1)
    desk.key(Qt.Key.Key_Down)
    desk.key(Qt.Key.Key_Return)
    desk.until(lambda: len(desk.window.record.model.resources()) == 200)


Job = Callable[[Desk], None]
# number, job, role, state of the record that is on screen before
JOBS: tuple[tuple[str, Job, str, str], ...] = (
    ("1", first_start, "editor", ""),
    ("2", find_by_words, "editor", ""),
    ("2", find_by_organization, "editor", ""),
    ("3", edit_with_a_mistake, "editor", "PUBLISHED"),
    ("4", offer_for_publishing, "editor", "DRAFT"),
    ("4", publish, "orgadmin", "PENDING PUBLISH"),
    ("5", fifty_files, "editor", "PUBLISHED"),
    ("5", replace_a_file, "editor", "PUBLISHED"),
    ("6", conflict, "editor", "PUBLISHED"),
    ("7", offline, "editor", "PUBLISHED"),
    ("8", undo, "editor", "PUBLISHED"),
    ("9", quality, "editor", ""),
    ("10", compare, "editor", ""),
    ("11", export, "editor", ""),
    ("12", other_user, "editor", ""),
    ("13", rename_by_keys, "editor", ""),
    ("17", much, "editor", ""),
)


def main() -> int:
    """Do the jobs, and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", nargs="*", default=[], help="numbers or names of jobs")
    given = parser.parse_args()
    app = QApplication(sys.argv[:1])
    name_application(app)
    theme.apply_theme(app, "light")
    collector = GarbageCollector(app)  # as the program does
    print("| job | | clicks | keys | letters | time |")
    print("| --- | --- | ---: | ---: | ---: | ---: |")
    for count, (number, job, role, state) in enumerate(JOBS):
        if given.only and number not in given.only and job.__name__ not in given.only:
            continue
        folder = HOME / str(count)
        folder.mkdir()
        desk = Desk(app, folder, role)
        if job is much:
            _add_much(desk)
        if job is other_user:
            _open_without_a_key(desk)
        if state:
            desk.show(desk.record(state=state))
        desk.restart()
        job(desk)
        seconds = time.perf_counter() - desk.begun
        words = (job.__doc__ or "").strip().rstrip(".")
        print(f"| {number} | {words} | {desk.clicks} | {desk.keys} | {desk.letters} | {seconds:.1f} s |", flush=True)
        desk.close()
    del collector
    shutil.rmtree(HOME, ignore_errors=True)
    return 0


def _add_much(desk: Desk) -> None:
    record = desk.record()
    base = record["resources"][0]
    rows = [{k: v for k, v in base.items() if k != "id"} | {"name": f"Part {n}"} for n in range(200)]
    changes = {"title": "Much of everything", "notes": "Words and more words.\n\n" * 45_000, "resources": rows}
    desk.colleague.patch_package(record["id"], changes)
    desk.window.session.synchronize()
    desk.until(lambda: not desk.window.session.synchronizing)
    desk.settle()


if __name__ == "__main__":
    raise SystemExit(main())
