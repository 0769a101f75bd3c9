"""The proxy of a catalogue, as it is written in its settings and in ``BCDC_PROXY``."""

from __future__ import annotations

import re
from urllib.parse import urlsplit, urlunsplit

from bcdc_desktop.translation import tr

DIRECT = "direct"
"""No proxy at all. An empty text means that of the system."""
SYSTEM = "system"
"""The system's, in a policy: there an empty text lets users choose."""
SCRIPT = "pac+"
"""Before the address of a script (PAC) that names the proxy of each address."""
_PORT = 8080


class ProxyProblem(ValueError):
    """A text that names no proxy; the message says what to write instead."""


def normalise_proxy(text: str, *, may_sign_in: bool = False) -> str:
    """Return a proxy as it is stored: empty (the system's), ``direct``, ``http://host:port``, or ``pac+`` and the
    address of a script.

    Args:
        may_sign_in: whether it may hold a user name and a password, as in ``BCDC_PROXY``; settings never do.

    Raises:
        ProxyProblem: it names none.
    """
    text = text.strip()
    if not text or text.lower() == SYSTEM:
        return ""
    if text.lower() in (DIRECT, "none"):
        return DIRECT
    script = text.lower().startswith(SCRIPT)
    address = text[len(SCRIPT) :] if script else text
    if "://" not in address:
        address = f"http://{address}"
    try:
        parts = urlsplit(address)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        raise _unusable() from None
    if parts.scheme not in ("http", "https") or not re.fullmatch(r"[A-Za-z0-9._:-]+", host):
        raise _unusable()
    if "@" in parts.netloc and not (may_sign_in and not script):
        raise ProxyProblem(
            tr("Leave the user name and password out of the proxy address. Settings are stored as text.")
        )
    if script or parts.path.lower().endswith(".pac"):
        return SCRIPT + urlunsplit((parts.scheme, parts.netloc, parts.path, parts.query, ""))
    if parts.path not in ("", "/") or parts.query:
        raise _unusable()
    netloc = parts.netloc if port is not None else f"{parts.netloc.rstrip(':')}:{_PORT}"
    return f"{parts.scheme}://{netloc}"


def _unusable() -> ProxyProblem:
    return ProxyProblem(
        tr("This isn't a proxy address. Enter one such as http://proxy.example.com:8080, or “direct” for no proxy.")
    )
