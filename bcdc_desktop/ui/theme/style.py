"""Puts the theme on the application and keeps it in step with the system: light, dark, or a contrast theme."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QDir, QEvent, QObject, Qt, QTemporaryDir
from PySide6.QtGui import QColor, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from bcdc_desktop.ui.theme import measures, state
from bcdc_desktop.ui.theme.contrast import roles_of
from bcdc_desktop.ui.theme.icons import write_images
from bcdc_desktop.ui.theme.palette import DARK, LIGHT, Roles
from bcdc_desktop.ui.theme.state import ThemeNotifier
from bcdc_desktop.ui.theme.style_sheet import style_sheet

Mode = Literal["system", "light", "dark"]

_SCHEMES = {
    "system": Qt.ColorScheme.Unknown,  # Unknown hands the choice back to the system
    "light": Qt.ColorScheme.Light,
    "dark": Qt.ColorScheme.Dark,
}


def apply_theme(app: QApplication, mode: Mode = "system") -> None:
    """Give the application its style, palette, font size and style sheet.

    ``system`` follows the system's mode also while running; ``light`` and ``dark`` stay. Where the system asks for more
    contrast, all colours are the system's own. May be called again at any time to change the mode.
    """
    follower = app.findChild(_Follower)
    if follower is None:
        app.setStyle("Fusion")
        font = app.font()
        font.setPixelSize(measures.TEXT)
        app.setFont(font)
        follower = _Follower(app)
    follower.use(mode)


def current() -> Roles:
    """Return the colour roles in use now."""
    return state.roles()


def is_dark() -> bool:
    """Return whether text is light on dark."""
    return QColor(state.roles().surface).lightness() < QColor(state.roles().text).lightness()


def notifier() -> ThemeNotifier:
    """Return the object whose ``themeChanged`` is emitted after the colours changed."""
    return state.notifier()


def restyle(widget: QWidget, **properties: object) -> None:
    """Set dynamic properties that the style sheet looks at, and apply it anew where one changed."""
    changed = False
    for name, value in properties.items():
        if widget.property(name) != value:
            widget.setProperty(name, value)
            changed = True
    if changed and widget.testAttribute(Qt.WidgetAttribute.WA_WState_Polished):
        widget.style().unpolish(widget)
        widget.style().polish(widget)
        widget.update()


def use_ground(widget: QWidget, ground: Literal["surface", "ground"] = "surface") -> None:
    """Fill a pane with the content colour (``surface``) or the colour of what lies around it (``ground``)."""
    widget.setAutoFillBackground(True)
    widget.setBackgroundRole(QPalette.ColorRole.Base if ground == "surface" else QPalette.ColorRole.Window)


class _Follower(QObject):
    """Keeps palette and style sheet in step with the system; lives as long as the application."""

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._app = app
        self._mode: Mode = "system"
        self._applied: Roles | None = None
        self._images = QTemporaryDir()  # goes away with this object
        self._has_contrast = False
        hints = app.styleHints()
        hints.colorSchemeChanged.connect(self._apply)
        if hasattr(hints, "accessibility"):  # since Qt 6.10
            wishes = hints.accessibility()
            wishes.contrastPreferenceChanged.connect(self._use_contrast)
            self._use_contrast(wishes.contrastPreference())

    def use(self, mode: Mode) -> None:
        self._mode = mode
        self._app.styleHints().setColorScheme(_SCHEMES[mode])
        self._apply()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Hear of another contrast theme; there is no signal of it."""
        if event.type() == QEvent.Type.ApplicationPaletteChange and watched is self._app:
            self._apply()
        return super().eventFilter(watched, event)

    def _use_contrast(self, preference: Qt.ContrastPreference) -> None:
        has_contrast = preference == Qt.ContrastPreference.HighContrast
        if has_contrast == self._has_contrast:
            return
        self._has_contrast = has_contrast
        if has_contrast:
            self._app.setPalette(QPalette())  # the system's
            self._app.installEventFilter(self)  # costs time for each event, and is taken away with the contrast
        else:
            self._app.removeEventFilter(self)
        if self._applied is not None:
            self._apply()

    def _apply(self, scheme: Qt.ColorScheme | None = None) -> None:
        dark = (scheme or QGuiApplication.styleHints().colorScheme()) == Qt.ColorScheme.Dark
        if self._mode != "system":  # platforms that cannot be told a scheme
            dark = self._mode == "dark"
        roles = DARK if dark else LIGHT
        if self._has_contrast:
            roles = roles_of(self._app.palette())
        if roles == self._applied:
            return
        self._applied = roles
        state.set_roles(roles)
        if not self._has_contrast:
            self._app.setPalette(_palette(roles))
        folder = self._images.path() if self._images.isValid() else ""
        if folder:
            folder = f"{folder}/{roles.on_primary[1:]}"
            QDir().mkpath(folder)
            write_images(folder, roles)
        focused = [(window, window.focusWidget()) for window in self._app.topLevelWidgets()]
        self._app.setStyleSheet(style_sheet(roles, folder))
        for window, widget in focused:
            # a QDialogButtonBox hides its buttons for a moment, and the focus goes elsewhere
            if widget is not None and window.focusWidget() is not widget:
                widget.setFocus()
        for label in self._app.allWidgets():
            if isinstance(label, QLabel) and "<a " in label.text():
                text = label.text()  # links keep the colour that they had when their text was set
                label.setText("")
                label.setText(text)
        state.notifier().themeChanged.emit()


def _palette(roles: Roles) -> QPalette:
    palette = QPalette()
    role, group = QPalette.ColorRole, QPalette.ColorGroup
    for target, colour in {
        role.Window: roles.ground,
        role.WindowText: roles.text,
        role.Base: roles.surface,
        role.AlternateBase: roles.ground,
        role.Text: roles.text,
        role.PlaceholderText: roles.placeholder,
        role.Button: roles.surface,
        role.ButtonText: roles.text,
        role.BrightText: roles.on_primary,
        role.Highlight: roles.selection,
        role.HighlightedText: roles.selection_text,
        role.Accent: roles.focus,
        role.Link: roles.link,
        role.LinkVisited: roles.link,
        role.ToolTipBase: roles.text,
        role.ToolTipText: roles.surface,
        role.Light: roles.hover,
        role.Midlight: roles.hover,
        role.Mid: roles.border,
        role.Dark: roles.border_strong,
        role.Shadow: roles.border_strong,
    }.items():
        palette.setColor(target, QColor(colour))
    for target in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(group.Disabled, target, QColor(roles.disabled))
    return palette
