"""Start of the window."""

import argparse
import sys

from bcdc_desktop.ui.display import display_problem


def main(argv: list[str] | None = None) -> int:
    """Starts the window and returns the process's exit code: 0, or 2 where no window can be shown."""
    parser = argparse.ArgumentParser(prog="bcdc-desktop")
    parser.add_argument("--profile")
    parser.add_argument("--practice", action="store_true")
    parser.add_argument("--smoke", metavar="FILE.png")
    arguments = parser.parse_args(argv)
    if problem := display_problem():
        sys.stderr.write(problem + "\n")
        return 2

    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QApplication, QLabel, QMainWindow

    application = QApplication(sys.argv[:1])
    window = QMainWindow()
    window.setWindowTitle("BCDC Desktop")
    window.resize(1200, 800)
    window.setCentralWidget(QLabel("BCDC Desktop"))
    window.show()
    if arguments.smoke:
        QTimer.singleShot(0, lambda: (window.grab().save(arguments.smoke), application.quit()))
    return application.exec()
