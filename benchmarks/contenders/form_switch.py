"""The real window while somebody goes from record to record: form_switch.py PROFILE URL CLICKS ID…

Prints, for the resource's form and for the record's own, milliseconds from each click to a form that is filled, painted
and takes keys, and the gaps above 10 ms between ticks of a 5 ms timer meanwhile.
"""

import json
import os
import sys
import time
from itertools import pairwise

from PySide6.QtCore import QEventLoop, Qt, QTimer

from bcdc_desktop.domain.profile import Profile
from bcdc_desktop.store.places import Places
from bcdc_desktop.store.settings import Settings
from bcdc_desktop.ui import app
from bcdc_desktop.ui.window import MainWindow

PROFILE, ADDRESS, CLICKS, *RECORDS = sys.argv[1:]
places = Places.of_this_computer().make()
Settings(places.settings / "settings.json").put_profile(Profile(PROFILE, "Benchmark", ADDRESS))
ticks: list[float] = []
begin_session = MainWindow.show_session


def show_session(window, session):
    session.synchronized.connect(lambda: QTimer.singleShot(3000, lambda: measure(window)))  # widgets are warm by then
    begin_session(window, session)


def wait(condition):
    """Runs the event loop until the condition holds, which is looked at as often as the loop comes round."""
    loop = QEventLoop()
    timer = QTimer(interval=0)
    timer.timeout.connect(lambda: loop.quit() if condition() else None)
    timer.start()
    loop.exec()


def pause(milliseconds):
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def click(window, number):
    record = RECORDS[number % len(RECORDS)]
    begun = time.perf_counter()
    window.packages.chosen.emit(record)
    wait(lambda: window.record.editor is not None)
    editor = window.record.editor
    wait(lambda: editor.copy.package_id == record and editor.target is not None and editor.form.isVisible())
    editor.form.focusWidget()
    window.repaint()
    pause(0)  # what the new form still has to lay out
    return (time.perf_counter() - begun) * 1000


def measure(window):
    timer = QTimer(window, timerType=Qt.TimerType.PreciseTimer, interval=5)
    timer.timeout.connect(lambda: ticks.append(time.perf_counter()))
    timer.start()
    said = {}
    for level, open_it in (
        ("resource", window.record.show_resources),
        ("record", lambda: window.record.show_part("")),
    ):
        click(window, 0)
        open_it()
        pause(300)
        ticks.clear()
        times = []
        for number in range(1, int(CLICKS) + 1):
            times.append(click(window, number))
            pause(120)
        gaps = [(b - a) * 1000 for a, b in pairwise(ticks)]
        said[level] = {"times": times, "gaps": [g for g in gaps if g > 10], "worst": max(gaps)}
    said["fields"] = len(list(window.session.desk.schema().dataset_fields))
    said["resources"] = window.record.model.rowCount()
    print(json.dumps(said), flush=True)
    os._exit(0)


MainWindow.show_session = show_session
sys.exit(app.main(["--profile", PROFILE]))
