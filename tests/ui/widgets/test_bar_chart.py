"""Given numbers with labels of any length, when they are drawn as bars, then each part has its place."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QImage, QPainter

from bcdc_desktop.ui.reports.chart import BarChart, DrawnBar
from bcdc_desktop.ui.theme.palette import DARK, LIGHT

LONG = "Ohne Umlaute geht es nicht: a label that nobody would ever write, and that is longer than the chart is wide"
BARS = [
    DrawnBar("Published", 1200, "state:published", "accent_success"),
    DrawnBar(LONG, 600, "state:draft", "accent_warning"),
    DrawnBar("Nothing", 0, "state:deleted", "danger"),
]


@pytest.fixture
def chart(qtbot):
    def make(roles=LIGHT, bars=BARS, width=400):
        one = BarChart(bars, roles)
        qtbot.addWidget(one)
        one.resize(width, one.height())
        one.show()
        return one

    return make


def drawn(chart: BarChart, scale: float = 1.0) -> QImage:
    image = QImage(chart.size() * scale, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(scale)
    painter = QPainter(image)
    chart.render(painter, QPoint())
    painter.end()
    return image


def run(image: QImage, row: int, colour: str) -> int:
    """Points of a colour in a line of the picture."""
    return sum(image.pixelColor(x, row).name() == colour.lower() for x in range(image.width()))


def middle(chart: BarChart, number: int) -> int:
    """The line in the middle of a bar, in pixels of the widget."""
    return chart.rows[number].geometry().center().y()


@pytest.mark.parametrize("scale", [1.0, 1.25, 1.5, 2.0])
@pytest.mark.parametrize("roles", [LIGHT, DARK], ids=["light", "dark"])
def test_bars_are_as_long_as_their_numbers_on_every_display(chart, roles, scale):
    one = chart(roles)
    image = drawn(one, scale)
    longest, half = (
        run(image, round(middle(one, number) * scale), roles.colour(BARS[number].colour)) for number in (0, 1)
    )
    assert longest > 50 * scale
    assert abs(longest - 2 * half) <= 3
    assert run(image, round(middle(one, 2) * scale), roles.danger) == 0


def test_a_single_record_among_thousands_is_seen(chart):
    one = chart(bars=[DrawnBar("many", 100_000, "a", "badge"), DrawnBar("one", 1, "b", "danger")])
    assert run(drawn(one), middle(one, 1), LIGHT.danger) >= 1


@pytest.mark.parametrize("width", [160, 400, 900])
def test_nothing_is_drawn_over_the_edges(chart, width):
    """A letter or a number that were cut off would leave its points in the first or the last column."""
    one = chart(width=width)
    image = drawn(one)
    for x in (0, 1, image.width() - 1):
        assert {image.pixelColor(x, y).name() for y in range(image.height())} == {LIGHT.surface.lower()}


def test_a_label_that_does_not_fit_is_in_the_tooltip(chart):
    one = chart()
    assert [LONG in row.toolTip().replace("\n", " ") for row in one.rows] == [False, True, False]
    assert one.columns().label < one.fontMetrics().horizontalAdvance(LONG)


def test_a_bar_without_records_opens_nothing(chart, qtbot):
    one = chart()
    with qtbot.assertNotEmitted(one.opened):
        qtbot.mouseClick(one.rows[2], Qt.MouseButton.LeftButton)
    with qtbot.waitSignal(one.opened) as opened:
        qtbot.mouseClick(one.rows[1], Qt.MouseButton.LeftButton)
    assert opened.args == ["state:draft"]


def test_the_bar_with_the_focus_is_marked(chart, qtbot):
    one = chart()
    before = run(drawn(one), one.rows[2].geometry().top() + 1, LIGHT.focus)
    one.activateWindow()
    one.rows[2].setFocus()
    qtbot.waitUntil(lambda: one.current() == 2)
    assert before == 0
    assert run(drawn(one), one.rows[2].geometry().top() + 1, LIGHT.focus) > one.width() / 2


def test_no_bars_at_all_is_an_empty_chart(chart):
    one = chart(bars=[])
    one.step(1)
    assert one.current() == -1
    assert QColor(LIGHT.surface) == drawn(one).pixelColor(5, 5)
