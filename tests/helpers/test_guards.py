"""The guards that every test runs under, seen from outside: each session here is a pytest of its own."""

import os
import socket
from pathlib import Path

import pytest

from helpers import loopback

pytest_plugins = ["pytester"]

HELPERS = Path(__file__).parent


@pytest.fixture
def outcomes(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch):
    """Runs a file of tests under one guard; gives {test: last word on it} and the session's output."""

    def run(guard: str, body: str) -> tuple[dict[str, str], str]:
        monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(HELPERS.parent), os.environ.get("PYTHONPATH", "")]))
        pytester.makepyfile(body)
        result = pytester.runpytest_subprocess("-rA", "-p", guard, "-p", "no:randomly", "-p", "no:cacheprovider")
        last = [line.split(" - ")[0].split() for line in result.outlines]
        words = [line for line in last if len(line) == 2 and line[0] in ("PASSED", "FAILED", "ERROR")]
        return {name.rpartition("::")[2]: word for word, name in words}, "\n".join(result.outlines)

    return run


def test_log_records_of_warning_or_worse_decide(outcomes) -> None:
    verdicts, output = outcomes(
        "helpers.logfail",
        """
        import logging
        import pytest

        log = logging.getLogger("x")

        def test_information():
            log.info("started")

        def test_warning():
            log.warning("the disk is %s", "full")

        def test_expected(expected_log):
            expected_log(logging.ERROR, "full$")
            log.error("the disk is full")

        def test_other_level(expected_log):
            with expected_log(logging.ERROR, "full$"):
                log.error("the disk is full")
                log.warning("the disk is full")

        def test_never_came(expected_log):
            expected_log(logging.ERROR, "full")

        def test_came_after_its_block(expected_log):
            with expected_log(logging.ERROR, "full"):
                pass
            log.error("full")

        @pytest.fixture
        def worker():
            yield
            log.error("did not stop")

        def test_while_a_fixture_ends(worker):
            pass

        def test_failed_anyway():
            log.warning("first")
            assert 1 == 2
        """,
    )
    assert verdicts == {
        "test_information": "PASSED",
        "test_warning": "FAILED",
        "test_expected": "PASSED",
        "test_other_level": "FAILED",
        "test_never_came": "FAILED",
        "test_came_after_its_block": "FAILED",
        "test_while_a_fixture_ends": "ERROR",
        "test_failed_anyway": "FAILED",
    }
    assert "logged and not expected: WARNING x: the disk is full" in output
    assert "expected in the log, and never came: ERROR /full/" in output
    assert "assert 1 == 2" in output


def test_a_far_address_fails_the_test_even_from_a_thread_that_swallows_it(outcomes) -> None:
    verdicts, output = outcomes(
        "helpers.loopback",
        """
        import socket, threading

        def reach():
            try:
                socket.create_connection(("192.0.2.1", 80), timeout=0.1)
            except OSError:
                pass

        def test_far():
            thread = threading.Thread(target=reach)
            thread.start()
            thread.join()

        def test_near():
            with socket.create_server(("127.0.0.1", 0)) as server, socket.create_connection(server.getsockname()):
                pass
        """,
    )
    assert verdicts == {"test_far": "FAILED", "test_near": "PASSED"}
    assert "reached beyond this machine: socket.getaddrinfo 192.0.2.1" in output


@pytest.mark.parametrize("host", ["127.0.0.1", "127.4.5.6", "::1", "localhost", b"localhost", None, ""])
def test_this_machine_is_local(host: object) -> None:
    assert loopback.is_local(host)


@pytest.mark.parametrize("host", ["192.0.2.1", "10.0.0.1", "2001:db8::1", "example.org", "localhost.example.org"])
def test_everything_else_is_not(host: object) -> None:
    assert not loopback.is_local(host)


def test_an_invalid_name_is_not_known() -> None:
    with pytest.raises(socket.gaierror):
        socket.getaddrinfo("catalogue.invalid", 443)
