"""The tree of organizations at ten times BCDC's size: a filter shows what it finds and what is above it, opened."""

from collections.abc import Iterator
from itertools import product

import pytest
from PySide6.QtCore import QModelIndex

from bcdc_desktop.domain.organization import Organization, OrganizationTree
from bcdc_desktop.ui.navigation.pane import OrganizationPane

WORDS = ("forests", "water", "lands", "mines", "health", "fisheries", "roads", "parks", "energy", "housing")
MINISTRIES = 200
ALL = [
    Organization(
        f"id-{n}",
        f"org-{n}",
        f"{first} {second} {n}".title(),
        f"id-{n % MINISTRIES}" if n >= MINISTRIES else None,
        packages=3,
        capacity="editor" if n % 500 == 0 else None,
    )
    for n, (first, second) in enumerate(product(WORDS * 20, WORDS * 2))
]


@pytest.fixture
def pane(qtbot) -> Iterator[OrganizationPane]:
    made = OrganizationPane()
    qtbot.addWidget(made)
    made.resize(300, 700)
    made.show_places([], OrganizationTree(ALL))
    with qtbot.waitExposed(made):
        made.show()
    return made


def filtered(qtbot, pane: OrganizationPane, words: str) -> set[str]:
    """Types a filter; answers the ids of all rows that can be seen or scrolled to."""
    with qtbot.waitSignal(pane.model.modelReset):
        pane.filter.setText(words)
    return on_screen(pane)


def on_screen(pane: OrganizationPane) -> set[str]:
    found, index = set(), pane.model.index(0, 0)
    while index.isValid():
        found.add(pane.model.key(index))
        index = pane.view.indexBelow(index)
    return found


def with_above(hits: set[str]) -> set[str]:
    return hits | {o.parent for o in ALL if o.id in hits and o.parent}


def test_there_are_four_thousand(pane):
    assert len(ALL) == 4000
    assert pane.model.matches() == 4000
    assert len(on_screen(pane)) == MINISTRIES


@pytest.mark.parametrize("words", ["o", "for", "forests water", "Water 1", "org-399", "id-1234", "  MINES  "])
def test_a_filter_shows_what_it_finds_and_what_is_above(qtbot, pane, words):
    plain = words.strip().casefold()
    hits = {o.id for o in ALL if any(plain in text.casefold() for text in (o.title, o.name, o.id))}
    assert filtered(qtbot, pane, words) == with_above(hits)
    assert pane.model.matches() == len(with_above(hits))


def test_what_was_open_is_open_again_without_the_filter(qtbot, pane):
    before = on_screen(pane)
    ministry = pane.model.find("id-7")
    pane.view.expand(ministry)
    opened = on_screen(pane)
    assert len(opened) == len(before) + pane.model.rowCount(ministry)
    assert filtered(qtbot, pane, "energy") != opened
    assert filtered(qtbot, pane, "nobody is called that") == set()
    assert not pane.empty.isHidden()
    assert filtered(qtbot, pane, "") == opened
    assert pane.empty.isHidden()


def test_only_mine(qtbot, pane):
    pane.only_mine.setChecked(True)
    mine = {o.id for o in ALL if o.capacity}
    assert on_screen(pane) == with_above(mine)
    one = next(o for o in ALL if o.capacity and o.parent)
    assert filtered(qtbot, pane, one.name) >= {one.id, one.parent}


def test_rows_of_a_ministry_lead_up_to_it(pane):
    ministry = pane.model.find("id-0")
    rows = [pane.model.index(n, 0, ministry) for n in range(pane.model.rowCount(ministry))]
    assert len(rows) == 4000 // MINISTRIES - 1
    assert all(pane.model.parent(row) == ministry for row in rows)
    assert not pane.model.index(len(rows), 0, ministry).isValid()
    assert pane.model.parent(ministry) == QModelIndex()
