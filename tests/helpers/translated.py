"""Whether all that a window says can be translated, and whether its words have room in each language."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from PySide6.QtCore import QSize, QTranslator
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QApplication

from bcdc_desktop.bundled import bundled_path
from bcdc_desktop.ui.uploads.dialog import UploadSheet
from helpers.hostile import MARK
from helpers.texts import cut_off, outside_brackets, texts_of

_UPLOAD_SHEET = QSize(1180, 1000)  # on a lower screen its bars and table want more lines than there are
_LAYOUT_ROUNDS = 10  # a line that wraps asks for its height once it has its width, and so do those around it

# what is the same in each language: names, units and formats
_NAMES = {
    *("bcdc", "desktop", "ckan", "english", "français", "québec"),
    *("ctrl", "shift", "alt"),
    *("kb", "mb", "gb", "tb", "json", "utf", "windows", "cp", "lf", "crlf", "yyyy", "mm", "dd"),
    *("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"),
}
# the guide has its own translation, and a report is read by those who write the program
_ACTION = re.compile(r"\b(?:package|resource|organization|datastore)_[a-z]{4,}\b")
_ENGLISH = {"guideContents", "guideText", "diagnostics"}


def labels_of_the_schema() -> set[str]:
    """Return labels, hints and choices that come from the catalogue's schema, also in small letters."""
    found = set[str]()

    def walk(value: object) -> None:
        if isinstance(value, dict):
            if "field_name" in value:  # what has no label is called by its name
                found.add(value["field_name"].replace("_", " ").capitalize())
            if "dataset_type" in value:  # neither has a type of records a label
                found.add(value["dataset_type"].replace("_", " ").capitalize())
            for inner in value.values():
                walk(inner)
        elif isinstance(value, list):
            for inner in value:
                walk(inner)
        elif isinstance(value, str):
            found.add(value.strip())

    for file in bundled_path("schema").glob("*.json"):
        walk(json.loads(file.read_text("utf-8")))
    return found | {label.lower() for label in found}


def is_data(text: str, labels: set[str]) -> bool:
    """Return whether a text is of the catalogue, or has no words but names, ids, addresses, terms of the search."""
    text = re.sub(r"</?(?:a|br)\b[^>]*>", " ", text)
    if MARK in text or "<img" in text or "img src" in text or re.sub(r"\d+", "", text).strip("\u2002• ") in labels:
        return True
    words = [word for word in text.split() if not re.search(r"[\w][-_./:@][\w]", word)]
    found = (w.lower() for word in words for w in re.findall(r"[^\W\d_]{2,}", word))
    return all(w in _NAMES or w in labels for w in found)


class Untranslated:
    """Looks for texts of the program that stay in English when all that is translated stands in brackets."""

    def __init__(self) -> None:
        self.faults: dict[str, str] = {}
        self._labels = labels_of_the_schema()

    def look(self, place: str) -> None:
        """Look at all that is on screen; behind a modal dialog it was looked at before."""
        front = QApplication.activeModalWidget()
        for widget in QApplication.allWidgets():
            # of a window that is gone, as one of another test, there is nothing to see
            shown = widget.window().isVisible() and front in (None, widget.window())
            if shown and widget.objectName() not in _ENGLISH:
                for said in texts_of(widget):
                    if MARK not in said.text and not is_data(outside_brackets(said.text), self._labels):
                        self.faults.setdefault(said.text, f"{place}: {said.owner}, {said.kind}")


class ForMachines:
    """Looks for CKAN's names of actions in what people read."""

    def __init__(self) -> None:
        self.faults: dict[str, str] = {}

    def look(self, place: str) -> None:
        """Look at all windows."""
        for widget in QApplication.allWidgets():
            if widget.window().isVisible() and widget.objectName() not in _ENGLISH:
                for said in texts_of(widget):
                    if _ACTION.search(said.text):
                        self.faults.setdefault(said.text, f"{place}: {said.owner}, {said.kind}")


class CutOff:
    """Looks for texts of the program that are cut off."""

    def __init__(self) -> None:
        self.faults: dict[str, str] = {}

    def look(self, place: str) -> None:
        """Look at what is in front, once all layouts are done."""
        for window in QApplication.topLevelWidgets():
            if isinstance(window, UploadSheet) and window.isVisible():
                window.resize(_UPLOAD_SHEET)
        cut: dict[str, str] = {}
        for _ in range(_LAYOUT_ROUNDS):
            QApplication.processEvents()
            if not (cut := dict(self._seen())):
                return
        self.faults.update({text: f"{place}: {where}" for text, where in cut.items()})

    @staticmethod
    def _seen() -> Iterator[tuple[str, str]]:
        front = QApplication.activeModalWidget()  # what is behind it was looked at before
        for widget in QApplication.allWidgets():
            for text in cut_off(widget):
                if not is_data(text, set()) and front in (None, widget.window()):
                    yield text, f"{type(widget).__name__} in {type(widget.parent()).__name__}"


class LongestTranslator(QTranslator):
    """A language that has of each text the longer one, of the source or of another language: what has room for it has
    room in both.
    """

    def __init__(self, other: QTranslator) -> None:
        super().__init__(other)
        self._other = other

    def translate(self, context: str, source: str, disambiguation: str | None = None, n: int = -1) -> str | None:
        """Return a text of the program or of Qt in this language; None where the other language has none."""
        other = self._other.translate(context, source, disambiguation, n)
        if not other:
            return None  # an empty text would be shown
        measure = QFontMetrics(QApplication.font()).horizontalAdvance
        return other if measure(other) >= measure(source) else source
