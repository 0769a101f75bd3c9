"""The program itself, until the tree (and the records) of its cache are painted: start_tree.py PROFILE ORGANIZATIONS

Prints the times of the monotonic clock and the names of the modules that were imported by then.
"""

import json
import sys
import time

from PySide6.QtCore import QEvent, QObject, QTimer

from bcdc_desktop.ui import app
from bcdc_desktop.ui.window import MainWindow

PROFILE, ORGANIZATIONS = sys.argv[1], int(sys.argv[2])
seen: dict[str, float] = {}
begin_show = MainWindow.show


class Watch(QObject):
    """Waits for the first painting of a view that has all it is to show."""

    def __init__(self, name, view, complete):
        super().__init__(view)
        self.name, self.viewport, self.complete = name, view.viewport(), complete
        self.viewport.installEventFilter(self)

    def eventFilter(self, _watched, event):
        if event.type() == QEvent.Type.Paint and self.complete():
            self.viewport.removeEventFilter(self)
            QTimer.singleShot(0, self.painted)
        return False

    def painted(self):
        seen[self.name] = time.perf_counter()
        if self.name == "tree":
            seen["modules"] = list(sys.modules)
        if {"tree", "records"} <= seen.keys():
            print(json.dumps(seen), flush=True)
            # as users do: after a crash the next start reads the whole cache through
            QTimer.singleShot(0, self.viewport.window().close)


def show(window):
    tree, packages = window.organizations, window.packages
    Watch("tree", tree.view, lambda: tree.model.matches() >= ORGANIZATIONS)
    Watch("records", packages.view, lambda: packages.model.rowCount() and packages.model.row(0))
    begin_show(window)


MainWindow.show = show
sys.exit(app.main(["--profile", PROFILE]))
