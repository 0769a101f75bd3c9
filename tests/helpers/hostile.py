"""A catalogue whose every text is markup that would read a file and turns the letters after it round, and a look at
what the window makes of it.

The file is a named pipe: whoever opens it is noticed, and would wait for ever if nobody noticed.
"""

import contextlib
import os
import re
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import orjson
from PySide6.QtCore import QAbstractItemModel, QAbstractListModel, QLocale, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QAction, QTextDocument
from PySide6.QtGui import Qt as QtInGui
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QCompleter,
    QHeaderView,
    QLabel,
    QMessageBox,
    QStyledItemDelegate,
    QTabBar,
    QTextEdit,
    QWidget,
)

from bcdc_desktop.demo.server import DemoCatalogue
from bcdc_desktop.domain.text_direction import DIRECTION_CONTROLS

MARK = "Hostile"
TEXTS = {  # keys of an answer whose values are for people
    *("title", "notes", "description", "purpose", "lineage_statement", "data_quality", "display_name", "about"),
    *("label", "help_text", "form_placeholder", "fullname", "full_name", "message"),
}
_ROWS, _DEEP = 30, 4  # of a model that are looked at


def hostile_text(pipe: Path) -> str:
    """Return a text that Qt takes for HTML, that names a file in each way that HTML and Markdown have, and that turns
    the letters after it round."""
    return (
        f'<img src="file://{pipe}"> {MARK} \u202e\u2067&Quit &amp; &lt;b&gt; <table><tr><td>x</td></tr></table>'
        f'<link rel="stylesheet" href="file://{pipe}"><a href="smb://host.invalid/x">here</a> '
        f"![picture](file://{pipe}) [link](ms-msdt:/id) <img src='data:image/png;base64,AAAA'>"
    )


@contextlib.contextmanager
def watched_pipe(folder: Path) -> Iterator[tuple[Path, list[str]]]:
    """Yield a pipe and a list that holds, at the end, a line for each time that somebody opened the pipe to read it."""
    pipe, opened = folder / "pipe", list[str]()
    if not hasattr(os, "mkfifo"):  # where there are none, what is loaded is seen in the widgets alone
        yield pipe, opened
        return
    os.mkfifo(pipe)
    # in a process of its own: a thread of this one could not help where Qt waits with the interpreter in its hands
    watch = subprocess.Popen(
        [sys.executable, "-c", _WATCH, str(pipe)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    try:
        assert watch.stdout is not None
        assert watch.stdout.readline() == "ready\n"
        yield pipe, opened
    finally:
        said, _ = watch.communicate("")
        opened += said.splitlines()


_WATCH = """
import os, select, sys
print("ready", flush=True)
while not select.select([sys.stdin], [], [], 0.005)[0]:
    try:
        os.close(os.open(sys.argv[1], os.O_WRONLY | os.O_NONBLOCK))
        print("opened", flush=True)
    except OSError:
        pass  # nobody reads
"""


class HostileCatalogue:
    """The practice catalogue, with every text of its answers replaced; it listens at an address of its own."""

    def __init__(self, demo: DemoCatalogue, text: str) -> None:
        self._demo, self.text = demo, text
        self.url = ""
        self._server: ThreadingHTTPServer | None = None
        self._thread: threading.Thread | None = None

    @property
    def tokens(self) -> dict[str, str]:
        return self._demo.tokens

    def start(self) -> str:
        catalogue = self

        class Handler(BaseHTTPRequestHandler):
            def _serve(self) -> None:
                length = int(self.headers.get("Content-Length") or 0)
                catalogue.answer(self, self.rfile.read(length))

            do_GET = do_POST = do_HEAD = _serve

            def log_message(self, *_: object) -> None:
                """Say nothing."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True)
        self._thread.start()
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}"
        return self.url

    def stop(self) -> None:
        if self._server is not None:
            self._server.shutdown()
            self._server.server_close()
            self._server = None

    def answer(self, handler: BaseHTTPRequestHandler, body: bytes) -> None:
        """Pass one request on to the practice catalogue, and its answer back with hostile texts."""
        connection = HTTPConnection(urlsplit(self._demo.url).netloc, timeout=60)
        kept = {k: v for k, v in handler.headers.items() if k.lower() not in ("host", "connection", "accept-encoding")}
        connection.request(handler.command, handler.path, body or None, kept)
        answer = connection.getresponse()
        text = answer.read()
        connection.close()
        kind = answer.headers.get("Content-Type", "")
        if "json" in kind:
            text = orjson.dumps(self.spoiled(orjson.loads(text)))
        with contextlib.suppress(OSError):
            handler.send_response(answer.status)
            handler.send_header("Content-Type", kind)
            handler.send_header("Content-Length", str(len(text)))
            handler.send_header("Connection", "close")
            handler.end_headers()
            if handler.command != "HEAD":
                handler.wfile.write(text)

    def spoiled(self, value: Any, *, all_texts: bool = False) -> Any:
        """Return an answer with its texts replaced, those that are already so left alone."""
        if isinstance(value, dict):
            return {
                k: self._hostile(v)
                if isinstance(v, str) and v and (all_texts or k in TEXTS or (k == "name" and "package_id" in value))
                else self.spoiled(v, all_texts=(all_texts or k == "error"))
                if k != "__type"
                else v
                for k, v in value.items()
            }
        if isinstance(value, list):
            return [
                self._hostile(v) if all_texts and isinstance(v, str) else self.spoiled(v, all_texts=all_texts)
                for v in value
            ]
        return value

    def _hostile(self, text: str) -> str:
        return text if MARK in text else f"{self.text} {text}"


class Walk:
    """Looks at every widget and model there is, and remembers which kinds it met and where it met hostile text."""

    def __init__(self) -> None:
        self.met: set[str] = set()
        self.marked: set[str] = set()
        self.faults: list[str] = []

    def look(self, where: str) -> None:
        """Paint and look at all that there is; behind a modal dialog it was looked at before."""
        front = QApplication.activeModalWidget()
        for window in QApplication.topLevelWidgets():
            if window.isVisible() and front in (None, window):
                window.grab()
        for widget in QApplication.allWidgets():
            self.met.add(_name(widget))
            if front is not None and widget.window() is not front and widget.window().isVisible():
                continue
            for fault in self._widget(widget):
                self.faults.append(f"{where}: {type(widget).__name__} {widget.objectName()!r}: {fault}")

    def _widget(self, widget: QWidget) -> Iterator[str]:
        yield from self._tips(widget.toolTip(), widget.statusTip(), widget.whatsThis())
        yield from _turned("the title", widget.windowTitle())
        if isinstance(widget, QAbstractItemView) and not isinstance(widget, QHeaderView):
            delegate, text = widget.itemDelegate(), f"{MARK}{DIRECTION_CONTROLS}"
            if isinstance(delegate, QStyledItemDelegate):
                text = delegate.displayText(text, QLocale())
            yield from _turned("a cell as it is painted", text)
        for action in widget.actions():
            yield from self._action(action)
        if isinstance(widget, QLabel):
            yield from self._label(widget)
        if isinstance(widget, QAbstractButton):
            self._note(widget, widget.text())
            yield from _turned("a button", widget.text())
            if MARK in widget.text() and not widget.shortcut().isEmpty():
                yield f"a shortcut from {widget.text()[:60]!r}"
        if isinstance(widget, QMessageBox) and widget.textFormat() != Qt.TextFormat.PlainText:
            yield "a message box that guesses"
        if isinstance(widget, QTextEdit):
            yield from self._document(widget.document(), type(widget).__name__)
        if isinstance(widget, QTabBar):
            for tab in range(widget.count()):
                yield from self._tips(widget.tabToolTip(tab))
        models = [widget.model()] if isinstance(widget, QAbstractItemView | QComboBox) else []
        models += [
            c.model() for c in widget.findChildren(QCompleter, options=Qt.FindChildOption.FindDirectChildrenOnly)
        ]
        for model in models:
            if model is not None:
                self.met.add(_name(model))
                yield from self._model(widget, model)

    def _label(self, label: QLabel) -> Iterator[str]:
        text, kind = label.text(), label.textFormat()
        self._note(label, text)
        yield from _turned("a label", text)
        if type(label).__name__ == "LinkLabel":
            document = QTextDocument()
            document.setHtml(text)
            yield from self._document(document, "LinkLabel")
        elif kind != Qt.TextFormat.PlainText and (kind != Qt.TextFormat.AutoText or QtInGui.mightBeRichText(text)):
            yield f"{kind} of {text[:60]!r}"

    def _action(self, action: QAction) -> Iterator[str]:
        if action.toolTip() != QAction(action.text()).toolTip():  # what Qt makes of the text is the style's to show
            yield from self._tips(action.toolTip())
        yield from self._tips(action.statusTip(), action.whatsThis())
        yield from _turned("an action", action.text())
        if MARK in action.text() and re.search("(?<!&)(?:&&)*&(?!&)", action.text()):
            yield f"a shortcut from {action.text()[:60]!r}"

    def _document(self, document: QTextDocument, kind: str) -> Iterator[str]:
        if kind not in ("MarkdownView", "GuideText", "LinkLabel"):
            yield "a view of rich text that is none of ours"
        block = document.begin()
        while block.isValid():
            fragments = block.begin()
            while not fragments.atEnd():
                char_format = fragments.fragment().charFormat()
                if char_format.isImageFormat():
                    yield f"a picture {char_format.toImageFormat().name()}"
                fragments += 1
            block = block.next()

    def _model(self, widget: QWidget, model: QAbstractItemModel) -> Iterator[str]:
        for orientation in (Qt.Orientation.Horizontal, Qt.Orientation.Vertical):
            count = _columns(model) if orientation == Qt.Orientation.Horizontal else model.rowCount()
            for section in range(min(count, _ROWS)):
                yield from _turned("a heading", str(model.headerData(section, orientation) or ""))
                yield from self._roles(
                    widget, lambda role, s=section, o=orientation: model.headerData(s, o, role), model
                )
        yield from self._below(widget, model, QModelIndex(), 0)

    def _below(
        self, widget: QWidget, model: QAbstractItemModel, parent: QModelIndex | QPersistentModelIndex, depth: int
    ) -> Iterator[str]:
        for row in range(min(model.rowCount(parent), _ROWS)):
            for column in range(_columns(model, parent)):
                index = model.index(row, column, parent)
                yield from self._roles(widget, index.data, model)
                if depth < _DEEP and column == 0:
                    yield from self._below(widget, model, index, depth + 1)

    def _roles(self, widget: QWidget, data: Any, model: QAbstractItemModel) -> Iterator[str]:
        self._note(widget, str(data(Qt.ItemDataRole.DisplayRole) or ""), _name(model))
        roles = (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.StatusTipRole, Qt.ItemDataRole.WhatsThisRole)
        yield from self._tips(*(str(data(role) or "") for role in roles))

    def _tips(self, *texts: str) -> Iterator[str]:
        for text in texts:
            yield from _turned("a tip", text)
            if QtInGui.mightBeRichText(text):
                yield f"a tip {text[:60]!r}"

    def _note(self, widget: QWidget, text: str, *more: str) -> None:
        if MARK in text:
            self.marked |= {_name(widget), _name(widget.window()), *more}


def _turned(what: str, text: str) -> Iterator[str]:
    """Yield a line where a text would turn the letters after it round."""
    if any(sign in text for sign in DIRECTION_CONTROLS):
        yield f"{what} that turns its letters round: {text[:60]!a}"


def _name(thing: object) -> str:
    return f"{type(thing).__module__}.{type(thing).__qualname__}"


def _columns(model: QAbstractItemModel, parent: QModelIndex | QPersistentModelIndex | None = None) -> int:
    if isinstance(model, QAbstractListModel):
        return 1  # its own method is not for others
    return model.columnCount(parent or QModelIndex())
