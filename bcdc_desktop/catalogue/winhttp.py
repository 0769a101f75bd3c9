"""What Windows knows of proxies: fixed, found by themselves (WPAD), or named by a script (PAC). Through WinHTTP, which
runs scripts outside of this process and within a time limit, and signs in to a server of scripts."""

from __future__ import annotations

import ctypes
import re
from typing import Any

_NO_PROXY, _NAMED_PROXY = 1, 3
_AUTO_DETECT, _CONFIG_URL = 1, 2
_BY_DHCP_AND_DNS = 3


class _UserConfig(ctypes.Structure):
    _fields_ = (
        ("auto_detect", ctypes.c_int),
        ("script", ctypes.c_void_p),
        ("proxy", ctypes.c_void_p),
        ("bypass", ctypes.c_void_p),
    )


class _Options(ctypes.Structure):
    _fields_ = (
        ("flags", ctypes.c_uint32),
        ("detect", ctypes.c_uint32),
        ("script", ctypes.c_wchar_p),
        ("reserved", ctypes.c_void_p),
        ("reserved_too", ctypes.c_uint32),
        ("log_on", ctypes.c_int),
    )


class _Info(ctypes.Structure):
    _fields_ = (("access", ctypes.c_uint32), ("proxy", ctypes.c_void_p), ("bypass", ctypes.c_void_p))


class WinHttp:
    """Asks WinHTTP. For a worker: the answer may take seconds."""

    def __init__(self, library: Any = None, kernel: Any = None) -> None:
        """Open the library.

        Args:
            library, kernel: ``winhttp`` and ``kernel32``, where they are others than the system's.
        """
        windows: Any = ctypes
        self._library = library if library is not None else windows.WinDLL("winhttp", use_last_error=True)
        self._kernel = kernel if kernel is not None else windows.WinDLL("kernel32", use_last_error=True)
        if library is None:
            self._library.WinHttpOpen.restype = ctypes.c_void_p
            self._library.WinHttpOpen.argtypes = (
                ctypes.c_wchar_p, ctypes.c_uint32, ctypes.c_wchar_p, ctypes.c_wchar_p, ctypes.c_uint32,
            )  # fmt: skip
            self._library.WinHttpGetProxyForUrl.argtypes = (
                ctypes.c_void_p, ctypes.c_wchar_p, ctypes.POINTER(_Options), ctypes.POINTER(_Info),
            )  # fmt: skip
            self._library.WinHttpCloseHandle.argtypes = (ctypes.c_void_p,)
            self._kernel.GlobalFree.argtypes = (ctypes.c_void_p,)

    def proxies_for(self, url: str) -> list[str]:
        """Return the proxies for an address by the user's settings: by the script, else by the one that the network
        tells of, else the fixed one. An empty one is a direct connection."""
        config = _UserConfig()
        if not self._library.WinHttpGetIEProxyConfigForCurrentUser(ctypes.byref(config)):
            return [""]
        script, proxy = self._taken(config.script), self._taken(config.proxy)
        self._taken(config.bypass)  # urllib has looked at it
        if script and (found := self._ask(url, _CONFIG_URL, script)):
            return found
        if config.auto_detect and (found := self._ask(url, _AUTO_DETECT, None)):
            return found
        return named(proxy, url) or [""]

    def proxies_by_script(self, url: str, script: str) -> list[str]:
        """Return the proxies for an address by a script."""
        return self._ask(url, _CONFIG_URL, script) or [""]

    def _ask(self, url: str, flags: int, script: str | None) -> list[str]:
        handle = self._library.WinHttpOpen("BCDC Desktop", _NO_PROXY, None, None, 0)
        if not handle:
            return []
        try:
            options = _Options(flags, _BY_DHCP_AND_DNS if flags & _AUTO_DETECT else 0, script, None, 0, 1)
            info = _Info()
            if not self._library.WinHttpGetProxyForUrl(handle, url, ctypes.byref(options), ctypes.byref(info)):
                return []
            proxy = self._taken(info.proxy)
            self._taken(info.bypass)
            return named(proxy, url) if info.access == _NAMED_PROXY else [""]
        finally:
            self._library.WinHttpCloseHandle(handle)

    def _taken(self, pointer: int | None) -> str:
        """Return a text that Windows made for us, and free it."""
        if not pointer:
            return ""
        text = ctypes.wstring_at(pointer)
        self._kernel.GlobalFree(pointer)
        return text


def named(text: str, url: str) -> list[str]:
    """Return the proxies in a list as Windows writes it, for an address: ``a:8080;b:8080``, or by the scheme:
    ``http=a:8080;https=b:8080``."""
    scheme = url.partition(":")[0].lower()
    found = []
    for entry in filter(None, re.split(r"[;\s]+", text.strip())):
        kind, equals, place = entry.rpartition("=")
        if equals and kind.lower() != scheme:
            continue
        found.append(place if "://" in place else f"http://{place}")
    return found
