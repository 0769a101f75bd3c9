"""The key in a genuine keyring: GNOME's, through the Secret Service, on a D-Bus of its own.

Elsewhere the tests use a keyring in memory. This one shows that the real one is found, holds the key from one process
to the next, and that the key lies in no file as it is. Windows and macOS bring their keyrings with the system; those
are not touched by tests.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import system_libraries
from helpers.waiting import PATIENCE

KEY = "not-a-real-key-9f1c"
FIRST = f"""
from bcdc_desktop.catalogue.credentials import Credentials
from bcdc_desktop.domain.profile import PRODUCTION, TEST
keys = Credentials()
assert not keys.keyring_missing()
keys.keep(PRODUCTION, "ann", {KEY!r})
"""
SECOND = """
from bcdc_desktop.catalogue.credentials import Credentials
from bcdc_desktop.domain.profile import PRODUCTION, TEST
keys = Credentials()
print(keys.key_for(PRODUCTION.with_user("ann")), keys.key_for(PRODUCTION.with_user("bob")))
print(keys.key_for(TEST.with_user("ann")))
keys.forget(PRODUCTION, "ann")
print(keys.key_for(PRODUCTION.with_user("ann")))
"""
SESSION = """
set -e
printf password | gnome-keyring-daemon --unlock --components=secrets >/dev/null
"$PYTHON" -c "$FIRST"
if grep -rq "$KEY" "$HOME"; then echo "the key lies in a file"; exit 1; fi
"$PYTHON" -c "$SECOND"
"""

if sys.platform.startswith("linux"):

    @pytest.fixture
    def keyring_daemon() -> None:
        """The programs of the genuine keyring; `bootstrap.py test` installs them where apt is there."""
        lacking = [pair for pair in system_libraries.PROGRAMS["test"] if not shutil.which(pair[0])]
        if lacking:
            said = ", ".join(f"{program} (Debian's package {package})" for program, package in lacking)
            pytest.fail(
                f"This machine lacks {said}. Run once: python3 packaging/bootstrap.py setup practice test",
                pytrace=False,
            )

    @pytest.mark.usefixtures("keyring_daemon")
    def test_the_key_lives_in_the_system_keyring_and_in_no_file(tmp_path: Path) -> None:
        home, runtime = tmp_path / "user", tmp_path / "runtime"
        home.mkdir()
        runtime.mkdir(mode=0o700)
        environment = {
            "PATH": os.environ["PATH"],
            "LANG": "C.UTF-8",
            "HOME": str(home),
            "XDG_RUNTIME_DIR": str(runtime),
            "PYTHON": sys.executable,
            "KEY": KEY,
            "FIRST": FIRST,
            "SECOND": SECOND,
        }
        command = ["dbus-run-session", "--", "sh", "-c", SESSION]
        done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=PATIENCE, check=False)
        assert done.returncode == 0, done.stdout + done.stderr
        assert done.stdout.split("\n")[:3] == [f"{KEY} None", "None", "None"]
        assert [path for path in home.rglob("*.keyring") if path.stat().st_size], "nothing was stored"
