"""Where the policy is on each system: a file that only administrators write, group policy, a configuration profile."""

from __future__ import annotations

import ctypes
import errno
import importlib
import json
import logging
import os
import plistlib
import sys
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from bcdc_desktop.domain.policy import Policy, locked, parse_policy
from bcdc_desktop.file_operations import patiently_read

_log = logging.getLogger(__name__)
_BYTES = 1_000_000
_KEY = r"Software\Policies\BCDC Desktop"
_MAX_PATH, _COMMON_APPDATA = 260, 0x23
_FILE, _OWNER = 1, 1  # SE_OBJECT_TYPE, SECURITY_INFORMATION
_ADMINISTRATORS, _LOCAL_SYSTEM = 26, 22  # WELL_KNOWN_SID_TYPE
_FLATPAK = Path("/.flatpak-info")
_DOMAIN = "ca.bc.gov.data.bcdc-desktop.plist"


def policy_of_this_computer() -> Policy:
    """Return what the administrators set. What cannot be read is told in the log, and in ``Policy.problems``; a policy
    that is there and cannot be read at all locks what any could."""
    policy = policy_in(policy_files(), is_trusted=_is_of_administrators if sys.platform == "win32" else None)
    for problem in policy.problems:
        _log.info("the policy cannot be read: %s", problem)
    return policy


def policy_in(files: Iterable[Path], *, is_trusted: Callable[[Path], bool] | None = None) -> Policy:
    """Return what files and, on Windows, the registry set, the last one counting most.

    Args:
        is_trusted: whether a file is of those whose policy counts, where any user could have made it.
    """
    found: dict[str, Any] = {}
    problems: list[str] = []
    for path in files:
        try:
            part = patiently_read(lambda path=path: read_policy_file(path))  # type: ignore[misc]
            if is_trusted is not None and not is_trusted(path):
                raise PermissionError(errno.EPERM, "not made by an administrator")
            found |= part
        except FileNotFoundError:
            continue
        except (OSError, ValueError) as error:
            _log.info("the policy in %s cannot be read: %s", path, error)
            problems.append(path.name)
    if sys.platform == "win32":
        try:
            found |= of_values(_of_registry())
        except OSError as error:
            _log.info("the policy in the registry cannot be read: %s", error)
            problems.append(_KEY)
    policy = parse_policy(found)
    if not problems:
        return policy
    # what could be read counts where it locks as much; nothing is known of the rest
    closed = locked(*policy.problems, *problems)
    return replace(closed, profiles=policy.profiles, proxy=policy.proxy or closed.proxy, cache_limit=policy.cache_limit)


def policy_files(
    system: str = sys.platform, *, program_data: str = "", user: str = "", is_flatpak: bool = _FLATPAK.exists()
) -> list[Path]:
    """Return where policies may be, the one that counts most at the end.

    Args:
        program_data, user: of Windows and macOS, where they are others than the system tells. Not taken from variables
            of the environment, which users set.
    """
    match system:
        case "win32":
            return [Path(program_data or _program_data()) / "BCDC Desktop" / "policy.json"]
        case "darwin":
            managed, user = Path("/Library/Managed Preferences"), user or _user_name()
            own = [managed / user / _DOMAIN] if user and Path(user).name == user else []
            return [Path("/Library/Application Support/BCDC Desktop/policy.json"), managed / _DOMAIN, *own]
    etc = Path("/run/host/etc") if is_flatpak else Path("/etc")  # where a sandbox sees that of the computer
    return [etc / "bcdc-desktop" / "policy.json"]


def _user_name() -> str:
    import pwd

    try:
        return pwd.getpwuid(os.getuid()).pw_name
    except KeyError:
        return ""


def _program_data() -> str:
    """Return the folder for all users of Windows; the variable of that name is the user's to change."""
    windows: Any = ctypes
    folder = ctypes.create_unicode_buffer(_MAX_PATH)
    failed = windows.windll.shell32.SHGetFolderPathW(None, _COMMON_APPDATA, None, 0, folder)
    return folder.value if not failed and folder.value else r"C:\ProgramData"


def _is_of_administrators(path: Path) -> bool:
    """Return whether the owner of a file of Windows is an administrator or the system: in the folder for all users any
    of them may make another one."""
    windows: Any = ctypes
    security = windows.WinDLL("advapi32")
    kernel = windows.WinDLL("kernel32")
    owner, descriptor = ctypes.c_void_p(), ctypes.c_void_p()
    security.GetNamedSecurityInfoW.argtypes = [
        ctypes.c_wchar_p, ctypes.c_int, ctypes.c_uint32, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_void_p,
        ctypes.c_void_p, ctypes.c_void_p,
    ]  # fmt: skip
    security.IsWellKnownSid.argtypes = [ctypes.c_void_p, ctypes.c_int]
    kernel.LocalFree.argtypes = [ctypes.c_void_p]
    if security.GetNamedSecurityInfoW(
        str(path), _FILE, _OWNER, ctypes.byref(owner), None, None, None, ctypes.byref(descriptor)
    ):
        return False
    try:
        return any(security.IsWellKnownSid(owner, kind) for kind in (_ADMINISTRATORS, _LOCAL_SYSTEM))
    finally:
        kernel.LocalFree(descriptor)


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
    """Return the document that values of the registry mean: group policy has lists of lines, and no groups. What is of
    another type than it should be stays as it is, for ``parse_policy`` to tell."""
    given = {str(name).lower(): value for name, value in values.items()}  # as the registry compares names
    found: dict[str, Any] = {k: v for k, v in given.items() if k in ("proxy", "cache_limit_mb")}
    if "profiles" in given:
        lines = _lines(given["profiles"])
        pairs = [line.partition("=") for line in lines] if isinstance(lines, list) else None
        found["profiles"] = (
            lines if pairs is None else [{"name": name.strip(), "url": address.strip()} for name, _, address in pairs]
        )
    if "disabled_features" in given:
        found["disabled_features"] = _lines(given["disabled_features"])
    updates = {}
    if "updates_enabled" in given:
        updates["enabled"] = given["updates_enabled"]
    if "updates_address" in given:
        updates["address"] = given["updates_address"]
    return found | ({"updates": updates} if updates else {})


def _lines(value: Any) -> Any:
    """Return the lines of a value, also where a script wrote one text instead of a list of them."""
    if isinstance(value, str):
        value = value.splitlines()
    if not isinstance(value, list):
        return value
    return [line for line in value if not isinstance(line, str) or line.strip()]


def _of_registry() -> dict[str, Any]:
    """Return the values that group policy wrote, those of the computer before those of the user.

    Raises:
        OSError: they are there and cannot be read.
    """
    windows: Any = importlib.import_module("winreg")
    values: dict[str, Any] = {}
    for root in (windows.HKEY_CURRENT_USER, windows.HKEY_LOCAL_MACHINE):
        try:
            with windows.OpenKey(root, _KEY) as key:
                for number in range(windows.QueryInfoKey(key)[1]):
                    name, value, _ = windows.EnumValue(key, number)
                    values[name.lower()] = value
        except FileNotFoundError:
            continue
    return values
