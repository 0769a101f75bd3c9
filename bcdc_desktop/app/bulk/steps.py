"""One step of a bulk change as it is typed: a kind, a field, texts. Of it an operation is made, by the schema."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from bcdc_desktop.domain.bulk_operations import (
    ClearValue,
    EditContacts,
    EditKeywords,
    FieldPath,
    Match,
    Operation,
    ReplaceText,
    SetValue,
    UnknownField,
    fields_of,
)
from bcdc_desktop.domain.schema import DatasetSchema
from bcdc_desktop.translation import tr

from ..workspace import Workspace
from .fields import bulk_schema, bulk_schemas
from .pattern import PatternProblem, rewriter
from .spreadsheet_table import CellProblem, Column, table_of, typed_path

StepKind = Literal[
    "set", "set-empty", "clear", "replace", "add-tag", "remove-tag", "rename-tag", "contact", "remove-contact"
]
_EMAIL = re.compile(r"[^@\s]{1,200}@[^@\s]{1,200}")


class StepProblem(ValueError):
    """A step that is not complete, or not possible; the message says why."""


@dataclass(frozen=True)
class Step:
    """A step as it is typed.

    Attributes:
        path: the field, as ``FieldPath`` has it.
        old: the text to find, the keyword, or the email address of a contact.
        new: the new value, text, or keyword.
        contact: subfield -> new value, of the contact that is replaced.
    """

    kind: StepKind
    path: str = ""
    old: str = ""
    new: str = ""
    match: Match = "substring"
    ignore_case: bool = False
    contact: Mapping[str, str] = field(default_factory=dict)


def operation_of(workspace: Workspace, step: Step) -> Operation:
    """Return the operation that a step means.

    Raises:
        StepProblem: something is missing, or the field cannot have this value.
    """
    old, new = step.old.strip(), step.new.strip()
    match step.kind:
        case "add-tag" | "remove-tag" | "rename-tag":
            wanted = [new] if step.kind == "add-tag" else [old] if step.kind == "remove-tag" else [old, new]
            if not all(wanted) or any("," in t for t in wanted):
                raise StepProblem(tr("Enter a keyword."))
            if step.kind == "rename-tag":
                return EditKeywords(rename=((old, new),))
            return EditKeywords(add=(new,)) if step.kind == "add-tag" else EditKeywords(remove=(old,))
        case "contact" | "remove-contact":
            if not _EMAIL.fullmatch(old):
                raise StepProblem(tr("Enter the email address that the contact has now."))
            values = {n: v.strip() for n, v in step.contact.items() if v.strip()}
            if step.kind == "contact" and not values:
                raise StepProblem(tr("Enter the new name or email address of the contact."))
            return EditContacts({"email": old}, values if step.kind == "contact" else None)
    path = FieldPath.parse(step.path, schema_with(workspace, step.path)) if step.path else None
    if path is None:
        raise StepProblem(tr("Choose a field."))
    if step.kind == "clear":
        return ClearValue(path)
    if step.kind == "replace":
        try:
            rewrite = rewriter(step.old, step.new, step.match, ignore_case=step.ignore_case)
        except PatternProblem as error:
            raise StepProblem(str(error)) from None
        return ReplaceText(path, step.old, step.new, rewrite, step.match, step.ignore_case)
    if not new:
        raise StepProblem(tr("Enter the new value. To empty the field, choose Clear."))
    try:
        return SetValue(path, column_of(workspace, path).value(step.new), step.kind == "set-empty")
    except CellProblem as error:
        raise StepProblem(str(error)) from None


def schema_with(workspace: Workspace, path: str) -> DatasetSchema:
    """Return the schema of the first type of records that has a field; that of new records where none has it."""
    for schema in bulk_schemas(workspace):
        with contextlib.suppress(UnknownField):
            FieldPath.parse(path, schema)
            return schema
    return bulk_schema(workspace)


def column_of(workspace: Workspace, path: FieldPath) -> Column:
    """Return how the values of a field are typed and shown."""
    dataset_type = schema_with(workspace, str(path)).dataset_type
    if path.subfield:
        whole = typed_path(dataset_type, str(FieldPath(path.name, "", path.of_resources)))
        return table_of(workspace, whole, [path.subfield]).columns[0]
    of = typed_path(dataset_type, "resources" if path.of_resources else "records")
    return table_of(workspace, of, [path.name]).columns[0]


def paths_to_change(workspace: Workspace) -> list[tuple[str, str]]:
    """Return the fields that a step may name, as (path, what people read for it), in the order of the schemas of all
    types of records."""
    found: dict[str, str] = {}
    for of_resources in (False, True):
        for schema in bulk_schemas(workspace):
            own = schema.resource_fields if of_resources else schema.dataset_fields
            known = fields_of(schema, of_resources=of_resources)
            for whole in (known[f.name] for f in own if not f.read_only):
                paths = [FieldPath(whole.name, "", of_resources)]
                paths += [FieldPath(whole.name, s.name, of_resources) for s in whole.subfields if not s.read_only]
                for path in paths:
                    label = path.label(schema)
                    said = tr("Resources: {field}", field=label) if of_resources else label
                    found.setdefault(str(path), said)
    return list(found.items())


def operations_of(workspace: Workspace, steps: Sequence[Step]) -> list[Operation]:
    """Return the operations of several steps, in their order.

    Raises:
        StepProblem: one of them is not possible, or there is none.
    """
    if not steps:
        raise StepProblem(tr("Add a step: say what to change."))
    return [operation_of(workspace, step) for step in steps]
