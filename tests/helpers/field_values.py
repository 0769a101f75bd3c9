"""Values that a catalogue may give for a field, of each kind, for hypothesis."""

from typing import Any

from hypothesis import strategies as st

from bcdc_desktop.domain.schema import Field, FieldKind

_text = st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc"]) | st.sampled_from('\n",[]{}#:'), max_size=12)
_said = _text.filter(lambda t: bool(t.strip()))
_json = st.recursive(
    st.none() | st.booleans() | st.integers(-9, 9) | _text,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_text, inner, max_size=3),
    max_leaves=4,
)


def fitting(field: Field, *, own_keys: bool = True) -> st.SearchStrategy[Any]:
    """What a catalogue may give for a field; in rows with ``own_keys``, which no schema has, or without."""
    values: st.SearchStrategy[Any]
    match field.kind:
        case FieldKind.CHOICE:
            values = st.sampled_from(stored_choices(field))
        case FieldKind.MULTICHOICE:
            values = st.lists(st.sampled_from([*stored_choices(field), "gone, long"]), unique_by=str)
        case FieldKind.TEXTS:
            values = st.lists(_said, max_size=3)
        case FieldKind.NUMBERS:
            values = st.lists(st.integers(-99, 99) | st.floats(-1e6, 1e6, allow_nan=False), max_size=3)
        case FieldKind.INTEGER:
            values = st.integers(1, 10**9) | st.integers(1, 99).map(str)
        case FieldKind.DATE:
            values = st.dates().map(str)
        case FieldKind.DATETIME:
            values = st.datetimes().map(lambda d: d.isoformat())
        case FieldKind.ZONED_DATETIME:
            values = st.sampled_from(["2024-03-01T14:30:00-07:00", "2024-03-01T21:30:00", "2024-03-01T21:30:00Z"])
        case FieldKind.PARTIAL_DATE:
            values = st.sampled_from(["2024", "2024-05", "2024-05-01", "2024-05-01T10:00:00+02:00", "0044"])
        case FieldKind.JSON:
            values = st.dictionaries(_text, _json, min_size=1, max_size=3)
        case FieldKind.GROUPS:
            values = st.lists(_row(field, own_keys), max_size=2)
        case FieldKind.GROUP:
            values = st.lists(_row(field, own_keys), max_size=1)
        case FieldKind.EXTRAS:
            pair = st.fixed_dictionaries({"key": _said, "value": _text})
            values = st.lists(pair, max_size=3, unique_by=lambda p: p["key"].strip())
        case FieldKind.TRANSLATED_TEXT | FieldKind.TRANSLATED_MARKDOWN:
            values = st.dictionaries(st.sampled_from(["en", "fr", "es-MX"]), _text, max_size=3)
        case FieldKind.TRANSLATED_TAGS:
            words = st.lists(st.sampled_from(["water", "air quality", "x.y"]), max_size=2, unique=True)
            values = st.dictionaries(st.sampled_from(["en", "fr"]), words, max_size=2)
        case FieldKind.TAGS:
            values = st.lists(st.sampled_from(["water", "air quality"]), unique=True).map(", ".join)
        case FieldKind.OTHER:
            values = _json
        case _:
            values = _text
    return values


def stored_choices(field: Field) -> list[Any]:
    """Return the choices as a catalogue stores them."""
    return [c.value if c.sent is None else c.sent for c in field.choices]


def _row(field: Field, own_keys: bool) -> st.SearchStrategy[dict[str, Any]]:
    known = {s.name: fitting(s, own_keys=own_keys) for s in field.subfields}
    return st.fixed_dictionaries({}, optional=known | ({"own key": _text} if own_keys else {}))
