"""Safe file names: what of a name from a server may be used on this computer's disk."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from urllib.parse import unquote, urlsplit

from slugify import slugify

_MOST_BYTES = 150  # of a name in UTF-8; most disks take 255, and endings such as “.part” come on top
_SUFFIX = re.compile(r"\.[A-Za-z0-9]{1,10}\Z")
_NOT_ON_WINDOWS = frozenset('<>:"|?*')
_DEVICES = frozenset(
    {"CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$", *(f"{d}{n}" for d in ("COM", "LPT") for n in "0123456789¹²³")}
)
_MOST_PART = 60  # characters of a part of one of our own names


def safe_file_name(name: str, fallback: str = "file") -> str:
    """Return a name that any disk takes and that stays in its folder, as like to ``name`` as it can be.

    Of a path only the last part is taken. The result has no separators, no control, format or surrogate characters,
    none that Windows refuses, no dot or blank at its ends, is no device's name and has at most 150 bytes in UTF-8; a
    short ending is kept.

    Args:
        fallback: returned where nothing is left of the name.
    """
    last = re.split(r"[/\\]", name)[-1]
    kept = "".join("_" if c in _NOT_ON_WINDOWS else c for c in last if not _invisible(c))
    kept = _cut(kept.strip(". \u00a0"))
    if kept.split(".", 1)[0].rstrip().upper() in _DEVICES:
        kept = f"_{kept}"
    return kept or fallback


def name_in_url(url: str) -> str:
    """Return the file's name at the end of an address, decoded once, as ``safe_file_name`` makes it; empty where there
    is none: ``…/download/caseloads%202024.csv`` is ``caseloads 2024.csv``."""
    try:
        path = urlsplit(url).path
    except ValueError:
        return ""
    return safe_file_name(unquote(path.rsplit("/", 1)[-1]), "")


def name_on_server(name: str) -> str | None:
    """Return what CKAN makes of a file's name when it stores the file (``munge_filename``), where little is left of it:
    ``日本語.csv`` is ``.csv``. None where most letters and digits stay."""
    stem = name[: -len(suffix)] if (suffix := safe_suffix(name)) else name
    plain = unicodedata.normalize("NFKD", stem)
    kept = re.sub(r"[^a-zA-Z0-9_. -]", "", plain).strip().replace(" ", "-")
    letters = sum(c.isalnum() for c in stem)
    return f"{kept}{suffix}" if 2 * sum(c.isalnum() for c in kept) < letters else None


def ascii_name(name: str) -> str:
    """Return a name in ASCII that is like a file's: ``東京 2024.csv`` is ``dong-jing-2024.csv``."""
    stem = name[: -len(suffix)] if (suffix := safe_suffix(name)) else name
    return (slugify(stem) or "table") + suffix


def safe_suffix(name: str) -> str:
    """Return the ending of a name with its dot, lower case, where it is 1 to 10 ASCII letters or digits; else ""."""
    found = _SUFFIX.search(name)
    return found.group().lower() if found else ""


def name_part(name: str) -> str:
    """Return a part of a file name that stands for any text: lower case letters, digits, hyphens and underscores, at
    most 60, other for other texts, the same on every system, and never with two hyphens in a row."""
    part = re.sub(r"[^a-z0-9-]|(?<=-)-|^-|-$", lambda m: f"_{ord(m.group()):x}_", name[: _MOST_PART + 1])
    if len(part) <= _MOST_PART:
        return part
    digest = hashlib.sha256(name.encode("utf-8", "surrogatepass")).hexdigest()[:24]
    return f"{part[:20].rstrip('-')}_sha_{digest}"


def _invisible(character: str) -> bool:
    category = unicodedata.category(character)
    return category.startswith("C") or category in ("Zl", "Zp")


def _cut(name: str) -> str:
    if len(name.encode()) <= _MOST_BYTES:
        return name
    suffix = safe_suffix(name)
    stem = name[: -len(suffix)] if suffix else name
    return stem.encode()[: _MOST_BYTES - len(suffix)].decode(errors="ignore").rstrip(". \u00a0") + suffix
