"""Given many entries, when I type some letters, then those that may be meant are found, the likeliest first."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from bcdc_desktop.domain.fuzzy import score
from bcdc_desktop.ui.commands.quick_pick import Pick, QuickPick


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("pub", "Publish…"),
        ("org find", "Find an organization"),
        ("edition", "Édition"),
        ("MÉDIA", "Media and forests"),
        ("cpal", "Command palette…"),
        ("", "Anything"),
    ],
)
def test_what_may_be_meant_is_found(typed, text):
    assert score(typed, text) is not None


@pytest.mark.parametrize(("typed", "text"), [("xq", "Publish…"), ("pub zz", "Publish…"), ("ph", "Publish…")])
def test_what_cannot_be_meant_is_not(typed, text):
    assert score(typed, text) is None


def test_beginnings_of_words_go_before_insides_and_these_before_scattered_letters():
    texts = ["Cancel the draft", "Uncanny", "Copy an address now"]
    scores = [score("can", t) for t in texts]
    assert scores == sorted(scores, reverse=True)
    assert len(set(scores)) == 3


@pytest.fixture
def done() -> list[str]:
    return []


@pytest.fixture
def pick(qtbot, done) -> Iterator[QuickPick]:
    """Three entries, the first of which cannot be taken."""
    parent = QWidget()
    qtbot.addWidget(parent)
    found = QuickPick("Pick", "Type", "Nothing", parent)
    found.add([Pick("Save", "File", lambda: done.append("save"), reason="Nothing to save.")])
    found.add([Pick(t, "File", lambda t=t: done.append(t)) for t in ("Open", "Close")])
    found.open()
    yield found
    parent.close()


def titles(pick: QuickPick) -> list[str]:
    return [p.title for p in pick.model.picks()]


def test_the_keyboard_is_enough(pick, qtbot, done):
    assert pick.list.currentIndex().data() == "Open"
    qtbot.keyClick(pick.field, Qt.Key.Key_Down)
    qtbot.keyClick(pick.field, Qt.Key.Key_Return)
    assert done == ["Close"]
    assert not pick.isVisible()


def test_choosing_goes_round(pick, qtbot):
    for expected in ("Save", "Close", "Open"):
        qtbot.keyClick(pick.field, Qt.Key.Key_Up)
        assert pick.list.currentIndex().data() == expected


def test_what_cannot_be_taken_says_why_and_stays_open(pick, qtbot, done):
    qtbot.keyClicks(pick.field, "save")
    assert titles(pick) == ["Save"]
    assert pick.note.text() == "Nothing to save."
    qtbot.keyClick(pick.field, Qt.Key.Key_Return)
    assert done == []
    assert pick.isVisible()


def test_nothing_found_is_said(pick, qtbot):
    qtbot.keyClicks(pick.field, "zzz")
    assert titles(pick) == []
    assert pick.note.text() == "Nothing"
    qtbot.keyClick(pick.field, Qt.Key.Key_Return)
    assert pick.isVisible()


def test_entries_that_come_late_are_found_too(pick, qtbot):
    qtbot.keyClicks(pick.field, "lake")
    pick.add([Pick("Lakes", "Record", lambda: None)])
    assert titles(pick) == ["Lakes"]
    assert pick.list.currentIndex().data() == "Lakes"
