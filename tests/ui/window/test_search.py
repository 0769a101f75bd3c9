"""Given a catalogue, when I type into the one search field, then the list shows what I mean, and says why."""

import logging
import threading

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from bcdc_desktop.app.search.facets import facets
from bcdc_desktop.ui.navigation.model import CountRole
from bcdc_desktop.ui.record_list.model import BelowRole, MarksRole, RowRole
from bcdc_desktop.ui.search_controller import NameSearchDialog
from helpers.waiting import PATIENCE, settle

from .conftest import BRANCH


def shown(window) -> list[str]:
    """Titles in the list."""
    model = window.packages.model
    return [model.index(i, 0).data() for i in range(model.rowCount())]


def close_offers() -> None:
    """Puts away what the field offers to complete."""
    offers = QApplication.activePopupWidget()
    if offers is not None:
        offers.hide()


def use(qtbot, panel, facet) -> None:
    """Chooses a facet, or takes it back."""
    panel.view.setCurrentIndex(facet)
    qtbot.keyClick(panel.view, Qt.Key.Key_Space)


@pytest.fixture
def ask(window, qtbot):
    """Types a search and waits until the list shows it."""

    def typed(text: str) -> list[str]:
        field = window.top.search
        field.setFocus()
        field.selectAll()
        qtbot.keyClicks(field, text)
        close_offers()
        settle(qtbot, window)
        return shown(window)

    return typed


def test_results_follow_each_key(window, qtbot, server):
    found = []
    for typed in "wat":
        with qtbot.waitSignal(window.packages.model.loaded, check_params_cb=lambda other: other):
            qtbot.keyClicks(window.top.search, typed)
        found.append(window.packages.model.rowCount())
    assert found == sorted(found, reverse=True)
    assert 0 < window.packages.model.rowCount() < 60
    assert window.finding.search_state.text == "wat"


@pytest.mark.parametrize(("before", "key", "rows"), [("format:csv wat", "e", True), ("state:draft zz", "q", False)])
def test_a_key_press_parses_the_search_once(window, qtbot, ask, caplog, before, key, rows):
    """For the list, the chips, the linter, the highlights, the facets and what is offered where nothing is found."""
    ask(before)
    window.finding.side.focus_facets()
    field = window.top.search
    field.setFocus()
    field.end(False)
    facets, linter = window.finding.facets, window.finding.query_linter
    qtbot.waitUntil(lambda: facets.read_text == before)
    caplog.set_level(logging.DEBUG, "bcdc_desktop.domain.search.query")
    caplog.clear()
    qtbot.keyClicks(field, key)
    close_offers()
    with qtbot.waitSignal(linter.said):  # after a pause in typing, with what only the index can tell
        pass
    settle(qtbot, window)
    qtbot.waitUntil(lambda: facets.read_text == before + key)
    assert bool(window.packages.model.rowCount()) is rows
    assert [r.message for r in caplog.records] == [f"parse a search of {len(before + key)} characters"]


def test_the_newest_search_wins(window, qtbot):
    seen = []
    window.packages.model.loaded.connect(lambda other: seen.append(shown(window)) if other else None)
    for text in ("w", "wa", "wat", "wate", "zzzzzzz"):
        window.top.search.setText(text)  # faster than anything can be read
    settle(qtbot, window)
    assert seen == [[]]


def test_words_are_marked_in_titles_and_told_where_else_they_were_found(window, qtbot, ask):
    titles = ask("water")
    model = window.packages.model
    qtbot.waitUntil(lambda: all(model.index(i, 0).data(BelowRole) for i in range(len(titles))))
    in_title = next(i for i, t in enumerate(titles) if "water" in t.casefold())
    start, end = model.index(in_title, 0).data(MarksRole)[0]
    assert titles[in_title][start:end].casefold() == "water"
    elsewhere = next(i for i, t in enumerate(titles) if "water" not in t.casefold())
    qtbot.waitUntil(lambda: model.index(elsewhere, 0).data(BelowRole).hit is not None)
    hit = model.index(elsewhere, 0).data(BelowRole).hit
    assert "water" in hit.excerpt.text.casefold()
    assert hit.excerpt.text in model.index(elsewhere, 0).data(Qt.ItemDataRole.ToolTipRole)
    spoken = model.index(elsewhere, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert model.index(elsewhere, 0).data(BelowRole).organization in spoken
    with_excerpt = window.packages.view.rowHeight(0)
    ask("is:public")
    assert window.packages.view.rowHeight(0) < with_excerpt


def test_a_search_that_is_wrong_is_told_and_what_was_understood_is_shown(window, qtbot, ask):
    right = ask("state:draft ")
    assert ask("state:draft fromat:csv ") == right
    head = window.packages.head
    qtbot.waitUntil(lambda: "There is no “fromat:”" in head.advice.text())
    assert [c.text().partition("  ")[0] for c in head.chips.chips] == ["State: Draft"]
    assert window.top.search.property("state") == "warning"
    qtbot.mouseClick(head.fix, Qt.MouseButton.LeftButton)
    assert window.top.search.text() == "state:draft format:csv "
    qtbot.waitUntil(lambda: head.advice.text() == "")
    assert window.top.search.property("state") == ""


@pytest.mark.parametrize(
    ("text", "said"),
    [("modified:soon", "is not a date"), ('"water', "quotation mark"), ("tag:zzzzz", "No record has")],
)
def test_what_may_just_be_unfinished_is_told_after_a_pause(window, qtbot, text, said):
    window.top.search.setFocus()
    qtbot.keyClicks(window.top.search, text)
    assert window.packages.head.advice.text() == ""
    close_offers()
    qtbot.waitUntil(lambda: said in window.packages.head.advice.text())


def test_names_and_values_are_completed_as_one_types(window, qtbot):
    field = window.top.search
    field.setFocus()
    qtbot.keyClicks(field, "sta")
    assert offered(field) == ["state:"]
    qtbot.keyClick(field, Qt.Key.Key_Tab)
    assert field.text() == "state:"
    qtbot.waitUntil(lambda: "Draft" in offered(field))
    qtbot.keyClicks(field, "dra")
    qtbot.waitUntil(lambda: field.offers.rowCount() == 1)
    qtbot.keyClick(field, Qt.Key.Key_Tab)
    assert field.text() == "state:draft "
    qtbot.waitUntil(lambda: window.packages.model.rowCount() and set(states(window)) == {"DRAFT"})
    qtbot.keyClicks(field, "org:information")
    qtbot.waitUntil(lambda: "Information Management - CFD" in offered(field))


def states(window) -> list[str]:
    model = window.packages.model
    return [model.row(i).publish_state for i in range(model.rowCount())]


def offered(field) -> list[str]:
    return [field.offers.index(i).data() for i in range(field.offers.rowCount())]


def test_enter_goes_into_the_list_and_escape_empties_the_field(window, qtbot, ask):
    titles = ask("water")
    qtbot.keyClick(window.top.search, Qt.Key.Key_Return)
    assert window.packages.view.hasFocus()
    assert window.packages.view.currentIndex().data(RowRole).title == titles[0]
    window.finding.search_everywhere()
    qtbot.keyClick(window.top.search, Qt.Key.Key_Escape)
    assert window.top.search.text() == ""
    qtbot.waitUntil(lambda: window.packages.title.full_text() == "All records")


def test_one_field_says_what_the_list_shows(window, qtbot, server):
    organization = server.organization(BRANCH)
    window.organizations.choose(organization["id"])
    assert window.top.search.text() == f"org:{BRANCH}"
    settle(qtbot, window)
    whole = shown(window)
    window.finding.search_here()
    qtbot.keyClicks(window.top.search, "state:draft")
    close_offers()
    settle(qtbot, window)
    assert set(shown(window)) < set(whole)
    assert window.organizations.current() == organization["id"]
    assert window.packages.title.full_text() == organization["title"]
    window.finding.search_everywhere()
    qtbot.keyClicks(window.top.search, "water")
    assert window.top.search.text() == "water"
    assert window.organizations.current() == "all"


def test_facets_filter_with_counts_and_are_taken_back_as_chips(window, qtbot, ask):
    everything = len(ask("is:public"))
    facets, head = window.finding.facets, window.packages.head
    qtbot.waitUntil(lambda: facets.model.find("format", "csv").isValid())
    csv = facets.model.find("format", "csv")
    count = csv.data(CountRole)
    assert 0 < count < everything
    use(qtbot, facets, csv)
    assert window.top.search.text() == "is:public format:csv"
    qtbot.waitUntil(lambda: len(shown(window)) == count)
    qtbot.waitUntil(lambda: facets.model.find("format", "csv").data(Qt.ItemDataRole.CheckStateRole).value == 2)
    more = facets.model.find("format", "xlsx")
    assert more.data(CountRole) > 0  # what else there is can be added
    use(qtbot, facets, more)
    assert window.top.search.text() == "is:public format:csv,xlsx"
    qtbot.waitUntil(lambda: len(shown(window)) > count)
    assert [c.text() for c in head.chips.chips] == ["Is public  ×", "Format: CSV or XLSX  ×"]
    qtbot.mouseClick(head.chips.chips[1], Qt.MouseButton.LeftButton)
    assert window.top.search.text() == "is:public"
    qtbot.waitUntil(lambda: len(shown(window)) == everything)


def test_facets_count_what_changed_while_they_were_read(window, qtbot, ask):
    ask("state:published")
    panel = window.finding.facets
    qtbot.waitUntil(lambda: panel.model.find("format", "csv").isValid())
    read, begun, go_on = [], threading.Event(), threading.Event()

    def slow(workspace, query):
        found = facets(workspace, query)
        read.append(query)
        begun.set()
        assert go_on.wait(PATIENCE)
        return found

    panel.read = slow
    window.session.changed.emit("packages", frozenset(), None)
    qtbot.waitUntil(begun.is_set)
    window.session.changed.emit("packages", frozenset(), None)  # after these were counted, and before they are shown
    go_on.set()
    qtbot.waitUntil(lambda: len(read) == 2)


def test_facets_are_used_with_the_keyboard(window, qtbot, ask):
    ask("is:public")
    panel = window.finding.facets
    qtbot.waitUntil(lambda: panel.model.find("state", "published").isValid())
    window.finding.side.focus_facets()
    panel.view.setCurrentIndex(panel.model.find("state", "published"))
    qtbot.keyClick(panel.view, Qt.Key.Key_Space)
    assert window.top.search.text() == "is:public state:published"
    qtbot.waitUntil(lambda: panel.model.find("state", "published").data(Qt.ItemDataRole.CheckStateRole).value == 2)
    qtbot.keyClick(panel.view, Qt.Key.Key_Minus)
    assert window.top.search.text() == "is:public -state:published"


def test_a_search_shows_the_facets_by_itself_and_gives_the_tree_back(window, qtbot):
    side = window.finding.side
    qtbot.keyClicks(window.top.search, "water")
    assert side.narrow_tab.isChecked()
    close_offers()
    qtbot.keyClick(window.top.search, Qt.Key.Key_Escape)
    assert side.places_tab.isChecked()
    qtbot.keyClicks(window.top.search, "water")
    qtbot.mouseClick(side.places_tab, Qt.MouseButton.LeftButton)  # by hand
    qtbot.keyClicks(window.top.search, "s")
    assert side.places_tab.isChecked()


def test_what_was_searched_for_is_in_the_order_of_relevance_and_the_order_is_remembered(open_window, qtbot):
    window = open_window()
    window.top.search.setText("water")
    settle(qtbot, window)
    titles = shown(window)
    assert window.packages.order == ("relevance", False)
    hits = ["water" in t.casefold() for t in titles]
    assert hits == sorted(hits, reverse=True)
    window.packages.sort_by("modified", descending=True)
    window.finding.choose("all")
    settle(qtbot, window)
    assert window.packages.order == ("title", False)
    window.close()
    again = open_window()
    again.top.search.setText("water")
    settle(qtbot, again)
    assert again.packages.order == ("modified", True)


def test_a_search_is_saved_opened_renamed_deleted_and_taken_back(open_window, qtbot):
    window = open_window()
    window.top.search.setText("state:draft water")
    window.packages.sort_by("modified", descending=True)
    window.finding.save_search()
    dialog = window.findChild(NameSearchDialog)
    dialog.name.setText("Wet drafts")
    dialog.go.click()
    model = window.organizations.model
    qtbot.waitUntil(lambda: model.find("saved:Wet drafts").isValid())
    qtbot.waitUntil(lambda: model.find("saved:Wet drafts").data(CountRole) is not None)
    window.finding.choose("all")
    window.close()
    again = open_window()
    organizations = again.organizations
    qtbot.waitUntil(lambda: organizations.model.find("saved:Wet drafts").isValid())
    organizations.choose("saved:Wet drafts")
    assert again.top.search.text() == "state:draft water"
    assert again.packages.order == ("modified", True)
    assert again.packages.title.full_text() == "Wet drafts"
    qtbot.keyClick(organizations.view, Qt.Key.Key_F2)
    renaming = again.findChild(NameSearchDialog)
    renaming.name.setText("Wet ones")
    renaming.go.click()
    qtbot.waitUntil(lambda: organizations.model.find("saved:Wet ones").isValid())
    assert not organizations.model.find("saved:Wet drafts").isValid()
    organizations.choose("saved:Wet ones")
    qtbot.keyClick(organizations.view, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: not organizations.model.find("saved:Wet ones").isValid())
    assert "“Wet ones”" in again.packages.bar.text()
    again.packages.bar.buttons[0].click()
    qtbot.waitUntil(lambda: organizations.model.find("saved:Wet ones").isValid())


def test_nothing_found_offers_what_may_be_given_up(window, qtbot, ask):
    ask("water type:zzz format:zzz")
    state = window.packages.empty
    assert window.packages.stack.currentWidget() is state
    qtbot.waitUntil(lambda: "Only “water”" in state.button.text())
    ask("water qqqqq")
    qtbot.waitUntil(lambda: "Without “qqqqq”" in state.button.text())
    state.button.click()
    assert window.top.search.text() == "water"
    qtbot.waitUntil(lambda: window.packages.stack.currentWidget() is window.packages.view)


def test_a_misspelled_word_is_corrected_with_one_key(window, qtbot, ask):
    state = window.packages.empty
    assert ask("aprenticeship") == []
    qtbot.waitUntil(lambda: "“apprenticeship”" in state.button.text())
    state.button.click()
    assert window.top.search.text() == "apprenticeship"
    qtbot.waitUntil(lambda: window.packages.stack.currentWidget() is window.packages.view)


def test_nothing_found_in_a_place_offers_all_records_and_the_catalogue_itself(window, qtbot, ask, server):
    ask(f"org:{BRANCH} tag:zzz licence:zzz")
    state = window.packages.empty
    labels = [state.button.text(), *(b.text() for b in state.more)]
    assert "Search all records" in labels
    assert "Search on the server" in labels
    next(b for b in [state.button, *state.more] if b.text() == "Search on the server").click()
    qtbot.waitUntil(lambda: "no results either" in state.accessibleDescription())


def test_what_only_the_catalogue_has_is_found_there(window, qtbot, ask, server):
    organization = server.organization(BRANCH)
    record = server.search(fq=f'owner_org:"{organization["id"]}"', rows=1).packages[0]
    window.session.workspace.store.cache.records.remove([record["id"]])
    assert ask(record["name"]) == []
    state = window.packages.empty
    next(b for b in [state.button, *state.more] if b.text() == "Search on the server").click()
    qtbot.waitUntil(lambda: record["title"] in shown(window))


def test_several_ids_are_copied_one_a_line(window, qtbot, ask):
    ask("is:public")
    view = window.packages.view
    view.select_rows([0, 1, 2], 0)
    with qtbot.waitSignal(window.packages.copyAsked):
        window.packages.copy("id")
    assert QGuiApplication.clipboard().text().split("\n") == [window.packages.model.row(i).id for i in range(3)]
    assert "3 lines copied" in window.status.connection.text()
