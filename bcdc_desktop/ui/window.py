"""The main window: places its panes and connects them."""

from __future__ import annotations

import logging
from typing import Any

from PySide6.QtCore import QByteArray, QMimeData, Qt, QTimer, Signal
from PySide6.QtGui import (
    QCloseEvent,
    QDragEnterEvent,
    QDragMoveEvent,
    QDropEvent,
    QGuiApplication,
    QKeyEvent,
    QShowEvent,
)
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QMainWindow,
    QMessageBox,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from bcdc_desktop.app.accounts import SignedIn, sign_out
from bcdc_desktop.app.catalogue_removal import LocalWork, local_work, may_remove
from bcdc_desktop.app.search.views import records_at_hand
from bcdc_desktop.app.storage import StoreError
from bcdc_desktop.catalogue.credentials import KeyringProblem
from bcdc_desktop.catalogue.errors import CatalogueError
from bcdc_desktop.domain.policy import ADD_PROFILES
from bcdc_desktop.domain.profile import PRACTICE
from bcdc_desktop.domain.record_changes import NEW
from bcdc_desktop.error_text import error_text, system_reason
from bcdc_desktop.ui import opening
from bcdc_desktop.ui.actions import WindowMenu
from bcdc_desktop.ui.commands.find_in_form import FieldFinder
from bcdc_desktop.ui.commands.palette import CommandPalette
from bcdc_desktop.ui.dialogs.add_catalogue import AddCatalogueDialog
from bcdc_desktop.ui.dialogs.remove_catalogue import RemoveCatalogueDialog
from bcdc_desktop.ui.dialogs.sign_in import SignInDialog
from bcdc_desktop.ui.dropped_files import dropped_files
from bcdc_desktop.ui.help.windows import HelpWindows
from bcdc_desktop.ui.history import BackAndForward, MouseButtons
from bcdc_desktop.ui.jobs import LatestOnly
from bcdc_desktop.ui.list_stack import ListStack
from bcdc_desktop.ui.panes import Panes
from bcdc_desktop.ui.pasted_files import handed_over, has_virtual_files, pasted_table
from bcdc_desktop.ui.program import Program
from bcdc_desktop.ui.record.controller import RecordController
from bcdc_desktop.ui.search_controller import SearchController
from bcdc_desktop.ui.session import Session, SessionChoices
from bcdc_desktop.ui.statusbar import StatusLine
from bcdc_desktop.ui.tool_windows import RecordWindows, ToolWindows
from bcdc_desktop.ui.topbar import TopBar
from bcdc_desktop.ui.uploads.windows import UploadWindows
from bcdc_desktop.ui.widgets.dialog import remembered_sizes, restore_sizes
from bcdc_desktop.ui.widgets.geometry import keep_on_screen
from bcdc_desktop.ui.widgets.help_key import help_key
from bcdc_desktop.ui.widgets.message_bar import Kind, MessageBar
from bcdc_desktop.ui.widgets.plain_text import PlainMessageBox, window_title
from bcdc_desktop.ui.widgets.text import labelled

_log = logging.getLogger(__name__)
_LEAST_HEIGHT = 340  # of the panes; a record with much to say may not make the window higher than its screen
_LEAST_WIDTHS = (200, 200, 400)  # pixels, of organizations, list and record
_STORED_MS = 3000  # that the system gives a program before it ends it
_CONNECTION = "connection"  # cause of a message


class MainWindow(QMainWindow):
    """Three panes below a top bar, above a status line; all of them show the one session that is open."""

    ready = Signal()  # the tree is on screen
    crashed = Signal(object)  # an error that is a bug

    def __init__(self, program: Program) -> None:
        super().__init__()
        self._program = program
        self._session: Session | None = None
        self._choices: SessionChoices | None = None
        self._choosing = LatestOnly("disk", self)
        self._session_ends = False  # the user logs off: nothing is asked any more
        self._pending_message: tuple[Kind, str] | None = None  # shown once a catalogue is open again
        self._has_new_key = False
        self.setWindowTitle("BCDC Desktop")
        self.setObjectName("mainWindow")
        self.setAcceptDrops(True)
        self.resize(1440, 860)
        self.top = TopBar(self)
        self.bar = MessageBar(self)
        self.bar.setObjectName("connectionBar")
        self.finding = SearchController(self.top.search, program.settings, self)
        self.organizations, self.packages = self.finding.organizations, self.finding.packages
        self.middle = ListStack(self.finding, self)
        self.drafts = self.middle.drafts
        self.record = RecordController(self)
        self.record_windows = RecordWindows(self.record, self.show_record, self)
        self.uploads = UploadWindows(self.record, self.bar, program.background, self)
        self.tool_windows = ToolWindows(self)
        self.helps = HelpWindows(program, self)
        self.visits = BackAndForward(self.finding, self.record, self.record_windows.show, self)
        self.panes = Panes(self.finding, self.middle, self.record, self.top.search, self)
        self._mouse = MouseButtons(self)
        self.status = StatusLine(self)
        centre = QWidget(self)
        # not the window's: with another parent all that is in it would be styled again
        self.splitter = QSplitter(centre)
        for pane, width in zip((self.finding.side, self.middle, self.record.page), _LEAST_WIDTHS, strict=True):
            self.splitter.addWidget(pane)
            pane.setMinimumWidth(width)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.setHandleWidth(1)
        self.splitter.setMinimumHeight(_LEAST_HEIGHT)
        for place, stretch in enumerate((0, 1, 3)):
            self.splitter.setStretchFactor(place, stretch)
        self.splitter.setSizes([264, 536, 640])
        line = QFrame(self)
        line.setProperty("line", "true")
        layout = QVBoxLayout(centre)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.top)
        layout.addWidget(self.splitter, 1)
        layout.addWidget(self.bar)
        layout.addWidget(line)
        layout.addWidget(self.status)
        self.setCentralWidget(centre)
        self.window_menu = WindowMenu(self)
        self._connect()
        self._restore()

    # opening

    def show_session(self, session: Session) -> None:
        """Show another catalogue."""
        self._session = session
        choices = self._choices = SessionChoices(session)
        profile = session.workspace.profile
        self.setWindowTitle(window_title(f"{profile.label} – BCDC Desktop"))
        self.top.show_profile(profile, self._program.settings.profiles())
        self.bar.hide()
        self.record.show_session(session, choices)
        self.visits.begin()
        self.finding.show_session(session)
        self.tool_windows.show_session(session, choices)
        self.middle.show_session(session)
        self.record_windows.take_choices(choices)
        self.record_windows.watch(session, self.bar)
        self.status.show_session(session)
        session.connectionChanged.connect(self._show_connection)
        session.accountChanged.connect(self._show_account)
        session.signInAsked.connect(self.sign_in)
        self.uploads.show_session(session, choices)
        session.workers.crashed.connect(self.show_crash)
        session.damaged.connect(self._reopen_damaged)
        session.workDamaged.connect(self.bar.show_error)
        session.sync.first = self._on_screen
        session.sync.recordsUnreadable.connect(self._show_unreadable)
        session.storingFailed.connect(self._not_stored)
        self._show_account()
        if notice := session.workspace.rescue_notice():
            self.bar.show_message("warning", notice)
        elif session.workspace.keyring_problem:
            self.bar.show_message("warning", session.workspace.keyring_problem, [(self.tr("Sign in"), self.sign_in)])
        elif session.workspace.cache_replaced:
            self.bar.show_message(
                "information",
                self.tr(
                    "The cache of this catalogue was damaged or from another version. It was set aside and is being "
                    "downloaded again. Drafts, uploads and the journal are safe."
                ),
            )
        elif problem := self._program.settings.problem:
            self.bar.show_message(
                "warning",
                self.tr(
                    "Your settings couldn't be read: %1. The last good copy is used. Nothing is changed in them until "
                    "they can be read again."
                ).replace("%1", system_reason(problem)),
            )
        elif aside := self._program.settings.set_aside:
            self.bar.show_message(
                "warning",
                self.tr(
                    "The file with your settings was damaged, and was kept as %1. The last good copy is used, or the "
                    "defaults where there is none."
                ).replace("%1", str(aside)),
            )
        elif self._program.settings.policy.problems:
            parts = ", ".join(self._program.settings.policy.problems)
            text = self.tr("Some settings of your administrator couldn't be read: %1. The others apply.")
            self.bar.show_message("warning", text.replace("%1", parts))
        elif self._program.cache_missing:
            self.bar.show_message(
                "information",
                self.tr(
                    "The cache folder %1 is missing or on a network drive. The default folder is used instead."
                ).replace("%1", self._program.cache_missing),
            )
        elif self._pending_message is not None:
            self.bar.show_message(*self._pending_message)
        self._pending_message = None
        session.start()
        if self._has_new_key and session.workspace.catalogue.has_key:
            self.uploads.resume_refused()
        self._has_new_key = False

    def show_failure(self, name: str, error: Any) -> None:
        """Show that a profile could not be opened."""
        words = error_text(error)
        self.bar.show_message(
            "error",
            self.tr("“%1” could not be opened. %2").replace("%1", name).replace("%2", words),
            [(self.tr("Try again"), lambda: self._program.open(name))],
        )

    # commands

    def sign_in(self) -> None:
        """Ask for an API key."""
        if self._session is None:
            return
        profile = self._session.workspace.profile
        dialog = SignInDialog(profile, self._program.settings, self._program.credentials, self._program.workers, self)
        dialog.signedIn.connect(self._signed_in)
        workspace = self._session.workspace
        job = self._session.read(workspace.abilities)
        job.tell(dialog, done=lambda abilities: dialog.show_key_page(abilities.has_tokens_only))
        dialog.open()

    def sign_out(self) -> None:
        """Forget the API key of the open profile."""
        if self._session is None:
            return
        profile, program = self._session.workspace.profile, self._program
        job = program.workers.run(
            lambda _t, _r: sign_out(profile, settings=program.settings, credentials=program.credentials)
        )
        job.tell(
            self,
            done=lambda _p: program.open(profile.name),
            failed=self.bar.show_error,
        )

    def add_catalogue(self) -> None:
        """Ask for another catalogue."""
        if not self._program.settings.policy.allows(ADD_PROFILES):
            self.bar.show_message("information", self.tr("Your administrator doesn't allow adding catalogues."))
            return
        dialog = AddCatalogueDialog(self._program.settings, self._program.workers, self)
        dialog.added.connect(self._program.open)
        dialog.open()

    def remove_catalogue(self) -> None:
        """Ask whether the open catalogue, which was added, is to be removed."""
        session = self._session
        if session is None or not may_remove(session.workspace.profile):
            return
        self.record_windows.flush()
        workspace = session.workspace

        def ask(work: LocalWork) -> None:
            dialog = RemoveCatalogueDialog(workspace.profile, work, self)
            dialog.confirmed.connect(lambda: self._program.remove(workspace.profile))
            dialog.open()

        session.store(lambda: local_work(workspace)).tell(self, done=ask)

    def choose_profile(self, name: str) -> None:
        """Open another catalogue; uploads to the one on screen go on."""
        self.record_windows.flush()
        self._program.open(name)

    def show_settings(self) -> None:
        """Show the settings of the catalogue."""
        session = self._session
        if session is None:
            return
        from bcdc_desktop.ui.dialogs.catalogue_settings import CatalogueSettingsDialog

        workspace = session.workspace

        def show(learned: int | None) -> None:
            dialog = CatalogueSettingsDialog(workspace.profile, learned, self, policy=self._program.settings.policy)
            dialog.saved.connect(self._program.change)
            dialog.syncScopeAsked.connect(self.organizations.show_sync_scope)
            dialog.forgetAsked.connect(lambda: session.store(lambda: workspace.learn_limit(None)))
            dialog.open()

        session.read(lambda: workspace.abilities().refused_size).tell(self, done=show)

    def show_record(self, package_id: str, resource_id: str = "") -> None:
        """Show a record in the right pane."""
        self.packages.select(package_id)
        self.record.show_package(package_id, resource_id)

    def new_record(self) -> None:
        """Ask what a new record is made from, and show its draft."""
        if self._session is not None:
            self.record_windows.flush()
            here = self.finding.search_state.where.organization
            self.record_windows.new_record(self._session, here or "")

    def find_here(self) -> None:
        """Find a field, where the cursor is in a form; else search within the list."""
        if self.panes.in_form:
            self.find_in_form()
        else:
            self.finding.search_here()

    def find_in_form(self) -> None:
        """Find a field of the record by its label or its value."""
        editor, session = self.record.editor, self._session
        if editor is not None and session is not None and self._choices is not None:
            FieldFinder(editor, session.workspace.schema_of(editor.copy.package), self._choices, self).open()

    def show_palette(self) -> None:
        """Find a command or a place by a few letters."""
        palette, session = CommandPalette(self), self._session
        palette.add_commands(self.window_menu.commands)
        if session is not None:
            workspace = session.workspace
            palette.add_places(self.finding, self.show_drafts)
            palette.add_catalogues(self._program.settings.profiles(), workspace.profile.name, self.choose_profile)
            job = session.read(lambda: records_at_hand(workspace))
            job.tell(palette, done=lambda found: palette.add_records(found[0], found[1], self.record_windows.show))
        palette.open()

    def show_journal(self) -> None:
        """Show the journal."""
        if self._session is not None and self._choices is not None:
            self.record_windows.show_journal(self._session, self._choices)

    def show_drafts(self) -> None:
        """Show the drafts, new records among them."""
        self.middle.show_drafts()

    def show_waiting(self) -> None:
        """Show the records that wait for an administrator's approval."""
        if self._session is not None:
            self.record_windows.show_waiting(self._session)

    def show_overwritten(self) -> None:
        """Show saves of this computer that someone else has overwritten."""
        if self._session is not None:
            self.record_windows.show_overwritten(self._session)

    def paste(self) -> None:
        """Add the files in the clipboard to the record on screen; a table of cells becomes a file."""
        data, package, session = QGuiApplication.clipboard().mimeData(), self.record.package, self._session
        if package is None or session is None:
            return
        files = dropped_files(data)
        if files:
            self.uploads.add_files(package.id, "", files)
        elif has_virtual_files(data):
            self._take_virtual_files(data)
        elif table := pasted_table(data):
            from bcdc_desktop.app.uploads.repairs import store_pasted  # a start does not wait for what checks files

            workspace, name = session.workspace, self.tr("pasted table.csv")
            job = session.read(lambda: store_pasted(workspace, table, name), lane="files")
            job.tell(self, done=lambda path: self.uploads.add_files(package.id, "", [path]), failed=self._not_stored)
        else:
            self.status.show_briefly(self.tr("There are no files and no table in the clipboard."))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files that are inside of another program, or say what to do with them."""
        event.setAccepted(has_virtual_files(event.mimeData()))

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Take them wherever they are over the window."""
        event.setAccepted(has_virtual_files(event.mimeData()))

    def dropEvent(self, event: QDropEvent) -> None:
        """Add files that are inside of another program to the record on screen, or say what to do with them."""
        if has_virtual_files(event.mimeData()):
            event.setDropAction(Qt.DropAction.CopyAction)  # nothing is taken away from the other program
            event.accept()
            self._take_virtual_files(event.mimeData())

    def _take_virtual_files(self, data: QMimeData) -> None:
        package, session = self.record.package, self._session
        files = handed_over(data) if package is not None else []
        if files and package is not None and session is not None:
            from bcdc_desktop.app.uploads.repairs import store_received  # a start does not wait for what checks files

            workspace, record = session.workspace, package.id
            job = session.read(lambda: store_received(workspace, files), lane="files")
            job.tell(self, done=lambda paths: self.uploads.add_files(record, "", paths), failed=self._not_stored)
            return
        self.bar.show_message(
            "information",
            self.tr(
                "These files are inside another program, such as Outlook or a zip folder. Save them to a folder first, "
                "then drop them here from there."
            ),
        )

    def copy(self, what: str, value: str) -> None:
        """Put a text into the clipboard, and say so in the status line."""
        QGuiApplication.clipboard().setText(value)
        words = {"id": self.tr("ID copied"), "name": self.tr("Name copied"), "url": self.tr("Address copied")}
        lines = value.count("\n") + 1
        many = self.tr("%1 lines copied").replace("%1", str(lines))
        self.status.show_briefly(many if lines > 1 else labelled(words.get(what, ""), value))

    def copy_current(self, what: str) -> None:
        """Copy the ID, name or address of what the cursor is on."""
        focus = QApplication.focusWidget()
        if focus is not None and self.organizations.isAncestorOf(focus):
            self.organizations.copy(what)
        elif focus is not None and focus is self.record.table:
            self.record.copy_resource(what)
        elif self.record.package is not None:
            self.record.copy_record(what)

    def open_page(self, address: str) -> None:
        """Open a page in the browser; warn where the address is not that of a web page."""
        if not opening.open_page(address):
            self.bar.show_message("warning", self.tr("Not a web address: %1").replace("%1", address[:300]))

    def refresh(self) -> None:
        """Ask the catalogue again for all that is shown."""
        session = self._session
        if session is None:
            return
        if self.record.package is not None:
            session.refresh_package(self.record.package.id)
        session.try_again()

    def stop_sync(self) -> None:
        """Stop the synchronization."""
        if self._session is not None:
            self._session.sync.cancel()

    def practise_as(self, role: str) -> None:
        """Open the practice catalogue as a user of another role."""
        self._program.open("practice", practice_role=role)

    @property
    def program(self) -> Program:
        """The program around this window."""
        return self._program

    @property
    def session(self) -> Session | None:
        """The session that is shown."""
        return self._session

    # inside

    def _connect(self) -> None:
        top, organizations, packages, record = self.top, self.organizations, self.packages, self.record
        top.profileChosen.connect(self.choose_profile)
        top.addProfileAsked.connect(self.add_catalogue)
        top.removeProfileAsked.connect(self.remove_catalogue)
        top.signInAsked.connect(self.sign_in)
        packages.emptiness.practiceAsked.connect(lambda: self._program.open(PRACTICE.name))
        packages.emptiness.signInAsked.connect(self.sign_in)
        top.signOutAsked.connect(self.sign_out)
        top.uploadsAsked.connect(lambda: self.uploads.show())
        self.helps.told.connect(self.status.show_briefly)
        help_key().asked.connect(self.helps.show_guide_for)
        self._mouse.backPressed.connect(self.visits.back)
        self._mouse.forwardPressed.connect(self.visits.forward)
        self.uploads.countChanged.connect(top.show_uploads)
        self.uploads.troubleChanged.connect(self.status.show_waiting_uploads)
        self.uploads.pageAsked.connect(self.open_page)
        self.uploads.signInAsked.connect(self.sign_in)
        self.uploads.catalogueAsked.connect(self.choose_profile)
        self.uploads.recordAsked.connect(self.show_record)
        top.refreshAsked.connect(self.refresh)
        top.newRecordAsked.connect(self.new_record)
        self.middle.recordChosen.connect(self.record_windows.show)
        self.middle.opened.connect(record.focus_resources)
        self.middle.sheetOpened.connect(self.uploads.go_on_with_sheet)
        self.record_windows.serve(self.middle.commands)
        self.middle.commands.bulkAsked.connect(self.tool_windows.bulk_change)
        self.middle.commands.copyAsked.connect(self.tool_windows.copy_records)
        self.record_windows.windowMade.connect(self._connect_record)
        self.drafts.discarding.connect(record.discarding)
        organizations.loaded.connect(self.ready)
        packages.filesDropped.connect(lambda package, files: self.uploads.add_files(package, "", files))
        record.filesDropped.connect(self.uploads.add_files)
        record.shown.connect(self.middle.record_shown)
        for pane in (organizations, packages, record):
            pane.copyAsked.connect(self.copy)
            pane.openAsked.connect(self.open_page)
        self.tool_windows.pageAsked.connect(self.open_page)
        organizations.qualityAsked.connect(self.tool_windows.quality)
        self._program.opened.connect(self.show_session)
        self._program.failed.connect(self.show_failure)
        self._program.cacheMoved.connect(self._cache_moved)

    def _connect_record(self, record: RecordController) -> None:
        """Serve a record in a window of its own as the one in this window."""
        record.filesDropped.connect(self.uploads.add_files)
        record.copyAsked.connect(self.copy)
        record.openAsked.connect(self.open_page)

    def _not_stored(self, error: Any) -> None:
        self.bar.show_message(
            "error",
            self.tr("This could not be stored on this computer. %1 What you typed is still in the form.").replace(
                "%1", error_text(error)
            ),
        )

    def _on_screen(self) -> list[str]:
        """Return the IDs of the records that a synchronization reads before all others."""
        shown = [self.record.package.id] if self.record.package is not None else []
        return [i for i in dict.fromkeys([*shown, *self.packages.ids_on_screen()]) if not i.startswith(NEW)]

    def _reopen_damaged(self) -> None:
        self.record_windows.flush()
        self._program.reopen()

    def _cache_moved(self, error: Any) -> None:
        if error is None:
            self._pending_message = ("success", self.tr("The cache was moved to the new folder."))
        else:
            words = self.tr("The cache was not moved: %1").replace("%1", error_text(error))
            self._pending_message = ("error", words)

    def _show_unreadable(self, notice: str) -> None:
        self.bar.show_message("warning", notice)

    def _signed_in(self, signed_in: SignedIn) -> None:
        self._has_new_key = True
        self._program.open(signed_in.profile.name)
        said = " ".join(filter(None, (signed_in.read_only, signed_in.note)))
        if said:
            QTimer.singleShot(0, self, lambda: self.bar.show_message("information", said))

    def _show_account(self) -> None:
        session = self._session
        if session is None:
            return
        account, tree = session.account, session.tree
        if self._choices is not None:  # also of whom nothing is known: forms name organizations and licences
            self._choosing.ask(session, self._choices.load, lambda _r: self.record.refresh_choices())
        if not session.workspace.catalogue.has_key:
            self.top.show_account(self.tr("Sign in"), signed_in=False)
            return
        name = (account.title or account.name) if account else session.workspace.user
        if account and account.sysadmin:
            rights = self.tr("system administrator")
        else:
            admin = sum(o.capacity == "admin" for o in tree)
            editor = sum(o.capacity == "editor" for o in tree)
            parts = [
                self.tr("admin of %1").replace("%1", str(admin)) if admin else "",
                self.tr("editor of %1").replace("%1", str(editor)) if editor else "",
            ]
            rights = ", ".join(p for p in parts if p) or (self.tr("read only") if len(tree) else "")
        self.top.show_account(" · ".join(p for p in (name, rights) if p), signed_in=True)

    def _show_connection(self) -> None:
        session = self._session
        if session is None:
            return
        if session.connection == "offline":
            kept = self.tr("%1 You can use what was downloaded before. Your edits are stored as drafts.")
            empty = self.tr("%1 Nothing has been downloaded from this catalogue yet.")
            self.bar.show_message(
                "information",
                (kept if len(session.tree) else empty).replace("%1", session.server.message),
                [(self.tr("Try again"), session.try_again)],
                cause=_CONNECTION,
            )
        elif session.connection == "refused":
            signed_out = self.tr("This catalogue can only be read by people who are signed in.")
            message = session.server.message if session.workspace.catalogue.has_key else signed_out
            button = (self.tr("Sign in"), self.sign_in)
            self.bar.show_message("warning", message, [button], cause=_CONNECTION)
        else:
            self.bar.clear(_CONNECTION)

    def show_crash(self, error: BaseException) -> None:
        """Tell that the program has a bug; its log has the details."""
        if not isinstance(error, CatalogueError | KeyringProblem):
            self.crashed.emit(error)
            self.bar.show_message(
                "error",
                self.tr("Something went wrong. The log has the details. What you typed is safe."),
            )

    # keys and mouse

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go one level up with Esc, where the widget with the cursor has no use for it."""
        if event.key() != Qt.Key.Key_Escape or not self.panes.up():
            super().keyPressEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        """Watch the buttons of the mouse once there is a window of the system."""
        super().showEvent(event)
        handle = self.windowHandle()
        if handle is not None:
            self._mouse.watch(handle)

    # closing and geometry

    def closeEvent(self, event: QCloseEvent) -> None:
        """Store what was typed; ask before closing while uploads are under way."""
        self.record_windows.flush()
        session = self._session
        busy = self._program.background.busy() or (session is not None and session.queue.busy())
        if busy and not self._session_ends and not self._may_close():
            event.ignore()
            return
        self._remember()
        self._program.close()
        event.accept()

    def store_everything(self) -> None:
        """Store what was typed, and wait until it is: the user logs off, and the program may be ended at any time."""
        self._session_ends = True
        self.record_windows.flush()
        self._remember()
        if self._session is not None:
            self._session.workers.wait_stored(_STORED_MS)

    def _may_close(self) -> bool:
        box = PlainMessageBox(self)
        box.setWindowTitle(self.tr("Uploads are under way"))
        box.setText(self.tr("Files are still being uploaded."))
        box.setInformativeText(self.tr("They resume when you open this catalogue again. Nothing is uploaded twice."))
        close = box.addButton(self.tr("Close"), QMessageBox.ButtonRole.AcceptRole)
        stay = box.addButton(self.tr("Keep uploading"), QMessageBox.ButtonRole.RejectRole)
        box.setDefaultButton(stay)
        box.exec()
        return box.clickedButton() is close

    def _remember(self) -> None:
        looks = [
            ("geometry", bytes(self.saveGeometry().toBase64().data()).decode()),
            ("panes", bytes(self.splitter.saveState().toBase64().data()).decode()),
            self.finding.layouts.to_store(),
            ("open_organizations", self.organizations.expanded()),
            ("dialog_sizes", remembered_sizes()),
        ]
        try:
            self._program.settings.put_all(looks)
        except (OSError, StoreError) as error:  # the orderly end matters more than where the window was
            _log.info("the window's place was not stored: %s", error)

    def _restore(self) -> None:
        settings = self._program.settings
        for key, restore in (("geometry", self.restoreGeometry), ("panes", self.splitter.restoreState)):
            stored = settings.get(key)
            if stored:
                restore(QByteArray.fromBase64(str(stored).encode()))
        self.organizations.set_expanded([k for k in settings.get("open_organizations", []) if isinstance(k, str)])
        keep_on_screen(self)
        restore_sizes(settings.get("dialog_sizes"))
