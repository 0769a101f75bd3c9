"""What somebody who looks into a problem needs to know of this computer and this program, without anything private.

Only what is listed here goes in: no key, no name of a user, no title or text of a record, no path of a folder.
"""

from __future__ import annotations

import os
import platform
import sys
from collections.abc import Iterable
from importlib.metadata import PackageNotFoundError, version

from PySide6.QtCore import QLocale, QSysInfo, qVersion
from PySide6.QtGui import QGuiApplication

from bcdc_desktop import __version__
from bcdc_desktop.app.diagnostics import Line, yes_or_no
from bcdc_desktop.app.preferences import PAUSE_BATTERY, PAUSE_METERED, Settings, cache_limit
from bcdc_desktop.ui import language

_LIBRARIES = ("PySide6_Essentials", "ckanapi", "requests", "polars", "keyring")
_VARIABLES = ("QT_QPA_PLATFORM", "QT_SCALE_FACTOR", "XDG_SESSION_TYPE", "XDG_CURRENT_DESKTOP", "BCDC_LANGUAGE")
_APPEARANCES = ("system", "light", "dark")
_LENGTH = 60  # characters of a value from outside


def of_this_computer() -> list[Line]:
    """Return versions, system and screens. For the GUI thread."""
    screens = [
        f"{s.size().width()} x {s.size().height()} at {s.devicePixelRatio():g}, {s.logicalDotsPerInch():.0f} dpi"
        for s in QGuiApplication.screens()
    ]
    return [
        ("BCDC Desktop", __version__),
        ("Packed", "yes" if getattr(sys, "frozen", False) else "no"),
        ("System", f"{QSysInfo.prettyProductName()}, {platform.machine()}"),
        ("Kernel", f"{QSysInfo.kernelType()} {QSysInfo.kernelVersion()}"),
        ("Python", platform.python_version()),
        ("Qt", f"{qVersion()}, {QGuiApplication.platformName()}"),
        *((name, _version(name)) for name in _LIBRARIES),
        ("Screens", "; ".join(screens)),
        ("Language", QLocale().name()),
        *((name, os.environ[name][:_LENGTH]) for name in _VARIABLES if name in os.environ),
    ]


def of_settings(settings: Settings, *, has_keyring: bool) -> list[Line]:
    """Return the preferences that change how the program behaves."""
    appearance = settings.get("appearance", "system")
    return [
        ("Appearance", appearance if appearance in _APPEARANCES else "unknown"),
        ("Chosen language", language.choice(settings.get(language.PREFERENCE))),
        ("Cache limit", cache_limit(settings) or "none"),
        ("Pause on metered networks", yes_or_no(settings.get(PAUSE_METERED, True))),
        ("Pause on battery power", yes_or_no(settings.get(PAUSE_BATTERY, True))),
        ("Keyring", yes_or_no(has_keyring)),
        ("Catalogues", len(settings.profiles())),
    ]


def as_text(lines: Iterable[Line]) -> str:
    """Return lines of text, one for each value."""
    return "".join(f"{name}: {value}\n" for name, value in lines)


def _version(library: str) -> str:
    try:
        return version(library)
    except PackageNotFoundError:
        return "unknown"
