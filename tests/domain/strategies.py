"""Values as forms, scripts and servers write them, for every kind of field."""

from typing import Any

from hypothesis import strategies as st

from bcdc_desktop.domain.schema import Choice, Field, FieldKind

TEXT = Field("notes", "Notes", FieldKind.TEXT)
TAGS = Field("tag_string", "Keywords", FieldKind.TAGS)
DATE = Field("day", "Day", FieldKind.DATE)
MOMENT = Field("moment", "Moment", FieldKind.DATETIME)
JSON = Field("json_table_schema", "Columns", FieldKind.JSON)
TOPICS = Field(
    "topics", "Topics", FieldKind.MULTICHOICE, choices=tuple(Choice(v, v.title()) for v in ("farming", "biota"))
)
STATUS = Field("status", "Status", FieldKind.CHOICE, choices=(Choice("a", "A"), Choice("b", "B")))
PERIOD = Field(
    "period",
    "Period",
    FieldKind.GROUP,
    subfields=(Field("beginning_date", "From", FieldKind.DATE), Field("end_date", "To", FieldKind.DATE)),
)
CONTACTS = Field(
    "contacts",
    "Contacts",
    FieldKind.GROUPS,
    subfields=(
        Field("name", "Name", FieldKind.TEXT),
        Field("displayed", "Displayed", FieldKind.MULTICHOICE, choices=(Choice("displayed", "Displayed"),)),
    ),
)
FIELDS = (TEXT, TAGS, DATE, MOMENT, JSON, TOPICS, STATUS, PERIOD, CONTACTS)

_words = st.text(alphabet=st.characters(blacklist_categories=["Cs"]), max_size=12)
_json = st.recursive(
    st.none() | st.booleans() | st.integers(-3, 3) | st.floats() | _words,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_words, inner, max_size=2),
    max_leaves=3,
)
_odd = st.sampled_from(
    ["", None, [], [""], {}, "[]", "{}", "null", " ", "\r\n", False, True, 0, 1.5, "a\r\nb", '["x"]', '{"a": [1]}', "{",
     ["x", {"name": "y"}], {"name": "z"}, "2024-01-01T00:00:00", "2024-01-01", "12:00", "a, b"]
)  # fmt: skip


def values(field: Field) -> st.SearchStrategy[Any]:
    """What may stand in a field: what belongs there, and what does not."""
    fitting: st.SearchStrategy[Any]
    match field.kind:
        case FieldKind.TAGS:
            fitting = st.lists(st.sampled_from(["water", "Water", "a b", "x"]), max_size=3).map(", ".join)
        case FieldKind.DATE:
            fitting = st.dates().map(str)
        case FieldKind.DATETIME:
            fitting = st.datetimes().map(lambda d: d.isoformat())
        case FieldKind.MULTICHOICE:
            fitting = st.lists(st.sampled_from(["farming", "biota", "gone"]), max_size=3)
        case FieldKind.CHOICE:
            fitting = st.sampled_from(["a", "b", "gone"])
        case FieldKind.JSON:
            fitting = st.dictionaries(_words, _json, max_size=3)
        case FieldKind.GROUP | FieldKind.GROUPS:
            row = st.fixed_dictionaries({}, optional={s.name: _odd for s in field.subfields} | {"own": _words})
            fitting = st.lists(row, max_size=3)
        case _:
            fitting = _words
    if field.kind is FieldKind.TAGS:  # no dicts: those are the server's way
        return fitting | _odd.filter(lambda v: not isinstance(v, dict) and not (isinstance(v, list) and len(v) > 1))
    return fitting | _odd


def record() -> st.SearchStrategy[dict[str, Any]]:
    """A record with a value in every field."""
    return st.fixed_dictionaries({f.name: values(f) for f in FIELDS})


def some_fields() -> st.SearchStrategy[dict[str, Any]]:
    """New values for some of the fields."""
    return st.fixed_dictionaries({}, optional={f.name: values(f) for f in FIELDS})
