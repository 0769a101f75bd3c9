"""Start of the program with its window."""

from __future__ import annotations

import argparse
import ctypes
import gc
import logging
import os
import sys
from dataclasses import replace
from types import TracebackType
from typing import TYPE_CHECKING, Any

from bcdc_desktop import __version__
from bcdc_desktop.app.folders import Places
from bcdc_desktop.app.program_log import keep_log
from bcdc_desktop.ui.display import display_problem

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from bcdc_desktop.app.crash_reports import CrashReports
    from bcdc_desktop.ui.program import PracticeCatalogue
    from bcdc_desktop.ui.window import MainWindow

_log = logging.getLogger(__name__)
_SMOKE_MS = 60_000
_ERROR_BOX = 0x10 | 0x10000  # of Windows: an error's icon, in the foreground
_HAND_OVER = 0.001  # seconds


def main(argv: list[str] | None = None) -> int:
    """Start the window and return the process's exit code: 0, or 2 where no window can be shown."""
    arguments = _arguments(argv)
    if problem := display_problem():
        _complain(problem)
        return 2
    try:
        places = Places.of_this_computer().make()
    except OSError as error:
        _complain(f"The folder for the program's files could not be created: {error}")
        return 8
    log = keep_log(places)
    try:
        return _start(places, arguments)
    except Exception as error:
        _log.critical("the program could not start", exc_info=error)
        _complain(f"BCDC Desktop could not start: {error}\n\nDetails are in {log.path}")
        if sys.stderr is not None:
            raise
        return 1


def _start(places: Places, arguments: argparse.Namespace) -> int:
    try:
        from PySide6.QtCore import QLocale
        from PySide6.QtWidgets import QApplication
    except ImportError as error:
        _complain(f"A system library that windows need is missing ({error}); the command bcdc works without it.")
        return 2

    from bcdc_desktop.ui.desktop import begin_in_documents, claim_task_bar, follow_text_size, show_icon
    from bcdc_desktop.ui.single_instance import OpenRequest, SingleInstance, hand_over, server_name

    claim_task_bar()
    follow_text_size()
    application = QApplication.instance() or QApplication(sys.argv[:1])
    if not isinstance(application, QApplication):
        return 2
    if getattr(sys, "frozen", False):  # PyInstaller's, and Qt has read it: programs opened from here have their own
        os.environ.pop("QT_PLUGIN_PATH", None)
    name_application(application)
    chosen = "practice" if arguments.practice else arguments.profile or ""
    request, name = OpenRequest.of_arguments(arguments.open, chosen), server_name(places.settings)
    if not arguments.smoke and hand_over(name, request):
        return 0  # the instance that runs already has taken it
    # the rest takes its time, and a start that is handed over need not wait for it
    from bcdc_desktop.app.crash_reports import CrashReports
    from bcdc_desktop.app.updates import UpdateSource, own_installation
    from bcdc_desktop.ui import recent_records, system_proxy, theme
    from bcdc_desktop.ui.garbage import GarbageCollector
    from bcdc_desktop.ui.language import PREFERENCE, language_for, use_language
    from bcdc_desktop.ui.open_requests import OpenRequests
    from bcdc_desktop.ui.program import Program
    from bcdc_desktop.ui.spelling import Spelling
    from bcdc_desktop.ui.update_notice import UpdateNotice
    from bcdc_desktop.ui.window import MainWindow

    instance = SingleInstance(name, application)
    crashes = CrashReports(places)
    crashes.watch()
    show_icon(application)
    begin_in_documents()
    system_proxy.install()
    GarbageCollector(application)
    program = Program(places, _practice)
    language = language_for(program.settings.get(PREFERENCE), QLocale.system())
    use_language(application, language)
    theme.apply_theme(application, program.settings.get("appearance", "system"))
    Spelling(program.settings, program.workers, language, application)
    window = MainWindow(program)
    sys.excepthook = _Hook(window)
    window.crashed.connect(crashes.write)
    requests = OpenRequests(window)
    instance.asked.connect(requests.take)
    recent_records.follow(window, requests.take)
    application.commitDataRequest.connect(window.store_everything)
    window.show()
    let_the_window_go_first()
    if arguments.smoke:
        _smoke(window, arguments.smoke)
    practice = arguments.practice or arguments.smoke
    program.open("practice" if practice else arguments.profile or program.last_profile())
    if request.files or request.link:
        requests.take(replace(request, profile=""))
    _show_crashes(window, crashes)
    UpdateNotice(window, UpdateSource.bundled(), own_installation=own_installation())
    code = int(application.exec())
    crashes.end()
    return code


def _show_crashes(window: MainWindow, crashes: CrashReports) -> None:
    """Tell of crashes of earlier runs, once a catalogue is open."""
    report = crashes.unseen()
    if not report:
        return
    from PySide6.QtCore import QCoreApplication, Qt

    from bcdc_desktop.ui.dialogs.crash_report import CrashReportDialog

    def show() -> None:
        CrashReportDialog(report, window).open()
        crashes.forget()

    def tell() -> None:
        said = QCoreApplication.translate("Start", "The last time, BCDC Desktop ended unexpectedly. Your work is safe.")
        window.bar.show_message("warning", said, [(QCoreApplication.translate("Start", "Show report"), show)])

    window.ready.connect(tell, Qt.ConnectionType.SingleShotConnection)


def name_application(application: QApplication) -> None:
    """Say who the program is: to the desktop above all, which shows a number of uploads beside its name."""
    from bcdc_desktop.ui.desktop import menu_entry

    application.setApplicationName("BCDC Desktop")
    application.setApplicationVersion(__version__)
    application.setDesktopFileName(menu_entry())


def let_the_window_go_first() -> None:
    """Keep workers from stopping the window for longer than a frame.

    A full garbage collection in any thread stops all of them, 25 ms and more where it looks through what the imports
    left: that is never looked through again. A worker that computes hands the interpreter over after 1 ms instead of 5
    (and the synchronization gives way while a long list is painted: ``app.gui_priority``).
    """
    gc.freeze()
    sys.setswitchinterval(_HAND_OVER)


def _complain(words: str) -> None:
    """Say why the program does not start: a windowed program on Windows has no standard error."""
    if sys.stderr is not None:
        sys.stderr.write(words + "\n")
    elif sys.platform == "win32":
        user: Any = ctypes.windll.user32
        user.MessageBoxW(None, words, "BCDC Desktop", _ERROR_BOX)


def _arguments(argv: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bcdc-desktop", description="BCDC Desktop: keep a CKAN catalogue.")
    parser.add_argument("--profile", metavar="NAME", help="the catalogue to open")
    parser.add_argument("--practice", action="store_true", help="open the practice catalogue")
    parser.add_argument("--smoke", metavar="FILE.png", help="show the practice catalogue, take a picture and quit")
    parser.add_argument(
        "open", nargs="*", metavar="FILE|LINK", help="files to add to the record on screen, or a bcdc:// link to open"
    )
    parser.add_argument("--version", action="version", version=f"BCDC Desktop {__version__}")
    return parser.parse_args(argv)


def _practice(places: Places) -> PracticeCatalogue:
    from bcdc_desktop.demo import DemoCatalogue

    return DemoCatalogue(places.work / "practice", flavour="bcdc")


class _Hook:
    """Logs and reports an exception that nothing caught; the window stays open."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window

    def __call__(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            self._window.close()
            return
        _log.critical("not caught", exc_info=(kind, error, trace))
        sys.__excepthook__(kind, error, trace)
        self._window.show_crash(error)


def _smoke(window: MainWindow, file: str) -> None:
    """Take a picture once the tree and the records are on screen; exit with 1 when that takes too long."""
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QApplication

    def finish(code: int) -> None:
        window.close()
        QApplication.exit(code)

    def look() -> None:
        if window.organizations.model.matches() and window.packages.model.rowCount():
            timer.stop()
            QTimer.singleShot(500, lambda: finish(0 if window.grab().save(file) else 1))

    timer = QTimer(window)
    timer.setInterval(100)
    timer.timeout.connect(look)
    timer.start()
    QTimer.singleShot(_SMOKE_MS, lambda: finish(1))


if __name__ == "__main__":
    sys.exit(main())
