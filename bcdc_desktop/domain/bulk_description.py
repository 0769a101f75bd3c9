"""What a bulk change does, in sentences: fields and choices by their labels, as far as a schema has them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from bcdc_desktop.translation import tr

from .bulk_operations import FieldPath, UnknownField, contact_field
from .schema import DatasetSchema, Field
from .values import as_text, text_or_json

_LONGEST = 200  # characters of a value


def described(operation: Mapping[str, Any], schemas: Sequence[DatasetSchema] = ()) -> str:
    """Return a sentence for an operation as a plan or the ledger has it.

    Args:
        schemas: of the types of records that there are; the first that has a field says what it is called.
    """
    path = str(operation.get("field", ""))
    label, field = _field_at(path, schemas)
    value = _shown(operation.get("value"), field)
    old, new = _shown(operation.get("old")), _shown(operation.get("new"))
    match operation.get("op"):
        case "set":
            return tr("Set {field} to “{value}”", field=label, value=value)
        case "set-empty":
            return tr("Set {field} to “{value}” where it is empty", field=label, value=value)
        case "clear":
            return tr("Clear {field}", field=label)
        case "replace":
            return tr("Replace “{old}” with “{new}” in {field}", old=old, new=new, field=label)
        case "add-tag":
            return tr("Add the keyword “{value}”", value=value)
        case "remove-tag":
            return tr("Remove the keyword “{value}”", value=value)
        case "rename-tag":
            return tr("Rename the keyword “{old}” to “{new}”", old=old, new=new)
        case "add-contact":
            return tr("Add the contact {value}", value=_contact(operation.get("value"), schemas))
        case "remove-contact":
            return tr("Remove the contact with {where}", where=_contact(operation.get("where"), schemas))
        case "contact":
            where, by = (_contact(operation.get(part), schemas) for part in ("where", "value"))
            return tr("Replace the contact with {where} by {value}", where=where, value=by)
        case "spreadsheet":
            return tr("Changes from the file {file}", file=value)
        case "restore":
            return tr("Undo bulk change {bulk}", bulk=value)
        case other:
            return str(other)


def _field_at(path: str, schemas: Sequence[DatasetSchema]) -> tuple[str, Field | None]:
    for schema in schemas:
        try:
            found = FieldPath.parse(path, schema)
            return found.label(schema), found.field(schema)
        except (UnknownField, KeyError):
            continue
    return path, None


def _contact(values: Any, schemas: Sequence[DatasetSchema]) -> str:
    """Return the subfields of a contact with their values."""
    of = next((f for schema in schemas if (f := contact_field(schema)) is not None), None)
    known = {s.name: s for s in of.subfields} if of is not None else {}
    texts = []
    for name, value in dict(values or {}).items():
        sub = known.get(name)
        texts.append(tr("{label}: {value}", label=sub.label if sub else name, value=_shown(value, sub)))
    return ", ".join(texts)


def _shown(value: Any, field: Field | None = None) -> str:
    text = " ".join(as_text(value, field).split()) if field is not None else text_or_json(value)
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
