"""Values in words for a review: an organization by its title, a licence by its name."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication

from bcdc_desktop.domain.changes import Change, FieldConflict, Merge
from bcdc_desktop.domain.schema import Field, FieldKind
from bcdc_desktop.domain.values import as_text
from bcdc_desktop.ui.session import SessionChoices

if TYPE_CHECKING:
    from .working_copy import WorkingCopy

_APART = "\n"  # between target and field name: in neither


def _tr(text: str) -> str:
    return QCoreApplication.translate("RecordWords", text)


def format_value(choices: SessionChoices) -> Callable[[Any, Field], str]:
    """A function that says values as the catalogue's people do."""
    organizations = {c.value: c.label for c in choices.organizations()}
    licences = {c.value: c.label for c in choices.licences()}

    def named(value: Any, field: Field) -> Any:
        if field.kind is FieldKind.ORGANIZATION and isinstance(value, str):
            return organizations.get(value, value)
        if field.kind is FieldKind.LICENCE and isinstance(value, str):
            return licences.get(value, value)
        if field.kind in (FieldKind.GROUP, FieldKind.GROUPS) and isinstance(value, list):
            subfields = {s.name: s for s in field.subfields}
            return [
                {k: named(v, subfields[k]) if k in subfields else v for k, v in row.items()}
                if isinstance(row, Mapping)
                else row
                for row in value
            ]
        return value

    return lambda value, field: as_text(named(value, field), field)


def format_draft_marks(copy: WorkingCopy) -> dict[str, str]:
    """Resource id -> what the draft holds of it, in the place of its age."""
    draft_state = copy.changes
    marks = dict.fromkeys((t for t in draft_state.fields if t), _tr("draft"))
    marks |= dict.fromkeys(draft_state.new_resources, _tr("new, not sent"))
    marks |= {
        t: _tr("new file, not sent") if t in draft_state.new_resources else _tr("file to be replaced")
        for t in draft_state.files
    }
    troubles = {"changed": _tr("file has changed"), "missing": _tr("file is not there")}
    marks |= {t: troubles[standing] for t, standing in copy.troubles.items() if t in draft_state.files}
    return marks | dict.fromkeys(draft_state.deletions, _tr("to be deleted"))


def placed(change: Change, where: str) -> Change:
    """The change with the name of its resource before the field's."""
    return replace(change, field=replace(change.field, label=f"{where} › {change.field.label}")) if where else change


def joined(merges: Mapping[str, Merge], where: Callable[[str], str]) -> Merge:
    """The merges of several parts as one; ``split`` takes the decisions on it apart again."""

    def named(field: Field, target: str) -> Field:
        name = where(target)
        return replace(
            field, name=f"{target}{_APART}{field.name}", label=f"{name} › {field.label}" if name else field.label
        )

    values: dict[str, Any] = {}
    mine: list[Change] = []
    theirs: list[Change] = []
    conflicts: list[FieldConflict] = []
    for target, merge in merges.items():
        values |= {f"{target}{_APART}{name}": value for name, value in merge.values.items()}
        mine += [replace(c, field=named(c.field, target)) for c in merge.mine]
        theirs += [replace(c, field=named(c.field, target)) for c in merge.theirs]
        conflicts += [replace(c, field=named(c.field, target)) for c in merge.conflicts]
    return Merge(values, tuple(mine), tuple(theirs), tuple(conflicts))


def split(decisions: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """Decisions on joined merges by target."""
    found: dict[str, dict[str, Any]] = {}
    for key, value in decisions.items():
        target, _, name = key.partition(_APART)
        found.setdefault(target, {})[name] = value
    return found
