"""A proxy of the test's own: it opens tunnels (CONNECT), and may want a sign-in first.

    with Proxy(Digest("ann", "pa55")) as proxy: ...      # proxy.url; proxy.tunnels lists what was asked for

And a catalogue behind TLS, whose certificate a CA of the test signed.
"""

import base64
import contextlib
import hashlib
import re
import socket
import threading
from collections.abc import Iterator
from types import TracebackType
from typing import Any, Self

import spnego


class Open:
    """Lets everybody through."""

    schemes: tuple[str, ...] = ()

    def challenges(self, authorization: str, state: dict[str, Any]) -> list[str] | None:
        """What to ask for; None where the tunnel may be opened."""
        return None


class Basic(Open):
    def __init__(self, user: str, password: str) -> None:
        self.expected = "Basic " + base64.b64encode(f"{user}:{password}".encode()).decode()

    def challenges(self, authorization: str, state: dict[str, Any]) -> list[str] | None:
        return None if authorization == self.expected else ['Basic realm="office"']


class Digest(Open):
    def __init__(self, user: str, password: str, algorithm: str = "MD5", qop: str = "auth") -> None:
        self.user, self.password, self.algorithm, self.qop = user, password, algorithm, qop

    def challenges(self, authorization: str, state: dict[str, Any]) -> list[str] | None:
        nonce = state.setdefault("nonce", "n0nce-of-the-proxy")
        given = dict(re.findall(r'(\w+)="?([^",]*)"?', authorization.partition(" ")[2]))
        digest = {"MD5": hashlib.md5, "SHA-256": hashlib.sha256}[self.algorithm.removesuffix("-sess")]

        def hashed(text: str) -> str:
            return digest(text.encode()).hexdigest()

        who = hashed(f"{self.user}:office:{self.password}")
        if self.algorithm.endswith("-sess"):
            who = hashed(f"{who}:{nonce}:{given.get('cnonce')}")
        what = hashed(f"CONNECT:{state['place']}")
        if self.qop:
            said = f"{who}:{nonce}:{given.get('nc')}:{given.get('cnonce')}:auth:{what}"
        else:
            said = f"{who}:{nonce}:{what}"
        if given.get("response") == hashed(said) and given.get("uri") == state["place"]:
            return None
        qop = f', qop="{self.qop}"' if self.qop else ""
        return [f'Digest realm="office", nonce="{nonce}", algorithm={self.algorithm}, opaque="o"{qop}', "Basic realm=x"]


class Ntlm(Open):
    """Negotiate or NTLM with a password, by an acceptor of the same library as the client's."""

    def __init__(self, scheme: str = "NTLM") -> None:
        self.scheme = scheme

    def challenges(self, authorization: str, state: dict[str, Any]) -> list[str] | None:
        token = authorization.partition(" ")[2]
        if not authorization.startswith(self.scheme + " "):
            return [self.scheme]
        server = state.get("server")
        if server is None:
            protocol = "ntlm" if self.scheme == "NTLM" else "negotiate"
            # the library's own, as Windows would look for the user among its own
            options = spnego.NegotiateOptions.use_negotiate | spnego.NegotiateOptions.use_ntlm
            server = spnego.server(hostname="127.0.0.1", service="HTTP", protocol=protocol, options=options)
            state["server"] = server
        try:
            answer = server.step(base64.b64decode(token))
        except spnego.exceptions.SpnegoError:
            return [self.scheme]
        if server.complete:
            return None
        return [f"{self.scheme} {base64.b64encode(answer or b'').decode()}"]


class Says(Open):
    """Asks for a sign-in in these words, until one of a user comes."""

    def __init__(self, *headers: str, accepts: str = "Basic ") -> None:
        self.headers, self.accepts = headers, accepts

    def challenges(self, authorization: str, state: dict[str, Any]) -> list[str] | None:
        return None if authorization.startswith(self.accepts) else list(self.headers)


class StaleDigest(Digest):
    """Takes the first answer for one with an old nonce."""

    def challenges(self, authorization: str, state: dict[str, Any]) -> list[str] | None:
        if authorization and not state.get("is_stale"):
            state["is_stale"], state["nonce"] = True, "an0ther-nonce"
            asked = super().challenges("", state) or []
            return [f"{asked[0]}, stale=TRUE"]
        return super().challenges(authorization, state)


class Proxy:
    """Opens tunnels. ``tunnels``: the host and port of each that was opened; ``seen``: the sign-in of each request."""

    def __init__(
        self,
        sign_in: Open | None = None,
        *,
        closes: bool = False,
        reaches: str = "127.0.0.1",
        host: str = "127.0.0.1",
        answer: bytes | None = None,
        is_silent: bool = False,
    ) -> None:
        """Listen at ``host``. ``answer``: what is said to each request instead, before the connection is closed;
        ``is_silent``: nothing is, and it stays open."""
        self._answer, self._is_silent = answer, is_silent
        self._sign_in = sign_in or Open()
        self._closes = closes  # the connection, after it asked for the first sign-in
        self._reaches = reaches
        self.tunnels: list[str] = []
        self.seen: list[str] = []
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        self._listener = socket.create_server((host, 0), family=family)
        self._port = self._listener.getsockname()[1]
        self._host = host
        self.place = f"[{host}]:{self._port}" if ":" in host else f"{host}:{self._port}"
        self.url = f"http://{self.place}"
        self._open: list[socket.socket] = []
        self._threads = [threading.Thread(target=self._serve, daemon=True)]

    def __enter__(self) -> Self:
        self._threads[0].start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: object, trace: TracebackType | None) -> None:
        self._listener.close()
        with contextlib.suppress(OSError):
            socket.create_connection((self._host, self._port), 0.2).close()
        for one in self._open:
            with contextlib.suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)
            one.close()

    def with_password(self, user: str, password: str) -> str:
        return f"http://{user}:{password}@{self.place}"

    def _serve(self) -> None:
        while True:
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return
            self._open.append(connection)
            threading.Thread(target=self._talk, args=(connection,), daemon=True).start()

    def _talk(self, connection: socket.socket) -> None:
        with contextlib.suppress(OSError, ValueError, IndexError):
            state: dict[str, Any] = {}
            while True:
                head = b""
                while not head.endswith(b"\r\n\r\n"):
                    read = connection.recv(1)
                    if not read:
                        return
                    head += read
                lines = head.decode("latin-1").split("\r\n")
                state["place"] = lines[0].split()[1]
                headers = {k.lower(): v.strip() for k, _, v in (line.partition(":") for line in lines[1:])}
                given = headers.get("proxy-authorization", "")
                self.seen.append(given)
                if self._is_silent:
                    while connection.recv(1):
                        pass
                    return
                if self._answer is not None:
                    connection.sendall(self._answer)
                    connection.shutdown(socket.SHUT_RDWR)
                    return
                challenges = self._sign_in.challenges(given, state)
                if challenges is None:
                    break
                body = b"<html>who are you?</html>"
                closes = self._closes and not given
                answer = [
                    "HTTP/1.1 407 Proxy Authentication Required",
                    *(f"Proxy-Authenticate: {c}" for c in challenges),
                ]
                answer += [f"Content-Length: {len(body)}", *(["Connection: close"] if closes else []), "", ""]
                connection.sendall("\r\n".join(answer).encode() + body)
                if closes:
                    connection.shutdown(socket.SHUT_RDWR)
                    return
            self.tunnels.append(state["place"])
            beyond = socket.create_connection((self._reaches, int(state["place"].rpartition(":")[2])))
            self._open.append(beyond)
            connection.sendall(b"HTTP/1.1 200 Connection established\r\n\r\n")
            back = threading.Thread(target=self._pass, args=(beyond, connection), daemon=True)
            back.start()
            self._pass(connection, beyond)

    @staticmethod
    def _pass(source: socket.socket, target: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while data := source.recv(1 << 16):
                target.sendall(data)
            target.shutdown(socket.SHUT_WR)


@contextlib.contextmanager
def nobody() -> Iterator[str]:
    """The address of a proxy that is not there."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    yield f"http://127.0.0.1:{port}"


def has_ipv6() -> bool:
    """Return whether this computer has an address of IPv6, if only its own."""
    try:
        socket.create_server(("::1", 0), family=socket.AF_INET6).close()
    except OSError:
        return False
    return True
