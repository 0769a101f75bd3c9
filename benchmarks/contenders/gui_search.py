"""The real window on a filled cache: types searches key by key, then opens organizations: gui_search.py PROFILE SEED

Prints, for each key press and each organization, the milliseconds until the list was painted again, and the processor
time of the GUI thread in that; the same of each letter in the filter of the organizations, which is all GUI thread; and
the worst gap of a 5 ms timer while it scrolls through the whole list.
"""

import json
import os
import random
import sys
import time
from itertools import pairwise

from PySide6.QtCore import QEvent, QEventLoop, QObject, Qt, QTimer
from PySide6.QtTest import QTest

from bcdc_desktop.ui import app
from bcdc_desktop.ui.window import MainWindow

PROFILE, SEED = sys.argv[1:3]
TYPED = (
    "water quality", "campground", "download", '"haida gwaii"', "state:draft", "reserv format:csv", "recreation -camp",
    "series 12", "housing",
)  # fmt: skip
FILTERS = ("e", "a", "ministry", "forests", "water", "service", "zzz")
BETWEEN = 150  # milliseconds between two keys, as people type
GIVE_UP = 3000
begin_show = MainWindow.show


class Painted(QObject):
    """Ends a loop once the list was painted with what was asked for, or says that there is nothing."""

    def __init__(self, packages):
        super().__init__(packages)
        self.packages, self.words, self.loop = packages, None, None
        for widget in (packages.view.viewport(), packages.empty):
            widget.installEventFilter(self)
        packages.model.loaded.connect(self.loaded)

    def eventFilter(self, _watched, event):
        if event.type() == QEvent.Type.Paint and self.there():
            QTimer.singleShot(0, self.end)
        return False

    def there(self):
        return self.words is not None and self.packages.model._shown.words == self.words

    def loaded(self, _other):
        # the same rows as before need no painting: then this is the end
        QTimer.singleShot(30, self.end)

    def end(self):
        if self.there() and self.loop is not None:
            self.loop.quit()


def wait(milliseconds):
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def show(window):
    begin_show(window)
    window.ready.connect(
        lambda: QTimer.singleShot(3000, lambda: measure(window)), Qt.ConnectionType.SingleShotConnection
    )


def timed(painted, words, act):
    painted.words, painted.loop = words, QEventLoop()
    QTimer.singleShot(GIVE_UP, painted.loop.quit)
    began, worked = time.perf_counter(), time.thread_time()
    act()
    painted.loop.exec()
    found = [(time.perf_counter() - began) * 1000, (time.thread_time() - worked) * 1000]
    painted.words = painted.loop = None
    return found


def measure(window):
    rng, finding = random.Random(SEED), window.finding
    painted = Painted(window.packages)
    field, presses, opened = finding.field, [], []
    for text in rng.sample(TYPED, len(TYPED)):
        field.clear()
        wait(400)
        finding.search_everywhere()
        for end in range(1, len(text) + 1):
            presses.append(timed(painted, text[:end], lambda c=text[end - 1]: QTest.keyClick(field, c)))
            field._popup.hide()
            wait(BETWEEN)
    finding.choose("all")
    wait(600)
    organizations = [o for o in window.organizations.model.tree if window.organizations.model.tree.total(o.id)]
    for organization in rng.sample(organizations, min(60, len(organizations))):
        opened.append(timed(painted, f"org:{organization.name}", lambda o=organization: finding.choose(o.id)))
        wait(60)
    finding.choose("all")
    wait(600)
    print(
        json.dumps(
            {
                "presses": presses,
                "opened": opened,
                "filtered": filtered(window.organizations),
                "scroll": scroll(window),
                "rows": window.packages.model.rowCount(),
                "organizations": len(organizations),
            }
        ),
        flush=True,
    )
    os._exit(0)


def filtered(pane):
    found = []
    for text in FILTERS:
        for end in (*range(1, len(text) + 1), 0):
            pane.filter.setText(text[:end])
            pane._soon.stop()  # it waits until nothing is typed for a moment
            began, worked = time.perf_counter(), time.thread_time()
            pane._apply_filter()
            pane.view.viewport().repaint()
            found.append([(time.perf_counter() - began) * 1000, (time.thread_time() - worked) * 1000])
            wait(60)
    return found


def scroll(window):
    ticks = []
    timer = QTimer(window, timerType=Qt.TimerType.PreciseTimer, interval=5)
    timer.timeout.connect(lambda: ticks.append(time.perf_counter()))
    timer.start()
    bar = window.packages.view.verticalScrollBar()
    for step in range(101):
        bar.setValue(bar.maximum() * step // 100)
        wait(20)
    timer.stop()
    return [(b - a) * 1000 for a, b in pairwise(ticks)]


MainWindow.show = show
sys.exit(app.main(["--profile", PROFILE]))
