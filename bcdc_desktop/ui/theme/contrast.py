"""Colours for people who set a contrast theme: those of the system's palette, and no other."""

from __future__ import annotations

from dataclasses import fields, replace

from PySide6.QtGui import QColor, QPalette

from bcdc_desktop.ui.theme.palette import Roles

_LEGIBLE = 4.5  # contrast of text, as WCAG asks for it
_STEPS = 20


def roles_of(palette: QPalette) -> Roles:
    """Return the roles in the colours of a palette: text and grounds, and what is chosen. States have no colour of
    their own, as they always have a word or an icon too."""
    role, group = QPalette.ColorRole, QPalette.ColorGroup

    def of(which: QPalette.ColorRole, state: QPalette.ColorGroup = group.Active) -> QColor:
        return palette.color(state, which)

    text, ground, surface = of(role.WindowText), of(role.Window), of(role.Base)
    if ratio(text, surface) < _LEGIBLE:  # a theme whose fields are of another colour: all of it is as its windows
        surface = ground
    chosen, on_chosen = of(role.Highlight), of(role.HighlightedText)
    link = _legible(of(role.Link), [ground, surface], text)
    marked = nearest(surface, chosen, [text], ground)
    touched = nearest(surface, text, [text, link], ground, at_most=0.15)
    plain = Roles(**{f.name: (surface if f.name.endswith("_ground") else text).name() for f in fields(Roles)})
    return replace(
        plain,
        ground=ground.name(),
        surface=surface.name(),
        hover=touched.name(),
        pressed=touched.name(),
        neutral_ground=touched.name(),
        highlight_ground=marked.name(),
        selection=marked.name(),
        disabled=of(role.Text, group.Disabled).name(),
        primary=chosen.name(),
        primary_hover=chosen.name(),
        primary_pressed=chosen.name(),
        on_primary=on_chosen.name(),
        badge=chosen.name(),
        on_badge=on_chosen.name(),
        link=link.name(),
        focus=_legible(chosen, [ground, surface], text, least=3.0).name(),
    )


def nearest(start: QColor, end: QColor, texts: list[QColor], other: QColor, *, at_most: float = 1.0) -> QColor:
    """Return the colour between two, as near as can be to the end, on which each text can be read as it can be on
    ``other``."""
    found = start
    least = min(_LEGIBLE, *(ratio(text, other) for text in texts))
    for step in range(_STEPS + 1):
        mixed = _mixed(start, end, at_most * step / _STEPS)
        if all(ratio(text, mixed) >= least for text in texts):
            found = mixed
    return found


def ratio(one: QColor, other: QColor) -> float:
    """Return the contrast of two colours, 1 to 21, as WCAG computes it."""
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def _legible(colour: QColor, grounds: list[QColor], otherwise: QColor, *, least: float = _LEGIBLE) -> QColor:
    return colour if all(ratio(colour, ground) >= least for ground in grounds) else otherwise


def _mixed(start: QColor, end: QColor, share: float) -> QColor:
    def part(a: int, b: int) -> int:
        return round(a + (b - a) * share)

    return QColor(part(start.red(), end.red()), part(start.green(), end.green()), part(start.blue(), end.blue()))


def _luminance(colour: QColor) -> float:
    parts = (colour.redF(), colour.greenF(), colour.blueF())
    red, green, blue = ((p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4) for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
