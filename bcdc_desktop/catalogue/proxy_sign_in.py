"""Signing in to a proxy that asks for it (407) before it opens a tunnel to the catalogue.

With the sign-in of this computer (Negotiate, NTLM), through what the system has for that: SSPI on Windows, Kerberos
elsewhere where it is installed. With a user name and password, where the proxy's address holds them (``BCDC_PROXY``,
``HTTPS_PROXY``): by Negotiate and NTLM, Digest, or Basic, in that order. What a proxy refused once is not sent again,
as a few wrong passwords lock an account.
"""

from __future__ import annotations

import base64
import binascii
import contextlib
import hashlib
import logging
import secrets
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from http.client import HTTPException, HTTPResponse
from typing import TYPE_CHECKING, Any, Protocol

from requests.utils import parse_dict_header

if TYPE_CHECKING:
    from urllib3.connection import HTTPConnection

_log = logging.getLogger(__name__)
_LEGS = 6  # requests until a proxy has to be content
_BODY = 1 << 20  # bytes of a page that a proxy sends with its refusal
_HEADER = "Proxy-Authorization"
_refused: set[tuple[str, str]] = set()  # proxies, and the credentials that they refused
_guard = threading.Lock()


class ProxySignInRequired(OSError):
    """A proxy wants a sign-in that we have not.

    Attributes:
        proxy: its host and port.
        schemes: the ways to sign in that it offers.
        refused: whether it refused the user name and password, or this computer's sign-in.
    """

    def __init__(self, proxy: str, schemes: Sequence[str], *, refused: bool) -> None:
        super().__init__(f"the proxy {proxy} requires a sign-in ({', '.join(schemes)})")
        self.proxy, self.schemes, self.refused = proxy, tuple(schemes), refused


class ReconnectToProxy(Exception):
    """The proxy closed the connection after it asked; the sign-in goes on over another."""


class _Scheme(Protocol):
    def answer(self, challenge: str) -> str | None:
        """Return what to send in the header; None where nothing more can be said."""


@dataclass
class _Basic:
    user: str
    password: str
    said: bool = False

    def answer(self, challenge: str) -> str | None:
        if self.said:
            return None
        self.said = True
        return "Basic " + base64.b64encode(f"{self.user}:{self.password}".encode()).decode("ascii")


@dataclass
class _Digest:
    user: str
    password: str
    place: str
    said: bool = False

    def answer(self, challenge: str) -> str | None:
        if self.said:
            return None
        self.said = True
        asked = parse_dict_header(challenge.partition(" ")[2])  # type: ignore[no-untyped-call]
        algorithm = str(asked.get("algorithm") or "MD5").upper()
        hashed = {"MD5": _md5, "SHA-256": _sha256}.get(algorithm)
        if hashed is None or "realm" not in asked or "nonce" not in asked:
            return None
        realm, nonce, cnonce = asked["realm"], asked["nonce"], secrets.token_hex(16)
        who, what = hashed(f"{self.user}:{realm}:{self.password}"), hashed(f"CONNECT:{self.place}")
        fields = {"username": self.user, "realm": realm, "nonce": nonce, "uri": self.place}
        if "auth" in [q.strip() for q in str(asked.get("qop") or "").split(",")]:
            fields["response"] = hashed(f"{who}:{nonce}:00000001:{cnonce}:auth:{what}")
            plain = {"qop": "auth", "nc": "00000001", "algorithm": algorithm}
            fields["cnonce"] = cnonce
        else:
            fields["response"] = hashed(f"{who}:{nonce}:{what}")
            plain = {"algorithm": algorithm}
        if "opaque" in asked:
            fields["opaque"] = asked["opaque"]
        quoted = [f'{k}="{_quoted(str(v))}"' for k, v in fields.items()]
        return "Digest " + ", ".join([*quoted, *(f"{k}={v}" for k, v in plain.items())])


class _Spnego:
    """Negotiate or NTLM, with the sign-in of this computer or a password."""

    def __init__(self, scheme: str, host: str, user: str | None, password: str | None) -> None:
        import spnego  # who has no such proxy need not wait for it

        self._scheme = scheme
        protocol = "negotiate" if scheme.lower() == "negotiate" else "ntlm"
        self._context: Any = spnego.client(user, password, hostname=host, service="HTTP", protocol=protocol)
        self._begun = False

    def answer(self, challenge: str) -> str | None:
        token = challenge.partition(" ")[2].strip()
        if self._begun and not token:
            return None
        try:
            given = base64.b64decode(token, validate=True) if token else None
        except binascii.Error:
            return None
        self._begun = True
        said = self._context.step(given)
        return f"{self._scheme} {base64.b64encode(said).decode('ascii')}" if said else None


class ProxySignIn:
    """One sign-in to a proxy, over one connection or more, until a tunnel is open or it is refused."""

    def __init__(self, proxy: str, place: str, headers: Mapping[str, str]) -> None:
        """Begin.

        Args:
            proxy: host and port of the proxy.
            place: host and port that the tunnel leads to.
            headers: as the tunnel is asked for with them; a user name and password in them are not sent until the
                proxy has said in which ways they may be.
        """
        self.proxy, self.place = proxy, place
        given = next((v for k, v in headers.items() if k.lower() == _HEADER.lower()), "")
        self.headers = {k: v for k, v in headers.items() if k.lower() != _HEADER.lower()}
        self.user, self._password = _decoded(given)
        self._scheme: _Scheme | None = None
        self._name = ""
        self._legs = 0

    def answer(self, challenges: Sequence[str]) -> str:
        """Return the header's value for the next request.

        Raises:
            ProxySignInRequired: there is nothing that the proxy takes.
        """
        schemes = [c.split(None, 1)[0] for c in challenges if c.strip()]
        key = self.proxy, f"{self.user}:{hash(self._password)}"
        self._legs += 1
        with _guard:
            known = key in _refused
        if self._scheme is None and not known:
            self._scheme, self._name = self._begin(challenges)
        if self._scheme is not None and not known and self._legs <= _LEGS:
            challenge = next((c for c in challenges if c.lower().startswith(self._name.lower())), "")
            said = None
            with contextlib.suppress(Exception):  # each library of the system has its own
                said = self._scheme.answer(challenge)
            if said is not None:
                return said
        if self._scheme is not None:
            with _guard:
                _refused.add(key)
        raise ProxySignInRequired(self.proxy, schemes, refused=self._scheme is not None or known)

    def _begin(self, challenges: Sequence[str]) -> tuple[_Scheme | None, str]:
        offered = {c.split(None, 1)[0].lower(): c for c in challenges if c.strip()}
        host = self.proxy.rpartition(":")[0].strip("[]")
        for name in ("Negotiate", "NTLM"):
            if name.lower() in offered:
                try:
                    return _Spnego(name, host, self.user or None, self._password or None), name
                except Exception as error:  # noqa: BLE001 - the system has no such sign-in, in the words of its library
                    _log.info("no %s sign-in for a proxy: %s", name, type(error).__name__)
        if self.user and "digest" in offered:
            return _Digest(self.user, self._password, self.place), "Digest"
        if self.user and "basic" in offered:
            return _Basic(self.user, self._password), "Basic"
        return None, ""


def forget_refusals() -> None:
    """Forget which credentials were refused: others may be in force in another network."""
    with _guard:
        _refused.clear()


def open_tunnel(connection: HTTPConnection, sign_in: ProxySignIn, pending: list[str]) -> None:
    """Ask the proxy behind a new connection for a tunnel, and sign in where it asks for that.

    Args:
        pending: the answer that is to be sent first, of a sign-in that goes on over a new connection; it is taken out.

    Raises:
        ProxySignInRequired: the proxy wants a sign-in that we have not.
        ReconnectToProxy: it closed the connection; ``pending`` has what is to be sent over the next one.
        OSError: it refuses the tunnel.
    """
    authorization = pending.pop() if pending else ""
    while True:
        headers = {"Host": sign_in.place, "Proxy-Connection": "keep-alive", **sign_in.headers}
        if authorization:
            headers[_HEADER] = authorization
        lines = [f"CONNECT {sign_in.place} HTTP/1.1", *(f"{k}: {v}" for k, v in headers.items()), "", ""]
        connection.send("\r\n".join(lines).encode("latin-1"))
        response = HTTPResponse(connection.sock, method="CONNECT")
        try:
            response.begin()
            if response.status == 200:
                return
            if response.status != 407:
                raise OSError(f"Tunnel connection failed: {response.status} {response.reason}")
            challenges = response.headers.get_all("Proxy-Authenticate") or []
            authorization = sign_in.answer(challenges)
            closes = response.will_close or "close" in response.headers.get("Proxy-Connection", "").lower()
            if not closes:
                response.read(_BODY)
                closes = not response.isclosed()
            if closes:
                pending.append(authorization)
                raise ReconnectToProxy
        except HTTPException as error:
            raise OSError(f"the proxy sent no answer: {type(error).__name__}") from error
        finally:
            response.close()


def _decoded(header: str) -> tuple[str, str]:
    """Return user name and password of a Basic header."""
    kind, _, text = header.partition(" ")
    if kind.lower() != "basic":
        return "", ""
    try:
        user, _, password = base64.b64decode(text).decode("utf-8", "replace").partition(":")
    except (binascii.Error, ValueError):
        return "", ""
    return user, password


def _md5(text: str) -> str:
    return hashlib.md5(text.encode(), usedforsecurity=False).hexdigest()


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _quoted(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"')
