"""An empty window with a 5 ms timer, until standard input closes; prints the gaps between its ticks in milliseconds."""

import json
import os
import sys
import threading
import time
from itertools import pairwise

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QMainWindow

application = QApplication(sys.argv[:1])
window = QMainWindow()
window.show()
ticks: list[float] = []
timer = QTimer(window, timerType=Qt.TimerType.PreciseTimer, interval=5)
timer.timeout.connect(lambda: ticks.append(time.perf_counter()))
timer.start()


def watch():
    sys.stdin.read()
    held = list(ticks)
    gaps = [(b, (b - a) * 1000) for a, b in pairwise(held)]
    print(json.dumps([g for at, g in gaps if at > held[0] + 0.5]), flush=True)
    os._exit(0)


threading.Thread(target=watch, daemon=True).start()
application.exec()
