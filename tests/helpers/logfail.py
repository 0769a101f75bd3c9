"""A log record of WARNING or worse fails the test during which it is logged, unless the test expects it.

    def test_a_slow_answer_is_logged(expected_log):
        expected_log(logging.WARNING, r"took \\d+ s")
        ...

An expected record that never comes fails the test too. As a context manager the expectation holds for its block:

    with expected_log(logging.ERROR, "disk full"):
        ...
"""

import logging
import re
from collections.abc import Callable, Generator
from types import TracebackType

import pytest

ExpectLog = Callable[..., "Expectation"]


class Expectation:
    """A record that a test expects: exactly this level, and a message in which the pattern is found."""

    def __init__(self, level: int, pattern: str, logger: str | None = None) -> None:
        self.level = level
        self.pattern = pattern
        self.logger = logger
        self.seen = 0
        self.active = True

    def takes(self, record: logging.LogRecord) -> bool:
        if not self.active or record.levelno != self.level or self.logger not in (None, record.name):
            return False
        if not re.search(self.pattern, record.getMessage()):
            return False
        self.seen += 1
        return True

    def __str__(self) -> str:
        return f"{logging.getLevelName(self.level)} /{self.pattern}/"

    def __enter__(self) -> "Expectation":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.active = False
        if kind is None and not self.seen:
            pytest.fail(f"expected in the log, and never came: {self}")


class LogWatch(logging.Handler):
    """Keeps what the root logger sees at WARNING or worse, and what the running test expects of it."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.unexpected: list[str] = []
        self.expectations: list[Expectation] = []

    def emit(self, record: logging.LogRecord) -> None:
        if not any(expectation.takes(record) for expectation in self.expectations):
            where = f"{record.pathname}:{record.lineno}"
            self.unexpected.append(f"{record.levelname} {record.name}: {record.getMessage()} ({where})")

    def expect(self, level: int, pattern: str, *, logger: str | None = None) -> Expectation:
        """Declares a record for the rest of the test, or for the `with` block that the result opens."""
        expectation = Expectation(level, pattern, logger)
        self.expectations.append(expectation)
        return expectation

    def verdict(self, *, finished: bool) -> str | None:
        """What speaks against the test so far; what it says once it does not say again."""
        complaints = [f"logged and not expected: {line}" for line in self.unexpected]
        self.unexpected.clear()
        if finished:
            silent = [one for one in self.expectations if one.active and not one.seen]
            complaints += [f"expected in the log, and never came: {one}" for one in silent]
        return "\n".join(complaints) or None


_WATCH = pytest.StashKey[LogWatch]()


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> Generator[None]:
    watch = item.stash[_WATCH] = LogWatch()
    logging.getLogger().addHandler(watch)
    return (yield)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Generator[None]:
    outcome = yield
    if complaint := item.stash[_WATCH].verdict(finished=True):
        pytest.fail(complaint, pytrace=False)
    return outcome


@pytest.hookimpl(wrapper=True, trylast=True)
def pytest_runtest_teardown(item: pytest.Item) -> Generator[None]:
    try:
        return (yield)
    finally:
        watch = item.stash[_WATCH]
        logging.getLogger().removeHandler(watch)
        if complaint := watch.verdict(finished=False):
            pytest.fail(complaint, pytrace=False)


@pytest.fixture
def expected_log(request: pytest.FixtureRequest) -> ExpectLog:
    """Declares a record of WARNING or worse that the test means to cause: `expected_log(level, pattern, logger=…)`."""
    return request.node.stash[_WATCH].expect
