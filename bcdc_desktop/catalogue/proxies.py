"""Which proxy an address is asked through.

Never one for this computer itself. Otherwise the first of these that is set: the policy of the administrators, the
catalogue's own setting, ``BCDC_PROXY``, the environment's (``HTTPS_PROXY``, ``NO_PROXY``; on Windows and macOS the
system's fixed proxy), and what the system finds by a script (PAC): on Windows WinHTTP, elsewhere what the window
installed (``use_system``).
"""

from __future__ import annotations

import ipaddress
import logging
import os
import re
import sys
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import urlsplit
from urllib.request import getproxies, getproxies_environment

from requests.utils import select_proxy, should_bypass_proxies

from bcdc_desktop.domain.proxy import DIRECT, SCRIPT, SYSTEM, ProxyProblem, normalise_proxy

if TYPE_CHECKING:
    from .winhttp import WinHttp

VARIABLE = "BCDC_PROXY"
Candidates = list[str]
"""Proxies to try in their order: ``http://host:port``; empty for a direct connection."""
_FRESH = 600.0  # seconds that an answer about an address counts
_SCRIPT_FRESH = 1800.0  # seconds that a script counts, and
_SCRIPT_ABSENT = 60.0  # that its absence does
_SCRIPT_BYTES = 1_000_000
_OUT_OF_ORDER = 300.0  # seconds that a proxy is not asked which could not be reached
_WITH_PORT = re.compile(r"([^:]*|\[[^]]*\]):\d+")  # a host or an address of IPv6 in brackets, and a port
_log = logging.getLogger(__name__)


@dataclass
class _State:
    policy: str = ""
    system: Callable[[str], Candidates] | None = None
    generation: int = 0
    answers: dict[tuple[str, str], tuple[float, Candidates]] = field(default_factory=dict)
    scripts: dict[str, tuple[float, str]] = field(default_factory=dict)
    out_of_order: dict[str, float] = field(default_factory=dict)


_state = _State()
_lock = threading.Lock()
_script_lock = threading.Lock()  # each script is fetched once


def use_policy(proxy: str) -> None:
    """Ask everything through the proxy that administrators set; empty where they set none, ``system`` where it is the
    system's, whatever users set."""
    _state.policy = proxy
    forget()


def use_system(resolver: Callable[[str], Candidates] | None) -> None:
    """Have a function tell what the system knows of an address: it may ask the network, and is called by workers."""
    _state.system = resolver
    forget()


def forget() -> None:
    """Forget what was found out: the network is another."""
    with _lock:
        _state.generation += 1
        _state.answers.clear()
        _state.scripts.clear()
        _state.out_of_order.clear()


def generation() -> int:
    """Return a number that is another after the network has changed."""
    return _state.generation


def candidates(url: str, setting: str = "") -> Candidates:
    """Return the proxies for an address, the one to try first at the beginning; never empty.

    Args:
        setting: of the catalogue, as in its profile.
    """
    host = _host(url)
    if not host or is_loopback(host):
        return [""]
    chosen = _state.policy or setting or _variable()
    if chosen == SYSTEM:
        chosen = ""
    key = (chosen, f"{urlsplit(url).scheme}://{urlsplit(url).netloc.rpartition('@')[2]}/")
    with _lock:
        held = _state.answers.get(key)
        generation = _state.generation
    if held is None or time.monotonic() - held[0] >= _FRESH:
        held = (time.monotonic(), _find(key[1], chosen) or [""])
        with _lock:
            if generation == _state.generation:
                _state.answers[key] = held
    return _usable(held[1])


def note_unreachable(proxy: str) -> None:
    """Note that a proxy could not be reached: another that was named for the address is tried first for a while."""
    with _lock:
        _state.out_of_order[proxy] = time.monotonic() + _OUT_OF_ORDER


def is_loopback(host: str) -> bool:
    """Return whether a host is this computer."""
    name = host.strip("[]").rstrip(".").lower()
    if name == "localhost" or name.endswith(".localhost"):
        return True
    if name == "localhost.localdomain":
        return True
    try:
        address = ipaddress.ip_address(name.partition("%")[0])
    except ValueError:
        return False
    mapped = getattr(address, "ipv4_mapped", None) or address
    return bool(mapped.is_loopback or mapped.is_unspecified)


def parsed(answer: str) -> Candidates:
    """Return the proxies that a script's answer names: ``PROXY a:8080; HTTPS b:443; DIRECT``. SOCKS is passed over."""
    found: Candidates = []
    for entry in answer.split(";"):
        kind, _, place = entry.strip().partition(" ")
        match kind.upper():
            case "DIRECT":
                found.append("")
            case "PROXY" | "HTTP":
                found += _address("http", place)
            case "HTTPS":
                found += _address("https", place)
    return found


def _address(scheme: str, place: str) -> Candidates:
    try:
        return [normalise_proxy(f"{scheme}://{place.strip()}")]
    except ProxyProblem:
        return []


def _find(url: str, chosen: str) -> Candidates:
    if chosen == DIRECT:
        return [""]
    if chosen.startswith(SCRIPT):
        return _by_script(url, chosen.removeprefix(SCRIPT))
    if chosen:
        return [""] if _is_excepted(url) and not _state.policy else [chosen]
    if _is_excepted(url):
        return [""]
    # on Windows the system's fixed proxy comes after its scripts, as in browsers: WinHTTP is asked for both
    fixed = select_proxy(url, getproxies_environment() if sys.platform == "win32" else getproxies())
    if fixed:
        return [fixed if "://" in fixed else f"http://{fixed}"]
    try:
        return _of_system(url)
    except Exception as error:  # noqa: BLE001 - whatever the system's library raises, the connection is tried
        _log.info("the system does not tell a proxy: %s", type(error).__name__)
        return [""]


def _is_excepted(url: str) -> bool:
    """Return whether NO_PROXY, or what Windows and macOS have for it, names the address: a host, a domain or
    ``*.domain``, each maybe with a port, a network (``10.0.0.0/8``), or ``*`` for all."""
    if should_bypass_proxies(url, no_proxy=None):
        return True
    parts = urlsplit(url)
    host, port = _host(url).rstrip("."), parts.port or {"https": 443, "http": 80}.get(parts.scheme, 0)
    entries = (os.environ.get("no_proxy") or os.environ.get("NO_PROXY") or "").lower().split(",")
    for entry in (e.strip() for e in entries):
        name, _, wanted = entry.rpartition(":") if _WITH_PORT.fullmatch(entry) else (entry, "", "")
        if not name or (wanted and wanted != str(port)):
            continue
        domain = name.removeprefix("*").removeprefix(".")
        if name == "*" or host == domain or host.endswith(f".{domain}") or _is_in_network(host, name):
            return True
    return False


def _is_in_network(host: str, network: str) -> bool:
    try:
        return ipaddress.ip_address(host) in ipaddress.ip_network(network.strip("[]"), strict=False)
    except ValueError:
        return False


def _of_system(url: str) -> Candidates:
    if sys.platform == "win32":
        return _winhttp().proxies_for(url)
    if _state.system is not None:
        return _state.system(url)
    return _by_preferences(url)


def _winhttp() -> WinHttp:
    from .winhttp import WinHttp

    return WinHttp()


def _by_preferences(url: str) -> Candidates:
    """Ask what the desktop is set to, where no window does: on macOS its script, nothing elsewhere."""
    if sys.platform == "darwin":
        from pypac.os_settings import autoconfig_url_from_preferences

        script = autoconfig_url_from_preferences()
        return _by_script(url, script) if script else [""]
    return [""]


def _by_script(url: str, script: str) -> Candidates:
    """Return what a PAC script says of an address; a direct connection where there is none, as browsers do."""
    if sys.platform == "win32":
        return _winhttp().proxies_by_script(url, script)
    with _script_lock:
        text = _script(script)
    if not text:
        return [""]
    from .proxy_script import ScriptFailed, run  # few networks have a script

    try:
        return parsed(run(text, url, _host(url)))
    except ScriptFailed as error:
        _log.info("the proxy script failed: %s", error)
        return [""]


def _script(address: str) -> str:
    held = _state.scripts.get(address)
    now = time.monotonic()
    if held is not None and now - held[0] < (_SCRIPT_FRESH if held[1] else _SCRIPT_ABSENT):
        return held[1]
    from .http import fetch_small  # which asks here for a proxy

    try:
        text = fetch_small(address, _SCRIPT_BYTES).decode("utf-8", "replace")
    except (OSError, ValueError) as error:
        _log.info("the proxy script cannot be read: %s", type(error).__name__)
        text = ""
    _state.scripts[address] = (now, text)
    return text


def _usable(found: Sequence[str]) -> Candidates:
    """Put proxies at the end that could not be reached a moment ago."""
    now = time.monotonic()
    with _lock:
        broken = {proxy for proxy, until in _state.out_of_order.items() if until > now}
    return sorted(found, key=lambda proxy: proxy in broken)


def _variable() -> str:
    try:
        return normalise_proxy(os.environ.get(VARIABLE, ""), may_sign_in=True)
    except ProxyProblem:
        return os.environ[VARIABLE].strip()  # a request says what is wrong with it


def _host(url: str) -> str:
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""


def redacted(text: str) -> str:
    """Return a text without passwords of proxies in it."""
    return re.sub(r"//[^/@\s]{1,300}@", "//", text)
