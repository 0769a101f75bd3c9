"""Given hands that stay on the keyboard, when I work in the window, then each pane is a key away and none is hidden."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton

from bcdc_desktop.store.sheets import Sheet
from bcdc_desktop.ui.commands.find_in_form import FieldFinder
from bcdc_desktop.ui.commands.palette import CommandPalette
from bcdc_desktop.ui.dialogs.add_catalogue import AddCatalogueDialog
from bcdc_desktop.ui.help.guide_window import GuideWindow
from bcdc_desktop.ui.help.shortcuts import ShortcutsDialog
from bcdc_desktop.ui.record.new_record import NewRecordDialog
from bcdc_desktop.ui.review import ChangesDialog
from helpers.waiting import settle

from .conftest import BRANCH

Control, Shift, Alt = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)


@pytest.fixture
def active(window, qtbot):
    """The window, with the keyboard."""
    window.activateWindow()
    qtbot.waitActive(window).__enter__()
    return window


def press(key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """Press a key where the cursor is."""
    QTest.keyClick(QApplication.focusWidget() or QApplication.activeWindow(), key, modifiers)


def opened(kind: type):
    return next((w for w in QApplication.topLevelWidgets() if isinstance(w, kind) and w.isVisible()), None)


def pane(window) -> str:
    """Where the cursor is."""
    focus = QApplication.focusWidget()
    editor = window.record.editor
    areas = [
        ("search", window.top.search),
        ("side", window.finding.side),
        ("list", window.middle),
        ("resources", window.record.page.area),
        *([("form", editor)] if editor is not None else []),
    ]
    found = next((name for name, area in areas if focus is area or area.isAncestorOf(focus)), "")
    assert focus.isVisible(), found
    return found


def test_tab_goes_through_the_panes_as_they_stand(active, qtbot, record, show_record):
    show_record(active, record["id"])
    settle(qtbot, active)
    head = active.packages.head
    active.top.search.setText(f"org:{BRANCH} format:csv")
    settle(qtbot, active)
    tab = (
        active.finding.side.places_tab if active.finding.side.places_tab.isChecked() else active.finding.side.narrow_tab
    )
    active.top.new_record.setFocus()
    met = []
    while QApplication.focusWidget() is not active.packages.view:
        press(Qt.Key.Key_Tab)
        met.append(QApplication.focusWidget())
        assert len(met) < 40
    crumbs = head.breadcrumb.findChildren(QPushButton)
    assert crumbs
    assert head.chips.chips
    wanted = [tab, *crumbs, head.save, *head.chips.chips, active.packages.view]
    assert [widget for widget in met if widget in wanted] == wanted


def test_tab_stops_where_one_sees_the_cursor(active, qtbot, record, show_record):
    show_record(active, record["id"])
    active.record.edit_record()
    settle(qtbot, active)
    first = QApplication.focusWidget()
    met = []
    while not met or met[-1] is not first:
        press(Qt.Key.Key_Tab)
        met.append(QApplication.focusWidget())
        assert len(met) < 300
    assert [type(widget).__name__ for widget in met if type(widget).__name__.endswith(("Form", "Area", "Page"))
            and not widget.accessibleName()] == []  # fmt: skip


def test_f6_goes_round_the_panes_and_back(active, qtbot, record, show_record):
    show_record(active, record["id"])
    active.top.search.setFocus()
    seen = []
    for _ in range(5):
        press(Qt.Key.Key_F6)
        seen.append(pane(active))
    assert seen == ["side", "list", "resources", "form", "search"]
    for expected in reversed(seen[:-1]):
        press(Qt.Key.Key_F6, Shift)
        assert pane(active) == expected


def test_f6_comes_back_to_where_one_was_in_a_pane(active, qtbot, record, show_record):
    show_record(active, record["id"])
    field = active.record.editor.form.editor("name")
    field.setFocus()
    for _ in range(5):
        press(Qt.Key.Key_F6)
    assert QApplication.focusWidget() is field


def test_f6_leaves_out_what_is_not_on_screen(active):
    active.top.search.setFocus()
    for expected in ("side", "list", "search"):
        press(Qt.Key.Key_F6)
        assert pane(active) == expected


def test_esc_leads_one_level_up_and_loses_nothing(active, qtbot, record, show_record):
    show_record(active, record["id"])
    form = active.record.editor.form
    form.editor("name").setFocus()
    qtbot.keyClicks(form.editor("name"), "!")
    typed = form.values()["name"]
    for expected in ("resources", "list", "side"):
        press(Qt.Key.Key_Escape)
        assert pane(active) == expected
    assert form.values()["name"] == typed
    store = active.session.workspace.store
    qtbot.waitUntil(lambda: (d := store.drafts.get(record["id"])) is not None and not d.changes.empty)
    assert store.drafts.get(record["id"]).changes.of(record["resources"][0]["id"])["name"] == typed


def test_the_number_keys_never_focus_what_is_hidden(active, qtbot):
    for number, expected in ((Qt.Key.Key_1, "side"), (Qt.Key.Key_2, "list")):
        press(number, Control)
        assert pane(active) == expected
    press(Qt.Key.Key_3, Control)  # there is no record
    assert pane(active) == "list"
    active.session.workspace.store.sheets.put(Sheet("s1", "p", "P", 3, {"rows": []}))
    active.show_drafts()
    qtbot.waitUntil(lambda: active.drafts.table.isVisible() and active.drafts.table.topLevelItemCount() == 1)
    active.top.search.setFocus()
    press(Qt.Key.Key_2, Control)
    assert QApplication.focusWidget() is active.drafts.table
    active.finding.side.focus_facets()
    press(Qt.Key.Key_1, Control)
    assert QApplication.focusWidget() is active.organizations.view


def test_an_empty_list_gives_the_cursor_to_its_next_step_or_leaves_it(active, qtbot):
    active.top.search.setText("no such thing anywhere")
    settle(qtbot, active)
    active.organizations.view.setFocus()
    press(Qt.Key.Key_2, Control)
    assert QApplication.focusWidget().isVisible()


def test_ctrl_3_shows_the_resources_from_the_form_of_the_record(active, qtbot, record, show_record):
    show_record(active, record["id"])
    active.record.edit_record()
    press(Qt.Key.Key_3, Control)
    assert QApplication.focusWidget() is active.record.table


def test_ctrl_f_finds_in_the_form_there_and_in_the_list_elsewhere(active, qtbot, record, show_record):
    show_record(active, record["id"])
    active.packages.view.setFocus()
    press(Qt.Key.Key_F, Control)
    assert QApplication.focusWidget() is active.top.search
    active.record.editor.form.editor("name").setFocus()
    press(Qt.Key.Key_F, Control)
    finder = opened(FieldFinder)
    assert finder is not None
    finder.close()


@pytest.mark.parametrize("by", ["label", "value"])
def test_a_field_is_found_by_its_label_or_its_value(active, qtbot, record, show_record, by):
    show_record(active, record["id"])
    active.record.editor.form.editor("name").setFocus()
    press(Qt.Key.Key_F, Control)
    finder = opened(FieldFinder)
    field = next(f for f in active.session.workspace.schema().dataset_fields if f.name == "title")
    qtbot.keyClicks(finder.field, field.label if by == "label" else record["title"])
    qtbot.keyClick(finder.field, Qt.Key.Key_Return)
    editor = active.record.editor
    assert editor.target == ""
    assert active.focusWidget() is editor.form.editor("title")


def test_the_palette_runs_commands_and_goes_to_places(active, qtbot, record, show_record):
    show_record(active, record["id"])

    def open_palette() -> CommandPalette:
        active.activateWindow()
        qtbot.waitUntil(active.isActiveWindow)
        press(Qt.Key.Key_P, Control | Shift)
        qtbot.waitUntil(lambda: opened(CommandPalette) is not None)
        return opened(CommandPalette)

    palette = open_palette()
    qtbot.keyClicks(palette.field, "edit record")
    qtbot.keyClick(palette.field, Qt.Key.Key_Return)
    assert active.record.editor.target == ""

    palette = open_palette()
    organization = active.organizations.model.tree.get(BRANCH)
    qtbot.keyClicks(palette.field, organization.title)
    qtbot.keyClick(palette.field, Qt.Key.Key_Return)
    assert active.finding.search_state.where.organization == organization.id

    palette = open_palette()
    qtbot.waitUntil(lambda: any(p.title == record["title"] for p in palette.model.picks()))
    kinds = {p.detail for p in palette.model.picks()}
    assert len(kinds) > 5
    qtbot.keyClicks(palette.field, "save")
    save = next(p for p in palette.model.picks() if p.keys == "Ctrl+S")
    assert save.reason
    palette.field.setText("")
    qtbot.keyClicks(palette.field, "fish wildlife")
    assert palette.model.picks()[-1].icon == "magnify"  # search the whole catalogue for it
    qtbot.keyClick(palette.field, Qt.Key.Key_Up)
    qtbot.keyClick(palette.field, Qt.Key.Key_Up)
    palette.list.setCurrentIndex(palette.model.index(palette.model.rowCount() - 1, 0))
    qtbot.keyClick(palette.field, Qt.Key.Key_Return)
    assert active.finding.search_state.text == "fish wildlife"


def test_f1_opens_the_guide_at_what_the_cursor_is_in(active, qtbot, record, show_record):
    show_record(active, record["id"])
    for widget, anchor in (
        (active.top.search, "finding-a-record"),
        (active.record.table, "editing-a-resource"),
        (active.packages.view, "views-and-lists"),
    ):
        active.activateWindow()
        qtbot.waitUntil(active.isActiveWindow)
        widget.setFocus()
        press(Qt.Key.Key_F1)
        assert opened(GuideWindow).anchor == anchor
    opened(GuideWindow).close()


def test_the_list_of_keys_is_that_of_the_menus(active, qtbot):
    press(Qt.Key.Key_Slash, Control)
    dialog = opened(ShortcutsDialog)
    listed = dict(dialog.rows())
    commands = active.window_menu.commands
    assert listed == {c.title: ",  ".join(c.keys) for c in commands if c.keys}
    qtbot.keyClicks(dialog.filter, "F6")
    assert len(dialog.rows()) == 2
    dialog.guide.click()
    assert opened(GuideWindow).anchor == "keyboard"
    opened(GuideWindow).close()


def test_back_and_forward_lead_through_places_and_records(active, qtbot, record, show_record):
    commands = active.window_menu
    assert commands.command("back").reason()
    show_record(active, record["id"])
    other = next(
        r.id for n in range(active.packages.model.rowCount()) if (r := active.packages.model.row(n)).id != record["id"]
    )
    show_record(active, other)
    branch = active.organizations.model.tree.get(BRANCH)
    active.organizations.choose(branch.id)
    settle(qtbot, active)

    def here() -> tuple[str, str]:
        return active.finding.search_state.where.organization, active.record.package.id

    assert here() == (branch.id, other)
    active.packages.view.setFocus()
    press(Qt.Key.Key_Left, Alt)
    assert here() == ("", other)
    press(Qt.Key.Key_Left, Alt)
    qtbot.waitUntil(lambda: here() == ("", record["id"]))
    assert commands.command("back").reason()
    press(Qt.Key.Key_Right, Alt)
    qtbot.waitUntil(lambda: here() == ("", other))
    QTest.mouseClick(active.windowHandle(), Qt.MouseButton.ForwardButton)
    qtbot.waitUntil(lambda: here() == (branch.id, other))
    QTest.mouseClick(active.windowHandle(), Qt.MouseButton.BackButton)
    qtbot.waitUntil(lambda: here() == ("", other))


def test_a_search_that_is_typed_is_one_step_back(active, qtbot, record, show_record):
    show_record(active, record["id"])
    active.top.search.setFocus()
    qtbot.keyClicks(active.top.search, "water levels")
    assert active.finding.search_state.text == "water levels"
    active.visits.back()
    assert active.finding.search_state.text == ""


def test_f1_in_a_dialog_opens_the_guide_about_it(active, qtbot):
    active.add_catalogue()
    dialog = opened(AddCatalogueDialog)
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    QTest.keyClick(dialog.address, Qt.Key.Key_F1)
    guide = opened(GuideWindow)
    assert guide.anchor == "signing-in"
    assert guide.isModal()  # else it could not be used beside a dialog
    guide.close()
    assert dialog.isVisible()
    dialog.close()


def test_after_a_save_the_cursor_is_where_it_was(active, qtbot, record, show_record):
    show_record(active, record["id"])
    editor = active.record.editor
    field = editor.form.editor("name")
    field.setFocus()
    qtbot.keyClicks(field, " again")
    press(Qt.Key.Key_S, Control)
    qtbot.waitUntil(lambda: opened(ChangesDialog) is not None)
    review = opened(ChangesDialog)
    with qtbot.waitSignal(editor.saved):
        review.save_button.click()
    qtbot.waitUntil(lambda: not editor.busy)
    settle(qtbot, active)
    active.activateWindow()
    qtbot.waitUntil(active.isActiveWindow)
    assert active.focusWidget() is editor.form.editor("name")
    assert not editor.copy.edits().fields


def test_a_preview_ends_with_the_record(active, qtbot, record, show_record):
    show_record(active, record["id"])
    active.record.edit_record()
    notes = active.record.editor.form.cell("notes").editor
    notes.preview_button.click()
    assert notes.preview.isVisible()
    other = next(
        r.id for n in range(active.packages.model.rowCount()) if (r := active.packages.model.row(n)).id != record["id"]
    )
    active.show_record(other)
    qtbot.waitUntil(lambda: active.record.package.id == other and active.record.editor.target == "")
    notes = active.record.editor.form.cell("notes").editor
    assert notes.area.isVisible()
    assert not notes.preview_button.isChecked()


@pytest.mark.parametrize("key", [Qt.Key.Key_Tab, Qt.Key.Key_Backtab])
def test_a_new_record_stays_on_screen_while_the_cursor_passes_the_list(active, qtbot, key):
    active.new_record()
    start = opened(NewRecordDialog)
    QTest.keyClick(start, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: opened(NewRecordDialog) is None)
    active.activateWindow()
    qtbot.waitUntil(lambda: active.isActiveWindow() and pane(active) == "form")
    new = active.record.package.id
    visited = set()
    for _ in range(80):
        press(key, Shift if key == Qt.Key.Key_Backtab else Qt.KeyboardModifier.NoModifier)
        visited.add(pane(active))
        assert active.record.package.id == new
        if active.packages.view.hasFocus():
            break
    assert "list" in visited
    press(Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: active.record.package.id != new)
