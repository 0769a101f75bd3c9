"""Recent records in the lists of the desktop: the dock menu, and the jump list against objects that are called as
Windows' are."""

import ctypes
from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtWidgets import QMainWindow

from bcdc_desktop.app.jump_list import DESTINATION_LIST, OBJECT_COLLECTION, SHELL_LINK, Guid, JumpList
from bcdc_desktop.app.recent_records import RecentRecord
from bcdc_desktop.ui.recent_records import DockMenu
from bcdc_desktop.ui.single_instance import OpenRequest

METHOD = ctypes.CFUNCTYPE(ctypes.c_int32, *[ctypes.c_void_p] * 4)
SLOTS = 21
NAMES = {
    bytes(DESTINATION_LIST.data): "list",
    bytes(OBJECT_COLLECTION.data): "collection",
    bytes(SHELL_LINK.data): "link",
}
FAILED = -2147467259  # E_FAIL


class Com:
    """Stands for ole32: makes objects whose methods write down what they are called with."""

    def __init__(self, *, room: int = 10, fails: tuple[str, int] | None = None, removed: str = "") -> None:
        self.room, self.fails, self.removed = room, fails, removed
        self.calls: list[tuple[str, int, Any]] = []
        self.held = 0
        self._kept: list[Any] = []
        self.is_ended = False

    def CoInitializeEx(self, _reserved: None, _model: int) -> int:
        return 0

    def CoUninitialize(self) -> None:
        self.is_ended = True

    def CoCreateInstance(self, kind: Any, _outer: None, _where: int, _interface: Any, out: Any) -> int:
        self._give(out.value, NAMES[bytes(Guid.from_address(kind.value).data)])
        return 0

    def _give(self, address: int, name: str) -> None:
        methods = [METHOD(self._method(name, number)) for number in range(SLOTS)]
        table = (ctypes.c_void_p * SLOTS)(*(ctypes.cast(m, ctypes.c_void_p).value for m in methods))
        thing = ctypes.c_void_p(ctypes.addressof(table))
        self._kept += [methods, table, thing]
        self.held += 1
        ctypes.c_void_p.from_address(address).value = ctypes.addressof(thing)

    def _method(self, name: str, number: int) -> Callable[..., int]:
        def called(_self: int, first: int | None, second: int | None, third: int | None) -> int:
            if self.fails == (name, number):
                return FAILED
            said: Any = None
            match name, number:
                case _, 2:
                    self.held -= 1
                    return 0
                case _, 0:
                    self._give(second or 0, "properties")
                case "list", 4:
                    ctypes.c_uint32.from_address(first or 0).value = self.room
                    self._give(third or 0, "removed")
                case "removed", 3:
                    ctypes.c_uint32.from_address(first or 0).value = 1 if self.removed else 0
                case "removed", 4:
                    self._give(third or 0, "removed link")
                case "removed link", 10:
                    text = ctypes.create_unicode_buffer(self.removed)
                    ctypes.memmove(first or 0, text, ctypes.sizeof(text))
                case ("list", 3) | ("list", 5) | ("link", 11) | ("link", 20):
                    said = ctypes.wstring_at(first or 0)
                case "properties", 6:
                    said = ctypes.wstring_at(ctypes.c_void_p.from_address((second or 0) + 8).value or 0)
            self.calls.append((name, number, said))
            return 0

        return called

    def said(self, name: str, number: int) -> list[Any]:
        return [said for one, two, said in self.calls if (one, two) == (name, number)]


LINKS = [("Levels & flows", "bcdc://c.example/dataset/levels"), ("Readings", "bcdc://c.example/dataset/readings")]


def write(com: Com) -> set[str]:
    return JumpList("the.program", r"C:\Program Files\BCDC Desktop\BCDC Desktop.exe", ole=com).show("Recent", LINKS)


def test_the_jump_list_starts_the_program_with_the_link_of_a_record() -> None:
    com = Com()
    assert write(com) == set()
    assert com.said("list", 3) == ["the.program"]
    assert com.said("properties", 6) == [title for title, _link in LINKS]
    assert com.said("link", 11) == [f'"{link}"' for _title, link in LINKS]
    assert {path.rpartition("\\")[2] for path in com.said("link", 20)} == {"BCDC Desktop.exe"}
    assert com.said("list", 5) == ["Recent"]
    assert [number for name, number, _ in com.calls if name == "list"][-1] == 8, "the list is committed at the end"
    assert com.held == 0, "each object is released"
    assert com.is_ended


def test_the_jump_list_has_no_more_than_windows_shows() -> None:
    com = Com(room=1)
    write(com)
    assert com.said("link", 11) == [f'"{LINKS[0][1]}"']


def test_what_the_user_took_out_of_the_jump_list_is_not_put_back() -> None:
    com = Com(removed=f'"{LINKS[0][1]}"')
    assert write(com) == {LINKS[0][1]}
    assert com.said("link", 11) == [f'"{LINKS[1][1]}"']


@pytest.mark.parametrize("fails", [("list", 4), ("list", 5), ("list", 8), ("link", 20), ("properties", 6)])
def test_a_jump_list_that_windows_refuses_is_let_be(fails: tuple[str, int]) -> None:
    com = Com(fails=fails)
    with pytest.raises(OSError, match="0x80004005"):
        write(com)
    assert com.held == 0
    assert bool(com.said("list", 11)) == (fails != ("list", 4)), "what was begun is given up"
    assert com.is_ended


def test_the_dock_menu_opens_a_record_by_its_link(qtbot) -> None:
    window, asked = QMainWindow(), []
    qtbot.addWidget(window)
    dock = DockMenu(window, asked.append)
    for count in (2, 1):
        dock.show([RecentRecord(title, link, 1.0) for title, link in LINKS[:count]])
        assert len(dock.menu.actions()) == count
    assert dock.menu.actions()[0].text() == "Levels && flows"
    dock.menu.actions()[0].trigger()
    assert asked == [OpenRequest(link=LINKS[0][1])]
