"""How everything looks: colour roles, measures, the style sheet made of them, icons."""

from bcdc_desktop.ui.theme import measures
from bcdc_desktop.ui.theme.icons import icon
from bcdc_desktop.ui.theme.palette import Roles
from bcdc_desktop.ui.theme.style import apply_theme, current, is_dark, notifier, restyle, use_ground

__all__ = ["Roles", "apply_theme", "current", "icon", "is_dark", "measures", "notifier", "restyle", "use_ground"]
