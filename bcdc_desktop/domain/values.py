"""What a value *means*, so that two ways of writing the same thing are not called a change.

The server gives an empty optional field as ``""``, ``None``, ``[]``, ``[""]`` or not at all, at its whim; tags come
back as dicts and go out as one comma-separated text; JSON may come as text or as an object.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from .schema import Field, Kind

Meaning = Any


def read_value(record: Mapping[str, Any], field: Field) -> Any:
    """The value of ``field`` in a package or resource dict as actions return it."""
    if field.kind is Kind.TAGS and field.name not in record:
        return ", ".join(t["name"] if isinstance(t, Mapping) else str(t) for t in record.get("tags") or ())
    return record.get(field.name)


def is_empty(value: Any) -> bool:
    """Whether a value says nothing: empty text, empty list, a group of empty texts."""
    if value is None or value == "" or value is False:
        return True
    if isinstance(value, str):
        return value.strip() in ("", "[]", "{}", "null")
    if isinstance(value, Mapping):
        return all(is_empty(v) for v in value.values())
    if isinstance(value, list | tuple):
        return all(is_empty(v) for v in value)
    return False


def meaning(value: Any, field: Field) -> Meaning:
    """A hashless, comparable form: equal meanings are equal values; nothing at all is ``None``."""
    if is_empty(value):
        return None
    match field.kind:
        case Kind.GROUP | Kind.GROUPS:
            return _rows(value, field)
        case Kind.MULTICHOICE:
            chosen = _as_list(value)
            order = {c.value: i for i, c in enumerate(field.choices)}
            return sorted({str(v) for v in chosen if not is_empty(v)}, key=lambda v: (order.get(v, len(order)), v))
        case Kind.TAGS:
            return sorted({t.casefold() for t in split_tags(value)})
        case Kind.JSON:
            return _parsed(value)
        case Kind.DATE:
            return str(value).strip()[:10] if _is_midnight(str(value)) else str(value).strip()
        case _:
            return _text(value)


def same(a: Any, b: Any, field: Field) -> bool:
    """Whether two values mean the same in this field."""
    return bool(meaning(a, field) == meaning(b, field))


def split_tags(value: Any) -> list[str]:
    """Tags of a comma-separated text or of CKAN's list of tag dicts, without empty ones, in their order."""
    if isinstance(value, str):
        parts = value.split(",")
    else:
        parts = [str(t["name"]) if isinstance(t, Mapping) else str(t) for t in value or ()]
    return [t for t in (p.strip() for p in parts) if t]


def to_wire(value: Any, field: Field) -> Any:
    """The value as an action takes it in a JSON body."""
    match field.kind:
        case Kind.GROUP | Kind.GROUPS:
            return [dict(row) for row in _as_rows(value) if not is_empty(row)]
        case Kind.MULTICHOICE:
            return [] if is_empty(value) else [str(v) for v in _as_list(value) if not is_empty(v)]
        case Kind.TAGS:
            return ", ".join(split_tags(value))
        case Kind.JSON:
            if is_empty(value):
                return ""
            return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
        case _:
            return "" if value is None else value


def as_text(value: Any, field: Field) -> str:
    """The value in words for a review: labels for choices, one line a group row."""
    if is_empty(value):
        return ""
    match field.kind:
        case Kind.GROUP | Kind.GROUPS:
            lines = []
            for row in _as_rows(value):
                parts = [
                    f"{s.label}: {as_text(row.get(s.name), s)}"
                    for s in field.subfields
                    if not is_empty(row.get(s.name))
                ]
                known = {s.name for s in field.subfields}
                parts += [f"{k}: {_text(v)}" for k, v in row.items() if k not in known and not is_empty(v)]
                lines.append(" · ".join(parts))
            return "\n".join(lines)
        case Kind.MULTICHOICE:
            return ", ".join(field.choice_label(str(v)) for v in _as_list(value) if not is_empty(v))
        case Kind.CHOICE | Kind.STATE:
            return field.choice_label(_text(value))
        case Kind.TAGS:
            return ", ".join(split_tags(value))
        case Kind.JSON:
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


def _as_list(value: Any) -> list[Any]:
    if isinstance(value, str):
        parsed = _parsed(value)
        return parsed if isinstance(parsed, list) else [value]
    return list(value) if isinstance(value, list | tuple) else [value]


def _as_rows(value: Any) -> list[Mapping[str, Any]]:
    parsed = _parsed(value)
    if isinstance(parsed, Mapping):
        return [parsed]
    return [row for row in parsed if isinstance(row, Mapping)] if isinstance(parsed, list) else []


def _rows(value: Any, field: Field) -> Meaning:
    subfields = {s.name: s for s in field.subfields}
    rows = []
    for row in _as_rows(value):
        kept = {}
        for key, cell in row.items():
            sub = subfields.get(key)
            means = meaning(cell, sub) if sub else (None if is_empty(cell) else _text(cell))
            if means is not None:
                kept[key] = means
        if kept:
            rows.append(kept)
    if not rows and not is_empty(value):
        return _text(value)  # not rows at all: keep what is there, as it is
    return rows or None


def _parsed(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    try:
        return json.loads(value)
    except ValueError:
        return value.strip()


def _is_midnight(value: str) -> bool:
    return len(value.strip()) > 10 and value.strip()[10:] in ("T00:00:00", " 00:00:00", "T00:00:00.000000")
