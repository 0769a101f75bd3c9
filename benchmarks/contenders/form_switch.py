"""The real window while somebody goes from record to record: form_switch.py PROFILE URL CLICKS LONG ID…

Prints, for the resource's form and for the record's own, milliseconds from each click to a form that is filled, painted
and takes keys, and the gaps above 10 ms between ticks of a 5 ms timer meanwhile; the same for the review of the record
LONG, in whose description every fifth word was changed, from the press of the button until the review is on screen.
"""

import json
import os
import sys
import time
from itertools import pairwise

from PySide6.QtCore import QEventLoop, Qt, QTimer
from PySide6.QtWidgets import QApplication

from bcdc_desktop.domain.profile import Profile
from bcdc_desktop.store.paths import Places
from bcdc_desktop.store.settings import Settings
from bcdc_desktop.ui import app
from bcdc_desktop.ui.review import ChangesDialog
from bcdc_desktop.ui.review.rows import HTML
from bcdc_desktop.ui.window import MainWindow

REVIEWS = 5
PROFILE, ADDRESS, CLICKS, REVIEWED, *RECORDS = sys.argv[1:]
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
    return show(window, RECORDS[number % len(RECORDS)])


def show(window, record):
    begun = time.perf_counter()
    window.packages.chosen.emit(record)
    wait(lambda: window.record.editor is not None)
    editor = window.record.editor
    wait(lambda: editor.copy.package_id == record and editor.target is not None and editor.form.isVisible())
    editor.form.focusWidget()
    window.repaint()
    pause(0)  # what the new form still has to lay out
    return (time.perf_counter() - begun) * 1000


def reviews(window):
    show(window, REVIEWED)
    window.record.show_part("")
    editor = window.record.editor
    words = str(editor.copy.package["notes"]).split()
    editor.form.set_value("notes", " ".join(word if n % 5 else f"other{n % 7}" for n, word in enumerate(words)))
    pause(2000)  # what is looked up and stored after an edit is over by then
    ticks.clear()
    times = []
    for _ in range(REVIEWS):
        pressed = time.perf_counter()
        editor.save.click()
        wait(lambda: review() is not None)
        dialog = review()
        dialog.repaint()
        times.append((time.perf_counter() - pressed) * 1000)
        row = dialog.table.topLevelItem(0)
        wait(lambda row=row: row.data(2, HTML) is not None)
        pause(120)
        dialog.reject()
        pause(120)
    gaps = [(b - a) * 1000 for a, b in pairwise(ticks)]
    return {"times": times, "gaps": [g for g in gaps if g > 10], "worst": max(gaps)}


def review():
    """The review that is on screen, if there is one."""
    return next((w for w in QApplication.topLevelWidgets() if isinstance(w, ChangesDialog) and w.isVisible()), None)


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
    said["review"] = reviews(window)
    said["fields"] = len(list(window.session.workspace.schema().dataset_fields))
    said["resources"] = window.record.model.rowCount()
    print(json.dumps(said), flush=True)
    os._exit(0)


MainWindow.show_session = show_session
sys.exit(app.main(["--profile", PROFILE]))
