"""Bars on a terminal: one a file while they fit, and always one for all."""

import io
from types import SimpleNamespace
from typing import Any

from rich.console import Console

from bcdc_desktop.cli.progress import FileBars


def shown(rows: list[Any], sent: dict[str, int]) -> str:
    out = io.StringIO()
    with FileBars(Console(file=out, force_terminal=True, width=160, height=60, color_system=None)) as bars:
        bars.show(rows, sent)
    return out.getvalue()


def row(name: str, state: str, sent: int = 0) -> Any:
    return SimpleNamespace(id=name, file_name=name, size=1000, state=state, sent=sent)


def test_each_of_a_few_files_has_its_bar() -> None:
    text = shown([row("a.csv", "done"), row("b.csv", "sending"), row("c.csv", "waiting")], {"b.csv": 500})
    assert "1 of 3 files" in text
    assert "1.5/3.0 kB" in text
    assert all(name in text for name in ("a.csv", "b.csv", "c.csv"))


def test_of_many_files_only_those_under_way_have_theirs() -> None:
    rows = [row(f"w{n}.csv", "waiting") for n in range(30)] + [row("now.csv", "sending"), row("no.csv", "failed")]
    text = shown(rows, {"now.csv": 10})
    assert "0 of 32 files" in text
    assert "now.csv" in text
    assert "no.csv" in text
    assert "w1.csv" not in text


def test_one_file_needs_no_sum() -> None:
    assert "of 1 files" not in shown([row("a.csv", "sending")], {})
