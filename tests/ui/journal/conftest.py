"""The same window and dialogs as the tests of the record have."""

from ui.record.conftest import (  # noqa: F401
    demo,
    editor,
    open_window,
    opened,
    record,
    server,
    show_record,
    window,
)
