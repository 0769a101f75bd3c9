"""The keyboard shortcuts, read from the actions of the menus, so that the list is never wrong."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QLineEdit, QTreeWidget, QTreeWidgetItem, QWidget

from bcdc_desktop.domain.fuzzy import folded
from bcdc_desktop.ui import theme
from bcdc_desktop.ui.commands.command import Command
from bcdc_desktop.ui.theme import measures
from bcdc_desktop.ui.widgets.dialog import Dialog, Role
from bcdc_desktop.ui.widgets.inputs import add_clear_button, add_icon
from bcdc_desktop.ui.widgets.plain_text import PlainLabel
from bcdc_desktop.ui.widgets.tables import configure_table


class ShortcutsDialog(Dialog):
    """Lists the commands that have a key, menu by menu."""

    guideAsked = Signal()

    def __init__(self, commands: Sequence[Command], parent: QWidget) -> None:
        super().__init__(self.tr("Keyboard shortcuts"), parent)
        self.setObjectName("shortcutsDialog")
        self.filter = QLineEdit(self)
        self.filter.setObjectName("shortcutFilter")
        self.filter.setAccessibleName(self.tr("Find a command or a key"))
        self.filter.setPlaceholderText(self.tr("Find a command or a key"))
        add_clear_button(self.filter)
        add_icon(self.filter, theme.icon("magnify"))
        self.nothing = PlainLabel(self.tr("No command has these words or keys."), self)
        self.nothing.setObjectName("noShortcut")
        self.nothing.setProperty("role", "muted")
        self.nothing.setVisible(False)
        self.table = QTreeWidget(self)
        self.table.setHeaderLabels([self.tr("Command"), self.tr("Keys")])
        configure_table(self.table, "shortcutTable", self.tr("Keyboard shortcuts"), read_only=True, single=True)
        self.table.setRootIsDecorated(False)
        self.table.setColumnWidth(0, 330)
        menus = dict[str, QTreeWidgetItem]()
        heading = QFont(self.table.font())
        heading.setWeight(QFont.Weight.DemiBold)
        for command in commands:
            if not command.keys:
                continue
            menu = menus.get(command.menus[0]) or QTreeWidgetItem(self.table, [command.menus[0]])
            menus[command.menus[0]] = menu
            menu.setFirstColumnSpanned(True)
            menu.setFont(0, heading)
            row = QTreeWidgetItem(menu, [command.title, ",  ".join(command.keys)])
            row.setSizeHint(0, QSize(0, measures.TREE_ROW))
        self.table.expandAll()
        self.guide = self.add_button(self.tr("More keys in the guide"), name="moreKeys")
        self.guide.clicked.connect(self.guideAsked)
        self.close_button = self.add_button(self.tr("Close"), Role.RejectRole)
        self.body.addWidget(self.filter)
        self.body.addWidget(self.nothing)
        self.body.addWidget(self.table, 1)
        self.body.setSpacing(measures.GAP)
        self.resize(560, 620)
        self.filter.textChanged.connect(self._find)

    def rows(self) -> list[tuple[str, str]]:
        """Return what is shown: commands and their keys."""
        menus = [self.table.topLevelItem(n) for n in range(self.table.topLevelItemCount())]
        items = [item for menu in menus if menu is not None for item in _children(menu)]
        return [(i.text(0), i.text(1)) for i in items if not i.isHidden()]

    def _find(self, words: str) -> None:
        wanted = folded(words).split()
        for n in range(self.table.topLevelItemCount()):
            menu = self.table.topLevelItem(n)
            if menu is None:
                continue
            items = _children(menu)
            for item in items:
                text = folded(f"{item.text(0)} {item.text(1)}")
                item.setHidden(not all(w in text for w in wanted))
            menu.setHidden(all(item.isHidden() for item in items))
        self.nothing.setVisible(not self.rows())


def _children(item: QTreeWidgetItem) -> list[QTreeWidgetItem]:
    return [child for n in range(item.childCount()) if (child := item.child(n)) is not None]
