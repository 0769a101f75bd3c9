"""What a person may set about a catalogue: each setting with its name, its unit, and what it does."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, get_args

from .profile import MB, Profile, Role


class SettingProblem(ValueError):
    """A value that a setting cannot have; the message says which it can."""


@dataclass(frozen=True)
class Setting:
    """One setting. ``attribute`` is the profile's; ``unit`` is what one of its number is in the attribute's unit
    (bytes, seconds), 0 for a text. ``may_be_none``: “none” takes the limit away."""

    name: str
    attribute: str
    about: str
    unit: float = 0
    may_be_none: bool = False
    least: float = 0

    def read(self, text: str) -> Any:
        """Return the attribute's value that a text means.

        Raises:
            SettingProblem: it means none.
        """
        text = text.strip()
        if not self.unit:
            return self._text(text)
        if self.may_be_none and text.lower() in ("", "none"):
            return None
        try:
            number = float(text)
        except ValueError:
            number = -1.0
        if not self.least <= number < 1e9:
            more = ", or none" if self.may_be_none else ""
            raise SettingProblem(f"{self.name} is a number from {self.least:g} on{more}.")
        value = number * self.unit
        return value if self.unit == 1 else int(value)

    def show(self, profile: Profile) -> str | float | None:
        """Its value in a profile, in the setting's own unit."""
        value = getattr(profile, self.attribute)
        if not self.unit or value is None:
            return value  # type: ignore[no-any-return]
        number = value / self.unit
        return int(number) if number == int(number) else round(number, 6)

    def _text(self, text: str) -> str:
        if self.attribute == "role" and text not in _ROLES:
            raise SettingProblem(f"{self.name} is one of {', '.join(_ROLES)}.")
        if not text:
            raise SettingProblem(f"{self.name} cannot be empty.")
        return text


_ROLES = tuple(role for role in get_args(Role) if role != "practice")
SETTINGS = (
    Setting("title", "title", "what people call the catalogue"),
    Setting("role", "role", "production, test or other: its colour in the window"),
    Setting("dataset_type", "dataset_type", "the type of its records"),
    Setting("max_upload_mb", "max_upload", "the largest file that it takes", MB, may_be_none=True, least=0.001),
    Setting("act_mb", "act_budget", "how much several files may have together in one act", MB, least=1),
    Setting("compare_below_mb", "verify_content_below", "smaller files are compared byte for byte after sending", MB),
    Setting("keep_below_mb", "keep_replaced_below", "smaller files are kept here before they are replaced", MB),
    Setting("settle_seconds", "settle_seconds", "when it is looked at once more, where writes are not locked", 1),
)
BY_NAME = {setting.name: setting for setting in SETTINGS}


def with_settings(profile: Profile, values: Mapping[str, str]) -> Profile:
    """Return the profile with these settings, each by its name.

    Raises:
        SettingProblem: there is no such setting, or it cannot have that value.
    """
    changes = {}
    for name, text in values.items():
        setting = BY_NAME.get(name)
        if setting is None:
            raise SettingProblem(f"There is no setting “{name}”; there are {', '.join(BY_NAME)}.")
        changes[setting.attribute] = setting.read(text)
    return replace(profile, **changes)
