"""The menu bar and its keys."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QApplication, QMenu

from bcdc_desktop import __version__
from bcdc_desktop.ui import language, theme
from bcdc_desktop.ui.theme.style import Mode

if TYPE_CHECKING:
    from .window import MainWindow


class WindowMenu(QObject):
    """All commands of the window in its menu bar, most of them with a key."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        bar = window.menuBar()
        self._catalogue(bar.addMenu(self.tr("&Catalogue")))
        self._record(bar.addMenu(self.tr("&Record")))
        self._view(bar.addMenu(self.tr("&View")))
        self._help(bar.addMenu(self.tr("&Help")))

    def _catalogue(self, menu: QMenu) -> None:
        window = self._window
        self._add(menu, self.tr("S&ync now"), window.refresh, "F5", "refresh")
        self._add(menu, self.tr("&Full sync"), self._full)
        self._add(menu, self.tr("S&top sync"), window.stop_sync, "Ctrl+.")
        menu.addSeparator()
        self._add(menu, self.tr("&Sign in…"), window.sign_in, "", "login")
        self._add(menu, self.tr("Sign &out"), window.sign_out)
        self._add(menu, self.tr("&Add a catalogue…"), window.add_catalogue)
        self._add(menu, self.tr("Stora&ge and sync…"), window.tool_windows.storage, "", "database-cog-outline")
        self._add(menu, self.tr("Catalogue sett&ings…"), window.show_settings, "Ctrl+,", "cog-outline")
        practise = menu.addMenu(self.tr("&Practice catalogue as"))
        for role, words in (
            ("editor", self.tr("Editor")),
            ("orgadmin", self.tr("Organization admin")),
            ("member", self.tr("Member")),
            ("sysadmin", self.tr("System administrator")),
        ):
            self._add(practise, words, partial(window.practise_as, role))
        menu.addSeparator()
        self._add(menu, self.tr("&Uploads"), lambda: window.uploads.show(), "Ctrl+U", "tray-arrow-up")
        menu.addSeparator()
        self._add(menu, self.tr("&Quit"), window.close, QKeySequence.StandardKey.Quit)

    def _record(self, menu: QMenu) -> None:
        window = self._window
        self._add(menu, self.tr("Ne&w record…"), window.new_record, "Ctrl+N", "file-plus-outline")
        self._add(menu, self.tr("Add a &link"), window.record.add_a_link, "Ctrl+L", "link-plus")
        self._add(menu, self.tr("&Add files…"), window.record.choose_files, "Ctrl+Shift+A", "plus")
        self._add(menu, self.tr("&Paste files"), window.paste, "Ctrl+Shift+V")
        menu.addSeparator()
        self._add(menu, self.tr("&Edit"), window.record.edit, "F2", "pencil-outline")
        self._add(menu, self.tr("Review and &save…"), self._save, QKeySequence.StandardKey.Save, "content-save-outline")
        self._add(menu, self.tr("Edit the &record"), window.record.edit_record, "Shift+F2")
        self._add(menu, self.tr("P&ublish…"), window.record.publish, "Ctrl+Shift+P", "send-outline")
        self._add(menu, self.tr("C&heck links"), window.record.check_links, "", "link-variant")
        self._add(menu, self.tr("Next &problem"), self._next_problem, "F8")
        menu.addSeparator()
        self._add(menu, self.tr("Copy &ID"), lambda: window.copy_current("id"), "Ctrl+Alt+I", "content-copy")
        self._add(menu, self.tr("Copy &name"), lambda: window.copy_current("name"), "Ctrl+Alt+N")
        self._add(menu, self.tr("Copy a&ddress"), lambda: window.copy_current("url"), "Ctrl+Alt+U")
        self._add(menu, self.tr("Open in &browser"), window.record.open_record, "Ctrl+B", "open-in-new")

    def _view(self, menu: QMenu) -> None:
        window = self._window
        finding = window.finding
        self._add(menu, self.tr("&Search all records"), finding.search_everywhere, "Ctrl+K", "magnify")
        self._add(menu, self.tr("Search &within this list"), finding.search_here, "Ctrl+F")
        self._add(menu, self.tr("Fi&lters"), finding.side.focus_facets, "Ctrl+Shift+N", "filter-variant")
        self._add(menu, self.tr("Sa&ve this search…"), finding.save_search, "Ctrl+Shift+S", "bookmark-plus-outline")
        self._add(menu, self.tr("E&xport this list…"), finding.export_list, "Ctrl+Shift+E", "tray-arrow-down")
        menu.addSeparator()
        self._add(menu, self.tr("&Organizations"), finding.side.focus_organizations, "Ctrl+1")
        self._add(menu, self.tr("&Records"), window.packages.view.setFocus, "Ctrl+2")
        self._add(menu, self.tr("Reso&urces"), window.record.focus_resources, "Ctrl+3")
        self._add(menu, self.tr("&Find an organization"), finding.side.focus_filter, "Ctrl+Shift+F")
        menu.addSeparator()
        self._add(menu, self.tr("Data &quality…"), window.tool_windows.quality, "Ctrl+H", "heart-pulse")
        self._add(menu, self.tr("&Compare catalogues…"), window.tool_windows.compare, "", "compare-horizontal")
        self._add(menu, self.tr("&Journal"), window.show_journal, "Ctrl+J", "history")
        self._add(menu, self.tr("Dra&fts"), window.show_drafts, "Ctrl+D", "file-document-edit-outline")
        self._add(menu, self.tr("&Waiting for my approval"), window.show_waiting, "Ctrl+Shift+W", "inbox-outline")
        self._add(menu, self.tr("O&verwritten changes"), window.show_overwritten, "", "backup-restore")
        menu.addSeparator()
        modes: tuple[tuple[Mode, str], ...] = (
            ("system", self.tr("Same as system")),
            ("light", self.tr("Light")),
            ("dark", self.tr("Dark")),
        )
        appearance = menu.addMenu(self.tr("&Appearance"))
        for mode, words in modes:
            self._add(appearance, words, partial(self._appear, mode))
        self._languages(menu.addMenu(self.tr("&Language")))

    def _languages(self, menu: QMenu) -> None:
        menu.setObjectName("languages")
        chosen = language.choice(self._window.program.settings.get(language.PREFERENCE))
        group = QActionGroup(menu)
        choices: tuple[tuple[language.Choice, str], ...] = (
            ("system", self.tr("System language")),
            *language.NAMES,
        )
        for choice, words in choices:
            action = self._add(menu, words, partial(self._choose_language, choice))
            action.setObjectName(f"language-{choice}")
            action.setCheckable(True)
            action.setChecked(choice == chosen)
            group.addAction(action)

    def _help(self, menu: QMenu) -> None:
        self._add(menu, self.tr("&About BCDC Desktop"), self._about)

    def _add(
        self,
        menu: QMenu,
        words: str,
        command: Callable[[], object],
        key: str | QKeySequence.StandardKey = "",
        icon: str = "",
    ) -> QAction:
        action = QAction(words, self._window)
        if icon:
            action.setIcon(theme.icon(icon))
        if key:
            action.setShortcut(QKeySequence(key))
        action.triggered.connect(lambda _checked=False: command())
        menu.addAction(action)
        return action

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

    def _about(self) -> None:
        self._window.bar.show_message(
            "information",
            self.tr("BCDC Desktop %1, for maintainers of CKAN catalogues").replace("%1", __version__),
        )
