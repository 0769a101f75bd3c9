"""What becomes of one record when it is copied or restored: field, before, after, as in every review."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from bcdc_desktop.app.records.plan import ChangePreview
from bcdc_desktop.app.transfer.plan import PlannedCopy
from bcdc_desktop.domain.changes import Change
from bcdc_desktop.domain.choices import NoChoices
from bcdc_desktop.domain.package import Package
from bcdc_desktop.domain.schema import Choice, FieldKind
from bcdc_desktop.domain.transfer import LICENCE, ORGANIZATION, Terms, options_of
from bcdc_desktop.domain.value_labels import value_formatter
from bcdc_desktop.ui.review.preview import field_changes, other_changes
from bcdc_desktop.ui.review.rows import DiffWorker, RowsTable
from bcdc_desktop.ui.widgets.text import human_size, quoted


class TargetChoices(NoChoices):
    """Titles of organizations and licences in the catalogue that is copied to, as last seen."""

    def __init__(self, terms: Terms) -> None:
        self._organizations = [Choice(*option) for option in options_of(terms, ORGANIZATION)]
        self._licences = [Choice(*option) for option in options_of(terms, LICENCE)]

    def organizations(self) -> list[Choice]:
        """Return the organizations."""
        return self._organizations

    def writable_organizations(self) -> list[Choice]:
        """Return the organizations; where the record belongs is not decided here."""
        return self._organizations

    def licences(self) -> list[Choice]:
        """Return the licences."""
        return self._licences


class ChangesPane(QWidget):
    """The changes of one planned record."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.table = RowsTable((self.tr("Field"), self.tr("Before"), self.tr("After")), (22, 39, 39), self)
        self.table.setObjectName("copyChanges")
        self.table.setAccessibleName(self.tr("Changes to the record"))
        self._diffs = DiffWorker(self.table, None)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.table)

    def show_record(self, planned: PlannedCopy | None, terms: Terms | None) -> None:
        """Show what becomes of a record.

        Args:
            planned: the record; None shows nothing.
            terms: what the catalogue that it goes to calls its organizations and licences.
        """
        self._diffs.begin()
        self.table.clear()
        if planned is None or planned.preview is None or terms is None or planned.what not in ("create", "update"):
            return
        words = value_formatter(TargetChoices(terms))
        names = _names(planned.preview)
        for change in _changes(planned.preview):
            before, after = words(change.before, change.field), words(change.after, change.field)
            item = self.table.add_values(change.field.label, (before, after))
            columns = (1 if before.strip() else None, 2 if after.strip() else None)
            self._diffs.compare(item, before, after, columns, groups=change.field.kind is FieldKind.GROUPS)
        for label, text in other_changes(planned.preview, lambda section: names.get(section, section), words):
            self.table.add((label, "", text))
        for file in planned.files:
            size = human_size(file.resource.size)
            told = ", ".join(filter(None, (quoted(file.resource.file_name), size)))
            self.table.add((names.get(file.target, file.resource.name), "", self.tr("File: %1").replace("%1", told)))


def changed_labels(planned: PlannedCopy) -> list[str]:
    """Return what changes in a record that is there: labels of fields, and names of resources."""
    if planned.preview is None:
        return []
    names = _names(planned.preview)
    others = [*planned.preview.additions.values(), *planned.preview.deletions.values()]
    files = [names.get(file.target, file.resource.name) for file in planned.files]
    return list(dict.fromkeys([*(c.field.label for c in _changes(planned.preview)), *others, *files]))


def label_of_path(path: str, terms: Terms | None) -> str:
    """Return what people read for the place of a problem.

    It is a field, a place in it, or a field of a new resource: ``notes``, ``contacts/0/name``, ``A table/format``.

    Args:
        path: as a refusal has it.
        terms: of the catalogue that refuses.
    """
    first, _, rest = path.partition("/")
    for schema in [terms.schema, *terms.schemas.values()] if terms is not None else ():
        if (field := schema.dataset_field(first) or schema.resource_field(first)) is not None:
            return field.label
        if (field := schema.resource_field(rest.partition("/")[0])) is not None:
            return f"{first} › {field.label}"
    return path


def _changes(preview: ChangePreview) -> Sequence[Change]:
    names = _names(preview)
    return field_changes(preview, lambda section: names.get(section, section))


def _names(preview: ChangePreview) -> dict[str, str]:
    """Return the names of resources by their ids."""
    there = {r.id: r.name for r in Package(preview.changes.base).resources}
    return {**there, **preview.additions}
