"""The policy: what the administrators of a computer set, which its users cannot change."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from .profile import MB, READY_MADE, Profile, normalise_address
from .proxy import SYSTEM, normalise_proxy

ADD_PROFILES, PRACTICE, UPDATES = "add_profiles", "practice", "updates"
FEATURES = frozenset({ADD_PROFILES, PRACTICE, UPDATES})
"""What may be disabled: catalogues of one's own, the practice catalogue, looking for new versions."""
KEYS = frozenset({"profiles", "proxy", "cache_limit_mb", "updates", "disabled_features"})
_MOST = 50  # profiles
_USUAL_LIMIT = 500 * MB  # of the cache, where the one that was set cannot be read


@dataclass(frozen=True)
class Policy:
    """What is set; what is not is empty or None. ``cache_limit`` is in bytes for each catalogue. ``problems`` says what
    could not be read: the rest counts, and what cannot be read locks what it may have been there to lock."""

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


def locked(*problems: str) -> Policy:
    """Return the policy where none can be read although there is one: users have nothing that may be forbidden."""
    return Policy(proxy=SYSTEM, updates_enabled=False, disabled_features=FEATURES, problems=problems)


def parse_policy(data: Mapping[str, Any]) -> Policy:
    """Return the policy in a document; what is wrong in it is told in ``problems``, and never leaves open what it may
    have been there to lock: a proxy is then the system's, no version is looked for, and each feature is disabled."""
    problems = [str(key)[:60] for key in data if key not in KEYS and not str(key).startswith("Payload")]
    profiles = _profiles(data.get("profiles", []), problems)
    enabled, address = _updates(data.get("updates"), problems)
    return Policy(
        tuple(profiles),
        _proxy(data.get("proxy"), problems),
        _limit(data.get("cache_limit_mb"), problems),
        enabled,
        address,
        _features(data.get("disabled_features"), problems),
        tuple(dict.fromkeys(problems)),
    )


def _profiles(entries: object, problems: list[str]) -> list[Profile]:
    found: dict[str, Profile] = {}
    rows: list[Any] = entries if isinstance(entries, list) else [None]
    if len(rows) > _MOST:
        problems.append("profiles")
    for entry in rows[:_MOST]:
        try:
            name, address = str(entry["name"]).strip(), normalise_address(str(entry["url"]))
            profile = _profile(name, address, str(entry.get("title") or "").strip())
        except (KeyError, TypeError, AttributeError, ValueError):
            problems.append("profiles")
            continue
        if found.setdefault(name, profile) != profile:
            problems.append("profiles")
    return list(found.values())


def _profile(name: str, address: str, title: str) -> Profile:
    if not name or len(name) > 100 or not name.isprintable():
        raise ValueError(name)
    known = next((p for p in READY_MADE if p.name == name), None)
    if known is not None:
        return Profile.from_json({**known.to_json(), "address": address, "title": title or known.title})
    return Profile(name, title or name, address)


def _proxy(value: object, problems: list[str]) -> str:
    if value is None or value == "":
        return ""
    try:
        if isinstance(value, str):
            return normalise_proxy(value) or SYSTEM
    except ValueError:
        pass
    problems.append("proxy")
    return SYSTEM


def _limit(value: object, problems: list[str]) -> int | None:
    if value is None:
        return None
    if isinstance(value, str) and value.strip().isdecimal() and len(value) < 12:  # of the registry, by a script
        value = int(value)
    if isinstance(value, bool) or not isinstance(value, int | float) or not 1 <= value <= 1e7:
        problems.append("cache_limit_mb")
        return _USUAL_LIMIT
    return int(value * MB)


def _updates(value: object, problems: list[str]) -> tuple[bool | None, str]:
    """Return whether to look for versions (None: as users decide), and where."""
    if value is None:
        return None, ""
    if isinstance(value, Mapping) and value.keys() <= {"enabled", "address"}:
        enabled, address = value.get("enabled"), value.get("address")
        address = "" if address is None else address
        is_switch = enabled is None or (isinstance(enabled, int) and enabled in (0, 1))
        if is_switch and isinstance(address, str) and (not address.strip() or _is_https(address.strip())):
            return None if enabled is None else bool(enabled), address.strip()
    problems.append("updates")
    return False, ""


def _features(value: object, problems: list[str]) -> frozenset[str]:
    if value is None:
        return frozenset()
    words = {re.sub(r"[\s-]+", "_", str(word).strip().lower()) for word in value} if isinstance(value, list) else {""}
    if words <= FEATURES:
        return frozenset(words)
    problems.append("disabled_features")
    return FEATURES  # a word that is unknown may be a known one, spelled otherwise


def _is_https(address: str) -> bool:
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    return parts.scheme == "https" and bool(parts.hostname)
