"""Exit codes: what can end a command, and the code and JSON document for it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import click

DONE, BUG, USAGE, NOT_AUTHORIZED, NOT_FOUND, INVALID, CONFLICT, OFFLINE, SERVER_FAULT, STOPPED = (
    0, 1, 2, 3, 4, 5, 6, 7, 8, 130,
)  # fmt: skip
EXIT_CODES: Mapping[str, int] = {
    "bug": BUG,
    "usage": USAGE,
    "not_authorized": NOT_AUTHORIZED,
    "not_found": NOT_FOUND,
    "invalid": INVALID,
    "too_large": INVALID,
    "file": INVALID,
    "held": INVALID,
    "conflict": CONFLICT,
    "offline": OFFLINE,
    "timeout": OFFLINE,
    "cancelled": STOPPED,
}  # every other kind is the server's or this computer's fault
EXIT_HELP = """\
\b
Exit codes:
  0  done                     5  values or a file were rejected
  1  an internal error        6  changed by someone else
  2  wrong usage              7  offline, or timed out
  3  not authorized           8  error of the server or the disk
  4  not found              130  cancelled
"""


def code_of(kind: str) -> int:
    """Return the exit code for a kind of error."""
    return EXIT_CODES.get(kind, SERVER_FAULT)


def code_of_many(outcome: Mapping[str, Any]) -> int:
    """Return the exit code where several records were written, by the JSON document: conflicts come first, then the
    first failure."""
    if outcome["conflicts"]:
        return CONFLICT
    return next((code_of(f["kind"]) for f in outcome["failed"]), DONE)


class Failure(Exception):
    """The failed end of a command. ``kind`` decides the exit code; ``extra`` is added to the JSON document."""

    def __init__(
        self,
        kind: str,
        message: str,
        fields: Mapping[str, Sequence[str]] | None = None,
        extra: Mapping[str, Any] | None = None,
    ) -> None:
        super().__init__(message)
        self.kind = kind
        self.message = message
        self.fields = {name: list(messages) for name, messages in (fields or {}).items()}
        self.extra = dict(extra or {})

    @property
    def code(self) -> int:
        """The exit code."""
        return code_of(self.kind)

    def document(self) -> dict[str, Any]:
        """Return the JSON document: ``{"error": {"kind", "message", "fields"}}``, and what else is known."""
        return {"error": {"kind": self.kind, "message": self.message, "fields": self.fields}, **self.extra}


def failure_of(error: BaseException) -> Failure | None:
    """Return the failure that an exception means; None when it is an error of ours."""
    if isinstance(error, Failure):
        return error
    if isinstance(error, click.UsageError):
        return Failure("usage", error.format_message() or "No command given. “bcdc --help” lists the commands.")
    if isinstance(error, click.Abort | KeyboardInterrupt):
        return Failure("cancelled", "Cancelled.")
    if isinstance(error, click.ClickException):
        return Failure("usage", error.format_message())
    return _of_ours(error)


def _of_ours(error: BaseException) -> Failure | None:
    # imported here: a command that went well has no need of them all
    from bcdc_desktop.app.preferences import PolicyForbids
    from bcdc_desktop.app.storage import StoreError
    from bcdc_desktop.catalogue.credentials import KeyringProblem
    from bcdc_desktop.catalogue.errors import Cancelled, CatalogueError
    from bcdc_desktop.catalogue.http import FileChanged
    from bcdc_desktop.domain.profile import AddressProblem
    from bcdc_desktop.error_text import exhaustion, system_reason

    if isinstance(error, CatalogueError):
        return Failure(error.kind, error.message, error.fields)
    if isinstance(error, StoreError):
        return Failure(error.kind, str(error))
    if isinstance(error, Cancelled):
        return Failure("cancelled", "Cancelled.")
    if isinstance(error, FileChanged):
        return Failure("file", str(error))
    if isinstance(error, AddressProblem):
        return Failure("usage", str(error))
    if isinstance(error, PolicyForbids):
        return Failure("not_authorized", str(error))
    if sentence := exhaustion(error):
        return Failure("exhausted", sentence)
    if isinstance(error, RecursionError):
        return Failure("server_fault", "There was more, or it was nested more deeply, than this computer can read.")
    if isinstance(error, KeyringProblem):
        return Failure("keyring", str(error))
    if isinstance(error, OSError):
        where = f"{error.filename}: " if error.filename else ""
        return Failure("disk", f"{where}{system_reason(error)}.")
    return None
