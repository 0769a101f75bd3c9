"""The meaning of values, so that two ways of writing the same value are not called a change.

The server gives an empty optional field as ``""``, ``None``, ``[]``, ``[""]`` or not at all, at its whim; tags come
back as dicts and go out as one comma-separated text; JSON may come as text or as an object.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from .schema import Field, FieldKind

Meaning = Any
_STRUCTURED = (
    FieldKind.GROUP,
    FieldKind.GROUPS,
    FieldKind.MULTICHOICE,
    FieldKind.JSON,
)  # a server may give these as JSON text


def read_value(record: Mapping[str, Any], field: Field) -> Any:
    """Return the value of ``field`` in a package or resource dict as actions return it."""
    if field.kind is FieldKind.TAGS and field.name not in record:
        return ", ".join(t["name"] if isinstance(t, Mapping) else str(t) for t in record.get("tags") or ())
    value = record.get(field.name)
    if isinstance(value, bool) and field.kind is FieldKind.CHOICE and field.name == "private":
        return str(value).lower()  # CKAN's own flag, which is chosen by these texts
    return value


def is_empty(value: Any, field: Field | None = None) -> bool:
    """Return whether a value says nothing: empty text, empty list, a group of empty texts.

    In a field that holds lists or objects their text says nothing too (``[]``, ``null``); in any other field that text
    is what someone wrote. A JSON object with anything in it says something, however empty that is.
    """
    if value is None or value is False:
        return True
    if isinstance(value, str):
        bare = value.strip()
        return not bare or (field is not None and field.kind in _STRUCTURED and bare in ("[]", "{}", "null"))
    if field is not None and field.kind is FieldKind.JSON and isinstance(value, Mapping | list):
        return not value
    if isinstance(value, Mapping):
        return all(is_empty(v) for v in value.values())
    if isinstance(value, list | tuple):
        return all(is_empty(v) for v in value)
    return False


def meaning(value: Any, field: Field) -> Meaning:
    """Return a hashless, comparable form: equal meanings are equal values; nothing at all is ``None``."""
    if is_empty(value, field):
        return None
    match field.kind:
        case FieldKind.GROUP | FieldKind.GROUPS:
            return _rows(value, field)
        case FieldKind.MULTICHOICE:
            chosen = as_list(value)
            order = {c.value: i for i, c in enumerate(field.choices)}
            return sorted({str(v) for v in chosen if not is_empty(v)}, key=lambda v: (order.get(v, len(order)), v))
        case FieldKind.TAGS:
            return sorted(set(split_tags(value)))
        case FieldKind.JSON:
            return _canonical(value)
        case FieldKind.DATE:
            return str(value).strip()[:10] if _is_midnight(str(value)) else str(value).strip()
        case FieldKind.DATETIME:
            return _moment(str(value).strip())
        case _:
            return _text(value)


def same(a: Any, b: Any, field: Field) -> bool:
    """Return whether two values mean the same in this field."""
    return bool(meaning(a, field) == meaning(b, field))


def split_tags(value: Any) -> list[str]:
    """Return the tags of a comma-separated text or of CKAN's list of tag dicts, without empty ones, in their order."""
    if isinstance(value, str):
        parts = value.split(",")
    elif isinstance(value, list | tuple):
        parts = [str(t.get("name", "")) if isinstance(t, Mapping) else str(t) for t in value if t is not None]
    else:
        parts = [] if is_empty(value) else [str(value)]
    return [t for t in (p.strip() for p in parts) if t]


def to_wire(value: Any, field: Field) -> Any:
    """Return the value as an action takes it in a JSON body."""
    match field.kind:
        case FieldKind.GROUP | FieldKind.GROUPS:
            if is_empty(value, field):
                return []
            entries = _entries(value)  # what is no row goes along as it is: the server says so, and nothing is wiped
            return [dict(row) if isinstance(row, Mapping) else row for row in entries if not is_empty(row)]
        case FieldKind.MULTICHOICE:
            return [] if is_empty(value, field) else [str(v) for v in as_list(value) if not is_empty(v)]
        case FieldKind.TAGS:
            return ", ".join(split_tags(value))
        case FieldKind.JSON:
            if is_empty(value, field):
                return ""
            return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
        case _:
            return "" if value is None else value


def as_text(value: Any, field: Field) -> str:
    """Return the value in words for a review: labels for choices, one line a group row."""
    if is_empty(value, field):
        return ""
    match field.kind:
        case FieldKind.GROUP | FieldKind.GROUPS:
            lines = []
            for row in _entries(value):
                if not isinstance(row, Mapping):
                    lines.append(_text(row))
                    continue
                parts = [
                    f"{s.label}: {as_text(row.get(s.name), s)}"
                    for s in field.subfields
                    if not is_empty(row.get(s.name))
                ]
                known = {s.name for s in field.subfields}
                parts += [f"{k}: {_text(v)}" for k, v in row.items() if k not in known and not is_empty(v)]
                lines.append(" · ".join(parts))
            return "\n".join(lines)
        case FieldKind.MULTICHOICE:
            return ", ".join(field.choice_label(str(v)) for v in as_list(value) if not is_empty(v))
        case FieldKind.CHOICE | FieldKind.STATE:
            return field.choice_label(_text(value))
        case FieldKind.TAGS:
            return ", ".join(split_tags(value))
        case FieldKind.JSON:
            parsed = _parsed(value)
            return parsed if isinstance(parsed, str) else json.dumps(parsed, ensure_ascii=False, indent=2)
        case _:
            return _text(value)


def _text(value: Any) -> str:
    if isinstance(value, str):
        return value.replace("\r\n", "\n").strip()
    if isinstance(value, list | dict):
        return json.dumps(value, ensure_ascii=False, sort_keys=True)
    return str(value)


def as_list(value: Any) -> list[Any]:
    """Return the values of a multiple choice, which a server may give as JSON text."""
    if isinstance(value, str):
        parsed = _parsed(value)
        return parsed if isinstance(parsed, list) else [value]
    return list(value) if isinstance(value, list | tuple | set | frozenset) else [value]


def _entries(value: Any) -> list[Any]:
    """Return the rows of a group, and whatever else stands among them or in their place."""
    parsed = _parsed(value)
    return list(parsed) if isinstance(parsed, list | tuple) else [parsed]


def _rows(value: Any, field: Field) -> Meaning:
    subfields = {s.name: s for s in field.subfields}
    rows: list[Any] = []
    for row in _entries(value):
        if not isinstance(row, Mapping):
            rows += [] if is_empty(row) else [_text(row)]
            continue
        kept = {}
        for key, cell in row.items():
            sub = subfields.get(key)
            means = meaning(cell, sub) if sub else (None if is_empty(cell) else _text(cell))
            if means is not None:
                kept[key] = means
        if kept:
            rows.append(kept)
    return rows or None


def _parsed(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    try:
        return json.loads(value)
    except ValueError:
        return value.strip()


def _canonical(value: Any) -> str:
    """JSON in one way of writing: as Python values, 1, 1.0 and true would be equal. Text that is no JSON stays."""
    if isinstance(value, str):
        text = value.strip()
        try:
            value = json.loads(text)
        except ValueError:
            return text
    return json.dumps(value, ensure_ascii=False, sort_keys=True)


def _moment(text: str) -> str:
    """Return a date and time in UTC without a mark, as CKAN keeps it; text that is none stays as it is."""
    try:
        when = datetime.fromisoformat(text.replace("Z", "+00:00"))
    except ValueError:
        return text
    return (when.astimezone(UTC) if when.tzinfo else when).replace(tzinfo=None).isoformat()


def _is_midnight(value: str) -> bool:
    return len(value.strip()) > 10 and value.strip()[10:] in ("T00:00:00", " 00:00:00", "T00:00:00.000000")
