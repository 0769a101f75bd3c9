"""Keywords, separated by commas, completed from those in use."""

from __future__ import annotations

from typing import Any, ClassVar

import shiboken6
from PySide6.QtCore import QStringListModel, Qt
from PySide6.QtWidgets import QCompleter, QWidget

from bcdc_desktop.domain.choices import ChoiceSource
from bcdc_desktop.domain.schema import Field
from bcdc_desktop.domain.values import split_tags
from bcdc_desktop.ui.forms.editors.text import LineEditor
from bcdc_desktop.ui.widgets.debounce import debounce

_AT_MOST = 12
_ASK_AFTER_MS = 250  # without a key


class TagsEditor(LineEditor):
    """A line of keywords; the list below it completes the one being written."""

    spans: ClassVar[bool] = True

    def __init__(self, field: Field, choices: ChoiceSource, parent: QWidget) -> None:
        super().__init__(field, choices, parent)
        self.completer: QCompleter | None = None
        self.offered = QStringListModel(self)
        self._ask_soon = debounce(_ASK_AFTER_MS, self._ask, self)
        self.line.textEdited.connect(self._typed)

    def display(self, value: Any) -> str:
        """Return keywords with a comma and a space between."""
        return value if isinstance(value, str) else ", ".join(split_tags(value))

    def settle(self) -> None:
        """Put one comma and one space between keywords, and drop repeated ones."""
        seen: dict[str, str] = {}
        for tag in split_tags(self.line.text()):
            seen.setdefault(tag.casefold(), tag)
        tidy = ", ".join(seen.values())
        if tidy != self.line.text() and self.line.text() != "":
            self.line.setText(tidy)

    def _typed(self, _text: str) -> None:
        self._offer()
        self._ask_soon.start()

    def _ask(self) -> None:
        """Ask for keywords that are not known here, and offer them where the same one is still being written."""
        _start, word = self._word()
        if word:
            self.choices.ask_for_tags(word, lambda: self._offer() if self._writing(word) else None)

    def _writing(self, word: str) -> bool:
        return shiboken6.isValid(self.line) and self.line.hasFocus() and self._word()[1] == word

    def _offer(self) -> None:
        start, word = self._word()
        if self.completer is None:
            self.completer = QCompleter(self.offered, self.line)
            self.completer.setWidget(self.line)
            self.completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
            self.completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
            self.completer.activated.connect(self._take)
        used = {t.casefold() for t in split_tags(self.line.text()[:start])}
        offered = [t for t in self.choices.tags(word) if t.casefold() not in used][:_AT_MOST] if word else []
        self.offered.setStringList(offered)
        if offered:
            self.completer.complete()
        else:
            popup = self.completer.popup()
            if popup is not None:
                popup.hide()

    def _word(self) -> tuple[int, str]:
        """Return where the keyword under the cursor begins, and what of it is before the cursor."""
        before = self.line.text()[: self.line.cursorPosition()]
        start = before.rfind(",") + 1
        return start, before[start:].strip()

    def _take(self, tag: str) -> None:
        text, cursor = self.line.text(), self.line.cursorPosition()
        start, _ = self._word()
        end = text.find(",", cursor)
        head = text[:start] + (" " if start else "") + tag
        tail = text[end:] if end >= 0 else ", "
        self.line.setText(head + tail)
        self.line.setCursorPosition(len(head) + (0 if end >= 0 else 2))
