"""Signs programs and installers for Windows, on Linux, with the certificate that the environment holds.

    python packaging/authenticode.py FILE …

WINDOWS_CERTIFICATE is a PKCS #12 file in base64, WINDOWS_CERTIFICATE_PASSWORD its password. Without them nothing is
signed, which is said, and is no failure: a build outside of the project has none. Needs osslsigncode.
"""

from __future__ import annotations

import base64
import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

TIMESTAMPS = "http://timestamp.digicert.com"  # so that a signature holds after its certificate has ended


def missing(environment: Mapping[str, str]) -> list[str]:
    """Return which of the secrets are not there."""
    return [name for name in ("WINDOWS_CERTIFICATE", "WINDOWS_CERTIFICATE_PASSWORD") if not environment.get(name)]


def command(source: Path, target: Path, certificate: Path, password: Path) -> list[str]:
    """Return how a file is signed; the password is read from a file, so that no list of processes shows it."""
    given = ["-pkcs12", str(certificate), "-readpass", str(password), "-h", "sha256", "-ts", TIMESTAMPS]
    about = ["-n", "BCDC Desktop", "-i", "https://catalogue.data.gov.bc.ca"]
    return ["osslsigncode", "sign", *given, *about, "-in", str(source), "-out", str(target)]


def main() -> int:
    files = [Path(name) for name in sys.argv[1:]]
    if not files:
        print(__doc__, file=sys.stderr)
        return 2
    if lacking := missing(os.environ):
        print(f"Not signed, as {' and '.join(lacking)} are not set: {', '.join(path.name for path in files)}")
        return 0
    with tempfile.TemporaryDirectory() as name:
        certificate, password = Path(name) / "certificate.p12", Path(name) / "password"
        certificate.write_bytes(base64.b64decode(os.environ["WINDOWS_CERTIFICATE"]))
        password.write_text(os.environ["WINDOWS_CERTIFICATE_PASSWORD"], encoding="utf-8")
        for path in files:
            signed = Path(name) / "signed"
            signed.unlink(missing_ok=True)
            code = subprocess.run(command(path, signed, certificate, password), check=False).returncode
            if code:
                print(f"{path} could not be signed: osslsigncode ended with code {code}.", file=sys.stderr)
                return code
            path.write_bytes(signed.read_bytes())
            print(f"Signed {path.name}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
