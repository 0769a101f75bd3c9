"""The settings of a catalogue: each with its name, its unit, and what it does."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, get_args

from bcdc_desktop.translation import tr

from .profile import MB, Profile, Role
from .proxy import ProxyProblem, normalise_proxy


class SettingProblem(ValueError):
    """A value that a setting cannot have; the message says which it can."""


@dataclass(frozen=True)
class Setting:
    """One setting. ``attribute`` is the profile's; ``unit`` is what one of its number is in the attribute's unit
    (bytes, seconds), 0 for a text. ``may_be_none``: “none” takes the limit away."""

    name: str
    attribute: str
    unit: float = 0
    may_be_none: bool = False
    least: float = 0

    @property
    def about(self) -> str:
        """What the setting does, for people."""
        texts = {
            "title": tr("Name of the catalogue, as shown in the window"),
            "role": tr("production, test or other; decides the colour in the window"),
            "dataset_type": tr("Type of the catalogue's records"),
            "max_upload_mb": tr("Largest file that the catalogue accepts"),
            "act_mb": tr("Up to this size, files are uploaded as one all-or-nothing batch"),
            "compare_below_mb": tr("Smaller files are compared byte by byte after uploading"),
            "keep_below_mb": tr("Smaller files are copied to this computer before they are replaced"),
            "proxy": tr("Proxy: http://host:port, pac+ and the address of a script, direct, or empty for the system's"),
            "settle_seconds": tr("Uploads are verified again after this time if the catalogue doesn't lock writes"),
        }
        return texts[self.name]

    def read(self, text: str) -> Any:
        """Return the attribute's value that a text means.

        Raises:
            SettingProblem: it means none.
        """
        text = text.strip()
        if self.attribute == "proxy":
            try:
                return normalise_proxy(text)
            except ProxyProblem as problem:
                raise SettingProblem(str(problem)) from None
        if not self.unit:
            return self._text(text)
        if self.may_be_none and text.lower() in ("", "none"):
            return None
        try:
            number = float(text)
        except ValueError:
            number = -1.0
        if not self.least <= number < 1e9:
            least = f"{self.least:g}"
            if self.may_be_none:
                raise SettingProblem(
                    tr(
                        "{setting} must be a number of at least {least}, or none.",
                        setting=self.name,
                        least=f"{self.least:g}",
                    )
                )
            raise SettingProblem(tr("{setting} must be a number of at least {least}.", setting=self.name, least=least))
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
            raise SettingProblem(
                tr("{setting} must be one of {choices}.", setting=self.name, choices=", ".join(_ROLES))
            )
        if not text and self.attribute != "dataset_type":  # empty, it is the catalogue's own
            raise SettingProblem(tr("{setting} can't be empty.", setting=self.name))
        return text


_ROLES = tuple(role for role in get_args(Role) if role != "practice")
SETTINGS = (
    Setting("title", "title"),
    Setting("role", "role"),
    Setting("dataset_type", "dataset_type"),
    Setting("max_upload_mb", "max_upload", MB, may_be_none=True, least=0.001),
    Setting("act_mb", "batch_limit", MB, least=1),
    Setting("compare_below_mb", "verify_content_below", MB),
    Setting("keep_below_mb", "keep_replaced_below", MB),
    Setting("settle_seconds", "settle_seconds", 1),
    Setting("proxy", "proxy"),
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
            raise SettingProblem(
                tr("There is no setting “{name}”. Settings are: {names}.", name=name, names=", ".join(BY_NAME))
            )
        changes[setting.attribute] = setting.read(text)
    return replace(profile, **changes)
