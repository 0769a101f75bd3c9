"""``bcdc`` as people run it: within this process where that is enough, as a process of its own where it is not."""

import json
import os
import re
import signal
import subprocess
import sys
import uuid
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from bcdc_desktop.catalogue.client import Catalogue
from bcdc_desktop.cli.main import cli
from bcdc_desktop.demo import DemoCatalogue
from bcdc_desktop.domain.profile import Profile
from cli.gate import Gate
from helpers.colleague import Colleague
from helpers.misbehaving import Late, MisbehavingServer
from helpers.sample_record import record_fields

ORGANIZATION = "information-management-cfd"
BCDC = [sys.executable, "-c", "import sys; from bcdc_desktop.cli.main import main; sys.exit(main())"]


@dataclass(frozen=True)
class Ended:
    """How a run of ``bcdc`` ended."""

    code: int
    out: str
    err: str

    @property
    def document(self) -> dict[str, Any]:
        """The one JSON document on standard output; anything else there fails."""
        found = json.loads(self.out)
        assert isinstance(found, dict)
        return found

    @property
    def error(self) -> dict[str, Any]:
        """What the document says went wrong."""
        error = self.document["error"]
        assert set(error) == {"kind", "message", "fields"}
        assert error["message"]
        return error


class Bcdc:
    """Runs ``bcdc`` against one catalogue with one key; ``json`` adds --json."""

    def __init__(self, url: str, key: str | None, home: Path, *, runner: type[CliRunner] = CliRunner) -> None:
        self.url = url
        self.key = key
        self.home = home
        self.profile: str | None = None  # its name; chosen instead of the address
        self._runner = runner

    def catalogue(self) -> list[str]:
        return ["--profile", self.profile] if self.profile else ["--url", self.url]

    def environment(self) -> dict[str, str | None]:
        return {"BCDC_API_KEY": self.key, "BCDC_DESKTOP_HOME": str(self.home)}

    def __call__(self, *words: object, stdin: str | None = None) -> Ended:
        arguments = [*self.catalogue(), *map(str, words)]
        done = self._runner(env=self.environment()).invoke(cli, arguments, input=stdin, prog_name="bcdc")
        return Ended(done.exit_code, done.stdout, done.stderr)

    def json(self, *words: object, stdin: str | None = None) -> Ended:
        return self(*words, "--json", stdin=stdin)

    def start(self, *words: object, **more: str) -> "subprocess.Popen[str]":
        """A process of its own."""
        environment = {k: v for k, v in {**os.environ, **self.environment(), **more}.items() if v is not None}
        arguments = [*BCDC, *self.catalogue(), *map(str, words)]
        pipe = subprocess.PIPE
        # a shell that runs the tests in the background has them, and what they start, ignore Ctrl+C
        ours = signal.signal(signal.SIGINT, signal.default_int_handler)
        try:
            return subprocess.Popen(arguments, stdin=pipe, stdout=pipe, stderr=pipe, env=environment, encoding="utf-8")
        finally:
            signal.signal(signal.SIGINT, ours)

    def process(self, *words: object, stdin: str = "", **more: str) -> Ended:
        """A process of its own, to its end."""
        process = self.start(*words, **more)
        out, err = process.communicate(stdin, timeout=120)
        return Ended(process.returncode, out, err)

    def with_key(self, key: str | None) -> "Bcdc":
        return Bcdc(self.url, key, self.home)


@pytest.fixture(params=["2.11.6", "2.9.5"])
def version(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def practice(tmp_path: Path, version: str) -> Iterator[DemoCatalogue]:
    """A practice catalogue with organizations and users, and no packages."""
    with DemoCatalogue(tmp_path / "practice", version=version, empty=True) as catalogue:
        yield catalogue


@pytest.fixture
def gate(practice: DemoCatalogue) -> Iterator[Gate]:
    """A way to the practice catalogue that can be held, cut and counted."""
    with Gate(practice.url) as gate:
        practice.site_url = gate.url  # files are fetched through it too
        yield gate


@pytest.fixture
def bcdc(practice: DemoCatalogue, home: Path) -> Bcdc:
    """``bcdc`` as the editor of the practice catalogue."""
    return Bcdc(practice.url, practice.tokens["editor"], home)


@pytest.fixture
def server(practice: DemoCatalogue) -> Catalogue:
    """The practice catalogue as a system administrator sees it, beside ``bcdc``."""
    return Colleague(Profile("beside", "beside", practice.url), practice.tokens["sysadmin"])


@pytest.fixture
def record() -> dict[str, Any]:
    """The fields of a complete record, as a person writes them: the organization by its name, no slug."""
    fields = record_fields(ORGANIZATION, title=f"Lakes of the North {uuid.uuid4().hex[:8]}", name=None)
    return {n: v for n, v in fields.items() if n not in ("type", "publish_state")}


@pytest.fixture
def package(bcdc: Bcdc, record: dict[str, Any]) -> str:
    """The id of a record in the practice catalogue."""
    done = bcdc.json("create-package", "--from", "-", stdin=json.dumps(record))
    assert done.code == 0, done.out
    return str(done.document["id"])


@pytest.fixture
def csv(tmp_path: Path) -> Path:
    """A file that keeps the guideline; its name needs escaping."""
    path = tmp_path / "Seen ü 日本, '2024' (x).csv"
    path.write_bytes(b"lake,depth\r\nAtlin,283\r\nBabine,186\r\n")
    return path


class Sent:
    """The actions that write, as they came to the catalogue since they were last cleared, by name."""

    _WRITES = re.compile(r"^(package|resource)_(create|update|patch|delete|revise|resource_reorder)$|_purge$")

    def __init__(self, practice: DemoCatalogue) -> None:
        self._practice = practice
        self.clear()

    def clear(self) -> None:
        self._before = Counter(self._practice.calls)

    def __call__(self) -> list[str]:
        came = Counter(self._practice.calls) - self._before
        return sorted(name for name in came.elements() if self._WRITES.search(name))


@pytest.fixture
def sent(practice: DemoCatalogue) -> Sent:
    """What was written; those that make a record for the test count too, so it is cleared after them."""
    return Sent(practice)


@pytest.fixture
def meanwhile(practice: DemoCatalogue, bcdc: Bcdc) -> Iterator[Callable[[Callable[[], object]], Bcdc]]:
    """``bcdc`` whose next save reaches the catalogue only after somebody else has done something."""
    late = Late()
    with MisbehavingServer(practice) as between, ThreadPoolExecutor(1) as colleagues:

        def set_up(act: Callable[[], object]) -> Bcdc:
            between.next("package_revise", late)

            def colleague() -> None:
                try:
                    assert late.taken.wait(60)
                    act()
                finally:
                    late.until.set()

            acts.append(colleagues.submit(colleague))
            return Bcdc(between.url, bcdc.key, bcdc.home)

        acts: list[Future[None]] = []
        yield set_up
        for act in acts:
            act.result()


@pytest.fixture
def owner(server: Catalogue) -> str:
    """The id of the organization of the records that tests make."""
    return str(server.organization(ORGANIZATION)["id"])
