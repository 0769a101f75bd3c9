"""A planned save as a review shows it: the fields that change, rows for everything else, and what it costs."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QCoreApplication

from bcdc_desktop.app.records.plan import ChangePreview
from bcdc_desktop.domain.changes import Change
from bcdc_desktop.domain.package import Resource
from bcdc_desktop.domain.record_changes import PACKAGE, AttachedFile
from bcdc_desktop.domain.schema import Field
from bcdc_desktop.ui.widgets.text import human_size, labelled

FormatValue = Callable[[Any, Field], str]
_LINE = 160  # characters of a value of a new resource


def _tr(text: str) -> str:
    return QCoreApplication.translate("Preview", text)


def section_labels(sections: Sequence[str], name_of: Callable[[str], str]) -> Callable[[str], str]:
    """Return what stands before a field's label: the resource's name, or nothing where only one section is shown."""
    if len(sections) == 1:
        return lambda _section: ""
    return lambda section: "" if section == PACKAGE else name_of(section)


def field_changes(planned: ChangePreview, name_of: Callable[[str], str]) -> list[Change]:
    """Return the changed fields of what exists already, the record's own first, each with its resource's name."""
    old = {s: found for s, found in planned.differences.items() if s not in planned.additions}
    label = section_labels([*old], name_of)
    return [_labelled(change, label(section)) for section in sorted(old, key=bool) for change in old[section]]


def other_changes(planned: ChangePreview, name_of: Callable[[str], str], words: FormatValue) -> list[tuple[str, str]]:
    """Return rows for new resources (with all their values), files, deletions and the order: a label and a text."""
    rows = [
        (
            _tr("New resource “%1”").replace("%1", name_of(section)),
            _contents(planned.differences.get(section, ()), planned.files.get(section), words),
        )
        for section in planned.additions
    ]
    replaced = {s: f for s, f in planned.files.items() if s not in planned.additions}
    rows += [(name_of(s), _tr("The file is replaced by %1").replace("%1", format_file(f))) for s, f in replaced.items()]
    rows += [(name, _tr("Deleted")) for name in planned.deletions.values()]
    if planned.order is not None:
        names = "\n".join(f"{n}. {name_of(section)}" for n, section in enumerate(planned.order[1], start=1))
        rows.append((_tr("Order of the resources"), names))
    return rows


def count_changes(planned: ChangePreview, *, without: Collection[str] = ()) -> int:
    """Return how many changes a save makes: fields, and one for each resource that is added or deleted, each file that
    is replaced, and the order.

    Args:
        without: sections whose fields are counted elsewhere.
    """
    fields = sum(
        len(found) for s, found in planned.differences.items() if s not in planned.additions and s not in without
    )
    replaced = sum(s not in planned.additions for s in planned.files)
    return fields + len(planned.additions) + len(planned.deletions) + replaced + (planned.order is not None)


def format_file(file: AttachedFile) -> str:
    """Return ``“lakes.csv”, 12 KB, from /home/jo/data``."""
    return _tr("“{name}”, {size}, from {folder}").format(
        name=file.name, size=human_size(file.size), folder=file.path.parent
    )


def format_deletion(resource: Mapping[str, Any] | None, name: str) -> str:
    """Return what is lost with a resource that is deleted."""
    found = Resource(resource) if resource is not None else None
    if found is None or not found.uploaded:
        return _tr("“%1” will be deleted. The page or file that it links to is not affected.").replace("%1", name)
    size = human_size(found.size)
    file = f"{found.file_name} ({size})" if size else found.file_name
    text = _tr("Deleting “{name}” also deletes its file {file}. Links to it will stop working.")
    return text.format(name=name, file=file)


def _labelled(change: Change, label: str) -> Change:
    return replace(change, field=replace(change.field, label=f"{label} › {change.field.label}")) if label else change


def _contents(changes: Sequence[Change], file: AttachedFile | None, words: FormatValue) -> str:
    lines = [_tr("File: %1").replace("%1", format_file(file))] if file is not None else []
    for change in changes:
        text = words(change.after, change.field)
        if text and change.name != "name" and not (file is not None and change.name == "url"):
            lines.append(labelled(change.field.label, _in_one_line(text)))
    return "\n".join(lines)


def _in_one_line(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LINE else line[: _LINE - 1] + "…"
