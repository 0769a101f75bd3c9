"""Networks with a proxy: which one is asked, how it is signed in to, whose certificates count."""

import ssl
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import requests
from requests import adapters
from urllib3 import HTTPConnectionPool
from urllib3.exceptions import MaxRetryError
from urllib3.exceptions import SSLError as UrllibSSLError

from bcdc_desktop.catalogue import certificates, errors, proxies, proxy_script, proxy_sign_in
from bcdc_desktop.catalogue.client import Catalogue
from bcdc_desktop.catalogue.http import Patience, fetch_small
from bcdc_desktop.catalogue.links import LinkChecker
from bcdc_desktop.domain.profile import Profile
from bcdc_desktop.domain.profile_settings import SettingProblem, with_settings
from bcdc_desktop.domain.proxy import ProxyProblem, normalise_proxy
from helpers.misbehaving import Canned, Endless, MisbehavingServer, ckan
from helpers.private_ca import TRUSTED, PrivateCa, behind_tls
from helpers.proxy import Basic, Digest, Ntlm, Proxy, Says, StaleDigest, has_ipv6, nobody
from helpers.waiting import SOON

HOST = "catalogue.office.invalid"  # which only a proxy of the test leads to
PROXY = "http://proxy.office.invalid:8080"


@pytest.fixture(autouse=True)
def _another_network() -> Iterator[None]:
    proxies.forget()
    proxy_sign_in.forget_refusals()
    yield
    proxies.use_policy("")
    proxies.use_system(None)


@pytest.fixture
def ca(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> PrivateCa:
    """The CA of the office, which this computer trusts, and no other."""
    ca = PrivateCa(tmp_path)
    monkeypatch.setenv(TRUSTED, str(ca.file))
    return ca


@pytest.fixture
def address(server: MisbehavingServer, ca: PrivateCa) -> Iterator[str]:
    """A catalogue by https."""
    server.always("*", Canned(200, ckan({"id": "x", "name": "x"})))
    with behind_tls(ca.context(HOST), urlsplit(server.url).port or 0) as port:
        yield f"https://{HOST}:{port}"


@pytest.fixture
def ask(address: str, asking: Callable[..., Catalogue]) -> Callable[[str], object]:
    """Asks the catalogue through a proxy."""

    def one(proxy: str = "", **more: object) -> object:
        return asking(address, proxy=proxy, **more).package("x")

    return one


# which one


@pytest.mark.parametrize(
    "host",
    ["127.0.0.1", "localhost", "LOCALHOST", "127.9.8.7", "[::1]", "x.localhost", "localhost.", "[::ffff:127.0.0.1]",
     "0.0.0.0", "localhost.localdomain"],
)  # fmt: skip
def test_this_computer_is_never_asked_through_a_proxy(monkeypatch, host: str) -> None:
    monkeypatch.setenv("HTTP_PROXY", PROXY)
    monkeypatch.setenv("BCDC_PROXY", PROXY)
    proxies.use_policy(PROXY)
    proxies.use_system(lambda _url: [PROXY])
    assert proxies.candidates(f"http://{host}:5000/api", PROXY) == [""]


@pytest.mark.parametrize("variable", ["HTTP_PROXY", "http_proxy", "BCDC_PROXY", "ALL_PROXY"])
def test_the_practice_catalogue_answers_behind_any_proxy(
    server: MisbehavingServer, asking, monkeypatch, variable
) -> None:
    monkeypatch.setenv(variable, PROXY)
    server.always("*", Canned(200, ckan({"id": "x", "name": "x"})))
    assert asking(server.url).package("x")["id"] == "x"
    assert LinkChecker().check(server.url).status == 200


def test_the_first_that_is_set_counts(monkeypatch) -> None:
    url = "https://catalogue.office.invalid/"
    asked = []
    proxies.use_system(lambda address: asked.append(address) or ["http://of-the-system:1"])
    assert proxies.candidates(url) == ["http://of-the-system:1"]
    assert proxies.candidates(url + "api/3/action/package_show?id=secret") == ["http://of-the-system:1"]
    assert asked == [url], "no path is told, and nothing is asked twice"
    monkeypatch.setenv("HTTPS_PROXY", "http://of-the-environment:1")
    proxies.forget()
    assert proxies.candidates(url) == ["http://of-the-environment:1"]
    monkeypatch.setenv("BCDC_PROXY", "of-ours:1")
    assert proxies.candidates(url) == ["http://of-ours:1"]
    assert proxies.candidates(url, "http://of-the-catalogue:1") == ["http://of-the-catalogue:1"]
    assert proxies.candidates(url, "direct") == [""]
    monkeypatch.setenv("NO_PROXY", "office.invalid")
    proxies.forget()
    assert proxies.candidates(url) == [""]
    proxies.use_policy("http://of-the-policy:1")
    assert proxies.candidates(url, "http://of-the-catalogue:1") == ["http://of-the-policy:1"]


def test_a_system_that_fails_to_tell_is_no_reason_not_to_try() -> None:
    def fails(_url: str) -> list[str]:
        raise RuntimeError("no such service")

    proxies.use_system(fails)
    assert proxies.candidates("https://catalogue.office.invalid/") == [""]


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ("DIRECT", [""]),
        ("PROXY a:1; HTTPS b:2 ;DIRECT", ["http://a:1", "https://b:2", ""]),
        ("SOCKS5 a:1; PROXY a", ["http://a:8080"]),
        ("", []),
        ("nonsense; PROXY ; PROXY a b:1", []),
        ("PROXY [2001:db8::1]:3128;proxy b:2", ["http://[2001:db8::1]:3128", "http://b:2"]),
        ("DIRECT; PROXY a:1", ["", "http://a:1"]),
        ("PROXY a:99999; PROXY ann:pw@b:1; QUIC c:1; HTTP d:1", ["http://d:1"]),
        (None, []),
    ],
)
def test_what_a_script_says_is_read(said, found) -> None:
    assert proxies.parsed(str(said)) == found


@pytest.mark.parametrize(
    ("text", "stored"),
    [
        ("", ""), ("system", ""), ("Direct", "direct"), ("none", "direct"), (" proxy.example ", "http://proxy.example:8080"),
        ("https://proxy.example:443/", "https://proxy.example:443"), ("http://[::1]:3128", "http://[::1]:3128"),
        ("pac+https://wpad.example/x", "pac+https://wpad.example/x"), ("http://wpad/proxy.pac", "pac+http://wpad/proxy.pac"),
    ],
)  # fmt: skip
def test_a_proxy_is_stored_as_it_is_used(text, stored) -> None:
    assert normalise_proxy(text) == stored
    assert with_settings(Profile("p", "P", "https://x.example"), {"proxy": text}).proxy == stored


@pytest.mark.parametrize(
    "text", ["http://", "socks5://a:1", "http://a:99999", "http://a/path", "http://ann:pw@a:1", "a b"]
)
def test_what_is_no_proxy_is_refused_and_no_password_is_stored(text) -> None:
    with pytest.raises(ProxyProblem) as told:
        normalise_proxy(text)
    assert "pw" not in str(told.value)
    with pytest.raises(SettingProblem):
        with_settings(Profile("p", "P", "https://x.example"), {"proxy": text})


@pytest.mark.parametrize(
    ("no_proxy", "excepted"),
    [
        ("office.invalid", True), (".office.invalid", True), ("*.office.invalid", True), ("*", True), ("office", False),
        ("catalogue.office.invalid:443", True), ("*.office.invalid:443", True), ("office.invalid:8443", False),
        ("other.invalid, *.office.invalid", True), ("*.catalogue.office.invalid", True), ("*.other.invalid", False),
        ("", False),
    ],
)  # fmt: skip
def test_hosts_and_domains_are_excepted_from_the_proxy(monkeypatch, no_proxy, excepted) -> None:
    monkeypatch.setenv("NO_PROXY", no_proxy)
    monkeypatch.setenv("BCDC_PROXY", PROXY)
    assert proxies.candidates(f"https://{HOST}/") == ([""] if excepted else [PROXY])


@pytest.mark.parametrize(
    ("url", "no_proxy"),
    [
        ("https://10.1.2.3/", "10.0.0.0/8"), ("https://[2001:db8::7]/", "2001:db8::/32"),
        ("https://[2001:db8::7]/", "[2001:db8::7]"), ("https://[2001:db8::7]:8443/", "[2001:db8::7]:8443"),
    ],
)  # fmt: skip
def test_addresses_and_networks_are_excepted_from_the_proxy(monkeypatch, url: str, no_proxy: str) -> None:
    monkeypatch.setenv("HTTPS_PROXY", PROXY)
    assert proxies.candidates(url) == [PROXY]
    monkeypatch.setenv("NO_PROXY", no_proxy)
    proxies.forget()
    assert proxies.candidates(url) == [""]


def test_another_proxy_is_tried_where_the_first_cannot_be_reached(ask) -> None:
    with nobody() as absent, Proxy() as proxy:
        proxies.use_system(lambda _url: [absent, proxy.url])
        assert ask()
        assert ask()
        assert proxy.tunnels


@pytest.mark.parametrize(
    "answer", [b"", b"HTTP/1.1 503 Busy\r\n\r\n", b"\0\0\0\n\n", b"HTTP/1.1 403 Forbidden\r\n\r\n<html>"],
    ids=["closes", "busy", "speaks something else", "forbids"],
)  # fmt: skip
def test_a_proxy_that_opens_no_tunnel_is_told_and_another_one_tried(ask, answer: bytes) -> None:
    with Proxy(answer=answer) as broken, Proxy() as proxy:
        with pytest.raises(errors.Offline, match="proxy"):
            ask(broken.url)
        proxies.use_system(lambda _url: [broken.url, proxy.url])
        assert ask()
        assert proxy.tunnels


@pytest.mark.parametrize("host", ["::1"] if has_ipv6() else [])
def test_a_proxy_by_its_ipv6_address(ask, host: str) -> None:
    with Proxy(host=host) as proxy:
        assert ask(proxy.url)
        assert proxy.tunnels


def test_a_proxy_that_never_answers_is_given_up(address, asking) -> None:
    with Proxy(is_silent=True) as proxy, pytest.raises(errors.CatalogueError) as told:
        asking(address, proxy=proxy.url, patience=Patience(0.3, 0.3, 0.3)).package("x")
    assert told.value.kind in ("timeout", "offline")


def test_a_script_names_the_proxy(ask, server: MisbehavingServer) -> None:
    with Proxy() as proxy:
        script = f"""function FindProxyForURL(url, host) {{
            if (isInNet(host, "10.0.0.0", "255.0.0.0")) return "DIRECT";
            if (dnsDomainIs(host, ".office.invalid")) return "PROXY {proxy.place}; DIRECT";
            return "DIRECT"; }}"""
        server.always("proxy.pac", Canned(200, script))
        assert ask(f"pac+{server.url}/proxy.pac")
        assert ask(f"pac+{server.url}/proxy.pac")
        assert proxy.tunnels
        assert len(server.calls("proxy.pac")) == 1, "the script is read once"


@pytest.mark.parametrize(
    "script", ["no script at all {", "function FindProxyForURL(u, h) { return missing(); }", "x" * 2_000_000]
)
def test_a_script_that_is_none_means_no_proxy(server: MisbehavingServer, script: str) -> None:
    server.always("proxy.pac", Canned(200, script))
    assert proxies.candidates("https://a.invalid/", f"pac+{server.url}/proxy.pac") == [""]


def test_a_script_that_never_ends_stops_nothing_else() -> None:
    endless = "function FindProxyForURL(url, host) { while (true) {} }"
    with pytest.raises(proxy_script.ScriptFailed, match="too long"):
        proxy_script.run(endless, "https://a.invalid/", "a.invalid", seconds=SOON)


def test_a_script_is_told_no_path_and_may_name_several(server: MisbehavingServer) -> None:
    script = 'function FindProxyForURL(u, h) { return u == "https://a.invalid/" ? "PROXY b:1; DIRECT" : "PROXY c:1"; }'
    server.always("proxy.pac", Canned(200, script))
    setting = f"pac+{server.url}/proxy.pac"
    assert proxies.candidates("https://a.invalid/api?key=1", setting) == ["http://b:1", ""]


def test_a_script_whose_server_sends_a_byte_now_and_then_is_given_up(server: MisbehavingServer) -> None:
    server.always("proxy.pac", Endless(b"x", pause=0.02))
    with pytest.raises(OSError, match="too long"):
        fetch_small(f"{server.url}/proxy.pac", 1_000_000, seconds=0.3)


# signing in


@pytest.mark.parametrize(
    "headers",
    [
        ['Digest realm="x", nonce="n", algorithm=SHA-512-256', "Basic realm=x"], ["Bearer", "basic realm=x"],
        ['Digest realm="x, y", nonce="n", qop="auth-int", Basic realm="x"'], ["", ", ,", 'Bearer, Basic realm="x"'],
    ],
    ids=["another digest", "in small letters", "of bodies in one header", "nothing"],
)  # fmt: skip
def test_what_we_have_not_is_passed_over_for_what_we_have(ask, monkeypatch, headers) -> None:
    with Proxy(Says(*headers)) as proxy:
        monkeypatch.setenv("BCDC_PROXY", proxy.with_password("ann", "pa55"))
        assert ask()


def test_negotiate_among_others_in_one_header_is_found(ask, monkeypatch) -> None:
    with Proxy(Says('Basic realm="a, b", Negotiate', accepts="Negotiate ")) as proxy:
        monkeypatch.setenv("BCDC_PROXY", proxy.with_password("ann", "pa55"))
        assert ask()


def test_an_old_nonce_is_no_wrong_password(ask, monkeypatch) -> None:
    with Proxy(StaleDigest("ann", "pa55")) as proxy:
        monkeypatch.setenv("BCDC_PROXY", proxy.with_password("ann", "pa55"))
        assert ask()
        assert len(proxy.seen) == 3


@pytest.mark.parametrize(
    "scheme", ["Negotiate"] if sys.platform != "win32" else []
)  # who is signed in to Windows has it
def test_a_sign_in_of_this_computer_that_it_has_not_is_not_told_as_refused(ask, scheme: str) -> None:
    with Proxy(Says(scheme, accepts="never")) as proxy:
        for _ in range(2):
            with pytest.raises(errors.Offline, match="requires you to sign in"):
                ask(proxy.url)


@pytest.mark.parametrize("closes", [False, True], ids=["same connection", "another connection"])
@pytest.mark.parametrize(
    "sign_in",
    [
        Basic("ann", "pa55"),
        Digest("ann", "pa55"),
        Digest("ann", "pa55", "SHA-256"),
        Digest("ann", "pa55", qop=""),
        Digest("ann", "pa55", "MD5-sess"),
        Digest("ann", "pa55", "SHA-256-sess"),
    ],
    ids=["basic", "digest", "sha-256", "without qop", "md5-sess", "sha-256-sess"],
)
def test_a_proxy_is_signed_in_to_with_the_password_of_its_address(ask, monkeypatch, sign_in, closes) -> None:
    with Proxy(sign_in, closes=closes) as proxy:
        monkeypatch.setenv("BCDC_PROXY", proxy.with_password("ann", "pa55"))
        assert ask()
        assert proxy.seen[0] == "", "no password before the proxy has asked"
        assert not isinstance(sign_in, Digest) or not any(s.startswith("Basic") for s in proxy.seen)


@pytest.mark.parametrize("scheme", ["NTLM", "Negotiate"])
def test_an_exchange_of_several_messages_goes_over_one_connection(ask, monkeypatch, tmp_path, scheme) -> None:
    users = tmp_path / "users"
    users.write_text("OFFICE:ann:pa55\n")
    monkeypatch.setenv("NTLM_USER_FILE", str(users))
    with Proxy(Ntlm(scheme)) as proxy:
        monkeypatch.setenv("BCDC_PROXY", proxy.with_password("OFFICE%5Cann", "pa55"))
        assert ask()
        assert [s.partition(" ")[0] for s in proxy.seen] == ["", scheme, scheme]


@pytest.mark.parametrize(
    "sign_in", [Basic("ann", "pa55"), Digest("ann", "pa55"), Ntlm()], ids=["basic", "digest", "ntlm"]
)
def test_a_password_that_is_refused_is_not_sent_again(ask, monkeypatch, tmp_path, sign_in) -> None:
    users = tmp_path / "users"
    users.write_text("OFFICE:ann:pa55\n")
    monkeypatch.setenv("NTLM_USER_FILE", str(users))
    with Proxy(sign_in) as proxy:
        monkeypatch.setenv("BCDC_PROXY", proxy.with_password("ann", "wr0ng"))
        for _ in range(3):
            with pytest.raises(errors.Offline, match="accept the user name") as told:
                ask()
            assert "wr0ng" not in f"{told.value.message} {told.value.detail}"
        assert len([s for s in proxy.seen if s]) <= 3, "an account is locked after a few wrong passwords"


def test_a_sign_in_that_we_have_not_is_told_with_what_to_do(ask) -> None:
    with Proxy(Basic("ann", "pa55")) as proxy, pytest.raises(errors.Offline, match="requires you to sign in") as told:
        ask(proxy.url)
    assert "Basic" in told.value.message
    assert "BCDC_PROXY" in told.value.message


def test_a_proxy_that_is_not_there_is_told_as_that(ask) -> None:
    with nobody() as absent, pytest.raises(errors.Offline, match="proxy"):
        ask(absent)


# certificates


def test_the_ca_of_the_office_counts(ask) -> None:
    with Proxy() as proxy:
        assert ask(proxy.url)


def test_what_the_system_does_not_trust_is_not_trusted_for_a_library_that_does(ask, ca, tmp_path, monkeypatch) -> None:
    monkeypatch.setattr(adapters, "DEFAULT_CA_BUNDLE_PATH", str(ca.file))
    monkeypatch.setenv(TRUSTED, str(PrivateCa(tmp_path, "other").file))
    with Proxy() as proxy, pytest.raises(errors.Offline, match="certificate"):
        ask(proxy.url)


def test_a_certificate_of_an_unknown_ca_is_refused(ask, tmp_path, monkeypatch) -> None:
    monkeypatch.setenv(TRUSTED, str(PrivateCa(tmp_path, "other").file))
    with Proxy() as proxy, pytest.raises(errors.Offline, match="certificate"):
        ask(proxy.url)


@pytest.mark.parametrize(
    ("made_for", "expired", "helps"),
    [(HOST, True, "date of this computer"), ("hotspot.invalid", False, "another host")],
)
def test_it_is_told_what_is_wrong_with_a_certificate(server, asking, ca, made_for, expired, helps) -> None:
    server.always("*", Canned(200, ckan({"id": "x", "name": "x"})))
    with (
        Proxy() as proxy,
        behind_tls(ca.context(made_for, expired=expired), urlsplit(server.url).port or 0) as port,
        pytest.raises(errors.Offline, match=helps),
    ):
        asking(f"https://{HOST}:{port}", proxy=proxy.url).package("x")


def test_an_unknown_ca_leads_to_who_can_install_it(ask, tmp_path, monkeypatch) -> None:
    monkeypatch.setenv(TRUSTED, str(PrivateCa(tmp_path, "other").file))
    with Proxy() as proxy, pytest.raises(errors.Offline, match="IT department"):
        ask(proxy.url)


@pytest.mark.parametrize(
    ("code", "reason"),
    [
        (10, "date"), (62, "host"), (20, "issuer"), (23, "revoked"), (4711, ""), (None, ""),
        (0x800B0101, "date"), (0x800B0101 - (1 << 32), "date"), (0x800B010F, "host"), (0x800B0109, "issuer"),
        (-67818, "date"), (-67602, "host"), (-67843, "issuer"),
    ],
)  # fmt: skip
def test_the_numbers_of_each_system_are_known(code: int | None, reason: str) -> None:
    refused = ssl.SSLCertVerificationError("refused")
    if code is not None:
        refused.verify_code = code
    wrapped = requests.exceptions.SSLError(MaxRetryError(HTTPConnectionPool("x"), "/", UrllibSSLError(refused)))
    assert certificates.refusal(wrapped) == reason
    assert certificates.refused_catalogue(wrapped)
    assert certificates.refused_link(wrapped)


@pytest.mark.parametrize("variable", sorted({TRUSTED, "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE"}))
@pytest.mark.parametrize(
    "content", [b"", b"garbage\0\xff", b"-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----"]
)
def test_a_file_of_certificates_with_none_in_it_is_told(ask, tmp_path, monkeypatch, variable, content) -> None:
    (tmp_path / "bundle.pem").write_bytes(content)
    monkeypatch.delenv("REQUESTS_CA_BUNDLE", raising=False)
    monkeypatch.setenv(variable, str(tmp_path / "bundle.pem"))
    with Proxy() as proxy, pytest.raises(errors.Offline, match="certificate"):
        ask(proxy.url)


def test_another_network_has_other_ways(asking, address) -> None:
    with Proxy() as first, Proxy() as second:
        catalogue = asking(address)
        proxies.use_system(lambda _url: [first.url])
        catalogue.package("x")
        proxies.use_system(lambda _url: [second.url])
        catalogue.package("x")
        assert (len(first.tunnels), len(second.tunnels)) == (1, 1)
