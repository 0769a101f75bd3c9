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
from urllib.request import parse_http_list

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
        asked = _asked(challenge)
        if self.said and str(asked.get("stale")).lower() != "true":  # then the password was right, and the nonce old
            return None
        self.said = True
        algorithm = str(asked.get("algorithm") or "MD5").upper()
        hashed = _HASHES.get(algorithm.removesuffix("-SESS"))
        if hashed is None or "realm" not in asked or "nonce" not in asked:
            return None
        realm, nonce, cnonce = asked["realm"], asked["nonce"], secrets.token_hex(16)
        who, what = hashed(f"{self.user}:{realm}:{self.password}"), hashed(f"CONNECT:{self.place}")
        if algorithm.endswith("-SESS"):
            who = hashed(f"{who}:{nonce}:{cnonce}")
        fields = {"username": self.user, "realm": realm, "nonce": nonce, "uri": self.place}
        if "auth" in [q.strip() for q in str(asked.get("qop") or "").split(",")]:
            fields["response"] = hashed(f"{who}:{nonce}:00000001:{cnonce}:auth:{what}")
            plain = {"qop": "auth", "nc": "00000001", "algorithm": algorithm}
            fields["cnonce"] = cnonce
        else:
            fields["response"] = hashed(f"{who}:{nonce}:{what}")
            plain = {"algorithm": algorithm}
            if algorithm.endswith("-SESS"):
                fields["cnonce"] = cnonce
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
        challenges = separated(challenges)
        schemes = list(dict.fromkeys(c.split(None, 1)[0] for c in challenges))
        key = self.proxy, f"{self.user}:{hash(self._password)}"
        self._legs += 1
        with _guard:
            known = key in _refused
        if self._scheme is None and not known:
            for name in self._offered(challenges):
                if (said := self._begun(name, _challenge(challenges, name))) is not None:
                    return said
            raise ProxySignInRequired(self.proxy, schemes, refused=False)
        if self._scheme is not None and not known and self._legs <= _LEGS:
            said = None
            with contextlib.suppress(Exception):  # each library of the system has its own
                said = self._scheme.answer(_challenge(challenges, self._name))
            if said is not None:
                return said
        with _guard:
            _refused.add(key)
        raise ProxySignInRequired(self.proxy, schemes, refused=True)

    def _offered(self, challenges: Sequence[str]) -> list[str]:
        """Return the schemes that are offered and that we may have, the safest first."""
        names = ["Negotiate", "NTLM", *(["Digest", "Basic"] if self.user else [])]
        return [name for name in names if _challenge(challenges, name)]

    def _begun(self, name: str, challenge: str) -> str | None:
        """Begin a scheme; None where there is nothing to say in it."""
        try:
            scheme = self._made(name)
            said = scheme.answer(challenge)
        except Exception as error:  # noqa: BLE001 - the system has no such sign-in, in the words of its library
            _log.info("no %s sign-in for a proxy: %s", name, type(error).__name__)
            return None
        if said is not None:
            self._scheme, self._name = scheme, name
        return said

    def _made(self, name: str) -> _Scheme:
        if name == "Digest":
            return _Digest(self.user, self._password, self.place)
        if name == "Basic":
            return _Basic(self.user, self._password)
        host = self.proxy.rpartition(":")[0].strip("[]")
        return _Spnego(name, host, self.user or None, self._password or None)


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


def separated(headers: Sequence[str]) -> list[str]:
    """Return each challenge alone: a proxy may put several into one header, with commas, as within one."""
    found: list[str] = []
    for header in headers:
        for part in filter(None, parse_http_list(header)):
            word, blank, rest = part.partition(" ")
            is_parameter = "=" in word or (blank and rest.lstrip().startswith("="))
            if found and is_parameter:
                found[-1] += f", {part}"
            elif not is_parameter:
                found.append(part)
    return found


def _challenge(challenges: Sequence[str], name: str) -> str:
    """Return the challenge of a scheme; of Digest one that we can answer, as a proxy may offer several."""
    for challenge in challenges:
        if challenge.split(None, 1)[0].lower() != name.lower():
            continue
        if name != "Digest":
            return challenge
        asked = _asked(challenge)
        known = str(asked.get("algorithm") or "MD5").upper().removesuffix("-SESS") in _HASHES
        qops = [q.strip() for q in str(asked.get("qop") or "auth").split(",")]
        if known and "auth" in qops and "realm" in asked and "nonce" in asked:
            return challenge
    return ""


def _asked(challenge: str) -> dict[str, str]:
    found = parse_dict_header(challenge.partition(" ")[2])  # type: ignore[no-untyped-call]
    return {str(name).lower(): str(value) for name, value in found.items()}


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


_HASHES = {"MD5": _md5, "SHA-256": _sha256}
