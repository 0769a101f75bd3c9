"""The policy: what the administrators of a computer set, which its users cannot change."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from .profile import MB, READY_MADE, Profile, normalise_address
from .proxy import normalise_proxy

ADD_PROFILES, PRACTICE, UPDATES = "add_profiles", "practice", "updates"
FEATURES = frozenset({ADD_PROFILES, PRACTICE, UPDATES})
"""What may be disabled: catalogues of one's own, the practice catalogue, looking for new versions."""
_MOST = 50  # profiles


@dataclass(frozen=True)
class Policy:
    """What is set; what is not is empty or None. ``cache_limit`` is in bytes for each catalogue. ``problems`` says what
    could not be read: the rest counts."""

    profiles: tuple[Profile, ...] = ()
    proxy: str = ""
    cache_limit: int | None = None
    updates_enabled: bool | None = None
    updates_address: str = ""
    disabled_features: frozenset[str] = frozenset()
    problems: tuple[str, ...] = field(default=())

    def allows(self, feature: str) -> bool:
        """Return whether users have a feature."""
        return feature not in self.disabled_features

    def profile(self, name: str) -> Profile | None:
        """Return the catalogue of that name that is set."""
        return next((p for p in self.profiles if p.name == name), None)


def parse_policy(data: Mapping[str, Any]) -> Policy:
    """Return the policy in a document; each part that is wrong is left out, and told in ``problems``."""
    problems: list[str] = []
    profiles: list[Profile] = []
    entries = data.get("profiles", [])
    rows: list[Any] = entries[:_MOST] if isinstance(entries, list) else [None]
    for entry in rows:
        try:
            name, address = str(entry["name"]).strip(), normalise_address(str(entry["url"]))
            profiles.append(_profile(name, address, str(entry.get("title") or "").strip()))
        except (KeyError, TypeError, AttributeError, ValueError):
            problems.append("profiles")
    proxy = _text(data.get("proxy"), problems, "proxy")
    try:
        proxy = normalise_proxy(proxy)
    except ValueError:
        problems.append("proxy")
        proxy = ""
    limit = data.get("cache_limit_mb")
    if limit is not None and (isinstance(limit, bool) or not isinstance(limit, int | float) or not 1 <= limit <= 1e7):
        problems.append("cache_limit_mb")
        limit = None
    updates = data.get("updates", {})
    if not isinstance(updates, Mapping):
        problems.append("updates")
        updates = {}
    enabled = updates.get("enabled")
    address = _text(updates.get("address"), problems, "updates")
    if address and urlsplit(address).scheme != "https":
        problems.append("updates")
        address = ""
    features = data.get("disabled_features", [])
    disabled = frozenset(f for f in features if isinstance(f, str)) & FEATURES if isinstance(features, list) else None
    if disabled is None or not all(isinstance(f, str) and f in FEATURES for f in features):
        problems.append("disabled_features")
    return Policy(
        tuple(profiles),
        proxy,
        None if limit is None else int(limit * MB),
        enabled if isinstance(enabled, bool) else None,
        address,
        disabled or frozenset(),
        tuple(dict.fromkeys(problems)),
    )


def _profile(name: str, address: str, title: str) -> Profile:
    if not name or len(name) > 100 or not name.isprintable():
        raise ValueError(name)
    known = next((p for p in READY_MADE if p.name == name), None)
    if known is not None:
        return Profile.from_json({**known.to_json(), "address": address, "title": title or known.title})
    return Profile(name, title or name, address)


def _text(value: object, problems: list[str], name: str) -> str:
    if value is None or isinstance(value, str):
        return (value or "").strip()
    problems.append(name)
    return ""
