"""The same window as the tests of the whole window have."""

from ui.window.conftest import demo, open_window, server, window  # noqa: F401
