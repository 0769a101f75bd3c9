"""The README's promise: the first two blocks marked `sh` are one line each and start the program and run the tests."""

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def blocks() -> list[list[str]]:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    return [block.splitlines() for block in re.findall(r"^```sh\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)]


def test_the_first_command_starts_and_the_second_tests() -> None:
    assert blocks()[:2] == [
        ["python3 packaging/bootstrap.py start"],
        ["python3 packaging/bootstrap.py test"],
    ]


def test_the_commands_need_nothing_but_the_standard_library() -> None:
    """-S and -I: no site-packages and nothing from the environment, as on a bare machine."""
    script = ROOT / "packaging" / "bootstrap.py"
    done = subprocess.run(
        [sys.executable, "-I", "-S", str(script), "--help"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert "start" in done.stdout
    assert "test" in done.stdout


def test_every_page_that_the_readme_links_is_there() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    links = [link.partition("#")[0] for link in re.findall(r"\[[^\]]*\]\(([^)\s]+)\)", text)]
    missing = [link for link in links if link and "://" not in link and not (ROOT / link).exists()]
    assert missing == []
