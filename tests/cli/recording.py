"""What ``bcdc --json`` answers, in a form that stays the same from run to run, and the files that it is compared with.

A golden file holds the steps of one test: the command line, the exit code and the document of each. What differs from
run to run has a placeholder, and the same id has the same one all through a file. Sentences for people have one too:
that a message is there is kept, not how it is worded.
"""

import json
import os
import re
import shlex
from pathlib import Path
from typing import Any

from click.testing import CliRunner

from bcdc_desktop.cli.main import cli

GOLDEN = Path(__file__).with_name("golden")
TEXT = "<text>"
_SENTENCES = {
    "message", "note", "help", "advice", "label", "visible", "mailed", "refusal", "said", "script", "problems",
    "supplemental_info", "detail",
}  # fmt: skip
_NUMBERS = {"kept_at"}  # a time in seconds
_UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(\+00:00|Z)?")
_DATE = re.compile(r"\d{4}-\d\d-\d\d")
_HEADING = re.compile(r"^\[\[.*\]\]$", re.MULTILINE)


class Recording:
    """Runs ``bcdc --json`` within this process and keeps each step as a golden file has it.

    Args:
        url: the address of the catalogue, for the commands that name no profile.
        key: of the user.
        home: where the program keeps its files.
        folder: where the test keeps its own.
    """

    def __init__(self, url: str, key: str | None, home: Path, folder: Path) -> None:
        self.key = key
        self.home = home
        self.url = url
        self.keys: dict[str, str] = {}  # variables with keys of other catalogues
        self.steps: list[dict[str, Any]] = []
        self._ids: dict[str, str] = {}
        name = url.partition("://")[2].replace(".", "-").replace(":", "-")
        self._known = {str(home): "<home>", str(folder): "<folder>", url: "<catalogue>", name: "<profile>"}

    def run(self, *words: object, stdin: str | None = None, profile: str | None = None, anyone: bool = False) -> Any:
        """Runs a command with ``--json``, and returns its document as it came.

        Args:
            words: the command and its arguments.
            stdin: what it reads.
            profile: the name of a profile, instead of the address.
            anyone: without the key.
        """
        before = ["--profile", profile] if profile is not None else ["--url", self.url]
        line = [*map(str, words), "--json"]
        environment = {"BCDC_API_KEY": None if anyone else self.key, "BCDC_DESKTOP_HOME": str(self.home)} | self.keys
        done = CliRunner(env=environment).invoke(cli, [*before, *line], input=stdin, prog_name="bcdc")
        document = json.loads(done.stdout)
        normal = self._normal(document)
        if words[:1] == ("cache",) and "size" in normal:
            normal["size"] = "<number>"  # of the database, which depends on the release of SQLite
        shown = line if profile is None else [*before, *line]
        self.steps.append(
            {
                "run": shlex.join(self._stable(word) for word in shown),
                **({"without a key": True} if anyone else {}),
                "exit": done.exit_code,
                "document": normal,
            }
        )
        return document

    def know(self, text: str, placeholder: str) -> None:
        """Shows a text that differs from run to run as a placeholder from here on."""
        self._known[text] = placeholder

    def compare(self, name: str, *, update: bool) -> None:
        """Compares the steps with a golden file, or writes it."""
        path = GOLDEN / f"{name}.json"
        text = json.dumps(self.steps, indent=1, ensure_ascii=False) + "\n"
        if update:
            path.write_text(text, "utf-8", newline="\n")
        there = json.loads(path.read_text("utf-8")) if path.exists() else []
        for expected, found in zip(there, self.steps, strict=False):
            assert found == expected
        assert [step["run"] for step in self.steps] == [step["run"] for step in there]

    def _normal(self, value: Any, name: str = "", within: str = "") -> Any:
        sentences = name in _SENTENCES or (name, within) == ("fields", "error")
        if sentences or (name == "notes" and isinstance(value, list)):
            return self._hidden(value)
        if isinstance(value, dict):
            return {self._stable(key): self._normal(inner, str(key), name) for key, inner in value.items()}
        if name in _NUMBERS and value is not None:
            return "<number>"
        if isinstance(value, list):
            return [self._normal(inner, name, within) for inner in value]
        if isinstance(value, str):
            if name == "text":
                return self._headings(value)
            return _DATE.sub("<date>", value) if name == "query" else self._stable(value)
        return value

    def _stable(self, text: str) -> str:
        for known, placeholder in self._known.items():
            text = text.replace(known, placeholder)
        if text.startswith(("<folder>", "<home>")):
            text = text.replace(os.sep, "/")
        text = _UUID.sub(lambda found: self._ids.setdefault(found[0], f"<id {len(self._ids) + 1}>"), text)
        return _TIME.sub("<time>", text)

    def _headings(self, text: str) -> list[str]:
        """A record as a text: its headings are what scripts look for."""
        return [self._stable(heading) for heading in _HEADING.findall(text)]

    def _hidden(self, value: Any) -> Any:
        """The same shape with a placeholder for each sentence; what is empty stays."""
        if isinstance(value, dict):
            return {self._stable(key): self._hidden(inner) for key, inner in value.items()}
        if isinstance(value, list):
            return [self._hidden(inner) for inner in value]
        return TEXT if isinstance(value, str) and value else value
