"""The proxies that the system knows of, for networks with a script (PAC): Qt asks macOS and the desktop for them.

On Windows ``catalogue/winhttp.py`` asks, as it does for ``bcdc``.
"""

from __future__ import annotations

from PySide6.QtCore import QUrl
from PySide6.QtNetwork import QNetworkProxy, QNetworkProxyFactory, QNetworkProxyQuery

from bcdc_desktop.catalogue import proxies

_HTTP = (QNetworkProxy.ProxyType.HttpProxy, QNetworkProxy.ProxyType.HttpCachingProxy)


def install() -> None:
    """Have addresses asked through the proxies that the system names for them."""
    proxies.use_system(proxies_for)


def proxies_for(url: str) -> list[str]:
    """Return the proxies for an address, the first to try first; an empty one is a direct connection. For a worker: a
    script may have to be fetched."""
    found = QNetworkProxyFactory.systemProxyForQuery(QNetworkProxyQuery(QUrl(url)))
    return [place for proxy in found for place in _address(proxy)]


def _address(proxy: QNetworkProxy) -> list[str]:
    if proxy.type() in _HTTP and proxy.hostName():
        return [f"http://{proxy.hostName()}:{proxy.port()}"]
    return [""] if proxy.type() is QNetworkProxy.ProxyType.NoProxy else []
