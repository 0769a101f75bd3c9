"""The practice catalogue: CKAN's Action API over HTTP on 127.0.0.1, with SQLite and a folder behind it.

It needs the extra ``practice`` of the project; without it the first use of ``DemoCatalogue`` raises `MissingLibrary`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from bcdc_desktop.demo.server import DemoCatalogue

__all__ = ["DemoCatalogue", "MissingLibrary"]


class MissingLibrary(ImportError):
    """The practice catalogue was not installed with the program; the message says how to add it."""

    def __init__(self) -> None:
        super().__init__("The practice catalogue is not installed. Add it with: pip install 'bcdc-desktop[practice]'")


def __getattr__(name: str) -> Any:
    """Return the class when it is asked for: whoever only asks for this package needs none of its libraries.

    Raises:
        MissingLibrary: the library that reads uploads is not installed.
    """
    if name != "DemoCatalogue":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    try:
        import multipart  # type: ignore[import-untyped]  # noqa: F401
    except ImportError:
        raise MissingLibrary from None
    from bcdc_desktop.demo.server import DemoCatalogue

    return DemoCatalogue
