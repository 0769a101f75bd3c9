"""Makes the signed file that tells installed programs of a new version, and the keys that it is signed with.

    python packaging/update_file.py keys
    python packaging/update_file.py sign PAGE [--notes FILE] [--date YYYY-MM-DD] > version.json
    python packaging/update_file.py verify FILE PUBLIC_KEY

PAGE is the web page where people get the version. FILE has the notes, JSON with a text for each language. The private
key is read from UPDATE_SIGNING_KEY, base64 of 32 bytes. The file is

    {"format": 1, "signed": "<JSON as text>", "signature": "<base64>"}

where the signature (Ed25519) is over the UTF-8 bytes of the text in `signed`, which is

    {"version": "1.2.0", "date": "2026-01-31", "page": "https://…", "notes": {"en": "…", "fr": "…"}}

It tells where a person gets the version, and names nothing to download or to start: whoever had the key could deceive,
but not install anything.
"""

from __future__ import annotations

import argparse
import base64
import json
import os
import sys
from collections.abc import Mapping
from datetime import UTC, date, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

FORMAT = 1
KEY = "UPDATE_SIGNING_KEY"
_LONGEST_NOTES = 4000  # letters, for each language


class BadFileError(Exception):
    """The file is not signed by that key, or not such a file; the message says which."""


def make_keys() -> tuple[str, str]:
    """Return a private and its public key, in base64."""
    private = Ed25519PrivateKey.generate()
    return _text(private.private_bytes_raw()), _text(private.public_key().public_bytes_raw())


def sign(private: str, number: str, day: date, page: str, notes: Mapping[str, str]) -> str:
    """Return the file's text; raises `ValueError` for a page that is no web page, or notes that are too long."""
    if not page.startswith("https://"):
        raise ValueError("The page must begin with https://")
    if any(len(text) > _LONGEST_NOTES for text in notes.values()):
        raise ValueError(f"Notes may have {_LONGEST_NOTES} letters in each language")
    content = {"version": number, "date": day.isoformat(), "page": page, "notes": dict(notes)}
    signed = json.dumps(content, ensure_ascii=False, sort_keys=True)
    signature = Ed25519PrivateKey.from_private_bytes(base64.b64decode(private)).sign(signed.encode())
    document = {"format": FORMAT, "signed": signed, "signature": _text(signature)}
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def verify(text: str, public: str) -> dict[str, Any]:
    """Return what is signed; raises `BadFileError`."""
    try:
        document = json.loads(text)
        signature, signed = base64.b64decode(document["signature"], validate=True), document["signed"]
        Ed25519PublicKey.from_public_bytes(base64.b64decode(public)).verify(signature, signed.encode())
        if document["format"] != FORMAT:
            raise BadFileError(f"Only format {FORMAT} is known, and this is {document['format']}")
        content: dict[str, Any] = json.loads(signed)
    except InvalidSignature:
        raise BadFileError("The signature is not of this key") from None
    except (ValueError, KeyError, TypeError, AttributeError) as problem:
        raise BadFileError(f"That is no version file ({problem})") from problem
    return content


def _text(content: bytes) -> str:
    return base64.b64encode(content).decode("ascii")


def main() -> int:
    parser = argparse.ArgumentParser(description="Makes the signed file that tells of a new version.")
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("keys", help="print a new pair of keys")
    one = commands.add_parser("sign", help="print the file for this version")
    one.add_argument("page")
    one.add_argument("--notes", metavar="FILE", type=Path)
    one.add_argument("--date", type=date.fromisoformat, default=datetime.now(UTC).date())
    other = commands.add_parser("verify", help="check a file")
    other.add_argument("file", type=Path)
    other.add_argument("public_key")
    given = parser.parse_args()
    if given.command == "keys":
        private, public = make_keys()
        print(f"{KEY} (secret): {private}\npublic key: {public}")
        return 0
    try:
        if given.command == "verify":
            print(json.dumps(verify(given.file.read_text(encoding="utf-8"), given.public_key), ensure_ascii=False))
            return 0
        if not os.environ.get(KEY):
            print(f"Not signed, as {KEY} is not set.", file=sys.stderr)
            return 1
        notes = json.loads(given.notes.read_text(encoding="utf-8")) if given.notes else {}
        print(sign(os.environ[KEY], version("bcdc-desktop"), given.date, given.page, notes), end="")
    except (BadFileError, ValueError) as problem:
        print(problem, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
