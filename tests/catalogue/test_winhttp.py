"""What Windows tells of proxies, by a library that answers as WinHTTP does."""

from __future__ import annotations

import ctypes
from typing import Any

import pytest

from bcdc_desktop.catalogue.winhttp import WinHttp, named

URL = "https://catalogue.office.invalid/"
DETECT, SCRIPT = 1, 2


class UserConfig(ctypes.Structure):
    """WINHTTP_CURRENT_USER_IE_PROXY_CONFIG"""

    _fields_ = (
        ("auto_detect", ctypes.c_int),
        ("script", ctypes.c_void_p),
        ("proxy", ctypes.c_void_p),
        ("bypass", ctypes.c_void_p),
    )


class Options(ctypes.Structure):
    """WINHTTP_AUTOPROXY_OPTIONS"""

    _fields_ = (("flags", ctypes.c_uint32), ("detect", ctypes.c_uint32), ("script", ctypes.c_wchar_p))


class Info(ctypes.Structure):
    """WINHTTP_PROXY_INFO"""

    _fields_ = (("access", ctypes.c_uint32), ("proxy", ctypes.c_void_p), ("bypass", ctypes.c_void_p))


class Windows:
    """The functions of WinHTTP and of the kernel, with settings of a user and what each way of finding proxies says:
    a list of proxies, an empty text for a direct connection, None where it fails."""

    def __init__(
        self, *, detect: bool = False, script: str = "", proxy: str = "", answers: dict[int, str | None] | None = None
    ) -> None:
        self._detect, self._script, self._proxy, self._answers = detect, script, proxy, answers or {}
        self._texts: dict[int, ctypes.Array[ctypes.c_wchar]] = {}
        self.asked: list[tuple[int, str | None]] = []
        self.handles = 0

    @property
    def leaked(self) -> int:
        return len(self._texts) + self.handles

    def _text(self, text: str) -> int | None:
        if not text:
            return None
        made = ctypes.create_unicode_buffer(text)
        self._texts[ctypes.addressof(made)] = made
        return ctypes.addressof(made)

    def GlobalFree(self, pointer: int) -> None:
        del self._texts[pointer]

    def WinHttpGetIEProxyConfigForCurrentUser(self, config: Any) -> int:
        found = ctypes.cast(config, ctypes.POINTER(UserConfig)).contents
        found.auto_detect, found.script = int(self._detect), self._text(self._script)
        found.proxy, found.bypass = self._text(self._proxy), self._text("<local>")
        return 1

    def WinHttpOpen(self, *_arguments: object) -> int:
        self.handles += 1
        return 7

    def WinHttpCloseHandle(self, _handle: int) -> None:
        self.handles -= 1

    def WinHttpGetProxyForUrl(self, _handle: int, url: str, options: Any, info: Any) -> int:
        asked = ctypes.cast(options, ctypes.POINTER(Options)).contents
        self.asked.append((asked.flags, asked.script))
        answer = self._answers.get(asked.flags)
        if answer is None:
            return 0
        found = ctypes.cast(info, ctypes.POINTER(Info)).contents
        found.access, found.proxy = 3 if answer else 1, self._text(answer)
        return 1


@pytest.mark.parametrize(
    ("windows", "found"),
    [
        (Windows(), [""]),
        (Windows(proxy="fixed:8080"), ["http://fixed:8080"]),
        (Windows(script="http://wpad/x.pac", proxy="fixed:8080", answers={SCRIPT: "a:1;b:2"}), ["http://a:1", "http://b:2"]),
        (Windows(script="http://wpad/x.pac", proxy="fixed:8080", answers={SCRIPT: ""}), [""]),
        (Windows(script="http://wpad/x.pac", proxy="fixed:8080"), ["http://fixed:8080"]),
        (Windows(script="http://wpad/x.pac"), [""]),
        (Windows(detect=True, proxy="fixed:8080", answers={DETECT: "a:1"}), ["http://a:1"]),
        (Windows(detect=True, proxy="fixed:8080"), ["http://fixed:8080"]),
        (Windows(detect=True, script="http://wpad/x.pac", answers={DETECT: "a:1"}), ["http://a:1"]),
    ],
    ids=["nothing set", "fixed", "by a script", "direct by a script", "a script that fails, then fixed",
         "a script that fails", "detected", "none detected, then fixed", "a script that fails, then detected"],
)  # fmt: skip
def test_a_script_comes_before_the_fixed_proxy_which_counts_where_it_fails(windows: Windows, found: list[str]) -> None:
    assert WinHttp(windows, windows).proxies_for(URL) == found
    assert windows.leaked == 0, "each text of Windows is freed, and each handle closed"


def test_a_script_that_is_set_here_is_asked_alone() -> None:
    windows = Windows(proxy="fixed:8080", answers={SCRIPT: "a:1"})
    assert WinHttp(windows, windows).proxies_by_script(URL, "http://wpad/ours.pac") == ["http://a:1"]
    assert windows.asked == [(SCRIPT, "http://wpad/ours.pac")]
    assert windows.leaked == 0


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", []), ("a:1", ["http://a:1"]), ("a:1;b:2", ["http://a:1", "http://b:2"]), ("http://a:1", ["http://a:1"]),
        ("http=a:1;https=b:2", ["http://b:2"]), ("http=a:1", []), ("socks=a:1", []), ("a:1 b:2", ["http://a:1", "http://b:2"]),
        ("[2001:db8::1]:3128", ["http://[2001:db8::1]:3128"]), ("HTTPS=https://a:443", ["https://a:443"]),
    ],
)  # fmt: skip
def test_a_list_of_proxies_is_read_as_windows_writes_it(text: str, found: list[str]) -> None:
    assert named(text, URL) == found
