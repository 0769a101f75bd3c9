"""The menu bar and its keys."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QApplication, QMenu

from bcdc_desktop import __version__
from bcdc_desktop.ui import language, theme
from bcdc_desktop.ui.commands.availability import Availability
from bcdc_desktop.ui.commands.command import Command, plain
from bcdc_desktop.ui.commands.edit_menu import Standard, press
from bcdc_desktop.ui.spelling import Spelling, SpellingMenu
from bcdc_desktop.ui.theme.style import Mode

if TYPE_CHECKING:
    from .window import MainWindow

Role = QAction.MenuRole
Keys = str | QKeySequence.StandardKey | Sequence[str]


def _always() -> str:
    return ""


class WindowMenu(QObject):
    """All commands of the window in its menu bar, most of them with a key.

    A command that cannot be used at the moment is disabled while its menu is open; its key says why.
    """

    def __init__(self, window: MainWindow, platform: str = sys.platform) -> None:
        super().__init__(window)
        self._window = window
        self._mac = platform == "darwin"
        self._why = Availability(window.finding, window.record, window.visits, lambda: window.session, window)
        self.commands: list[Command] = []
        self._titles: dict[QMenu, tuple[str, ...]] = {}
        bar = window.menuBar()
        self._file(self._menu(bar.addMenu(self.tr("&File"))))
        self._edit(self._menu(bar.addMenu(self.tr("&Edit"))))
        self._view(self._menu(bar.addMenu(self.tr("&View"))))
        self._record(self._menu(bar.addMenu(self.tr("&Record"))))
        self._catalogue(self._menu(bar.addMenu(self.tr("&Catalogue"))))
        if self._mac:
            self._mac_window(self._menu(bar.addMenu(self.tr("&Window"))))
        self._help(self._menu(bar.addMenu(self.tr("&Help"))))

    def command(self, name: str) -> Command:
        """Return the command whose action has an object name.

        Raises:
            KeyError: there is none.
        """
        for command in self.commands:
            if command.action.objectName() == name:
                return command
        raise KeyError(name)

    # the menus

    def _file(self, menu: QMenu) -> None:
        window = self._window
        self._add(
            menu,
            "newRecord",
            self.tr("&New record…"),
            window.new_record,
            "Ctrl+N",
            "file-plus-outline",
            self._why.no_catalogue,
        )
        menu.addSeparator()
        self._add(
            menu,
            "save",
            self.tr("Review and &save…"),
            self._save,
            Standard.Save,
            "content-save-outline",
            self._why.nothing_to_save,
        )
        self._add(
            menu,
            "exportList",
            self.tr("&Export this list…"),
            window.finding.export_list,
            "Ctrl+Shift+E",
            "tray-arrow-down",
            self._why.no_catalogue,
        )
        self._add(
            menu,
            "exportForEditing",
            self.tr("Export for e&diting…"),
            window.tool_windows.export_for_editing,
            "",
            "",
            self._why.no_catalogue,
        )
        self._add(
            menu,
            "openEdited",
            self.tr("&Open edited spreadsheet or plan…"),
            window.tool_windows.open_bulk_file,
            "",
            "",
            self._why.no_catalogue,
        )
        self._add(
            menu, "backUp", self.tr("&Back up records…"), window.tool_windows.back_up, reason=self._why.no_catalogue
        )
        self._add(
            menu,
            "restoreBackup",
            self.tr("&Restore from a backup…"),
            window.tool_windows.restore,
            reason=self._why.no_catalogue,
        )
        self._add(
            menu,
            "saveSearch",
            self.tr("Sa&ve this search…"),
            window.finding.save_search,
            "Ctrl+Shift+S",
            "bookmark-plus-outline",
            self._why.no_search,
        )
        menu.addSeparator()
        self._add(
            menu,
            "uploads",
            self.tr("&Uploads"),
            lambda: window.uploads.show(),
            "Ctrl+U",
            "tray-arrow-up",
            self._why.no_catalogue,
        )
        menu.addSeparator()
        self._add(menu, "quit", self.tr("&Quit"), window.close, Standard.Quit, role=Role.QuitRole)

    def _edit(self, menu: QMenu) -> None:
        window = self._window

        def key(name: str, words: str, key: Standard, reason: Callable[[], str]) -> None:
            made = self._add(menu, name, words, lambda: press(key, made, window), key, reason=reason, anywhere=False)

        key("undo", self.tr("&Undo"), Standard.Undo, partial(self._why.no_step, back=True))
        key("redo", self.tr("&Redo"), Standard.Redo, partial(self._why.no_step, back=False))
        menu.addSeparator()
        key("cut", self.tr("Cu&t"), Standard.Cut, self._why.no_selection)
        key("copy", self.tr("&Copy"), Standard.Copy, _always)
        key("paste", self.tr("&Paste"), Standard.Paste, self._why.no_text_field)
        key("selectAll", self.tr("Select &all"), Standard.SelectAll, _always)
        menu.addSeparator()
        self._add(menu, "find", self.tr("&Find"), window.find_here, Standard.Find, reason=self._why.no_catalogue)
        self._add(
            menu,
            "findInForm",
            self.tr("Find in for&m…"),
            window.find_in_form,
            "Ctrl+Shift+K",
            "form-textbox",
            self._why.no_record,
        )
        self._spelling(menu)

    def _spelling(self, edit: QMenu) -> None:
        application = QApplication.instance()
        spelling = application.findChild(Spelling) if application is not None else None
        if not isinstance(spelling, Spelling):
            return
        menu = SpellingMenu(spelling, edit)
        edit.addSeparator()
        edit.addMenu(self._menu(menu, edit))
        for number, action in enumerate(menu.actions()):
            action.setObjectName(f"spelling-{number}")
            action.setMenuRole(Role.NoRole)
            self.commands.append(Command(action, self._titles[menu], _always))

    def _view(self, menu: QMenu) -> None:
        window, finding, visits = self._window, self._window.finding, self._window.visits
        self._add(
            menu,
            "palette",
            self.tr("Command &palette…"),
            window.show_palette,
            "Ctrl+Shift+P",
            "console-line",
            anywhere=False,
        )
        self._add(
            menu,
            "back",
            self.tr("&Back"),
            visits.back,
            self._on_mac("Ctrl+[", "Alt+Left"),
            "arrow-left",
            self._why.no_way_back,
        )
        self._add(
            menu,
            "forward",
            self.tr("For&ward"),
            visits.forward,
            self._on_mac("Ctrl+]", "Alt+Right"),
            "arrow-right",
            self._why.no_way_forward,
        )
        menu.addSeparator()
        self._add(menu, "search", self.tr("&Search all records"), finding.search_everywhere, "Ctrl+K", "magnify")
        self._add(menu, "filters", self.tr("Fil&ters"), finding.side.focus_facets, "Ctrl+Shift+N", "filter-variant")
        self._add(menu, "findOrganization", self.tr("F&ind an organization"), finding.side.focus_filter, "Ctrl+Shift+F")
        menu.addSeparator()
        self._add(menu, "organizations", self.tr("&Organizations"), finding.side.focus_organizations, "Ctrl+1")
        self._add(menu, "records", self.tr("&Records"), window.panes.go_to_list, "Ctrl+2", reason=self._why.no_list)
        self._add(
            menu, "resources", self.tr("Reso&urces"), window.panes.go_to_resources, "Ctrl+3", reason=self._why.no_record
        )
        hide = self._add(menu, "hideLists", self.tr("&Hide lists"), window.middle.toggle_lists, "Ctrl+Shift+L")
        hide.setCheckable(True)
        window.middle.listsHidden.connect(hide.setChecked)
        self._add(menu, "nextPane", self.tr("Ne&xt pane"), window.panes.next, "F6")
        self._add(menu, "previousPane", self.tr("Previous pa&ne"), partial(window.panes.next, -1), "Shift+F6")
        menu.addSeparator()
        self._add(
            menu,
            "drafts",
            self.tr("Dra&fts"),
            window.show_drafts,
            "Ctrl+D",
            "file-document-edit-outline",
            self._why.no_catalogue,
        )
        self._add(
            menu, "journal", self.tr("&Journal"), window.show_journal, "Ctrl+J", "history", self._why.no_catalogue
        )
        self._add(
            menu,
            "waiting",
            self.tr("Waitin&g for my approval"),
            window.show_waiting,
            "Ctrl+Shift+W",
            "inbox-outline",
            self._why.nothing_to_approve,
        )
        self._add(
            menu,
            "overwritten",
            self.tr("O&verwritten changes"),
            window.show_overwritten,
            "",
            "backup-restore",
            self._why.no_catalogue,
        )
        self._add(
            menu,
            "quality",
            self.tr("Data &quality…"),
            window.tool_windows.quality,
            self._on_mac("Ctrl+Shift+H", "Ctrl+H"),
            "heart-pulse",
            self._why.no_catalogue,
        )  # Cmd+H hides on macOS
        self._add(
            menu,
            "bulkChange",
            self.tr("Chang&e several records…"),
            lambda: window.tool_windows.bulk_change(),
            "",
            "playlist-edit",
            self._why.signed_out,
        )
        self._add(
            menu,
            "bulkLedger",
            self.tr("Bul&k changes"),
            lambda: window.tool_windows.bulk_ledger(),
            "",
            "",
            self._why.no_catalogue,
        )
        self._add(
            menu,
            "compare",
            self.tr("&Compare catalogues…"),
            window.tool_windows.compare,
            "",
            "compare-horizontal",
            self._why.no_catalogue,
        )
        menu.addSeparator()
        self._appearances(self._menu(menu.addMenu(self.tr("&Appearance")), menu))
        self._languages(self._menu(menu.addMenu(self.tr("&Language")), menu))

    def _record(self, menu: QMenu) -> None:
        window, record = self._window, self._window.record
        self._add(menu, "edit", self.tr("Edi&t"), record.edit, "F2", "pencil-outline", self._why.no_record)
        self._add(
            menu, "editRecord", self.tr("Edit the &record"), record.edit_record, "Shift+F2", reason=self._why.no_record
        )
        self._add(menu, "nextProblem", self.tr("Next pro&blem"), self._next_problem, "F8", reason=self._why.no_record)
        menu.addSeparator()
        self._add(
            menu, "addLink", self.tr("Add a &link"), record.add_a_link, "Ctrl+L", "link-plus", self._why.read_only
        )
        self._add(
            menu, "addFiles", self.tr("&Add files…"), record.choose_files, "Ctrl+Shift+A", "plus", self._why.read_only
        )
        self._add(menu, "pasteFiles", self.tr("&Paste files"), window.paste, "Ctrl+Shift+V", reason=self._why.read_only)
        self._add(
            menu, "checkLinks", self.tr("C&heck links"), record.check_links, "", "link-variant", self._why.no_record
        )
        area, why = record.page.area, self._why.no_resource
        self._add(menu, "previewFile", self.tr("Pre&view the file"), area.preview_current, "", "eye-outline", why)
        self._add(menu, "downloadFile", self.tr("Do&wnload…"), area.download_current, "", "tray-arrow-down", why)
        self._add(
            menu, "activity", self.tr("Activit&y…"), record.show_activity, "", "history", self._why.not_in_catalogue
        )
        menu.addSeparator()
        self._add(
            menu,
            "publish",
            self.tr("P&ublish or change visibility…"),
            record.publish,
            "Ctrl+Shift+Return",
            "send-outline",
            self._why.not_publishable,
        )
        menu.addSeparator()
        self._add(
            menu,
            "copyId",
            self.tr("Copy &ID"),
            partial(window.copy_current, "id"),
            "Ctrl+Shift+I",
            "content-copy",
            self._why.nothing_to_copy,
        )
        self._add(
            menu,
            "copyName",
            self.tr("Copy &name"),
            partial(window.copy_current, "name"),
            "Ctrl+Shift+M",
            reason=self._why.nothing_to_copy,
        )
        self._add(
            menu,
            "copyAddress",
            self.tr("Copy a&ddress"),
            partial(window.copy_current, "url"),
            "Ctrl+Shift+C",
            reason=self._why.nothing_to_copy,
        )
        self._add(
            menu,
            "openInWindow",
            self.tr("Op&en in new window"),
            window.record_windows.open_current,
            "",
            "dock-window",
            self._why.no_record,
        )
        self._add(
            menu,
            "favourite",
            self.tr("&Favourite"),
            window.record_windows.toggle_favourite,
            "Ctrl+Shift+D",
            "star-outline",
            self._why.not_in_catalogue,
        )
        self._add(
            menu,
            "openInBrowser",
            self.tr("&Open in browser"),
            record.open_record,
            "Ctrl+B",
            "open-in-new",
            self._why.not_in_catalogue,
        )

    def _catalogue(self, menu: QMenu) -> None:
        window = self._window
        self._add(menu, "sync", self.tr("S&ync now"), window.refresh, "F5", "refresh", self._why.no_catalogue)
        self._add(menu, "fullSync", self.tr("&Full sync"), self._full, reason=self._why.no_catalogue)
        self._add(menu, "stopSync", self.tr("S&top sync"), window.stop_sync, "Ctrl+.", reason=self._why.no_sync)
        menu.addSeparator()
        self._add(menu, "signIn", self.tr("&Sign in…"), window.sign_in, "", "login", self._why.no_catalogue)
        self._add(menu, "signOut", self.tr("Sign &out"), window.sign_out, reason=self._why.signed_out)
        menu.addSeparator()
        self._add(menu, "addCatalogue", self.tr("&Add a catalogue…"), window.add_catalogue, "", "database-plus-outline")
        self._add(
            menu,
            "removeCatalogue",
            self.tr("Re&move this catalogue…"),
            window.remove_catalogue,
            reason=self._why.built_in,
        )
        self._practise(self._menu(menu.addMenu(self.tr("&Practice catalogue as")), menu))
        menu.addSeparator()
        self._add(
            menu,
            "storage",
            self.tr("Stora&ge and sync…"),
            window.tool_windows.storage,
            "",
            "database-cog-outline",
            self._why.no_catalogue,
        )
        self._add(
            menu,
            "settings",
            self.tr("Catalogue sett&ings…"),
            window.show_settings,
            "Ctrl+,",
            "cog-outline",
            self._why.no_catalogue,
            Role.PreferencesRole,
        )

    def _mac_window(self, menu: QMenu) -> None:
        window = self._window
        self._add(menu, "minimize", self.tr("&Minimize"), window.showMinimized, "Ctrl+M")
        self._add(menu, "zoom", self.tr("&Zoom"), self._zoom)
        menu.addSeparator()
        self._add(menu, "toFront", self.tr("&Bring all to front"), self._to_front)

    def _help(self, menu: QMenu) -> None:
        helps = self._window.helps
        self._add(
            menu,
            "guide",
            self.tr("&Guide"),
            lambda: helps.show_guide(),
            self._on_mac(["Ctrl+?", "F1"], "F1"),
            "help-circle-outline",
        )
        self._add(
            menu,
            "shortcuts",
            self.tr("&Keyboard shortcuts"),
            lambda: helps.show_shortcuts(self.commands),
            self._on_mac("Ctrl+/", ["Ctrl+/", "Ctrl+?"]),
            "keyboard-outline",
        )
        menu.addSeparator()
        self._add(menu, "openLogs", self.tr("Open &log folder"), helps.open_logs, "", "folder-open-outline")
        self._add(menu, "copyDiagnostics", self.tr("&Copy diagnostics"), helps.copy_diagnostics, "", "content-copy")
        self._add(menu, "report", self.tr("&Report a problem…"), helps.report, "", "bug-outline")
        menu.addSeparator()
        self._add(menu, "about", self.tr("&About BCDC Desktop"), self._about, role=Role.AboutRole)

    def _appearances(self, menu: QMenu) -> None:
        modes: tuple[tuple[Mode, str], ...] = (
            ("system", self.tr("Same as system")),
            ("light", self.tr("Light")),
            ("dark", self.tr("Dark")),
        )
        stored = self._window.program.settings
        self._choices(menu, "appearance", modes, self._appear, lambda: str(stored.get("appearance", "system")))

    def _languages(self, menu: QMenu) -> None:
        menu.setObjectName("languages")
        choices: tuple[tuple[language.Choice, str], ...] = (
            ("system", self.tr("System language")),
            *language.NAMES,
        )
        stored = self._window.program.settings
        self._choices(
            menu, "language", choices, self._choose_language, lambda: language.choice(stored.get(language.PREFERENCE))
        )

    def _practise(self, menu: QMenu) -> None:
        window = self._window
        roles = (
            ("editor", self.tr("Editor")),
            ("orgadmin", self.tr("Organization admin")),
            ("member", self.tr("Member")),
            ("sysadmin", self.tr("System administrator")),
        )

        def current() -> str:
            session = window.program.session
            practising = session is not None and session.workspace.profile.role == "practice"
            return window.program.practice_user if practising else ""

        self._choices(menu, "practise", roles, window.practise_as, current)

    # how they are made

    def _menu(self, menu: QMenu, above: QMenu | None = None) -> QMenu:
        self._titles[menu] = (*self._titles.get(above, ()), plain(menu.title())) if above else (plain(menu.title()),)
        menu.aboutToShow.connect(partial(self._show_reasons, menu))
        menu.aboutToHide.connect(partial(self._enable, menu))
        return menu

    def _add(
        self,
        menu: QMenu,
        name: str,
        words: str,
        command: Callable[[], object],
        keys: Keys = "",
        icon: str = "",
        reason: Callable[[], str] = _always,
        role: Role = Role.NoRole,
        *,
        anywhere: bool = True,
    ) -> QAction:
        action = QAction(words, self._window)
        action.setObjectName(name)
        action.setMenuRole(role)  # else macOS guesses by the words
        if icon:
            action.setIcon(theme.icon(icon))
        if keys:
            action.setShortcuts(
                QKeySequence.keyBindings(keys)[:1]
                if isinstance(keys, QKeySequence.StandardKey)
                else [QKeySequence(key) for key in ([keys] if isinstance(keys, str) else keys)]
            )
        made = Command(action, self._titles[menu], reason, anywhere)
        action.triggered.connect(lambda _checked=False: self._run(made, command))
        menu.addAction(action)
        self.commands.append(made)
        return action

    def _choices(
        self,
        menu: QMenu,
        name: str,
        choices: Sequence[tuple[str, str]],
        choose: Callable[..., object],
        current: Callable[[], str],
    ) -> None:
        """Add actions of which the one in use is marked."""
        group = QActionGroup(menu)
        group.setExclusionPolicy(QActionGroup.ExclusionPolicy.ExclusiveOptional)

        def mark() -> None:
            for action in group.actions():
                action.setChecked(action.data() == current())

        for choice, words in choices:
            action = self._add(menu, f"{name}-{choice}", words, partial(choose, choice))
            action.setCheckable(True)
            action.setData(choice)
            action.triggered.connect(mark)
            group.addAction(action)
        mark()
        menu.aboutToShow.connect(mark)
        self._window.program.opened.connect(mark)

    def _run(self, made: Command, command: Callable[[], object]) -> None:
        reason = made.reason() if made.anywhere else ""  # else the widget with the cursor knows best
        if reason:
            self._window.status.show_briefly(reason)
        else:
            command()

    def _show_reasons(self, menu: QMenu) -> None:
        for command in self.commands:
            if command.action in menu.actions():
                command.action.setEnabled(not command.reason())

    def _enable(self, menu: QMenu) -> None:
        """Enable all again once a menu is closed: a disabled action would not take its key when it can be used."""
        for action in menu.actions():
            action.setEnabled(True)

    def _on_mac(self, keys: Keys, elsewhere: Keys) -> Keys:
        return keys if self._mac else elsewhere

    # what some of them do

    def _full(self) -> None:
        if self._window.session is not None:
            self._window.session.synchronize(full=True)

    def _save(self) -> None:
        editor = self._window.record.editor
        if editor is not None:
            editor.review()

    def _next_problem(self) -> None:
        editor = self._window.record.editor
        if editor is not None:
            editor.next_problem()

    def _appear(self, mode: Mode) -> None:
        application = QApplication.instance()
        if isinstance(application, QApplication):
            theme.apply_theme(application, mode)
        self._window.program.settings.put("appearance", mode)

    def _choose_language(self, choice: language.Choice) -> None:
        self._window.program.settings.put(language.PREFERENCE, choice)
        self._window.bar.show_message(
            "information", self.tr("The language will change the next time you start BCDC Desktop.")
        )

    def _zoom(self) -> None:
        window = self._window
        window.showNormal() if window.isMaximized() else window.showMaximized()

    def _to_front(self) -> None:
        for window in QApplication.topLevelWidgets():
            if window.isVisible() and window.isWindow():
                window.raise_()

    def _about(self) -> None:
        self._window.bar.show_message(
            "information",
            self.tr("BCDC Desktop %1, for maintainers of CKAN catalogues").replace("%1", __version__),
        )
