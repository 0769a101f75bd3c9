"""The program's version as each system writes it, so that a candidate such as 1.0.0rc1 comes before its release."""

from __future__ import annotations

from packaging.version import Version

_RELEASE = 99  # what follows the three numbers where there are numbers alone: 99 is the release itself
_BEFORE = {"a": 10, "b": 40, "rc": 70}
_MOST = 28  # of alphas, betas or candidates


def debian(text: str) -> str:
    """Return the version of a Debian package: a tilde sorts before everything, even the end."""
    version = _checked(text)
    if version.pre is None:
        return version.base_version
    kind, number = version.pre
    return f"{version.base_version}~{kind}{number}"


def windows_numbers(text: str) -> tuple[int, int, int, int]:
    """Return the four numbers of a file's version resource; the last tells candidates from the release."""
    version = _checked(text)
    return version.major, version.minor, version.micro, _stage(version)


def msi(text: str) -> str:
    """Return the version of an MSI: Windows Installer compares three numbers and no fourth.

    Raises `ValueError` where one is too large for it.
    """
    version = _checked(text)
    build = version.micro * 100 + _stage(version)
    if version.major > 255 or version.minor > 255 or build > 65535:
        raise ValueError(f"Windows Installer cannot hold the version {text}")
    return f"{version.major}.{version.minor}.{build}"


def apple(text: str) -> tuple[str, str]:
    """Return what macOS shows (three numbers) and what it compares (CFBundleVersion)."""
    version = _checked(text)
    base = f"{version.major}.{version.minor}.{version.micro}"
    return base, f"{version.major}.{version.minor}.{version.micro * 100 + _stage(version)}"


def _stage(version: Version) -> int:
    if version.pre is None:
        return _RELEASE
    kind, number = version.pre
    if number > _MOST:
        raise ValueError(f"{version} has a number over {_MOST} before its release")
    return _BEFORE[kind] + number


def _checked(text: str) -> Version:
    version = Version(text)
    if version.epoch or version.local or version.is_devrelease or version.is_postrelease or len(version.release) > 3:
        raise ValueError(f"{text} is no version that can be packaged: use 1.2.3, 1.2.3a1, 1.2.3b1 or 1.2.3rc1")
    return version
