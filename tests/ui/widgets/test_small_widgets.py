from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QLineEdit, QPushButton, QScrollArea, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from bcdc_desktop import translation
from bcdc_desktop.domain.times import exact_time
from bcdc_desktop.ui.review.rows import RowsTable
from bcdc_desktop.ui.widgets import (
    Chip,
    ElidedLabel,
    EmptyState,
    FoldableSection,
    MessageBar,
    SpinnerLater,
    TextArea,
    paint_chip,
    state_chip,
)
from bcdc_desktop.ui.widgets.labels import AgeLabel
from bcdc_desktop.ui.widgets.text import age, counted, grouped, human_size, relative_time

NOW = datetime(2026, 3, 31, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("ago", "words"),
    [
        (timedelta(seconds=-30), "just now"),
        (timedelta(seconds=20), "just now"),
        (timedelta(seconds=70), "1 minute ago"),
        (timedelta(minutes=2), "2 minutes ago"),
        (timedelta(hours=2), "2 h ago"),
        (timedelta(days=1), "yesterday"),
        (timedelta(days=3), "3 days ago"),
        (timedelta(days=36), "5 weeks ago"),
        (timedelta(days=130), "4 months ago"),
        (timedelta(days=400), "1 year ago"),
        (timedelta(days=900), "2 years ago"),
    ],
)
def test_how_long_ago_in_words(ago: timedelta, words: str) -> None:
    assert relative_time(NOW - ago, NOW) == words
    assert relative_time((NOW - ago).replace(tzinfo=None), NOW) == words


def test_a_time_far_ahead_is_said_exactly() -> None:
    assert "2027" in relative_time(datetime(2027, 5, 1, tzinfo=UTC), NOW)
    assert exact_time(datetime(2026, 3, 31, 14, 2).astimezone()) == "31 Mar 2026, 14:02"
    assert age(130, NOW) == "synced 2 minutes ago"


def test_an_age_on_screen_grows(qtbot: QtBot) -> None:
    label = AgeLabel(clock=lambda: 1_000_000.0)
    qtbot.addWidget(label)
    label.show_moment(999_990.0, "never")
    label.show()
    assert label.text() == "synced just now"
    label.clock = lambda: 1_000_000.0 + 20 * 60
    label.timer.setInterval(1)
    qtbot.waitUntil(lambda: label.text() == "synced 20 minutes ago")
    label.hide()
    assert not label.timer.isActive()
    label.show_moment(None, "never")
    assert label.text() == "never"


@pytest.mark.parametrize(
    ("size", "words"),
    [
        (None, ""),
        (-1, ""),
        (0, "0 B"),
        (999, "999 B"),
        (220_000, "220 KB"),
        (999_700, "1.0 MB"),
        (1_234_567, "1.2 MB"),
        (512 * 2**20, "537 MB"),
        (3.2e15, "3200 TB"),
    ],
)
def test_sizes_in_words(size: float | None, words: str) -> None:
    assert human_size(size).replace("\u00a0", " ") == words


def test_numbers_are_grouped() -> None:
    assert grouped(12480).replace("\u00a0", " ") == "12 480"


@pytest.mark.parametrize(
    ("code", "count", "text"),
    [
        ("en", 0, "0 records"),
        ("en", 1, "1 record"),
        ("fr", 0, "0 record"),
        ("fr", 1, "1 record"),
        ("fr", 2, "2 records"),
    ],
)
def test_french_counts_nothing_in_the_singular(code: str, count: int, text: str) -> None:
    translation.install(str, code)
    try:
        assert counted(count, "1 record", f"{count} records") == text
        assert counted(count, "%1, 1 record", f"%1, {count} records") == f"%1, {text}"
    finally:
        translation.install(str)


def test_a_message_says_one_sentence_and_can_be_put_away(qtbot: QtBot) -> None:
    bar = MessageBar()
    qtbot.addWidget(bar)
    assert bar.text() == ""
    calls: list[str] = []
    bar.show_message("warning", "First", [("Try again", lambda: calls.append("again"))])
    bar.buttons[0].click()
    bar.show_message("error", "Second")
    assert (bar.text(), bar.kind, bar.buttons, calls) == ("Second", "error", [], ["again"])
    with qtbot.waitSignal(bar.closed):
        bar.close_message()
    assert bar.text() == ""
    with pytest.raises(ValueError, match="two buttons"):
        bar.show_message("error", "Third", [("a", print), ("b", print), ("c", print)])


def test_an_empty_state_offers_the_next_step(qtbot: QtBot) -> None:
    state = EmptyState("tray", "Nothing here", "This is where drafts are.", "New record")
    qtbot.addWidget(state)
    with qtbot.waitSignal(state.clicked):
        state.button.click()
    calls: list[int] = []
    state.show_state("tray", "Still nothing", "", "Clear", lambda: calls.append(1))
    state.button.click()
    assert calls == [1]
    state.show_state("tray", "Nothing")
    assert state.button.isHidden()


def test_a_long_label_is_cut_and_tells_the_whole(qtbot: QtBot) -> None:
    label = ElidedLabel("A very long title\nof a record that does not fit")
    qtbot.addWidget(label)
    label.resize(80, 20)
    label.show()
    assert label.text().endswith("…")
    assert label.toolTip() == label.full_text() == label.accessibleName()
    label.resize(600, 20)
    assert label.text() == "A very long title of a record that does not fit"


def test_a_short_text_stands_for_a_long_one_that_has_no_room(qtbot: QtBot) -> None:
    label = ElidedLabel()
    qtbot.addWidget(label)
    label.set_full_text("12 changes, saved as a draft", short="12 changes")
    label.resize(label.fontMetrics().horizontalAdvance("12 changes") + 4, 20)
    label.show()
    assert (label.text(), label.accessibleName()) == ("12 changes", label.full_text())
    assert label.toolTip() == label.full_text()
    label.resize(600, 20)
    assert label.text() == label.full_text()


def test_a_quick_answer_shows_no_spinner(qtbot: QtBot) -> None:
    spinner = SpinnerLater()
    qtbot.addWidget(spinner)
    spinner.start()
    assert spinner.isHidden()
    qtbot.waitUntil(spinner.isVisible)
    spinner.stop()
    assert spinner.isHidden()
    spinner.start()
    spinner.stop()
    assert not any(timer.isActive() for timer in spinner.findChildren(QTimer))


def test_a_section_folds_and_says_so_before_it_is_seen(qtbot: QtBot) -> None:
    section = FoldableSection("More", folded=True)
    qtbot.addWidget(section)
    content = Chip("x")
    section.set_content(content)
    assert content.isHidden()
    order: list[str] = []
    section.unfolding.connect(lambda: order.append("hidden" if content.isHidden() else "shown"))
    section.button.click()
    assert order == ["hidden"]
    assert not content.isHidden()


def test_a_chip_is_painted_within_its_room(qtbot: QtBot) -> None:
    image = QImage(QSize(200, 34), QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    narrow = paint_chip(painter, image.rect().adjusted(0, 0, -140, 0), "Pending publish", state_chip("PENDING PUBLISH"))
    wide = paint_chip(painter, image.rect().adjusted(80, 0, 0, 0), "Draft", state_chip("something new"))
    painter.end()
    assert narrow.width() <= 60
    assert wide.left() == 80
    assert image.pixelColor(wide.center().x(), wide.top() + 2) != Qt.GlobalColor.white


def test_a_text_area_shows_a_changed_text_by_its_difference(qtbot: QtBot) -> None:
    area = TextArea()
    qtbot.addWidget(area)
    for text in ("one two three", "one 2 three", "🙂 one 2 three", "🙂 one 2 🙃 three", "", "x\r\ny", "xx", "x"):
        area.show_text(text)
        assert area.text() == text.replace("\r\n", "\n")


def test_a_text_area_grows_with_its_lines_and_when_it_gets_narrower(qtbot: QtBot) -> None:
    area = TextArea()
    qtbot.addWidget(area)
    area.resize(600, area.height())
    area.show()
    small = area.height()
    area.show_text("a word or two " * 16)
    qtbot.waitUntil(lambda: area.height() == small)
    area.resize(240, area.height())
    qtbot.waitUntil(lambda: area.height() > small)
    narrow = area.height()
    area.show_text("line\n" * 200)
    qtbot.waitUntil(lambda: area.height() > narrow)
    assert area.height() < 400


def test_a_sentence_stands_once_in_a_window(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    one, other = MessageBar(window), MessageBar(window)
    one.show_message("warning", "The catalogue cannot be reached.", cause="connection")
    other.show_message("error", "The catalogue cannot be reached.")
    other.show_message("error", "The catalogue cannot be reached.", cause="again")
    assert [m.text() for bar in (one, other) for m in bar.messages] == ["The catalogue cannot be reached."]


def test_a_message_goes_with_its_cause_and_leaves_the_others(qtbot: QtBot) -> None:
    bar = MessageBar()
    qtbot.addWidget(bar)
    bar.show_message("warning", "Offline.", cause="connection")
    bar.show_message("success", "Saved.")
    bar.show_message("warning", "Still offline.", cause="connection")
    assert [m.text() for m in bar.messages] == ["Still offline.", "Saved."]
    bar.clear("connection")
    bar.clear("connection")
    assert [m.text() for m in bar.messages] == ["Saved."]
    bar.clear()
    assert bar.isHidden()


def test_two_messages_are_shown_and_the_others_are_behind_a_button(qtbot: QtBot) -> None:
    bar = MessageBar()
    qtbot.addWidget(bar)
    for number in range(4):
        bar.show_message("information", f"Message {number}", cause=str(number))
    more = bar.findChild(QPushButton, "moreMessages")
    assert [m.text() for m in bar.messages if not m.isHidden()] == ["Message 3", "Message 2"]
    assert not more.isHidden() and "2" in more.text()
    more.click()
    assert [m.text() for m in bar.messages if not m.isHidden()] == ["Message 1", "Message 0"]
    for number in range(2):
        bar.clear(str(number))
    assert more.isHidden()


def test_a_message_moves_no_field_of_its_pane(qtbot: QtBot) -> None:
    pane = QWidget()
    qtbot.addWidget(pane)
    field, area, bar = QLineEdit(), QScrollArea(), MessageBar()
    layout = QVBoxLayout(pane)
    layout.addWidget(field)
    layout.addWidget(area, 1)
    layout.addWidget(bar)
    pane.resize(500, 400)
    with qtbot.waitExposed(pane):
        pane.show()
    before = (field.mapToGlobal(field.rect().topLeft()), area.mapToGlobal(area.rect().topLeft()))
    for number in range(3):
        bar.show_message("error", f"Something went wrong {number}.", cause=str(number))
    qtbot.waitUntil(lambda: bar.height() > 0)
    assert (field.mapToGlobal(field.rect().topLeft()), area.mapToGlobal(area.rect().topLeft())) == before


def test_of_a_text_without_room_for_more_than_a_letter_nothing_is_shown(qtbot: QtBot) -> None:
    label = ElidedLabel("Download of all wells")
    qtbot.addWidget(label)
    label.show()
    label.resize(28, 20)
    assert label.text() == ""
    label.resize(90, 20)
    assert label.text().endswith("…")


def test_a_narrow_table_leaves_out_columns_that_it_can_spare(qtbot: QtBot) -> None:
    headers = ("Record with changes", "Changes", "Changed", "On the server")
    table = RowsTable(headers, (32, 21, 20, 27), spare=(1, 3, 2))
    qtbot.addWidget(table)
    table.show()
    table.resize(1200, 200)
    needs = [table.header().sectionSizeHint(column) for column in range(4)]
    frame = table.width() - table.viewport().width()

    def shown(width: int) -> list[int]:
        table.resize(width + frame, 200)
        return [column for column in range(4) if not table.isColumnHidden(column)]

    assert shown(2 * sum(needs)) == [0, 1, 2, 3]
    assert shown(needs[0] + needs[2] // 2) == [0]
    assert shown(2 * sum(needs)) == [0, 1, 2, 3]


def test_what_only_tells_of_the_last_command_goes_when_another_one_was_given(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    one, other = MessageBar(window), MessageBar(window)
    one.show_message("success", "2 fields saved.")
    one.show_message("warning", "The catalogue is read-only.", cause="rights")
    other.show_message("success", "Anyone can see this record.")
    assert [m.text() for m in one.messages] == ["The catalogue is read-only."]
    one.show_message("success", "1 field saved.")
    assert not other.messages


def test_a_message_tells_its_topic_until_another_takes_its_place(qtbot: QtBot) -> None:
    bar = MessageBar()
    qtbot.addWidget(bar)
    bar.show_message("warning", "No answer.", topic="unanswered")
    bar.show_message("warning", "No answer.", cause="other")
    assert not bar.tells("unanswered"), "the sentence stands once"
    bar.show_message("warning", "No answer.", topic="unanswered")
    assert bar.tells("unanswered")
    bar.show_message("success", "Saved.")
    assert not bar.tells("unanswered")
