"""Text: one line of it, several, Markdown, JSON; the address of a file or link; keywords."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Mapping
from typing import Any, ClassVar

import shiboken6
from PySide6.QtCore import QEvent, QObject, QSize, QStringListModel, Qt
from PySide6.QtGui import QFontDatabase, QKeyEvent
from PySide6.QtWidgets import QCompleter, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from bcdc_desktop.domain.choices import ChoiceSource
from bcdc_desktop.domain.file_names import name_in_url
from bcdc_desktop.domain.schema import Field
from bcdc_desktop.domain.values import split_tags
from bcdc_desktop.ui.forms.editors.base import Editor
from bcdc_desktop.ui.spelling import check_spelling
from bcdc_desktop.ui.theme import icon, measures, restyle
from bcdc_desktop.ui.widgets.debounce import debounce
from bcdc_desktop.ui.widgets.inputs import LineEdit, TextArea
from bcdc_desktop.ui.widgets.markup import MarkdownView
from bcdc_desktop.ui.widgets.plain_text import PlainDelegate, tooltip

_NO_LIMIT = 1 << 24  # Qt would cut a pasted text at 32767 characters


class LineEditor(Editor):
    """A line; also for fields of a kind that is not known."""

    line_class: ClassVar[type[LineEdit]] = LineEdit

    def __init__(self, field: Field, choices: ChoiceSource, parent: QWidget) -> None:
        super().__init__(field, choices, parent)
        self.line = self.line_class(parent)
        self.line.setMaxLength(_NO_LIMIT)
        self.line.setPlaceholderText(field.placeholder)
        self.line.textChanged.connect(self._set)  # textEdited would miss what a screen reader sets
        self.widget = self.inner = self.line
        self._last = ""
        if field.is_prose:
            check_spelling(self.line)

    def show_value(self, value: Any, record: Mapping[str, Any]) -> None:
        """Show the text; the cursor stays where it is when nothing changed."""
        text = "" if value is None else self.display(value)
        if text == self.line.text():
            return
        self._quiet = True
        self.line.setText(text)
        if not self.line.hasFocus():
            self.line.setCursorPosition(0)
        self._last = self.line.text()
        self._quiet = False

    def display(self, value: Any) -> str:
        """Return the value as text."""
        return str(value)

    def set_read_only(self, on: bool) -> None:
        """Show a text that can be selected, but not edited."""
        restyle(self.line, readOnly=on)

    def _set(self, text: str) -> None:
        if self._quiet or text == self._last:
            return
        self._last = text
        self._say(text)


_SHOWN, _LINE_SHOWN = 100_000, 10_000  # characters of a preview, and of one paragraph in it
_BESIDE = Qt.ToolButtonStyle.ToolButtonTextBesideIcon


class AreaEditor(Editor):
    """Several lines of plain text."""

    spans: ClassVar[bool] = True

    def __init__(self, field: Field, choices: ChoiceSource, parent: QWidget) -> None:
        super().__init__(field, choices, parent)
        self.area = TextArea(parent)
        self.area.setPlaceholderText(field.placeholder)
        self.area.textChanged.connect(lambda: self._say(self.area.text()))
        self.widget = self.inner = self.area
        if field.is_prose:
            check_spelling(self.area)

    def show_value(self, value: Any, record: Mapping[str, Any]) -> None:
        """Show the text."""
        self._quiet = True
        self.area.show_text("" if value is None else str(value))
        self._quiet = False

    def set_read_only(self, on: bool) -> None:
        """Show a text that can be selected, but not edited."""
        restyle(self.area, readOnly=on)


class MarkdownEditor(AreaEditor):
    """Markdown source, with a preview."""

    def __init__(self, field: Field, choices: ChoiceSource, parent: QWidget) -> None:
        super().__init__(field, choices, parent)
        self.widget = QWidget(parent)
        self._stack = QVBoxLayout(self.widget)
        self._stack.setContentsMargins(0, 0, 0, 0)
        self._stack.addWidget(self.area)
        self.preview: MarkdownView | None = None
        self._of: Any = None  # id of the record whose text it is
        self.preview_button = QToolButton(parent)
        self.preview_button.setProperty("kind", "small")
        self.preview_button.setIcon(icon("eye-outline", "link"))
        self.preview_button.setIconSize(QSize(14, 14))
        self.preview_button.setText(self.tr("Preview"))
        self.preview_button.setToolButtonStyle(_BESIDE)
        self.preview_button.setAccessibleName(self.tr("Preview of {label}").format(label=field.label))
        self.preview_button.setCheckable(True)
        self.preview_button.toggled.connect(self._switch)

    def head_widgets(self) -> list[QWidget]:
        """Return the button that shows the preview."""
        return [self.preview_button]

    def tab_widgets(self) -> list[QWidget]:
        """Return the text or its preview, and the button after it."""
        shown = [self.area] if self.preview is None else [self.area, self.preview]
        return [*shown, self.preview_button]

    def show_value(self, value: Any, record: Mapping[str, Any]) -> None:
        """Show the text, and its preview where that is open; of another record the text, to be typed into."""
        super().show_value(value, record)
        if record.get("id") != self._of:
            self._of = record.get("id")
            self.preview_button.setChecked(False)
        if self.preview is not None and self.preview_button.isChecked():
            self.preview.show_markdown(self._beginning())

    def start_over(self) -> None:
        """End the preview, in which nothing can be typed."""
        self.preview_button.setChecked(False)

    def _beginning(self) -> str:
        """Return as much of the text as a preview can show at once."""
        text = self.area.text()
        shown = "\n".join(line[:_LINE_SHOWN] for line in text[:_SHOWN].split("\n"))
        return shown if shown == text else shown + "\n\n*" + self.tr("The preview ends here; the text goes on.") + "*"

    def reveal(self, path: str) -> QWidget:
        """Go back to the source."""
        self.preview_button.setChecked(False)
        return self.area

    def _switch(self, on: bool) -> None:
        if self.preview is None:
            self.preview = MarkdownView(self.widget)
            self.preview.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            restyle(self.preview, role="preview")
            self.preview.setAccessibleName(self.preview_button.accessibleName())
            self._stack.addWidget(self.preview)
            self.arranged.emit()
        if on:
            self.preview.show_markdown(self._beginning())
            self.preview.setFixedHeight(self.area.height())
        self.area.setVisible(not on)
        self.preview.setVisible(on)


class JsonEditor(AreaEditor):
    """JSON in letters of equal width, with a button that indents it."""

    def __init__(self, field: Field, choices: ChoiceSource, parent: QWidget) -> None:
        super().__init__(field, choices, parent)
        font = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
        font.setPixelSize(measures.SECONDARY)
        self.area.setFont(font)
        self._format = QToolButton(parent)
        self._format.setProperty("kind", "small")
        self._format.setText(self.tr("Format"))
        self._format.setAccessibleName(self.tr("Format {label}").format(label=field.label))
        self._format.clicked.connect(self._indent)

    def head_widgets(self) -> list[QWidget]:
        """Return the button that indents."""
        return [self._format]

    def show_value(self, value: Any, record: Mapping[str, Any]) -> None:
        """Show a text as it is, an object indented."""
        text = value if isinstance(value, str) or value is None else _pretty(value)
        super().show_value(text, record)

    def set_read_only(self, on: bool) -> None:
        """Show without letting edit or format."""
        super().set_read_only(on)
        self._format.setEnabled(not on)

    def _indent(self) -> None:
        try:
            value = json.loads(self.area.text())
        except ValueError:
            return  # the form already says what is wrong, and where
        self.area.show_text(_pretty(value))
        self.area.setFocus()


class ObjectEditor(JsonEditor):
    """A list or an object where the schema expects text or rows: edited as JSON, handed back as what it was."""

    def _say(self, value: Any) -> None:
        with contextlib.suppress(ValueError):
            value = json.loads(value)
        super()._say(value)

    def own_problem(self) -> str | None:
        """Return a text that is no longer JSON."""
        text = self.area.text().strip()
        if not text:
            return None
        try:
            json.loads(text)
        except ValueError as error:
            return self.tr("Not JSON: {error}").format(error=error)
        return None


def _pretty(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2)


class FileEditor(LineEditor):
    """A link can be edited; a file kept in the catalogue shows its name and is replaced by dropping another on it."""

    spans: ClassVar[bool] = True

    def __init__(self, field: Field, choices: ChoiceSource, parent: QWidget) -> None:
        super().__init__(field, choices, parent)
        self._uploaded = False
        self._read_only = False

    def show_value(self, value: Any, record: Mapping[str, Any]) -> None:
        """Show the link, or the file's name with the link as its tooltip."""
        self._uploaded = record.get("url_type") == "upload"
        restyle(self.line, readOnly=self._uploaded or self._read_only)
        shown = file_name(str(value)) if self._uploaded and value else value
        self.line.setToolTip(tooltip(str(value or "")) if self._uploaded else "")
        super().show_value(shown, record)

    def set_read_only(self, on: bool) -> None:
        """Let a link be edited; a file never is, as text."""
        self._read_only = on
        restyle(self.line, readOnly=on or self._uploaded)


def file_name(url: str) -> str:
    """Return the file's name at the end of a link: ``…/download/caseloads%202024.csv`` is ``caseloads 2024.csv``."""
    return name_in_url(url) or url


_AT_MOST = 12
_ASK_AFTER_MS = 250  # without a key


class TagsEditor(LineEditor):
    """A line of keywords; the list below it completes the one being written.

    What was typed stays as it is, unless a keyword of the list was marked with the arrow keys, or clicked.
    """

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
            if (made := self.completer.popup()) is not None:
                made.setItemDelegate(PlainDelegate(made))
                made.installEventFilter(self)
        text = self.line.text()
        after = text.find(",", self.line.cursorPosition())
        others = [*split_tags(text[:start]), *(split_tags(text[after:]) if after >= 0 else ())]
        used = {t.casefold() for t in others}
        offered = [t for t in self.choices.tags(word) if t.casefold() not in used][:_AT_MOST] if word else []
        self.offered.setStringList(offered)
        popup = self.completer.popup()
        if popup is None:
            return
        if offered:
            self.completer.complete()
            popup.selectionModel().clear()  # Qt marks the first, and Enter would take it
        else:
            popup.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take the keyword that is marked in the list at Tab and comma, as Qt does at Enter."""
        popup = self.completer.popup() if self.completer is not None else None
        if watched is popup and popup is not None and isinstance(event, QKeyEvent):
            marked = popup.currentIndex()
            chosen = event.key() in (Qt.Key.Key_Tab, Qt.Key.Key_Comma) and marked.isValid()
            if chosen and event.type() == QEvent.Type.KeyPress:
                popup.hide()
                self._take(str(marked.data()))
                return True
        return super().eventFilter(watched, event)

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
