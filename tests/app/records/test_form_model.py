from hypothesis import given
from hypothesis import strategies as st

from bcdc_desktop.app.records.form_model import FormModel
from bcdc_desktop.domain.schema import Field

FIELDS = [
    Field.from_action({"field_name": "title", "required": True}),
    Field.from_action({"field_name": "status"}),
    Field.from_action(
        {"field_name": "successor", "conditional_field": "status", "conditional_values": ["obsolete"]},
    ),
]


def model(base: dict[str, object], edits: dict[str, object] | None = None) -> FormModel:
    made = FormModel(FIELDS)
    made.load(base, edits or {})
    return made


def test_what_is_typed_and_typed_back_is_no_edit() -> None:
    form = model({"title": "A", "extra": 1})
    form.set("title", "AB")
    assert form.edits() == {"title": "AB"}
    form.set("title", "A ")
    assert form.edits() == {}
    assert form.values() == {"title": "A", "extra": 1}


def test_a_field_hidden_by_its_condition_is_not_sent_but_kept() -> None:
    form = model({"title": "A", "status": "obsolete", "successor": "x"})
    form.set("successor", "y")
    assert form.edits() == {"successor": "y"}
    form.set("status", "ongoing")
    assert form.edits() == {"status": "ongoing"}
    assert form.values()["successor"] == "x"
    assert form.draft() == {"status": "ongoing", "successor": "y"}
    form.set("status", "obsolete")
    assert form.edits() == {"successor": "y"}


def test_typing_without_a_pause_is_one_step_back() -> None:
    form = model({"title": ""})
    for text in ("W", "Wa", "Wat"):
        form.set("title", text)
    form.close_step()
    form.set("title", "Water")
    assert form.undo() == "title"
    assert form.value("title") == "Wat"
    assert form.undo() == "title"
    assert form.value("title") == ""
    assert form.undo() is None
    assert form.redo() == "title"
    assert form.value("title") == "Wat"


def test_a_new_edit_ends_the_way_forward() -> None:
    form = model({"title": "A"})
    form.set("title", "B")
    form.undo()
    form.set("status", "x")
    assert not form.can_redo


def test_a_rebase_keeps_edits_and_drops_those_that_the_server_has_too() -> None:
    form = model({"title": "A", "status": "x"}, {"title": "B", "status": "y"})
    form.rebase({"title": "B", "status": "z"})
    assert form.edits() == {"status": "y"}
    assert form.original("status") == "z"


@given(st.lists(st.tuples(st.sampled_from(["title", "status", "successor"]), st.text(max_size=3)), max_size=20))
def test_undoing_everything_gives_the_base_and_redoing_the_end(steps: list[tuple[str, str]]) -> None:
    base = {"title": "A", "status": "obsolete", "successor": None}
    form = model(dict(base))
    for name, text in steps:
        form.close_step()
        form.set(name, text)
    end = form.draft()
    while form.undo():
        pass
    assert form.draft() == {}
    assert form.values() == base
    while form.redo():
        pass
    assert form.draft() == end
