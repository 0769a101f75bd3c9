"""The jump list of Windows: what a right click on the program's button in the task bar lists.

Windows has it as COM objects alone (``ICustomDestinationList``), which are called here by their place in the table of
their interface: ``shobjidl_core.h`` has them in this order.
"""

from __future__ import annotations

import contextlib
import ctypes
import uuid
from collections.abc import Iterator, Sequence
from typing import Any

_IN_PROCESS = 1  # CLSCTX
_APARTMENT = 2  # COINIT
_TEXT = 31  # VT_LPWSTR
_LONGEST = 2084  # characters of arguments (INFOTIPSIZE and MAX_PATH are less)
_QUERY_INTERFACE, _RELEASE = 0, 2
_SET_APP_ID, _BEGIN_LIST, _APPEND_CATEGORY, _COMMIT_LIST, _ABORT_LIST = 3, 4, 5, 8, 11  # ICustomDestinationList
_GET_COUNT, _GET_AT, _ADD_OBJECT = 3, 4, 5  # IObjectArray, IObjectCollection
_GET_ARGUMENTS, _SET_ARGUMENTS, _SET_ICON_LOCATION, _SET_PATH = 10, 11, 17, 20  # IShellLinkW
_SET_VALUE, _COMMIT = 6, 7  # IPropertyStore


class Guid(ctypes.Structure):
    """A GUID as Windows has it in memory."""

    _fields_ = (("data", ctypes.c_ubyte * 16),)

    @classmethod
    def of(cls, text: str) -> Guid:
        """Return the GUID that a text names."""
        return cls((ctypes.c_ubyte * 16)(*uuid.UUID(text).bytes_le))


class _PropertyKey(ctypes.Structure):
    _fields_ = (("format", Guid), ("id", ctypes.c_uint32))


class _PropertyValue(ctypes.Structure):
    """PROPVARIANT, of which two pointers are enough for a text."""

    _fields_ = (
        ("kind", ctypes.c_uint16),
        ("reserved", ctypes.c_uint16 * 3),
        ("text", ctypes.c_wchar_p),
        ("more", ctypes.c_void_p),
    )


DESTINATION_LIST = Guid.of("77f10cf0-3db5-4966-b520-b7c54fd35ed6")
OBJECT_COLLECTION = Guid.of("2d3468c1-36a7-43b6-ac24-d3f02fd9607a")
SHELL_LINK = Guid.of("00021401-0000-0000-c000-000000000046")
_I_DESTINATION_LIST = Guid.of("6332debf-87b5-4670-90c0-5e57b408a49e")
_I_OBJECT_ARRAY = Guid.of("92ca9dcd-5622-4bba-a805-5e9f541bd8c9")
_I_OBJECT_COLLECTION = Guid.of("5632b1a4-e38a-400a-928a-d4cd63230295")
_I_SHELL_LINK = Guid.of("000214f9-0000-0000-c000-000000000046")
_I_PROPERTY_STORE = Guid.of("886d8eeb-8cf2-4446-8d02-cdba1dbdcf99")
_TITLE = _PropertyKey(Guid.of("f29f85e0-4ff9-1068-ab91-08002b27b3d9"), 2)  # PKEY_Title

_prototype: Any = getattr(ctypes, "WINFUNCTYPE", ctypes.CFUNCTYPE)


class JumpList:
    """Writes the jump list of a program; each entry starts it with one argument. For a worker."""

    def __init__(self, app_id: str, program: str, *, ole: Any = None) -> None:
        """Say whose it is.

        Args:
            app_id: the AppUserModelID of the program's windows and shortcuts.
            program: the whole path of the program.
            ole: ``ole32``, where it is another than the system's.
        """
        windows: Any = ctypes
        self._app_id, self._program = app_id, program
        self._ole = ole if ole is not None else windows.WinDLL("ole32")

    def show(self, title: str, entries: Sequence[tuple[str, str]]) -> set[str]:
        """Write the list: a title, and entries of a title and an argument each. Return the arguments of those that the
        user took out of it since it was written, which Windows lets nobody put back.

        Raises:
            OSError: Windows refuses; the list is as it was.
        """
        if self._ole.CoInitializeEx(None, _APARTMENT) < 0:
            raise OSError("no COM in this thread")
        try:
            with self._made(DESTINATION_LIST, _I_DESTINATION_LIST) as written:
                return self._write(written, title, entries)
        finally:
            self._ole.CoUninitialize()

    def _write(self, written: _Interface, title: str, entries: Sequence[tuple[str, str]]) -> set[str]:
        written.call(_SET_APP_ID, ctypes.c_wchar_p(self._app_id))
        room, removed = ctypes.c_uint32(), ctypes.c_void_p()
        written.call(_BEGIN_LIST, _at(room), _at(_I_OBJECT_ARRAY), _at(removed))
        try:
            with _Interface(removed) as array:
                gone = _arguments(array)
            left = [entry for entry in entries if _quoted(entry[1]) not in gone][: room.value]
            if left:
                with self._made(OBJECT_COLLECTION, _I_OBJECT_COLLECTION) as collection:
                    for text, argument in left:
                        with self._link(text, argument) as link:
                            collection.call(_ADD_OBJECT, link.pointer)
                    written.call(_APPEND_CATEGORY, ctypes.c_wchar_p(title), collection.pointer)
            written.call(_COMMIT_LIST)
        except OSError:
            with contextlib.suppress(OSError):
                written.call(_ABORT_LIST)
            raise
        return {argument for _text, argument in entries if _quoted(argument) in gone}

    @contextlib.contextmanager
    def _link(self, text: str, argument: str) -> Iterator[_Interface]:
        with self._made(SHELL_LINK, _I_SHELL_LINK) as link:
            link.call(_SET_PATH, ctypes.c_wchar_p(self._program))
            link.call(_SET_ARGUMENTS, ctypes.c_wchar_p(_quoted(argument)))
            link.call(_SET_ICON_LOCATION, ctypes.c_wchar_p(self._program), ctypes.c_int(0))
            with link.cast(_I_PROPERTY_STORE) as store:
                store.call(_SET_VALUE, _at(_TITLE), _at(_PropertyValue(_TEXT, text=text)))
                store.call(_COMMIT)
            yield link

    def _made(self, kind: Guid, interface: Guid) -> _Interface:
        found = ctypes.c_void_p()
        code = self._ole.CoCreateInstance(_at(kind), None, _IN_PROCESS, _at(interface), _at(found))
        if code < 0 or not found.value:
            raise OSError(f"CoCreateInstance: {code & 0xFFFFFFFF:#x}")
        return _Interface(found)


class _Interface:
    """An interface of a COM object, which is released at the end of the context."""

    def __init__(self, pointer: ctypes.c_void_p) -> None:
        self.pointer = pointer

    def __enter__(self) -> _Interface:
        return self

    def __exit__(self, *_: object) -> None:
        _prototype(ctypes.c_uint32, ctypes.c_void_p)(self._place(_RELEASE))(self.pointer)

    def call(self, number: int, *arguments: Any) -> None:
        """Call a method by its place in the table.

        Raises:
            OSError: it failed.
        """
        function = _prototype(ctypes.c_int32, ctypes.c_void_p, *(type(a) for a in arguments))(self._place(number))
        code = function(self.pointer, *arguments)
        if code < 0:
            raise OSError(f"method {number}: {code & 0xFFFFFFFF:#x}")

    def cast(self, interface: Guid) -> _Interface:
        """Return another interface of the same object."""
        found = ctypes.c_void_p()
        self.call(_QUERY_INTERFACE, _at(interface), _at(found))
        return _Interface(found)

    def _place(self, number: int) -> int:
        table = ctypes.cast(self.pointer, ctypes.POINTER(ctypes.POINTER(ctypes.c_void_p))).contents
        return int(table[number] or 0)


def _arguments(array: _Interface) -> set[str]:
    """Return the arguments of the links in an array."""
    count = ctypes.c_uint32()
    array.call(_GET_COUNT, _at(count))
    found = set()
    for number in range(count.value):
        pointer = ctypes.c_void_p()
        with contextlib.suppress(OSError):
            array.call(_GET_AT, ctypes.c_uint32(number), _at(_I_SHELL_LINK), _at(pointer))
            with _Interface(pointer) as link:
                text = ctypes.create_unicode_buffer(_LONGEST)
                link.call(_GET_ARGUMENTS, _at(text), ctypes.c_int(_LONGEST))
                found.add(text.value)
    return found


def _quoted(argument: str) -> str:
    """Return a link as one argument of a command line."""
    return '"' + argument.replace('"', "%22") + '"'


class _Pointer(ctypes.c_void_p):
    """The address of a value, which it keeps alive."""

    value_at: Any


def _at(value: Any) -> ctypes.c_void_p:
    pointer = _Pointer(ctypes.addressof(value))
    pointer.value_at = value
    return pointer
