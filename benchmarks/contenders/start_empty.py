"""An empty window after the same imports: start_empty.py [FILE with the names of modules, one a line]"""

import contextlib
import importlib
import json
import os
import sys
import time
from pathlib import Path

from PySide6.QtCore import QEvent, QTimer
from PySide6.QtWidgets import QApplication, QMainWindow

for name in Path(sys.argv[1]).read_text().split() if len(sys.argv) > 1 else ():
    if name != "__main__":
        with contextlib.suppress(ImportError):
            importlib.import_module(name)


class Window(QMainWindow):
    def event(self, event):
        if event.type() == QEvent.Type.Paint:
            QTimer.singleShot(0, painted)
        return super().event(event)


def painted():
    print(json.dumps({"window": time.perf_counter()}), flush=True)
    os._exit(0)


application = QApplication(sys.argv[:1])
window = Window()
window.resize(1440, 860)
window.show()
application.exec()
