from collections.abc import Iterator
from dataclasses import fields

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QPushButton
from pytestqt.qtbot import QtBot

from bcdc_desktop.ui import theme
from bcdc_desktop.ui.theme.contrast import roles_of
from bcdc_desktop.ui.theme.palette import DARK, LIGHT, Roles
from bcdc_desktop.ui.widgets.dialog import Dialog, Role
from bcdc_desktop.ui.widgets.markup import LinkLabel, TextLink
from bcdc_desktop.ui.widgets.message_bar import MessageBar

TEXT_ON = [
    *[(text, ground) for text in ("text", "secondary", "muted", "link") for ground in ("ground", "surface", "hover")],
    *[(text, "surface") for text in ("placeholder", "danger", "warning", "success")],
    *[(text, "ground") for text in ("danger", "warning", "success")],
    *[(kind, f"{kind}_ground") for kind in ("neutral", "success", "warning", "danger", "information")],
    *[("text", f"{kind}_ground") for kind in ("success", "warning", "danger", "information")],
    *[("text", ground) for ground in ("added_ground", "removed_ground", "highlight_ground", "pressed")],
    *[("on_primary", ground) for ground in ("primary", "primary_hover", "primary_pressed")],
    ("selection_text", "selection"),
    ("on_badge", "badge"),
    ("surface", "text"),
]


# Windows' own: text, ground, link, disabled, chosen, on what is chosen
CONTRAST_THEMES = {
    "Aquatic": ("#FFFFFF", "#202020", "#75E9FC", "#A6A6A6", "#8EE3F0", "#263B50"),
    "Desert": ("#3D3D3D", "#FFFAEF", "#1C5E75", "#676767", "#903909", "#FFF5E3"),
    "Dusk": ("#FFFFFF", "#2D3236", "#70EBDE", "#A6A6A6", "#A1BFDE", "#212D3B"),
    "Night sky": ("#FFFFFF", "#000000", "#8080FF", "#A6A6A6", "#D6B4FD", "#2B2B2B"),
    "High contrast 1": ("#FFFF00", "#000000", "#00FFFF", "#00FF00", "#008000", "#FFFFFF"),
    "High contrast white": ("#000000", "#FFFFFF", "#00009F", "#600000", "#37006E", "#FFFFFF"),
}


def contrast_palette(name: str) -> QPalette:
    text, ground, link, disabled, chosen, on_chosen = CONTRAST_THEMES[name]
    palette, role = QPalette(), QPalette.ColorRole
    for target in (role.Window, role.Base, role.Button, role.AlternateBase, role.ToolTipBase):
        palette.setColor(target, QColor(ground))
    for target in (role.WindowText, role.Text, role.ButtonText, role.ToolTipText):
        palette.setColor(target, QColor(text))
        palette.setColor(QPalette.ColorGroup.Disabled, target, QColor(disabled))
    palette.setColor(role.Link, QColor(link))
    palette.setColor(role.Highlight, QColor(chosen))
    palette.setColor(role.HighlightedText, QColor(on_chosen))
    return palette


def luminance(colour: str) -> float:
    parts = (QColor(colour).redF(), QColor(colour).greenF(), QColor(colour).blueF())
    r, g, b = ((p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4) for p in parts)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


def contrast(a: str, b: str) -> float:
    low, high = sorted((luminance(a), luminance(b)))
    return (high + 0.05) / (low + 0.05)


@pytest.fixture
def app(qapp: QApplication) -> Iterator[QApplication]:
    yield qapp
    theme.apply_theme(qapp, "light")


@pytest.mark.parametrize("roles", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("text", "ground"), TEXT_ON)
def test_text_keeps_its_contrast(roles: Roles, text: str, ground: str) -> None:
    assert contrast(roles.colour(text), roles.colour(ground)) >= 4.5


@pytest.mark.parametrize("roles", [LIGHT, DARK], ids=["light", "dark"])
def test_what_shows_focus_and_state_can_be_seen(roles: Roles) -> None:
    for role in ("focus", "border_strong", "danger", "warning"):
        assert contrast(roles.colour(role), roles.surface) >= 3
    assert contrast(roles.border_strong, roles.ground) >= 3  # the border of a field
    assert all(QColor(getattr(roles, f.name)).isValid() for f in fields(Roles))


@pytest.mark.parametrize("name", CONTRAST_THEMES)
def test_a_contrast_theme_keeps_its_contrast_in_each_role(name: str) -> None:
    roles = roles_of(contrast_palette(name))
    low = {(a, b) for a, b in TEXT_ON if contrast(roles.colour(a), roles.colour(b)) < 4.5}
    assert low == set()
    assert contrast(roles.focus, roles.surface) >= 3
    assert roles.surface != roles.selection, "what is chosen can be seen"
    assert (roles.text.upper(), roles.surface.upper()) == CONTRAST_THEMES[name][:2]


def test_a_contrast_theme_is_followed_while_running(app: QApplication) -> None:
    hears = app.styleHints().accessibility().contrastPreferenceChanged
    theme.apply_theme(app, "dark")
    try:
        hears.emit(Qt.ContrastPreference.HighContrast)  # as the platform does; offscreen has none of its own
        assert theme.current() not in (LIGHT, DARK)
        for name in ("Night sky", "Desert"):
            app.setPalette(contrast_palette(name))  # as when another theme is chosen
            assert theme.current().text.upper() == CONTRAST_THEMES[name][0]
            assert theme.is_dark() == (name == "Night sky")
            assert app.palette().color(QPalette.ColorRole.Window) == QColor(CONTRAST_THEMES[name][1])
            assert CONTRAST_THEMES[name][1].lower() in app.styleSheet()
    finally:
        hears.emit(Qt.ContrastPreference.NoPreference)
    assert theme.current() is DARK
    assert app.palette().color(QPalette.ColorRole.Window) == QColor(DARK.ground)


@pytest.mark.parametrize(("mode", "roles"), [("light", LIGHT), ("dark", DARK)])
@pytest.mark.parametrize("kind", [QLineEdit, QPlainTextEdit])
def test_a_placeholder_and_a_value_that_only_shows_can_be_read(app, qtbot, mode, roles, kind) -> None:
    theme.apply_theme(app, mode)
    field = kind()
    qtbot.addWidget(field)
    field.ensurePolished()
    assert field.palette().color(QPalette.ColorRole.PlaceholderText) == QColor(roles.placeholder)
    field.setEnabled(False)
    shown = field.palette().color(QPalette.ColorGroup.Disabled, QPalette.ColorRole.Text)
    ground = field.palette().color(QPalette.ColorGroup.Disabled, field.backgroundRole())
    assert contrast(shown.name(), ground.name()) >= 4.5


def test_the_theme_follows_a_change_of_mode(app: QApplication, qtbot: QtBot) -> None:
    theme.apply_theme(app, "light")
    assert theme.current() is LIGHT
    with qtbot.waitSignal(theme.notifier().themeChanged):
        theme.apply_theme(app, "dark")
    assert theme.is_dark()
    assert app.palette().color(QPalette.ColorRole.Window) == QColor(DARK.ground)


def test_the_systems_mode_is_followed_while_running(app: QApplication) -> None:
    theme.apply_theme(app, "system")
    for scheme, roles in ((Qt.ColorScheme.Dark, DARK), (Qt.ColorScheme.Light, LIGHT)):
        app.styleHints().colorSchemeChanged.emit(scheme)  # as the platform does; offscreen has no scheme of its own
        assert theme.current() is roles
    theme.apply_theme(app, "dark")
    app.styleHints().colorSchemeChanged.emit(Qt.ColorScheme.Light)
    assert theme.current() is DARK


def test_an_icon_takes_the_themes_colour_when_it_is_painted(app: QApplication) -> None:
    theme.apply_theme(app, "light")
    icon = theme.icon("tray-arrow-up", "text")
    colours = []
    for mode in ("light", "dark"):
        theme.apply_theme(app, mode)  # type: ignore[arg-type]
        image = icon.pixmap(QSize(32, 32)).toImage()
        solid = [image.pixelColor(x, y) for x in range(32) for y in range(32) if image.pixelColor(x, y).alpha() == 255]
        colours.append(solid[0].name().upper())
    assert colours == [LIGHT.text.upper(), DARK.text.upper()]


def test_an_unknown_icon_or_role_is_an_error(app: QApplication) -> None:
    with pytest.raises(KeyError):
        theme.icon("no-such-icon")
    with pytest.raises(KeyError):
        theme.icon("close", "no-such-role")


def test_a_restyled_widget_takes_the_look_of_its_new_property(app: QApplication, qtbot: QtBot) -> None:
    theme.apply_theme(app, "light")
    button = QPushButton("Save")
    qtbot.addWidget(button)
    button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    button.resize(80, 32)
    button.show()
    theme.restyle(button, kind="primary")
    assert button.grab().toImage().pixelColor(6, 16) == QColor(LIGHT.primary)


def test_links_follow_the_mode(app: QApplication, qtbot: QtBot) -> None:
    theme.apply_theme(app, "light")
    label = LinkLabel()
    label.show_lines([["Proposed · ", TextLink("Accept", "accept")]])
    qtbot.addWidget(label)
    label.resize(200, 30)
    label.show()
    seen = []
    for mode in ("light", "dark"):
        theme.apply_theme(app, mode)
        image = label.grab().toImage()
        colours = {image.pixelColor(x, y).name() for x in range(image.width()) for y in range(image.height())}
        seen.append([QColor(roles.link).name() in colours for roles in (LIGHT, DARK)])
    assert seen == [[True, False], [False, True]]


def test_the_focus_stays_where_it_is_when_the_colours_change(qapp: QApplication, qtbot: QtBot) -> None:
    """Qt's button box hides its buttons for a moment then."""
    theme.apply_theme(qapp, "light")
    dialog = Dialog("Publish")
    qtbot.addWidget(dialog)
    bar = MessageBar(dialog)
    bar.show_message("warning", "One change is not saved.")
    dialog.body.addWidget(bar)
    close = dialog.add_button("Close", Role.RejectRole)
    close.setFocus()
    dialog.show()
    qtbot.waitUntil(close.hasFocus)
    try:
        theme.apply_theme(qapp, "dark")
        assert dialog.focusWidget() is close
    finally:
        theme.apply_theme(qapp, "light")
