"""Text of a catalogue holds no commands for a terminal, however it is printed."""

import io
import json
import sys

import pytest

from bcdc_desktop.cli.output import emit, emit_text

NASTY = "a\x1b[2Jb\x9b31mc\x85d\x07e\x7f\u2028f\u202egpj.exe\u2066\u2029g"
TURNING = "\u2028\u2029\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_a_text_to_edit_holds_no_command_for_a_terminal(monkeypatch) -> None:
    terminal = Terminal()
    monkeypatch.setattr(sys, "stdout", terminal)
    emit_text(f"[[title]]\n{NASTY}\n")
    monkeypatch.undo()
    said = terminal.getvalue()
    assert said.startswith("[[title]]\na")
    assert said.endswith("g\n")
    assert [c for c in said if c in TURNING or (c != "\n" and (ord(c) < 32 or 127 <= ord(c) < 160))] == []


@pytest.mark.parametrize("value", [NASTY, "é ü 日本 \U0001f600", "\u00a0\u00bf\u00ff", "\\u0085", "Â\u0085"])
@pytest.mark.parametrize("large", [1, 1 << 70])
def test_a_json_document_holds_none_and_is_the_same_text(capfdbinary, value, large) -> None:
    emit({"title": value, value: [value, large]})
    printed = capfdbinary.readouterr().out
    assert json.loads(printed) == {"title": value, value: [value, large]}
    assert [c for c in printed.decode() if c in TURNING or (c != "\n" and (ord(c) < 32 or 127 <= ord(c) < 160))] == []
