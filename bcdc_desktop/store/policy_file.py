"""Where the policy is on each system: a file that only administrators write, group policy, a configuration profile."""

from __future__ import annotations

import json
import logging
import os
import plistlib
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from bcdc_desktop.domain.policy import Policy, parse_policy

_log = logging.getLogger(__name__)
_BYTES = 1_000_000
_KEY = r"Software\Policies\BCDC Desktop"
_DOMAIN = "ca.bc.gov.data.bcdc-desktop.plist"


def policy_of_this_computer() -> Policy:
    """Return what the administrators set; what cannot be read is told in the log, and in ``Policy.problems``."""
    found: dict[str, Any] = {}
    problems: list[str] = []
    for path in policy_files():
        try:
            found |= read_policy_file(path)
        except FileNotFoundError:
            continue
        except (OSError, ValueError) as error:
            _log.info("the policy in %s cannot be read: %s", path, error)
            problems.append(path.name)
    if sys.platform == "win32":
        found |= _of_registry()
    policy = parse_policy(found)
    if policy.problems or problems:
        policy = parse_policy(found)
        return Policy(**{**policy.__dict__, "problems": (*policy.problems, *problems)})
    return policy


def policy_files(system: str = sys.platform, environment: Mapping[str, str] | None = None) -> list[Path]:
    """Return where policies may be, the one that counts most at the end."""
    env = os.environ if environment is None else environment
    match system:
        case "win32":
            return [Path(env.get("PROGRAMDATA") or r"C:\ProgramData") / "BCDC Desktop" / "policy.json"]
        case "darwin":
            managed = Path("/Library/Managed Preferences")
            own = [managed / env["USER"] / _DOMAIN] if env.get("USER", "").isalnum() else []
            return [Path("/Library/Application Support/BCDC Desktop/policy.json"), managed / _DOMAIN, *own]
    return [Path("/etc/bcdc-desktop/policy.json")]


def read_policy_file(path: Path) -> dict[str, Any]:
    """Return what a file sets, JSON or a property list.

    Raises:
        OSError: it is not there or cannot be read.
        ValueError: it sets nothing that can be read.
    """
    with path.open("rb") as file:
        data = file.read(_BYTES + 1)
    if len(data) > _BYTES:
        raise ValueError("too large")
    try:
        found = plistlib.loads(data) if path.suffix == ".plist" else json.loads(data.decode("utf-8-sig"))
    except (plistlib.InvalidFileException, RecursionError) as error:
        raise ValueError("unreadable") from error
    if not isinstance(found, dict):
        raise ValueError("no settings")  # noqa: TRY004 - of the file
    return found


def of_values(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return the document that values of the registry mean: group policy has lists of lines, and no groups."""
    found: dict[str, Any] = {k: v for k, v in values.items() if k in ("proxy", "cache_limit_mb", "disabled_features")}
    if "profiles" in values:
        pairs = [line.partition("=") for line in values["profiles"] if "=" in line]
        found["profiles"] = [{"name": name.strip(), "url": address.strip()} for name, _, address in pairs]
    updates = {}
    if "updates_enabled" in values:
        updates["enabled"] = bool(values["updates_enabled"])
    if "updates_address" in values:
        updates["address"] = values["updates_address"]
    return found | ({"updates": updates} if updates else {})


def _of_registry() -> dict[str, Any]:
    import winreg

    values: dict[str, Any] = {}
    for root in (winreg.HKEY_CURRENT_USER, winreg.HKEY_LOCAL_MACHINE):  # type: ignore[attr-defined,unused-ignore]
        try:
            with winreg.OpenKey(root, _KEY) as key:  # type: ignore[attr-defined,unused-ignore]
                for number in range(winreg.QueryInfoKey(key)[1]):  # type: ignore[attr-defined,unused-ignore]
                    name, value, _ = winreg.EnumValue(key, number)  # type: ignore[attr-defined,unused-ignore]
                    values[name] = value
        except FileNotFoundError:
            continue
        except OSError as error:
            _log.info("the policy in the registry cannot be read: %s", error)
    return of_values(values)
