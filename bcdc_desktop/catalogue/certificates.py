"""Why the certificate of a server was not accepted: each system that verifies it has numbers of its own."""

from __future__ import annotations

import ssl
from typing import Literal

from bcdc_desktop.translation import tr

Reason = Literal["date", "issuer", "host", "revoked", ""]

_REASONS: dict[int, Reason] = {
    # OpenSSL, X509_V_ERR_… (x509_vfy.h)
    9: "date",
    10: "date",
    18: "issuer",
    19: "issuer",
    20: "issuer",
    21: "issuer",
    23: "revoked",
    62: "host",
    64: "host",
    # Windows, CERT_E_… and CRYPT_E_… (winerror.h), as unsigned numbers
    0x800B0101: "date",
    0x800B0102: "date",
    0x800B0109: "issuer",
    0x800B010A: "issuer",
    0x800B010C: "revoked",
    0x800B010F: "host",
    0x80092010: "revoked",
    # macOS, errSec… (SecBase.h), as unsigned numbers
    -67818 & 0xFFFFFFFF: "date",
    -67819 & 0xFFFFFFFF: "date",
    -67843 & 0xFFFFFFFF: "issuer",
    -67602 & 0xFFFFFFFF: "host",
    -67820 & 0xFFFFFFFF: "revoked",
}
_DEPTH = 12  # libraries that wrap an error into their own


def refusal(error: BaseException) -> Reason:
    """Return why a certificate was not accepted, from the error of a request; empty where that is not known."""
    waiting, seen = [error], 0
    while waiting and seen < _DEPTH:
        one, seen = waiting.pop(), seen + 1
        if isinstance(one, ssl.SSLCertVerificationError):
            code = getattr(one, "verify_code", None)
            return _REASONS.get(code & 0xFFFFFFFF, "") if isinstance(code, int) else ""
        inner = [*one.args, getattr(one, "reason", None), one.__cause__, one.__context__]
        waiting += [e for e in inner if isinstance(e, BaseException)]
    return ""


def refused_catalogue(error: BaseException) -> str:
    """Return the message for a catalogue whose certificate, or whose proxy's, was not accepted, and what helps."""
    match refusal(error):
        case "date":
            return tr(
                "The connection isn't secure: the certificate of the catalogue or of a proxy has expired or isn't "
                "valid yet. Check the date of this computer. If it is right, tell the catalogue's administrator."
            )
        case "issuer":
            return tr(
                "The connection isn't secure: this computer doesn't trust the certificate of the catalogue or of a "
                "proxy. If your network has a certificate authority of its own, ask your IT department to install it."
            )
        case "host":
            return tr(
                "The connection isn't secure: the certificate belongs to another host. Check the address of the "
                "catalogue, and whether this network wants you to sign in with a browser first."
            )
        case "revoked":
            return tr("The connection isn't secure: the certificate of the catalogue or of a proxy was revoked.")
    return tr("The connection isn't secure: the certificate of the catalogue or of a proxy couldn't be verified.")


def refused_link(error: BaseException) -> str:
    """Return the message for a link to a server whose certificate was not accepted."""
    match refusal(error):
        case "date":
            return tr("The server's certificate has expired or isn't valid yet.")
        case "issuer":
            return tr("The server's certificate isn't trusted by this computer.")
        case "host":
            return tr("The server's certificate belongs to another host.")
        case "revoked":
            return tr("The server's certificate was revoked.")
    return tr("The server's certificate can't be verified.")
