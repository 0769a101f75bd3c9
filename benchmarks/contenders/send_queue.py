"""The program's own queue sends what waits, beside a 5 ms timer of the GUI thread: send_queue.py PROFILE

The rows are in the queue already. Prints the seconds from the start of the queue until every row is done, the growth of
memory (bytes), and the gaps between ticks (milliseconds).
"""

import json
import os
import sys
import threading
import time
from itertools import pairwise

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QMainWindow
from resident import Growth

from bcdc_desktop.app.uploads.queue import UploadQueue
from bcdc_desktop.app.workspace import Workspace
from bcdc_desktop.catalogue.credentials import Credentials
from bcdc_desktop.store.paths import Places
from bcdc_desktop.store.settings import Settings
from bcdc_desktop.ui.app import let_the_window_go_first

application = QApplication(sys.argv[:1])
window = QMainWindow()
window.show()
let_the_window_go_first()
places = Places.of_this_computer()
settings = Settings(places.settings / "settings.json")
profile = settings.profile(sys.argv[1])
workspace = Workspace.open(profile, places=places, settings=settings, credentials=Credentials())
workspace.package(workspace.store.uploads.rows()[0].package)  # what a first call loads is not the upload's
ticks: list[float] = []
timer = QTimer(window, timerType=Qt.TimerType.PreciseTimer, interval=5)
timer.timeout.connect(lambda: ticks.append(time.perf_counter()))
timer.start()


def send():
    memory, began = Growth(), time.perf_counter()
    queue = UploadQueue(workspace)
    queue.start()
    queue.wait()
    ended = time.perf_counter()
    growth = memory.bytes()
    rows = workspace.store.uploads.rows()
    held = [t for t in ticks if t <= ended]
    gaps = [(b - a) * 1000 for a, b in pairwise(held) if b > began]
    queue.stop()
    print(
        json.dumps(
            {
                "seconds": ended - began,
                "growth": growth,
                "gaps": gaps,
                "states": [r.state for r in rows],
                "errors": [dict(r.error) for r in rows if r.error],
                "resources": [r.resource for r in rows],
            }
        ),
        flush=True,
    )
    os._exit(0)


QTimer.singleShot(500, lambda: threading.Thread(target=send, daemon=True).start())
application.exec()
