"""A planned save in words: the fields that change, and the rows for what is no field."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any

from PySide6.QtCore import QCoreApplication

from bcdc_desktop.app.records.plan import ChangePreview
from bcdc_desktop.domain.changes import Change
from bcdc_desktop.domain.package import Resource
from bcdc_desktop.domain.record_changes import PACKAGE, AttachedFile
from bcdc_desktop.domain.schema import Field
from bcdc_desktop.ui.widgets.text import human_size

from .labels import placed

Words = Callable[[Any, Field], str]


def _tr(text: str) -> str:
    return QCoreApplication.translate("PlannedWords", text)


def where_of(targets: Sequence[str], name_of: Callable[[str], str]) -> Callable[[str], str]:
    """What stands before a field: nothing when only one part is concerned."""
    if len(targets) == 1:
        return lambda _t: ""
    return lambda t: "" if t == PACKAGE else name_of(t)


def field_changes(planned: ChangePreview, name_of: Callable[[str], str]) -> list[Change]:
    """The fields of what is there already, the record's own first, each with the name of its resource."""
    old = {t: found for t, found in planned.differences.items() if t not in planned.additions}
    where = where_of([*old], name_of)
    return [placed(change, where(target)) for target in sorted(old, key=bool) for change in old[target]]


def other_parts(planned: ChangePreview, name_of: Callable[[str], str], words: Words) -> list[tuple[str, str]]:
    """Resources that are added (with all that they are made with), files, deletions, the order."""
    rows = [
        (
            _tr("New resource “%1”").replace("%1", name_of(target)),
            _made_of(planned.differences.get(target, ()), planned.files.get(target), words),
        )
        for target in planned.additions
    ]
    replaced = {t: f for t, f in planned.files.items() if t not in planned.additions}
    rows += [(name_of(t), _tr("its file becomes %1").replace("%1", format_file(f))) for t, f in replaced.items()]
    rows += [(name, _tr("is deleted")) for name in planned.deletions.values()]
    if planned.order is not None:
        names = "\n".join(f"{n}. {name_of(t)}" for n, t in enumerate(planned.order[1], start=1))
        rows.append((_tr("Order of the resources"), names))
    return rows


def count_of(planned: ChangePreview, *, without: Collection[str] = ()) -> int:
    """How many changes a save makes, as people count them: fields, and one for each resource that is added or deleted,
    each file that is replaced, and the order.

    Args:
        without: targets whose fields are counted elsewhere.
    """
    fields = sum(
        len(found) for t, found in planned.differences.items() if t not in planned.additions and t not in without
    )
    replaced = sum(t not in planned.additions for t in planned.files)
    return fields + len(planned.additions) + len(planned.deletions) + replaced + (planned.order is not None)


def format_file(file: AttachedFile) -> str:
    """``“lakes.csv”, 12 KB, from /home/jo/data``."""
    words = _tr("“%1”, %2, from %3").replace("%1", file.name).replace("%2", human_size(file.size))
    return words.replace("%3", str(file.path.parent))


def _made_of(changes: Sequence[Change], file: AttachedFile | None, words: Words) -> str:
    lines = [f"{_tr('File')}: {format_file(file)}"] if file is not None else []
    for change in changes:
        said = words(change.after, change.field)
        if said and change.name != "name" and not (file is not None and change.name == "url"):
            lines.append(f"{change.field.label}: {_short(said)}")
    return "\n".join(lines)


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 160 else line[:159] + "…"


def format_losses(resource: Mapping[str, Any] | None, name: str) -> str:
    """What goes with a resource that is deleted."""
    there = Resource(resource) if resource is not None else None
    if there is None or not there.uploaded:
        return _tr("“%1” is deleted. What it links to stays where it is.").replace("%1", name)
    size = human_size(there.size)
    file = f"{there.file_name} ({size})" if size else there.file_name
    words = _tr("“%1” is deleted with its file %2: who follows its address finds nothing any more.")
    return words.replace("%1", name).replace("%2", file)
