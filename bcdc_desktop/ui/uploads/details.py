"""The details of one file of the upload dialog: fields of its resource, findings, records."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QScrollArea, QSplitter, QVBoxLayout, QWidget

from bcdc_desktop.app.uploads.prepare import WhatHappens
from bcdc_desktop.app.uploads.repairs import is_worth_a_bar, possible
from bcdc_desktop.app.uploads.sheet import SheetState
from bcdc_desktop.app.uploads.sheet_row import SheetRow
from bcdc_desktop.domain.bcdc.fields import PERIOD, TABLE_SCHEMA
from bcdc_desktop.domain.choices import ChoiceSource
from bcdc_desktop.domain.package import Resource
from bcdc_desktop.domain.schema import Field, FieldKind
from bcdc_desktop.preflight.proposal import Match
from bcdc_desktop.ui import theme
from bcdc_desktop.ui.forms import SchemaForm
from bcdc_desktop.ui.session import Session
from bcdc_desktop.ui.theme import measures
from bcdc_desktop.ui.uploads import labels
from bcdc_desktop.ui.uploads.findings import FindingsView
from bcdc_desktop.ui.widgets.fitting_area import FittingArea
from bcdc_desktop.ui.widgets.message_bar import MessageBar
from bcdc_desktop.ui.widgets.plain_text import PlainLabel
from bcdc_desktop.ui.widgets.text import or_empty


class RowDetails(QSplitter):
    """Shows the fields of the row's resource on the left, what was found in the file on the right. ``changed`` is
    emitted after a decision was passed to the sheet's state."""

    changed = Signal()
    fixAsked = Signal()

    def __init__(self, session: Session, choices: ChoiceSource, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._choices = choices
        self._state: SheetState | None = None
        self._row: SheetRow | None = None
        self._key: tuple[Any, ...] = ()
        self._last_shown: dict[str, Any] = {}
        self.form: SchemaForm | None = None
        self.setChildrenCollapsible(False)
        self.setHandleWidth(measures.PANE_PADDING)
        self.setStyleSheet("QSplitter::handle { background: transparent; }")
        self._scroll = QScrollArea(self)
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setMinimumWidth(280)
        self.match_bar = MessageBar(self)
        self.error_bar = MessageBar(self)
        self.repair_bar = MessageBar(self)
        self.columns_box = QCheckBox(self.tr("Update the resource's column descriptions from this file"), self)
        self.columns_box.setObjectName("storeColumns")
        self.columns_box.clicked.connect(self._store_columns)
        self.period_box = QCheckBox(self)
        self.period_box.setObjectName("storePeriod")
        self.period_box.clicked.connect(self._store_period)
        self.difference = PlainLabel(parent=self)
        self.difference.setProperty("role", "warning")
        self.difference.setWordWrap(True)
        self.findings = FindingsView(session, self)
        self.findings.columnCorrected.connect(self._correct_column)
        right = QWidget(self)
        layout = QVBoxLayout(right)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(measures.GAP)
        self._optional: tuple[QWidget, ...] = (
            *(self.match_bar, self.error_bar, self.repair_bar),
            *(self.difference, self.columns_box, self.period_box),
        )
        for widget in self._optional:
            layout.addWidget(widget)
        layout.addWidget(self.findings, 1)
        self._right = FittingArea(right, self)
        theme.use_ground(self._right.viewport(), "ground")
        self.addWidget(self._scroll)
        self.addWidget(self._right)
        self.setStretchFactor(0, 2)
        self.setStretchFactor(1, 3)
        self.setSizes([548, 576])

    def show_state(self, state: SheetState) -> None:
        """Show the fields of a sheet's schema."""
        self._state = state
        fields = [f for f in state.schema.resource_fields if _in_form(f)]
        self.form = SchemaForm(fields, self._choices)
        self.form.setObjectName("uploadForm")
        self.form.fieldEdited.connect(self._edited)
        self.form.proposalAccepted.connect(self._accepted)
        self._scroll.setWidget(self.form)
        theme.use_ground(self._scroll.viewport(), "ground")
        theme.use_ground(self.form, "ground")

    def show_row(self, row: SheetRow | None) -> None:
        """Show a file, or what changed about the one that is shown."""
        other = row is not self._row
        self._row = row
        state, form = self._state, self.form
        if state is None or form is None:
            return
        self._scroll.setVisible(row is not None and row.item is not None and row.what != "skip")
        self._show_fields(state, form, row)
        if row is None:
            self.findings.clear()
        else:
            self.findings.show_row(row, reset=other)
        self._show_bars(state, row)

    def focus_missing(self) -> None:
        """Focus the next field that is missing or wrong."""
        if self.form is not None:
            self.form.check()
            self.form.focus_next_problem()

    # showing

    def _show_fields(self, state: SheetState, form: SchemaForm, row: SheetRow | None) -> None:
        if row is None or row.item is None or row.what == "skip":
            self._key = ()
            return
        key = (id(row), id(row.item), row.what, row.resource)
        shown = state.shown_fields(row)
        if key == self._key and shown == self._last_shown:
            return
        self._key, self._last_shown = key, shown
        resource = state.resource_of(row)
        form.set_record(resource.raw if resource else {}, shown)
        inherited = {n for n in state.common_proposed if n in shown and n not in row.fields}
        form.set_proposed((row.proposed | inherited) & set(shown) if row.what == "create" else ())
        form.check()

    def _show_bars(self, state: SheetState, row: SheetRow | None) -> None:
        for widget in self._optional:
            widget.hide()
        if row is None or row.item is None or row.item.problem:
            return
        offered = state.offered(row)
        if offered is not None:
            self._offer(offered)
        if row.errors and row.what != "skip":
            self._ask_about_errors(row)
        if row.what != "skip" and is_worth_a_bar(row):
            text = self.tr("A fixed copy can be uploaded instead: {what}. The original file is not changed.")
            self.repair_bar.show_message(
                "information",
                text.format(what=", ".join(labels.repairs(possible(row)))),
                [(self.tr("Fix a copy…"), self.fixAsked.emit)],
                closable=False,
            )
        if row.what == "replace":
            self._show_difference(state, row)

    def _offer(self, match: Match) -> None:
        self.match_bar.show_message(
            "information",
            labels.looks_like(match) + ".",
            [
                (self.tr("Replace it"), lambda: self._decide("replace", match.resource_id)),
                (self.tr("Add as new"), lambda: self._decide("create")),
            ],
            closable=False,
        )

    def _ask_about_errors(self, row: SheetRow) -> None:
        if row.send_anyway:
            self.error_bar.show_message(
                "warning",
                self.tr("This file will be uploaded although it has errors."),
                [(self.tr("Don't upload"), lambda: self._send_anyway(False))],
                closable=False,
            )
        else:
            self.error_bar.show_message(
                "error",
                self.tr("This file can't be read as a table. Fix it and check it again, or upload it as it is."),
                [
                    (self.tr("Upload anyway"), lambda: self._send_anyway(True)),
                    (self.tr("Leave out"), lambda: self._decide("skip")),
                ],
                closable=False,
            )

    def _show_difference(self, state: SheetState, row: SheetRow) -> None:
        lines = labels.differences(row.difference)
        self.difference.setText("\n".join(lines))
        self.difference.setVisible(bool(lines))
        self.columns_box.setVisible(bool(state.columns_of(row)))
        self.columns_box.setChecked(state.stores_columns(row))
        found = Resource({PERIOD: row.item.proposed.get(PERIOD)}).period if row.item else None
        resource = state.resource_of(row)
        if found and resource and (found != resource.period or PERIOD in row.changes):
            before = or_empty(labels.period(resource.period))
            text = self.tr("Change the period covered from {before} to {after}")
            self.period_box.setText(text.format(before=before, after=labels.period(found)))
            self.period_box.setChecked(PERIOD in row.changes)
            self.period_box.show()

    # decisions

    def _with_row(self, change: Callable[[SheetState, SheetRow], None]) -> None:
        if self._state is not None and self._row is not None:
            change(self._state, self._row)
            self.changed.emit()

    def _decide(self, what: WhatHappens, resource: str = "") -> None:
        self._with_row(lambda state, row: state.set_what(row, what, resource))

    def _send_anyway(self, on: bool) -> None:
        self._with_row(lambda state, row: state.set_send_anyway(row, on))

    def _correct_column(self, column: str, changes: dict[str, Any]) -> None:
        self._with_row(lambda state, row: state.set_column(row, column, changes))

    def _store_columns(self, on: bool) -> None:
        self._with_row(lambda _state, row: setattr(row, "with_columns", on))

    def _store_period(self, on: bool) -> None:
        def change(state: SheetState, row: SheetRow) -> None:
            if on and row.item is not None:
                state.set_field(row, PERIOD, row.item.proposed[PERIOD])
            else:
                state.drop_change(row, PERIOD)

        self._with_row(change)

    def _edited(self, name: str) -> None:
        form = self.form

        def change(state: SheetState, row: SheetRow) -> None:
            draft = form.draft() if form else {}
            if row.what == "replace" and name not in draft:
                state.drop_change(row, name)
            elif name in draft or name in row.fields or row.what == "replace":
                state.set_field(row, name, draft.get(name))
            self._last_shown = state.shown_fields(row)

        self._with_row(change)

    def _accepted(self, name: str) -> None:
        self._with_row(lambda _state, row: row.proposed.discard(name))


def _in_form(field: Field) -> bool:
    """Return whether a field is in the form: the file and its columns are shown elsewhere."""
    return field.kind is not FieldKind.FILE and field.name not in ("url", TABLE_SCHEMA)
