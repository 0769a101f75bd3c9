"""The roles in use now, and the word that they changed."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from bcdc_desktop.ui.theme.palette import LIGHT, Roles


class ThemeNotifier(QObject):
    """Says that the colours changed; for what paints by itself (delegates, custom widgets)."""

    themeChanged = Signal()


_roles: Roles = LIGHT
_notifier: ThemeNotifier | None = None


def roles() -> Roles:
    """Return the colour roles in use."""
    return _roles


def set_roles(new: Roles) -> None:
    """Take new roles into use; ``style.apply_theme`` is the caller."""
    global _roles
    _roles = new


def notifier() -> ThemeNotifier:
    """Return the one object that emits ``themeChanged``."""
    global _notifier
    if _notifier is None:
        _notifier = ThemeNotifier()
    return _notifier
