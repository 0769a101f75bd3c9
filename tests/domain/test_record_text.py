"""A record as a text and back: nothing changes by itself, whatever stands in the fields."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bcdc_desktop.domain.record_text import PACKAGE, TextProblem, read_text, with_messages, write_text
from bcdc_desktop.domain.schema import DatasetSchema

TEXT = st.text(alphabet=st.characters(exclude_categories=("Cs", "Cc")) | st.sampled_from("\n\t#[]\\:!"), max_size=60)
ROWS = st.lists(st.dictionaries(st.sampled_from(["name", "email", "org", "role"]), TEXT, max_size=4), max_size=3)


@st.composite
def records(draw: st.DrawFn) -> dict[str, Any]:
    record: dict[str, Any] = {n: draw(TEXT) for n in ("title", "notes", "purpose", "license_id", "resource_status")}
    record["contacts"] = draw(ROWS)
    record["tags"] = [{"name": "lakes"}]
    record["resources"] = [
        {
            "id": f"resource-{number}",
            "name": draw(TEXT),
            "url": draw(TEXT),
            "bcdc_type": "geographic",
            "iso_topic_category": draw(st.lists(st.sampled_from(["farming", "oceans"]), unique=True)),
            "json_table_schema": draw(st.sampled_from(["", '{"fields": []}', {"fields": [1]}])),
        }
        for number in range(draw(st.integers(0, 2)))
    ]
    return record


@given(records())
def test_what_was_not_changed_is_no_change(schema: DatasetSchema, record: dict[str, Any]) -> None:
    assert read_text(write_text(record, schema), record, schema) == {}


@given(records(), TEXT.filter(lambda t: t.strip() and not t.startswith(("#:", "#!", "[[", "\\"))))
def test_one_field_changes_alone(schema: DatasetSchema, record: dict[str, Any], text: str) -> None:
    line = " ".join(text.split())
    written = write_text({**record, "title": ""}, schema)
    head, rest = written.split("[[title]]\n", 1)
    changed = read_text(f"{head}[[title]]\n{line}\n{rest}", {**record, "title": ""}, schema)
    assert changed == {PACKAGE: {"title": line}}


def test_a_heading_taken_out_leaves_its_field_and_an_empty_one_empties_it(schema: DatasetSchema) -> None:
    record = {"title": "Lakes", "notes": "All.", "purpose": "Why."}
    assert read_text("[[notes]]\n\n[[title]]\n#: a comment\nLakes\n", record, schema) == {PACKAGE: {"notes": ""}}


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("above\n[[title]]\nx", "line 1"),
        ("[[nothing]]\nx", "nothing"),
        ("[[title]]\nx\n[[title]]\ny", "title"),
        ("[[contacts]]\n[{", "contacts"),
        ("[[resources/gone/name]]\nx", "resources/gone/name"),
        ("[[record_publish_date]]\n2020-01-01", "record_publish_date"),
    ],
)
def test_what_cannot_be_read_is_named(schema: DatasetSchema, text: str, where: str) -> None:
    with pytest.raises(TextProblem) as problem:
        read_text(text, {"title": "Lakes"}, schema)
    assert list(problem.value.wrong) == [where]


def test_messages_stand_at_the_beginning_once(schema: DatasetSchema) -> None:
    text = with_messages(with_messages("[[title]]\nx\n", {"title": ["Too short"]}), {"title": ["Still\ntoo short"]})
    assert text == "#! title: Still too short\n[[title]]\nx\n"
    assert read_text(text, {"title": "x"}, schema) == {}
