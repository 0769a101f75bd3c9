"""The part of the upload dialog above the table: title, messages, filters of a folder, fields for all new resources."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from bcdc_desktop.app.uploads.file_walk import FoundFile, matches
from bcdc_desktop.app.uploads.prepare import WhatHappens
from bcdc_desktop.app.uploads.sheet import DESCRIPTION, SheetState
from bcdc_desktop.domain.bcdc.publishing import is_protected_but_public
from bcdc_desktop.domain.choices import ChoiceSource
from bcdc_desktop.domain.package import Package
from bcdc_desktop.domain.schema import Field, FieldKind
from bcdc_desktop.domain.values import is_empty
from bcdc_desktop.ui.forms.editors import editor_class
from bcdc_desktop.ui.forms.editors.base import Editor
from bcdc_desktop.ui.forms.editors.text import LineEditor
from bcdc_desktop.ui.theme import measures
from bcdc_desktop.ui.uploads import labels
from bcdc_desktop.ui.widgets.debounce import debounce
from bcdc_desktop.ui.widgets.flow import FlowLayout, clear_layout
from bcdc_desktop.ui.widgets.inputs import add_clear_button
from bcdc_desktop.ui.widgets.labels import ElidedLabel
from bcdc_desktop.ui.widgets.message_bar import MessageBar
from bcdc_desktop.ui.widgets.plain_text import PlainLabel, tooltip
from bcdc_desktop.ui.widgets.text import grouped

_TYPING_MS = 250
_KINDS_SHOWN = 6
_CHOICE_WIDTH = 180
_WHOLE_LINE = 4000  # what a field asks for that is to have a line to itself, pixels


class UploadHeader(QWidget):
    """Shows what the upload is for, warnings about the record, the last message, and files to decide about."""

    decided = Signal(str)  # replace or create, for all files that have the file name of a resource

    def __init__(self, package: Package, choices: ChoiceSource, parent: QWidget) -> None:
        super().__init__(parent)
        self._package = package
        self.title = ElidedLabel("", self)
        self.title.setProperty("role", "title")
        self.summary = PlainLabel(parent=self)
        self.summary.setObjectName("uploadSummary")
        self.summary.setProperty("role", "secondary")
        self.public, self.protected = MessageBar(self), MessageBar(self)
        self.message, self.matches = MessageBar(self), MessageBar(self)
        self.folder = FolderFilter(self)
        self.common = CommonFields(choices, self)
        line = QHBoxLayout()
        line.addWidget(self.title, 1)
        line.addWidget(self.summary, 0, Qt.AlignmentFlag.AlignBottom)
        bars = QVBoxLayout()
        bars.setSpacing(8)
        for bar in (self.public, self.protected, self.message, self.matches):
            bars.addWidget(bar)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        layout.addLayout(line)
        layout.addLayout(bars)
        layout.addWidget(self.folder)
        layout.addWidget(self.common)
        self._warn()

    def show_state(self, state: SheetState | None) -> None:
        """Show the title, the numbers, and the files whose names are those of resources."""
        if state is None:
            self.title.set_full_text(self.tr("Files for “{record}”").format(record=self._package.title))
            return
        self.title.set_full_text(labels.title(len(state.rows), self._package))
        self.summary.setText(labels.summary(state))
        self.common.show_state(state)
        self._ask_about_matches(state)

    def _warn(self) -> None:
        if self._package.is_public_now:
            text = self.tr("This record is public. Files you upload become public immediately.")
            self.public.show_message("warning", text, closable=False)
        if is_protected_but_public(self._package.raw):
            text = self.tr("This record is classified as protected, but anyone can download its files.")
            self.protected.show_message("warning", text, closable=False)

    def _ask_about_matches(self, state: SheetState) -> None:
        rows = state.undecided()
        if not rows:
            self.matches.hide()
            return
        one = len(rows) == 1
        if one:
            text = self.tr("“{file}” has the same name as an existing resource.").format(file=rows[0].file_name)
        else:
            text = self.tr("{n} files have the same names as existing resources.").format(n=grouped(len(rows)))
        replace = self.tr("Replace its file") if one else self.tr("Replace their files")
        self.matches.show_message(
            "information",
            text,
            [(replace, lambda: self._decide("replace")), (self.tr("Add as new"), lambda: self._decide("create"))],
            closable=False,
        )

    def _decide(self, what: WhatHappens) -> None:
        self.decided.emit(what)


class FolderFilter(QWidget):
    """Buttons for kinds of files, and a line for name patterns. Hidden unless a folder was dropped; files that were
    dropped by themselves always pass."""

    changed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._files: Sequence[FoundFile] = ()
        self.kinds: dict[str, QToolButton] = {}
        self.setObjectName("folderBar")
        self.setAccessibleName(self.tr("Files of the folder"))
        self._lead = PlainLabel(self.tr("From the folder:"), self)
        self._lead.setProperty("role", "strong")
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(measures.GRID)
        self.pattern = QLineEdit(self)
        self.pattern.setObjectName("folderPattern")
        self.pattern.setAccessibleName(self.tr("Filter files by name"))
        self.pattern.setPlaceholderText(self.tr("Filter by name: 2024_*  or  *.csv, -draft*"))
        self.pattern.setToolTip(self.tr("Patterns separated by commas: * matches anything, a leading minus excludes"))
        add_clear_button(self.pattern)
        self.count = PlainLabel(parent=self)
        self.count.setObjectName("folderCount")
        self.count.setProperty("role", "muted")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(measures.GAP)
        layout.addWidget(self._lead)
        layout.addLayout(self._buttons)
        layout.addWidget(self.pattern, 1)
        layout.addWidget(self.count)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self._soon = debounce(_TYPING_MS, self._emit_changed, self)
        self.pattern.textChanged.connect(lambda _t: self._soon.start())
        self.hide()

    def show_files(self, files: Sequence[FoundFile]) -> None:
        """Take the files of a drop, those that were added to it among them."""
        self._files = files
        inside = [file for file in files if file.inside]
        for kind, number in Counter(file.kind for file in inside).most_common():
            button = self.kinds.get(kind) or self._kind_button(kind)
            button.setText(f"{kind or self.tr('no extension')}  {grouped(number)}")
        self.setVisible(len(inside) > 1)
        self._show_count()

    def _kind_button(self, kind: str) -> QToolButton:
        button = QToolButton(self)
        button.setCheckable(True)
        button.setChecked(True)
        button.setProperty("kind", "choice")
        button.setObjectName(f"folderKind.{kind}")
        button.setAccessibleName(self.tr("Files of type {kind}").format(kind=kind or self.tr("no extension")))
        button.toggled.connect(self._emit_changed)
        button.setVisible(len(self.kinds) < _KINDS_SHOWN)
        self.kinds[kind] = button
        self._buttons.addWidget(button)
        return button

    @property
    def files(self) -> Sequence[FoundFile]:
        """All files of the drop, those that do not pass among them."""
        return self._files

    @property
    def paths(self) -> set[Path]:
        """The files that were found in folders."""
        return {file.path for file in self._files if file.inside}

    def wanted(self) -> list[FoundFile]:
        """Return the files that pass."""
        patterns = [part.strip() for part in self.pattern.text().split(",") if part.strip()]
        include = [p if "*" in p else f"*{p}*" for p in patterns if not p.startswith("-")]
        exclude = [p[1:] if "*" in p else f"*{p[1:]}*" for p in patterns if p.startswith("-") and len(p) > 1]
        off = {kind for kind, button in self.kinds.items() if not button.isChecked()}
        return [f for f in self._files if not f.inside or (f.kind not in off and matches(f.inside, include, exclude))]

    def _emit_changed(self) -> None:
        self._soon.stop()
        self._show_count()
        self.changed.emit()

    def _show_count(self) -> None:
        inside, wanted = sum(bool(f.inside) for f in self._files), sum(bool(f.inside) for f in self.wanted())
        text = labels.files(inside) if wanted == inside else self.tr("{n} of {files}")
        self.count.setText(text.format(n=grouped(wanted), files=labels.files(inside)))


class CommonFields(QWidget):
    """A label and an editor for each field that is filled in once for all new resources."""

    edited = Signal(str, object)  # field, value

    def __init__(self, choices: ChoiceSource, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._choices = choices
        self.editors: dict[str, Editor] = {}
        self._lines = FlowLayout(self, gap=measures.GAP)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setObjectName("forAll")
        self.setAccessibleName(self.tr("For all new resources"))
        self.hide()

    def show_state(self, state: SheetState) -> None:
        """Show the fields, except for the one that has the focus."""
        creating = any(row.item is not None and row.what == "create" for row in state.rows)
        fields = state.common_fields()
        if [f.name for f in fields] != list(self.editors):
            self._build(fields)
        for name, editor in self.editors.items():
            empty = is_empty(state.common.get(name))
            if not editor.inner.hasFocus():
                editor.present(state.common.get(name), state.common)
            missing = empty and self._is_missing(state, name)
            editor.mark("error" if missing else "proposed" if name in state.common_proposed else "")
        self.setVisible(creating and bool(fields))

    @staticmethod
    def _is_missing(state: SheetState, name: str) -> bool:
        return any(t.kind == "fields" and name in t.names for row in state.rows for t in row.blockers)

    def _build(self, fields: list[Field]) -> None:
        for editor in self.editors.values():
            editor.deleteLater()
        clear_layout(self._lines)
        self.editors = {}
        lead = PlainLabel(self.tr("For all:"), self)
        lead.setProperty("role", "strong")
        self._lines.addWidget(lead)
        for field in sorted(fields, key=lambda f: f.name == DESCRIPTION):
            self._lines.addWidget(self._with_label(field))
        self.editors = {f.name: self.editors[f.name] for f in fields}

    def _with_label(self, field: Field) -> QWidget:
        wide = field.kind in (FieldKind.TEXT, FieldKind.MARKDOWN)
        pair = _WideField(self) if wide else QWidget(self)
        layout = QHBoxLayout(pair)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(measures.GAP)
        name = field.label + ("\u2002•" if field.required or field.required_when_shown else "")
        label = ElidedLabel(name, pair)
        label.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        label.setProperty("role", "secondary")
        # the style sheet sets sizes of fields, so a widget around each sets its width
        place = QWidget(pair)
        inner = QHBoxLayout(place)
        inner.setContentsMargins(0, 0, 0, 0)
        editor = self._editor(field, place)
        inner.addWidget(editor.widget)
        layout.addWidget(label)
        layout.addWidget(place, 1 if wide else 0)
        if not wide:
            place.setFixedWidth(_CHOICE_WIDTH)
        return pair

    def _editor(self, field: Field, parent: QWidget) -> Editor:
        # one line, also for a long text: the text is for every file
        kind = LineEditor if field.kind in (FieldKind.TEXT, FieldKind.MARKDOWN) else editor_class(field, None)
        editor = kind(field, self._choices, parent)
        editor.inner.setObjectName(f"forAll.{field.name}")
        editor.inner.setAccessibleName(self.tr("{field}, for all new resources").format(field=field.label))
        editor.inner.setToolTip(tooltip(field.help_text))
        if field.name == DESCRIPTION:
            editor.inner.setProperty("placeholderText", self.tr("the same for every new resource"))
        editor.edited.connect(lambda value: self.edited.emit(field.name, value))
        self.editors[field.name] = editor
        return editor


class _WideField(QWidget):
    def sizeHint(self) -> QSize:
        return QSize(_WHOLE_LINE, super().sizeHint().height())
