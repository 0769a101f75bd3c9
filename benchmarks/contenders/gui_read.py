"""The real window while a worker reads a whole catalogue into an empty cache: gui_read.py PROFILE URL

Prints the gaps between ticks of a 5 ms timer of the GUI thread, in milliseconds: while the window was idle before
(``quiet``), and while it read (``reading``); and ``own``, what the GUI thread itself computed between two ticks.
"""

import json
import os
import sys
import time
from itertools import pairwise

from PySide6.QtCore import Qt, QTimer

from bcdc_desktop.domain.profile import Profile
from bcdc_desktop.store.paths import Places
from bcdc_desktop.store.settings import Settings
from bcdc_desktop.ui import app
from bcdc_desktop.ui.window import MainWindow

PROFILE, ADDRESS = sys.argv[1:3]
places = Places.of_this_computer().make()
Settings(places.settings / "settings.json").put_profile(Profile(PROFILE, "Benchmark", ADDRESS))
ticks: list[float] = []
worked: list[float] = []
marks: dict[str, float] = {}
begin_show, begin_session = MainWindow.show, MainWindow.show_session


def show(window):
    begin_show(window)
    timer = QTimer(window, timerType=Qt.TimerType.PreciseTimer, interval=5)
    timer.timeout.connect(lambda: (ticks.append(time.perf_counter()), worked.append(time.thread_time())))
    timer.start()


def show_session(window, session):
    begin = session.start
    session.start = lambda: QTimer.singleShot(1500, start)  # what the window alone costs is over by then

    def start():
        marks["begin"] = time.perf_counter()
        begin()

    def end():
        marks["end"] = time.perf_counter()
        QTimer.singleShot(1500, lambda: finish(window, session))  # the views repaint once more

    session.synchronized.connect(end)
    begin_session(window, session)
    marks["shown"] = time.perf_counter()


def finish(window, session):
    gaps = [(b, (b - a) * 1000) for a, b in pairwise(ticks)]
    own = [(b - a) * 1000 for at, (a, b) in zip(ticks[1:], pairwise(worked), strict=False) if at > marks["begin"]]
    settled = marks["shown"] + 0.7
    print(
        json.dumps(
            {
                "quiet": [g for at, g in gaps if settled < at <= marks["begin"]],
                "reading": [g for at, g in gaps if at > marks["begin"]],
                "own": own,
                "seconds": marks["end"] - marks["begin"],
                "late": [(at - marks["begin"], g) for at, g in gaps if at > marks["begin"] and g > 25],
                "packages": window.packages.model.rowCount(),
                "organizations": window.organizations.model.matches(),
            }
        ),
        flush=True,
    )
    os._exit(0)


MainWindow.show, MainWindow.show_session = show, show_session
sys.exit(app.main(["--profile", PROFILE]))
