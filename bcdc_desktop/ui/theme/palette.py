"""Named colours for light and dark, after the B.C. Design System (``@bcgov/design-tokens``)."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Roles:
    """One colour (``#rrggbb``) for each thing that has one.

    A name ending in ``_ground`` is what lies below text of the role it is named after.
    """

    ground: str  # side panes, dialogs
    surface: str  # panes that hold content, fields
    hover: str
    pressed: str
    border: str
    border_strong: str  # outlines that must be seen by themselves: dashed, checkboxes
    text: str
    secondary: str
    muted: str
    placeholder: str
    disabled: str
    primary: str
    primary_hover: str
    primary_pressed: str
    on_primary: str
    link: str
    focus: str
    selection: str
    selection_text: str
    neutral: str
    neutral_ground: str
    success: str
    success_ground: str
    warning: str
    warning_ground: str
    danger: str
    danger_ground: str
    information: str
    information_ground: str
    accent_warning: str  # strong colour of stripes and dots, not of text
    accent_success: str
    accent_information: str
    accent_violet: str  # of catalogues that were added
    accent_teal: str
    accent_rose: str
    accent_brown: str
    accent_slate: str
    added_ground: str
    removed_ground: str
    highlight_ground: str
    badge: str
    on_badge: str

    def colour(self, role: str) -> str:
        """Return the colour of a role given by name.

        Raises:
            KeyError: there is no such role.
        """
        try:
            return str(getattr(self, role))
        except AttributeError:
            raise KeyError(role) from None


LIGHT = Roles(
    ground="#FAF9F8",
    surface="#FFFFFF",
    hover="#F3F2F1",
    pressed="#EDEBE9",
    border="#D8D8D8",
    border_strong="#8A8886",
    text="#2D2D2D",
    secondary="#474543",
    muted="#605E5C",
    placeholder="#706E6C",
    disabled="#9F9D9C",
    primary="#013366",
    primary_hover="#1E5189",
    primary_pressed="#01264C",
    on_primary="#FFFFFF",
    link="#255A90",
    focus="#2E5DD7",
    selection="#D9E6F5",
    selection_text="#0B2A4A",
    neutral="#474543",
    neutral_ground="#EDEBE9",
    success="#356A3C",
    success_ground="#E8F4EA",
    warning="#7A4F00",
    warning_ground="#FEF1D8",
    danger="#B32C27",
    danger_ground="#F4E1E2",
    information="#053662",
    information_ground="#F1F8FE",
    accent_warning="#F8BB47",
    accent_success="#42814A",
    accent_information="#2E5DD7",
    accent_violet="#6B3FA0",
    accent_teal="#0B7285",
    accent_rose="#B0306A",
    accent_brown="#7A4B20",
    accent_slate="#4A5568",
    added_ground="#D6EFDA",
    removed_ground="#F9DCDC",
    highlight_ground="#FFF1B8",
    badge="#255A90",
    on_badge="#FFFFFF",
)

DARK = Roles(
    ground="#1B1D20",
    surface="#222529",
    hover="#2E3136",
    pressed="#373B41",
    border="#3A3E44",
    border_strong="#7D8187",
    text="#ECEAE8",
    secondary="#C9C6C3",
    muted="#A6A4A2",
    placeholder="#96948F",
    disabled="#6B6D70",
    primary="#2F6DB0",
    primary_hover="#2A629E",
    primary_pressed="#25578C",
    on_primary="#FFFFFF",
    link="#8FBDEB",
    focus="#7FA6FF",
    selection="#1E3A5A",
    selection_text="#ECEAE8",
    neutral="#C9C6C3",
    neutral_ground="#33373D",
    success="#7CC98A",
    success_ground="#1D3324",
    warning="#F8BB47",
    warning_ground="#3A2E12",
    danger="#F28B86",
    danger_ground="#3E2222",
    information="#A9CFF3",
    information_ground="#1B2E42",
    accent_warning="#F8BB47",
    accent_success="#7CC98A",
    accent_information="#7FA6FF",
    accent_violet="#B794F4",
    accent_teal="#4FC3D9",
    accent_rose="#F08DBB",
    accent_brown="#D9A066",
    accent_slate="#A3B1C6",
    added_ground="#1F4429",
    removed_ground="#572A2A",
    highlight_ground="#4D3F12",
    badge="#8FBDEB",
    on_badge="#11263B",
)
