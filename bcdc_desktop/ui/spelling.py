"""Words of unknown spelling underlined in text fields, with suggestions in their context menu."""

from __future__ import annotations

from collections.abc import Callable, Collection

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import (
    QAction,
    QActionGroup,
    QColor,
    QContextMenuEvent,
    QInputMethodEvent,
    QSyntaxHighlighter,
    QTextCharFormat,
    QTextCursor,
)
from PySide6.QtWidgets import QLineEdit, QMenu, QPlainTextEdit, QWidget

from bcdc_desktop.app.preferences import Settings
from bcdc_desktop.app.spelling import (
    LANGUAGES,
    Language,
    Misspelling,
    SpellChecker,
    choose_languages,
    chosen_languages,
    personal_words,
    put_personal_words,
)
from bcdc_desktop.bundled import bundled_path
from bcdc_desktop.ui import theme
from bcdc_desktop.ui.jobs import Workers
from bcdc_desktop.ui.widgets.debounce import debounce
from bcdc_desktop.ui.widgets.plain_text import button_text
from bcdc_desktop.ui.widgets.text import utf16_length

_CHECKED = 100_000  # characters of a text; a longer one is not checked, as it would be noticed while typing
_AFTER_TYPING = 300  # ms until a line is checked


def _tr(text: str) -> str:
    return QCoreApplication.translate("Spelling", text)


class Spelling(QObject):
    """The spelling check of the program: fields ask it, and check again when it ``changed``.

    Made once, as a child of the application; without one, no field is checked.
    """

    changed = Signal()

    def __init__(self, settings: Settings, workers: Workers, window_language: str, parent: QObject) -> None:
        super().__init__(parent)
        self._settings = settings
        self._workers = workers
        self._checker: SpellChecker | None = None
        self._added = personal_words(settings)
        self._languages = chosen_languages(settings, window_language)
        self._asked = False
        theme.notifier().themeChanged.connect(self.changed)

    def begin(self) -> None:
        """Load the dictionaries, unless that was done: for the first field, and not while the program starts."""
        if not self._asked:
            self._load()

    @property
    def languages(self) -> tuple[Language, ...]:
        """The languages that are checked; none where checking is off."""
        return self._languages

    @property
    def ready(self) -> bool:
        """Whether the dictionaries have been loaded, or none are wanted."""
        return self._checker is not None or not self._languages

    def choose(self, languages: Collection[Language]) -> None:
        """Check these languages from now on, and store that."""
        self._languages = tuple(language for language in LANGUAGES if language in languages)
        chosen = self._languages
        self._workers.run(lambda _t, _r: choose_languages(self._settings, chosen), lane="write")
        self._load()

    def _load(self) -> None:
        self._asked = True
        wanted = self._languages
        self._take(wanted, None)
        if wanted:
            folder, added = bundled_path("spelling"), tuple(self._added)
            job = self._workers.run(lambda _t, _r: SpellChecker(folder, wanted, added), lane="disk")
            job.tell(self, done=lambda checker: self._take(wanted, checker))

    def _take(self, wanted: tuple[Language, ...], checker: SpellChecker | None) -> None:
        if wanted == self._languages:  # else others were chosen meanwhile
            self._checker = checker
            self.changed.emit()

    def misspellings(self, text: str) -> list[Misspelling]:
        """Return the words of a text that are not known."""
        return [] if self._checker is None or len(text) > _CHECKED else self._checker.misspellings(text)

    def add(self, word: str) -> None:
        """Add a word to the user's own."""
        if self._checker is not None:
            self._checker.add(word)
        self._added.append(word)
        added = tuple(self._added)
        self._workers.run(lambda _t, _r: put_personal_words(self._settings, added), lane="write")
        self.changed.emit()

    def suggest(self, word: str, owner: QObject, use: Callable[[list[str]], object]) -> None:
        """Look for what could have been meant in a worker, for it can take a while, and hand it to ``use``, unless
        ``owner`` was deleted meanwhile.
        """
        checker = self._checker
        if checker is not None:
            self._workers.run(lambda _t, _r: checker.suggestions(word), lane="search").tell(owner, done=use)


def check_spelling(field: QPlainTextEdit | QLineEdit) -> None:
    """Check the spelling in a field, as long as it lives, where the program has a spelling check."""
    application = QCoreApplication.instance()
    spelling = application.findChild(Spelling) if application is not None else None
    if not isinstance(spelling, Spelling):
        return
    spelling.begin()
    if isinstance(field, QPlainTextEdit):
        _AreaSpelling(field, spelling)
    else:
        _LineSpelling(field, spelling)


def _underline() -> QTextCharFormat:
    text_format = QTextCharFormat()
    text_format.setUnderlineStyle(QTextCharFormat.UnderlineStyle.SpellCheckUnderline)
    text_format.setUnderlineColor(QColor(theme.current().danger))
    return text_format


class _Field(QObject):
    """What a line and an area have in common: the context menu with suggestions for a word."""

    def __init__(self, field: QPlainTextEdit | QLineEdit, spelling: Spelling) -> None:
        super().__init__(field)
        self.setObjectName("spelling")
        self._spelling = spelling
        field.installEventFilter(self)

    def _open_menu(self, menu: QMenu, word: str, place: QPoint, replace: Callable[[str], object]) -> None:
        """Open a context menu with suggestions for a word at its top, when they are there; ``replace`` takes the one
        that is chosen.
        """

        def show(suggestions: list[str]) -> None:
            first = menu.actions()[0] if menu.actions() else QAction(menu)
            for suggestion in suggestions:
                action = QAction(button_text(suggestion), menu)
                action.triggered.connect(lambda _on=False, text=suggestion: replace(text))
                menu.insertAction(first, action)
            if not suggestions:
                nothing = QAction(_tr("No suggestions"), menu)
                nothing.setEnabled(False)
                menu.insertAction(first, nothing)
            menu.insertSeparator(first)
            add = QAction(_tr("Add “%1” to the dictionary").replace("%1", button_text(word)), menu)
            add.triggered.connect(lambda: self._spelling.add(word))
            menu.insertAction(first, add)
            menu.insertSeparator(first)
            menu.popup(place)

        menu.setObjectName("spellingSuggestions")
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._spelling.suggest(word, menu, show)

    def _word_at(self, text: str, units: int) -> tuple[int, str] | None:
        """Return the misspelled word at a place, with the place where it begins; both in UTF-16 units."""
        for found in self._spelling.misspellings(text):
            start = utf16_length(text[: found.start])
            if start <= units <= start + utf16_length(found.word):
                return start, found.word
        return None


class _AreaSpelling(_Field):
    """Several lines of text: a highlighter checks each paragraph when it changes."""

    def __init__(self, area: QPlainTextEdit, spelling: Spelling) -> None:
        super().__init__(area, spelling)
        self._area = area
        self._highlighter = _Highlighter(area, spelling)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Offer suggestions in the context menu of a misspelled word."""
        if not isinstance(event, QContextMenuEvent) or self._area.isReadOnly():
            return False
        keyboard = event.reason() == QContextMenuEvent.Reason.Keyboard
        place = self._area.cursorRect().bottomLeft() if keyboard else event.pos()
        cursor = self._area.textCursor() if keyboard else self._area.cursorForPosition(place)
        found = self._word_at(cursor.block().text(), cursor.positionInBlock())
        if found is None:
            return False
        start, word = found[0] + cursor.block().position(), found[1]
        menu, length = self._area.createStandardContextMenu(), utf16_length(word)
        self._open_menu(menu, word, self._area.mapToGlobal(place), lambda text: self._replace(start, length, text))
        return True

    def _replace(self, start: int, length: int, text: str) -> None:
        cursor = QTextCursor(self._area.document())
        cursor.setPosition(start)
        cursor.setPosition(start + length, QTextCursor.MoveMode.KeepAnchor)
        cursor.insertText(text)


class _Highlighter(QSyntaxHighlighter):
    def __init__(self, area: QPlainTextEdit, spelling: Spelling) -> None:
        super().__init__(area.document())
        self._area = area
        self._spelling = spelling
        spelling.changed.connect(self.rehighlight)

    def highlightBlock(self, text: str) -> None:
        """Underline the unknown words of a paragraph."""
        if self._area.isReadOnly() or self.document().characterCount() > _CHECKED:
            return
        for found in self._spelling.misspellings(text):
            self.setFormat(utf16_length(text[: found.start]), utf16_length(found.word), _underline())


class _LineSpelling(_Field):
    """One line of text: it is given formats as an input method would, for a line has no document."""

    def __init__(self, line: QLineEdit, spelling: Spelling) -> None:
        super().__init__(line, spelling)
        self._line = line
        self._composing = False  # an input method is at work, whose text another event would end
        self._soon = debounce(_AFTER_TYPING, self._mark, self)
        self._marked = False
        line.textChanged.connect(self._soon.start)
        spelling.changed.connect(self._soon.start)
        self._soon.start()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Offer suggestions in the context menu of a misspelled word, and notice an input method at work."""
        if isinstance(event, QInputMethodEvent):
            self._composing = bool(event.preeditString())
        if not isinstance(event, QContextMenuEvent) or self._line.isReadOnly():
            return False
        keyboard = event.reason() == QContextMenuEvent.Reason.Keyboard
        place = self._line.rect().center() if keyboard else event.pos()
        units = self._line.cursorPosition() if keyboard else self._line.cursorPositionAt(place)
        found = self._word_at(self._line.text(), units)
        if found is None:
            return False
        (start, word), menu = found, self._line.createStandardContextMenu()
        length = utf16_length(word)
        self._open_menu(menu, word, self._line.mapToGlobal(place), lambda text: self._replace(start, length, text))
        return True

    def _replace(self, start: int, length: int, text: str) -> None:
        self._line.setSelection(start, length)
        self._line.insert(text)

    def _mark(self) -> None:
        if self._composing or self._line.isReadOnly():
            return
        text = self._line.text()
        cursor = self._line.cursorPosition()
        kind = QInputMethodEvent.AttributeType.TextFormat
        marks = []
        for found in self._spelling.misspellings(text):
            start, length = utf16_length(text[: found.start]) - cursor, utf16_length(found.word)
            marks.append(QInputMethodEvent.Attribute(kind, start, length, _underline()))
        if marks or self._marked:
            self._marked = bool(marks)
            QCoreApplication.sendEvent(self._line, QInputMethodEvent("", marks))


class SpellingMenu(QMenu):
    """The choice of the languages that are checked."""

    def __init__(self, spelling: Spelling, parent: QWidget) -> None:
        super().__init__(_tr("&Spelling"), parent)
        self.setObjectName("spellingMenu")
        group = QActionGroup(self)
        choices: tuple[tuple[str, tuple[Language, ...]], ...] = (
            (_tr("&Off"), ()),
            (_tr("&English (Canada)"), ("en_CA",)),
            (_tr("&French"), ("fr",)),
            (_tr("English &and French"), LANGUAGES),
        )
        for label, languages in choices:
            action = QAction(label, self, checkable=True)
            action.setChecked(languages == spelling.languages)
            action.triggered.connect(lambda _on=False, chosen=languages: spelling.choose(chosen))
            group.addAction(action)
            self.addAction(action)
